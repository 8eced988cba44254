"""The installer's and the restore's own rules: passwords, what a bundle holds, units, hours, files that are no backup."""

import ast
import io
import json
import tarfile
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from runtime import (
	backup_file,
	bundle,
	bundle_parts,
	install,
	logs,
	nginx,
	nightly,
	passwords,
	programs,
	restore,
	units,
)
from runtime import settings as settings_module
from runtime.say import Stop
from xinfang_app.operations import archive

ROOT = Path(__file__).resolve().parents[3]


def chosen(**values):
	return settings_module.Settings(
		{**settings_module.DEFAULTS, "XF_BENCH_DIR": "/srv/bench", "XF_USER": "nobody", **values}
	)


@pytest.mark.parametrize(
	"password",
	[
		"",
		"admin",
		"Short-1a",
		"alllowercaseletters",
		"ALLUPPER12345678",
		"Password-2026-x",
		"Admin_County_88",
		"aA1aA1aA1aA1aA1",
		"Xinfang-Bureau-9",
		"Liuqiao-Zhen-77",
		"12345678901234",
	],
)
def test_weak_and_known_passwords_are_refused(password):
	assert passwords.fault(password, "liuqiao.gov.example", "ops@bureau.example")


@pytest.mark.parametrize("password", ["Tr0ut-Lantern-Orbit", "九月的Harvest-42天", "k7#mQ2!vRz9p"])
def test_strong_ones_are_taken(password):
	assert passwords.fault(password, "liuqiao.gov.example") is None


def test_password_file_must_be_roots_own(tmp_path, monkeypatch):
	path = tmp_path / "given"
	path.write_text("k7#mQ2!vRz9p\n")
	path.chmod(0o644)
	options = install.arguments_of(["--password-file", str(path)])
	with pytest.raises(Stop):
		install.given_passwords(options)
	path.chmod(0o600)
	monkeypatch.setattr(Path, "stat", lambda self: type("S", (), {"st_uid": 0, "st_mode": 0o100600})())
	assert install.given_passwords(options) == ["k7#mQ2!vRz9p"]


def test_operator_and_administrator_have_passwords_of_their_own(monkeypatch):
	monkeypatch.setattr("sys.stdin", io.StringIO("k7#mQ2!vRz9p\nk7#mQ2!vRz9p\n"))
	with pytest.raises(Stop):
		install.ask_passwords(
			install.arguments_of(["--operator", "ops@x.example", "--password-stdin"]), "a.example"
		)
	monkeypatch.setattr("sys.stdin", io.StringIO("k7#mQ2!vRz9p\nTr0ut-Lantern-Orbit\n"))
	given = install.ask_passwords(
		install.arguments_of(["--operator", "ops@x.example", "--password-stdin"]), "a.example"
	)
	assert given == {
		"admin": "k7#mQ2!vRz9p",
		"operator": "ops@x.example",
		"operator_password": "Tr0ut-Lantern-Orbit",
	}


def test_a_typed_password_is_asked_until_it_is_strong_and_the_same(monkeypatch):
	answers = iter(["admin", "k7#mQ2!vRz9p", "another", "k7#mQ2!vRz9p", "k7#mQ2!vRz9p"])
	monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
	monkeypatch.setattr(install.getpass, "getpass", lambda question: next(answers))
	monkeypatch.setattr("builtins.input", lambda question: "")
	assert install.ask_passwords(install.arguments_of([]), "a.example") == {"admin": "k7#mQ2!vRz9p"}
	assert next(answers, None) is None


def test_without_a_terminal_nothing_is_guessed(monkeypatch):
	monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
	with pytest.raises(Stop):
		install.ask_passwords(install.arguments_of(["--operator", ""]), "a.example")


