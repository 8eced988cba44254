"""More of the small county: the organs that cases are sent to, their people, and the steps of a case in short."""

from types import SimpleNamespace

import pytest

ORGANS = [
	("QH-MZJ", "青禾县民政局", "Department", "990124000000", "QH-ZF"),
	("QH-YBJ", "青禾县医保局", "Department", "990124000000", "QH-ZF"),
	("QH-JTJ", "青禾县交通运输局", "Department", "990124000000", "QH-ZF"),
	("QH-ZFW", "青禾县委政法委", "Politics and Law Organ", "990124000000", "QH-ZF"),
	("QH-LDJC", "青禾县劳动监察大队", "Department", "990124000000", "QH-RSJ"),
	("CH-XFJ", "川禾市信访局", "Petition Office", "990100000000", None),
]
PEOPLE = [
	("xfjhead", "QH-XFJ", "County Leader"),
	("mzj", "QH-MZJ", "Department Officer"),
	("ybj", "QH-YBJ", "Department Officer"),
	("jtj", "QH-JTJ", "Department Officer"),
	("ldjc", "QH-LDJC", "Department Officer"),
	("zf", "QH-ZF", "County Leader"),
	("chxfj", "CH-XFJ", "County Petition Officer"),
	("chhead", "CH-XFJ", "County Leader"),
	("lqhead", "QH-LQ", "Township Leader"),
]
EXTERNAL = [("CH-FY", "川禾市中级人民法院", "990100000000")]


@pytest.fixture(scope="module")
def people(site, request):
	"""The county with all organs of the cases, built once for the tests of a file and rolled back after them.

	Accounts are slow to make. Each test then works behind a savepoint of its own.
	"""
	import frappe

	plugins = {
		str(getattr(plugin, "__file__", "")): plugin for plugin in request.config.pluginmanager.get_plugins()
	}
	root = next(plugin for path, plugin in plugins.items() if path.endswith("tests/conftest.py"))
	small = next(plugin for path, plugin in plugins.items() if path.endswith("site/petition/conftest.py"))
	root.reset(frappe)
	frappe.db.rollback()
	frappe.db.commit = lambda: root.pretend_to_commit(frappe.db)
	county = small.build()
	for code, title, kind, place, parent in ORGANS:
		_insert("Organ", code=code, title=title, kind=kind, jurisdiction=place, parent_organ=parent)
	for code, title, place in EXTERNAL:
		_insert("Organ", code=code, title=title, kind="External", jurisdiction=place, is_external=1)
	for short, organ, post in PEOPLE:
		setattr(county, short, _user(short))
		_insert("Posting", user=getattr(county, short), organ=organ, post=post, from_date="2026-01-01")
	county.reset = root.reset
	yield county
	frappe.db.__dict__.pop("commit", None)
	frappe.db.rollback()
	root.reset(frappe)


@pytest.fixture
def road(people, as_user):
	"""`road.piece(...)`, `road.by(user)`, `road.clock(rule, doc)` and the other short steps of a case."""
	import frappe

	people.reset(frappe)
	frappe.db.savepoint("road")
	try:
		yield Road(people, as_user, frappe)
	finally:
		frappe.db.rollback(save_point="road")
		people.reset(frappe)


class Road:
	"""Short names for the steps of a case, each by the people who take it."""

	def __init__(self, county, as_user, frappe):
		self.county, self.as_user, self.frappe = county, as_user, frappe

	def by(self, short):
		"""Act as the user `short`."""
		return self.as_user(getattr(self.county, short))

	def piece(self, at, user="xfj", **values):
		"""Register a piece at the moment `at` by `user`; return it."""
		from xinfang_app import when
		from xinfang_app.petition.registering import register

		data = {
			"organ": "QH-XFJ",
			"form": "Letter",
			"title": "土地征收青苗补偿款未足额发放",
			"content": "去年修路征收承包地一亩八分,青苗补偿款只到账六成。",
			"claims": ["补足青苗补偿款"],
			"place": self.county.VILLAGE,
			"category": "0201",
			"purpose": "3",
			"petitioners": [
				{"name": "林守田", "phone": "19900000001", "address": "柳桥镇东沟村1组", "is_main": 1}
			],
			**values,
		}
		with when.at(at), self.by(user):
			return register.register(data)

	def petition(self, at, user="xfj", **values):
		"""Register a piece and return its Petition."""
		return self.frappe.get_doc("Petition", self.piece(at, user, **values).petition)

	def refer(self, petition, organ, at, user="xfj", **values):
		"""Send the petition; return the referral."""
		from xinfang_app import when
		from xinfang_app.petition.referring import referral

		petition.reload()
		with when.at(at), self.by(user):
			return referral.refer(petition, organ, **values)

	def accept(self, petition, at, user, **values):
		"""Accept the petition; return it."""
		from xinfang_app import when
		from xinfang_app.petition.accepting import acceptance

		petition.reload()
		with when.at(at), self.by(user):
			return acceptance.accept(petition, **values)

	def clock(self, rule, doc):
		"""The newest clock of `rule` on `doc`, as {state, due, stopped, late}, or None."""
		rows = self.frappe.get_all(
			"Deadline",
			filters={"rule": rule, "ref_doctype": doc.doctype, "ref_name": doc.name},
			fields=["state", "due_on", "due_on_raw", "stopped_on", "was_late", "organ"],
			order_by="creation desc",
			limit=1,
		)
		if not rows:
			return None
		row = rows[0]
		return SimpleNamespace(
			state=row.state,
			due=str(row.due_on),
			raw=str(row.due_on_raw),
			stopped=str(row.stopped_on)[:10] if row.stopped_on else None,
			late=bool(row.was_late),
			organ=row.organ,
		)

	def first_piece(self, petition):
		"""The piece with which the petition began."""
		return self.frappe.get_doc("Petition Submission", petition.first_submission)


def _insert(doctype, **values):
	import frappe

	doc = frappe.new_doc(doctype)
	doc.update(values)
	return doc.insert(ignore_permissions=True)


def _user(short):
	import frappe

	email = f"{short}@qinghe.example.com"
	if not frappe.db.exists("User", email):
		frappe.flags.in_import = True
		frappe.get_doc(
			{
				"doctype": "User",
				"email": email,
				"first_name": short,
				"user_type": "System User",
				"enabled": 1,
				"send_welcome_email": 0,
				"language": "zh",
			}
		).insert(ignore_permissions=True)
		frappe.flags.in_import = False
	return email
