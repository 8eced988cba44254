"""The invented county, a petition in it, texts that tests register, and readers of what came of rows."""

from types import SimpleNamespace

import pytest
from sharing import module_at

_OFFICE = module_at("site/office/conftest.py")
PEOPLE = [*_OFFICE.PEOPLE, ("gl", "QH-XFJ", "Petition Admin", {})]
NOW = "2026-03-04 10:00"


def build():
	"""The county of the office's tests with a petition admin, each with an address and a mobile number."""
	_OFFICE.PEOPLE = PEOPLE
	county = _OFFICE.build()
	import frappe

	county.matter = matter()
	for short in ("gl", "kz", "lq", "lq_head"):
		_roles(getattr(county, short), "Petition Admin" if short == "gl" else "Petition Staff")
	frappe.set_user("Administrator")
	return county


def _roles(user, *roles):
	"""Roles of the table of permissions, written row by row; and Frappe's own settings, as every account has."""
	import frappe

	for role in roles:
		frappe.get_doc(
			{
				"doctype": "Has Role",
				"parent": user,
				"parenttype": "User",
				"parentfield": "roles",
				"role": role,
			}
		).db_insert()
	frappe.get_doc(
		{
			"doctype": "Notification Settings",
			"name": user,
			"user": user,
			"enabled": 1,
			"enable_email_notifications": 1,
		}
	).db_insert()


def matter():
	"""A petition in the hands of 柳桥镇, without the road that leads there."""
	import frappe

	doc = frappe.new_doc("Petition")
	doc.update(
		{
			"title": "土地征收青苗补偿款未足额发放",
			"summary": "修路征收承包地1.8亩，青苗补偿款只到账六成，要求补足差额。",
			"number": "XF-990124-2026-000009",
			"masked_name": "林某某",
			"holder": "QH-LQ",
			"lead_organ": "QH-LQ",
			"registering_organ": "QH-XFJ",
			"scope_code": "990124003002",
			"place_code": "990124003002",
		}
	)
	return doc.insert(ignore_permissions=True)


@pytest.fixture
def county(db):
	"""The county in the test's transaction, in Chinese; no mail, no SMS."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield build()
	frappe.local.lang = before


@pytest.fixture
def register(monkeypatch):
	"""`register(text=function)` and `register.action(name=function)`: as rooms do in hooks."""
	from xinfang_app.messages import registries

	known = {registries.TEXTS: {"plain": plain}, registries.ACTIONS: {}}
	real = registries.function
	monkeypatch.setattr(
		registries, "function", lambda registry, name: known[registry].get(name) or real(registry, name)
	)
	return SimpleNamespace(
		text=lambda name, function: known[registries.TEXTS].update({name: function}),
		action=lambda name, function: known[registries.ACTIONS].update({name: function}),
	)


def plain(row):
	"""What a well-behaved room says."""
	return {
		"title": f"提醒：XF-990124-2026-000009 {row.content.get('n', '')}",
		"lines": ["办结期限，应于2026-04-20前办结"],
	}


@pytest.fixture
def put(county, register):
	"""`put("k")` writes a message about the petition for its officer; keywords as `outbox.put` has them."""
	from xinfang_app.messages import outbox

	def writing(key, **values):
		row = {
			"text": "plain",
			"ref_doctype": "Petition",
			"ref_name": county.matter.name,
			"petition": county.matter.name,
			"organ": "QH-LQ",
			"audience": ["officer"],
			**values,
		}
		if row.get("action"):
			row["text"] = None
		return outbox.put(key=key, **row)

	return writing


@pytest.fixture
def run(db):
	"""`run("2026-03-04 10:00")` lets the job work at that moment; returns how many rows it dealt with."""
	from xinfang_app import when
	from xinfang_app.messages import sending

	def running(moment=NOW):
		with when.at(moment):
			return sending.run()

	return running


def row(key):
	"""The stored row of a key."""
	import frappe

	found = frappe.get_all("Outbox Message", filters={"key": key}, fields=["*"])
	return found[0] if found else None


def bell(user=None):
	"""The lines in the bell, of one user or as (user, subject)."""
	import frappe

	rows = frappe.get_all(
		"Notification Log",
		filters={"for_user": user} if user else {"for_user": ("like", "%example%")},
		fields=["for_user", "subject", "document_name"],
		order_by="creation asc",
	)
	return rows


@pytest.fixture
def stored():
	"""Readers of what is stored: `stored.row(key)`, `stored.bell(user)`."""
	return SimpleNamespace(row=row, bell=bell)


@pytest.fixture
def mail(monkeypatch):
	"""The site can send mail; what was queued."""
	from xinfang_app.messages.channels import email

	sent = []
	monkeypatch.setattr(email, "is_set_up", lambda: True)
	monkeypatch.setattr(email.frappe, "sendmail", lambda **values: sent.append(frappe_dict(values)))
	return sent


def frappe_dict(values):
	import frappe

	return frappe._dict(values)
