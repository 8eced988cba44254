"""Rooms depend one way, in data as in code: a DocType links only to its own room and those below.

import-linter holds the imports; this holds Link and Table options. Frappe's own DocTypes are below everything.
"""

import json
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "xinfang_app"
# Lowest first; rooms of one rank may not link to each other.
RANKS = {
	"organization": 0,
	"access": 1,
	"workflows": 2,
	"messages": 3,
	"deadline": 4,
	"letters": 5,
	"petition": 6,
	"supervision": 7,
	"exchange": 7,
	"reception": 7,
	"office": 7,
	"review": 8,
	"settling": 8,
	"leadership": 8,
	"rights": 8,
	"hearing": 9,
	"insight": 10,
	"citizen": 10,
	"operations": 11,
}

#: Tables of codes: a link shows their title.
CODE_TABLES = (
	"Petition Channel",
	"Petition Purpose",
	"Petition Cause",
	"Closing Code",
	"Supervision Cause",
	"Accountability Article",
)


def doctypes() -> dict[str, tuple[str, dict]]:
	found = {}
	for path in APP.glob("*/doctype/*/*.json"):
		record = json.loads(path.read_text(encoding="utf-8"))
		if record.get("doctype") == "DocType":
			found[record["name"]] = (path.parts[-4], record)
	return found


def test_links_point_downwards():
	known = doctypes()
	assert known, "no DocTypes found: the test looks in the wrong place"
	upwards = []
	for name, (room, record) in known.items():
		for field in record.get("fields", []):
			target = known.get(field.get("options") or "")
			if field.get("fieldtype") not in ("Link", "Table", "Table MultiSelect") or not target:
				continue
			if target[0] != room and RANKS[target[0]] >= RANKS[room]:
				upwards.append(f"{name}.{field['fieldname']} → {field['options']} ({target[0]})")
	assert not upwards, upwards


def test_module_is_the_folder():
	wrong = [
		name
		for name, (room, record) in doctypes().items()
		if record["module"].lower().replace(" ", "_") != room
	]
	assert not wrong, wrong


def test_links_have_a_target():
	known = set(doctypes())
	frappe_own = {
		"User", "Role", "File", "DocType", "Workflow State", "Language", "Workflow", "Workflow Action Master",
	}  # fmt: skip
	lost = [
		f"{name}.{field['fieldname']} → {field.get('options')}"
		for name, (_, record) in doctypes().items()
		for field in record.get("fields", [])
		if field.get("fieldtype") in ("Link", "Table") and field.get("options") not in known | frappe_own
	]
	assert not lost, lost


def test_case_records_show_no_title_in_links():
	loud = [
		name
		for name, (room, record) in doctypes().items()
		if record.get("show_title_field_in_link")
		and room not in ("organization", "workflows", "deadline", "letters")
		and name not in CODE_TABLES
	]
	assert not loud, loud


def test_nothing_is_in_global_search():
	found = [
		f"{name}.{field['fieldname']}"
		for name, (_, record) in doctypes().items()
		for field in record.get("fields", [])
		if field.get("in_global_search")
	]
	assert not found, found
