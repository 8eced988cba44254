"""The chain follows the procedure: who reviews, countersigns and signs, and in which order."""

import frappe
import pytest

from tests.site.handling.conftest import post_row
from tests.site.signing.conftest import REVIEWED
from xinfang_app.petition.answering import chain, extension, opinion, passing, trail
from xinfang_app.petition.handling_errors import NotReadyToSign, NotTheSigner, Recused, WrongMoment
from xinfang_app.workflows import published, publishing
from xinfang_app.workflows.errors import StatesInUse

SCAN = "/private/files/signed.pdf"
DEFAULT = "处理意见审签"
MOMENT = "2026-04-21 09:00"


def fresh(doc):
	return frappe.get_doc(doc.doctype, doc.name)


def course(doc):
	return [row.outcome for row in trail.of(doc)]


def three_steps(default=1):
	"""拟稿 → 初审 → 审核 → 签发, as an admin writes it on the desk."""
	state = lambda name, stage, final=0: {  # noqa: E731
		"state": name, "stage": stage, "role": "Petition Staff", "is_final": final,
	}  # fmt: skip
	way = lambda origin, action, target, roles: {  # noqa: E731
		"from_state": origin, "action": action, "to_state": target, "roles": roles,
	}  # fmt: skip
	officers, leaders = "Township Officer, Department Officer", "Township Leader, Department Leader"
	return frappe.get_doc(
		{
			"doctype": "Procedure",
			"title": "三级审签",
			"document_type": "Handling Opinion",
			"code": "three",
			"is_default": default,
			"needed_stages": "Draft\nPending Signature\nSigned\nReturned\nSuperseded",
			"states": [
				state("起草", "Draft"),
				state("待初审", "Pending Signature"),
				state("待复审", "Pending Signature"),
				state("待负责人签发", "Pending Signature"),
				state("退改", "Returned"),
				state("签发完毕", "Signed", 1),
				state("作废了", "Superseded", 1),
			],
			"transitions": [
				way("起草", "送初审", "待初审", officers),
				way("退改", "再送初审", "待初审", officers),
				way("待初审", "初审", "待复审", officers),
				way("待复审", "复审", "待负责人签发", f"{officers}, {leaders}"),
				way("待复审", "退回初审", "待初审", leaders),
				way("待负责人签发", "签发", "签发完毕", leaders),
				way("待初审", "退改", "退改", f"{officers}, {leaders}"),
				way("待复审", "退改", "退改", f"{officers}, {leaders}"),
				way("待负责人签发", "退改", "退改", leaders),
				way("待初审", "撤回", "起草", officers),
				way("签发完毕", "作废", "作废了", leaders),
			],
		}
	).insert()


def test_the_shipped_review_stands_before_the_signature(road, reviewed):
	paper = reviewed()
	assert (paper.stage, paper.procedure) == ("Pending Signature", REVIEWED)
	assert [step.action for step in chain.steps(paper)] == ["审核", "审核并送会签"]
	with pytest.raises(NotReadyToSign):
		road.by("lq_head", MOMENT, opinion.sign, paper)
	paper = road.by("lq2", MOMENT, passing.pass_on, fresh(paper))
	assert paper.stage == "Pending Signature" and [step.last for step in chain.steps(paper)] == [True]
	paper = road.by("lq_head", MOMENT, opinion.sign, fresh(paper))
	assert paper.stage == "Signed" and paper.signed_by == road.county.lq_head
	assert course(paper) == [trail.SENT, trail.PASSED, trail.SIGNED]


def test_who_sent_it_up_does_not_review_it(road, reviewed):
	paper = reviewed()
	with pytest.raises(NotTheSigner):
		road.by("lq", MOMENT, passing.pass_on, paper)
	assert not road.by("lq", MOMENT, chain.mine, paper)


def test_nobody_gives_two_reviews_of_a_round(road, reviewed, leader):
	paper = road.by("lq2", MOMENT, passing.pass_on, reviewed(), "待会签")
	with pytest.raises(NotTheSigner):
		road.by("lq2", MOMENT, passing.pass_on, fresh(paper))
	paper = road.by(leader, MOMENT, passing.pass_on, fresh(paper))
	paper = road.by("lq_head", MOMENT, opinion.send_back, fresh(paper), "补充依据")
	# A new round: the same colleague reviews the mended draft.
	paper = road.by("lq", MOMENT, opinion.submit, fresh(paper))
	assert road.by("lq2", MOMENT, passing.pass_on, fresh(paper)).stage == "Pending Signature"


