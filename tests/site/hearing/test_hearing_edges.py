"""What may go wrong: the panel, the date, absence, a merged village, the days left out of a re-review."""

import frappe
import pymysql
import pytest

from tests.site.hearing.conftest import DAY, OUTSIDE, ROOM, SPOT
from xinfang_app import when
from xinfang_app.deadline import engine, milestones
from xinfang_app.hearing import announcement, challenges, concluding, exclusion, hearings, notices, sitting
from xinfang_app.hearing.errors import ChallengeOpen, HearingRefused, NoQuorum, NotYourHearing, PanelRefused
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.handling_errors import Recused
from xinfang_app.settling.errors import PersonTaken, VenueTaken

PROOF = "/private/files/absence.pdf"
MORE = [("孙立", "Expert", "川禾大学"), ("钱敏", "CPPCC member", "青禾县政协")]


def setting(**values):
	for field, value in values.items():
		frappe.db.set_single_value("Hearing Setting", field, value)


def test_an_even_or_too_small_panel_is_not_told(court):
	court.filled(members=[*OUTSIDE, MORE[0]])
	with pytest.raises(PanelRefused, match="单数.*4"):
		court.notified()
	court.by("lq", "2026-03-30 09:00", court.save, members=OUTSIDE[:1])
	with pytest.raises(PanelRefused, match="不少于3"):
		court.notified()
	assert court.hearing.stage == "Preparing"
	# A county organ needs five.
	court.by("lq", "2026-03-30 09:10", court.save, members=[*OUTSIDE, *MORE])
	setting(least_members_township=7)
	with pytest.raises(PanelRefused, match="不少于7"):
		court.notified()
	# Where the chair votes he counts, and five members and he are six.
	setting(least_members_township=5, chair_votes=1)
	with pytest.raises(PanelRefused, match="6"):
		court.notified()
	setting(chair_votes=0)
	assert court.notified().stage == "Notified"


def test_the_settings_keep_what_a_panel_is_for(db):
	for values in ({"least_members": 4}, {"least_members": 1}, {"notice_days": 0}):
		doc = frappe.get_doc("Hearing Setting")
		doc.update(values)
		with pytest.raises(frappe.ValidationError):
			doc.save(ignore_permissions=True)


def test_nobody_sits_who_investigated_or_serves_at_the_organ_complained_of(court):
	court.accepted()
	court.road.heard("2026-03-18 10:00", who="lq2")
	court.road.petition.db_set("respondent_organ", "QH-RSJ")
	court.filled()
	county = court.road.county

	def refused(match, members=OUTSIDE, **values):
		with pytest.raises(PanelRefused, match=match):
			court.by("lq", "2026-03-26 09:00", court.save, members=members, **values)
		assert [row.member_name for row in court.hearing.panel if row.role == "Hearing member"] == [
			name for name, _capacity, _unit in OUTSIDE
		]

	refused("调查", chair="lq2")
	# Named by the record of the inquiry, without an account.
	frappe.db.set_value("Inquiry Record", {"petition": court.road.name}, "investigators", "周大同、吴岚")
	refused("调查", [*OUTSIDE[:2], ("吴岚", "Expert", "川禾农学院")])
	refused("被反映单位", chair="rsj_head")
	refused("被反映单位", [*OUTSIDE[:2], ("何平", "Organ staff", "青禾县人社局")])
	# The organ whose handling is heard gives no member; its leader may lead.
	refused("办理机关", [*OUTSIDE[:2], ("吕明", "Organ staff", "柳桥镇人民政府")])
	refused("重复", [*OUTSIDE, OUTSIDE[0]])
	refused("姓名和单位", [*OUTSIDE[:2], ("吕明", None, None)])
	assert county.chair


