"""`bare`: an invented place with officers of three tiers, and documents made without walking the road to them."""

from types import SimpleNamespace

import pytest

PLACES = [
	("990000000000", "华禾省", None),
	("990100000000", "川禾市", "990000000000"),
	("990124000000", "青禾县", "990100000000"),
	("990124003000", "柳桥镇", "990124000000"),
	("990124004000", "石湾镇", "990124000000"),
]
ORGANS = [
	("QH-ZF", "青禾县人民政府", "Government", "990124000000", None),
	("QH-XFJ", "青禾县信访局", "Petition Office", "990124000000", "QH-ZF"),
	("QH-RSJ", "青禾县人社局", "Department", "990124000000", "QH-ZF"),
	("QH-LQ", "柳桥镇人民政府", "Township", "990124003000", "QH-ZF"),
	("QH-SW", "石湾镇人民政府", "Township", "990124004000", "QH-ZF"),
]
PEOPLE = [
	("office", "QH-XFJ", "County Petition Officer"),
	("admin", "QH-XFJ", "Petition Admin"),
	("admin2", "QH-XFJ", "Petition Admin"),
	("dept", "QH-RSJ", "Department Officer"),
	("town", "QH-LQ", "Township Officer"),
	("town_leader", "QH-LQ", "Township Leader"),
	("other_town", "QH-SW", "Township Officer"),
]


#: Scans that tests name as proof of what they enter afterwards; a scan has to be a stored file.
PAPERS = (
	"/private/files/receipt.pdf",
	"/private/files/envelope.pdf",
	"/private/files/objection.pdf",
	"/private/files/stamp.png",
	"/private/files/signed.pdf",
	"/private/files/proof.pdf",
	"/private/files/a.pdf",
)


@pytest.fixture(autouse=True)
def papers(request):
	"""The scans are on file, in every test that works on the database inside a transaction of its own or its module's."""
	transactions = [name for name in ("db", "people") if name in request.fixturenames]
	if not transactions:
		return
	request.getfixturevalue(transactions[0])
	import frappe

	for url in PAPERS:
		frappe.get_doc(
			{
				"doctype": "File",
				"name": frappe.generate_hash(length=10),
				"file_url": url,
				"file_name": url.rpartition("/")[2],
				"is_private": 1,
			}
		).db_insert()


@pytest.fixture
def own_workflows(db):
	"""Workflows that a test publishes stay in redis beyond a rollback: forgotten after it."""
	import frappe

	yield
	frappe.db.rollback()
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


@pytest.fixture
def bare(db):
	"""Users `bare.town` and so on, and makers of documents: `bare.petition()`, `bare.submission()`, `bare.referral()`."""
	return build()


def build():
	"""Make the places, organs and users; return them with the makers of documents."""
	import frappe

	from xinfang_app.organization import posting

	for code, title, parent in PLACES:
		_record("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in ORGANS:
		_record(
			"Organ",
			code=code,
			title=title,
			short_title=title[-3:],
			kind=kind,
			jurisdiction=place,
			parent_organ=parent,
		)
	people = {}
	for short, organ, post in PEOPLE:
		people[short] = _user(short, organ, post)
	posting.forget()
	frappe.set_user("Administrator")
	return SimpleNamespace(**people, petition=petition, submission=submission, referral=referral)


def petition(**values):
	"""A petition in the hands of 柳桥镇, without the road that leads there."""
	return _record(
		"Petition",
		**{
			"title": "青苗补偿款未足额发放",
			"holder": "QH-LQ",
			"lead_organ": "QH-LQ",
			"registering_organ": "QH-XFJ",
			"scope_code": "990124003000",
			"place": "990124003000",
			"place_code": "990124003000",
			**values,
		},
	)


def submission(**values):
	"""A draft of a piece at the petition office, received now."""
	return _record(
		"Petition Submission",
		**{
			"title": "青苗补偿款未足额发放",
			"content": "只到账六成",
			"form": "Letter",
			"organ": "QH-XFJ",
			"receiver_kind": "Petition Office",
			"holder": "QH-XFJ",
			"scope_code": "990124000000",
			**values,
		},
	)


def referral(matter, **values):
	"""A referral of `matter` from the petition office to 柳桥镇."""
	from xinfang_app import when

	return _record(
		"Petition Referral",
		**{
			"petition": matter.name,
			"kind": "Transfer",
			"role": "Lead",
			"stage": "Received",
			"from_organ": "QH-XFJ",
			"to_organ": "QH-LQ",
			"holder": "QH-LQ",
			"scope_code": "990124003000",
			"sent_on": when.now(),
			**values,
		},
	)


def _record(doctype, **values):
	import frappe

	key = values.get("code")
	if key and frappe.db.exists(doctype, key):
		return frappe.get_doc(doctype, key)
	doc = frappe.new_doc(doctype)
	doc.update(values)
	return doc.insert(ignore_permissions=True)


def _user(short, organ, post):
	"""A user with a posting and its roles, written straight into the tables: saving a User takes a second."""
	import frappe

	email = f"bare-{short}@qinghe.example.com"
	if frappe.db.exists("User", email):
		return email
	frappe.get_doc(
		{
			"doctype": "User",
			"name": email,
			"email": email,
			"first_name": short,
			"full_name": short,
			"enabled": 1,
			"user_type": "System User",
			"language": "zh",
		}
	).db_insert()
	for role in (post, "Petition Staff"):
		frappe.get_doc(
			{
				"doctype": "Has Role",
				"parent": email,
				"parenttype": "User",
				"parentfield": "roles",
				"role": role,
			}
		).db_insert()
	# The desk does not start without it.
	frappe.get_doc(
		{"doctype": "Notification Settings", "name": email, "user": email, "enabled": 1}
	).db_insert()
	frappe.get_doc(
		{
			"doctype": "Posting",
			"name": f"bare-{short}",
			"user": email,
			"organ": organ,
			"post": post,
			"from_date": "2026-01-01",
			"active": 1,
		}
	).db_insert()
	return email
