"""docs/statute.md is true: every test it names exists, every module it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
	line
	for line in (ROOT / "docs" / "statute.md").read_text(encoding="utf-8").splitlines()
	if line.startswith("| ") and not line.startswith("| article")
]


def test_every_named_test_exists():
	files = {path.name: path for path in (ROOT / "tests").rglob("test_*.py")}
	lost = []
	for row in ROWS:
		named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", row)
		assert named, f"no test in: {row}"
		for file, test in named:
			if file not in files or f"def {test}(" not in files[file].read_text(encoding="utf-8"):
				lost.append(f"{file}::{test}")
	assert not lost, lost


def test_every_named_module_exists():
	app = ROOT / "xinfang_app"
	lost = [
		name
		for row in ROWS
		for name in re.findall(r"`((?:petition|access|deadline|citizen)/[\w./]*)`", row)
		if not (app / name).exists()
	]
	assert not lost, lost
