"""An invented county in an unused range of codes, with one person in each post, for the attacks in this folder.

People, places and organs are made once and committed, since the web server has to see them; they are removed at the
end. Cases are plain rows, written without the services: what may be seen does not depend on how a row came about.
"""

import itertools

import pytest

PASSWORD = "Qinghe-2026-xf!"

PLACES = {
	"prefecture": "980100000000",
	"county": "980121000000",
	"other_county": "980122000000",
	"town": "980121001000",
	"town2": "980121002000",
	"village": "980121001001",
	"village2": "980121001002",
	"village3": "980121002001",
}
TITLES = {
	"prefecture": "青原市",
	"county": "白石县",
	"other_county": "乌石县",
	"town": "石桥镇",
	"town2": "松岭乡",
	"village": "石桥村",
	"village2": "桥头村",
	"village3": "松下村",
}
# key → (code, kind, place)
ORGANS = {
	"office": ("980121-XF", "Petition Office", "county"),
	"dept": ("980121-RS", "Department", "county"),
	"dept2": ("980121-MZ", "Department", "county"),
	"government": ("980121-ZF", "Government", "county"),
	"discipline": ("980121-JW", "Discipline Organ", "county"),
	"town": ("980121001-ZF", "Township", "town"),
	"town2": ("980121002-ZF", "Township", "town2"),
	"village": ("980121001001-CW", "Village Committee", "village"),
	"village2": ("980121001002-CW", "Village Committee", "village2"),
	"discipline_up": ("9801-JW", "Discipline Organ", "prefecture"),
	"other_office": ("980122-XF", "Petition Office", "other_county"),
	"other_dept": ("980122-RS", "Department", "other_county"),
}
SUPERIORS = {"discipline": "discipline_up"}
# key → (post, organ)
PEOPLE = {
	"county_officer": ("County Petition Officer", "office"),
	"section_head": ("County Section Head", "office"),
	"county_leader": ("County Leader", "office"),
	"supervision": ("Supervision Officer", "office"),
	"review": ("Review Officer", "government"),
	"hearing": ("Hearing Officer", "office"),
	"petition_admin": ("Petition Admin", "office"),
	"custodian_office": ("Discipline Custodian", "office"),
	"custodian": ("Discipline Custodian", "discipline"),
	"custodian2": ("Discipline Custodian", "discipline"),
	"custodian_up": ("Discipline Custodian", "discipline_up"),
	"dept_officer": ("Department Officer", "dept"),
	"dept_leader": ("Department Leader", "dept"),
	"dept2_officer": ("Department Officer", "dept2"),
	"town_officer": ("Township Officer", "town"),
	"town_leader": ("Township Leader", "town"),
	"town2_officer": ("Township Officer", "town2"),
	"village": ("Village Liaison", "village"),
	"village2": ("Village Liaison", "village2"),
	"other_officer": ("County Petition Officer", "other_office"),
	"other_dept_officer": ("Department Officer", "other_dept"),
}
# People without a post: System Manager, and a plain desk user.
OUTSIDERS = {"system_manager": ("System Manager",), "clerk": ()}
ENDS_WITH = "@xf-security.test"

SCOPED = (
	"Petition",
	"Petition Submission",
	"Petition Referral",
	"Handling Opinion",
	"Petition Notice",
)


