"""An invented county in an unused range of codes, with one person in each post, for the attacks in this folder.

People, places and organs are made once and committed, since the web server has to see them; they are removed at the
end. Cases are plain rows, written without the services: what may be seen does not depend on how a row came about.
"""

import itertools
from contextlib import contextmanager

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

	_serial = itertools.count(1)

	def __init__(self):
		self.made: list[tuple[str, str]] = []

	@staticmethod
	def user(key: str) -> str:
		"""The login of a person."""
		return key + ENDS_WITH

	def add(self, doctype: str, **values):
		"""Write one plain row, past every controller, and return it."""
		import frappe

		doc = frappe.new_doc(doctype)
		doc.update(values)
		doc.name = values.get("name") or new_name(doctype)
		self.made.append((doctype, doc.name))
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


@contextmanager
def committed_cases():
	"""Cases that the web server sees: committed with `done()`, and removed at the end with what hangs on them."""
	import frappe

	from xinfang_app.access import custody

	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.local.xf_postings = None

	class Cases(County):
		give = staticmethod(custody.give)
		hand_over = staticmethod(custody.hand_over)

		def done(self):
			frappe.db.commit()
			return self

	made = Cases()
	yield made
	frappe.db.rollback()
	frappe.set_user("Administrator")
	remove_made(made.made)
	frappe.db.commit()


@pytest.fixture
def cases(county):
	"""For tests over HTTP that change something: see `committed_cases`."""
	with committed_cases() as made:
		yield made


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

		def call(self, _path, **arguments):
			"""POST to a whitelisted method."""
			return self.post(f"/api/method/{_path}", json=arguments)

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

	page = session.get("/app")
	found = re.search(r"csrf_token\s*=\s*\"([0-9a-f]{20,})\"", page.text)
	assert found, ("no CSRF token on the desk", page.status_code, page.text[:3000])
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
	insert("Notification Settings", name=user, user=user, enabled=0)
	for role in (*roles, "Desk User") if has_role("Desk User") else roles:
		insert("Has Role", parent=user, parenttype="User", parentfield="roles", role=role)


def new_name(doctype: str):
	import frappe
	from frappe.model.naming import is_autoincremented

	if is_autoincremented(doctype):
		return frappe.db.get_next_sequence_val(doctype)
	return frappe.generate_hash(length=12)


def has_role(role: str) -> bool:
	import frappe

	return bool(frappe.db.exists("Role", role))


def insert(doctype: str, **values) -> None:
	import frappe

	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.name = values.get("name") or new_name(doctype)
	doc.owner = doc.modified_by = "Administrator"
	doc.creation = doc.modified = frappe.utils.now()
	doc.docstatus = 0
	doc.db_insert()


def tier(code: str) -> str:
	from xinfang_app.organization.codes import tier_of

	return tier_of(code)


def remove_made(made: list[tuple[str, str]]) -> None:
	"""Delete the rows `made` and what refers to them."""
	import frappe

	from xinfang_app.access import side_records

	names = [name for _doctype, name in made if isinstance(name, str)] or [""]
	for doctype, name in made:
		for field in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(field.options, {"parenttype": doctype, "parent": name})
		frappe.db.delete(doctype, {"name": name})
	for side, (_type_column, name_column) in side_records.TABLES.items():
		if frappe.db.table_exists(side):
			frappe.db.delete(side, {name_column: ("in", names)})
	frappe.db.delete("Custody", {"ref_name": ("in", names)})
	remove_logs()


def remove_logs() -> None:
	import frappe

	for table in ("Sealed Opening Log", "Identity Access Log", "Custody"):
		frappe.db.delete(table, {"user": ("like", f"%{ENDS_WITH}")})
	for table in ("Custody", "Identity Access Log", "Sealed Register"):
		frappe.db.delete(table, {"organ": ("like", "9801%")})
	for table in ("Sealed Accusation", "Sealed File", "Sealed Exclusion", "Sealed Request"):
		frappe.db.sql(
			f"delete from `tab{table}` where register not in (select name from `tabSealed Register`)"
		)
	frappe.db.sql(
		"delete from `tabSealed Custodian` where parent not in (select name from `tabSealed Accusation`)"
	)


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
	remove_logs()


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


class Secret:
	"""A petition of another department with a word in every corner of it, and what hangs on it."""

	def __init__(self, county: County):
		import frappe

		self.word = "SECRET" + frappe.generate_hash(length=10)
		common = {"holder": "dept2", "place": "village3"}
		self.petition = county.petition(
			**common,
			title=f"标题{self.word}",
			summary=f"概要{self.word}",
			masked_name=f"某{self.word}",
			workflow_state=None,
			claims=[{"claim_no": 1, "claim": f"诉求{self.word}"}],
		)
		self.name, self.number = self.petition.name, self.petition.number
		self.claim = frappe.get_all("Petition Claim", filters={"parent": self.name}, pluck="name")[0]
		row = {"petition": self.name, "holder": self.petition.holder, "scope_code": self.petition.scope_code}
		# Made by the attacker's department before the matter was handed over: it keeps this, and no more.
		self.notice = county.add("Petition Notice", organ=county.organ["dept"], **row)
		self.opinion = county.add(
			"Handling Opinion", organ=county.organ["dept2"], remedy_text=f"救济{self.word}", **row
		)
		ref = {"reference_doctype": "Petition", "reference_name": self.name}
		self.comment = county.add(
			"Comment",
			comment_type="Comment",
			content=f"评论{self.word}",
			comment_email=county.user("dept_officer"),
			**ref,
		)
		self.version = county.add(
			"Version",
			ref_doctype="Petition",
			docname=self.name,
			data=f'{{"changed": [["title", "", "{self.word}"]]}}',
		)
		self.communication = county.add(
			"Communication",
			communication_type="Communication",
			subject=f"邮件{self.word}",
			content=f"邮件{self.word}",
			sender=county.user("dept_officer"),
			**ref,
		)
		self.log = county.add(
			"Notification Log",
			subject=f"通知{self.word}",
			document_type="Petition",
			document_name=self.name,
			for_user=county.user("dept_officer"),
			type="Alert",
		)
		self.todo = county.add(
			"ToDo",
			description=f"待办{self.word}",
			reference_type="Petition",
			reference_name=self.name,
			allocated_to=county.user("dept_officer"),
			assigned_by=county.user("dept_officer"),
			status="Open",
		)
		self.deleted = county.add(
			"Deleted Document",
			deleted_doctype="Petition",
			deleted_name=self.name,
			data=f'{{"title": "{self.word}"}}',
		)
		self.file = county.add(
			"File",
			file_name=f"材料{self.word}.txt",
			file_url=f"/private/files/{self.word}.txt",
			is_private=1,
			attached_to_doctype="Petition",
			attached_to_name=self.name,
			# The attacker's own upload, from the time when his department had the matter.
			owner=county.user("dept_officer"),
			folder="Home/Attachments",
		)
		self.path = frappe.get_site_path("private", "files", f"{self.word}.txt")
		with open(self.path, "w") as handle:
			handle.write(f"内容{self.word}")

	def is_in(self, answer) -> bool:
		"""Whether an HTTP answer tells any of it."""
		text = answer.text + answer.content.decode("utf-8", "replace")
		return self.word in text or self.number in text


@pytest.fixture(scope="module")
def secret(county):
	"""See `Secret`; the attacker is dept_officer, the one who may is dept2_officer. For tests that change nothing."""
	import os

	with committed_cases() as made:
		one = Secret(made)
		made.done()
		yield one
		os.unlink(one.path)
