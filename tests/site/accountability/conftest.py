"""The invented county with the party committee and government that convene, and late terms written as they would lie there."""

import pytest
from sharing import module_at

_OFFICE = module_at("site/office/conftest.py")
_HANDLING = module_at("site/handling/conftest.py")
TODAY = "2026-06-15 09:00"


@pytest.fixture
def county(db):
	"""The county in the test's transaction, in Chinese; its petition office has a second supervisor and a leader."""
	import frappe

	from xinfang_app.organization import posting

	before, frappe.local.lang = frappe.local.lang, "zh"
	people = _OFFICE.build()
	for short, organ, post, values in (
		("dc2", "QH-XFJ", "Supervision Officer", {}),
		("xfj_ld", "QH-XFJ", "County Leader", {"is_head": 1}),
		("ld2", "QH-ZF", "County Leader", {"is_head": 1}),
		("admin", "QH-XFJ", "Petition Admin", {}),
	):
		setattr(people, short, _HANDLING.user(short))
		_HANDLING.post_row(getattr(people, short), organ, post, **values)
	posting.forget()
	frappe.set_user("Administrator")
	yield people
	frappe.local.lang = before


@pytest.fixture
def road(county, as_user):
	"""Steps taken by people at moments."""
	return _HANDLING.Road(county, as_user)


@pytest.fixture
def late(county):
	"""`late("N04", "QH-LQ", "2026-06-01")` is a term that was missed, on a petition of that organ; returns its row."""
	import frappe

	def make(rule, organ, due_on, *, ref=("Petition", None), started_on=None, **values):
		doctype, name = ref
		if doctype == "Petition" and not name:
			matter = frappe.get_doc(
				{
					"doctype": "Petition",
					"name": frappe.generate_hash(length=10),
					"number": f"XF-990124-2026-{frappe.generate_hash(length=6)}",
					"holder": organ,
					"lead_organ": organ,
					"scope_code": "990124003000",
				}
			)
			matter.db_insert()
			name = matter.name
		row = frappe.get_doc(
			{
				"doctype": "Deadline",
				"name": frappe.generate_hash(length=10),
				"rule": rule,
				"title": frappe.db.get_value("Deadline Rule", rule, "title") or rule,
				"state": "Running",
				"kind": "Duty",
				"unit": "Calendar Day",
				"due_on": due_on,
				"due_on_raw": due_on,
				"due_at": f"{due_on} 23:59:59",
				"was_late": 1,
				"ref_doctype": doctype,
				"ref_name": name,
				"petition": name if doctype == "Petition" else None,
				"organ": organ,
				"holder": organ,
				"scope_code": "990124003000",
				"started_on": started_on or f"{due_on} 09:00:00",
				**values,
			}
		)
		row.db_insert()
		return row

	return make


@pytest.fixture
def apply(road):
	"""`apply("A03", at="2026-06-15 02:00")` runs one rule as the nightly job does; returns the flags raised."""
	import frappe

	from xinfang_app.supervision.accountability import raising

	def run(code, at=TODAY):
		from xinfang_app import when

		with when.at(at):
			return raising.apply(frappe.get_doc("Accountability Rule", code))

	return run


@pytest.fixture
def flag(late, apply):
	"""A flag on the township: three notices not given in time."""
	for day in ("2026-05-20", "2026-06-01", "2026-06-08"):
		late("N04", "QH-LQ", day)
	(raised,) = apply("A03")
	return raised


#: Terms of this part, for a site that has not got them.
TERMS = [
	("S06", "raised", "answered", 10, "withdrawn, dismissed", "organ"),
	("S07", "answered", "verified", 15, "dismissed, withdrawn", "verifier_organ"),
]


@pytest.fixture(autouse=True)
def terms(db):
	"""The clocks of a flag."""
	import frappe

	for code, start, end, length, also, bearer in TERMS:
		if frappe.db.exists("Deadline Rule", code):
			continue
		frappe.get_doc(
			{
				"doctype": "Deadline Rule",
				"code": code,
				"title": code,
				"document_type": "Accountability Flag",
				"enabled": 1,
				"source_tag": "Own target",
				"kind": "Duty",
				"length": length,
				"unit": "Working Day",
				"roll": 1,
				"start_milestone": start,
				"end_milestone": end,
				"also_ends_on": also,
				"bearer_field": bearer,
			}
		).insert(ignore_permissions=True)
