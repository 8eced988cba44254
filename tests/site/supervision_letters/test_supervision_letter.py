"""A supervision letter from its draft to the end: drafted, reviewed, signed, sent, signed for, answered, verified."""

import frappe
import pytest

from xinfang_app.access import scope
from xinfang_app.deadline import engine, milestones
from xinfang_app.letters import pdf, previewing
from xinfang_app.petition.answering import many, passing, trail, waiting
from xinfang_app.petition.handling_errors import NotReadyToSign, NotTheSigner, Recused, SomethingMissing
from xinfang_app.supervision import drafting, letters, replying
from xinfang_app.supervision.refusals import BasisRefused, LetterRefused, NotTheVerifier, NotYours

LETTER = "Supervision Letter"


def seen_by(office, letter, *people):
	"""Who of `people` may read the letter, by the document and by the list alike."""
	found = {}
	for who in people:

		def ask():
			listed = [row["name"] for row in scope.get_list(LETTER, {"name": letter.name})]
			assert bool(listed) == scope.may(letter, "read")
			return bool(listed)

		found[who] = office.by(who, "2026-03-26 16:00", ask)
	return found


def test_a_draft_is_filled_from_the_record(office):
	letter = office.draft(petitions=[office.late()])
	(row,) = letter.matters
	assert (letter.organ, letter.from_organ, letter.rule, letter.cause) == ("QH-LQ", "QH-XFJ", "N04", "D01")
	assert "第二十三条" in letter.article and letter.stage == "Draft" and letter.scope_code == "990124000000"
	assert (
		"书面告知”的期限至2026年3月20日" in row.facts
		and "已逾期6日" in row.facts
		and "柳桥镇人民政府办理" in row.facts
	)
	assert row.petition_number and "林青禾" not in str(letter.as_dict())
	assert letter.title == "土地征收青苗补偿款未足额发放" and str(letter.due_on) == "2026-04-10"


def test_nobody_but_its_office_sees_a_draft(office):
	letter = office.waiting()
	people = ("sup", "xf_head", "xfj", "lq", "lq_head", "rsj")
	assert seen_by(office, letter, *people) == {
		"sup": True,
		"xf_head": True,
		"xfj": True,
		"lq": False,
		"lq_head": False,
		"rsj": False,
	}
	steps = frappe.get_all("Signing Step", {"ref_name": letter.name}, pluck="name")
	assert steps
	for child in ("Supervision Matter", "Supervision Copy"):
		rows = office.by("lq", "2026-03-26 16:00", lambda: scope.get_list(child, {"parent": letter.name}))  # noqa: B023
		assert not rows
	hidden = office.by(
		"lq_head", "2026-03-26 16:00", lambda: scope.get_list("Signing Step", {"ref_name": letter.name})
	)
	assert not hidden
	letter = office.by("xf_leader", "2026-03-26 15:00", letters.sign, letter)
	assert seen_by(office, letter, "sup", "lq", "lq_head", "rsj") == {
		"sup": True,
		"lq": True,
		"lq_head": True,
		"rsj": False,
	}


def test_review_and_signature_are_the_procedures(office):
	letter = office.by("sup", "2026-03-26 10:00", letters.submit, office.draft())
	with pytest.raises(NotReadyToSign, match="审核"):
		office.by("xf_leader", "2026-03-26 11:00", letters.sign, letter)
	with pytest.raises(NotTheSigner):
		office.by("sup", "2026-03-26 11:00", passing.pass_on, letter)
	letter = office.by("xf_head", "2026-03-26 11:00", passing.pass_on, letter)
	with pytest.raises(NotTheSigner):
		office.by("xf_head", "2026-03-26 12:00", letters.sign, letter)
	back = office.by("xf_leader", "2026-03-26 12:00", letters.send_back, letter, "写明整改时限")
	assert back.stage == "Draft" and back.returned_reason == "写明整改时限" and not back.signed_by
	outcomes = office.by("sup", "2026-03-26 13:00", trail.of, back)
	assert [row["outcome"] for row in outcomes] == [trail.SENT, trail.PASSED, trail.BACK]


