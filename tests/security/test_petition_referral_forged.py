"""Somebody tries to send, accept or turn away a petition past the services, or to learn of one he may not see.

The attackers: a department that has never had the matter, the department that has it and writes its own record instead
of taking the step, and a System Manager without a post.
"""

import pytest

API = "xinfang_app.petition.api_referral."
# Every step, with arguments that would be good for somebody who may.
STEPS = {
	"steps": {},
	"suggestions": {},
	"timeline": {},
	"refer": {"to_organ": "980121-MZ"},
	"join_organ": {"organ": "980121-MZ", "consent": "电话同意"},
	"raise_dispute": {"parties": [{"organ": "980121-RS"}, {"organ": "980121-MZ"}], "reason": "均不受理"},
	"agree": {
		"lead": "980121-RS",
		"parties": [{"organ": "980121-RS"}, {"organ": "980121-MZ"}],
		"consent": "同意",
	},
	"accept": {"pathway": "P6"},
	"not_accept": {"running": "nothing", "explanation": "同一事项"},
	"no_further": {"review_number": "1", "review_served_on": "2026-01-01", "new_facts": "No", "note": "相同"},
	"divert": {
		"pathway_code": "P4",
		"law": "行政复议法",
		"receiving_organ": "980121-ZF",
		"term_text": "六十日",
	},
	"judicial": {"law": "民事诉讼法", "explanation": "涉诉", "receiving_name": "法院"},
	"guide": {"law": "三定方案", "explanation": "请向有权机关提出", "receiving_name": "某局"},
	"reply": {"adoption": "Adopted", "study": "可行", "text": "采纳"},
}
ON_REFERRAL = {
	"referral_steps": {},
	"receive": {"proof": "/private/files/receipt.pdf"},
	"answer": {"text": "答复"},
	"object_to": {"reason": "不属于本单位职权范围,详见方案", "basis": "三定方案"},
	"withdraw_objection": {},
	"decide_objection": {"agreed": 1, "reason": "同意"},
	"offer_return": {"reason": "退回"},
	"confirm_return": {},
}
READING = ("steps", "suggestions", "timeline", "referral_steps")


@pytest.fixture
def sent(cases):
	"""A petition that the office sent to `dept`, with its referral, as rows."""
	petition = cases.petition(holder="dept", stage="Referred", lead_organ=cases.organ["dept"])
	referral = cases.add(
		"Petition Referral",
		petition=petition.name,
		petition_number=petition.number,
		kind="Transfer",
		role="Lead",
		stage="Received",
		from_organ=cases.organ["office"],
		to_organ=cases.organ["dept"],
		holder=cases.organ["dept"],
		scope_code=petition.scope_code,
		sent_on="2026-03-03 09:00:00",
		received_on="2026-03-03 09:00:00",
		snapshot="{}",
	)
	cases.done()
	return cases, petition, referral


def call(session, step, key, name, arguments):
	ask = session.get if step in READING else session.post
	where = {"params": {key: name}} if step in READING else {"json": {key: name, **arguments}}
	return ask(f"/api/method/{API}{step}", **where)


def said(answer):
	body = answer.json()
	return answer.status_code, body.get("exc_type"), body.get("_server_messages")


@pytest.mark.parametrize(
	"person", ["dept2_officer", "town2_officer", "other_officer", "system_manager", "clerk"]
)
def test_no_step_and_no_word_for_who_may_not_see_it(login, sent, person):
	_cases, petition, referral = sent
	session = login(person)
	for steps, key, name in ((STEPS, "petition", petition.name), (ON_REFERRAL, "referral", referral.name)):
		for step, arguments in steps.items():
			real = call(session, step, key, name, arguments)
			none = call(session, step, key, "0000000000", arguments)
			assert real.status_code == 403, (step, real.text[:300])
			# The same words for what is hidden and for what does not exist.
			assert said(real) == said(none), step


def test_a_step_is_never_taken_by_a_link(login, sent):
	_cases, petition, _referral = sent
	answer = login("dept_officer").get(f"/api/method/{API}accept", params={"petition": petition.name})
	assert answer.status_code == 403


@pytest.mark.parametrize(
	"person", ["dept_officer", "dept_leader", "county_officer", "system_manager", "petition_admin"]
)
def test_records_are_not_written_past_the_services(login, sent, person):
	import frappe

	cases, petition, referral = sent
	session = login(person)
	own = {
		"petition": petition.name,
		"organ": cases.organ["dept"],
		"from_organ": cases.organ["office"],
		"to_organ": cases.organ["dept"],
		"holder": cases.organ["dept"],
		"kind": "Transfer",
		"role": "Lead",
		"stage": "Accepted",
	}
	for doctype in ("Petition Referral", "Petition Notice", "Legal Route", "Acceptance Dispute"):
		made = session.post(
			f"/api/resource/{doctype}",
			json={**own, "kind": own["kind"] if doctype == "Petition Referral" else "W08"},
		)
		assert made.status_code in (403, 417), (doctype, made.text[:300])
	changed = session.put(
		f"/api/resource/Petition Referral/{referral.name}", json={"stage": "Answered", "answer": "已答复"}
	)
	assert changed.status_code in (403, 404, 417), changed.text[:300]
	removed = session.delete(f"/api/resource/Petition Referral/{referral.name}")
	assert removed.status_code in (403, 404, 417), removed.text[:300]
	frappe.db.rollback()
	assert frappe.db.get_value("Petition Referral", referral.name, "stage") == "Received"


def test_the_organ_that_has_it_cannot_write_itself_an_acceptance(login, sent):
	import frappe

	_cases, petition, _referral = sent
	session = login("dept_officer")
	session.put(
		f"/api/resource/Petition/{petition.name}",
		json={
			"accepted_on": "2026-03-04 09:00:00",
			"pathway": "P6",
			"stage": "Accepted",
			"lead_organ": "980121-MZ",
		},
	)
	session.call(
		"frappe.client.set_value",
		doctype="Petition",
		name=petition.name,
		fieldname="accepted_on",
		value="2026-03-04",
	)
	frappe.db.rollback()
	row = frappe.db.get_value(
		"Petition", petition.name, ["accepted_on", "pathway", "stage", "lead_organ"], as_dict=True
	)
	assert (row.accepted_on, row.pathway or None, row.stage) == (None, None, "Referred")
	assert row.lead_organ == "980121-RS"


def test_the_receiver_does_not_decide_and_the_sender_does_not_object(login, sent):
	_cases, _petition, referral = sent
	wrong = {
		"dept_officer": ("receive", "decide_objection"),
		"county_officer": ("object_to", "withdraw_objection"),
	}
	for person, steps in wrong.items():
		for step in steps:
			answer = call(login(person), step, "referral", referral.name, ON_REFERRAL[step])
			assert answer.status_code in (403, 417), (person, step, answer.text[:300])
