"""Columns by which lists, calendars and the morning list look rows up are indexed."""

import json
from pathlib import Path

import pytest

import xinfang_app

APP = Path(xinfang_app.__file__).parent
LOOKED_UP = {
	"leadership/ownership_member": ("user",),
	"leadership/conference_topic": ("ref_name", "petition"),
	"leadership/leader_ownership": ("leader", "started_on", "due_on"),
	"leadership/joint_conference": ("planned_on",),
	"reception/reception_rule_leader": ("user",),
	"reception/reception_visit": ("held_on",),
	"reception/reception_duty": ("stand_in",),
	"supervision/inspection": ("began_on",),
}


@pytest.mark.parametrize("path", LOOKED_UP)
def test_what_is_looked_up_is_indexed(path):
	room, doctype = path.split("/")
	file = APP / room / "doctype" / doctype / f"{doctype}.json"
	fields = {row["fieldname"]: row for row in json.loads(file.read_text(encoding="utf-8"))["fields"]}
	assert [name for name in LOOKED_UP[path] if not fields[name].get("search_index")] == []