def test_signed_it_is_numbered_printed_and_sent(office):
	first, second = office.sent(), office.sent()
	assert [one.document_number for one in (first, second)] == ["信访局督〔2026〕1号", "信访局督〔2026〕2号"]
	assert first.stage == "Sent" and first.delivery == "Sent" and str(first.sent_on) == "2026-03-26 15:00:00"
	paper = frappe.get_doc("Official Letter", first.letter)
	text = frappe.utils.strip_html(paper.html)
	assert "已逾期6日" in text and "督办要求" in text and "柳桥镇人民政府" in text and "林青禾" not in text
	assert office.by("sup", "2026-03-26 16:00", pdf.of, paper, reason="核对").startswith(b"%PDF")
	assert office.by("sup", "2026-03-26 16:00", previewing.issued_word, paper, reason="核对")[:2] == b"PK"


def test_it_waits_for_whom_the_chain_names_and_is_signed_in_a_batch(office):
	batch = [office.waiting() for _ in range(3)]
	rows = office.by("xf_leader", "2026-03-26 14:00", waiting.waiting)
	assert {row["name"] for row in rows} == {one.name for one in batch}
	assert rows[0]["what"].startswith("督办函") and rows[0]["steps"][0]["action"] == "签发"
	read = office.by("xf_leader", "2026-03-26 14:00", waiting.read, batch[0])
	assert any("逾期" in line["text"] for line in read["fields"])
	done = office.by(
		"xf_leader",
		"2026-03-26 15:00",
		many.sign_many,
		[
			{"doctype": LETTER, "name": row["name"], "seen": row["seen"], "state": row["steps"][0]["state"]}
			for row in rows
		],
	)
	assert [row["done"] for row in done] == [True] * 3, done
	numbers = sorted(frappe.db.get_value(LETTER, one.name, "document_number") for one in batch)
	assert numbers == [f"信访局督〔2026〕{serial}号" for serial in (1, 2, 3)]


def test_a_signature_on_paper_sends_it_too(office):
	letter = office.waiting()
	answer = office.by(
		"sup",
		"2026-03-26 15:30",
		letters.sign_on_paper,
		letter,
		signer=office.road.county.xf_leader,
		occurred_on="2026-03-26",
		scan="/private/files/signed.pdf",
	)
	assert (answer.stage, answer.sign_mode, answer.document_number) == (
		"Sent",
		"On paper",
		"信访局督〔2026〕1号",
	)


def test_the_organ_signs_for_it_and_answers(office):
	letter = office.sent()
	for who in ("sup", "rsj"):
		with pytest.raises(frappe.PermissionError):
			office.by(who, "2026-03-27 09:00", replying.receive, letter)
	assert engine.clock(letter, "S02").state == "Running"
	letter = office.by("lq", "2026-03-27 09:00", replying.receive, letter)
	assert letter.received_by == office.road.county.lq and engine.clock(letter, "S02").state == "Met"
	clock = engine.clock(letter, "S01")
	assert (clock.state, str(clock.due_on), clock.organ) == ("Running", "2026-04-10", "QH-LQ")
	with pytest.raises(SomethingMissing):
		office.by("lq", "2026-04-02 09:00", replying.answer, letter, "  ", office.evidence())
	with pytest.raises(LetterRefused, match="佐证"):
		office.by("lq", "2026-04-02 09:00", replying.answer, letter, "已办。", [])
	with pytest.raises(frappe.PermissionError):
		office.by("sup", "2026-04-02 09:00", replying.answer, letter, "已办。", office.evidence())
	letter = office.by("lq", "2026-04-02 09:00", replying.answer, letter, "已补发告知书。", office.evidence())
	assert letter.stage == "Answered" and engine.clock(letter, "S01").state == "Met"
	assert engine.clock(letter, "S03").organ == "QH-XFJ"
	assert [row.milestone for row in milestones.history(letter)] == ["sent", "received", "answered"]


def test_an_answer_signs_for_the_letter_by_itself(office):
	letter = office.by(
		"lq", "2026-03-27 10:00", replying.answer, office.sent(), "已补发告知书。", office.evidence()
	)
	assert letter.stage == "Answered" and str(letter.received_on) == "2026-03-27 10:00:00"


