"""`make restore FILE=… SITE=… [KEYS=…]`: a backup into a new site, compared with what the backup says it held.

Rule: file, keys and name are checked before anything is made; the site of that name must not exist. What was restored
is counted and compared before it is migrated and after. When anything fails, or differs, nothing stays of the new site
(KEEP=1 keeps one that differs). The new site sends no mail and runs no jobs until somebody puts it to use: it may be
a copy of a site that is at work.
"""

import argparse
import json
import re
import secrets
import shutil
import subprocess
import tarfile

from . import app, backup_file, mariadb, services, site, stamps, tests
from .locks import lock
from .say import Steps, Stop, both, line
from .settings import CLONE
from .shell import give, own, run

#: Marks a restored site that is not in use yet; `make restore-drop` removes no other.
RESTORED = "xf_restored_from"
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,62}")


def command(settings, arguments):
	"""Check, restore, compare, migrate, compare."""
	parser = argparse.ArgumentParser(prog="make restore")
	for name in ("file", "site", "keys", "keep"):
		parser.add_argument(f"--{name}", default="")
	chosen = parser.parse_args(arguments)
	step = Steps(5)
	step("核对备份与密钥", "checking the backup and the keys")
	check_name(settings, chosen.site)
	backup = backup_file.check(chosen.file)
	keys = backup_file.read_keys(backup, chosen.keys)
	tests.build_is_needed(settings)
	services.start_data(settings)
	check_database(settings, chosen.site)
	app.sync(settings, site=chosen.site)
	check_version(settings, backup)
	check_room(settings, backup)
	with lock(settings, f"site-{chosen.site}"):
		return restored(settings, chosen.site, backup, keys, step, keep=chosen.keep not in ("", "0"))


def check_name(settings, name):
	"""A proper name, of no site and no database that is there."""
	if not NAME.fullmatch(name or "") or ".." in name:
		raise Stop(
			f"站点名不合规:{name or '(未给 SITE)'}", f"not a name for a site: {name or '(SITE is not given)'}"
		)
	if (settings.sites / name).exists():
		raise Stop(f"站点 {name} 已存在;请另取一个名字", f"the site {name} exists; choose another name")


def check_database(settings, name):
	"""A database without its site is somebody's, too."""
	database = app.database(settings, name)
	ask = mariadb.client(
		settings, "-N", "-e", f"show databases like '{database.replace('_', chr(92) + '_')}'"
	)
	if run(settings, ask, capture_output=True, text=True).stdout.strip():
		raise Stop(f"数据库 {database} 已存在", f"the database {database} exists")


def check_version(settings, backup):
	"""An older app cannot read what a newer one wrote."""
	text = (settings.app_copy / "xinfang_app" / "__init__.py").read_text()
	here = re.search(r'__version__ = "([^"]+)"', text).group(1)
	theirs = backup.manifest["versions"]["xinfang_app"]
	if numbers(theirs) > numbers(here):
		raise Stop(
			f"备份来自更新的版本 {theirs},本机为 {here};请先升级",
			f"the backup is of the newer version {theirs}, here is {here}; update first",
		)


def numbers(version):
	return [int(part) for part in re.findall(r"\d+", version)]


def check_room(settings, backup):
	"""Dumps are packed about eight times; the database and its log need room besides."""
	needed = backup.path.stat().st_size * 12
	free = shutil.disk_usage(settings.bench).free
	if free < needed + 2**29:
		raise Stop(
			f"磁盘只剩 {free // 2**20} MB,恢复约需 {needed // 2**20 + 512} MB",
			f"{free // 2**20} MB free, about {needed // 2**20 + 512} MB needed",
		)


def restored(settings, name, backup, keys, step, keep):
	"""The work itself; whatever fails, nothing stays."""
	folder = settings.state / "restore" / name
	shutil.rmtree(folder, ignore_errors=True)
	own(settings, folder.parent, folder)
	folder.chmod(0o700)
	try:
		step("恢复数据库与文件", "restoring database and files")
		backup_file.unpack(backup, folder)
		fill(settings, name, folder, keys)
		manifest = folder / backup_file.MANIFEST
		give(settings, manifest)
		step("与备份逐表、逐文件比对", "comparing with the backup, table by table and file by file")
		same = compared(settings, name, manifest)
		if same or keep:
			step("迁移到本机版本", "migrating to the version here")
			site.migrate(settings, name)
			step("迁移后再次比对", "comparing again")
			same = compared(settings, name, manifest, "--after-migrate") and same
		if not same and not keep:
			raise Stop(
				"恢复结果与备份不一致,已撤销;保留请加 KEEP=1",
				"what was restored differs; removed (KEEP=1 keeps it)",
			)
	except BaseException:
		site.drop(settings, name)
		raise
	finally:
		shutil.rmtree(folder, ignore_errors=True)
	done(settings, name, same)
	return 0 if same else 1


