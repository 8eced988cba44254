"""Registration over HTTP, as the desk and other systems call it, and what REST may not do."""

import json
from pathlib import Path

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")

PASSWORD = "Qinghe-990124"
API = "/api/method/xinfang_app.petition.api_register."
PHONE = "13900007731"


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed: the web server has connections of its own."""
	return _COUNTY.build_for_logins(PASSWORD)


def register(session, **data):
	answer = session.post(API + "register", data={"data": json.dumps(data)})
	assert answer.status_code == 200, answer.text
	return answer.json()["message"]


def test_a_piece_is_registered_and_told_once(county, client):
	session = client(county.xfj, PASSWORD)
	told = register(
		session,
		title="村道损坏",
		content="要求修复。",
		organ=county.XFJ,
		entry_name="某甲",
		entry_phone=PHONE,
	)
	assert told["number"].startswith("XF-990124-") and len(told["query_code"]) == 8
	seen = session.get(f"/api/resource/Petition Submission/{told['name']}")
	assert seen.status_code == 200
	assert PHONE not in seen.text and told["query_code"] not in seen.text
	assert seen.json()["data"]["petition_number"] == told["number"]
	form = session.get(
		"/api/method/frappe.desk.form.load.getdoc", params={"doctype": "Petition", "name": told["petition"]}
	).json()
	writer = form["docs"][0]["owner"]
	assert form["docinfo"]["user_info"][writer]["fullname"] not in ("", writer)


def test_rest_cannot_forge_what_belongs_to_the_services(county, client):
	session = client(county.xfj, PASSWORD)
	forged = {
		"title": "伪造",
		"status": "Registered",
		"number": "XF-990124-2026-999999",
		"received_on": "2020-01-01 00:00:00",
		"holder": county.LQ,
		"flags": {"ignore_permissions": 1},
	}
	for field, allowed in (("status", "Draft"), ("holder", None)):
		assert session.post("/api/resource/Petition Submission", json=forged).status_code == 403
		forged[field] = allowed
	made = session.post("/api/resource/Petition Submission", json=forged)
	assert made.status_code == 200, made.text
	row = made.json()["data"]
	assert row["status"] == "Draft" and not row.get("number") and not row.get("holder")
	assert not row["received_on"].startswith("2020")
	again = session.put(
		f"/api/resource/Petition Submission/{row['name']}", json={"received_on": None, "is_part": 1}
	)
	assert again.json()["data"]["received_on"] and not again.json()["data"]["is_part"]


def test_rest_neither_makes_nor_deletes_nor_rewrites(county, client):
	session = client(county.xfj, PASSWORD)
	told = register(session, title="原样", content="原文", organ=county.XFJ)
	assert session.post("/api/resource/Petition", json={"title": "无件之事"}).status_code in (403, 417)
	piece = f"/api/resource/Petition Submission/{told['name']}"
	assert session.put(piece, json={"content": "改写"}).status_code in (403, 417)
	for path in (piece, f"/api/resource/Petition/{told['petition']}"):
		assert session.delete(path).status_code in (403, 417)
	assert session.get(piece).json()["data"]["content"] == "原文"
	moved = session.put(
		f"/api/resource/Petition/{told['petition']}", json={"holder": county.LQ, "concluded": 1}
	)
	assert moved.status_code == 200 and moved.json()["data"]["holder"] == county.XFJ
	assert not moved.json()["data"]["concluded"]


def test_the_query_code_comes_by_no_list_or_field(county, client):
	session = client(county.xfj, PASSWORD)
	register(session, title="查询码", organ=county.XFJ)
	for field in ("query_code_hash", "query_code_enc"):
		answer = session.get(
			"/api/resource/Petition Submission",
			params={"fields": json.dumps(["name", field]), "limit_page_length": 5},
		)
		rows = answer.json().get("data", []) if answer.status_code == 200 else []
		assert not any(row.get(field) for row in rows)


def test_an_accusation_answers_with_number_and_code_only(county, client):
	session = client(county.xfj, PASSWORD)
	told = register(session, title="举报", content="某事", purpose="4", organ=county.XFJ)
	assert told["sealed"] and told["query_code"] and "petition" not in told
	found = session.get(
		"/api/resource/Petition Submission", params={"filters": json.dumps([["title", "=", "举报"]])}
	)
	assert found.json()["data"] == []


def test_what_goes_wrong_is_logged_without_the_form(county, client, site):
	import frappe
	from frappe.deferred_insert import save_to_db

	session = client(county.xfj, PASSWORD)
	broken = '{"entry_name": "某乙", "entry_phone": "13900006612"'
	answer = session.post(
		"/api/method/frappe.desk.form.save.savedocs", data={"doc": broken, "action": "Save"}
	)
	assert answer.status_code >= 400
	save_to_db()
	frappe.db.commit()
	assert not frappe.get_all("Error Log", filters={"error": ("like", "%13900006612%")})
	logs = Path(frappe.get_site_path("logs")), Path(frappe.get_site_path("..", "..", "logs"))
	for folder in logs:
		for path in folder.glob("frappe*.log"):
			assert b"13900006612" not in path.read_bytes()


def test_guests_and_other_organs_register_nothing(county, client):
	assert client().post(API + "register", data={"data": "{}"}).status_code == 403
	other = client(county.lq, PASSWORD).post(
		API + "register", data={"data": json.dumps({"organ": county.XFJ})}
	)
	assert other.status_code == 403


def test_an_identity_opens_for_the_holder_and_is_logged(county, client, site):
	import frappe

	session = client(county.xfj, PASSWORD)
	told = register(session, title="查看", organ=county.XFJ, entry_name="某丙", entry_phone="13900005501")
	people = session.get(
		API + "people", params={"ref_doctype": "Petition", "ref_name": told["petition"]}
	).json()["message"]
	assert len(people) == 1 and "某丙" not in people[0]["masked_name"]
	asked = {"ref_doctype": "Petition", "ref_name": told["petition"], "petitioner": people[0]["petitioner"]}
	assert session.post(API + "open_identity", data=asked).json()["message"]["phone"] == "13900005501"
	other = client(county.sw, PASSWORD)
	assert other.post(API + "open_identity", data=asked).status_code == 403
	frappe.db.rollback()
	assert (
		frappe.db.count("Identity Access Log", {"petitioner": people[0]["petitioner"], "user": county.xfj})
		>= 1
	)
