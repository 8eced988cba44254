"""Who signs an opinion, in which way, and what stops a signature."""

import frappe
import pytest

from xinfang_app.deadline.errors import BackdatingUnproved
from xinfang_app.petition.answering import inquiry, opinion, presign, recusal
from xinfang_app.petition.handling_errors import (
	NotReadyToSign,
	NotTheSigner,
	Recused,
	SomethingMissing,
	WrongMoment,
)

SCAN = "/private/files/signed.pdf"


def codes(problems, hard=True):
	return {problem.code for problem in problems if problem.hard == hard}


def test_an_empty_draft_shows_everything_that_is_missing(road):
	road.accepted()
	draft = road.by("lq", "2026-04-01 09:00", opinion.draft, road.petition)
	found = codes(road.by("lq", "2026-04-01 09:00", presign.check, draft))
	assert {"result", "facts", "time", "law", "opinion", "no_heard", "no_inquiry"} <= found
	with pytest.raises(NotReadyToSign):
		road.by("lq", "2026-04-01 09:00", opinion.submit, draft)
	assert frappe.db.get_value("Handling Opinion", draft.name, "stage") == "Draft"


def test_hearing_or_the_reason_why_not(road):
	road.accepted()
	with pytest.raises(SomethingMissing):
		road.by("lq", "2026-03-20 09:00", inquiry.record, road.petition, "Heard", impossible=True)
	road.by(
		"lq",
		"2026-03-20 09:00",
		inquiry.record,
		road.petition,
		"Heard",
		impossible=True,
		reason="三次联系均无人应答",
	)
	assert inquiry.missing(road.name) == ["Inquiry"]
	assert road.petition.stage == "Handling"
	from xinfang_app.deadline import milestones

	assert milestones.last(road.petition, "heard") is None, "nobody was heard"


@pytest.mark.parametrize(
	"change, code",
	[
		({"facts": "补偿按1.1亩发放。"}, "time"),
		({"fact_place": ""}, "place"),
		({"law": ""}, "law"),
		({"granted": ""}, "granted"),
		({"due_on": None}, "granted_when"),
		({"result": ""}, "result"),
		({"opinion": " "}, "opinion"),
	],
)
def test_each_claim_needs_its_answer(road, change, code):
	draft = road.drafted(**change)
	assert code in codes(road.by("lq", "2026-04-20 09:00", presign.check, draft))


def test_every_claim_is_answered(road):
	road.registered(claims=("补足青苗补偿款", "公开补偿账目"))
	draft = road.drafted()
	day = frappe.utils.getdate("2026-04-20")
	assert codes(presign.check(draft, day)) == set()
	draft.items = draft.items[:1]
	assert "claim_open" in codes(presign.check(draft, day))


def test_the_remedy_names_term_and_organ(road):
	draft = road.drafted()
	draft.remedy_text = "可以请求复查。"
	assert "remedy" in codes(presign.check(draft))
	draft.remedy_text = "三十日内可以向上级请求复查。"
	assert "remedy_organ" in codes(presign.check(draft))


@pytest.mark.parametrize(
	"title, inner",
	[
		("柳桥镇综治科", True),
		("柳桥镇人民政府", False),
		("青禾县人民政府办公室", False),
		("信访接待室", True),
	],
)
def test_no_opinion_in_the_name_of_a_section(title, inner):
	assert bool(presign.INNER_SECTION.search(title)) == inner


def test_lateness_warns_and_does_not_stop(road):
	draft = road.drafted()
	with_late = road.by("lq", "2026-05-13 09:00", presign.check, draft)
	assert codes(with_late, hard=False) == {"late"}
	paper = road.by("lq", "2026-05-13 09:00", opinion.submit, draft)
	paper = road.by("lq_head", "2026-05-13 10:00", opinion.sign, paper)
	assert paper.late == 1


def test_only_head_or_leader_signs(road):
	paper = road.pending()
	for nobody in ("lq", "lq2"):
		with pytest.raises(NotTheSigner):
			road.by(nobody, "2026-04-21 09:00", opinion.sign, paper)
	with pytest.raises(frappe.PermissionError):
		road.by("rsj_head", "2026-04-21 09:00", opinion.sign, paper)
	assert frappe.db.get_value("Handling Opinion", paper.name, "signed_by") is None


def test_administrator_signs_for_nobody(road):
	paper = road.pending()
	with pytest.raises(NotTheSigner):
		opinion.sign(paper)


def test_a_deputy_signs_and_says_so(road):
	from tests.site.handling.conftest import post_row

	paper = road.pending()
	with pytest.raises(NotTheSigner):
		road.by("lq2", "2026-04-21 09:00", opinion.sign, paper)
	post_row(
		road.county.lq2,
		"QH-LQ",
		"Township Leader",
		deputy_of=road.county.postings["lq_head"],
		acting_from="2026-04-20",
		acting_to="2026-04-30",
	)
	paper = road.by("lq2", "2026-04-21 09:00", opinion.sign, paper)
	assert paper.sign_mode == "By the deputy"
	assert paper.on_behalf_of == road.county.lq_head
	assert "代" in paper.sign_note


@pytest.mark.parametrize(
	"values",
	[
		{"acting_from": "2026-04-01", "acting_to": "2026-04-19"},
		{"acting_from": "2026-04-20", "acting_to": "2026-04-30", "limit_sign_opinion": 1},
	],
)
def test_a_deputy_only_in_his_period_and_limits(road, values):
	from tests.site.handling.conftest import post_row

	paper = road.pending()
	post_row(road.county.lq2, "QH-LQ", "Township Leader", deputy_of=road.county.postings["lq_head"], **values)
	with pytest.raises(NotTheSigner):
		road.by("lq2", "2026-04-21 09:00", opinion.sign, paper)


