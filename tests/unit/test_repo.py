"""Is the repository in order: DocTypes where Frappe looks for them, nothing that ties it to one machine."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "xinfang_app"
DOCTYPES = sorted(PACKAGE.glob("*/doctype/*/*.json"))
MODULES = {title.lower(): title for title in (PACKAGE / "modules.txt").read_text().split("\n") if title}
# Any of these in a file means that it was written for one network.
HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmmirror|deb\.debian\.org|tuna\.tsinghua")
TEXT = {".py", ".js", ".json", ".toml", ".md", ".txt", ".csv", ".html", ".css", ".scss", ".yaml", ".cfg", ""}


@pytest.mark.parametrize("path", DOCTYPES, ids=lambda path: path.stem)
def test_doctype_lies_where_frappe_looks(path):
	record = json.loads(path.read_text(encoding="utf-8"))
	if record.get("doctype") != "DocType":
		pytest.skip("not a DocType")
	room = path.relative_to(PACKAGE).parts[0]
	assert record["module"] == MODULES.get(room), "module and folder differ"
	assert path.stem == path.parent.name == record["name"].lower().replace(" ", "_").replace("-", "_")
	assert (path.parent / "__init__.py").exists()
	assert (path.parent / f"{path.stem}.py").exists(), "no controller"


@pytest.mark.parametrize("path", DOCTYPES, ids=lambda path: path.stem)
def test_doctype_is_read_at_migrate(path):
	"""Without `modified` Frappe does not notice a change; a field twice in the order is dropped silently."""
	record = json.loads(path.read_text(encoding="utf-8"))
	assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", record.get("modified", ""))
	names = [field["fieldname"] for field in record.get("fields", [])]
	assert len(names) == len(set(names)), "a field twice"
	assert record.get("field_order", names) == names, "field_order and fields differ"


def test_rooms_have_a_package():
	for room in MODULES:
		assert (PACKAGE / room / "__init__.py").exists()


def test_every_import_of_the_runtime_is_in_the_standard_library():
	import sys

	for path in [p for p in (ROOT / "runtime").rglob("*.py") if "inside" not in p.parts]:
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			names = []
			if isinstance(node, ast.Import):
				names = [alias.name for alias in node.names]
			elif isinstance(node, ast.ImportFrom) and not node.level:
				names = [node.module]
			for name in names:
				assert name.split(".")[0] in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_no_file_names_a_package_host():
	for path in tracked():
		if path.suffix in TEXT and path.name != Path(__file__).name:
			found = HOSTS.search(path.read_text(encoding="utf-8", errors="ignore"))
			assert not found, f"{path.relative_to(ROOT)} names {found and found.group()}"


def test_lock_file_has_hashes_and_no_addresses():
	lock = json.loads((ROOT / "runtime" / "assets" / "package-lock.json").read_text())
	for name, entry in lock["packages"].items():
		assert "resolved" not in entry, name
		assert not name or entry.get("integrity"), f"{name} has no hash"


def tracked():
	"""Files of the repository; of the copied tree where git is not there to ask."""
	asked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
	if asked.returncode == 0 and asked.stdout:
		return [ROOT / name for name in asked.stdout.splitlines() if (ROOT / name).is_file()]
	skipped = {".git", "node_modules", "__pycache__", "dist"}
	return [path for path in ROOT.rglob("*") if path.is_file() and not skipped.intersection(path.parts)]
