"""A backup of a site with sealed identities and an accusation, restored into a new site and compared; and what is refused.

The real commands, as somebody types them: `bench xinfang-backup`, `make restore`.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEW = f"restored-{os.environ.get('XF_SITE', 'test.localhost')}"
NAME, WORDS, PAPER = "钟离秋", "虚报人工费三十七万元", "账页第三页".encode()
_SPEC = importlib.util.spec_from_file_location("site_conftest", ROOT / "tests" / "site" / "conftest.py")
_SITE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SITE)


@pytest.fixture(scope="module")
def case(snapshot):
	"""A petition with an identity, a sealed accusation with a paper, and a scan, committed."""
	import frappe

	from xinfang_app import when
	from xinfang_app.access import append_only, identity, keys, sealed_files, sealing

	frappe.set_user("Administrator")
	people = _SITE.build()
	person = identity.keep(name=NAME, phone="13912345678", address="柳桥镇双井村")
	petition = people.petition()
	file = frappe.get_doc(
		{"doctype": "File", "file_name": "信封.txt", "is_private": 1, "content": "信封正面"}
	).insert(ignore_permissions=True)
	register = f"ops{frappe.generate_hash(length=8)}"
	with append_only.writing():
		accusation = frappe.new_doc("Sealed Accusation")
		accusation.update({"register": register, "sealed_on": when.now()})
		accusation.content = keys.encrypt(
			json.dumps({"content": WORDS}), sealing.PLACE.format(register), keys.SEALED
		)
		accusation.files = keys.encrypt("[]", sealing.PLACE.format(register), keys.SEALED)
		accusation.flags.ignore_permissions = accusation.flags.ignore_links = True
		accusation.insert()
	sealed_files.keep(register, [{"file_name": "账页.txt", "content": PAPER}])
	frappe.db.commit()
	yield SimpleNamespace(
		person=person,
		petition=petition.name,
		file=file.file_url,
		register=register,
		accusation=accusation.name,
	)
	path = Path(frappe.get_site_path(file.file_url.lstrip("/")))
	path.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def bench(site):
	import frappe

	return Path(frappe.local.sites_path).resolve().parent


@pytest.fixture(scope="module")
def backup(case, site, bench, tmp_path_factory):
	"""The file and the keys, made by the command."""
	folder = tmp_path_factory.mktemp("backup")
	note = bench / "sites" / site / "xf_backup.json"
	before = note.read_bytes() if note.exists() else None
	command = ["--site", site, "xinfang-backup", "--to", folder / "backups", "--keys-to", folder / "keys"]
	done = run_bench(bench, *command)
	note.write_bytes(before) if before else note.unlink()
	assert done.returncode == 0, done.stdout + done.stderr
	return SimpleNamespace(
		file=next((folder / "backups").rglob("*.tar")),
		keys=next((folder / "keys").rglob("*.json")),
		folder=folder,
	)


def run_bench(bench, *arguments):
	"""`bench …`, in the tree that the test itself runs."""
	command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", *map(str, arguments)]
	return subprocess.run(command, cwd=bench / "sites", env=environment(), capture_output=True, text=True)


def environment():
	return {**os.environ, "XF_BENCH_DIR": str(Path(os.environ["XF_SITES_PATH"]).parent)}


def restore(*, file="", keys="", name=NEW, keep=""):
	"""`make restore FILE=… SITE=… KEYS=… KEEP=…`."""
	command = ["/usr/bin/python3", "-B", "-m", "runtime", "restore"]
	command += ["--file", str(file), "--site", name, "--keys", str(keys), "--keep", keep]
	return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)


def refused(done, word, bench):
	"""One line in both languages, exit code 2, and nothing there afterwards."""
	assert done.returncode == 2, done.stdout + done.stderr
	last = done.stderr.strip().splitlines()[-1]
	assert last.startswith("✗") and " · " in last and word in last, done.stderr
	nothing_left(bench)


def nothing_left(bench):
	import frappe

	assert not (bench / "sites" / NEW).exists()
	assert not (bench / ".runtime" / "restore" / NEW).exists()
	name = database(bench)
	login = bench / ".runtime" / "root.cnf"
	asked = subprocess.run(
		[
			"mariadb",
			f"--defaults-extra-file={login}",
			"-N",
			"-e",
			"show databases; select user from mysql.user",
		],
		capture_output=True,
		text=True,
	)
	assert asked.returncode == 0 and frappe.conf.db_name in asked.stdout
	assert name not in asked.stdout


def database(bench):
	import hashlib

	return "_" + hashlib.sha1(f"{bench}/{NEW}".encode()).hexdigest()[:16]


def test_wrong_file_keys_and_name_are_refused_before_anything_is_made(backup, bench, site, tmp_path):
	refused(restore(file=tmp_path / "gone.tar", keys=backup.keys), "gone.tar", bench)
	refused(restore(file=backup.keys, keys=backup.keys), backup.keys.name, bench)
	cut = tmp_path / "cut.tar"
	cut.write_bytes(backup.file.read_bytes()[:-200_000])
	refused(restore(file=cut, keys=backup.keys), "cut.tar", bench)
	refused(restore(file=backup.file), "KEYS", bench)
	other = tmp_path / "other.json"
	content = json.loads(backup.keys.read_text())
	content["keys"]["xf_sealed_key"] = content["keys"]["xf_identity_key"]
	other.write_text(json.dumps(content))
	refused(restore(file=backup.file, keys=other), "xf_sealed_key", bench)
	refused(restore(file=backup.file, keys=backup.keys, name=site), site, bench)
	refused(restore(file=backup.file, keys=backup.keys, name="../x"), "../x", bench)


def test_a_site_that_differs_is_not_left(backup, bench, tmp_path):
	"""The manifest asks for one row and one file more than there are: found, named, and undone."""
	folder = tmp_path / "part"
	with tarfile.open(backup.file) as packed:
		packed.extractall(folder)
	from xinfang_app.operations import archive

	manifest = json.loads((folder / archive.MANIFEST).read_text())
	manifest["tables"]["tabPetition"] += 1
	manifest["files"]["private/files/gone.pdf"] = "0" * 64
	(folder / archive.MANIFEST).write_text(json.dumps(manifest))
	archive.write_sums(folder)
	archive.pack(folder, tmp_path / "more.tar")
	done = restore(file=tmp_path / "more.tar", keys=backup.keys)
	assert "tabPetition: " in done.stdout and "gone.pdf" in done.stdout
	refused(done, "KEEP=1", bench)


def test_a_backup_comes_back_whole_and_opens(case, backup, bench, site):
	done = restore(file=backup.file, keys=backup.keys)
	try:
		assert done.returncode == 0, done.stdout + done.stderr
		assert "✗" not in done.stdout and done.stdout.count("✓") >= 9, done.stdout
		again = restore(file=backup.file, keys=backup.keys)
		assert again.returncode == 2 and NEW in again.stderr, "a site that exists is never restored over"
		config = json.loads((bench / "sites" / NEW / "site_config.json").read_text())
		assert config["mute_emails"] == 1 and config["pause_scheduler"] == 1
		assert (bench / "sites" / NEW / case.file.lstrip("/")).read_text() == "信封正面"
		assert opened(bench, case) == {
			"name": NAME,
			"address": "柳桥镇双井村",
			"words": WORDS,
			"paper": PAPER.decode(),
		}
	finally:
		drop = ["/usr/bin/python3", "-B", "-m", "runtime", "restore-drop", NEW]
		gone = subprocess.run(drop, cwd=ROOT, env=environment(), capture_output=True, text=True)
	assert gone.returncode == 0, gone.stderr
	nothing_left(bench)


def opened(bench, case):
	"""What the restored site decrypts."""
	script = f"""
import json, frappe
frappe.init(site={NEW!r}); frappe.connect()
from xinfang_app.access import identity, keys, sealed_files, sealing
person = frappe.get_doc("Petitioner", {case.person!r})
assert frappe.db.exists("Petition", {case.petition!r})
content = frappe.db.get_value("Sealed Accusation", {case.accusation!r}, "content")
print(json.dumps({{
	"name": identity.part_of(person, "name"),
	"address": identity.part_of(person, "address"),
	"words": json.loads(keys.decrypt(content, sealing.PLACE.format({case.register!r}), keys.SEALED))["content"],
	"paper": sealed_files.read({case.register!r}, 1).decode(),
}}))
"""
	done = subprocess.run(
		[sys.executable, "-c", script], cwd=bench / "sites", env=environment(), capture_output=True, text=True
	)
	assert done.returncode == 0, done.stderr
	return json.loads(done.stdout.strip().splitlines()[-1])


def test_a_site_in_use_is_not_removed_as_if_it_were_a_copy(site):
	drop = ["/usr/bin/python3", "-B", "-m", "runtime", "restore-drop", site]
	done = subprocess.run(drop, cwd=ROOT, env=environment(), capture_output=True, text=True)
	assert done.returncode == 2 and site in done.stderr