def test_other_organs_review_nothing(road, reviewed):
	paper = reviewed()
	for stranger in ("rsj", "rsj_head", "xfj"):
		with pytest.raises(frappe.PermissionError):
			road.by(stranger, MOMENT, passing.pass_on, fresh(paper))


def test_a_stand_in_reviews_for_a_leader_and_says_so(road, reviewed):
	paper = reviewed()
	county = road.county
	# The officer acts for the head; his own post may review as well, and one's own name goes first.
	post_row(
		county.rsj, "QH-LQ", "Township Leader",
		deputy_of=county.postings["lq_head"], acting_from="2026-04-20", acting_to="2026-04-30",
	)  # fmt: skip
	road.by("rsj", MOMENT, passing.pass_on, paper)
	step = trail.of(paper)[-1]
	assert (step.outcome, step.on_behalf_of) == (trail.PASSED, county.lq_head) and "代" in step.sign_note


def test_a_limit_on_opinions_holds_for_reviews_and_signatures(road, reviewed, leader):
	frappe.db.set_value("Posting", road.county.postings[leader], "limit_sign_opinion", 1)
	paper = reviewed()
	with pytest.raises(NotTheSigner):
		road.by(leader, MOMENT, passing.pass_on, paper)
	paper = road.by("lq2", MOMENT, passing.pass_on, fresh(paper))
	with pytest.raises(NotTheSigner):
		road.by(leader, MOMENT, opinion.sign, fresh(paper))


def test_a_review_on_paper_counts_the_same(road, reviewed):
	paper = reviewed()
	terms = {"signer": road.county.lq2, "occurred_on": "2026-04-20", "scan": SCAN}
	with pytest.raises(NotTheSigner):
		road.by("lq", MOMENT, passing.pass_on_paper, paper, **{**terms, "signer": road.county.lq})
	paper = road.by("lq", MOMENT, passing.pass_on_paper, fresh(paper), **terms)
	assert [step.last for step in chain.steps(paper)] == [True]
	step = trail.of(paper)[-1]
	assert (step.sign_mode, step.user, step.recorded_by) == ("On paper", road.county.lq2, road.county.lq)
	assert (
		step.scan and str(step.signed_on)[:10] == "2026-04-20" and str(step.recorded_on)[:10] == "2026-04-21"
	)


def test_whoever_stands_aside_reviews_nothing(road, reviewed):
	from xinfang_app.petition.answering import recusal

	paper = reviewed()
	road.by("lq", "2026-04-20 12:00", recusal.declare, road.petition, road.county.lq2, "近亲属")
	with pytest.raises(Recused):
		road.by("lq2", MOMENT, passing.pass_on, paper)
	with pytest.raises(Recused):
		road.by(
			"lq", MOMENT, passing.pass_on_paper, paper,
			signer=road.county.lq2, occurred_on="2026-04-21", scan=SCAN,
		)  # fmt: skip


def test_a_waiting_draft_is_moved_by_no_menu(road, reviewed, as_user):
	"""Frappe's own workflow, REST and kanban write the state alone: no signature, no reason, no trace."""
	paper = reviewed()
	for who in ("lq", "lq2", "lq_head"):
		for state in ("待签发", "已签发", "退回修改", "拟稿"):
			doc = fresh(paper)
			with as_user(getattr(road.county, who)), pytest.raises(WrongMoment):
				doc.workflow_state = state
				doc.load_doc_before_save()
				doc.run_method("before_validate")
	assert fresh(paper).workflow_state == "待审核"


