"""The county of the handling tests, with a second leader and a procedure that has a review; and many drafts at once."""

import pytest

from tests.site.handling.conftest import county, post_row, road, user  # noqa: F401

REVIEWED = "处理意见审核签发"


@pytest.fixture(autouse=True)
def forget(db):
	"""In Chinese, as leaders read it; workflows stay in redis beyond a rollback."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before
	frappe.db.rollback()
	for doctype in ("Handling Opinion", "Extension Request"):
		frappe.clear_cache(doctype=doctype)
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


@pytest.fixture
def leader(county):  # noqa: F811
	"""A second leader at the township; returns the short name."""
	from xinfang_app.organization import posting

	county.lq_deputy = user("lq_deputy")
	county.postings["lq_deputy"] = post_row(county.lq_deputy, "QH-LQ", "Township Leader")
	posting.forget()
	return "lq_deputy"


@pytest.fixture
def reviewed(road):  # noqa: F811
	"""`reviewed()` sends a complete opinion up under the procedure with a review; returns it."""
	from xinfang_app.petition.answering import opinion, passing

	def send(who="lq", moment="2026-04-20 10:00"):
		draft = road.drafted(moment=moment, who=who)
		draft = road.by(who, moment, passing.choose, draft, REVIEWED)
		return road.by(who, moment, opinion.submit, draft)

	return send


@pytest.fixture
def copies(road):  # noqa: F811
	"""`copies(n)` makes a draft that waits, and n more, row by row, of petitions of their own; returns their names."""
	import frappe

	def make(number):
		first = frappe.get_doc("Handling Opinion", road.pending().name)
		return first.name, copied(first, number)

	return make


def copied(draft, number):
	"""Make `number` copies of a draft that waits, each with a petition and its records; return their names."""
	import frappe

	petition = frappe.get_doc("Petition", draft.petition)
	records = frappe.get_all("Inquiry Record", {"petition": petition.name}, pluck="name")
	made = []
	for serial in range(number):
		own = _copy(
			petition, number=f"XF-990124-2026-9{serial:05d}", title=f"{petition.title}（之{serial + 2}）"
		)
		for record in records:
			_copy(frappe.get_doc("Inquiry Record", record), petition=own.name)
		made.append(_copy(draft, petition=own.name, petition_number=own.number).name)
	return made


def _copy(doc, **values):
	import frappe

	made = frappe.copy_doc(doc)
	made.update({field: doc.get(field) for field in doc.meta.get_valid_columns() if field != "name"})
	made.update(values)
	made.name = frappe.generate_hash(length=10)
	made.creation = made.modified = doc.modified
	made.owner = made.modified_by = "Administrator"
	made.db_insert()
	for row in made.get_all_children():
		row.parent, row.parenttype = made.name, made.doctype
		row.name = frappe.generate_hash(length=10)
		row.creation = row.modified = doc.modified
		row.owner = row.modified_by = "Administrator"
		row.db_insert()
	return made