def test_whoever_stands_aside_neither_decides_nor_sits(court):
	court.proposed()
	for who, person in (("lq", "lq_head"), ("lq", "lq2")):
		reason = "与信访人系亲属。"
		user = getattr(court.road.county, person)
		court.by(who, "2026-03-23 10:00", recusal.declare, court.road.petition, user, reason)
	with pytest.raises(Recused):
		court.by("lq_head", "2026-03-24 09:00", hearings.decide, court.hearing, True)
	with pytest.raises(PanelRefused, match="已对本事项回避"):
		court.by("lq", "2026-03-24 09:00", court.save, chair=None, recorder="lq2")


def test_a_claim_of_recusal_is_decided_before_the_hearing_opens(court):
	told = court.notified()
	chair = next(row for row in told.panel if row.role == "Hearing chair")
	member = next(row for row in told.panel if row.member_name == "王慧")
	hearing = court.by(
		"lq", "2026-04-07 09:00", challenges.claim, told, member.name, "The petitioner", "与对方有业务往来。"
	)
	court.by(
		"lq",
		"2026-04-07 09:10",
		challenges.claim,
		court.hearing,
		chair.name,
		"The handling organ",
		"有成见。",
	)
	with pytest.raises(ChallengeOpen):
		court.opened()
	hearing = court.hearing
	first, second = hearing.challenges
	with pytest.raises(NotYourHearing):
		court.by("lq", "2026-04-08 09:00", challenges.decide, hearing, first.name, True, "属实。")
	court.by(
		"lq_head", "2026-04-08 09:00", challenges.decide, court.hearing, second.name, False, "没有依据。"
	)
	left = court.by(
		"lq_head", "2026-04-08 09:10", challenges.decide, court.hearing, first.name, True, "属实。"
	)
	assert [row.member_name for row in left.panel if row.stands_aside] == ["王慧"]
	with pytest.raises(NoQuorum, match="不少于3"):
		court.opened()
	filled = court.by(
		"lq",
		"2026-04-09 09:00",
		challenges.replace,
		court.hearing,
		member.name,
		name="孙立",
		capacity="Expert",
		unit="川禾大学",
	)
	assert len(filled.panel) == 6
	with pytest.raises(PanelRefused, match="办理机关"):
		court.by(
			"lq",
			"2026-04-09 09:10",
			challenges.replace,
			court.hearing,
			next(row.name for row in filled.panel if row.member_name == "李文斌"),
			name="吕明",
			unit="柳桥镇人民政府",
		)
	assert court.opened().stage == "Under Way"


def test_without_its_members_a_hearing_is_not_opened(court):
	setting(least_members_township=3)
	court.notified(members=[*OUTSIDE, *MORE])
	with pytest.raises(NoQuorum, match="单数.*4"):
		court.opened(members_absent=("钱敏",))
	with pytest.raises(NoQuorum, match="主持人和记录人"):
		court.opened(members_absent=("recorder",))
	assert court.hearing.stage == "Notified"
	# Three of five are odd and enough.
	assert court.opened(members_absent=("钱敏", "孙立")).stage == "Under Way"


def test_moved_twice_and_no_further(court):
	court.notified()
	for count, day in ((1, "2026-04-21 09:00:00"), (2, "2026-04-28 09:00:00")):
		moved = court.by("lq", "2026-04-07 09:00", notices.move, court.hearing, day, "听证员未达到规定人数。")
		assert moved.moved == count and str(moved.held_on) == day
	with pytest.raises(HearingRefused, match="改期2次"):
		court.by("lq", "2026-04-07 10:00", notices.move, court.hearing, "2026-05-20 09:00:00", "再改。")
	with pytest.raises(HearingRefused, match="2026-04"):
		setting(most_moves=5)
		court.by("lq", "2026-04-07 10:00", notices.move, court.hearing, "2026-04-08 09:00:00", "太早。")
	letters = frappe.get_all(
		"Official Letter", {"ref_name": court.name, "template": "W19"}, pluck="html", order_by="creation asc"
	)
	assert len(letters) == 3 and "2026年4月28日" in letters[-1] and "听证员未达到规定人数" in letters[-1]