class County:
	"""Names of places, organs and people, and plain rows."""

	place = PLACES
	organ = {key: code for key, (code, _kind, _place) in ORGANS.items()}

	def __init__(self):
		self._serial = itertools.count(1)

	@staticmethod
	def user(key: str) -> str:
		"""The login of a person."""
		return key + ENDS_WITH

	def add(self, doctype: str, **values):
		"""Write one plain row, past every controller, and return it."""
		import frappe

		doc = frappe.new_doc(doctype)
		doc.update(values)
		doc.name = values.get("name") or frappe.generate_hash(length=12)
		doc.owner = values.get("owner") or "Administrator"
		doc.creation = doc.modified = frappe.utils.now()
		doc.modified_by = doc.owner
		doc.docstatus = 0
		doc.db_insert()
		for idx, row in enumerate(doc.get_all_children(), start=1):
			row.parent, row.parenttype, row.idx = doc.name, doctype, idx
			row.parentfield = row.parentfield
			row.name = frappe.generate_hash(length=12)
			row.creation, row.modified = doc.creation, doc.modified
			row.owner = row.modified_by = doc.owner
			row.db_insert()
		return doc

	def petition(self, holder: str = "dept", place: str = "village", **values):
		"""A registered petition that `holder` (a key of ORGANS) has in hand."""
		serial = next(self._serial)
		return self.add(
			"Petition",
			**{
				"number": f"XF-980121-2026-{serial:06d}-{holder[:4]}",
				"title": f"饮水工程质量问题{serial}",
				"summary": f"反映饮水工程质量问题,编号{serial}",
				"stage": "Registered",
				"holder": self.organ[holder],
				"registering_organ": self.organ["office"],
				"scope_code": PLACES[place],
				"place": PLACES[place],
				"received_on": "2026-03-02 09:00:00",
				"claims": [{"claim_no": 1, "claim": "要求整修"}],
				**values,
			},
		)


@pytest.fixture(scope="session")
def county(site):
	"""The county, committed for the whole run."""
	import frappe

	frappe.set_user("Administrator")
	remove()
	build()
	frappe.db.commit()
	yield County()
	frappe.db.rollback()
	frappe.set_user("Administrator")
	remove()
	frappe.db.commit()


@pytest.fixture
def cases(county):
	"""For tests over HTTP: what is written is committed with `cases.done()` and removed after the test."""
	import frappe

	from xinfang_app.access import custody

	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.local.xf_postings = None

	class Cases(County):
		give = staticmethod(custody.give)

		def done(self):
			frappe.db.commit()
			return self

	yield Cases()
	frappe.db.rollback()
	frappe.set_user("Administrator")
	remove_cases()
	frappe.db.commit()


@pytest.fixture(scope="session")
def people():
	"""The keys of everybody in the county, with and without a post."""
	return [*PEOPLE, *OUTSIDERS]


@pytest.fixture(scope="session")
def login(base_url, county):
	"""`login("dept_officer")` is that person's HTTP session; each logs in once."""
	import requests

	sessions = {}

	class SiteSession(requests.Session):
		def request(self, method, url, **kwargs):
			kwargs.setdefault("timeout", 60)
			return super().request(method, base_url + url if url.startswith("/") else url, **kwargs)

		def call(self, method, **arguments):
			"""POST to a whitelisted method."""
			return self.post(f"/api/method/{method}", json=arguments)

	def enter(key):
		if key not in sessions:
			session = SiteSession()
			session.trust_env = False
			session.headers["Accept"] = "application/json"
			user, password = (
				("Administrator", "admin") if key == "Administrator" else (County.user(key), PASSWORD)
			)
			answer = session.post("/api/method/login", data={"usr": user, "pwd": password})
			assert answer.status_code == 200, answer.text
			session.headers["X-Frappe-CSRF-Token"] = token(session)
			sessions[key] = session
		return sessions[key]

	yield enter
	for session in sessions.values():
		session.close()


def token(session) -> str:
	import re

	found = re.search(r'csrf_token\s*=\s*"([0-9a-f]{20,})"', session.get("/app").text)
	assert found, "no CSRF token on the desk"
	return found.group(1)


def build() -> None:
	import frappe
	from frappe.utils.password import update_password

	for key, code in PLACES.items():
		insert("Jurisdiction", name=code, code=code, title=TITLES[key], tier=tier(code))
	for key, (code, kind, place) in ORGANS.items():
		insert(
			"Organ",
			name=code,
			code=code,
			title=f"{TITLES[place]}{kind}",
			kind=kind,
			tier=tier(PLACES[place]),
			jurisdiction=PLACES[place],
			place_code=PLACES[place],
			parent_organ=ORGANS[SUPERIORS[key]][0] if key in SUPERIORS else None,
		)
	for key, (post, organ) in PEOPLE.items():
		make_user(key, (post, "Petition Staff"))
		insert(
			"Posting",
			name=f"XFSEC-{key}",
			user=County.user(key),
			organ=ORGANS[organ][0],
			post=post,
			from_date="2020-01-01",
			confirmed_by="Administrator" if post == "Discipline Custodian" else None,
			active=1,
		)
	for key, roles in OUTSIDERS.items():
		make_user(key, roles)
	for key in (*PEOPLE, *OUTSIDERS):
		update_password(County.user(key), PASSWORD)
	frappe.clear_cache()


