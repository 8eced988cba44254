"""The print queue: it outlives restarts, gives each paper to one officer, and asks why something is printed again."""

import io

import pytest


@pytest.fixture
def accepted(words, road):
	"""A matter accepted by the township, whose notice (W08) waits to be printed there."""
	road.accepted()
	return road


def waiting(as_user, user):
	from xinfang_app.letters import printing

	with as_user(user):
		return printing.waiting()


def test_what_is_printed_waits_at_the_organ_that_issued_it(accepted, words, as_user):
	rows = waiting(as_user, words.lq)
	assert [(row["title"], row["status"], row["organ"]) for row in rows] == [
		("信访事项受理告知书", "Waiting", "QH-LQ")
	]
	assert "林青禾" not in str(rows), "names are masked in the queue"
	titles = [row["title"] for row in waiting(as_user, words.xfj)]
	assert titles == ["信访事项去向告知书"], (
		"letters between organs of the system are not printed by themselves"
	)


def test_a_letter_to_an_organ_outside_waits_too(words, road, as_user):
	import frappe

	frappe.db.set_value("Organ", "QH-RSJ", "is_external", 1)
	frappe.clear_document_cache("Organ", "QH-RSJ")
	road.referred(to="QH-RSJ")
	assert "信访事项转送函" in [row["title"] for row in waiting(as_user, words.xfj)]


def test_taken_printed_and_on_record(accepted, words, as_user):
	import frappe
	from pypdf import PdfReader

	from xinfang_app.letters import printing

	(row,) = waiting(as_user, words.lq)
	with as_user(words.lq):
		taken = printing.take([row["name"]], duplex=True)
		pages = PdfReader(io.BytesIO(taken.content)).pages
		assert taken.pages == 2 and len(pages) == 2 and taken.left == []
		assert printing.printed([row["name"]]) == 1
		assert printing.waiting() == []
		assert printing.printed([row["name"]]) == 0, "once"
		(done,) = printing.history()
	assert (done["printed_by"], done["status"]) == (words.lq, "Printed")
	stored = frappe.get_doc("Letter Print", row["name"])
	assert stored.printed_on and stored.taken_by == words.lq


def test_two_officers_at_one_queue(accepted, words, as_user):
	from xinfang_app.letters import printing

	(row,) = waiting(as_user, words.lq)
	with as_user(words.lq):
		assert printing.take([row["name"]]).names
	with as_user(words.lq2):
		second = printing.take([row["name"]])
		assert second.names == [] and second.content == b""
		assert "lq" in second.left[0]["why"]
		assert printing.waiting()[0]["taken_by"] == words.lq
		# Whoever took it went home: a colleague puts it back and prints it.
		assert printing.put_back([row["name"]]) == 1
		assert printing.take([row["name"]]).names


def test_a_jam_after_a_restart(accepted, words, as_user):
	"""The rows are in the table: whoever had taken them fetches the same papers again."""
	from xinfang_app.letters import printing

	(row,) = waiting(as_user, words.lq)
	with as_user(words.lq):
		first = printing.take([row["name"]])
		again = printing.take([row["name"]])
	assert first.names == again.names and again.content[:4] == b"%PDF"


def test_printing_again_asks_why(accepted, words, letter_of, as_user):
	from xinfang_app.letters import printing
	from xinfang_app.letters.errors import ReprintUnexplained

	letter = letter_of("W08")
	(row,) = waiting(as_user, words.lq)
	with as_user(words.lq):
		assert printing.again(letter).name == row["name"], "it waits already"
		printing.take([row["name"]])
		printing.printed([row["name"]])
		for reason in (None, "", " 补 "):
			with pytest.raises(ReprintUnexplained):
				printing.again(letter, reason)
		made = printing.again(letter, "原件淋湿无法送达")
		assert (made.is_reprint, made.reason) == (1, "原件淋湿无法送达")


def test_one_paper_that_cannot_be_printed_stops_no_other(accepted, words, letter_of, as_user):
	import frappe

	from xinfang_app import letters
	from xinfang_app.letters import pdf, printing

	notice = letter_of("W08")
	pdf.make_in_background(notice.name)
	path = frappe.get_doc(
		"File", {"file_url": frappe.db.get_value("Official Letter", notice.name, "pdf")}
	).get_full_path()
	with open(path, "ab") as handle:
		handle.write(b"%changed")
	frappe.set_user("Administrator")
	referral = frappe.get_last_doc("Petition Referral")
	other = accepted.by("lq", "2026-03-13 10:00", letters.issue, "W12", referral, organ="QH-LQ")
	with as_user(words.lq):
		printing.again(other)
		rows = printing.waiting()
		taken = printing.take([row["name"] for row in rows])
		assert len(taken.names) == 1 and len(taken.left) == 1
		bad = next(row for row in printing.waiting() if row["problem"])
	assert bad["status"] == "Waiting" and bad["letter"] == notice.name


def test_another_organ_prints_nothing_of_it(accepted, words, letter_of, as_user):
	import frappe

	from xinfang_app.letters import printing

	(row,) = waiting(as_user, words.lq)
	for user in (words.xfj, words.rsj):
		with as_user(user):
			for step in (printing.take, printing.printed, printing.put_back, printing.take_off):
				with pytest.raises(frappe.PermissionError):
					step([row["name"]])
			with pytest.raises(frappe.PermissionError):
				printing.again(letter_of("W08"))


def test_what_needs_no_print_is_taken_off_by_name(accepted, words, as_user):
	from xinfang_app.letters import printing

	(row,) = waiting(as_user, words.lq)
	with as_user(words.lq):
		assert printing.take_off([row["name"]]) == 1
		assert printing.waiting() == []
		assert printing.history()[0]["printed_by"] == words.lq


def test_the_queue_is_no_form(accepted):
	import frappe

	from xinfang_app.letters.errors import LetterFrozen

	row = frappe.get_last_doc("Letter Print")
	row.status = "Printed"
	with pytest.raises(LetterFrozen):
		row.save()
	with pytest.raises(LetterFrozen):
		row.delete(ignore_permissions=True)
