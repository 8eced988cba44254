"""A backup: Frappe's own dump and files, read back, without a key in it; the keys apart; nothing half-made."""

import fcntl
import json
import stat
import tarfile

import frappe
import pytest

from xinfang_app.access import keys
from xinfang_app.operations import archive, backup, dump, key_file, restored


@pytest.fixture
def places(tmp_path, noted):
	return tmp_path / "backups", tmp_path / "keys"


def read(path, name):
	with tarfile.open(path) as packed:
		return packed.extractfile(name).read()


def test_backup_holds_everything_but_the_keys(db, site, places, noted):
	to, keys_to = places
	made = backup.make(to, keys_to)
	assert made.parent == to / site and stat.S_IMODE(made.stat().st_mode) == 0o600
	assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
	manifest = archive.read_manifest(made)
	assert manifest["site"] == site and manifest["tables"]["tabDocType"] > 100
	assert set(manifest["tables"]) == set(backup.tables())
	config = json.loads(read(made, archive.CONFIG))
	assert "dormant" not in config and not [name for name in config if archive.SECRET.search(name)]
	with tarfile.open(made) as packed:
		plain = b"".join(
			packed.extractfile(name).read() for name in (archive.CONFIG, archive.MANIFEST, archive.SUMS)
		)
	for name in key_file.NAMES:
		assert frappe.conf[name].encode() not in plain
	assert frappe.conf.db_password.encode() not in plain
	saved = list((keys_to / site).iterdir())
	assert len(saved) == 1 and stat.S_IMODE(saved[0].stat().st_mode) == 0o600
	assert key_file.read(saved[0])[keys.HASH] == frappe.conf[keys.HASH]
	note = noted.read()
	assert note["file"] == str(made) and note["keys"] == key_file.present() and not note["failure"]
	assert frappe.conf[keys.HASH] not in json.dumps(note)


def test_nothing_else_lies_where_backups_lie(db, site, places):
	to, keys_to = places
	made = backup.make(to, keys_to)
	assert {path.name for path in made.parent.iterdir()} == {made.name, f"{made.name}.sha256", ".lock"}


def test_the_site_is_the_same_as_its_own_backup(db, places):
	manifest = archive.read_manifest(backup.make(*places))
	found = restored.rows()
	# What others write meanwhile is theirs; the tables are the same.
	assert set(found) == set(manifest["tables"])
	assert restored.files() == manifest["files"]


def test_a_dump_that_cannot_be_read_is_no_backup(db, site, places, noted, monkeypatch):
	def broken(path):
		raise dump.BrokenDump("it ends in the middle")

	monkeypatch.setattr(dump, "read", broken)
	with pytest.raises(dump.BrokenDump):
		backup.make(*places)
	assert [path.name for path in (places[0] / site).iterdir()] == [".lock"]
	assert noted.read()["failure"] and not noted.read().get("made_on")


def test_keys_never_lie_beside_the_backups(db, tmp_path, noted):
	for to, keys_to in (("a", "a"), ("a", "a/keys"), ("keys/a", "keys")):
		with pytest.raises(backup.BackupRefused):
			backup.make(tmp_path / to, tmp_path / keys_to)
	from pathlib import Path

	with pytest.raises(backup.BackupRefused):
		backup.make(Path(frappe.local.sites_path).resolve() / "backups", tmp_path / "keys")


def test_two_at_once_are_refused_and_what_a_killed_one_left_goes(db, site, places):
	to, keys_to = places
	(to / site / "20260101_000000-x.part").mkdir(parents=True)
	with open(to / site / ".lock", "w") as handle:
		fcntl.flock(handle, fcntl.LOCK_EX)
		with pytest.raises(backup.BackupRefused):
			backup.make(to, keys_to)
	backup.make(to, keys_to)
	assert not list((to / site).glob("*.part"))


def test_old_backups_go_only_when_a_new_one_stands(db, site, places):
	to, keys_to = places
	(to / site).mkdir(parents=True)
	for day in range(1, 29):
		(to / site / f"202001{day:02d}_023000-{site}.tar").touch()
	made = backup.make(to, keys_to)
	left = sorted(path.name for path in (to / site).glob("*.tar"))
	assert made.name in left and len(left) <= 7 + 4 + 2
	assert list((keys_to / site).iterdir()), "keys are never thrown away"
