"""Signed papers that come back: what decides something waits for an officer, what proves something is filed at once."""

from datetime import date

import pytest
from sharing import module_at

scans = module_at("site/letters/scans.py")


def came_back(road, who, moment, code):
	"""Scan the signed paper with `code` as the county's user `who`; return the only row."""
	from xinfang_app.letters.scans import filing

	(row,) = road.by(who, moment, filing.take_in, scans.pdf(scans.page(code)), "QH-LQ")
	return row


def confirm(road, who, moment, row, **values):
	from xinfang_app.letters.scans import filing

	return road.by(who, moment, filing.confirm, row["name"], values)


@pytest.fixture
def blank(words, road, letter_of):
	"""The blank certificate (W24) that was taken along to the petitioner."""
	from xinfang_app.petition.answering import opinion
	from xinfang_app.petition.serving import recipients, service

	road.signed()
	who = recipients.required(road.name)[0]
	road.by("lq", "2026-04-27 09:00", service.prepare, opinion.current(road.name), who.petitioner)
	return letter_of("W24")


def test_a_certificate_signed_at_the_door_is_proposed_and_confirmed_with_its_day(blank, road):
	import frappe

	row = came_back(road, "lq", "2026-04-28 16:00", blank.barcode)
	assert row["status"] == "Proposed"
	assert {ask["fieldname"] for ask in row["asks"]} >= {"occurred_on", "result", "signer"}
	assert road.petition.stage == "Opinion Issued", "nothing is decided by a scan"
	confirm(road, "lq", "2026-04-28 16:05", row, occurred_on="2026-04-28", result="Signed for", signer="本人")
	record = frappe.get_doc("Service Record", blank.ref_name)
	assert (record.way, record.result, record.proof_owed) == ("Handed to the recipient", "Signed for", 0)
	assert record.proof == frappe.db.get_value("Returned Scan", row["name"], "file")
	assert road.petition.stage == "Executing" and road.clock("N06").state == "Met"


def test_a_wrong_day_changes_nothing_and_the_proposal_stays(blank, road):
	import frappe

	from xinfang_app.petition.handling_errors import WrongMoment

	row = came_back(road, "lq", "2026-04-28 16:00", blank.barcode)
	with pytest.raises(WrongMoment):
		confirm(
			road,
			"lq",
			"2026-04-28 16:05",
			row,
			occurred_on="2026-04-20",
			result="Signed for",
			backdate_reason="漏记",
		)
	assert frappe.db.get_value("Returned Scan", row["name"], "status") == "Proposed"
	assert not frappe.db.get_value("Service Record", blank.ref_name, "sent_on")


def test_the_proof_still_owed_files_itself(blank, road):
	import frappe

	from xinfang_app.petition.answering import opinion
	from xinfang_app.petition.serving import recipients, service

	who = recipients.required(road.name)[0]
	road.by("lq", "2026-04-28 10:00", service.serve, opinion.current(road.name), who.petitioner)
	row = came_back(road, "lq", "2026-04-29 09:00", blank.barcode)
	assert (row["status"], row["asks"]) == ("Filed", [])
	record = frappe.get_doc("Service Record", blank.ref_name)
	assert record.proof and not record.proof_owed
	file = frappe.get_doc("File", {"file_url": record.proof, "attached_to_doctype": "Service Record"})
	assert file.attached_to_name == record.name


def test_a_mail_receipt_is_found_by_its_own_barcode(words, road, monkeypatch):
	"""The slip of the post office bears the letter's number, not our code."""
	from xinfang_app.letters.scans import filing, reading
	from xinfang_app.petition.answering import opinion
	from xinfang_app.petition.serving import recipients, service

	road.signed()
	who = recipients.required(road.name)[0]
	paper = opinion.current(road.name)
	record = road.by(
		"lq",
		"2026-04-28 10:00",
		service.serve,
		paper,
		who.petitioner,
		way="By post",
		mail_number="EA123456785CN",
	)
	monkeypatch.setattr(reading, "codes", lambda page: ["EA123456785CN"])
	(row,) = road.by("lq", "2026-05-06 09:00", filing.take_in, scans.pdf(scans.page()), "QH-LQ")
	assert (row["status"], row["ref_name"]) == ("Proposed", record.name)
	confirm(road, "lq", "2026-05-06 09:05", row, result="Signed for", occurred_on="2026-04-30", signer="本人")
	record.reload()
	assert (record.result, record.received_date) == ("Signed for", date(2026, 4, 30))
	(foreign,) = road.by("rsj", "2026-05-06 09:00", filing.take_in, scans.pdf(scans.page()), "QH-RSJ")
	assert foreign["status"] == "In the tray" and not foreign["ref_name"]