def fill(settings, name, folder, keys):
	"""Configuration, database and files. The configuration first: what a killed run left can then be removed."""
	database, password = app.database(settings, name), secrets.token_urlsafe(18)
	for part in ("public/files", "private/files", "private/backups", "locks", "logs"):
		own(settings, settings.sites / name / part)
	site.write_config(
		settings,
		name,
		**{
			**json.loads((folder / backup_file.CONFIG).read_text(encoding="utf-8")),
			**keys,
			"db_name": database,
			"db_password": password,
			"db_type": "mariadb",
			"host_name": settings.url(name),
			"mute_emails": 1,
			"pause_scheduler": 1,
			RESTORED: backup_file.name_of(folder),
		},
	)
	site.make_database(settings, database, password)
	load(settings, database, password, folder)
	for kind, packed in (("public", backup_file.PUBLIC), ("private", backup_file.PRIVATE)):
		put_files(settings, folder / packed, settings.sites / name / kind)
	own_tree(settings, settings.sites / name)
	stamps.done(settings, f"site-{name}", site.base_key(settings))


def load(settings, database, password, folder):
	"""Load the dump as the site's own database user, who can harm no other site."""
	text = f"[client]\nuser={database}\npassword={password}\nprotocol=tcp\nhost=127.0.0.1\nport={settings.port('db')}\n"
	login = mariadb.write_private(settings, f"restore/{folder.name}/login.cnf", text)
	log = settings.state / "log" / "restore.log"
	own(settings, log.parent)
	with subprocess.Popen(
		["gzip", "-dc", str(folder / backup_file.DATABASE)], stdout=subprocess.PIPE
	) as unpacked:
		command = ["mariadb", f"--defaults-extra-file={login}", "--max-allowed-packet=512M", database]
		run(settings, command, stdin=unpacked.stdout, log=log)
	if unpacked.returncode:
		raise Stop("备份中的数据库读不出", "the database in the backup cannot be unpacked")


def put_files(settings, packed, target):
	"""Write each packed file below `target/files`, whatever path it was packed with, and nowhere else."""
	with tarfile.open(packed, "r:*") as archive:
		for member in archive:
			name = member.name
			if not member.isfile() or "/files/" not in name:
				continue
			place = target / "files" / name[name.index("/files/") + len("/files/") :]
			if ".." in place.parts:
				raise Stop(f"备份中的路径不合规:{name}", f"a path in the backup leads elsewhere: {name}")
			place.parent.mkdir(parents=True, exist_ok=True)
			with open(place, "wb") as stream:
				shutil.copyfileobj(archive.extractfile(member), stream)


def own_tree(settings, folder):
	for path in [folder, *folder.rglob("*")]:
		give(settings, path)


def compared(settings, name, manifest, *more):
	"""Have the app compare, and show what it says."""
	done = site.bench(settings, "--site", name, "xinfang-compare", manifest, *more, check=False)
	return done.returncode == 0


def done(settings, name, same):
	line()
	both(
		f"站点 {name} 已恢复{'并比对一致' if same else ',但与备份不一致(见上)'}",
		f"the site {name} is restored and {'is the same as the backup' if same else 'DIFFERS from the backup, see above'}",
	)
	both(
		"它不发邮件、不跑定时任务;正式启用请见 docs/operations.md",
		"it sends no mail and runs no jobs; how to put it to use: docs/operations.md",
	)


def remove(settings, arguments):
	"""`make restore-drop SITE=…`: take a restored copy away again, and only such a one."""
	name = arguments[0] if arguments else ""
	if not NAME.fullmatch(name) or not site.config_file(settings, name).exists():
		raise Stop(f"没有站点 {name}", f"there is no site {name}")
	config = site.config(settings, name)
	if not (config.get(RESTORED) and config.get("pause_scheduler")) or name == settings["XF_SITE"]:
		raise Stop(f"站点 {name} 在用,不能删除", f"the site {name} is in use and is not removed")
	services.start_data(settings)
	site.drop(settings, name)
	both(f"站点 {name} 已删除", f"the site {name} is removed")
	return 0


def use(settings, arguments):
	"""`make use SITE=…`: the restored site takes the place of the one in use: mail, jobs, its name at the door."""
	name = arguments[0] if arguments else ""
	if not NAME.fullmatch(name) or not site.config_file(settings, name).exists():
		raise Stop(f"没有站点 {name}", f"there is no site {name}")
	if not settings.production or not site.config(settings, name).get(RESTORED):
		raise Stop(
			f"站点 {name} 不是待启用的恢复站点", f"the site {name} is no restored one of an installed bench"
		)
	kept = (CLONE / "runtime" / "settings.env").resolve()
	lines = [text for text in kept.read_text().splitlines() if not text.startswith("XF_SITE=")]
	kept.write_text("\n".join([*lines, f"XF_SITE={name}"]) + "\n")
	site.write_config(settings, name, mute_emails=0, pause_scheduler=0, **{RESTORED: ""})
	site.write_config(settings, settings["XF_SITE"], pause_scheduler=1)
	both(f"站点 {name} 已启用;请执行 make up", f"{name} is the site in use now; run: make up")
	return 0
