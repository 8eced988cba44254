"""A small county of its own for the tests of this room: 98…, so that it meets no loaded one."""

import pytest

PLACES = (
	("980000000000", "试省"),
	("980100000000", "试市"),
	("980124000000", "试县"),
	("980124101000", "试镇"),
	("980124101200", "试村"),
	("980124102000", "邻镇"),
)
ORGANS = (
	("98-CITY", "试市人民政府", "External", "980100000000", None, ()),
	("98-GOV", "试县人民政府", "Government", "980124000000", "98-CITY", ()),
	("98-XF", "试县信访局", "Petition Office", "980124000000", "98-GOV", ()),
	("98-RS", "试县人社局", "Department", "980124000000", "98-GOV", ("04", "0402")),
	("98-ZR", "试县自然资源局", "Department", "980124000000", "98-GOV", ("02", "0201")),
	("98-JW", "试县纪委监委", "Discipline Organ", "980124000000", "98-GOV", ()),
	("98-T", "试镇人民政府", "Township", "980124101000", "98-GOV", ("0201",)),
	("98-V", "试村村民委员会", "Village Committee", "980124101200", "98-T", ()),
)


@pytest.fixture
def county(db):
	"""The places and organs of the small county."""
	import frappe

	for code, title in PLACES:
		frappe.get_doc({"doctype": "Jurisdiction", "code": code, "title": title}).insert()
	for code, title, kind, place, above, categories in ORGANS:
		frappe.get_doc(
			{
				"doctype": "Organ",
				"code": code,
				"title": title,
				"kind": kind,
				"jurisdiction": place,
				"parent_organ": above,
				"competences": [{"category": category} for category in categories],
			}
		).insert()
	return frappe._dict(places=[code for code, *_rest in PLACES], organs=[code for code, *_rest in ORGANS])


@pytest.fixture
def user(county):
	"""user("甲") makes an account without roles and returns its name; by a plain row, for a User takes long to insert."""
	import frappe

	def make(name: str) -> str:
		account = f"{name}@organization.example"
		row = {"name": account, "email": account, "first_name": name, "full_name": name, "enabled": 1}
		row |= {"user_type": "System User", "user_image": "/assets/xinfang_app/images/official.svg"}
		frappe.db.bulk_insert("User", fields=list(row), values=[tuple(row.values())])
		return account

	return make


@pytest.fixture
def post(county):
	"""post(user, organ, post, **fields) saves a posting from 2026-01-01 on.

	Its rules are checked; roles, heads and stand-ins follow only with `effects=True`, for saving users takes long.
	"""
	import frappe

	def make(user: str, organ: str, post: str, effects: bool = False, **fields):
		values = {"doctype": "Posting", "user": user, "organ": organ, "post": post, "from_date": "2026-01-01"}
		doc = frappe.get_doc(values | fields)
		doc.flags.load_in_bulk = not effects
		doc.insert()
		doc.flags.load_in_bulk = False
		return doc

	return make


@pytest.fixture
def roles_of(db):
	"""roles_of(user): the roles on his User record."""
	import frappe

	def read(user: str) -> set[str]:
		return set(frappe.get_all("Has Role", filters={"parenttype": "User", "parent": user}, pluck="role"))

	return read


@pytest.fixture
def open_work(monkeypatch):
	"""open_work[(user, organ)] = [items]: what a room above would say; returns also what it was told to move."""
	import frappe

	told: list[tuple] = []
	work: dict[tuple[str, str], list[dict]] = {}
	real = frappe.get_hooks

	def hooks(name=None, *args, **kwargs):
		if name == "xf_open_work":
			return [lambda user, organ: work.get((user, organ), [])]
		if name == "xf_posting_ended":
			return [lambda doc, to_user, items: told.append((doc.name, to_user, len(items)))]
		return real(name, *args, **kwargs)

	real_attr = frappe.get_attr
	monkeypatch.setattr(frappe, "get_hooks", hooks)
	monkeypatch.setattr(frappe, "get_attr", lambda path: path if callable(path) else real_attr(path))
	return frappe._dict(work=work, told=told)
