"""The county with a section head, a leader and a township leader, a second county, and pieces brought in on any day."""

from types import SimpleNamespace

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")

SECOND, SECOND_TOWN = "990125000000", "990125001000"
PLACES = [(SECOND, "乌河县", "990100000000"), (SECOND_TOWN, "河口镇", SECOND)]
ORGANS = [
	("WH-ZF", "乌河县人民政府", "Government", SECOND, None),
	("WH-XFJ", "乌河县信访局", "Petition Office", SECOND, "WH-ZF"),
]
PEOPLE = [
	("head", "QH-XFJ", "County Section Head"),
	("leader", "QH-ZF", "County Leader"),
	("lq_leader", "QH-LQ", "Township Leader"),
	("wh", "WH-XFJ", "County Petition Officer"),
	("wh_head", "WH-XFJ", "County Section Head"),
]


_TESTS = module_at("conftest.py")


@pytest.fixture(scope="module")
def made(site, request):
	"""The counties, and what the module's `prepare(county)` adds, in one transaction for the module."""
	import frappe

	_TESTS.reset(frappe)
	frappe.db.rollback()
	frappe.db.commit = lambda: _TESTS.pretend_to_commit(frappe.db)
	before, frappe.local.lang = frappe.local.lang, "zh"
	try:
		county = build()
		getattr(request.module, "prepare", lambda county: None)(county)
		_TESTS.reset(frappe)
		frappe.db.savepoint("made")
		yield county
	finally:
		frappe.local.lang = before
		frappe.db.__dict__.pop("commit", None)
		frappe.db.rollback()
		_TESTS.reset(frappe)


@pytest.fixture
def county(made):
	"""What `made` made, as it was: each test's own writes are taken back."""
	import frappe

	frappe.local.lang = "zh"
	yield SimpleNamespace(**vars(made))
	frappe.db.rollback(save_point="made")
	_TESTS.reset(frappe)


def build():
	"""Make both counties; return their names, with `bring` to register a piece and `month` for a month's view."""
	import frappe

	from xinfang_app.organization import posting

	county = _COUNTY.build()
	for code, title, parent in PLACES:
		_COUNTY._insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in ORGANS:
		_COUNTY._insert("Organ", code=code, title=title, kind=kind, jurisdiction=place, parent_organ=parent)
	for short, organ, post in PEOPLE:
		setattr(county, short, _COUNTY._person(short, organ, post))
	# The tests begin before this year.
	frappe.db.sql("update `tabPosting` set from_date = '2024-01-01' where user like '%@qinghe.example.com'")
	posting.forget()
	county.SECOND, county.SECOND_TOWN = SECOND, SECOND_TOWN
	county.OTHER_TOWN, county.WH = _COUNTY.OTHER_TOWN, "WH-XFJ"
	county.bring = lambda *args, **kwargs: bring(county, *args, **kwargs)
	return county


def bring(county, moment, form="Letter", *, by="xfj", arrived=None, **data):
	"""Register a piece at `moment` as the county's user `by`; `arrived`: it lay there as a draft since then."""
	import frappe

	from xinfang_app import when
	from xinfang_app.organization import posting
	from xinfang_app.petition.registering.register import register

	values = {
		"form": form,
		"organ": {"xfj": "QH-XFJ", "lq": "QH-LQ", "sw": "QH-SW", "wh": "WH-XFJ", "rsj": "QH-RSJ"}[by],
		"source_level": "County",
		"title": "青苗补偿款未足额发放",
		"content": "青苗补偿款只到账六成，要求补足。",
		"purpose": "3",
		"category": "0201",
		"place": county.VILLAGE if by != "wh" else SECOND_TOWN,
		**data,
	}
	before = frappe.session.user
	posting.forget()
	frappe.set_user(getattr(county, by))
	try:
		if arrived:
			with when.at(arrived):
				draft = frappe.new_doc("Petition Submission")
				draft.update({"title": values["title"], "organ": values["organ"], "form": form})
				values["name"] = draft.insert().name
		with when.at(moment):
			return register(values)
	finally:
		frappe.set_user(before)
		posting.forget()