def test_verified_by_somebody_else_and_closed(office):
	letter = office.answered()
	for who in ("xf_leader", "lq", "lq_head"):
		with pytest.raises(frappe.PermissionError):
			office.verified(who=who, letter=letter)
	with pytest.raises(NotTheVerifier, match="另"):
		office.verified(who="xf_leader", letter=letter)
	with pytest.raises(SomethingMissing, match="信访人"):
		office.verified(letter=letter, petitioner_asked=False, petitioner_view=None)
	with pytest.raises(SomethingMissing):
		office.verified(letter=letter, file_finding="")
	assert frappe.db.get_value(LETTER, letter.name, "stage") == "Answered"
	closed = office.verified(letter=letter)
	assert (closed.stage, closed.verdict, closed.verified_by) == (
		"Closed",
		"Demand met",
		office.road.county.sup,
	)
	assert engine.clock(closed, "S03").state == "Met"
	# What the petitioner said stays with the office.
	asked = {
		who: office.by(
			who,
			"2026-04-03 10:00",
			lambda: scope.get_list("Supervision Check", {"letter": closed.name}, ["petitioner_view"]),
		)
		for who in ("sup", "lq", "lq_head")
	}
	assert asked == {"sup": [{"petitioner_view": "已收到告知书。"}], "lq": [], "lq_head": []}


def test_whoever_stands_aside_takes_no_part(office):
	letter = office.answered()
	petition = letter.matters[0].petition
	frappe.get_doc(
		{
			"doctype": "Recusal",
			"petition": petition,
			"organ": "QH-XFJ",
			"holder": "QH-LQ",
			"scope_code": "990124003000",
			"user": office.road.county.sup,
			"status": "Recused",
			"reason": "亲属",
			"asked_by": "The official",
		}
	).db_insert()
	with pytest.raises(Recused):
		office.verified(letter=letter)


def test_not_met_drafts_the_next_of_the_ladder(office):
	first = office.answered(kind="Reminder Letter")
	raised = office.verified("Demand not met", letter=first, reason="未送达信访人。")
	assert raised.stage == "Escalated"
	following = frappe.get_doc(LETTER, raised.next_letter)
	assert (following.kind, following.former, following.stage) == ("Urging Notice", first.name, "Draft")
	assert "未送达信访人" in following.facts and following.matters[0].petition == first.matters[0].petition
	order = office.verified("Demand not met", letter=office.answered())
	proposal = frappe.get_doc("Conference Proposal", order.next_proposal)
	assert (proposal.status, proposal.measure, proposal.letter) == ("Draft", "Listed Supervision", order.name)


def test_several_petitions_of_one_organ_in_one_letter(office):
	names = [office.late_row(), office.late_row()]
	letter = office.draft(petitions=names)
	assert [row.petition for row in letter.matters] == names and "等2件" in letter.title
	other = office.late_row()
	frappe.db.set_value("Petition", other, "holder", "QH-RSJ")
	with pytest.raises(LetterRefused, match="一个"):
		office.draft(petitions=[*names, other])
	made = office.by("sup", "2026-03-26 09:00", drafting.draft_many, [*names, other])
	assert [(one.organ, len(one.matters)) for one in made] == [("QH-LQ", 2), ("QH-RSJ", 1)]


def test_who_may_draft(office):
	name = office.late_row()
	for who in ("lq", "rsj", "lq_head"):
		with pytest.raises(frappe.PermissionError):
			office.draft(petitions=[name], who=who)
	frappe.db.set_value("Petition", name, "holder", "QH-XFJ")
	with pytest.raises(NotYours, match="本机关"):
		office.draft(petitions=[name])


def test_own_terms_never_cite_accountability(office):
	letter = office.draft()
	letter.update({"rule": "N30", "article": "《信访工作条例》第四十五条", "cause": "D07"})
	with pytest.raises(BasisRefused, match="第四十三条"):
		office.by("sup", "2026-03-26 10:00", letters.submit, letter.save(ignore_permissions=True))
	clean = {
		"article": "《信访工作条例》第四十条",
		"cause": "D07",
		"demand": "请办理。",
		"facts": "见〔2025〕45号文，涉及44户。",
		"next_step": "将予督办。",
	}
	cited = [("cause", "D03"), *((key, "依照第四十五条。") for key in ("demand", "facts", "next_step"))]
	for key, text in cited:
		letter.update({**clean, key: text})
		with pytest.raises(BasisRefused):
			office.by("sup", "2026-03-26 10:00", letters.submit, letter.save(ignore_permissions=True))
	letter.update(clean)
	letter.matters[0].facts = "构成第44条所列情形。"
	with pytest.raises(BasisRefused):
		office.by("sup", "2026-03-26 10:00", letters.submit, letter.save(ignore_permissions=True))
	letter.matters[0].facts = "见〔2025〕45号文。"
	letter = office.by("sup", "2026-03-26 10:00", letters.submit, letter.save(ignore_permissions=True))
	assert letter.stage == "Pending Signature"