def test_signature_on_paper(road):
	paper = road.pending()
	head = road.county.lq_head
	with pytest.raises(SomethingMissing):
		road.by(
			"lq",
			"2026-04-22 09:00",
			opinion.sign_on_paper,
			paper,
			signer=head,
			occurred_on="2026-04-21",
			scan="",
		)
	with pytest.raises(WrongMoment):
		road.by(
			"lq",
			"2026-04-22 09:00",
			opinion.sign_on_paper,
			paper,
			signer=head,
			occurred_on="2026-04-23",
			scan=SCAN,
		)
	with pytest.raises(NotTheSigner):
		road.by(
			"lq",
			"2026-04-22 09:00",
			opinion.sign_on_paper,
			paper,
			signer=road.county.lq2,
			occurred_on="2026-04-21",
			scan=SCAN,
		)
	paper = road.by(
		"lq",
		"2026-04-22 09:00",
		opinion.sign_on_paper,
		paper,
		signer=head,
		occurred_on="2026-04-21",
		scan=SCAN,
	)
	assert (paper.sign_mode, paper.signed_by, paper.recorded_by) == ("On paper", head, road.county.lq)
	assert str(paper.signed_on)[:10] == "2026-04-21" and str(paper.recorded_on)[:10] == "2026-04-22"


def test_an_old_paper_needs_its_reason(road):
	paper = road.pending()
	terms = {"signer": road.county.lq_head, "occurred_on": "2026-04-21", "scan": SCAN}
	with pytest.raises(BackdatingUnproved):
		road.by("lq", "2026-05-06 09:00", opinion.sign_on_paper, paper, **terms)
	assert frappe.db.get_value("Handling Opinion", paper.name, "stage") == "Pending Signature"
	paper = road.by(
		"lq", "2026-05-06 09:00", opinion.sign_on_paper, paper, backdate_reason="扫描仪故障", **terms
	)
	from xinfang_app.deadline import milestones

	assert milestones.last(road.petition, "opinion_issued").backdated == 1


def test_whoever_stands_aside_does_not_sign(road):
	paper = road.pending()
	road.by(
		"lq",
		"2026-04-20 12:00",
		recusal.declare,
		road.petition,
		road.county.lq_head,
		"征收地块涉及其亲属",
		"The petitioner",
	)
	with pytest.raises(Recused):
		road.by("lq_head", "2026-04-21 09:00", opinion.sign, paper)
	with pytest.raises(Recused):
		road.by(
			"lq",
			"2026-04-21 09:00",
			opinion.sign_on_paper,
			paper,
			signer=road.county.lq_head,
			occurred_on="2026-04-21",
			scan=SCAN,
		)


def test_nobody_lifts_his_own_recusal(road):
	road.pending()
	entry = road.by(
		"lq_head", "2026-04-20 12:00", recusal.declare, road.petition, road.county.lq_head, "近亲属"
	)
	with pytest.raises(NotTheSigner):
		road.by("lq_head", "2026-04-21 09:00", recusal.lift, entry, "无关")


def test_sent_back_and_signed_again(road):
	paper = road.pending()
	with pytest.raises(NotTheSigner):
		road.by("lq", "2026-04-21 09:00", opinion.send_back, paper, "自己退自己")
	paper = road.by("lq_head", "2026-04-21 09:00", opinion.send_back, paper, "请补充补偿标准")
	assert paper.stage == "Returned"
	paper = road.by(
		"lq", "2026-04-22 09:00", opinion.fill, paper, [{"claim_no": 1, "opinion": "按每亩标准补足。"}]
	)
	paper = road.by("lq", "2026-04-22 09:30", opinion.submit, paper)
	assert road.by("lq_head", "2026-04-22 10:00", opinion.sign, paper).stage == "Signed"


def test_a_signed_opinion_is_not_changed_by_a_form(road):
	paper = road.signed()
	paper.items[0].opinion = "改了"
	with pytest.raises(WrongMoment), road.as_user(road.county.lq):
		paper.flags.ignore_permissions = False
		paper.validate_workflow = lambda: None
		paper.run_method("before_validate")


def test_no_second_opinion(road):
	road.signed()
	with pytest.raises(WrongMoment):
		road.by("lq", "2026-04-25 09:00", opinion.draft, road.petition)


def test_workflow_buttons_do_not_go_round_the_services(road):
	"""The stage Signed without a signature, or a step back with an opinion standing, is refused by the guards."""
	from xinfang_app.workflows import stages

	paper = road.pending()
	with pytest.raises(WrongMoment):
		stages.advance(paper, "Signed", by_service=True)
	paper.reload()
	road.by("lq_head", "2026-04-24 15:00", opinion.sign, paper)
	with pytest.raises(WrongMoment):
		stages.advance(road.petition, "Handling", by_service=True)


def test_the_sender_takes_it_back(road):
	paper = road.pending()
	with pytest.raises(WrongMoment):
		road.by("lq2", "2026-04-21 09:00", opinion.recall, paper)
	assert road.by("lq", "2026-04-21 09:00", opinion.recall, paper).stage == "Draft"
	with pytest.raises(WrongMoment):
		road.by("lq_head", "2026-04-22 09:00", opinion.sign, paper)


def test_a_suggestion_gets_no_opinion(road):
	road.accepted()
	frappe.db.set_value("Petition", road.name, "pathway", "P8")
	with pytest.raises(WrongMoment):
		road.by("lq", "2026-04-01 09:00", opinion.draft, road.petition)


def test_only_officials_of_the_organ_stand_aside(road):
	road.accepted()
	with pytest.raises(WrongMoment):
		road.by("lq", "2026-03-20 09:00", recusal.declare, road.petition, road.county.rsj, "同学")
