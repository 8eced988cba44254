"""Somebody with a code: does he reach what is another's, or act where he may not?"""

import re
import runpy
from pathlib import Path

import pytest

_case = runpy.run_path(str(Path(__file__).parents[1] / "citizen_case.py"))
citizen = _case["citizen"]


@pytest.fixture
def visit(client, citizen):
	def open_visit(case):
		citizen.forget_tries()
		session = client()
		answer = session.post("/follow", data={"step": "open", "number": case.number, "code": case.code})
		return session, answer.text

	return open_visit


def token_of(text):
	return re.search(r'name="token" value="([0-9a-f]{64})"', text)[1]


def letter(**filters):
	import frappe

	return frappe.get_last_doc("Official Letter", filters).name


def test_papers_of_others_do_not_exist_for_him(visit, citizen):
	import frappe

	from xinfang_app.letters import pdf

	frappe.set_user("Administrator")
	for name in frappe.get_all(
		"Official Letter", filters={"petition": citizen.served.petition}, pluck="name"
	):
		pdf.make_in_background(name)
	frappe.db.commit()
	session, _text = visit(citizen.open)
	for filters in (
		{"template": "W21", "petition": citizen.served.petition},
		{"template": "W08", "petition": citizen.served.petition},
		{"template": "W05", "petition": citizen.open.petition},
		{"template": "W05", "petition": citizen.served.petition},
	):
		answer = session.get(f"/follow/paper/{letter(**filters)}")
		assert answer.status_code == 404, filters
		assert b"%PDF" not in answer.content
	assert session.get("/follow/paper/nosuch").text == answer.text


def test_private_files_stay_shut(client, visit, citizen):
	import frappe

	url = frappe.db.get_value("Official Letter", {"pdf": ["is", "set"]}, "pdf")
	assert url
	session, _text = visit(citizen.served)
	assert session.get(url).status_code == 403
	assert client().get(url).status_code == 403


def test_an_opinion_is_not_his_before_it_is_served(citizen):
	import frappe

	from xinfang_app.citizen import papers

	piece = frappe.get_doc("Petition Submission", citizen.served.piece)
	opinion = letter(template="W21", petition=citizen.served.petition)
	assert papers.find(piece, opinion)
	frappe.db.set_value("Service Record", {"petition": citizen.served.petition}, "effective_on", None)
	try:
		assert not papers.find(piece, opinion)
		assert not any(paper.title == "信访事项处理意见书" for paper in papers.of(piece))
	finally:
		frappe.db.rollback()


def test_forged_and_old_visits_end_at_the_door(client, citizen):
	from datetime import timedelta

	from xinfang_app import when
	from xinfang_app.citizen import entry, session

	real = session.begin(entry.Visitor(entry.PIECE, citizen.served.piece))
	kind, name, began, until, mac = real.split(".")
	other = citizen.open.piece
	forged = [
		"",
		"a.b.c.d.e",
		f"{kind}.{other}.{began}.{until}.{mac}",
		f"{kind}.{name}.{began}.29991231235959.{mac}",
		f"sealed.{citizen.sealed.register}.{began}.{until}.{mac}",
		f"Petition.{name}.{began}.{until}.{mac}",
		f"{kind}.{name}.{began}.{until}.{'0' * 64}",
		f"{kind}.{name}.{began}.{until}.é",
		real + ".x",
	]
	for token in forged:
		assert session.read(token) is None, token
	with when.at(when.now() - timedelta(minutes=31)):
		old = session.begin(entry.Visitor(entry.PIECE, citizen.served.piece))
	assert session.read(real) and session.read(old) is None
	browser = client()
	browser.cookies.set("xf_follow", forged[2])
	assert "查询办理情况" in browser.get("/follow").text
	browser.cookies.set("xf_follow", real)
	assert "现在到哪一步" in browser.get("/follow").text


def test_a_visit_is_renewed_but_not_for_ever(citizen):
	from datetime import timedelta

	from xinfang_app import when
	from xinfang_app.citizen import entry, session

	begin = when.now()
	with when.at(begin):
		token = session.begin(entry.Visitor(entry.PIECE, citizen.served.piece))
	for minutes in range(20, 12 * 20, 20):
		with when.at(begin + timedelta(minutes=minutes)):
			assert session.read(token)
			token = session.renew(token)
	with when.at(begin + session.AT_MOST):
		assert session.read(token) is None


def test_a_new_code_ends_the_visits_of_the_old_one(citizen):
	import frappe

	from xinfang_app.citizen import entry, session

	token = session.begin(entry.Visitor(entry.PIECE, citizen.open.piece))
	assert session.read(token)
	frappe.db.set_value("Petition Submission", citizen.open.piece, "query_code_hash", "0" * 64)
	assert session.read(token) is None
	frappe.db.rollback()