def test_a_statutory_term_may_cite_its_article(office):
	letter = office.draft()
	letter.update({"rule": "N15", "article": "《信访工作条例》第四十五条"})
	letter = office.by("sup", "2026-03-26 10:00", letters.submit, letter.save(ignore_permissions=True))
	assert letter.stage == "Pending Signature"


def test_whoever_serves_at_the_organ_does_not_verify_it(office):
	from tests.site.handling.conftest import post_row
	from xinfang_app.supervision import todo, view

	letter = office.answered()
	post_row(office.road.county.sup, "QH-LQ", "Township Officer")
	with pytest.raises(NotTheVerifier, match="任职"):
		office.verified(letter=letter)
	seen = office.by("sup", "2026-04-03 09:00", view.of_letter, letter)
	assert "verify" not in seen["steps"] and seen["must_not_verify"]
	lines = office.by("sup", "2026-04-03 09:00", lambda: todo.sections(frappe.session.user))
	assert "letters_verify" not in [one["key"] for one in lines]
	assert office.verified(letter=letter, who="xf_head").stage == "Closed"


def test_listed_supervision_needs_the_conference(office):
	from xinfang_app.supervision import proposals

	letter = office.draft(kind="Listed Supervision")
	with pytest.raises(BasisRefused, match="联席会议"):
		office.by("sup", "2026-03-26 10:00", letters.submit, letter)
	proposal = office.by(
		"sup",
		"2026-03-26 09:00",
		proposals.draft,
		[letter.matters[0].petition],
		"QH-LQ",
		"Listed Supervision",
		"多次督办未果。",
	)
	proposal = office.by("sup", "2026-03-26 09:10", proposals.submit, proposal)
	letter.conference_proposal = proposal.name
	with pytest.raises(BasisRefused):
		office.by("sup", "2026-03-26 10:00", letters.submit, letter.save(ignore_permissions=True))
	office.by(
		"sup",
		"2026-03-27 09:00",
		proposals.decide,
		proposal,
		True,
		number="青信联〔2026〕2号",
		decided_on="2026-03-27",
		decided_by="县联席会议",
		scan="/private/files/decision.pdf",
	)
	letter = office.by("sup", "2026-03-27 10:00", letters.submit, letter)
	letter = office.by("xf_head", "2026-03-27 10:30", passing.pass_on, letter)
	letter = office.by("xf_leader", "2026-03-27 11:00", letters.sign, letter)
	assert letter.document_number == "信访局挂〔2026〕1号"
	assert "青信联〔2026〕2号" in frappe.db.get_value("Official Letter", letter.letter, "html")


def test_copies_let_the_organ_read_and_tell_it(office):
	letter = office.draft()
	letter.append("copies", {"organ": "QH-RSJ"})
	letter.save(ignore_permissions=True)
	assert seen_by(office, letter, "rsj") == {"rsj": False}
	letter = office.by("sup", "2026-03-26 10:00", letters.submit, letter)
	letter = office.by("xf_head", "2026-03-26 11:00", passing.pass_on, letter)
	letter = office.by("xf_leader", "2026-03-26 15:00", letters.sign, letter)
	assert seen_by(office, letter, "rsj") == {"rsj": True}
	told = frappe.get_all(
		"Outbox Message", {"ref_name": letter.name}, ["organ", "audience", "content"], order_by="organ"
	)
	assert [(row.organ, row.audience) for row in told] == [
		("QH-LQ", "officer,head"),
		("QH-RSJ", "head,leader"),
	]
	assert all("林青禾" not in row.content and "青苗" not in row.content for row in told)


def test_withdrawn_with_a_reason_its_clocks_end(office):
	letter = office.received()
	with pytest.raises(frappe.PermissionError):
		office.by("lq", "2026-03-28 09:00", letters.withdraw, letter, "误发")
	with pytest.raises(SomethingMissing):
		office.by("sup", "2026-03-28 09:00", letters.withdraw, letter, " ")
	letter = office.by("sup", "2026-03-28 09:00", letters.withdraw, letter, "事项已在期限内办结，系误发。")
	assert letter.stage == "Withdrawn" and engine.clock(letter, "S01").state == "Stopped"


