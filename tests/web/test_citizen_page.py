"""The citizen's page through the web server, without JavaScript: in, look, download, rate, withdraw, out."""

import re
import runpy
from pathlib import Path

import pytest

citizen = runpy.run_path(str(Path(__file__).parents[1] / "citizen_case.py"))["citizen"]


@pytest.fixture
def visit(client, citizen):
	"""`visit(case)` opens a visit and returns (session, page text); without redirects nothing is hidden."""

	def open_visit(case, code=None):
		session = client()
		answer = session.post(
			"/follow", data={"step": "open", "number": case.number, "code": code or case.code}
		)
		assert answer.status_code == 200
		return session, answer.text

	citizen.forget_tries()
	return open_visit


def token_of(text):
	return re.search(r'name="token" value="([0-9a-f]{64})"', text)[1]


def test_the_petitioner_sees_his_matter(visit, citizen):
	_session, text = visit(citizen.served)
	for wanted in (
		citizen.served.number,
		"柳桥镇人民政府",
		"收到您的信访事项",
		"转送柳桥镇人民政府",
		"书面告知受理",
		"出具信访处理意见书",
		"处理意见书送达您",
		"第三十五条",
		"信访事项处理意见书",
		"谁查看过您的身份信息",
		"您的评价",
	):
		assert wanted in text, wanted
	for hidden in ("林青禾", "13900000011", "马双井", "lq_head", "qinghe.example.com"):
		assert hidden not in text, hidden


def test_code_is_taken_as_people_write_it(visit, citizen):
	code = citizen.served.code.lower()
	_session, text = visit(citizen.served, f" {code[:4]}-{code[4:]} ")
	assert "现在到哪一步" in text


def test_headers_of_page_and_api(client, citizen):
	for answer in (
		client().get("/follow"),
		client().post("/api/method/xinfang_app.citizen.api.follow", data={}),
	):
		assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
		assert answer.headers["Cache-Control"] == "no-store"
		assert answer.headers["Referrer-Policy"] == "no-referrer"
		assert answer.headers["X-Frame-Options"] == "DENY"
	assert "Content-Security-Policy" not in client().get("/login").headers


def test_page_loads_nothing_from_elsewhere_and_no_inline_code(visit, citizen):
	_session, text = visit(citizen.served)
	assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)
	assert not re.search(r"<script(?![^>]*\ssrc=)", text)
	assert not re.search(r"\son\w+=", text) and " style=" not in text


def test_cookie_is_kept_from_scripts_and_other_sites(client, citizen):
	citizen.forget_tries()
	answer = client().post(
		"/follow",
		data={"step": "open", "number": citizen.served.number, "code": citizen.served.code},
		allow_redirects=False,
	)
	assert (answer.status_code, answer.headers["Location"]) == (303, "/follow")
	cookie = next(part for part in answer.raw.headers.getlist("Set-Cookie") if part.startswith("xf_follow="))
	assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
	assert citizen.served.code not in cookie


def test_leaving_ends_the_visit(visit, citizen):
	session, _text = visit(citizen.served)
	assert "已退出查询" in session.post("/follow", data={"step": "leave"}).text
	assert "查询办理情况" in session.get("/follow").text


def test_papers_come_as_pdf(visit, citizen):
	import frappe

	from xinfang_app.letters import pdf

	session, text = visit(citizen.served)
	letters = re.findall(r"/follow/paper/(\w+)", text)
	assert letters
	opinion = frappe.get_last_doc(
		"Official Letter", {"template": "W21", "petition": citizen.served.petition}
	).name
	assert opinion in letters
	pdf.make_in_background(opinion)
	frappe.db.commit()
	answer = session.get(f"/follow/paper/{opinion}")
	assert answer.status_code == 200
	assert answer.headers["Content-Type"] == "application/pdf"
	assert answer.content.startswith(b"%PDF")


def test_a_paper_not_made_yet_says_so(visit, citizen):
	session, text = visit(citizen.open)
	letter = re.findall(r"/follow/paper/(\w+)", text)[0]
	answer = session.get(f"/follow/paper/{letter}")
	assert answer.status_code in (200, 202)
	if answer.status_code == 202:
		assert "正在生成" in answer.text and 'http-equiv="refresh"' in answer.text


def test_rating_office_and_organ_apart_each_once(visit, citizen):
	import frappe

	session, text = visit(citizen.served)
	token = token_of(text)
	assert text.count('name="target"') == 2
	data = {
		"step": "rate",
		"token": token,
		"target": "Responsible organ",
		"value": "Not satisfied",
		"reason": "迟了",
	}
	answer = session.post("/follow", data=data)
	assert "您的评价已经收到" in answer.text and "您已评价“不满意”" in answer.text
	assert answer.text.count('name="target"') == 1
	answer = session.post("/follow", data={**data, "value": "Satisfied"})
	assert answer.status_code == 400 and "没有办成" in answer.text
	session.post("/follow", data={**data, "target": "Petition office", "value": "Satisfied"})
	frappe.db.rollback()
	given = frappe.get_all(
		"Satisfaction Rating",
		filters={"petition": citizen.served.petition},
		fields=["target", "value", "source", "entered_by"],
	)
	assert sorted((row.target, row.value) for row in given) == [
		("Petition office", "Satisfied"),
		("Responsible organ", "Not satisfied"),
	]
	assert {(row.source, row.entered_by) for row in given} == {("Citizen page", None)}


def test_an_informant_sees_two_dates(visit, citizen):
	_session, text = visit(citizen.sealed)
	assert "已收到" in text and "已依法移送" in text and citizen.sealed.number in text
	for hidden in ("集体资金", "周河湾", "虚报", "纪", "柳桥", "信访局", "谁查看过"):
		assert hidden not in text, hidden


def test_withdrawal_is_asked_twice_and_is_his_own(visit, citizen):
	import frappe

	session, text = visit(citizen.open)
	assert "我要撤回" in text
	asked = session.get("/follow?ask=withdraw").text
	assert "只由您自己决定" in asked
	token = token_of(asked)
	answer = session.post("/follow", data={"step": "withdraw", "token": token})
	assert "确认之前请您知道" in answer.text
	answer = session.post(
		"/follow", data={"step": "withdraw", "token": token, "sure": "1", "reason": "问题已解决"}
	)
	assert "您的撤回已经确认" in answer.text and "已撤回" in answer.text
	frappe.db.rollback()
	row = frappe.get_last_doc("Withdrawal Request", {"petition": citizen.open.petition})
	assert (row.status, row.confirm_way, row.way) == ("Withdrawal confirmed", "Citizen page", "Citizen page")
	assert frappe.db.get_value("Petition", citizen.open.petition, "stage") == "Withdrawn"


def test_api_serves_other_clients(client, citizen):
	citizen.forget_tries()
	session = client()
	answer = session.post(
		"/api/method/xinfang_app.citizen.api.follow",
		data={"number": citizen.served.number, "code": citizen.served.code},
	)
	found = answer.json()["message"]
	assert found["matter"]["number"] == citizen.served.number
	letter = found["matter"]["papers"][-1]["name"]
	answer = session.post(
		"/api/method/xinfang_app.citizen.api.download", data={"token": found["token"], "letter": letter}
	)
	assert answer.status_code in (200, 202)