def test_an_approval_signed_on_paper_is_confirmed_with_signer_and_day(words, road, letter_of):
	from xinfang_app.letters import by_hand
	from xinfang_app.petition.answering import extension

	road.accepted()
	request = road.by("lq", "2026-05-06 09:00", extension.request, road.petition, "涉及多部门，情况复杂", 30)
	form = road.by("lq", "2026-05-06 09:10", by_hand.make, "W17", request)
	row = came_back(road, "lq", "2026-05-07 09:00", form.barcode)
	assert row["status"] == "Proposed"
	signer = next(ask for ask in row["asks"] if ask["fieldname"] == "signer")
	assert words.lq_head in [option["value"] for option in signer["options"]]
	confirm(road, "lq", "2026-05-07 09:05", row, signer=words.lq_head, occurred_on="2026-05-07")
	request.reload()
	assert (request.stage, request.sign_mode, request.signed_by) == ("Approved", "On paper", words.lq_head)
	assert request.scan


def test_who_may_not_sign_is_refused_and_the_sheet_stays_proposed(words, road):
	import frappe

	from xinfang_app.letters import by_hand
	from xinfang_app.petition.handling_errors import NotTheSigner

	opinion_ = road.pending()
	sheet = road.by("lq", "2026-04-21 09:00", by_hand.make, "W21S", opinion_)
	row = came_back(road, "lq", "2026-04-22 09:00", sheet.barcode)
	with pytest.raises(NotTheSigner):
		confirm(road, "lq", "2026-04-22 09:05", row, signer=words.lq, occurred_on="2026-04-22")
	assert frappe.db.get_value("Returned Scan", row["name"], "status") == "Proposed"
	confirm(road, "lq", "2026-04-22 09:10", row, signer=words.lq_head, occurred_on="2026-04-22")
	opinion_.reload()
	assert (opinion_.stage, opinion_.sign_mode) == ("Signed", "On paper")


def test_a_signed_record_of_hearing_goes_onto_its_record(words, road):
	import frappe

	from xinfang_app.letters import by_hand

	road.heard()
	record = frappe.get_last_doc("Inquiry Record", {"kind": "Heard"})
	paper = road.by("lq", "2026-03-18 11:00", by_hand.make, "W16", record)
	assert "听取陈述" in paper.html and "经当面听取" in paper.html
	row = came_back(road, "lq", "2026-03-18 15:00", paper.barcode)
	assert row["status"] == "Filed"
	record.reload()
	assert record.file


def test_an_organ_that_has_handed_the_matter_back_files_nothing_for_it(blank, road):
	"""The township still sees its paper, but the record is no longer its to change."""
	import frappe

	opinion_ = frappe.db.get_value("Service Record", blank.ref_name, "opinion")
	for doctype, name in (
		("Petition", road.name),
		("Handling Opinion", opinion_),
		("Service Record", blank.ref_name),
		("Official Letter", blank.name),
	):
		frappe.db.set_value(doctype, name, "holder", "QH-XFJ")
	row = came_back(road, "lq", "2026-04-28 16:00", blank.barcode)
	assert row["status"] == "Proposed"
	with pytest.raises(frappe.PermissionError):
		confirm(road, "lq", "2026-04-28 16:05", row, occurred_on="2026-04-28", result="Signed for")


def test_a_form_of_rating_is_kept_and_rates_nothing(words, road, as_user):
	import frappe

	from xinfang_app.letters import by_hand
	from xinfang_app.letters.errors import LetterNotIssuable
	from xinfang_app.letters.scans import filing

	road.served()
	with pytest.raises(LetterNotIssuable):
		road.by("lq", "2026-05-06 09:00", by_hand.make, "W39", road.petition)
	form = road.by("xfj", "2026-05-06 09:00", by_hand.make, "W39", road.petition)
	(row,) = road.by("xfj", "2026-05-08 09:00", filing.take_in, scans.pdf(scans.page(form.barcode)), "QH-XFJ")
	assert not frappe.db.count("Satisfaction Rating", {"petition": road.name})
	assert row["status"] in ("Filed", "In the tray")