def test_no_password_travels_where_others_can_see_it():
	"""Options and settings name a file or standard input, never the password itself."""
	words = install.arguments_of([]).__dict__
	assert not [
		name
		for name in words
		if "password" in name and name not in ("password_file", "password_stdin", "new_passwords")
	]
	values = install.answers(
		install.arguments_of(["--site", "xf.county.example", "--public-port", "8443"]),
		{"XF_ADMIN_PASSWORD": "x"},
	)
	assert "XF_ADMIN_PASSWORD" not in values


def test_bundle_has_the_app_and_neither_demo_nor_tests():
	for name in (
		"xinfang_app/demo/__init__.py",
		"xinfang_app/demo/county/organs.csv",
		"runtime/demo.py",
		"tests/conftest.py",
		"benchmarks/life.py",
		".ci/run",
	):
		assert not bundle.kept(name), name
	for name in (
		"xinfang_app/hooks.py",
		"runtime/install.py",
		"docs/operations.md",
		"pyproject.toml",
		"Makefile",
	):
		assert bundle.kept(name), name


def test_nothing_that_is_packed_needs_what_is_left_out():
	missing = ("xinfang_app.demo", "runtime.demo", "tests")
	for path in [*(ROOT / "xinfang_app").rglob("*.py"), *(ROOT / "runtime").rglob("*.py")]:
		name = path.relative_to(ROOT).as_posix()
		if not bundle.kept(name):
			continue
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			found = []
			if isinstance(node, ast.ImportFrom):
				base = node.module or ""
				if node.level and name.startswith("runtime"):
					base = f"runtime.{base}".rstrip(".")
				found = [base, *(f"{base}.{alias.name}" for alias in node.names)]
			elif isinstance(node, ast.Import):
				found = [alias.name for alias in node.names]
			assert not [
				one for one in found if one.startswith(missing[:2]) or one.split(".")[0] == missing[2]
			], name
	from xinfang_app import hooks

	assert "xinfang_app.demo" not in json.dumps(
		{k: v for k, v in vars(hooks).items() if not k.startswith("_")}, default=str
	)


def test_node_packages_come_with_what_they_need_from_the_nearest_folder():
	lock = {
		"node_modules/a": {"dependencies": {"b": "1", "c": "1"}, "optionalDependencies": {"gone": "1"}},
		"node_modules/a/node_modules/b": {"dependencies": {"d": "1"}},
		"node_modules/b": {},
		"node_modules/c": {"dependencies": {"a": "1"}},
		"node_modules/d": {},
		"node_modules/unused": {},
	}
	assert bundle_parts.closure(lock, ["a"]) == [
		"node_modules/a",
		"node_modules/a/node_modules/b",
		"node_modules/c",
		"node_modules/d",
	]


def test_units_restart_run_as_the_bench_user_and_hold_no_password(monkeypatch):
	monkeypatch.setattr(units, "executable", lambda settings, name: f"/usr/bin/{Path(name).name}")
	settings = chosen(XF_PRODUCTION="1", XF_ADMIN_PASSWORD="not-for-a-unit", XF_JOB_WORKERS="2")
	texts = units.texts(settings)
	for name in programs.all_of(settings):
		text = texts[f"xinfang-{name}.service"]
		assert "Restart=always" in text and "User=nobody" in text and "not-for-a-unit" not in text
	assert "xinfang-worker-2.service" in texts and "xinfang-nightly.timer" in texts
	assert "CAP_NET_BIND_SERVICE" in texts["xinfang-nginx.service"]


def test_the_bench_in_use_has_its_public_port_and_none_for_tests():
	plain = chosen()
	assert nginx.uses(plain) == ["http", "test"] and nginx.listen(plain, "http") == "listen 127.0.0.1:8000;"
	used = chosen(
		XF_PRODUCTION="1",
		XF_PUBLIC_PORT="443",
		XF_TLS_CERT="/c.pem",
		XF_TLS_KEY="/k.pem",
		XF_SITE="a.example",
	)
	assert nginx.uses(used) == ["http"]
	assert "listen 443 ssl;" in nginx.listen(used, "http") and "/c.pem" in nginx.listen(used, "http")
	assert used.url("a.example") == "https://a.example"


