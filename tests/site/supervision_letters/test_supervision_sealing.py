"""What was found to be an accusation leaves the papers of supervision too (art. 30)."""

import frappe
import pytest

from xinfang_app.letters import pdf
from xinfang_app.petition.answering import passing
from xinfang_app.petition.registering import split
from xinfang_app.supervision import letters, proposals, recommendations, replying

MATTER = "土地征收青苗补偿款未足额发放"
TYPED = "村主任张某截留补偿款"
EXTRACT = {
	"title": "补足青苗补偿款",
	"content": "请求补足青苗补偿款。",
	"claims": ["补足青苗补偿款"],
	"purpose": "3",
}


@pytest.fixture
def pressed(office):
	"""A petition about which a letter was sent, answered and verified, a proposal and a recommendation drafted."""
	name, other = office.late(), office.late_row()
	letter = office.draft(petitions=[name, other])

	def by_form():
		doc = frappe.get_doc("Supervision Letter", letter.name)
		return doc.update({"facts": TYPED, "demand": "查清" + TYPED}).save()

	letter = office.by("sup", "2026-03-26 09:30", by_form)
	letter = office.by("sup", "2026-03-26 10:00", letters.submit, letter)
	letter = office.by("xf_head", "2026-03-26 11:00", passing.pass_on, letter)
	letter = office.by("xf_leader", "2026-03-26 15:00", letters.sign, letter)
	paper = frappe.get_doc("Official Letter", letter.letter)
	office.by("sup", "2026-03-26 16:00", pdf.of, paper, reason="核对")
	letter = office.by(
		"lq", "2026-04-02 09:00", replying.answer, letter, TYPED + "，已查。", office.evidence()
	)
	office.verified(letter=letter, petitioner_view=TYPED)
	proposal = office.by("sup", "2026-04-03 09:00", proposals.draft, [name], "QH-LQ", "Interview", TYPED)
	proposal.add_comment("Comment", TYPED)
	advice = office.by(
		"sup",
		"2026-04-03 09:00",
		lambda: recommendations.draft("Improve Work", "QH-LQ", [name], problem=TYPED, proposal="建台账。"),
	)
	return frappe._dict(name=name, other=other, letter=letter, proposal=proposal, advice=advice)


def told(*records):
	"""Everything that stands in the records, their papers and what Frappe keeps beside them."""
	found = []
	for doctype, name in records:
		found.append(frappe.get_doc(doctype, name).as_dict())
		for paper in frappe.get_all(
			"Official Letter", {"ref_doctype": doctype, "ref_name": name}, pluck="name"
		):
			found.append(frappe.get_doc("Official Letter", paper).as_dict())
			assert not frappe.db.exists("File", {"attached_to_name": paper})
		found.append(frappe.get_all("Version", {"docname": name}, ["data"]))
		found.append(frappe.get_all("Comment", {"reference_name": name}, ["content"]))
	return str(found)


def test_sealed_out_nothing_of_it_stands_in_supervision(pressed):
	frappe.set_user("Administrator")
	piece = frappe.get_doc(
		"Petition Submission", frappe.db.get_value("Petition", pressed.name, "first_submission")
	)
	checks = frappe.get_all("Supervision Check", {"letter": pressed.letter.name}, pluck="name")
	records = [
		("Supervision Letter", pressed.letter.name),
		("Conference Proposal", pressed.proposal.name),
		("Recommendation", pressed.advice.name),
		*(("Supervision Check", check) for check in checks),
	]
	before = told_before(records)
	assert TYPED in before and MATTER in before
	split.seal_out(piece, EXTRACT)
	after = told(*records)
	assert TYPED not in after and "密件事项" in after
	letter = frappe.get_doc("Supervision Letter", pressed.letter.name)
	first, second = letter.matters
	assert (first.title, first.facts, letter.facts, letter.demand) == ("密件事项",) * 4
	assert letter.title == "密件事项 等2件" and letter.document_number and letter.stage == "Closed"
	# The other matter of the letter is its own; it keeps what is on record.
	assert second.title == MATTER and "逾期" in second.facts
	proposal = frappe.get_doc("Conference Proposal", pressed.proposal.name)
	assert proposal.reason == "密件事项" and MATTER not in proposal.title
	assert frappe.db.get_value("Official Letter", letter.letter, ["html", "pdf"]) == ("密件事项", None)


def told_before(records):
	return str([frappe.get_doc(doctype, name).as_dict() for doctype, name in records])


def test_a_piece_of_another_petition_changes_nothing(office, pressed):
	frappe.set_user("Administrator")
	foreign = office.road.registered()
	split.seal_out(frappe.get_doc("Petition Submission", foreign.name), EXTRACT)
	assert frappe.db.get_value("Supervision Letter", pressed.letter.name, "facts") == TYPED
