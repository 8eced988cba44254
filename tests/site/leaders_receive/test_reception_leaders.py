"""Rota by rule over the New Year, published, stand-in, absence noticed, bookings, routine duties met."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import BackDoor
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.reception.leaders import absence, booking, duty, figures, paper_context, rota, rules
from xinfang_app.reception.leaders.errors import DutyMoved, RotaRefused

pytestmark = pytest.mark.usefixtures("db")
PAPER = "/private/files/f-proof.pdf"


def again(doc):
	return frappe.get_doc(doc.doctype, doc.name)


def days_of(made):
	return [(str(row.day), row.leader) for row in rota.duties(made)]


def test_each_working_day_one_leader_in_turn(receive, county):
	made = receive.rota()
	found = days_of(made)
	assert (
		len(found) == 23 and found[0] == ("2026-12-01", county.ld) and found[1] == ("2026-12-02", county.ld2)
	)
	assert made.stage == "Rota draft" and again(rota.duties(made)[0]).post == "副县长ld"


def test_the_turn_goes_on_over_the_new_year_and_the_year_is_provisional(receive, county):
	rule = receive.rule()
	december = receive.rota(rule=rule)
	january = receive.rota("2027-01", rule=rule)
	# 1 January is off whatever else will be published; the last of December was ld's.
	assert days_of(december)[-1] == ("2026-12-31", county.ld)
	assert days_of(january)[0][0] > "2027-01-01" and days_of(january)[0][1] == county.ld2
	assert bool(january.provisional) == when_published(2027)


def when_published(year):
	from xinfang_app.deadline import calendar

	return calendar.is_provisional(frappe.utils.getdate(f"{year}-01-04"))


def test_a_day_that_becomes_a_rest_day_is_shown_and_moved(receive, county):
	made = receive.published("2027-01", moment="2026-11-20 11:00")
	entry = receive.day(made, "2027-01-04")
	frappe.get_doc(
		{
			"doctype": "Working Calendar Day",
			"date": "2027-01-04",
			"kind": "Holiday",
			"source_document": "国办发明电〔2026〕1号",
		}
	).insert()
	assert [str(day) for day in rota.on_rest_days(made)] == ["2027-01-04"]
	with pytest.raises(RotaRefused):
		receive.by(
			"xfj",
			"2026-12-20 09:00",
			rota.change,
			entry,
			day="2027-01-04",
			place="县城",
			reason="x",
			leader=county.lq,
		)
	with pytest.raises(RotaRefused):
		receive.by("xfj", "2026-12-20 09:00", rota.add, made, "2027-01-04", county.ld)
	last = receive.day(made, "2027-01-29")
	receive.by("xfj", "2026-12-20 09:00", rota.call_off, last, "合并")
	receive.by(
		"xfj", "2026-12-20 09:00", rota.change, again(entry), day="2027-01-29", reason="放假安排公布后顺延"
	)
	assert rota.on_rest_days(made) == []


def test_dates_in_five_and_nought_moved_into_the_next_month_belong_to_theirs(receive):
	made = receive.rota("2026-05", moment="2026-04-20 09:00", pattern="Dates ending in", digits="5,0")
	assert days_of(made)[-1][0] == "2026-06-01"
	june = receive.rota(
		"2026-06", moment="2026-05-20 09:00", rule=frappe.get_doc("Reception Rule", made.rule)
	)
	assert "2026-06-01" not in [day for day, _leader in days_of(june)]


def test_making_a_draft_anew_leaves_one_of_each_day(receive):
	made = receive.rota()
	receive.by(
		"xfj", "2026-11-21 10:00", rota.generate, frappe.get_doc("Reception Rule", made.rule), "2026-12"
	)
	assert len(rota.duties(made)) == 23


def test_what_a_rule_and_a_rota_refuse(receive, county):
	for values in (
		{"pattern": "Dates ending in", "digits": "12"},
		{"begins_at": "12:00:00", "ends_at": "09:00:00"},
		{"leaders": ("lq",)},
		{"organ": "QH-XFJ", "leaders": ("ld",)},
	):
		with pytest.raises(frappe.ValidationError):
			receive.rule(**values)
	with pytest.raises(SomethingMissing):
		receive.rule(pattern="Weekdays")
	for who in ("lq", "rsj"):
		with pytest.raises(NotYourOrgan):
			receive.rule(who=who)
	rule = receive.rule()
	for month in ("2026-10", "12/2026"):
		with pytest.raises(RotaRefused):
			receive.rota(month, rule=rule)
	with pytest.raises(NotYourOrgan):
		receive.by("lq", "2026-11-20 10:00", rota.generate, rule, "2026-12")


def test_published_on_the_public_page_with_its_announcement(receive, county):
	from xinfang_app.citizen import reception_page

	draft = receive.rota()
	with when.at("2026-11-20 10:30"):
		assert reception_page.announced() == [] or all(
			row["organ"] != "青禾县人民政府" for row in reception_page.announced()
		)
	receive.by("xfj", "2026-11-20 11:00", rota.publish, again(draft))
	made = again(draft)
	with when.at("2026-12-02 08:00"):
		shown = [row for row in reception_page.announced("990124000000") if row["organ"] == "青禾县人民政府"]
	assert (str(shown[0]["day"]), shown[0]["leader"], shown[0]["post"], shown[0]["place"]) == (
		"2026-12-02", "ld2", "副县长ld2", "县群众来访接待大厅",
	)  # fmt: skip
	paper = frappe.get_doc("Official Letter", made.letter)
	assert paper.template == "W36" and "2026年12月1日" in paper.html and "副县长ld" in paper.html
	assert frappe.db.count("Outbox Message", {"text": "reception_duty", "users": county.ld}) == 12
	with pytest.raises(DutyMoved):
		receive.by("xfj", "2026-11-20 12:00", rota.publish, made)


def test_a_day_without_a_leader_is_not_published(receive, county):
	frappe.db.set_value("Posting", county.postings["ld2"], "to_date", "2026-11-30")
	made = receive.rota(leaders=("ld2",))
	assert {leader for _day, leader in days_of(made)} == {None}
	with pytest.raises(RotaRefused, match="还没有"):
		receive.by("xfj", "2026-11-20 11:00", rota.publish, made)


def test_a_stand_in_with_his_reason_is_shown_and_told(receive, county):
	from xinfang_app.citizen import reception_page
	from xinfang_app.messages import outbox, texts

	made = receive.published()
	entry = receive.day(made, "2026-12-01")
	for user, reason in (
		(county.ld2, " "),
		(county.ld, "开会"),
		(county.lq_head, "开会"),
		(county.xfj, "开会"),
	):
		with pytest.raises((RotaRefused, SomethingMissing)):
			receive.by("xfj", "2026-11-30 09:00", duty.stand_in, entry, user, reason)
	with pytest.raises(frappe.PermissionError):
		receive.by("lq", "2026-11-30 09:00", duty.stand_in, entry, county.ld2, "开会")
	receive.by("ld", "2026-11-30 09:00", duty.stand_in, entry, county.sj, "省里开会")
	with when.at("2026-12-01 08:00"):
		first = next(row for row in reception_page.announced() if row["organ"] == "青禾县人民政府")
	assert (first["leader"], first["instead_of"]) == ("sj", "ld")
	(row,) = frappe.get_all("Outbox Message", {"ref_name": entry.name, "users": county.sj}, ["*"])
	with when.at("2026-11-30 10:00"):
		assert "代为接访" in texts.of(outbox.read(row), "zh").title
	with pytest.raises(DutyMoved):
		receive.by("xfj", "2026-12-02 09:00", duty.stand_in, again(entry), county.ld2, "事后补")


def test_absence_without_a_stand_in_is_noticed_told_and_stays(receive, county):
	made = receive.published()
	entry = receive.day(made, "2026-12-01")
	with pytest.raises(DutyMoved):
		receive.by("xfj", "2026-12-01 08:00", duty.absent, entry, "电话未接")
	with pytest.raises(NotYourOrgan):
		receive.by("ld2", "2026-12-01 09:40", duty.absent, entry, "电话未接")
	receive.by("xfj", "2026-12-01 09:40", duty.absent, entry, "大厅等候群众已由信访局接待。")
	(row,) = frappe.get_all("Outbox Message", {"ref_name": entry.name, "key": ("like", "%absent")}, ["*"])
	# The convener and the head of the office; ld himself as the one who was absent.
	assert {county.sj, county.xf_head, county.ld} <= set(
		row.users.split("\n") if "\n" in row.users else row.users.split(",")
	)
	assert row.urgent
	receive.by("ld", "2026-12-02 09:00", duty.explain, again(entry), "临时处置山洪。")
	receive.by(
		"xfj",
		"2026-12-02 10:00",
		duty.hold,
		again(entry),
		proof=PAPER,
		backdate_reason="县长在前方接访点接待",
	)
	stored = again(entry)
	assert stored.status == "Reception held" and stored.absent_on and stored.explanation


def test_one_day_that_fails_holds_up_no_other(receive, monkeypatch):
	made = receive.published()
	bad, before = receive.day(made, "2026-12-01").name, duty.note_absence

	def note(entry, *args):
		if entry.name == bad:
			raise ValueError("broken")
		return before(entry, *args)

	monkeypatch.setattr(duty, "note_absence", note)
	with when.at("2026-12-05 02:00"):
		assert absence.daily() >= 1
	assert receive.day(made, "2026-12-02").status == "Leader absent"
	assert receive.day(made, "2026-12-01").status == "Announced"
	assert frappe.db.exists("Error Log", {"method": ("like", f"%{bad}%")})


def test_the_announcement_says_what_happens_on_a_rest_day(receive):
	made = receive.published()
	assert "顺延至其后第一个工作日" in frappe.get_doc("Official Letter", made.letter).html
	frappe.db.set_value("Reception Rule", made.rule, "rest_days", "Left out")
	told = paper_context.of(again(made), "W36").data["rota"]["rest_days"]
	assert told == "遇法定节假日、休息日的不安排接访。"


def test_the_post_told_is_that_of_the_same_organ(receive, county):
	rule = frappe.get_doc("Reception Rule", receive.published().rule)
	user = rules.people(rule)[0]
	frappe.get_doc(
		{
			"doctype": "Reception Rule Leader",
			"parent": rule.name,
			"parenttype": "Reception Rule",
			"parentfield": "leaders",
			"user": user,
			"post": "县委常委",
		}
	).db_insert()
	assert rules.post_of(rule.organ, user) == "县委常委"
	assert "县委常委" not in rules.post_of("QH-LQ", user)


def test_the_system_notes_what_nobody_recorded_after_two_working_days(receive, county, work):
	made = receive.published()
	receive.by("xfj", "2026-12-03 12:00", duty.hold, receive.day(made, "2026-12-03"))
	assert any("登记接访情况" in row["next_step"] for row in work("xfj", "2026-12-02 08:00")["receptions"])
	with when.at("2026-12-03 02:00"):
		assert absence.daily() == 0
	with when.at("2026-12-04 02:00"):
		absence.daily()
	assert (
		receive.day(made, "2026-12-01").status == "Leader absent"
		and receive.day(made, "2026-12-02").status == "Announced"
	)
	with when.at("2026-12-04 03:00"):
		absence.daily()
	assert frappe.db.count("Outbox Message", {"key": ("like", "reception:%:absent")}) == 1
	with when.at("2026-12-04 09:00"):
		told = figures.of("2026-12-01", "2026-12-31", "QH-ZF", county.xfj)
	assert (told["planned"], told["held"], told["missed"]) == (23, 1, 1)


def test_a_change_after_publishing_needs_its_reason_and_who_booked_is_told(receive, county, work):
	made = receive.published("2026-12", leaders=("ld", "ld2"), pattern="Dates ending in", digits="5,0")
	entry = receive.day(made, "2026-12-10")
	place = receive.by(
		"xfj",
		"2026-12-01 09:00",
		booking.book,
		entry,
		name="何小满",
		phone="13900000033",
		subject="低保复核",
		people_count=2,
	)
	assert place.masked_name != "何小满" and "何小满" not in str(place.as_dict())
	from xinfang_app.reception import api_rota

	person = receive.by("xfj", "2026-12-01 10:00", api_rota.booking_person, place.name)
	assert person == {"name": "何小满", "phone": "13900000033"}
	with pytest.raises(frappe.PermissionError):
		receive.by("lq", "2026-12-01 10:00", api_rota.booking_person, place.name)
	with pytest.raises(SomethingMissing):
		receive.by("xfj", "2026-12-02 09:00", rota.change, again(entry), day="2026-12-11")
	receive.by("xfj", "2026-12-02 09:00", rota.change, again(entry), day="2026-12-11", reason="全县大会")
	assert any(
		"何" not in row["title"] and "告知" in row["next_step"]
		for row in work("xfj", "2026-12-02 10:00")["receptions"]
	)
	receive.by("xfj", "2026-12-02 10:30", booking.told, again(place))
	assert not [
		row for row in work("xfj", "2026-12-02 11:00").get("receptions", []) if "预约" in row["next_step"]
	]
	with pytest.raises(frappe.PermissionError):
		receive.by("lq", "2026-12-02 11:00", booking.book, again(entry), name="甲", phone="", subject="x")
	with pytest.raises(BackDoor):
		receive.by(
			"xfj", "2026-12-02 11:00", booking.book, again(entry), name="甲", phone="", subject="缠访人员"
		)


def test_held_receptions_meet_the_routine_duties(receive, county):
	from xinfang_app.deadline import rules
	from xinfang_app.supervision.duties import routine

	frappe.db.set_value("Deadline Rule", {"document_type": "Routine Duty"}, "enabled", 0)
	for code in ("L02", "L03", "L05", "L06"):
		frappe.db.set_value("Deadline Rule", code, "enabled", 1)
	rules.forget()
	with when.at("2026-12-01 03:00"):
		routine.daily()
	made = receive.published(moment="2026-12-01 07:00")
	receive.by("xfj", "2026-12-01 12:00", duty.hold, receive.day(made, "2026-12-01"))
	receive.visit(
		leader=county.rsj_head, kind="Random reception", people_count=0, subjects=[], place="县人社局"
	)
	found = {
		(row.rule_code, row.organ): (row.status, row.done_count)
		for row in frappe.get_all(
			"Routine Duty", {"organ": ("like", "QH-%")}, ["rule_code", "organ", "status", "done_count"]
		)
	}
	assert found["L03", "QH-ZF"] == ("Done for the period", 1) and found["L02", "QH-ZF"] == ("To be done", 1)
	assert found["L05", "QH-XFJ"] == ("Done for the period", 1)
	# 1 December is no day that ends in 5 or 0.
	assert found["L06", "QH-RSJ"] == ("To be done", 0)
	receive.visit(
		leader=county.rsj_head,
		kind="Random reception",
		people_count=0,
		subjects=[],
		place="县人社局",
		moment="2026-12-10 12:00",
		held_on="2026-12-10 09:00",
	)
	assert (
		frappe.db.get_value("Routine Duty", {"rule_code": "L06", "organ": "QH-RSJ"}, "status")
		== "Done for the period"
	)


def test_the_calendar_and_lists_show_what_may_be_seen(receive, county):
	from xinfang_app.reception import api_rota

	receive.published()
	seen = receive.by("xfj", "2026-12-01 09:00", api_rota.events, "2026-12-01", "2026-12-31")
	assert len([row for row in seen if "人民政府" in row["title"]]) == 23
	assert receive.by("rsj", "2026-12-01 09:00", api_rota.events, "2026-12-01", "2026-12-31") == []