def test_logs_rotate_without_stopping_a_program():
	text = logs.text(chosen(), as_root=True)
	assert "copytruncate" in text and "su nobody nobody" in text and "/srv/bench/sites/*/logs/*.log" in text
	assert "su " not in logs.text(chosen(), as_root=False)


def test_the_night_comes_once_a_day():
	assert nightly.seconds_until(datetime(2026, 11, 22, 2, 0)) == 30 * 60
	assert nightly.seconds_until(datetime(2026, 11, 22, 2, 30)) == 24 * 3600


def test_the_restore_and_the_app_know_a_key_by_the_same_mark():
	assert backup_file.fingerprint("abc") == archive.fingerprint("abc")
	assert backup_file.FORMAT == archive.FORMAT
	assert {
		archive.MANIFEST,
		archive.SUMS,
		archive.CONFIG,
		archive.DATABASE,
		archive.PUBLIC,
		archive.PRIVATE,
	} == backup_file.PARTS


def made(tmp_path, **changes):
	"""A small file in the form of a backup."""
	folder = tmp_path / "part"
	folder.mkdir(exist_ok=True)
	manifest = {"format": 1, "site": "a", "made_on": "x", "tables": {}, "encrypted": {"Petitioner": 1}}
	manifest["keys"] = {name: [archive.fingerprint("k" + name)] for name in backup_file.KEYS}
	(folder / archive.MANIFEST).write_text(json.dumps({**manifest, **changes}))
	for name in (archive.CONFIG, archive.DATABASE, archive.PUBLIC, archive.PRIVATE):
		(folder / name).write_text("{}")
	archive.write_sums(folder)
	archive.pack(folder, tmp_path / "b.tar")
	return tmp_path / "b.tar"


def test_a_file_that_is_no_backup_is_refused(tmp_path):
	assert backup_file.check(made(tmp_path)).needs_keys
	for wrong in ("", tmp_path / "gone.tar", Path(__file__)):
		with pytest.raises(Stop):
			backup_file.check(wrong)
	with pytest.raises(Stop):
		backup_file.check(made(tmp_path, format=9))


def test_a_changed_or_cut_backup_is_refused(tmp_path):
	path = made(tmp_path)
	whole = path.read_bytes()
	path.write_bytes(whole[: len(whole) // 2])
	with pytest.raises(Stop):
		backup_file.check(path)
	path.write_bytes(whole.replace(b'"Petitioner": 1', b'"Petitioner": 0'))
	with pytest.raises(Stop):
		backup_file.check(path)
	with tarfile.open(path, "w") as packed:
		packed.add(__file__, "manifest.json")
	with pytest.raises(Stop):
		backup_file.check(path)


def test_keys_are_asked_for_and_must_be_those_of_the_backup(tmp_path):
	backup = backup_file.check(made(tmp_path))
	file = tmp_path / "keys.json"

	def keys(**values):
		file.write_text(json.dumps({"keys": {**{name: "k" + name for name in backup_file.KEYS}, **values}}))
		return file

	with pytest.raises(Stop):
		backup_file.read_keys(backup, "")
	with pytest.raises(Stop):
		backup_file.read_keys(backup, keys(xf_hash_key="other"))
	with pytest.raises(Stop):
		backup_file.read_keys(backup, __file__)
	found = backup_file.read_keys(backup, keys(xf_sealed_key=["newer", "kxf_sealed_key"], encryption_key="f"))
	assert found["xf_sealed_key"] == ["newer", "kxf_sealed_key"] and found["encryption_key"] == "f"


def test_restoring_needs_a_proper_new_name(tmp_path):
	settings = chosen(XF_BENCH_DIR=str(tmp_path))
	(tmp_path / "sites" / "there.example").mkdir(parents=True)
	for wrong in ("", "../x", "a b", "There", "there.example"):
		with pytest.raises(Stop):
			restore.check_name(settings, wrong)
	restore.check_name(settings, "new.example")
