"""The county of the office's tests with leaders who receive: two of the government, one of the party committee."""

import pytest
from sharing import module_at

_OFFICE = module_at("site/office/conftest.py")
_HANDLING = module_at("site/handling/conftest.py")

MORE = [
	("ld2", "QH-ZF", "County Leader", {}),
	("sj", "QH-XW", "County Leader", {"is_head": 1}),
	("xf_head", "QH-XFJ", "County Leader", {"is_head": 1}),
	("dg2", "QH-LQ-QY", "Village Liaison", {}),
]


@pytest.fixture
def county(db):
	"""The county in the test's transaction, in Chinese; `ld` heads the government."""
	import frappe

	from xinfang_app.organization import posting

	before, frappe.local.lang = frappe.local.lang, "zh"
	people = _OFFICE.build()
	_HANDLING._insert(
		"Organ", code="QH-XW", title="中共青禾县委员会", kind="Party Committee", jurisdiction="990124000000", parent_organ="QH-ZF"
	)  # fmt: skip
	_HANDLING._insert("Jurisdiction", code="990124003003", title="前营村", parent_jurisdiction="990124003000")
	_HANDLING._insert(
		"Organ", code="QH-LQ-QY", title="前营村村民委员会", kind="Village Committee", jurisdiction="990124003003", parent_organ="QH-LQ"
	)  # fmt: skip
	for short, organ, post, values in MORE:
		setattr(people, short, _HANDLING.user(short))
		people.postings[short] = _HANDLING.post_row(getattr(people, short), organ, post, **values)
	frappe.db.set_value("Posting", people.postings["ld"], "is_head", 1)
	posting.forget()
	frappe.set_user("Administrator")
	yield people
	frappe.local.lang = before


@pytest.fixture
def road(county, as_user):
	"""Steps taken by people at moments."""
	return _HANDLING.Road(county, as_user)


@pytest.fixture
def work(county, as_user):
	"""`work("xfj", "2026-03-06 08:00")` is that person's morning list: section key → lines."""

	def at(who, moment):
		from xinfang_app import when
		from xinfang_app.office import worklist
		from xinfang_app.organization import posting

		posting.forget()
		with when.at(moment), as_user(getattr(county, who)):
			told = worklist.of()
		return {section["key"]: section["items"] for section in told["sections"]}

	return at


@pytest.fixture
def receive(road, county):
	"""The steps of a rota and of receptions, each by the right person."""
	return Receive(road, county)


class Receive:
	"""A rule, a rota, its days and records; documents are read anew at every step."""

	def __init__(self, road, county):
		self.road, self.by, self.county = road, road.by, county

	def rule(
		self,
		pattern="Each working day",
		who="xfj",
		moment="2026-11-20 09:00",
		leaders=("ld", "ld2"),
		**values,
	):
		import frappe

		given = {
			"doctype": "Reception Rule",
			"title": "县领导接访",
			"enabled": 1,
			"holder": "QH-XFJ",
			"organ": "QH-ZF",
			"pattern": pattern,
			"rest_days": "Moved on",
			"begins_at": "09:00:00",
			"ends_at": "12:00:00",
			"place": "县群众来访接待大厅",
			"leaders": [
				{"user": getattr(self.county, short), "post": f"副县长{short}"}
				if isinstance(short, str)
				else short
				for short in leaders
			],
			**values,
		}
		return self.by(who, moment, lambda: frappe.get_doc(given).insert(ignore_permissions=True))

	def rota(self, month="2026-12", moment="2026-11-20 10:00", rule=None, **values):
		from xinfang_app.reception.leaders import rota

		return self.by("xfj", moment, rota.generate, rule or self.rule(**values), month)

	def published(self, month="2026-12", moment="2026-11-20 11:00", **values):
		import frappe

		from xinfang_app.reception.leaders import rota

		made = self.rota(month, **values)
		self.by("xfj", moment, rota.publish, made)
		return frappe.get_doc(made.doctype, made.name)

	def day(self, made, day):
		import frappe

		return frappe.get_doc(
			"Reception Duty", {"rota": made.name, "day": day, "status": ("!=", "Called off")}
		)

	def visit(self, who="xfj", moment="2026-12-01 11:30", **values):
		from xinfang_app.reception.leaders import visits

		given = {
			"office": "QH-XFJ",
			"leader": self.county.ld2,
			"kind": "Fixed reception",
			"held_on": "2026-12-01 09:00",
			"place": "县群众来访接待大厅",
			"people_count": 3,
			"subjects": ["青苗补偿款未足额发放"],
			**values,
		}
		return self.by(who, moment, visits.record, **given)
