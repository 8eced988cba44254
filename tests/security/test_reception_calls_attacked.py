"""The phone desk's methods, called by hand: foreign calls, forged fields, somebody else's number and recording."""

import json

import frappe
import pytest
from sharing import module_at

from xinfang_app.access.errors import NotPermitted, ReasonMissing
from xinfang_app.reception import api_call, calls, drafts, recording

_COUNTY = module_at("site/petition/conftest.py")
county = _COUNTY.county
MP3 = b"ID3\x04" + b"\0" * 40
OTHER = "13900007788"


@pytest.fixture
def call(county, as_user):
	"""A call of the petition office with a number to call back and a recording, not yet registered."""
	with as_user(county.xfj):
		doc, _record = calls.begin()
		calls.save(doc, {"title": "村道损坏"}, [{"name": "林青苗"}], {"call_back": OTHER})
		file = recording.add(doc, MP3)
	return frappe._dict(doc=doc, file=file)


@pytest.mark.parametrize("who", ["xfj2", "rsj", "dg", "jw1"])
def test_nobody_reaches_into_the_call_of_another(county, as_user, call, who):
	name = call.doc.name
	tries = (
		lambda: api_call.take_up(name),
		lambda: api_call.save(name, {"title": "改"}),
		lambda: api_call.over(name),
		lambda: api_call.put_down(name),
		lambda: api_call.proposal(name),
		lambda: api_call.read_back(name),
		lambda: api_call.finish(name, str(call.doc.modified)),
		lambda: api_call.hand_to(name, getattr(county, who)),
		lambda: api_call.drop_recording(name, call.file),
		lambda: api_call.record(name),
		lambda: api_call.number_to_call(name, "我想知道他的号码"),
	)
	with as_user(getattr(county, who)):
		for attack in tries:
			with pytest.raises((NotPermitted, ReasonMissing)):
				attack()
		assert name not in [row["name"] for row in api_call.unfinished()]
	row = frappe.get_doc(drafts.DOCTYPE, name)
	assert (row.status, row.title, row.owner) == ("Draft", "村道损坏", county.xfj)
	assert frappe.db.exists("File", call.file)


def test_what_a_desk_may_not_write_is_left_as_it_is(county, as_user, call):
	before = frappe.get_doc("Reception Record", {"submission": call.doc.name})
	forged = {
		"status": "Registered",
		"received_on": "2020-01-01 00:00",
		"holder": county.RSJ,
		"number": "XF-1",
	}
	notes = {
		"status": "Recorded",
		"occurred_on": "2020-01-01 00:00",
		"holder": county.RSJ,
		"statement": "改",
		"way": "At the window",
	}
	with as_user(county.xfj):
		api_call.save(call.doc.name, json.dumps(forged), None, json.dumps(notes))
	doc = frappe.get_doc(drafts.DOCTYPE, call.doc.name)
	after = frappe.get_doc("Reception Record", before.name)
	assert (doc.status, doc.holder, doc.number) == ("Draft", None, None)
	assert doc.received_on == call.doc.received_on
	assert all(after.get(key) == before.get(key) for key in notes)


def test_a_file_of_the_piece_that_is_no_recording_cannot_be_taken_off(county, as_user, call):
	from xinfang_app.reception.errors import FileNotReadable

	with as_user(county.xfj):
		paper = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "stamp.pdf",
				"attached_to_doctype": drafts.DOCTYPE,
				"attached_to_name": call.doc.name,
				"is_private": 1,
				"content": b"%PDF-1.4",
			}
		).insert(ignore_permissions=True)
		with pytest.raises(FileNotReadable):
			api_call.drop_recording(call.doc.name, paper.name)


def test_nothing_of_the_caller_is_counted(county, as_user, call):
	fields = {field.fieldname for field in frappe.get_meta("Reception Record").fields}
	assert not fields & {"calls", "count", "times", "score", "level", "duration", "frequent"}
	with as_user(county.xfj):
		assert all("count" not in key for key in api_call.unfinished()[0])
