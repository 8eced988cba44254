"""Issuing: number, frozen text, no identity in it, sealed matters kept out."""

import pytest


def test_numbers_count_per_organ_kind_and_year(words, road):
	import frappe

	from xinfang_app import letters

	road.referred()
	piece = frappe.get_doc("Petition Submission", road.petition.first_submission)
	referral = frappe.get_last_doc("Petition Referral")
	first = frappe.get_last_doc("Official Letter", {"template": "W05"})
	assert first.document_number == "青信转〔2026〕1号"
	again = road.by("xfj", "2026-03-05 11:00", letters.issue, "W05", referral, organ="QH-XFJ")
	assert again.document_number == "青信转〔2026〕2号"
	other_kind = road.by("xfj", "2026-03-05 11:00", letters.issue, "W06", referral, organ="QH-XFJ")
	assert other_kind.document_number == "青信交〔2026〕1号"
	other_organ = road.by("xfj", "2026-03-05 11:00", letters.issue, "W05", referral, organ="QH-LQ")
	assert other_organ.document_number == "柳政信转〔2026〕1号"
	next_year = road.by(
		"xfj", "2027-01-04 09:00", letters.issue, "W05", referral, organ="QH-XFJ", occurred_on="2027-01-04"
	)
	assert (next_year.document_number, str(next_year.issued_on)) == (
		"青信转〔2027〕1号",
		"2027-01-04 09:00:00",
	)
	backdated = road.by(
		"xfj", "2027-01-04 09:00", letters.issue, "W05", referral, organ="QH-XFJ", occurred_on="2026-12-31"
	)
	assert backdated.document_number == "青信转〔2026〕3号"
	without = road.by("xfj", "2026-03-05 11:00", letters.issue, "W03", piece, organ="QH-XFJ")
	assert not without.document_number


def test_an_organ_without_a_word_still_issues(county, road):
	import frappe

	road.referred()
	number = frappe.get_last_doc("Official Letter", {"template": "W05"}).document_number
	assert number.endswith("转〔2026〕1号") and len(number) > len("转〔2026〕1号")


def test_what_was_issued_is_frozen(words, road, letter_of):
	import frappe

	from xinfang_app.letters.errors import LetterFrozen

	road.referred()
	letter = letter_of("W05")
	for field, value in (
		("html", "<p>另一份</p>"),
		("document_number", "青信转〔2026〕9号"),
		("organ", "QH-LQ"),
	):
		letter.reload()
		letter.set(field, value)
		with pytest.raises(LetterFrozen):
			letter.save(ignore_permissions=True)
	with pytest.raises(LetterFrozen):
		letter.delete(ignore_permissions=True)
	with pytest.raises(LetterFrozen):
		frappe.rename_doc("Official Letter", letter.name, "other", force=True)
	with pytest.raises(LetterFrozen):
		frappe.get_doc({**letter.as_dict(), "name": None, "document_number": None}).insert(
			ignore_permissions=True
		)
	letter.reload()
	letter.save(ignore_permissions=True)


def test_the_counter_is_not_edited(words, road):
	import frappe

	from xinfang_app.letters.errors import LetterFrozen

	road.referred()
	counter = frappe.get_doc("Letter Number", "QH-XFJ-转-2026")
	counter.last_serial = 0
	with pytest.raises(LetterFrozen):
		counter.save(ignore_permissions=True)
	with pytest.raises(LetterFrozen):
		counter.delete(ignore_permissions=True)


def test_stored_text_names_nobody(words, road):
	import frappe

	from xinfang_app import letters
	from xinfang_app.letters import render
	from xinfang_app.petition.registering import query_code

	road.referred()
	piece = frappe.get_doc("Petition Submission", road.petition.first_submission)
	road.by("xfj", "2026-03-05 11:00", letters.issue, "W03", piece, organ="QH-XFJ")
	road.by("xfj", "2026-03-05 11:00", letters.issue, "W01", piece, organ="QH-XFJ")
	code = query_code.told(piece.name)
	for row in frappe.get_all("Official Letter", fields=["template", "html"]):
		shown = render.masked(row.html)
		for text in (row.html, shown):
			for secret in ("林青禾", "13900000011", "东沟村3组", code, code[:4] + "-"):
				assert secret not in text, (row.template, secret)
		if row.template != "W01":
			assert "⟦" in row.html
		assert "⟦" not in shown
	assert "林" in render.masked(frappe.get_last_doc("Official Letter", {"template": "W03"}).html)


