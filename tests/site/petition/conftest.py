"""A small invented county: 青禾县 with 柳桥镇, 石湾镇, two villages, its offices and the people in them."""

from types import SimpleNamespace

import pytest

COUNTY, TOWN, OTHER_TOWN = "990124000000", "990124003000", "990124004000"
VILLAGE, OTHER_VILLAGE, FAR_VILLAGE = "990124003002", "990124003003", "990124004001"
PLACES = [
	("990000000000", "华禾省", None),
	("990100000000", "川禾市", "990000000000"),
	(COUNTY, "青禾县", "990100000000"),
	(TOWN, "柳桥镇", COUNTY),
	(VILLAGE, "东沟村", TOWN),
	(OTHER_VILLAGE, "前营村", TOWN),
	(OTHER_TOWN, "石湾镇", COUNTY),
	(FAR_VILLAGE, "双井村", OTHER_TOWN),
]
ORGANS = [
	("QH-ZF", "青禾县人民政府", "Government", COUNTY, None),
	("QH-XFJ", "青禾县信访局", "Petition Office", COUNTY, "QH-ZF"),
	("QH-RSJ", "青禾县人社局", "Department", COUNTY, "QH-ZF"),
	("QH-JW", "青禾县纪委监委", "Discipline Organ", COUNTY, "QH-ZF"),
	("QH-LQ", "柳桥镇人民政府", "Township", TOWN, "QH-ZF"),
	("QH-SW", "石湾镇人民政府", "Township", OTHER_TOWN, "QH-ZF"),
	("QH-LQ-DG", "东沟村村民委员会", "Village Committee", VILLAGE, "QH-LQ"),
]
PEOPLE = [
	("xfj", "QH-XFJ", "County Petition Officer"),
	("xfj2", "QH-XFJ", "County Petition Officer"),
	("rsj", "QH-RSJ", "Department Officer"),
	("lq", "QH-LQ", "Township Officer"),
	("sw", "QH-SW", "Township Officer"),
	("dg", "QH-LQ-DG", "Village Liaison"),
	("jw1", "QH-JW", "Discipline Custodian"),
	("jw2", "QH-JW", "Discipline Custodian"),
]


@pytest.fixture
def county(db):
	"""The county, built in the test's transaction, in Chinese. Users are `county.xfj` and so on; organs `county.XFJ`."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield build()
	frappe.local.lang = before


def build():
	"""Make places, organs, users and postings and return their names.

	People are written as rows: saving a User and its roles takes a second each, and is tested elsewhere.
	"""
	from xinfang_app.organization import posting

	for code, title, parent in PLACES:
		_insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in ORGANS:
		_insert("Organ", code=code, title=title, kind=kind, jurisdiction=place, parent_organ=parent)
	names = {code.removeprefix("QH-").replace("-", "_"): code for code, *_rest in ORGANS}
	for short, organ, post in PEOPLE:
		names[short] = _person(short, organ, post)
	posting.forget()
	return SimpleNamespace(
		**names,
		COUNTY=COUNTY,
		TOWN=TOWN,
		VILLAGE=VILLAGE,
		OTHER_VILLAGE=OTHER_VILLAGE,
		FAR_VILLAGE=FAR_VILLAGE,
	)


def build_for_logins(password):
	"""Make the county for tests over HTTP: committed, with passwords. The module's `snapshot` takes it away again."""
	import frappe
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.utils.password import update_password

	names = build()
	for short, *_rest in PEOPLE:
		user = getattr(names, short)
		frappe.db.set_value("User", user, "language", "zh")
		create_notification_settings(user)
		update_password(user, password)
	frappe.db.commit()
	frappe.clear_cache()
	return names


def _insert(doctype, **values):
	import frappe

	doc = frappe.new_doc(doctype)
	doc.update(values)
	if frappe.db.exists(doctype, values["code"]):
		return frappe.get_doc(doctype, values["code"])
	return doc.insert(ignore_permissions=True)


def _person(short, organ, post):
	import frappe

	email = f"{short}@qinghe.example.com"
	_row(
		"User", name=email, email=email, first_name=short, full_name=short, enabled=1, user_type="System User"
	)
	for role in (post, "Petition Staff"):
		_row(
			"Has Role",
			name=frappe.generate_hash(),
			parent=email,
			parenttype="User",
			parentfield="roles",
			role=role,
		)
	confirmed = {"confirmed_by": "Administrator"} if post == "Discipline Custodian" else {}
	_row(
		"Posting",
		name=frappe.generate_hash(),
		user=email,
		organ=organ,
		post=post,
		from_date="2026-01-01",
		active=1,
		**confirmed,
	)
	return email


def _row(doctype, **values):
	import frappe

	if frappe.db.exists(doctype, values["name"]):
		return
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.creation = doc.modified = frappe.utils.now()
	doc.owner = doc.modified_by = "Administrator"
	doc.db_insert()
