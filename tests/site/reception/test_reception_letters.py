"""From the tray into the register: saving while typing, the second officer, several matters, the seal."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.petition.referral_errors import StaleDocument
from xinfang_app.petition.registering.errors import AlreadyRegistered, NotAnAccusation, TooManyRepresentatives
from xinfang_app.reception import drafts, letter, tray
from xinfang_app.reception.errors import NotYourLetter, PagesNotPossible
from xinfang_app.reception.reading import job
from xinfang_app.reception.scans import cutting, keeping

PERSON = {"name": "林青苗", "phone": "13900004417", "address": "柳桥镇东沟村3组"}
VALUES = {
	"title": "青苗补偿款未足额发放",
	"content": "只到账六成。",
	"claims_text": "补足青苗补偿款",
	"category": "0201",
}


def save(draft, user, as_user, values=None, people=None, seen=None):
	with as_user(user):
		doc = drafts.get(draft.name)
		notes = drafts.save(doc, values or {}, people, seen or doc.modified)
		return doc, notes


def terms(draft):
	rows = frappe.get_all(
		"Deadline", filters={"ref_name": draft.name}, fields=["rule", "state", "due_on"], order_by="rule"
	)
	return {row.rule: (row.state, str(row.due_on)[:10]) for row in rows}


def test_the_terms_run_from_the_scan_not_from_the_registration(county, letters, as_user):
	with when.at("2026-03-02 09:00"):
		draft = letters.begin()
	assert str(draft.received_on) == "2026-03-02 09:00:00"
	assert terms(draft)["N01"] == ("Running", "2026-03-03")
	assert terms(draft)["N02"] == ("Running", "2026-03-17")
	with when.at("2026-03-05 10:00"), as_user(county.xfj):
		done = letter.register(drafts.get(draft.name))[0]
	assert str(done.received_on) == "2026-03-02 09:00:00" and terms(draft)["N01"][0] == "Late Met"


def test_what_is_typed_is_saved_without_an_identity_in_plain(county, letters, as_user):
	draft = letters.begin()
	doc, notes = save(draft, county.xfj, as_user, VALUES, [PERSON])
	assert not notes and [row.masked_name for row in doc.petitioners] == ["林某某"]
	assert (doc.title, doc.category) == ("青苗补偿款未足额发放", "0201")
	row = frappe.db.get_value(drafts.DOCTYPE, draft.name, "*", as_dict=True)
	assert "林青苗" not in str(row) and "13900004417" not in str(row)


def test_one_letter_leaves_one_identity_however_often_it_is_saved(county, letters, as_user):
	before = frappe.db.count("Petitioner")
	draft = letters.begin()
	doc, _notes = save(draft, county.xfj, as_user, VALUES, [{"name": "林"}])
	for name in ("林青", "林青苗"):
		person = {"petitioner": doc.petitioners[0].petitioner, "name": name}
		doc, _notes = save(draft, county.xfj, as_user, {}, [person])
	doc, _notes = save(
		draft, county.xfj, as_user, {}, [{"petitioner": person["petitioner"], "address": "3组"}]
	)
	assert frappe.db.count("Petitioner") == before + 1
	with as_user(county.xfj):
		from xinfang_app.access import identity

		known = identity.open(doc.petitioners[0].petitioner, drafts.DOCTYPE, doc.name)
	assert (known["name"], known["address"]) == ("林青苗", "3组")


def test_a_field_is_emptied_and_a_person_taken_off(county, letters, as_user):
	draft = letters.begin()
	save(draft, county.xfj, as_user, {**VALUES, "purpose": "4"}, [PERSON, {"name": "马向田"}])
	doc, _notes = save(draft, county.xfj, as_user, {"category": "", "title": "改"}, None)
	assert not doc.category and doc.title == "改" and len(doc.petitioners) == 2
	doc, _notes = save(
		draft, county.xfj, as_user, {"purpose": ""}, [{"petitioner": doc.petitioners[1].petitioner}]
	)
	assert [row.masked_name for row in doc.petitioners] == ["马某某"] and doc.petitioners[0].is_main
	assert not doc.purpose and not doc.purpose_class


def test_a_strange_identity_cannot_be_pulled_in(county, letters, as_user):
	one, other = letters.begin(), letters.begin(county.rsj)
	doc, _notes = save(one, county.xfj, as_user, {}, [PERSON])
	stolen = doc.petitioners[0].petitioner
	doc, _notes = save(other, county.rsj, as_user, {}, [{"petitioner": stolen}])
	assert not doc.petitioners


def test_a_value_no_table_knows_is_told_and_the_rest_is_saved(county, letters, as_user):
	doc, notes = save(
		letters.begin(), county.xfj, as_user, {**VALUES, "category": "9876", "title": "长" * 900}
	)
	assert len(notes) == 2 and set(doc.title) == {"长"} and len(doc.title) < 900 and not doc.category


def test_the_second_officer_is_told_and_overwrites_nothing(county, letters, as_user):
	draft = letters.begin(common=True)
	with as_user(county.xfj2):
		seen = drafts.get(draft.name).modified
	save(draft, county.xfj, as_user, {"title": "甲所写"})
	with as_user(county.xfj2), pytest.raises(StaleDocument, match="xfj"):
		drafts.save(drafts.get(draft.name), {"title": "乙所写"}, None, seen)
	assert frappe.db.get_value(drafts.DOCTYPE, draft.name, "title") == "甲所写"
	with as_user(county.xfj2), pytest.raises(StaleDocument):
		letter.register(drafts.get(draft.name), seen=seen)
	with as_user(county.xfj):
		done = letter.register(drafts.get(draft.name))[0]
	with as_user(county.xfj2), pytest.raises(AlreadyRegistered, match=done.number):
		drafts.save(drafts.get(draft.name), {"title": "乙所写"}, None, seen)


def test_who_opens_a_letter_second_is_told_who_has_it(county, letters, as_user):
	draft = letters.begin(common=True)
	with as_user(county.xfj):
		assert tray.open_by(draft.name, "one") is None
	with as_user(county.xfj2):
		assert tray.open_by(draft.name, "two")["by"] == "xfj"
		assert tray.open_by(draft.name, "two", take_over=True) is None
	with as_user(county.xfj):
		assert tray.open_by(draft.name, "one")["by"] == "xfj2"
		assert tray.open_by(draft.name, "other")["same"] is False
	with as_user(county.xfj2):
		assert tray.open_by(draft.name, "three")["same"] is True
		tray.close(draft.name, "two")
	with as_user(county.xfj):
		assert tray.open_by(draft.name, "one") is None


def test_a_draft_is_its_writers_unless_it_is_laid_out(county, letters, as_user):
	mine, common = letters.begin(), letters.begin(common=True)
	with as_user(county.xfj2):
		assert [row["name"] for row in tray.rows()] == [common.name]
		with pytest.raises(NotPermitted):
			drafts.get(mine.name)
	with as_user(county.xfj):
		assert {row["name"] for row in tray.rows()} == {mine.name, common.name}
	for stranger in (county.rsj, county.lq, county.dg, county.jw1):
		with as_user(stranger):
			assert not tray.rows()


def test_a_letter_handed_on_is_the_colleagues(county, letters, as_user):
	draft = letters.begin()
	with as_user(county.xfj):
		with pytest.raises(NotYourLetter):
			drafts.hand_to(drafts.get(draft.name), county.rsj)
		drafts.hand_to(drafts.get(draft.name), county.xfj2)
		with pytest.raises(NotPermitted):
			drafts.get(draft.name)
	with as_user(county.xfj2):
		assert [row["name"] for row in tray.rows()] == [draft.name]


def test_the_tray_says_what_is_late(county, letters, as_user):
	with when.at("2026-03-02 09:00"):
		letters.begin()
	with as_user(county.xfj):
		with when.at("2026-03-03 09:00"):
			assert tray.rows()[0]["late"] is False
		with when.at("2026-03-04 09:00"):
			row = tray.rows()[0]
	assert row["late"] is True and row["due"] == {"N01": "2026-03-03", "N02": "2026-03-17"}


def test_a_township_officer_has_a_desk_of_his_own(county, letters, as_user):
	draft = letters.begin(county.lq)
	assert (draft.organ, draft.source_level, draft.receiver_kind) == (county.LQ, "Township", "Township")
	save(draft, county.lq, as_user, VALUES, [PERSON])
	with as_user(county.lq):
		done = letter.register(drafts.get(draft.name))[0]
	# No petition office received it: the township owes the citizen its own notice (art. 23).
	assert done.notice_owed and {"N01", "N03"} <= set(terms(draft)) and "N02" not in terms(draft)
	with as_user(county.sw):
		assert not tray.rows()


def test_a_village_takes_letters_down_for_its_township(county, letters, as_user):
	assert letters.begin(county.dg).organ == county.LQ
	with as_user(county.dg), pytest.raises(NotPermitted):
		drafts.begin(organ=county.XFJ)
	for nobody in (county.jw1, "Guest"):
		with as_user(nobody), pytest.raises(NotPermitted):
			drafts.begin()


def test_several_matters_of_one_letter_are_registered_together(county, letters, as_user):
	draft = letters.begin()
	scan = letters.scan(draft, pages=4)
	save(draft, county.xfj, as_user, VALUES, [PERSON])
	parts = [
		{
			"title": "村道损坏",
			"category": "0904",
			"claims": ["修复村道"],
			"pages": [{"scan": scan.name, "page": 3}, {"scan": scan.name, "page": 4}],
		},
		{"title": "路灯不亮", "claims": ["修复路灯"]},
	]
	with as_user(county.xfj):
		whole, road, lamps = letter.register(drafts.get(draft.name), parts=parts)
	assert (road.relation, road.split_from, road.received_on) == ("Split Part", whole.name, draft.received_on)
	assert len({whole.number, road.number, lamps.number}) == 3
	assert [row.pages for row in keeping.of(road.name)] == [2] and not keeping.of(lamps.name)
	assert [row.pages for row in keeping.of(whole.name)] == [4]


@pytest.mark.parametrize("page", [0, 5])
def test_a_part_with_a_page_that_is_not_there_changes_nothing(county, letters, as_user, page):
	draft = letters.begin()
	scan = letters.scan(draft, pages=4)
	with as_user(county.xfj), pytest.raises(PagesNotPossible):
		letter.register(
			drafts.get(draft.name), parts=[{"title": "x", "pages": [{"scan": scan.name, "page": page}]}]
		)
	assert frappe.db.get_value(drafts.DOCTYPE, draft.name, "status") == "Draft"


def test_pages_of_another_letter_are_cut_off_with_the_moment_of_the_stack(county, letters, as_user):
	with when.at("2026-03-02 09:00"):
		draft = letters.begin()
		scan = letters.scan(draft, pages=5)
	letters.read(scan)
	old_file = scan.file
	with when.at("2026-03-06 15:00"), as_user(county.xfj):
		other = cutting.cut_off(drafts.get(draft.name), frappe.get_doc("Letter Scan", scan.name), [4, 2])
	assert str(other.received_on) == "2026-03-02 09:00:00" and terms(other)["N01"][1] == "2026-03-03"
	assert [row.pages for row in keeping.of(draft.name)] == [3]
	assert [row.pages for row in keeping.of(other.name)] == [2]
	assert not frappe.db.exists("File", old_file) and not job.read_text(draft.name)


def test_a_letter_keeps_at_least_one_page(county, letters, as_user):
	draft = letters.begin()
	scan = letters.scan(draft, pages=2)
	foreign = letters.scan(letters.begin(), pages=2, shade=3)
	with as_user(county.xfj):
		for row, pages in ((scan, [1, 2]), (scan, []), (scan, [3]), (foreign, [1])):
			with pytest.raises(PagesNotPossible):
				cutting.cut_off(drafts.get(draft.name), row, pages)
	assert [row.pages for row in keeping.of(draft.name)] == [2]


def test_an_earlier_arrival_is_proved_by_the_scan(county, letters, as_user):
	with when.at("2026-03-12 09:00"):
		draft = letters.begin()
		letters.scan(draft)
		save(
			draft,
			county.xfj,
			as_user,
			{**VALUES, "arrived_on": "2026-03-02", "arrival_reason": "误投其他科室"},
		)
		with as_user(county.xfj):
			done = letter.register(drafts.get(draft.name))[0]
	assert str(done.received_on)[:10] == "2026-03-02" and done.arrival_scan.startswith("/private/files/")


def test_what_was_read_is_forgotten_when_the_letter_is_registered(county, letters, as_user):
	draft = letters.begin()
	scan = letters.scan(draft)
	letters.read(scan)
	with as_user(county.xfj):
		found = job.proposed(drafts.get(draft.name))
		assert found["fields"]["name"] == "林青苗" and found["fields"]["place"] == county.VILLAGE
		letter.register(drafts.get(draft.name))
	assert frappe.db.get_value("Letter Scan", scan.name, "text_enc") is None
	assert not frappe.db.get_value(drafts.DOCTYPE, draft.name, "title").startswith("关于青苗")


def test_a_sixth_representative_is_refused_and_nobody_is_lost(county, letters, as_user):
	draft = letters.begin(form="Visit")
	people = [{"name": f"林青{c}", "is_representative": 1} for c in "甲乙丙丁戊己"]
	with as_user(county.xfj), pytest.raises(TooManyRepresentatives):
		drafts.save(drafts.get(draft.name), {}, people)
	people[5]["is_representative"] = 0
	doc, _notes = save(draft, county.xfj, as_user, {}, people)
	assert len(doc.petitioners) == 6 and sum(row.is_representative for row in doc.petitioners) == 5


def test_an_accusation_with_further_matters_is_told_how(county, letters, as_user):
	draft = letters.begin()
	save(draft, county.xfj, as_user, {**VALUES, "purpose": "4"})
	with as_user(county.xfj), pytest.raises(NotAnAccusation):
		letter.register(drafts.get(draft.name), parts=[{"title": "路灯"}])
	assert frappe.db.exists(drafts.DOCTYPE, draft.name)