def test_notice_goes_to_the_petitioner_and_letter_to_the_organ(words, road, letter_of):
	road.accepted()
	petition = road.petition
	transfer, notice = letter_of("W05"), letter_of("W08")
	assert (transfer.recipient_organ, transfer.recipient) == ("QH-LQ", None)
	assert (notice.recipient, notice.recipient_organ) == (petition.first_petitioner, None)
	assert notice.petition == transfer.petition == petition.name
	assert notice.recipient_masked == petition.masked_name


def test_a_switched_off_or_foreign_paper_is_refused(words, road):
	import frappe

	from xinfang_app import letters
	from xinfang_app.letters.errors import LetterNotIssuable

	road.referred()
	referral = frappe.get_last_doc("Petition Referral")
	frappe.db.set_value("Letter Template", "W06", "organ_kind", "Petition Office")
	frappe.clear_document_cache("Letter Template", "W06")
	with pytest.raises(LetterNotIssuable):
		road.by("lq", "2026-03-06", letters.issue, "W06", referral, organ="QH-LQ")
	assert road.by("xfj", "2026-03-06", letters.issue, "W06", referral, organ="QH-XFJ")
	frappe.db.set_value("Letter Template", "W06", "enabled", 0)
	frappe.clear_document_cache("Letter Template", "W06")
	with pytest.raises(LetterNotIssuable):
		road.by("xfj", "2026-03-06", letters.issue, "W06", referral, organ="QH-XFJ")
	with pytest.raises(LetterNotIssuable):
		letters.issue("W99", referral, organ="QH-XFJ")


@pytest.mark.parametrize("field", ["purpose_class", "pathway"])
def test_an_accusation_takes_no_ordinary_paper(words, road, field):
	import frappe

	from xinfang_app import letters
	from xinfang_app.letters.errors import LetterNotIssuable

	road.referred()
	referral = frappe.get_last_doc("Petition Referral")
	frappe.db.set_value("Petition", road.name, field, "Accusation" if field == "purpose_class" else "P7")
	before = frappe.db.count("Official Letter")
	with pytest.raises(LetterNotIssuable):
		letters.issue("W05", referral, organ="QH-XFJ")
	assert frappe.db.count("Official Letter") == before


def test_only_plain_data_enters_a_paper(words, road):
	import frappe

	from xinfang_app import letters

	road.referred()
	referral = frappe.get_last_doc("Petition Referral")
	with pytest.raises(TypeError):
		letters.issue("W27", referral, organ="QH-LQ", extra={"note": referral})


def test_a_typed_slot_stays_text(words, road):
	import frappe

	from xinfang_app.letters import slots

	other = "p" * 16
	road.registered(title=f"要求公开⟦{other}:name⟧的账目")
	road.referred()
	html = frappe.get_last_doc("Official Letter", {"template": "W05"}).html
	assert other in html and other not in slots.petitioners(html)


def test_the_context_fills_every_listed_field(words, road):
	"""`letter_context` and `letter_fields` describe the same groups, for every DocType with papers."""
	import frappe

	from xinfang_app.letters import case, fields
	from xinfang_app.petition.paperwork import letter_fields

	road.served()
	found = 0
	for doctype in letter_fields.DOCTYPES:
		names = frappe.get_all(doctype, limit=1, pluck="name") if doctype != "Sealed Register" else []
		if not names:
			continue
		found += 1
		the_case = case.of(frappe.get_doc(doctype, names[0]), "W00")
		wanted = fields.sample(doctype)
		for group in ("petition", "recipient", "clocks", *letter_fields.DOCTYPES[doctype]):
			given = the_case.data[group]
			assert set(given) >= set(wanted[group]), (doctype, group, set(wanted[group]) - set(given))
			assert set(given) <= set(wanted[group]), (doctype, group, set(given) - set(wanted[group]))
			for key, value in wanted[group].items():
				if isinstance(value, list) and given[key]:
					assert set(given[key][0]) == set(value[0]), (doctype, group, key)
		fields.plain(the_case.data)
	assert found >= 7
