"""Service on each recipient: what it counts for on either side."""

from datetime import date

import frappe
import pytest

from xinfang_app.deadline.errors import BackdatingUnproved
from xinfang_app.petition import daily
from xinfang_app.petition.answering import opinion
from xinfang_app.petition.handling_errors import ServiceNotPossible, SomethingMissing, WrongMoment
from xinfang_app.petition.serving import recipients, service

PROOF = "/private/files/proof.pdf"
THREE = [
	{
		"name": "林青禾",
		"phone": "13900000011",
		"address": "柳桥镇东沟村3组",
		"is_main": 1,
		"is_representative": 1,
	},
	{"name": "周甲", "phone": "13900000012", "address": "柳桥镇东沟村3组"},
	{
		"name": "吴乙",
		"phone": "13900000013",
		"address": "柳桥镇东沟村4组",
		"authority_file": "/private/files/authority.pdf",
	},
]


def serve(road, moment, who=None, **terms):
	"""Serve the signed opinion on `who` (default: the first recipient)."""
	paper = opinion.current(road.name)
	target = who or recipients.required(road.name)[0]
	return road.by("lq", moment, service.serve, paper, target.petitioner, **terms)


def test_who_must_be_served(road):
	road.registered(petitioners=THREE)
	road.signed()
	assert [who.masked_name[0] for who in recipients.required(road.name)] == ["林", "周"]
	assert recipients.bound(road.name) == 1


def test_sixty_days_stop_at_the_last_required_recipient(road):
	road.registered(petitioners=THREE)
	road.signed()
	first, second = recipients.required(road.name)
	record = serve(road, "2026-04-28 10:00", first)
	assert (record.binds_others, road.clock("N06").state) == (1, "Running")
	assert road.petition.stage == "Opinion Issued"
	assert record.review_until == date(2026, 5, 28)
	record = serve(road, "2026-05-06 10:00", second)
	assert road.clock("N06").stopped_on.date() == date(2026, 5, 6)
	assert record.review_until == date(2026, 6, 5), "each has his own thirty days"


def test_a_signature_does_not_stop_the_sixty_days(road):
	"""Accepted 03-12, due 05-11: issued on day 59, served on day 62 is late."""
	road.drafted(due_on="2026-06-30")
	draft = opinion.current(road.name, "Draft")
	paper = road.by("lq", "2026-05-10 09:00", opinion.submit, draft)
	paper = road.by("lq_head", "2026-05-10 10:00", opinion.sign, paper)
	assert paper.late == 0 and road.clock("N06").state == "Running"
	serve(road, "2026-05-13 09:00")
	clock = road.clock("N06")
	assert (clock.state, clock.was_late) == ("Late Met", 1)


def test_by_post_counts_from_posting_for_the_organ_and_from_receipt_for_the_citizen(road):
	road.signed()
	with pytest.raises(SomethingMissing):
		serve(road, "2026-04-28 10:00", way="By post")
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number="XA00000000099")
	assert road.clock("N06").stopped_on.date() == date(2026, 4, 28)
	assert road.clock("N09", record) is None
	with pytest.raises(WrongMoment):
		road.by("lq", "2026-05-06 10:00", service.receive, record, "Signed for", "2026-04-27", proof=PROOF)
	record = road.by(
		"lq", "2026-05-06 10:00", service.receive, record, "Signed for", "2026-04-30", proof=PROOF
	)
	assert (record.received_date, record.review_until) == (date(2026, 4, 30), date(2026, 6, 1))
	with pytest.raises(WrongMoment):
		road.by("lq", "2026-05-07 10:00", service.receive, record, "Sent back", "2026-05-07")


def test_a_receipt_without_slip_and_long_past_is_not_taken(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number="XA00000000099")
	with pytest.raises(BackdatingUnproved):
		road.by("lq", "2026-05-20 10:00", service.receive, record, "Signed for", "2026-04-30")


def test_a_letter_that_comes_back_was_no_service(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number="XA00000000099")
	assert road.petition.stage == "Executing"
	record = road.by(
		"lq", "2026-05-06 10:00", service.receive, record, "Sent back", "2026-05-06", proof=PROOF
	)
	assert record.failed and not record.effective_on
	petition = road.petition
	assert (petition.stage, petition.concluded, petition.served_on) == ("Opinion Issued", 0, None)
	assert petition.rating_state == "Not Rated"
	clock = road.clock("N06")
	assert (clock.state, clock.due_on) == ("Running", date(2026, 5, 11)), "the first due date stays"
	serve(road, "2026-05-12 10:00")
	assert road.clock("N06").state == "Late Met"
	assert road.petition.rating_state == "Pending"
	assert road.clock("N22").state == "Running"


