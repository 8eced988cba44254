"""Somebody without the code: does he learn that a number exists, or get in?"""

import runpy
from pathlib import Path

import pytest

citizen = runpy.run_path(str(Path(__file__).parents[1] / "citizen_case.py"))["citizen"]
API = "/api/method/xinfang_app.citizen.api.follow"


@pytest.fixture(autouse=True)
def fresh(citizen):
	citizen.forget_tries()
	yield
	citizen.forget_tries()


def try_page(client, number, code):
	return client().post("/follow", data={"step": "open", "number": number, "code": code})


def test_wrong_number_and_wrong_code_answer_alike(client, citizen):
	answers = [
		try_page(client, "XF-990124-2026-999999", citizen.served.code),
		try_page(client, citizen.served.number, "AAAAAAAA"),
		try_page(client, citizen.sealed.number, "AAAAAAAA"),
		try_page(client, "", ""),
		try_page(client, "' or 1=1 -- ", "' or 1=1 -- "),
		try_page(client, citizen.served.number, ""),
	]
	assert len({answer.text for answer in answers}) == 1
	assert len({answer.status_code for answer in answers}) == 1
	assert len({answer.url for answer in answers}) == 1
	assert not any("xf_follow" in answer.cookies for answer in answers)


def test_the_api_answers_alike_too(client, citizen):
	bodies = []
	for number, code in (("XF-990124-2026-999999", "AAAAAAAA"), (citizen.served.number, "AAAAAAAA")):
		answer = client().post(API, data={"number": number, "code": code})
		assert answer.status_code == 403
		bodies.append(answer.json()["_server_messages"])
	assert bodies[0] == bodies[1]


def test_a_refusal_takes_its_time_whatever_was_wrong(citizen, monkeypatch):
	"""Not measured but counted: every refusal waits out the same span, and asks the same questions before."""
	from xinfang_app.citizen import entry, sealed_code
	from xinfang_app.petition.registering import query_code

	asked, slept = [], []
	monkeypatch.setattr(entry.time, "sleep", slept.append)
	for module in (query_code, sealed_code):
		real = module.matches
		monkeypatch.setattr(
			module,
			"matches",
			lambda *args, real=real, name=module.__name__: asked.append(name) or real(*args),
		)
	for number, code in (
		("XF-990124-2026-999999", citizen.served.code),
		(citizen.served.number, "AAAAAAAA"),
		(citizen.sealed.number, "AAAAAAAA"),
	):
		asked.clear()
		assert entry.visitor(number, code) is None
		assert len(asked) == 2
	assert len(slept) == 3 and all(0 < span <= entry.REFUSAL_TAKES for span in slept)
	assert entry.visitor(citizen.served.number, citizen.served.code)
	assert len(slept) == 3


def test_many_failures_shut_the_number_without_telling(client, citizen):
	from xinfang_app.citizen import limits

	first = try_page(client, citizen.served.number, "AAAAAAAA").text
	for _turn in range(limits.FAILURES - 1):
		assert try_page(client, citizen.served.number, "AAAAAAAA").text == first
	assert try_page(client, citizen.served.number, citizen.served.code).text == first, (
		"the right code, too late"
	)
	assert "现在到哪一步" in try_page(client, citizen.open.number, citizen.open.code).text, (
		"another number is open"
	)
	citizen.forget_tries()
	assert "现在到哪一步" in try_page(client, citizen.served.number, citizen.served.code).text


def test_an_address_that_asks_too_much_is_told_to_wait(client, citizen, monkeypatch):
	from xinfang_app.citizen import limits

	answers = []
	import frappe

	# As the server's worker counts: the key of this machine's address.
	frappe.local.request_ip = "127.0.0.1"
	frappe.cache.set(limits._key("visit", ""), limits.VISITS)
	answers.append(try_page(client, citizen.served.number, citizen.served.code))
	assert answers[0].status_code == 429
	assert "过于频繁" in answers[0].text and "现在到哪一步" not in answers[0].text


def test_codes_lie_in_the_database_as_hashes_only(citizen):
	import frappe

	row = frappe.db.get_value(
		"Petition Submission", citizen.served.piece, ["query_code_hash", "query_code_enc"], as_dict=True
	)
	sealed = frappe.db.get_value("Sealed Follow Code", citizen.sealed.register, "code_hash")
	for stored in (row.query_code_hash, row.query_code_enc, sealed):
		assert stored and citizen.served.code not in stored and citizen.sealed.code not in stored
	import hashlib

	assert row.query_code_hash != hashlib.sha256(citizen.served.code.encode()).hexdigest()


def test_the_code_of_one_matter_opens_no_other(client, citizen):
	for number, code in (
		(citizen.served.number, citizen.open.code),
		(citizen.open.number, citizen.sealed.code),
		(citizen.sealed.number, citizen.served.code),
	):
		assert "现在到哪一步" not in try_page(client, number, code).text
