"""Somebody reads a case not in its form but in what Frappe keeps beside it: comments, versions, files, mails, logs.

The attacker's department had the matter once; he wrote the comment, sent the mail, uploaded the file and got the task
and the notice then. Now another department has it. System Manager is tried as well: the role opens no case.
"""

import json

import pytest

ATTACKER, INSIDER = "dept_officer", "dept2_officer"
# Records of Frappe's → (attribute of the secret, fields to ask for).
LISTS = {
	"Comment": ("comment", ["name", "content"]),
	"Version": ("version", ["name", "data"]),
	"Communication": ("communication", ["name", "subject", "content"]),
	"Notification Log": ("log", ["name", "subject"]),
	"ToDo": ("todo", ["name", "description"]),
	"Deleted Document": ("deleted", ["name", "data"]),
	"File": ("file", ["name", "file_name", "file_url"]),
}


@pytest.mark.parametrize("person", [ATTACKER, "system_manager", "petition_admin", "clerk"])
@pytest.mark.parametrize("doctype", LISTS)
def test_lists_and_forms_beside_a_case(login, secret, doctype, person):
	attribute, fields = LISTS[doctype]
	session = login(person)
	listed = session.get(
		f"/api/resource/{doctype}", params={"fields": json.dumps(fields), "limit_page_length": 500}
	)
	assert not secret.is_in(listed)
	assert not secret.is_in(session.get(f"/api/resource/{doctype}/{getattr(secret, attribute).name}"))
	shown = session.call(
		"frappe.desk.reportview.get",
		doctype=doctype,
		fields=json.dumps(fields),
		filters="[]",
		page_length=500,
	)
	assert not secret.is_in(shown)
	counted = session.call(
		"frappe.client.get_count", doctype=doctype, filters=[[fields[-1], "like", f"%{secret.word}%"]]
	)
	assert counted.status_code == 403 or counted.json()["message"] == 0


@pytest.mark.parametrize("doctype", ["Version", "Comment", "Deleted Document"])
def test_administrator_does_see_them_so_the_lists_are_not_empty(login, secret, doctype):
	attribute, fields = LISTS[doctype]
	listed = login("Administrator").get(
		f"/api/resource/{doctype}", params={"fields": json.dumps(fields), "limit_page_length": 0}
	)
	assert secret.is_in(listed)


def test_the_holder_sees_the_files_of_his_case(login, secret):
	listed = login(INSIDER).get(
		"/api/resource/File", params={"fields": '["file_name"]', "limit_page_length": 500}
	)
	assert secret.is_in(listed)


@pytest.mark.parametrize("person", [ATTACKER, "system_manager", "clerk", "town_leader", "village"])
def test_the_address_of_a_file_is_no_key(login, secret, person):
	"""Frappe lets the uploader read his file for ever."""
	session = login(person)
	for ask in (
		lambda: session.get(f"/private/files/{secret.word}.txt"),
		lambda: session.get(
			"/api/method/frappe.utils.file_manager.download_file", params={"file_url": secret.file.file_url}
		),
		lambda: session.get("/api/method/download_file", params={"file_url": secret.file.file_url}),
		lambda: session.get(
			"/api/method/frappe.core.doctype.file.file.download_file",
			params={"file_url": secret.file.file_url},
		),
		lambda: session.call("frappe.core.api.file.zip_files", files=json.dumps([secret.file.name])),
		lambda: session.call("frappe.core.api.file.get_files_by_search_text", text=secret.word),
		lambda: session.call(
			"frappe.core.api.file.get_files_in_folder", folder="Home/Attachments", page_length=500
		),
		lambda: session.call(
			"frappe.core.api.file.get_attached_images", doctype="Petition", names=json.dumps([secret.name])
		),
	):
		answer = ask()
		assert f"内容{secret.word}" not in answer.content.decode("utf-8", "replace")
		assert not secret.is_in(answer) or answer.status_code >= 400


def test_the_holder_downloads_it(login, secret):
	answer = login(INSIDER).get(f"/private/files/{secret.word}.txt")
	assert answer.status_code == 200 and f"内容{secret.word}" in answer.content.decode()


