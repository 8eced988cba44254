"""Somebody tries the paper desk over HTTP: other organs' queues, scans and papers, codes of others, forms and lists."""

import pytest


@pytest.fixture(scope="module")
def cases(county):
	"""A paper of the department in its queue, and a scan in its tray; committed for the web server."""
	import frappe

	petition = county.petition(holder="dept")
	letter = county.add(
		"Official Letter",
		template="W08",
		title="信访事项受理告知书",
		organ=county.organ["dept"],
		issued_on="2026-03-12 09:00:00",
		ref_doctype="Petition",
		ref_name=petition.name,
		petition=petition.name,
		holder=county.organ["dept"],
		scope_code=county.place["village"],
		html="<html><head></head><body>甲</body></html>",
		barcode="ABCDEFGHJKMN" + "1",
		stage="Issued",
	)
	row = county.add("Letter Print", letter=letter.name, organ=county.organ["dept"], status="Waiting")
	scan = county.add("Returned Scan", organ=county.organ["dept"], status="In the tray", pages=1)
	frappe.db.commit()
	yield {"letter": letter.name, "row": row.name, "scan": scan.name}
	for doctype in ("Returned Scan", "Letter Print"):
		frappe.db.delete(doctype, {"organ": county.organ["dept"]})
	frappe.db.commit()


CALLS = [
	("take", lambda c: {"names": [c["row"]]}),
	("taken_pdf", lambda c: {"names": [c["row"]]}),
	("printed", lambda c: {"names": [c["row"]]}),
	("put_back", lambda c: {"names": [c["row"]]}),
	("take_off", lambda c: {"names": [c["row"]]}),
	("enqueue", lambda c: {"letter": c["letter"]}),
	("confirm_scan", lambda c: {"scan_name": c["scan"]}),
	("scan_code", lambda c: {"scan_name": c["scan"], "code": "x"}),
	("set_scan_aside", lambda c: {"scan_name": c["scan"], "note": "试试"}),
]


@pytest.mark.parametrize("who", ["dept2_officer", "other_officer", "village", "petition_admin"])
def test_nobody_works_at_another_organs_desk(county, cases, as_user, who):
	import frappe

	from xinfang_app.letters import api_desk

	with as_user(county.user(who)):
		state = api_desk.state()
		assert state["waiting"] == state["scans"] == []
		for method, arguments in CALLS:
			with pytest.raises(frappe.PermissionError):
				getattr(api_desk, method)(**arguments(cases))
		with pytest.raises(frappe.PermissionError):
			api_desk.scan_page(cases["scan"])
	assert frappe.db.get_value("Letter Print", cases["row"], "status") == "Waiting"
	assert frappe.db.get_value("Returned Scan", cases["scan"], "status") == "In the tray"


@pytest.mark.parametrize("doctype", ["Letter Print", "Returned Scan"])
def test_queue_and_tray_are_no_lists(county, cases, as_user, doctype):
	import frappe

	for who in ("dept_officer", "dept2_officer", "county_officer", "system_manager"):
		with as_user(county.user(who)):
			assert not frappe.has_permission(doctype, "read")
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(doctype)


def test_a_code_of_another_county_is_nobodys(county, cases, as_user):
	"""Whether the paper exists elsewhere or not, the answer is the same."""
	from xinfang_app.letters.scans import filing

	with as_user(county.user("other_officer")):
		assert filing._letter("ABCDEFGHJKMN1") is None
	with as_user(county.user("dept_officer")):
		assert filing._letter("ABCDEFGHJKMN1").name == cases["letter"]


def test_guests_get_nothing(county, cases, client):
	for method in ("state", "printed_lately", "search_phrases"):
		assert client().get(f"/api/method/xinfang_app.letters.api_desk.{method}").status_code in (401, 403)
	answer = client().post(
		"/api/method/xinfang_app.letters.api_desk.scan", data={"organ": county.organ["dept"]}
	)
	assert answer.status_code in (400, 401, 403)
