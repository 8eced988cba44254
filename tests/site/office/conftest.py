"""The invented county with a section head, supervision, deputies and two townships, and the road of a petition."""

from types import SimpleNamespace

import pytest
from sharing import module_at

_HANDLING = module_at("site/handling/conftest.py")

PLACES = [*_HANDLING.PLACES, ("990124004000", "石湾镇", "990124000000")]
ORGANS = [
	*_HANDLING.ORGANS,
	("QH-SW", "石湾镇人民政府", "Township", "990124004000", "QH-ZF"),
	("QH-LQ-DG", "东沟村村民委员会", "Village Committee", "990124003002", "QH-LQ"),
]
PEOPLE = [
	*_HANDLING.PEOPLE,
	("xfj2", "QH-XFJ", "County Petition Officer", {}),
	("kz", "QH-XFJ", "County Section Head", {}),
	("ld", "QH-ZF", "County Leader", {}),
	("dc", "QH-XFJ", "Supervision Officer", {}),
	("sw", "QH-SW", "Township Officer", {}),
	("dg", "QH-LQ-DG", "Village Liaison", {}),
]


def build():
	"""Make places, organs and people; return users by their short names, and `postings`."""
	import frappe

	from xinfang_app.organization import posting

	for code, title, parent in PLACES:
		_HANDLING._insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in ORGANS:
		_HANDLING._insert("Organ", code=code, title=title, kind=kind, jurisdiction=place, parent_organ=parent)
	people, postings = {}, {}
	for short, organ, post, values in PEOPLE:
		people[short] = _HANDLING.user(short)
		postings[short] = _HANDLING.post_row(people[short], organ, post, **values)
	posting.forget()
	frappe.set_user("Administrator")
	return SimpleNamespace(**people, postings=postings)


@pytest.fixture
def county(db):
	"""The county in the test's transaction, in Chinese."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield build()
	frappe.local.lang = before


@pytest.fixture
def road(county, as_user):
	"""The steps of the road as the right people take them."""
	return _HANDLING.Road(county, as_user)


@pytest.fixture
def post_row():
	"""`post_row(user, organ, post, **values)` gives somebody a post."""
	return _HANDLING.post_row


@pytest.fixture
def work(county, as_user):
	"""`work("lq", "2026-03-06 08:00")` is that person's morning list: section key → lines."""

	def at(who, moment):
		from xinfang_app import when
		from xinfang_app.office import duty_sight, worklist
		from xinfang_app.organization import posting

		posting.forget()
		duty_sight.forget()
		with when.at(moment), as_user(getattr(county, who, who)):
			told = worklist.of()
		assert all(section["total"] >= len(section["items"]) > 0 for section in told["sections"])
		return {section["key"]: section["items"] for section in told["sections"]}

	return at