def test_absence_gives_one_new_day_then_it_counts_as_given_up(court):
	court.notified()
	with pytest.raises(HearingRefused, match="均未到场"):
		court.opened(absent=("Petitioner",))
	with pytest.raises(HearingRefused, match="还没有到"):
		court.by("recorder", "2026-04-10 08:30", sitting.absent, court.hearing, "电话未接通。", proof=PROOF)
	again = court.by(
		"recorder",
		"2026-04-10 09:40",
		sitting.absent,
		court.hearing,
		"电话未接通。",
		"2026-04-22 09:00:00",
		proof=PROOF,
	)
	assert (again.stage, again.absences, again.moved) == ("Notified", 1, 0)
	over = court.by(
		"recorder", "2026-04-22 10:00", sitting.absent, court.hearing, "本人未到，未说明理由。", proof=PROOF
	)
	assert over.stage == "Waived" and court.road.petition.stage == "Accepted"


def test_one_venue_and_one_person_at_one_time(court):
	from tests.site.conftest import petition

	court.filled()
	first = court.name
	county = court.road.county
	with when.at("2026-03-13 09:00"):
		other = petition(
			number="XF-990124-2026-900001", place="990124003000", stage="Accepted", holder="QH-LQ"
		)
	other.db_set("stage", "Accepted")
	mine, court.road.name, court.name = court.road.name, other.name, None
	court.asked()
	court.prepared()
	other_members = [("郑怀", "Lawyer", "正源律师事务所"), ("冯青", "Expert", "川禾大学"), MORE[1]]
	frappe.db.set_value("Hearing Member", {"parent": first, "role": "Hearing chair"}, "user", county.chair)
	with pytest.raises(VenueTaken, match="2026-04-10 09:00"):
		court.filled(members=other_members, day="2026-04-10 11:00:00", chair="xf_leader", recorder="xfj")
	# The same chair in another venue at the same hour.
	with pytest.raises(PersonTaken):
		court.filled(members=other_members, day=DAY, place=SPOT, recorder="xfj")
	# A member without an account is known by name and unit.
	with pytest.raises(PersonTaken, match="李文斌"):
		court.filled(
			members=[OUTSIDE[0], *other_members[:2]], day=DAY, place=SPOT, chair="xf_leader", recorder="xfj"
		)
	namesake = [("李文斌", "Lawyer", "正源律师事务所"), *other_members[1:]]
	filled = court.filled(members=namesake, day=DAY, place=SPOT, chair="xf_leader", recorder="xfj")
	assert filled.place == SPOT
	# The hour after, everything is free again.
	assert court.filled(members=OUTSIDE, day="2026-04-10 12:00:00", place=ROOM).held_on
	court.road.name, court.name = mine, first


def test_a_venue_out_of_use_is_not_booked(court):
	frappe.db.set_value("Meeting Venue", SPOT, "out_of_use", 1)
	with pytest.raises(VenueTaken, match="停用"):
		court.filled(place=SPOT)


def test_a_village_merged_meanwhile_changes_nothing_but_its_name(court):
	court.notified()
	successor = frappe.get_doc(
		{
			"doctype": "Jurisdiction",
			"code": "990124009000",
			"title": "新柳街道",
			"parent_jurisdiction": "990124000000",
		}
	).insert(ignore_permissions=True)
	for code in ("990124003002", "990124003000"):
		frappe.db.set_value("Jurisdiction", code, {"valid_to": "2026-04-01", "successor": successor.name})
	organ = frappe.get_doc(
		{
			"doctype": "Organ",
			"code": "QH-XL",
			"title": "新柳街道办事处",
			"kind": "Township",
			"jurisdiction": successor.name,
			"parent_organ": "QH-ZF",
		}
	).insert(ignore_permissions=True)
	frappe.db.set_value("Organ", "QH-LQ", {"valid_to": "2026-04-01", "successor": organ.name})
	frappe.clear_document_cache("Organ", "QH-LQ")
	frappe.db.set_value("Posting", {"user": court.road.county.lq}, "organ", organ.name)
	with when.at("2026-04-02 09:00"):
		shown = next(row for row in announcement.shown() if row.held_on == court.hearing.held_on)
		assert (shown.place_of_matter, shown.organ) == ("新柳街道", "新柳街道办事处")
	concluded = court.concluded()
	assert concluded.stage == "Conclusion Signed" and concluded.jurisdiction == "990124003002"
	assert frappe.db.get_value("Official Letter", concluded.conclusion_letter, "organ") == organ.name