def test_posts_without_the_visits_own_token_do_nothing(visit, citizen):
	import frappe

	session, _text = visit(citizen.served)
	_other, other_text = visit(citizen.open)
	for token in (None, "", "0" * 64, token_of(_other.get("/follow?ask=withdraw").text)):
		data = {"step": "rate", "target": "Responsible organ", "value": "Satisfied", "token": token}
		answer = session.post(
			"/follow", data={key: value for key, value in data.items() if value is not None}
		)
		assert "查询已超时" in answer.text
		session, _text = visit(citizen.served)
	frappe.db.rollback()
	assert not frappe.db.exists("Satisfaction Rating", {"petition": citizen.served.petition})


def test_rating_without_the_right(visit, client, citizen):
	import frappe

	session, text = visit(citizen.open)
	token = token_of(session.get("/follow?ask=withdraw").text)
	for target, value in (
		("Responsible organ", "Satisfied"),
		("Petition office", "Satisfied"),
		("<b>", "x"),
		("", ""),
	):
		answer = session.post(
			"/follow", data={"step": "rate", "token": token, "target": target, "value": value}
		)
		assert answer.status_code == 400, (target, value)
	session, text = visit(citizen.served)
	answer = session.post(
		"/follow",
		data={"step": "rate", "token": token_of(text), "target": "Responsible organ", "value": "Excellent"},
	)
	assert answer.status_code == 400
	for method in ("rate", "confirm_withdrawal", "download"):
		answer = client().post(
			f"/api/method/xinfang_app.citizen.api.{method}",
			data={"token": "0" * 64, "target": "Responsible organ", "value": "Satisfied", "letter": "x"},
		)
		assert answer.status_code == 403, method
	frappe.db.rollback()
	assert not frappe.db.count("Satisfaction Rating")


def test_an_informant_can_do_nothing_more(visit, citizen):
	session, _text = visit(citizen.sealed)
	from xinfang_app.citizen import session as visits

	token = visits.form_token(session.cookies["xf_follow"])
	for data in (
		{"step": "rate", "target": "Petition office", "value": "Satisfied"},
		{"step": "withdraw", "sure": "1"},
	):
		answer = session.post("/follow", data={**data, "token": token})
		assert answer.status_code == 400 and "集体资金" not in answer.text
	assert session.get("/follow/paper/nosuch").status_code == 404
	assert session.get("/follow?ask=withdraw").text.count("已收到") == 1


def test_no_official_withdraws_in_the_petitioners_name(client, citizen):
	"""The organ enters a request; it stays without effect, and the organ's own browser cannot confirm it."""
	import frappe

	from xinfang_app.petition.ending import withdrawal

	road = citizen.road
	petition = frappe.get_doc("Petition", citizen.open.petition)
	entry = road.by(
		"lq", frappe.utils.now_datetime(), withdrawal.request, petition, way="By phone", reason="来电撤回"
	)
	frappe.db.set_value("User", citizen.county.lq, "language", "zh")
	frappe.utils.password.update_password(citizen.county.lq, "Qinghe-2026-xf!")
	frappe.db.commit()
	assert frappe.db.get_value("Petition", petition.name, "stage") != "Withdrawn"

	official = client(citizen.county.lq, "Qinghe-2026-xf!")
	citizen.forget_tries()
	csrf = official.headers["X-Frappe-CSRF-Token"]
	official.post(
		"/follow",
		data={"step": "open", "number": citizen.open.number, "code": citizen.open.code, "csrf_token": csrf},
	)
	page = official.get("/follow?ask=withdraw").text
	answer = official.post(
		"/follow", data={"step": "withdraw", "token": token_of(page), "sure": "1", "csrf_token": csrf}
	)
	assert answer.status_code == 400 and "请先退出登录" in answer.text
	frappe.db.rollback()
	assert frappe.db.get_value("Withdrawal Request", entry.name, "status") == "To be confirmed"

	citizen.forget_tries()
	own = client()
	shown = own.post(
		"/follow", data={"step": "open", "number": citizen.open.number, "code": citizen.open.code}
	).text
	assert "有人登记了您要撤回" in shown and "请不要确认" in shown


def test_hostile_texts_are_shown_as_text(visit, citizen):
	_session, text = visit(citizen.open)
	assert "<script>alert" not in text and "<img" not in text
	assert "&lt;script&gt;alert" in text


def test_notes_are_chosen_not_written_by_the_address(client):
	text = client().get("/follow?note=<script>alert(1)</script>").text
	assert "alert(1)" not in text
	assert "已退出" not in client().get("/follow?note=nosuch").text


def test_guests_reach_no_record_by_rest(client, citizen):
	for doctype in (
		"Petition",
		"Petition Submission",
		"Official Letter",
		"Sealed Follow Code",
		"Letter Template",
	):
		answer = client().get(f"/api/resource/{doctype}")
		assert answer.status_code in (401, 403), doctype
	for method in (
		"letters.api.show",
		"letters.api.download",
		"letters.api.preview",
		"citizen.api.new_sealed_code",
	):
		answer = client().post(f"/api/method/xinfang_app.{method}", data={"letter": "x", "register": "x"})
		assert answer.status_code in (401, 403), method
