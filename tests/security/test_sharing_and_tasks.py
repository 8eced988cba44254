"""Somebody lets a stranger in: by a share, a key for guests, an assignment, a mention, a follow, a tag, a mail."""

import json

import frappe
import pytest

INSIDER, STRANGER = "dept2_officer", "dept_officer"


@pytest.fixture
def case(cases, county):
	made = cases.petition("dept2", "village3", title="标题在这里")
	cases.done()
	return made


def reads(session, case):
	return session.get(f"/api/resource/Petition/{case.name}").status_code == 200


@pytest.mark.parametrize("person", [INSIDER, "county_leader", "system_manager", "Administrator"])
def test_no_share(login, county, case, person):
	session = login(person)
	for answer in (
		session.call(
			"frappe.share.add", doctype="Petition", name=case.name, user=county.user(STRANGER), read=1
		),
		session.call("frappe.share.add", doctype="Petition", name=case.name, everyone=1, read=1),
		session.call(
			"frappe.share.set_permission",
			doctype="Petition",
			name=case.name,
			user=county.user(STRANGER),
			permission_to="read",
		),
		session.post(
			"/api/resource/DocShare",
			json={
				"share_doctype": "Petition",
				"share_name": case.name,
				"user": county.user(STRANGER),
				"read": 1,
			},
		),
	):
		assert answer.status_code >= 400, answer.text[:200]
	assert not reads(login(STRANGER), case)


def test_a_share_made_before_the_app_came_opens_nothing_in_the_form(login, county, case, cases):
	"""A share beats has_permission in Frappe; none can be made, and turning sharing on again makes none either."""
	assert frappe.get_system_settings("disable_document_sharing")
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			doctype="DocShare",
			share_doctype="Petition",
			share_name=case.name,
			user=county.user(STRANGER),
			read=1,
		).insert(ignore_permissions=True)


def test_no_key_for_guests(login, case, db):
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc("Petition", case.name).get_document_share_key()
	answer = login("clerk").get("/printview", params={"doctype": "Petition", "name": case.name, "key": "x"})
	assert case.title not in answer.text


@pytest.mark.parametrize("person", [INSIDER, "county_leader", "system_manager", "Administrator"])
def test_no_assignment_to_a_stranger(login, county, case, person):
	session = login(person)
	answer = session.call(
		"frappe.desk.form.assign_to.add",
		doctype="Petition",
		name=case.name,
		assign_to=json.dumps([county.user(STRANGER)]),
		description="请处理",
	)
	assert answer.status_code >= 400
	answer = session.post(
		"/api/resource/ToDo",
		json={
			"reference_type": "Petition",
			"reference_name": case.name,
			"allocated_to": county.user(STRANGER),
			"description": "请处理",
		},
	)
	assert answer.status_code >= 400
	assert not reads(login(STRANGER), case)
	assert not frappe.db.exists("DocShare", {"share_name": case.name})


def test_an_assignment_within_the_organ_works(login, county, case, cases):
	answer = login(INSIDER).call(
		"frappe.desk.form.assign_to.add",
		doctype="Petition",
		name=case.name,
		assign_to=json.dumps([county.user("county_officer")]),
		description="请阅",
	)
	assert answer.status_code == 200, answer.text[:300]


def test_no_assignment_rule_lets_a_stranger_in(county, case, db):
	"""The rule runs as the system, after any save."""
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			doctype="ToDo",
			reference_type="Petition",
			reference_name=case.name,
			allocated_to=county.user(STRANGER),
			description="x",
		).insert(ignore_permissions=True)


def mention(user):
	return f'<div class="ql-editor"><span class="mention" data-id="{user}" data-value="x">@x</span> 秘密内容</div>'


def test_no_mention_of_a_stranger(login, county, case):
	session = login(INSIDER)
	arguments = {
		"reference_doctype": "Petition",
		"reference_name": case.name,
		"comment_email": county.user(INSIDER),
		"comment_by": "x",
	}
	answer = session.call(
		"frappe.desk.form.utils.add_comment", content=mention(county.user(STRANGER)), **arguments
	)
	assert answer.status_code == 403
	told = frappe.get_all("Notification Log", filters={"document_name": case.name}, pluck="for_user")
	assert county.user(STRANGER) not in told
	# A plain comment, then the mention smuggled in by an edit.
	name = session.call("frappe.desk.form.utils.add_comment", content="<p>x</p>", **arguments).json()[
		"message"
	]["name"]
	answer = session.call(
		"frappe.desk.form.utils.update_comment", name=name, content=mention(county.user(STRANGER))
	)
	assert answer.status_code == 403


def test_no_comment_from_outside(login, county, case):
	answer = login(STRANGER).call(
		"frappe.desk.form.utils.add_comment",
		reference_doctype="Petition",
		reference_name=case.name,
		content="x",
		comment_email=county.user(STRANGER),
		comment_by="x",
	)
	assert answer.status_code == 403
	answer = login("system_manager").post(
		"/api/resource/Comment",
		json={
			"comment_type": "Comment",
			"reference_doctype": "Petition",
			"reference_name": case.name,
			"content": "x",
		},
	)
	assert answer.status_code == 403


def test_no_following_by_mail(login, county, case):
	for person in (INSIDER, STRANGER):
		answer = login(person).call(
			"frappe.desk.form.document_follow.follow_document",
			doctype="Petition",
			doc_name=case.name,
			user=county.user(STRANGER),
		)
		assert answer.status_code == 403
		answer = login(person).post(
			"/api/resource/Document Follow",
			json={"ref_doctype": "Petition", "ref_docname": case.name, "user": county.user(person)},
		)
		assert answer.status_code >= 400
	assert not frappe.db.exists("Document Follow", {"ref_docname": case.name})


def test_no_mail_of_a_case_from_outside(login, county, case):
	for person in (STRANGER, "system_manager"):
		answer = login(person).call(
			"frappe.core.doctype.communication.email.make",
			doctype="Petition",
			name=case.name,
			content="x",
			subject="x",
			recipients="somewhere@example.org",
			print_format="Standard",
			send_email=0,
		)
		assert answer.status_code == 403, answer.text[:200]


@pytest.mark.parametrize("word", ["重点人员", "缠 访", "稳控对象", "black list"])
def test_no_tag_labels_a_petitioner(login, case, word):
	answer = login(INSIDER).call("frappe.desk.doctype.tag.tag.add_tag", tag=word, dt="Petition", dn=case.name)
	assert answer.status_code >= 400
	assert not frappe.db.exists("Tag Link", {"document_name": case.name})


def test_the_row_of_a_stranger_is_not_liked_or_opened_to_learn_of_it(login, case):
	session = login(STRANGER)
	assert (
		session.call(
			"frappe.desk.like.toggle_like", doctype="Petition", name=case.name, add="Yes"
		).status_code
		>= 400
	)
	assert session.call("frappe.client.has_permission", doctype="Petition", docname=case.name).json()[
		"message"
	] == {"has_permission": False}
