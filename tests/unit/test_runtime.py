"""The runner's own rules: names undone in the right order, settings by rank, steps redone when content changed."""

import zipfile

import pytest

from runtime import settings as settings_module
from runtime import stamps, tests
from runtime.frappe_source import repo, undo
from runtime.say import Stop


def test_renames_are_undone_longest_name_first():
	assert undo.original("import criscostack; CRISCOSTACK_DB") == "import frappe; FRAPPE_DB"
	assert undo.original("Criscostack Criscoerp criscoerp Crisco") == "Frappe ERPNext erpnext Frappe"


def test_unpacked_wheel_has_its_names_and_keeps_binaries(tmp_path):
	wheel = tmp_path / "x.whl"
	picture = b"\x89PNG\xff\xfecriscostack"
	with zipfile.ZipFile(wheel, "w") as archive:
		archive.writestr("criscostack/utils/brik_helper.py", "import criscostack\n")
		archive.writestr("criscostack/public/images/criscostack-logo.png", picture)
		archive.writestr(
			"criscostack-1.0.0.dist-info/METADATA", "Requires-Python: >=3.10\nRequires-Dist: rq~=1.15.1\n"
		)
	metadata = undo.unpack(wheel, tmp_path)
	assert (tmp_path / "frappe/utils/bench_helper.py").read_text() == "import frappe\n"
	assert (tmp_path / "frappe/public/images/frappe-logo.png").read_bytes() == picture
	project = repo.pyproject(metadata)
	assert '"rq~=1.15.1",' in project and '"pydyf==0.10.0",' in project


def test_environment_wins_over_the_file(tmp_path, monkeypatch):
	monkeypatch.setattr(settings_module, "CLONE", tmp_path)
	(tmp_path / "runtime").mkdir()
	(tmp_path / "runtime" / "settings.env").write_text("# ours\nXF_HTTP_PORT=9000\nXF_USER='someone'\n")
	for name in settings_module.DEFAULTS:
		monkeypatch.delenv(name, raising=False)
	monkeypatch.setenv("XF_HTTP_PORT", "9500")
	chosen = settings_module.load()
	assert (chosen.port("http"), chosen.port("db"), chosen.user) == (9500, 9506, "someone")


@pytest.mark.parametrize(
	("name", "value"),
	[("XF_USER", "root"), ("XF_HTTP_PORT", "80"), ("XF_HTTP_PORT", "web"), ("XF_BENCH_DIR", "here")],
)
def test_a_setting_that_cannot_work_stops(name, value, tmp_path, monkeypatch):
	monkeypatch.setattr(settings_module, "CLONE", tmp_path)
	for other in settings_module.DEFAULTS:
		monkeypatch.delenv(other, raising=False)
	monkeypatch.setenv(name, value)
	with pytest.raises(Stop) as stop:
		settings_module.load()
	assert name in stop.value.zh and name in stop.value.en


def test_digest_follows_content_and_names(tmp_path):
	folder = tmp_path / "app"
	folder.mkdir()
	(folder / "a.py").write_text("1")
	first = stamps.digest(folder)
	(folder / "__pycache__").mkdir()
	(folder / "__pycache__" / "a.pyc").write_text("x")
	assert stamps.digest(folder) == first
	(folder / "a.py").rename(folder / "b.py")
	assert stamps.digest(folder) != first


@pytest.mark.parametrize(
	("log", "files"),
	[
		("97 passed", []),
		(
			"FAILED tests/browser/test_a.py::test_x - E\nFAILED tests/browser/test_a.py::test_y",
			["tests/browser/test_a.py"],
		),
		("ERROR tests/browser/test_b.py - boom", ["tests/browser/test_b.py"]),
		("FAILED tests/browser/test_a.py::test_x - E\nERROR tests/site/test_c.py::test_z - E", []),
	],
)
def test_only_a_browser_s_files_are_tried_again_and_only_where_nothing_else_failed(log, files):
	assert tests.to_try_again(log) == files