def test_a_form_changes_drafts_only_and_moves_nothing(office):
	letter = office.draft()

	def by_form(**values):
		doc = frappe.get_doc(LETTER, letter.name)
		doc.update(values)
		return doc.save()

	with pytest.raises(frappe.ValidationError):
		office.by("sup", "2026-03-26 10:00", by_form, workflow_state="督办已送达")
	changed = office.by(
		"sup", "2026-03-26 10:00", by_form, demand="请三日内办结。", signed_by="Administrator", organ="QH-RSJ"
	)
	assert (changed.demand, changed.signed_by, changed.organ) == ("请三日内办结。", None, "QH-LQ")
	office.by("sup", "2026-03-26 10:30", letters.submit, frappe.get_doc(LETTER, letter.name))
	with pytest.raises(frappe.ValidationError):
		office.by("sup", "2026-03-26 11:00", by_form, demand="改。")
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc(LETTER, letter.name, ignore_permissions=True)


def test_the_list_of_the_morning_says_what_waits(office):
	from xinfang_app.supervision import todo

	def keys(who, moment):
		return {
			s["key"]: len(s["items"])
			for s in office.by(who, moment, lambda: todo.sections(frappe.session.user))
		}

	letter = office.draft()
	assert keys("sup", "2026-03-26 09:30") == {"letters_draft": 1} and keys("lq", "2026-03-26 09:30") == {}
	letter = office.by("sup", "2026-03-26 10:00", letters.submit, letter)
	letter = office.by("xf_head", "2026-03-26 11:00", passing.pass_on, letter)
	letter = office.by("xf_leader", "2026-03-26 15:00", letters.sign, letter)
	assert keys("lq", "2026-03-26 16:00") == {"letters_receive": 1}
	letter = office.by("lq", "2026-03-27 09:00", replying.receive, letter)
	assert keys("lq", "2026-03-27 16:00") == {"letters_answer": 1}
	office.by("lq", "2026-04-02 09:00", replying.answer, letter, "已办。", office.evidence())
	assert (
		keys("sup", "2026-04-02 16:00") == {"letters_verify": 1}
		and keys("xf_leader", "2026-04-02 16:00") == {}
	)


def test_the_morning_list_takes_the_sections_as_they_are(office):
	from xinfang_app.office import worklist

	office.sent()
	told = office.by("lq", "2026-03-26 16:00", worklist.of)
	(section,) = [one for one in told["sections"] if one["key"] == "letters_receive"]
	(line,) = section["items"]
	assert (section["title"], line["what"], line["number"]) == (
		"待签收的督办函",
		"督办函",
		"信访局督〔2026〕1号",
	)
	office.waiting()
	signs = office.by("xf_leader", "2026-03-26 16:00", worklist.of)["sections"]
	(line,) = next(one for one in signs if one["key"] == "to_sign")["items"]
	assert line["doctype"] == LETTER and line["title"]


def test_messages_name_the_letter_and_nobody_else(office):
	from xinfang_app.messages import outbox
	from xinfang_app.supervision import telling

	letter = office.verified()
	rows = frappe.get_all("Outbox Message", {"ref_name": letter.name}, ["*"], order_by="creation asc")
	said = [telling.text(outbox.read(row)) for row in rows]
	assert [one["title"] for one in said] == [
		"青禾县信访局发来督办函 信访局督〔2026〕1号，请签收",
		"督办函 信访局督〔2026〕1号：责任单位已反馈，请核查",
		"督办函 信访局督〔2026〕1号：经核查予以销号",
	]
	assert "青苗" not in str(said) and "林" not in str(said)


def test_no_remarks_on_a_draft_that_the_organ_will_read(office):
	letter = office.draft()

	def remark():
		return frappe.get_doc(LETTER, letter.name).add_comment("Comment", "内部意见")

	with pytest.raises(LetterRefused, match="拟稿"):
		office.by("sup", "2026-03-26 10:00", remark)
	assert not frappe.db.exists("Comment", {"reference_name": letter.name, "comment_type": "Comment"})
	assert not frappe.db.exists("Version", {"docname": letter.name})