def test_a_file_is_not_reached_by_pointing_a_row_at_it(login, secret, cases):
	"""A row of one's own with the address of somebody else's file would make it one's own."""
	session = login(ATTACKER)
	own = cases.petition("dept", "village")
	cases.done()
	for values in (
		{"file_url": secret.file.file_url, "is_private": 1},
		{"file_url": secret.file.file_url, "is_private": 0},
		{"file_url": secret.file.file_url, "attached_to_doctype": "Petition", "attached_to_name": own.name},
	):
		answer = session.post("/api/resource/File", json=values)
		assert answer.status_code == 403, answer.text[:300]
	answer = session.post(
		"/api/method/upload_file", data={"file_url": secret.file.file_url, "is_private": 1, "folder": "Home"}
	)
	assert answer.status_code == 403
	assert session.get(f"/private/files/{secret.word}.txt").status_code == 403


def test_own_file_is_not_pointed_at_another(login, secret, cases):
	session = login(ATTACKER)
	uploaded = session.post(
		"/api/method/upload_file", files={"file": ("a.txt", b"mine")}, data={"is_private": 1}
	).json()
	name = uploaded["message"]["name"]
	answer = session.put(f"/api/resource/File/{name}", json={"file_url": secret.file.file_url})
	assert answer.status_code == 403, answer.text[:300]
	answer = session.put(
		f"/api/resource/File/{name}",
		json={"attached_to_doctype": "Petition", "attached_to_name": secret.name},
	)
	assert answer.status_code == 403


def upload(session, case, name="张某某举报李某某.pdf", content=b"%PDF-1.4 same bytes", **data):
	answer = session.post(
		"/api/method/upload_file",
		files={"file": (name, content)},
		data={"doctype": "Petition", "docname": case.name, **data},
	)
	assert answer.status_code == 200, answer.text[:300]
	return answer.json()["message"]


def test_files_of_a_case_are_private_and_under_a_neutral_address(login, cases, county):
	case = cases.petition("dept", "village")
	cases.done()
	file = upload(login(ATTACKER), case, is_private=0)
	assert file["is_private"] == 1 and file["file_url"].startswith("/private/files/")
	assert "张" not in file["file_url"] and "pdf" in file["file_url"]
	assert file["file_name"] == "张某某举报李某某.pdf"
	answer = login(ATTACKER).put(f"/api/resource/File/{file['name']}", json={"is_private": 0})
	assert answer.status_code == 403


def test_the_same_scan_on_two_cases_is_two_files(login, cases, county):
	"""Frappe would let both share one address, and the one who may read one case could read it there."""
	first, second = cases.petition("dept", "village"), cases.petition("dept2", "village3")
	cases.done()
	one = upload(login(ATTACKER), first)
	two = upload(login(INSIDER), second)
	loose = (
		login("clerk")
		.post(
			"/api/method/upload_file",
			files={"file": ("x.pdf", b"%PDF-1.4 same bytes")},
			data={"is_private": 1},
		)
		.json()["message"]
	)
	assert len({one["file_url"], two["file_url"], loose["file_url"]}) == 3
	assert login(INSIDER).get(one["file_url"]).status_code == 403
	assert login("clerk").get(one["file_url"]).status_code == 403
	assert login(ATTACKER).get(one["file_url"]).status_code == 200
	# Taking one away leaves the other's bytes.
	assert login(ATTACKER).delete(f"/api/resource/File/{one['name']}").status_code == 202
	assert login(INSIDER).get(two["file_url"]).status_code == 200


def test_the_uploader_loses_the_file_with_the_case(login, cases, county):
	case = cases.petition("dept", "village")
	cases.done()
	file = upload(login(ATTACKER), case)
	assert login(ATTACKER).get(file["file_url"]).status_code == 200
	cases.hand_over(case, county.organ["dept2"], reason="退回另转")
	cases.done()
	assert login(ATTACKER).get(file["file_url"]).status_code == 403
	assert login(ATTACKER).get(f"/api/resource/File/{file['name']}").status_code == 403
	assert login(INSIDER).get(file["file_url"]).status_code == 200


def test_nobody_attaches_to_a_case_he_does_not_handle(login, secret):
	for person in (ATTACKER, "county_officer", "town_leader", "system_manager"):
		answer = login(person).post(
			"/api/method/upload_file",
			files={"file": ("x.txt", b"x")},
			data={"doctype": "Petition", "docname": secret.name, "is_private": 1},
		)
		assert answer.status_code == 403, person
