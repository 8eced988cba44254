"""Particulars of service: the mail number, leaving with witnesses, the letter that comes back."""

from datetime import date

import pytest

from xinfang_app.petition.answering import opinion
from xinfang_app.petition.handling_errors import ServiceNotPossible, SomethingMissing
from xinfang_app.petition.serving import recipients, service

PROOF = "/private/files/proof.pdf"


def serve(road, moment, **terms):
	paper = opinion.current(road.name)
	who = recipients.required(road.name)[0]
	return road.by("lq", moment, service.serve, paper, who.petitioner, **terms)


def test_a_mistyped_mail_number_changes_nothing(road):
	import frappe

	road.signed()
	for number in ("EA123456784CN", "SF1234567890123", "12345"):
		with pytest.raises(ServiceNotPossible):
			serve(road, "2026-04-28 10:00", way="By post", mail_number=number)
	assert not frappe.db.exists("Service Record", {"petition": road.name})
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number=" ea 123456785 cn ")
	assert record.mail_number == "EA123456785CN"


def test_one_letter_serves_one_opinion(road):
	road.signed()
	first = serve(road, "2026-04-28 10:00", way="By post", mail_number="EA123456785CN")
	road.name = None
	road.registered(
		moment="2026-03-02 11:00",
		petitioners=[{"name": "周青禾", "phone": "13900000012", "address": "柳桥镇前营村", "is_main": 1}],
		title="水渠维修",
		content="水渠漏水，要求维修。",
	)
	road.signed()
	with pytest.raises(ServiceNotPossible) as caught:
		serve(road, "2026-04-28 11:00", way="By post", mail_number="EA123456785CN")
	assert first.petition_number in str(caught.value)


def test_leaving_it_takes_two_witnesses_and_the_reason_of_the_refusal(road):
	road.signed()
	terms = {"way": "Left with witness", "proof": PROOF}
	for missing in (
		{"witnesses": "村委会甲", "refusal_reason": "拒绝签收"},
		{"witnesses": "甲、甲", "refusal_reason": "拒绝签收"},
		{"witnesses": "甲、乙"},
	):
		with pytest.raises(SomethingMissing):
			serve(road, "2026-04-28 10:00", **terms, **missing)
	record = serve(road, "2026-04-28 10:00", **terms, witnesses="甲、乙", refusal_reason="拒绝签收")
	assert (record.refusal_reason, record.review_from) == ("拒绝签收", date(2026, 4, 28))


def test_the_reason_given_at_the_door_need_not_be_typed_again(road):
	road.signed()
	serve(road, "2026-04-28 10:00", result="Refused by recipient", refusal_reason="不认可意见内容")
	record = serve(road, "2026-04-28 15:00", way="Left with witness", witnesses="甲、乙", proof=PROOF)
	assert record.refusal_reason == "不认可意见内容"


def test_a_letter_with_an_unclear_address_comes_back_with_its_reason(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number="EA123456785CN")
	record = road.by(
		"lq", "2026-05-06 10:00", service.receive, record, "Sent back", "2026-05-06",
		proof=PROOF, return_reason="Address unclear",
	)  # fmt: skip
	assert (record.failed, record.return_reason, record.returned_on) == (
		1,
		"Address unclear",
		date(2026, 5, 6),
	)
	assert road.clock("N06").state == "Running"
	with pytest.raises(SomethingMissing):
		serve(road, "2026-05-07 10:00", way="By post", mail_number="XA00000000099")
	again = serve(
		road, "2026-05-07 10:00", way="By post", mail_number="XA00000000099", note="经村委会核实新住址"
	)
	assert again.effective_on == date(2026, 5, 7)


def test_an_unknown_reason_of_return_is_refused(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number="EA123456785CN")
	with pytest.raises(ServiceNotPossible):
		road.by(
			"lq", "2026-05-06 10:00", service.receive, record, "Sent back", "2026-05-06", return_reason="Lost"
		)
