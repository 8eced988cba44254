"""Making one backup of a site: dumped, read again, packed, the keys apart, old ones thrown away.

Rule: the dump and the files are Frappe's own (`bench backup --with-files`). A backup stands under its name only after
its dump was read to the end and holds every table of the site, and every file in it could be read; until then it is a
folder ending in `.part`. Old backups go only after a new one stands. The keys go to another folder than the backups. A
failure is noted for the health page and raised.
"""

import fcntl
import json
import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe.utils.backups import scheduled_backup

import xinfang_app
from xinfang_app import when
from xinfang_app.operations import archive, dump, key_file, record, rotation
from xinfang_app.operations.dump import BrokenDump


class BackupRefused(Exception):
	"""It cannot be made as asked; says why in Chinese and English."""


def make(to: Path, keys_to: Path, keep: rotation.Keep | None = None) -> Path:
	"""Back the present site up into `to` and save its keys in `keys_to`; return the file. Raises BackupRefused."""
	began, moment = time.monotonic(), when.now()
	site = frappe.local.site
	try:
		check_places(to, keys_to)
		with _alone(to / site) as folder:
			target = folder / archive.file_name(site, moment)
			manifest = _build(folder, target)
			saved = key_file.save(keys_to / site, site)
			removed = _rotate(folder, keep or rotation.Keep())
	except Exception as error:
		record.note(failed_on=when.now(), failure=f"{type(error).__name__}: {error}"[:300])
		raise
	record.note(
		made_on=moment,
		file=str(target),
		size=target.stat().st_size,
		seconds=round(time.monotonic() - began, 1),
		tables=len(manifest["tables"]),
		rows=sum(manifest["tables"].values()),
		files=len(manifest["files"]),
		removed=len(removed),
		keys_file=str(saved),
		keys=key_file.present(),
		failed_on=None,
		failure=None,
	)
	return target


def check_places(to: Path, keys_to: Path) -> None:
	"""Refuse keys beside the backups, and anything in a folder that the web server could serve."""
	to, keys_to = to.resolve(), keys_to.resolve()
	if to == keys_to or to in keys_to.parents or keys_to in to.parents:
		raise BackupRefused(
			"密钥不得与备份存放在同一目录 · the keys may not lie in the folder of the backups"
		)
	sites = Path(frappe.local.sites_path).resolve()
	for place in (to, keys_to):
		if place == sites or sites in place.parents:
			raise BackupRefused(f"{place} 在 sites 目录内 · lies inside the folder sites")
	if frappe.get_system_settings("encrypt_backup"):
		raise BackupRefused(
			"系统设置中已开启“加密备份”,备份无法读回核对,请关闭 · "
			"Encrypt Backup is on in System Settings; such a backup cannot be read and checked. Switch it off"
		)


@contextmanager
def _alone(folder: Path):
	"""One backup of a site at a time; what a killed one left is removed."""
	folder.mkdir(parents=True, exist_ok=True)
	folder.chmod(0o700)
	with open(folder / ".lock", "w") as handle:
		try:
			fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			raise BackupRefused("另一个备份正在进行 · another backup is under way") from None
		for left in folder.glob(f"*{archive.PART}"):
			shutil.rmtree(left) if left.is_dir() else left.unlink()
		yield folder


def _build(folder: Path, target: Path) -> dict:
	part = folder / (target.stem + archive.PART)
	before = os.umask(0o077)
	try:
		part.mkdir()
		_dump(part)
		manifest = _manifest(part)
		_check(manifest)
		(part / archive.MANIFEST).write_text(
			json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
		)
		archive.write_sums(part)
		archive.pack(part, target)
	finally:
		os.umask(before)
		shutil.rmtree(part, ignore_errors=True)
	return manifest


def _dump(part: Path) -> None:
	"""Have Frappe write its four files; the configuration is replaced at once by one without secrets."""
	config = part / archive.CONFIG
	try:
		scheduled_backup(
			backup_path=str(part),
			backup_path_db=str(part / archive.DATABASE),
			backup_path_files=str(part / archive.PUBLIC),
			backup_path_private_files=str(part / archive.PRIVATE),
			backup_path_conf=str(config),
			ignore_files=False,
			ignore_conf=True,
			compress=True,
			force=True,
		)
	finally:
		config.unlink(missing_ok=True)
	own = json.loads(Path(frappe.get_site_path("site_config.json")).read_text(encoding="utf-8"))
	config.write_text(json.dumps(archive.without_secrets(own), indent=1, sort_keys=True), encoding="utf-8")


def _manifest(part: Path) -> dict:
	files = {}
	for kind, name in (("public", archive.PUBLIC), ("private", archive.PRIVATE)):
		packed = archive.members(part / name)
		files.update({f"{kind}/{path}": checksum for path, checksum in packed.items()})
	return {
		"format": archive.FORMAT,
		"site": frappe.local.site,
		"made_on": when.now().isoformat(sep=" "),
		"versions": {"frappe": frappe.__version__, "xinfang_app": xinfang_app.__version__},
		"apps": frappe.get_installed_apps(),
		"database": frappe.db.sql("select version()")[0][0],
		"tables": dump.read(part / archive.DATABASE).rows,
		"files": files,
		"keys": key_file.present(),
		"encrypted": {
			doctype: frappe.db.count(doctype)
			for doctype in ("Petitioner", "Sealed Accusation", "Sealed File")
		},
	}


def tables() -> list[str]:
	"""Return the tables of the site's database."""
	return frappe.db.sql_list("show full tables where Table_type = 'BASE TABLE'")


def _check(manifest: dict) -> None:
	"""Refuse a dump that lacks a table of the site, or has none of the rows of one that was filled all along."""
	there = set(tables())
	missing = sorted(there - set(manifest["tables"]))
	if missing:
		raise BrokenDump(f"tables are missing: {', '.join(missing[:5])}")
	for doctype, rows in manifest["encrypted"].items():
		if rows and not manifest["tables"][f"tab{doctype}"]:
			raise BrokenDump(f"no rows of {doctype}")


def _rotate(folder: Path, keep: rotation.Keep) -> list[Path]:
	found = {archive.made_on(path.name): path for path in folder.glob("*.tar") if archive.made_on(path.name)}
	stay = rotation.kept(found, keep)
	removed = [path for moment, path in found.items() if moment not in stay]
	for path in removed:
		path.unlink()
		path.with_name(path.name + ".sha256").unlink(missing_ok=True)
	return removed
