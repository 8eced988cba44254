"""Extending the sixty days, with the dates of case G10, and the duty to tell."""

from datetime import date

import frappe
import pytest

from xinfang_app.deadline.errors import BackdatingUnproved
from xinfang_app.petition.answering import extension
from xinfang_app.petition.handling_errors import (
	ExtensionNotPossible,
	NotTheSigner,
	Recused,
	SomethingMissing,
	WrongMoment,
)
from xinfang_app.petition.serving import recipients, service


@pytest.fixture
def accepted(road):
	"""G10: registered 07-01, received by the bureau 07-06, accepted 07-13."""
	road.registered("2026-07-01 09:00", claims=("认定改制期间工龄",))
	road.referred("2026-07-06 09:00", to="QH-RSJ")
	road.accepted("2026-07-13 09:00", who="rsj")
	return road


def test_g10_dates(accepted):
	road = accepted
	assert road.clock("N06").due_on == date(2026, 9, 11)
	request = road.by(
		"rsj", "2026-09-07 09:00", extension.request, road.petition, "政策空白，须查阅改制档案", 30
	)
	assert (request.stage, request.due_before, request.due_after) == (
		"Pending Approval",
		date(2026, 9, 11),
		date(2026, 10, 12),
	)
	request = road.by("rsj_head", "2026-09-08 10:00", extension.approve, request)
	clock = road.clock("N06")
	assert (clock.due_on_raw, clock.due_on) == (date(2026, 10, 11), date(2026, 10, 12))
	assert (request.stage, request.notice_owed, request.notice_due_on) == ("Approved", 1, date(2026, 9, 11))
	assert road.clock("N07a").state == "Running"

	request = road.by("rsj", "2026-09-09 10:00", extension.notify, request, way="By post")
	assert (request.notice_owed, request.notice_late) == (0, 0)
	assert road.clock("N07a").state == "Met"
	assert request.letter, "the petitioner gets the reason in writing"

	road.heard("2026-08-01 09:00", who="rsj")
	paper = road.signed(
		"2026-10-08 09:00", who="rsj", signer="rsj_head", result="Explain", granted=None, due_on=None
	)
	assert paper.late == 0
	(who,) = recipients.required(road.name)
	record = road.by("rsj", "2026-10-09 09:00", service.serve, paper, who.petitioner)
	assert road.clock("N06").state == "Met"
	assert record.review_until == date(2026, 11, 9), "raw 11-08 is a Sunday"
	assert road.petition.stage == "Served", "nothing was granted, nothing is carried out"


def test_untold_stays_a_breach_of_its_own(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 10)
	request = road.by("rsj_head", "2026-09-08 10:00", extension.approve, request)
	request = road.by("rsj", "2026-09-21 10:00", extension.notify, request)
	assert (request.notice_owed, request.notice_late) == (0, 1)
	assert road.clock("N07a").was_late


@pytest.mark.parametrize("days", [0, 31, -1])
def test_at_most_thirty(accepted, days):
	with pytest.raises(ExtensionNotPossible):
		accepted.by("rsj", "2026-09-07 09:00", extension.request, accepted.petition, "情况复杂", days)
	assert not frappe.db.exists("Extension Request", {"petition": accepted.name})


def test_only_before_the_term_ends(accepted):
	road = accepted
	with pytest.raises(ExtensionNotPossible):
		road.by("rsj", "2026-09-12 09:00", extension.request, road.petition, "情况复杂", 30)
	request = road.by("rsj", "2026-09-11 09:00", extension.request, road.petition, "情况复杂", 30)
	with pytest.raises(ExtensionNotPossible):
		road.by("rsj_head", "2026-09-12 09:00", extension.approve, request)
	assert road.clock("N06").due_on == date(2026, 9, 11)


def test_only_once(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 10)
	road.by("rsj_head", "2026-09-08 09:00", extension.approve, request)
	with pytest.raises(ExtensionNotPossible):
		road.by("rsj", "2026-09-15 09:00", extension.request, road.petition, "仍然复杂", 10)


def test_a_refused_request_may_be_made_again(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-01 09:00", extension.request, road.petition, "情况复杂", 10)
	request = road.by("rsj_head", "2026-09-02 09:00", extension.refuse, request, "请抓紧办理")
	assert request.stage == "Refused"
	assert road.clock("N06").due_on == date(2026, 9, 11)
	assert road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 10)


def test_the_officer_does_not_approve_his_own_request(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 10)
	with pytest.raises(NotTheSigner):
		road.by("rsj", "2026-09-08 09:00", extension.approve, request)


def test_a_recused_head_does_not_approve(accepted):
	from xinfang_app.petition.answering import recusal

	road = accepted
	road.by(
		"rsj_head",
		"2026-08-01 09:00",
		recusal.declare,
		road.petition,
		road.county.rsj_head,
		"信访人系本人近亲属",
	)
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 10)
	with pytest.raises(Recused):
		road.by("rsj_head", "2026-09-08 09:00", extension.approve, request)


def test_approval_on_paper(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 30)
	paper = {"signer": road.county.rsj_head, "occurred_on": "2026-09-08"}
	with pytest.raises(SomethingMissing):
		road.by("rsj", "2026-09-09 09:00", extension.approve_on_paper, request, scan="", **paper)
	with pytest.raises(NotTheSigner):
		road.by(
			"rsj",
			"2026-09-09 09:00",
			extension.approve_on_paper,
			request,
			scan="/private/files/a.pdf",
			**{**paper, "signer": road.county.lq_head},
		)
	request = road.by(
		"rsj", "2026-09-09 09:00", extension.approve_on_paper, request, scan="/private/files/a.pdf", **paper
	)
	assert (request.sign_mode, request.signed_by, request.recorded_by) == (
		"On paper",
		road.county.rsj_head,
		road.county.rsj,
	)
	assert road.clock("N06").due_on == date(2026, 10, 12)


def test_a_paper_entered_late_needs_a_reason_and_does_not_heal(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 30)
	paper = {"signer": road.county.rsj_head, "occurred_on": "2026-09-08", "scan": "/private/files/a.pdf"}
	with pytest.raises(BackdatingUnproved):
		road.by("rsj", "2026-09-21 09:00", extension.approve_on_paper, request, **paper)
	road.by(
		"rsj", "2026-09-21 09:00", extension.approve_on_paper, request, backdate_reason="经办人外出", **paper
	)
	assert road.clock("N06").was_late, "a late entry alone never turns late into on time"


def test_no_sixty_days_nothing_to_extend(road):
	road.referred()
	with pytest.raises(ExtensionNotPossible):
		road.by("lq", "2026-03-06 09:00", extension.request, road.petition, "情况复杂", 30)


def test_telling_comes_after_the_approval(accepted):
	road = accepted
	request = road.by("rsj", "2026-09-07 09:00", extension.request, road.petition, "情况复杂", 30)
	with pytest.raises(WrongMoment):
		road.by("rsj", "2026-09-08 09:00", extension.notify, request)
	request = road.by("rsj_head", "2026-09-08 10:00", extension.approve, request)
	with pytest.raises(WrongMoment):
		road.by("rsj", "2026-09-09 09:00", extension.notify, request, occurred_on="2026-09-07")
