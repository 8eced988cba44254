"""Help to people in hardship: approved within its fund, given against a receipt, tied to nothing; care after the last word."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.errors import BackDoor
from xinfang_app.deadline.errors import BackdatingUnproved
from xinfang_app.petition.ending import withdrawal
from xinfang_app.petition.handling_errors import NotTheSigner, SomethingMissing
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.review import aftercare
from xinfang_app.review.errors import ReviewRefused
from xinfang_app.settling import assistance_funds, assisting
from xinfang_app.settling.assistance_errors import AssistanceRefused, Conditional

RECEIPT = "/private/files/receipt.pdf"
DAY = "2026-06-01 09:00"


@pytest.fixture
def fund(review):
	"""5,000 yuan of the township for 2026, at most 3,000 for one help."""
	return frappe.get_doc(
		{
			"doctype": "Assistance Fund",
			"title": "特殊困难救助资金",
			"organ": "QH-LQ",
			"year": 2026,
			"amount": 5000,
			"most_each": 3000,
			"enabled": 1,
		}
	).insert(ignore_permissions=True)


def proposed(review, fund, **values):
	given = {
		"kind": "Temporary help in money",
		"hardship": "家中二人患病，医疗支出较大。",
		"plan": "给予一次性临时救助。",
		"amount": 2000,
		"fund": fund.name,
		**values,
	}
	return review.by(
		"lq", DAY, assisting.propose, review.road.petition, given.pop("recipient", review.who), **given
	)


def approved(review, fund, **values):
	record = review.by("lq", DAY, assisting.submit, proposed(review, fund, **values))
	return review.by("lq_head", "2026-06-02 09:00", assisting.approve, record)


def test_help_walks_from_the_proposal_to_the_receipt(review, fund):
	record = proposed(review, fund)
	assert (record.stage, record.organ, record.unconditional_note) == ("Draft", "QH-LQ", assisting.UNTIED)
	record = review.by("lq", DAY, assisting.submit, record)
	with pytest.raises(NotTheSigner):
		review.by("lq", DAY, assisting.approve, record)
	record = review.by("lq_head", "2026-06-02 09:00", assisting.approve, record)
	assert record.stage == "Approved" and assistance_funds.left(fund.name) == 3000
	with pytest.raises(SomethingMissing):
		review.by("lq", "2026-06-03 09:00", assisting.give, record, "2026-06-03", None)
	record = review.by("lq", "2026-06-03 09:00", assisting.give, record, "2026-06-03", RECEIPT)
	assert (record.stage, str(record.given_on)) == ("Help given", "2026-06-03")


@pytest.mark.parametrize(
	"text",
	[
		"签订息诉承诺书后发放",
		"撤回信访事项后给予救助",
		"本人承诺不再信访",
		"领取后停止上访",
		"一次性了结，放弃复查",
	],
)
def test_help_is_tied_to_nothing(review, fund, text):
	with pytest.raises((Conditional, BackDoor)):
		proposed(review, fund, plan=text)
	with pytest.raises((Conditional, BackDoor)):
		proposed(review, fund, hardship=text)
	assert not frappe.db.exists("Assistance Record", {"petition": review.road.name})


def test_no_field_ties_help_to_anything():
	names = {field.fieldname for field in frappe.get_meta("Assistance Record").fields}
	assert not [
		name
		for name in names
		if "withdraw" in name or "promise" in name or "condition" in name.replace("unconditional", "")
	]


def test_the_fund_is_not_overdrawn(review, fund):
	with pytest.raises(AssistanceRefused, match="最高"):
		proposed(review, fund, amount=3001)
	approved(review, fund, amount=3000)
	with pytest.raises(AssistanceRefused, match="2,?000"):
		proposed(review, fund, amount=2500)
	fund.reload()
	fund.amount = 2000
	with pytest.raises(AssistanceRefused):
		fund.save(ignore_permissions=True)
	with pytest.raises(AssistanceRefused, match="资金"):
		proposed(review, frappe._dict(name=None))


def test_he_may_decline_and_the_amount_is_free_again(review, fund):
	record = approved(review, fund)
	record = review.by("lq", "2026-06-03 09:00", assisting.decline, record, "本人表示暂不需要。")
	assert record.stage == "Help declined" and assistance_funds.left(fund.name) == 5000
	assert review.road.petition.stage in ("Served", "Executing")


def test_a_way_home_is_paid_at_his_own_written_wish(review, fund):
	with pytest.raises(SomethingMissing):
		proposed(review, fund, kind="Fare home at own wish", amount=100)
	assert proposed(
		review, fund, kind="Fare home at own wish", amount=100, wish_file="/private/files/a.pdf"
	).wish_file


def test_who_helps_and_who_sees_it(review, fund):
	with pytest.raises((NotYourOrgan, frappe.PermissionError)):
		review.by(
			"rsj", DAY, assisting.propose, review.road.petition, review.who, "Other help", "困难", "帮扶"
		)
	record = proposed(review, fund)
	county = review.road.county
	assert scope.may(record, "read", county.lq) and scope.may(record, "read", county.xfj)
	assert not scope.may(record, "read", county.rsj)
	with pytest.raises((NotYourOrgan, frappe.PermissionError)):
		review.by("xfj", DAY, assisting.submit, record)


def test_a_withdrawal_within_sixty_days_of_help_waits_for_the_upper_office(review, fund):
	"""Read from the record, also where the petitioner withdraws on his own page and nobody names the help."""
	record = approved(review, fund)
	review.by("lq", "2026-06-03 09:00", assisting.give, record, "2026-06-03", RECEIPT)
	matter = review.road.petition
	frappe.db.set_value("Petition", matter.name, "stage", "Handling")
	matter.reload()
	piece = frappe.get_doc("Petition Submission", matter.first_submission)
	with when.at("2026-08-02 09:00"):
		entry = withdrawal.request_by_citizen(matter, piece)
	assert entry.needs_upper_check and str(entry.aid_on) == "2026-06-03"
	assert entry.status == "To be confirmed"
	with when.at("2026-08-03 09:00"):
		other = withdrawal.request(matter, way="By phone", requester=review.other)
	assert not other.needs_upper_check and not other.aid_on


def test_a_withdrawal_before_the_help_that_was_promised_is_checked_too(review, fund):
	"""Counted from the approval; what somebody types as the day of the withdrawal or of the giving helps nobody."""
	matter = review.road.petition
	frappe.db.set_value("Petition", matter.name, "stage", "Handling")
	matter.reload()
	entry = review.by(
		"lq", "2026-06-01 10:00", withdrawal.request, matter, way="By phone", requester=review.who
	)
	assert not entry.needs_upper_check
	record = approved(review, fund)
	piece = frappe.get_doc("Petition Submission", matter.first_submission)
	entry.reload()
	assert entry.needs_upper_check
	with when.at("2026-06-04 01:00"):
		entry = withdrawal.confirm(entry, piece=piece)
	assert entry.status == "To be confirmed" and str(entry.aid_on) == "2026-06-02"
	record = review.by("lq", "2026-06-20 09:00", assisting.give, record, "2026-06-02", RECEIPT)
	assert str(record.given_entered_on)[:10] == "2026-06-20"
	assert str(assisting.last_given(matter, review.who)) == "2026-06-20"


def test_help_after_a_withdrawal_that_took_effect_is_checked_afterwards(review, fund):
	entry = frappe.get_doc(
		{
			"doctype": "Withdrawal Request",
			"petition": review.road.name,
			"requester": review.who,
			"organ": "QH-LQ",
			"way": "By phone",
			"requester_name": "某",
			"status": "Withdrawal confirmed",
			"requested_on": "2026-05-20 09:00:00",
			"confirmed_on": "2026-05-21 09:00:00",
		}
	)
	entry.name = frappe.generate_hash(length=10)
	entry.db_insert()
	approved(review, fund)
	entry.reload()
	assert entry.needs_upper_check and str(entry.aid_on) == "2026-06-02"
	assert entry.status == "Withdrawal confirmed"


def test_what_is_sent_back_is_mended_and_the_sheet_is_issued(review, fund):
	from xinfang_app.settling import api_assistance

	record = review.by("lq", DAY, assisting.submit, proposed(review, fund))
	with pytest.raises((Conditional, BackDoor)):
		review.by("lq_head", "2026-06-02 09:00", assisting.send_back, record, "撤回信访事项后再报")
	record = review.by("lq_head", "2026-06-02 09:00", assisting.send_back, record, "请写明医疗支出。")

	def mend():
		return api_assistance.change(
			record.name, "二人住院，自付三万元。", record.plan, record.modified, 1500, fund.name
		)

	assert "change" in review.by("lq", "2026-06-02 10:00", api_assistance.view, record.name)["steps"]
	assert review.by("lq", "2026-06-02 10:00", mend) == "Draft"
	record.reload()
	record = review.by("lq", "2026-06-02 11:00", assisting.submit, record)
	record = review.by("lq_head", "2026-06-03 09:00", assisting.approve, record)
	sheet = frappe.get_doc("Official Letter", record.letter)
	assert sheet.template == "W40" and "自付三万元" in sheet.html and "同意。" in sheet.html
	with pytest.raises((Conditional, BackDoor)):
		review.by("lq", "2026-06-03 10:00", assisting.decline, record, "承诺不再信访，不要救助")


def test_care_after_the_last_word_is_offered_not_owed(review):
	given = {
		"kind": "Visit and explanation",
		"text": "说明补偿标准和救助渠道。",
		"agreed": "Declined by the petitioner",
	}
	with pytest.raises(ReviewRefused):
		review.by("lq", DAY, aftercare.record, review.road.petition, **given)
	made = review.row("Review", "2026-05-01 09:00")
	made.db_set("stage", "Served")
	record = review.by("lq", DAY, aftercare.record, review.road.petition, **given)
	assert (record.organ, record.agreed) == ("QH-LQ", "Declined by the petitioner")
	with pytest.raises(BackDoor):
		review.by("lq", DAY, aftercare.record, review.road.petition, **{**given, "text": "落实稳控措施"})
	with pytest.raises(SomethingMissing):
		review.by("lq", DAY, aftercare.record, review.road.petition, **{**given, "agreed": ""})
	with pytest.raises(BackdatingUnproved):
		review.by("lq", DAY, aftercare.record, review.road.petition, **given, occurred_on="2026-05-10")
	with pytest.raises(frappe.PermissionError):
		review.by("rsj", DAY, aftercare.record, review.road.petition, **given)
