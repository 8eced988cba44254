"""What the engine has drafted for a term that was not kept: once for each step, never for what ended in time."""

import frappe

from xinfang_app.deadline import milestones
from xinfang_app.organization import posting
from xinfang_app.supervision import basis, escalation, facts, letters, proposals

LETTER = "Supervision Letter"


def run(office, row, handler=escalation.draft_letter, moment="2026-03-26 09:00"):
	from xinfang_app import when

	posting.forget()
	with when.at(moment):
		return handler(row)


def test_a_step_drafts_once_whatever_happens(office):
	office.late_row()
	row = office.row(kind="Urging Notice", cause="D01", term_days=5)
	first, again = run(office, row), run(office, row)
	assert first.name == again.name and frappe.db.count(LETTER, {"source_key": "step-1"}) == 1
	assert (first.kind, first.cause, first.stage, first.by_engine) == ("Urging Notice", "D01", "Draft", 1)
	assert (first.organ, first.from_organ, str(first.due_on)) == ("QH-LQ", "QH-XFJ", "2026-03-31")
	assert "已逾期6日" in first.matters[0].facts


def test_a_weaker_step_finds_what_stands_and_a_stronger_one_follows_it(office):
	office.late_row()
	order = run(office, office.row(key="a", kind="Supervision Order"))
	assert run(office, office.row(key="b", kind="Reminder Letter")).name == order.name
	office.late_row()
	urged = run(office, office.row(key="c", kind="Urging Notice"))
	after = run(office, office.row(key="d", kind="Supervision Order"))
	assert (after.kind, after.former) == ("Supervision Order", urged.name)


def test_what_ended_in_time_asks_for_nothing(office):
	office.late_row()
	row = office.row()
	referral = frappe.get_doc("Petition Referral", row.ref_name)
	office.by("lq", "2026-03-18 09:00", milestones.record, referral, "notified")
	assert run(office, row) is None and run(office, row, escalation.propose) is None
	assert not frappe.db.exists(LETTER, {"deadline": row.deadline})


def test_what_ended_late_is_still_pressed(office):
	office.late_row()
	row = office.row()
	referral = frappe.get_doc("Petition Referral", row.ref_name)
	office.by("lq", "2026-03-24 09:00", milestones.record, referral, "notified")
	assert "实际于2026年3月24日完成，逾期4日" in run(office, row).matters[0].facts


def test_nobody_presses_himself_its_leaders_are_told(office):
	office.road.name = None
	office.road.registered()
	row = office.row("N02")
	assert row.organ == "QH-XFJ" and run(office, row, moment="2026-03-26 09:00") is None
	(told,) = frappe.get_all("Outbox Message", {"text": "supervision_own_office"}, ["audience", "organ"])
	assert (told.audience, told.organ) == ("head,leader", "QH-XFJ")


def test_a_sealed_piece_takes_no_letter(office):
	office.late_row()
	row = office.row()
	assert run(office, frappe._dict(row, ref_doctype="Sealed Register", petition=None)) is None


def test_listing_by_a_step_is_a_proposal_to_the_conference(office):
	office.late_row()
	proposal = run(office, office.row(kind="Listed Supervision"))
	assert (proposal.doctype, proposal.status, proposal.measure) == (
		"Conference Proposal",
		"Draft",
		"Listed Supervision",
	)
	# One that is open is not drafted again; another matter of the organ has its own.
	again = run(office, office.row(key="p", measure="Circular"), escalation.propose)
	assert again.name == proposal.name
	office.late_row()
	other = run(office, office.row(key="q", measure="Circular"), escalation.propose)
	assert other.measure == "Circular" and other.name != proposal.name
	assert run(office, office.row(key="q"), escalation.propose).name == other.name


def test_a_letter_by_hand_about_several_matters_stands_for_each(office):
	rows = []
	for _ in range(2):
		office.late_row()
		rows.append(office.row(key=f"m{len(rows)}", kind="Urging Notice"))
	letter = office.draft(kind="Urging Notice", petitions=[row.petition for row in rows])
	assert [run(office, row).name for row in rows] == [letter.name] * 2
	stronger = run(office, frappe._dict(rows[1], content={**rows[1].content, "options": {}}))
	assert stronger.kind == "Supervision Order" and stronger.name != letter.name
	office.late_row()
	assert run(office, office.row(key="m9", kind="Urging Notice")).name != letter.name
	office.by("sup", "2026-03-26 10:00", letters.withdraw, letter, "误拟")
	assert run(office, rows[0]).name != letter.name


def test_a_proposal_by_hand_stands_too(office):
	name = office.late_row()
	proposal = office.by(
		"sup", "2026-03-26 09:00", proposals.draft, [name], "QH-LQ", "Interview", "多次督办未果。"
	)
	assert run(office, office.row(), escalation.propose).name == proposal.name


def test_a_letter_that_is_not_answered_is_followed_by_a_stronger_one(office):
	letter = office.received(kind="Urging Notice")
	clock = frappe.get_last_doc("Deadline", {"rule": "S01", "ref_name": letter.name})
	row = frappe._dict(
		key="s01",
		ref_doctype=LETTER,
		ref_name=letter.name,
		petition=None,
		organ="QH-LQ",
		deadline=clock.name,
		content=frappe._dict(rule="S01", options={"kind": "Urging Notice", "cause": "D03"}),
	)
	after = run(office, row, moment="2026-04-10 09:00")
	assert (after.kind, after.former) == ("Supervision Order", letter.name)
	assert [one.petition for one in after.matters] == [one.petition for one in letter.matters]
	# The day of a letter binds by the Regulation (art. 40 §1), for letters as for flags: the cause asked for stands.
	assert after.cause == "D03"


def test_a_target_of_the_house_never_cites_article_45(office):
	office.late_row()
	row = office.row(cause="D03")
	frappe.db.set_value("Deadline Rule", "N04", "source_tag", "Own target")
	frappe.clear_document_cache("Deadline Rule", "N04")
	try:
		letter = run(office, row)
	finally:
		frappe.clear_document_cache("Deadline Rule", "N04")
	assert letter.cause == basis.DELAY and not basis.cites_accountability(letter.article)


def test_reminders_stand_in_the_facts(office):
	from xinfang_app.office import remind

	name = office.late_row()
	office.by("sup", "2026-03-23 09:00", remind.remind, frappe.get_doc("Petition", name), "请抓紧。")
	from xinfang_app import when

	with when.at("2026-03-26 09:00"):
		told = "\n".join(facts.of(name, "QH-LQ"))
	assert "2026年3月23日青禾县信访局催办" in told