def test_a_drafter_takes_no_shorter_way_than_the_default(road):
	three_steps()
	publishing.publish("Handling Opinion")
	draft = road.drafted()
	assert draft.procedure == "三级审签"
	assert chain.length("Handling Opinion", "三级审签") == 3
	assert chain.length("Handling Opinion", DEFAULT) == 1 and chain.length("Handling Opinion", REVIEWED) == 2
	with pytest.raises(NotTheSigner):
		road.by("lq", MOMENT, passing.choose, draft, DEFAULT)
	assert fresh(draft).procedure == "三级审签"
	assert road.by("lq_head", MOMENT, passing.choose, fresh(draft), DEFAULT).procedure == DEFAULT
	road.by("lq", MOMENT, opinion.submit, fresh(draft))
	with pytest.raises(WrongMoment):
		road.by("lq_head", MOMENT, passing.choose, fresh(draft), REVIEWED)


def test_a_chain_of_three_published_while_a_draft_waits(road, leader):
	"""The old draft keeps its way; the next one follows the new chain to its end."""
	old = road.pending()
	three_steps()
	publishing.publish("Handling Opinion")
	assert [step.action for step in chain.steps(fresh(old))] == ["签发"]
	old = road.by("lq_head", MOMENT, opinion.sign, fresh(old))
	assert (old.stage, old.procedure) == ("Signed", DEFAULT)

	road.name = None
	new = road.by("lq", MOMENT, opinion.submit, road.drafted())
	assert new.procedure == "三级审签" and [step.action for step in chain.steps(new)] == ["初审"]
	assert [who.user for who in chain.able(new, chain.steps(new)[0], frappe.utils.getdate("2026-04-21"))] == [
		road.county.lq2
	]
	new = road.by("lq2", MOMENT, passing.pass_on, fresh(new))
	# Back to the first review is a transition too, but no step that leads on.
	assert [step.action for step in chain.steps(new)] == ["复审"]
	with pytest.raises(NotReadyToSign):
		road.by("lq_head", MOMENT, opinion.sign, fresh(new))
	new = road.by(leader, MOMENT, passing.pass_on, fresh(new))
	with pytest.raises(NotTheSigner):
		road.by("lq2", MOMENT, opinion.sign, fresh(new))
	new = road.by("lq_head", MOMENT, opinion.sign, fresh(new))
	assert new.stage == "Signed" and course(new) == [trail.SENT, trail.PASSED, trail.PASSED, trail.SIGNED]


def test_a_state_of_the_chain_removed_while_drafts_stand_in_it(road, leader):
	three_steps()
	publishing.publish("Handling Opinion")
	paper = road.by("lq", MOMENT, opinion.submit, road.drafted())
	paper = road.by("lq2", MOMENT, passing.pass_on, fresh(paper))
	seen = fresh(paper).modified
	procedure = frappe.get_doc("Procedure", "三级审签")
	procedure.states = [row for row in procedure.states if row.state != "待复审"]
	procedure.transitions = [
		row for row in procedure.transitions if "待复审" not in (row.from_state, row.to_state)
	]
	procedure.append(
		"transitions",
		{"from_state": "待初审", "action": "初审", "to_state": "待负责人签发", "roles": "Township Officer"},
	)
	procedure.save()
	with pytest.raises(StatesInUse):
		publishing.publish("Handling Opinion")
	assert fresh(paper).workflow_state == "待复审"
	publishing.publish("Handling Opinion", {"待复审": "待负责人签发"})
	paper = fresh(paper)
	# The text that was read has not changed, so a signature on it still holds.
	assert (paper.workflow_state, paper.modified) == ("待负责人签发", seen)
	assert road.by("lq_head", MOMENT, opinion.sign, paper).stage == "Signed"


def test_an_extension_goes_through_its_review(road):
	road.accepted()
	procedure = frappe.get_doc("Procedure", "延期审核审批")
	procedure.is_default = 1
	procedure.save()
	publishing.publish("Extension Request")
	assert published.of("Extension Request").choose(None) == "延期审核审批"
	asked = road.by("lq", "2026-04-20 09:00", extension.request, road.petition, "情况复杂", 20)
	with pytest.raises(NotReadyToSign):
		road.by("lq_head", MOMENT, extension.approve, asked)
	with pytest.raises(NotTheSigner):
		road.by("lq", MOMENT, extension.refuse, fresh(asked), "自己退自己")
	asked = road.by("lq2", MOMENT, passing.pass_on, fresh(asked))
	asked = road.by("lq_head", MOMENT, extension.approve, fresh(asked))
	assert asked.stage == "Approved" and course(asked) == [trail.SENT, trail.PASSED, trail.SIGNED]