def make_user(key: str, roles) -> None:
	"""A login with these roles, written as rows: the rules of the organization room have tests of their own."""
	user = County.user(key)
	insert(
		"User",
		name=user,
		email=user,
		first_name=key,
		full_name=key,
		enabled=1,
		user_type="System User",
		language="zh",
		time_zone="Asia/Shanghai",
		allowed_in_mentions=1,
	)
	for role in (*roles, "Desk User") if has_role("Desk User") else roles:
		insert("Has Role", parent=user, parenttype="User", parentfield="roles", role=role)


def has_role(role: str) -> bool:
	import frappe

	return bool(frappe.db.exists("Role", role))


def insert(doctype: str, **values) -> None:
	import frappe

	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.name = values.get("name") or frappe.generate_hash(length=12)
	doc.owner = doc.modified_by = "Administrator"
	doc.creation = doc.modified = frappe.utils.now()
	doc.docstatus = 0
	doc.db_insert()


def tier(code: str) -> str:
	from xinfang_app.organization.codes import tier_of

	return tier_of(code)


def remove_cases() -> None:
	"""Delete the rows that lie in the county, and what hangs on them."""
	import frappe

	from xinfang_app.access import scoped, side_records

	for doctype, entry in scoped.installed().items():
		names = (
			frappe.get_all(doctype, filters={entry.range: ("like", "98012%")}, pluck="name")
			if entry.range
			else []
		)
		for child in scoped.children(doctype):
			frappe.db.delete(child, {"parenttype": doctype, "parent": ("in", names or [""])})
		frappe.db.delete(doctype, {"name": ("in", names or [""])})
	for doctype in scoped.installed():
		for side, (type_column, name_column) in side_records.TABLES.items():
			if frappe.db.table_exists(side):
				frappe.db.sql(
					f"delete from `tab{side}` where `{type_column}` = %s and not exists"
					f" (select 1 from `tab{doctype}` d where d.name = `tab{side}`.`{name_column}`)",
					doctype,
				)
	for table, column in (
		("Custody", "organ"),
		("Identity Access Log", "organ"),
		("Sealed Register", "organ"),
	):
		frappe.db.delete(table, {column: ("like", "9801%")})
	frappe.db.delete("Custody", {"user": ("like", f"%{ENDS_WITH}")})
	for table in ("Sealed Opening Log", "Identity Access Log"):
		frappe.db.delete(table, {"user": ("like", f"%{ENDS_WITH}")})
	for table in ("Sealed Accusation", "Sealed File", "Sealed Exclusion", "Sealed Request"):
		frappe.db.sql(
			f"delete from `tab{table}` where register not in (select name from `tabSealed Register`)"
		)
	frappe.db.sql(
		"delete from `tabSealed Custodian` where parent not in (select name from `tabSealed Accusation`)"
	)


def remove() -> None:
	import frappe

	remove_cases()
	for table, column in (
		("Posting", "user"),
		("User", "name"),
		("Has Role", "parent"),
		("__Auth", "name"),
		("ToDo", "allocated_to"),
		("Notification Log", "for_user"),
		("File", "owner"),
		("Notification Settings", "name"),
		("Access Log", "user"),
		("Activity Log", "user"),
	):
		name = table if table.startswith("__") else f"tab{table}"
		frappe.db.sql(f"delete from `{name}` where `{column}` like %s", f"%{ENDS_WITH}")
	for table in ("Organ", "Jurisdiction"):
		frappe.db.sql(f"delete from `tab{table}` where name like %s", "9801%")
	frappe.clear_cache()
