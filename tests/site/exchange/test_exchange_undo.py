"""What an import registered is taken back as far as the law allows, and told where it is not."""

import frappe
import pytest

from xinfang_app.exchange.errors import WrongStep


def states(batch, desk):
	return [(row.state, row.reason) for row in desk.rows(batch)]


def test_untouched_pieces_are_filed_and_keep_their_numbers(desk, given):
	batch = desk.imported(
		given.book(given.row("GJ1", 办理方式="交办", 办理期限="2026-05-30"), given.row("GJ2"))
	)
	pieces = frappe.get_all("Petition Submission", pluck="number")
	gone = given.matter("GJ1").name
	desk.undo(batch)
	assert batch.status == "Undone" and [state for state, _reason in states(batch, desk)] == ["Undone"] * 2
	assert sorted(frappe.get_all("Petition Submission", pluck="number")) == sorted(pieces)
	for petition in frappe.get_all("Petition", fields=["stage", "closing_reason"]):
		assert petition.stage == "Filed" and "清单选错了" in petition.closing_reason
	assert frappe.db.get_value("Deadline", {"ref_name": gone, "rule": "N08U"}, "state") == "Cancelled"
	assert not frappe.db.exists("Deadline", {"state": "Running", "kind": "Duty"})


def test_the_right_list_brings_it_in_again(desk, given):
	batch = desk.imported(given.book(given.row("GJ1", 标题="错列")))
	desk.undo(batch)
	again = desk.imported(given.book(given.row("GJ1")), "2026-03-02 11:30")
	assert given.verdicts(again) == [("To register", "Done")]
	assert frappe.db.count("Petition Submission", {"upper_number": "GJ1"}) == 2
	assert given.matter("GJ1").petition == desk.rows(again)[0].petition


def test_what_somebody_worked_on_stays_with_its_reason(desk, given, county):
	from xinfang_app.petition.referring import referral
	from xinfang_app.petition.registering import classification

	batch = desk.imported(given.book(*[given.row(f"GJ{n}") for n in range(1, 6)]))
	petitions = [frappe.get_doc("Petition", given.matter(f"GJ{n}").petition) for n in range(1, 6)]
	with desk.at("2026-03-02 10:30"):
		referral.refer(petitions[0], county.LQ)
		petitions[1].add_comment("Comment", "已电话核实")
		classification.classify(petitions[2], "更正分类", category="0102")
		frappe.get_doc(
			{
				"doctype": "ToDo",
				"description": "核实",
				"reference_type": "Petition",
				"reference_name": petitions[3].name,
				"allocated_to": county.xfj2,
			}
		).insert(ignore_permissions=True)
	desk.undo(batch)
	found = states(batch, desk)
	assert [state for state, _reason in found] == ["Kept", "Kept", "Kept", "Kept", "Undone"]
	assert all(reason for _state, reason in found)
	assert frappe.db.get_value("Petition", petitions[0].name, "stage") == "Referred"
	assert given.matter("GJ2") and not given.matter("GJ5")


def test_a_term_taken_over_goes_back_unless_a_later_list_changed_it(desk, given):
	def listed(due):
		return given.book(given.row("GJ1", 办理方式="交办", 办理期限=due))

	desk.imported(listed("2026-05-30"))
	second = desk.imported(listed("2026-06-30"), "2026-03-03 10:00")
	desk.undo(second, moment="2026-03-03 11:00")
	assert str(given.matter("GJ1").due_on) == "2026-05-30"
	third = desk.imported(listed("2026-06-15"), "2026-03-04 10:00")
	desk.imported(listed("2026-06-20"), "2026-03-04 11:00")
	desk.undo(third, moment="2026-03-04 12:00")
	assert [state for state, _reason in states(third, desk)] == ["Kept"]
	assert str(given.matter("GJ1").due_on) == "2026-06-20"


def test_it_needs_a_reason_and_an_import_that_ran(desk, given):
	from xinfang_app.exchange import undoing

	batch = desk.take_in(given.book(given.row()))
	with desk.at("2026-03-02 11:00"), pytest.raises(WrongStep):
		undoing.start(batch, "清单选错了")
	desk.run(batch)
	with desk.at("2026-03-02 11:00"), pytest.raises(WrongStep):
		undoing.start(batch, " ")


def test_the_ground_of_a_mistake_is_no_way_out_for_anybody_else(desk, given):
	from xinfang_app.petition.ending import closing
	from xinfang_app.petition.handling_errors import ClosingRefused

	desk.imported(given.book(given.row()))
	petition = frappe.get_doc("Petition", given.matter("GJ0001").petition)
	with desk.at("2026-03-02 11:00"), pytest.raises(ClosingRefused):
		closing.file(petition, closing.MISTAKE, "误登")