def test_the_announcement_names_nobody(court):
	court.filled()
	court.notified()
	court.road.petition.db_set("title", "林青禾反映青苗补偿款未足额发放")
	with when.at("2026-04-02 09:00"):
		rows = [row for row in announcement.shown() if row.held_on == court.hearing.held_on]
	assert len(rows) == 1
	said = str(rows[0])
	assert "柳桥镇" in said and "东沟村" not in said
	assert not any(
		text in said for text in ("林青禾", "林", court.hearing.number, court.road.petition.number)
	)
	html = frappe.db.get_value("Official Letter", {"ref_name": court.name, "template": "W19G"}, "html")
	assert "林" not in html and court.road.petition.number not in html
	frappe.db.set_value("Hearing", court.name, "public", 0)
	with when.at("2026-04-02 09:00"):
		assert not [row for row in announcement.shown() if row.held_on == court.hearing.held_on]


def re_review(court, requested="2026-12-08 09:00"):
	"""A re-review of the county government on the township's opinion, taken on."""
	matter = court.accepted()
	review = frappe.new_doc("Petition Review")
	review.update(
		{
			"petition": matter.name,
			"petition_number": matter.number,
			"level": "Re-Review",
			"organ": "QH-ZF",
			"respondent_organ": "QH-LQ",
			"scope_code": matter.scope_code,
		}
	)
	review.name, review.stage = frappe.generate_hash(length=10), "Accepted"
	review.db_insert()
	asked = frappe.new_doc("Review Requester")
	asked.update(
		{
			"parenttype": "Petition Review",
			"parent": review.name,
			"parentfield": "requesters",
			"recipient": matter.first_petitioner,
		}
	)
	asked.name = frappe.generate_hash(length=10)
	asked.db_insert()
	with when.at(requested):
		milestones.record(frappe.get_doc("Petition Review", review.name), "requested")
	return frappe.get_doc("Petition Review", review.name)


@pytest.fixture
def heard_again(court):
	"""A hearing in a re-review, told on 2026-12-14 with one working day's notice."""
	setting(notice_days=1, least_members=3)
	review = re_review(court)
	made = court.by(
		"gov", "2026-12-10 09:00", hearings.propose, court.road.petition, "政策争议大。", review=review
	)
	court.name = made.name
	court.by("gov_leader", "2026-12-10 10:00", hearings.decide, made, True)
	court.filled("2026-12-11 09:00", who="gov", day="2026-12-17 09:00:00")
	court.notified("2026-12-14 09:00", who="gov")
	return review


