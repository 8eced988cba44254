"""docs/mechanisms.md is whole and true: each number once, each with a test that exists or “not yet” and why."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8").splitlines()
ROWS = [
	[cell.strip() for cell in line.strip("|").split("|")] for line in LINES if re.match(r"\| X?\d+ ", line)
]


def test_every_number_stands_once():
	assert [row[0] for row in ROWS] == [str(n) for n in range(1, 202)] + [f"X{n}" for n in range(1, 23)]


def test_every_row_has_its_test_or_says_why_not():
	files = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
	wrong = []
	for number, what, where, proof in ROWS:
		assert what, number
		if where == "not yet":
			if len(proof) < 20 or "::" in proof:
				wrong.append(f"{number}: no reason")
			continue
		named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", proof)
		if not named:
			wrong.append(f"{number}: no test")
		wrong += [
			f"{number}: {file}::{test}" for file, test in named if f"def {test}(" not in files.get(file, "")
		]
	assert not wrong, wrong


def test_every_named_place_is_there():
	app = ROOT / "xinfang_app"
	lost = [
		f"{row[0]}: {name}"
		for row in ROWS
		for name in re.findall(r"`([a-z_]+/[\w./]*)`", row[2])
		if not (app / name).exists()
	]
	assert not lost, lost