def test_a_refused_letter_counts_for_the_organ_only(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", way="By post", mail_number="XA00000000099")
	record = road.by(
		"lq", "2026-04-30 10:00", service.receive, record, "Refused by recipient", "2026-04-30", proof=PROOF
	)
	assert (record.review_from, record.failed) == (None, 0)
	assert road.clock("N06").state == "Met"
	again = serve(
		road,
		"2026-05-06 10:00",
		way="Left with witness",
		witnesses="村委会甲、乙",
		refusal_reason="拒绝签收",
		proof=PROOF,
	)
	assert again.review_until == date(2026, 6, 5)
	assert road.clock("N06").stopped_on.date() == date(2026, 4, 28)


def test_refused_in_hand_is_no_service(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", result="Refused by recipient")
	assert record.failed and road.clock("N06").state == "Running"
	with pytest.raises(SomethingMissing):
		serve(road, "2026-04-28 11:00", way="Left with witness", proof=PROOF)
	serve(
		road,
		"2026-04-28 11:00",
		way="Left with witness",
		witnesses="甲、乙",
		refusal_reason="拒绝签收",
		proof=PROOF,
	)
	assert road.clock("N06").state == "Met"


@pytest.mark.parametrize(
	"terms",
	[
		{"way": "Electronic"},
		{"way": "Left with witness", "witnesses": "甲"},
		{"way": "Public announcement", "proof": PROOF},
		{"way": "Public announcement", "note": "下落不明"},
		{"way": "Other way"},
	],
)
def test_each_way_has_its_needs(road, terms):
	road.signed()
	with pytest.raises(SomethingMissing):
		serve(road, "2026-04-28 10:00", **terms)
	assert not frappe.db.exists("Service Record", {"petition": road.name})


def test_an_announcement_begins_the_term_after_thirty_days(road):
	road.signed()
	record = serve(road, "2026-04-28 10:00", way="Public announcement", note="下落不明", proof=PROOF)
	assert road.clock("N06").stopped_on.date() == date(2026, 4, 28)
	assert (record.review_from, record.review_until) == (date(2026, 5, 28), None)
	from xinfang_app import when

	with when.at("2026-06-02 03:00"):  # the job missed some days
		daily.run()
	record.reload()
	assert record.review_until == date(2026, 6, 29), "raw 06-27 is a Saturday"


def test_not_twice_not_before_the_signature_not_to_strangers(road):
	road.signed()
	with pytest.raises(WrongMoment):
		serve(road, "2026-04-28 10:00", occurred_on="2026-04-23", backdate_reason="漏记", proof=PROOF)
	serve(road, "2026-04-28 10:00")
	with pytest.raises(ServiceNotPossible):
		serve(road, "2026-04-29 10:00")
	from xinfang_app.access import identity

	stranger = identity.keep(name="郑某", phone="13900000099")
	with pytest.raises(ServiceNotPossible):
		road.by("lq", "2026-04-29 10:00", service.serve, opinion.current(road.name), stranger)


def test_one_person_who_wrote_twice_is_served_once(road):
	road.accepted()
	from xinfang_app.petition.registering import register

	road.by(
		"xfj",
		"2026-03-16 09:00",
		register.register,
		{
			"organ": "QH-XFJ",
			"form": "Letter",
			"title": "再次反映青苗补偿",
			"petitioners": [
				{"name": "林青禾", "phone": "13900000011", "address": "柳桥镇东沟村3组", "is_main": 1}
			],
			"decision": {"relation": "Repeat", "petition": road.name, "reason": "同一人同一事项"},
		},
	)
	assert len(recipients.required(road.name)) == 1


def test_the_blank_certificate_becomes_the_record(road):
	road.signed()
	who = recipients.required(road.name)[0]
	blank = road.by("lq", "2026-04-27 10:00", service.prepare, opinion.current(road.name), who.petitioner)
	assert blank.letter and not blank.sent_on and road.clock("N06").state == "Running"
	record = serve(road, "2026-04-28 10:00", proof=PROOF)
	assert record.name == blank.name and record.proof_owed == 0


def test_another_organ_does_not_serve(road):
	road.signed()
	with pytest.raises(frappe.PermissionError):
		road.by(
			"rsj",
			"2026-04-28 10:00",
			service.serve,
			opinion.current(road.name),
			recipients.required(road.name)[0].petitioner,
		)
