"""Taking a late record out of the reckoning: two people, a paper, and what was late stays on record."""

from types import SimpleNamespace

import frappe
import pytest
from sharing import module_at

from xinfang_app.deadline import lifting
from xinfang_app.deadline.errors import LiftingRefused

_OFFICE = module_at("site/office/conftest.py")
_HANDLING = module_at("site/handling/conftest.py")
PAPER = "own upload"


@pytest.fixture
def county(db):
	from xinfang_app.organization import posting

	people = _OFFICE.build()
	people.dc2 = _HANDLING.user("dc2")
	_HANDLING.post_row(people.dc2, "QH-XFJ", "Supervision Officer")
	posting.forget()
	return people


@pytest.fixture
def late(county, as_user):
	"""A notice given in time on paper and entered three weeks later: met, and late by its record."""
	from xinfang_app import when
	from xinfang_app.access.errors import NotPermitted

	row = frappe.get_doc(
		{
			"doctype": "Deadline",
			"name": frappe.generate_hash(length=10),
			"rule": "N04",
			"title": "书面告知",
			"state": "Met",
			"kind": "Duty",
			"unit": "Calendar Day",
			"due_on": "2026-03-20",
			"was_late": 1,
			"late_by_record": 1,
			"ref_doctype": "Petition Referral",
			"ref_name": "r1",
			"organ": "QH-LQ",
			"holder": "QH-LQ",
			"scope_code": "990124003000",
			"started_on": "2026-03-05 10:00:00",
			"stopped_on": "2026-03-12 17:00:00",
		}
	)
	row.db_insert()

	def by(who, step, *args):
		with when.at("2026-04-20 10:00"), as_user(getattr(county, who)):
			args = [upload() if value == PAPER else value for value in args]
			return step(frappe.get_doc("Deadline", row.name), *args)

	return SimpleNamespace(row=row, by=by, refused=(LiftingRefused, NotPermitted))


def upload():
	"""A paper that whoever acts has just uploaded."""
	return (
		frappe.get_doc(
			{"doctype": "File", "file_name": "proof.pdf", "is_private": 1, "content": _HANDLING.PDF}
		)
		.insert(ignore_permissions=True)
		.file_url
	)


def stored(late):
	return frappe.db.get_value(
		"Deadline",
		late.row.name,
		["was_late", "late_by_record", "lifted_on", "lifted_by", "lift_reason", "lift_confirmed_by"],
		as_dict=True,
	)


def test_two_people_lift_it_and_the_record_stays(late, county):
	late.by("dc", lifting.propose, "送达回证载明3月12日已告知，系统停机未录入。", PAPER)
	assert not stored(late).lifted_on
	with pytest.raises(LiftingRefused):
		late.by("dc", lifting.confirm)
	late.by("dc2", lifting.confirm)
	row = stored(late)
	assert row.was_late and row.late_by_record
	assert (
		(row.lifted_by, row.lift_confirmed_by) == (county.dc, county.dc2)
		and row.lifted_on
		and row.lift_reason
	)
	for step, args in ((lifting.propose, ("再次", PAPER)), (lifting.confirm, ())):
		with pytest.raises(LiftingRefused):
			late.by("dc", step, *args)
	found = frappe.db.sql(
		f"select count(*) from `tabDeadline` where name = %s and {lifting.COUNTED}", late.row.name
	)
	assert found == ((0,),)


@pytest.mark.parametrize("who", ["lq", "lq_head", "rsj", "xfj", "sw"])
def test_neither_the_organ_nor_others_lift(late, who):
	with pytest.raises(late.refused):
		late.by(who, lifting.propose, "理由", PAPER)


def test_without_reason_or_paper_or_proposal_nothing_is_lifted(late):
	for args in (("", PAPER), ("理由", ""), ("理由", "/private/files/receipt.pdf")):
		with pytest.raises(LiftingRefused):
			late.by("dc", lifting.propose, *args)
	with pytest.raises(LiftingRefused):
		late.by("dc2", lifting.confirm)


@pytest.mark.parametrize(
	"values", [{"state": "Late Met", "late_by_record": 0}, {"state": "Running", "late_by_record": 0}]
)
def test_what_happened_late_stays_late(late, values):
	frappe.db.set_value("Deadline", late.row.name, values)
	with pytest.raises(LiftingRefused):
		late.by("dc", lifting.propose, "理由", PAPER)


def test_a_supervisor_of_the_bound_organ_does_not_lift(late):
	frappe.db.set_value("Deadline", late.row.name, "organ", "QH-XFJ")
	with pytest.raises(LiftingRefused):
		late.by("dc", lifting.propose, "理由", PAPER)
	late.by("ld", lifting.propose, "理由", PAPER)