def test_three_days_of_hearing_move_the_re_review_to_2027_01_11(court, heard_again):
	hearing = court.hearing
	assert (hearing.level, hearing.organ, hearing.respondent_organ) == ("Re-Review", "QH-ZF", "QH-LQ")
	clock = engine.clock(heard_again, "N12")
	assert (clock.state, str(clock.due_on)) == ("Paused", "2027-01-07")
	assert court.road.clock("N06").state == "Running"
	# The organ whose opinion is heard is told, and holds no hearing of its own over it.
	assert frappe.db.exists(
		"Official Letter", {"ref_name": court.name, "template": "W19Z", "recipient_organ": "QH-LQ"}
	)
	with pytest.raises(NotYourHearing):
		court.by("lq", "2026-12-15 09:00", notices.move, hearing, "2026-12-21 09:00:00", "改期。")
	with when.at("2026-12-17 11:00"):
		frappe.db.set_value("Hearing", court.name, {"opened_on": when.now(), "closed_on": when.now()})
	hearing = hold(court)
	assert (str(hearing.excluded_from)[:10], str(hearing.excluded_to)[:10], hearing.excluded_days) == (
		"2026-12-14",
		"2026-12-17",
		3,
	)
	clock = engine.clock(heard_again, "N12")
	assert (clock.state, str(clock.due_on), clock.provisional) == ("Running", "2027-01-11", 1)


def hold(court):
	"""From opening to conclusion on 2026-12-17."""
	from xinfang_app.hearing import deliberation
	from xinfang_app.hearing.vocabulary import PHASES

	court.opened("2026-12-17 09:00")
	for phase in PHASES:
		court.by("recorder", "2026-12-17 10:00", sitting.record, court.hearing, phase, "记录在卷。")
	hearing = court.by("recorder", "2026-12-17 11:00", sitting.close, court.hearing)
	court.by("chair", "2026-12-17 11:10", deliberation.write, hearing, "评议。", "维持。")
	for row in hearing.panel:
		if row.role == "Hearing member":
			court.by("chair", "2026-12-17 11:20", deliberation.vote, hearing, row.name, "In favour")
	return court.by("chair", "2026-12-17 12:00", concluding.conclude, court.hearing)


def test_the_days_left_out_have_a_longest_time_whatever_is_moved(court, heard_again):
	setting(most_excluded_days=10)
	court.by("gov", "2026-12-15 09:00", notices.move, court.hearing, "2026-12-28 09:00:00", "听证员不足。")
	assert str(court.hearing.excluded_from)[:10] == "2026-12-14"
	with when.at("2026-12-23 23:00"):
		exclusion.cap()
	assert engine.clock(heard_again, "N12").state == "Paused"
	with when.at("2026-12-25 03:00"):
		exclusion.cap()
	hearing, clock = court.hearing, engine.clock(heard_again, "N12")
	assert (hearing.excluded_days, hearing.excluded_capped) == (10, 1)
	# Ten days after 01-07 is a Sunday.
	assert (clock.state, str(clock.due_on)) == ("Running", "2027-01-18")
	ended = court.by("gov_leader", "2026-12-26 09:00", hearings.call_off, court.hearing, "双方已达成一致。")
	assert ended.excluded_days == 10
	assert (
		frappe.db.count("Clock Milestone", {"ref_name": heard_again.name, "milestone": "hearing_concluded"})
		== 1
	)


def test_whoever_plans_waits_for_whoever_is_planning_at_another_venue(court):
	"""Else two officers could plan one person for one hour at two venues in the same second."""
	court.prepared()
	conf = frappe.conf
	other = pymysql.connect(
		host=conf.db_host,
		port=int(conf.db_port),
		user=conf.db_name,
		password=conf.db_password,
		database=conf.db_name,
	)
	try:
		with other.cursor() as planning:
			planning.execute("insert into `tabMeeting Venue` (name, title) values ('elsewhere', 'elsewhere')")
			other.commit()
			planning.execute("select name from `tabMeeting Venue` where name = 'elsewhere' for update")
			frappe.db.sql("set session innodb_lock_wait_timeout = 1")
			with pytest.raises(frappe.QueryTimeoutError):
				court.filled()
	finally:
		other.rollback()
		frappe.db.rollback()
		frappe.db.sql("set session innodb_lock_wait_timeout = default")
		with other.cursor() as planning:
			planning.execute("delete from `tabMeeting Venue` where name = 'elsewhere'")
		other.commit()
		other.close()
