"""包案 from the proposal to the end: who may own, approve, work and check; never two owners, never none."""

from datetime import date

import frappe
import pytest
from frappe.utils import getdate

from tests.site.handling.conftest import user as make_user
from tests.site.leadership.conftest import DAY, PAPER, post_row
from xinfang_app.access import scope
from xinfang_app.access.errors import BackDoor, NotPermitted
from xinfang_app.leadership.errors import (
	NoLeadingPost,
	NotTheChecker,
	NotTheOwner,
	OwnedAlready,
	OwnershipRefused,
)
from xinfang_app.leadership.owning import (
	above,
	approving,
	closing,
	duties,
	handing,
	helps,
	loads,
	proposing,
	sources,
	terms,
	working,
)
from xinfang_app.organization import posting, posting_end
from xinfang_app.petition.answering import recusal, waiting
from xinfang_app.petition.handling_errors import NotTheSigner, Recused, SomethingMissing, WrongMoment
from xinfang_app.supervision.refusals import NotYours


def test_proposed_approved_owned(lead):
	ownership = lead.proposed()
	assert ownership.stage == "Pending Approval" and ownership.approving_organ == "QH-ZF"
	assert (ownership.leader_tier, ownership.organ, ownership.office) == ("County", "QH-ZF", "QH-XFJ")
	rows = lead.by("zf_head", DAY, waiting.waiting)
	assert ownership.name in [row["name"] for row in rows]
	ownership = lead.by("zf_head", "2026-03-26 15:00", approving.sign, ownership)
	assert ownership.stage == "Owned" and getdate(ownership.started_on) == getdate("2026-03-26")
	assert str(ownership.next_report_on) == "2026-04-26"
	due = {rule: str(lead.clock(rule, ownership).due_on) for rule in ("B01", "B02", "B03", "B05")}
	assert due == {"B01": "2026-04-02", "B02": "2026-04-07", "B03": "2026-04-26", "B05": "2026-06-30"}
	tasks = frappe.get_all("Ownership Duty", {"ownership": ownership.name}, ["title", "due_on", "status"])
	assert len(tasks) == 5 and {row.status for row in tasks} == {"To be done"}
	papers = frappe.get_all("Official Letter", {"ref_name": ownership.name}, pluck="template")
	assert {"W34", "W34Q"} <= set(papers)


def test_only_who_holds_a_leading_post_owns(lead):
	for short in ("rsj", "sup", "lq"):
		with pytest.raises(NoLeadingPost):
			lead.proposed(short)
	ended = lead.user("zf_b")
	frappe.db.set_value("Posting", lead.county.postings["zf_b"], "to_date", "2026-03-20")
	with pytest.raises(NoLeadingPost, match=frappe.db.get_value("User", ended, "full_name")):
		lead.proposed("zf_b")


def test_a_post_that_ends_before_the_approval_is_not_approved(lead):
	ownership = lead.proposed()
	frappe.db.set_value("Posting", lead.county.postings["zf_a"], "to_date", "2026-03-25")
	with pytest.raises(NoLeadingPost):
		lead.by("zf_head", "2026-03-27 09:00", approving.sign, ownership)
	assert frappe.db.get_value("Leader Ownership", ownership.name, "stage") == "Pending Approval"


def test_a_stand_in_owns_nothing_himself(lead):
	_stand_in(lead, "zf_staff", "zf_a")
	with pytest.raises(NoLeadingPost):
		lead.proposed("zf_staff")


def test_no_second_owner_of_the_house(lead):
	matter = lead.matter()
	first = lead.owned(matter=matter)
	with pytest.raises(OwnedAlready, match="zf_a"):
		lead.proposed("zf_b", matter=matter)
	frappe.db.savepoint("twice")
	with pytest.raises(frappe.UniqueValidationError):
		copy = frappe.copy_doc(first)
		copy.live_key = first.live_key
		copy.insert(ignore_permissions=True)
	frappe.db.rollback(save_point="twice")
	lead.checked(lead.finished(first))
	assert lead.proposed("zf_b", matter=matter, moment="2026-04-23 09:00").stage == "Pending Approval"


def test_leaders_above_own_besides_and_are_followed(lead):
	matter = lead.matter()
	lead.owned(matter=matter)
	given = {
		"leader_name": "某副省长",
		"leader_post": "副省长",
		"leader_tier": "Provincial",
		"organ": "QH-ZF",
		"started_on": "2026-03-20",
		"due_on": "2026-09-30",
		"order_number": "禾信交〔2026〕3号",
		"order_scan": PAPER,
	}
	with pytest.raises(SomethingMissing):
		lead.by("sup", DAY, above.enter, matter, **{**given, "order_scan": None})
	with pytest.raises(OwnershipRefused):
		lead.by("sup", DAY, above.enter, matter, **{**given, "leader_tier": "County"})
	entered = lead.by("sup", DAY, above.enter, matter, **given)
	assert entered.stage == "Owned" and not entered.here and entered.bearer == "QH-XFJ"
	assert lead.clock("B03", entered).organ == "QH-XFJ"
	assert not lead.clock("B01", entered) and not lead.clock("B05", entered)
	with pytest.raises(OwnedAlready):
		lead.by("sup", DAY, above.enter, matter, **given)
	entered = lead.by("sup", "2026-04-15 09:00", working.report, entered, "省里召开协调会。")
	entered = lead.by("sup", "2026-05-15 09:00", closing.ask, entered, "问题解决。")
	with pytest.raises(NotTheChecker):
		lead.checked(entered, who="sup", moment="2026-05-16 09:00")
	assert lead.checked(entered, who="xf_head", moment="2026-05-16 09:00").resolved == 1


def test_what_a_proposal_needs(lead):
	with pytest.raises(SomethingMissing):
		lead.proposed(listed_for="By hand")
	with pytest.raises(SomethingMissing):
		lead.proposed(listed_for="Order from above", order_number="1号")
	with pytest.raises(OwnershipRefused):
		lead.proposed(due_on="2026-03-26")
	with pytest.raises(OwnershipRefused):
		lead.proposed(duty_set="没有这一套")
	with pytest.raises(BackDoor):
		lead.proposed(reason="落实稳控措施")
	assert not frappe.db.count("Leader Ownership")


def test_who_proposes(lead):
	with pytest.raises((NotPermitted, NotYours)):
		lead.proposed(who="rsj")
	with pytest.raises(NotYours):
		lead.proposed("zf_a", who="lq")
	own = lead.proposed("lq_head", who="lq")
	assert (own.leader_tier, own.approving_organ, own.office) == ("Township", "QH-LQ", "QH-XFJ")


def test_the_leader_of_a_bureau_is_no_county_leader(lead):
	from xinfang_app.insight import work_rows
	from xinfang_app.insight.period import Period

	lead.owned("zf_a")
	bureau = lead.owned("rsj_head")
	assert bureau.leader_tier == "Department" and bureau.approving_organ == "QH-ZF"
	rows = lead.by(
		"sup", "2026-07-01 09:00", work_rows.ownerships, Period(date(2026, 1, 1), date(2026, 6, 30))
	)
	assert sorted(row.kind for row in rows) == ["County", "Department"]
	told = {row["user"]: row["tier"] for row in lead.by("sup", DAY, loads.of)}
	assert told[lead.user("xf_leader")] == "Department" and told[lead.user("zf_b")] == "County"
	assert lead.user("zf_staff") not in told


def test_leaders_are_found_in_one_question(lead, monkeypatch):
	from xinfang_app.leadership import who

	asked, before = [], posting._rows
	monkeypatch.setattr(
		posting, "_rows", lambda *args, **kwargs: asked.append(kwargs) or before(*args, **kwargs)
	)
	found = [row.user for row in lead.by("sup", DAY, who.leaders_in, "990124003000")]
	assert len(asked) == 1 and found[:1] == [lead.user("rsj_head")] and lead.user("lq_head") in found


def test_who_stands_aside_owns_nothing(lead):
	matter = lead.matter(holder="QH-LQ")
	lead.by("lq", DAY, recusal.declare, matter, lead.user("lq_head"), "与信访人有亲属关系")
	with pytest.raises(Recused):
		lead.proposed("lq_head", matter=matter)


def test_nobody_but_the_head_approves_himself(lead):
	ownership = lead.proposed("zf_a")
	with pytest.raises(NotTheSigner):
		lead.by("zf_a", "2026-03-26 15:00", approving.sign, ownership)
	with pytest.raises(NotTheSigner):
		lead.by("zf_b", "2026-03-26 15:00", approving.sign, ownership)
	head = lead.proposed("zf_head")
	assert lead.by("zf_head", "2026-03-26 15:00", approving.sign, head).stage == "Owned"
	with pytest.raises(NotTheSigner):
		lead.by("xf_leader", "2026-03-26 15:00", approving.sign, lead.proposed("zf_b"))


def test_approved_on_paper_and_declined(lead):
	ownership = lead.proposed()
	ownership = lead.by(
		"zf_staff",
		"2026-03-27 09:00",
		approving.sign_on_paper,
		ownership,
		signer=lead.user("zf_head"),
		occurred_on="2026-03-26",
		scan=PAPER,
	)
	assert ownership.stage == "Owned" and ownership.sign_mode == "On paper" and ownership.scan
	other = lead.by("zf_head", DAY, approving.decline, lead.proposed("zf_b"), "由分管领导包案")
	assert other.stage == "Declined" and not other.live_key
	back = lead.by("sup", DAY, proposing.withdraw, lead.proposed("zf_b"), "重复提名")
	assert back.stage == "Withdrawn" and not back.live_key


def test_who_sees_it(lead):
	matter = lead.matter()
	ownership = lead.owned("rsj_head", matter=matter)
	for who, sees in {"rsj_head": True, "lq": True, "sup": True, "zf_head": True, "rsj": True}.items():
		assert lead.by(who, DAY, scope.may, ownership, "read") is sees, who
	assert lead.by("rsj_head", DAY, scope.may, matter, "read")
	assert not lead.by("rsj", DAY, scope.may, matter, "read")
	outsider = frappe.get_doc("Leader Ownership", lead.owned("zf_a", matter=lead.matter()).name)
	assert not lead.by("rsj", DAY, scope.may, outsider, "read")
	rows = lead.by("rsj", DAY, scope.get_list, "Ownership Duty", {"ownership": outsider.name})
	assert rows == []


def test_the_leader_meets_the_petitioner_in_seven_days(lead):
	ownership = lead.owned()
	with pytest.raises(NotTheOwner):
		lead.met(ownership, who="zf_b")
	with pytest.raises(SomethingMissing):
		lead.met(ownership, answered=None)
	with pytest.raises(WrongMoment):
		lead.met(ownership, met_on="2026-03-20")
	ownership = lead.met(ownership, moment="2026-04-02 16:00")
	assert str(ownership.first_met_on) == "2026-04-02" and lead.clock("B01", ownership).state == "Met"
	late = lead.met(lead.owned("zf_b"), who="zf_b", moment="2026-04-08 10:00")
	assert lead.clock("B01", late).was_late


def test_the_team_writes_it_down_for_him_with_a_proof_and_his_stand_in_signs_for_him(lead):
	ownership = lead.owned(team=[{"user": lead.user("zf_staff"), "role": "Contact"}])
	with pytest.raises(SomethingMissing):
		lead.met(ownership, who="zf_staff")
	ownership = lead.met(ownership, who="zf_staff", proof=PAPER)
	assert ownership.meetings[0].met_by == "zf_a"
	other = lead.owned("rsj_head", matter=lead.matter(holder="QH-LQ"))
	_stand_in(lead, "rsj", "rsj_head")
	posting.forget()
	assert lead.by("rsj", "2026-03-30 10:00", scope.may, lead.get("Petition", other.petition), "read")
	other = lead.met(other, who="rsj")
	assert other.meetings[0].met_by == "rsj（代rsj_head）"
	assert other.leader == lead.user("rsj_head")
	assert not lead.by("rsj", "2026-05-30 10:00", scope.may, lead.get("Petition", other.petition), "read")


def test_nobody_is_obliged_to_be_met(lead):
	ownership = lead.met(said=None, answered=None, not_met_reason="信访人表示暂不需要见面。")
	assert not ownership.first_met_on and lead.clock("B01", ownership).state != "Running"


def test_plan_report_and_their_terms(lead):
	ownership = lead.owned()
	with pytest.raises(BackDoor):
		lead.by("zf_a", "2026-04-01 09:00", working.plan, ownership, "确保息访")
	ownership = lead.by(
		"zf_a",
		"2026-04-01 09:00",
		working.plan,
		lead.get("Leader Ownership", ownership.name),
		"一、调取档案；二、逐人核对。",
		team=[{"user": lead.user("rsj"), "role": "Handling officer"}],
	)
	assert lead.clock("B02", ownership).state == "Met"
	matter = lead.get("Petition", ownership.petition)
	assert lead.by("rsj", "2026-04-01 09:00", scope.may, matter, "read")
	ownership = lead.by(
		"rsj", "2026-04-20 09:00", working.report, ownership, "档案已调取。", obstacles="缺少名册"
	)
	assert ownership.reports[0].period == "2026-04" and str(ownership.next_report_on) == "2026-05-20"
	clock = lead.clock("B03", ownership)
	assert clock.state == "Running" and str(clock.due_on) == "2026-05-20"
	ownership = lead.by("zf_a", "2026-04-21 09:00", working.plan, ownership, "补充方案。", team=[])
	assert not lead.by("rsj", "2026-04-21 09:00", scope.may, matter, "read")


def test_reporting_ahead_puts_nothing_off(lead):
	ownership = lead.owned()
	for _ in range(12):
		ownership = lead.by("zf_a", "2026-04-20 09:00", working.report, ownership, "进展正常。")
	assert str(ownership.next_report_on) == "2026-05-20"
	late = lead.by("zf_a", "2026-07-10 09:00", working.report, ownership, "进展正常。")
	assert str(late.next_report_on) == "2026-07-20"


def test_a_meeting_does_the_duty_to_meet(lead):
	ownership = lead.owned(team=[{"user": lead.user("zf_staff"), "role": "Contact"}])
	offered = lead.met(ownership, said=None, answered=None, not_met_reason="信访人表示暂不需要见面。")
	assert _meeting_duty(offered).status == "To be done"
	lead.met(offered, who="zf_staff", moment="2026-03-31 10:00", proof=PAPER)
	duty = _meeting_duty(offered)
	assert duty.status == "Done" and str(duty.done_on) == "2026-03-31" and duty.proof
	assert lead.clock("B04", duty).state == "Met" and "zf_a" in duty.note
	lead.met(lead.get("Leader Ownership", offered.name), moment="2026-04-10 10:00")
	assert str(_meeting_duty(offered).done_on) == "2026-03-31"


def _meeting_duty(ownership):
	return frappe.get_last_doc("Ownership Duty", {"ownership": ownership.name, "kind": "Meet the petitioner"})


def test_the_team_names_no_new_team(lead):
	ownership = lead.owned(team=[{"user": lead.user("zf_staff"), "role": "Contact"}])
	matter, day = lead.get("Petition", ownership.petition), "2026-04-01 09:00"
	wider = [{"user": lead.user("zf_staff"), "role": "Contact"}, {"user": lead.user("rsj")}]
	with pytest.raises(NotTheOwner):
		lead.by("zf_staff", day, working.plan, ownership, "一、调取档案。", team=wider)
	assert not lead.by("rsj", day, scope.may, matter, "read")
	ownership = lead.get("Leader Ownership", ownership.name)
	ownership = lead.by("zf_staff", day, working.plan, ownership, "一、调取档案。", team=wider[:1])
	ownership = lead.by("zf_a", day, working.plan, ownership, "一、调取档案。", team=wider)
	assert lead.by("rsj", day, scope.may, matter, "read") and len(ownership.team) == 2


def test_nobody_from_outside_the_county_or_of_the_organ_complained_of_joins(lead):
	frappe.get_doc({"doctype": "Jurisdiction", "code": "990125000000", "title": "邻县"}).insert()
	frappe.get_doc(
		{
			"doctype": "Organ",
			"code": "LX-XFJ",
			"title": "邻县信访局",
			"short_title": "邻县局",
			"kind": "Petition Office",
			"jurisdiction": "990125000000",
		}
	).insert()
	lead.county.neighbour = make_user("neighbour")
	post_row(lead.county.neighbour, "LX-XFJ", "County Petition Officer")
	with pytest.raises(OwnershipRefused, match="neighbour"):
		lead.proposed(team=[{"user": lead.user("neighbour")}])
	matter = lead.matter(holder="QH-LQ", respondent_organ="QH-RSJ")
	with pytest.raises(OwnershipRefused, match="rsj"):
		lead.proposed(matter=matter, team=[{"user": lead.user("rsj")}])
	assert lead.proposed(matter=matter, team=[{"user": lead.user("lq")}]).team[0].organ == "QH-LQ"


def test_a_duty_is_done_with_a_proof_or_found_not_owed_by_the_office(lead):
	ownership = lead.owned()
	first, second = (lead.get("Ownership Duty", name) for name in duties.open_of(ownership.name)[:2])
	with pytest.raises(SomethingMissing):
		lead.by("zf_a", "2026-04-01 09:00", duties.done, first, "已查清。", None)
	with pytest.raises(NotTheOwner):
		lead.by("zf_b", "2026-04-01 09:00", duties.done, first, "已查清。", PAPER)
	first = lead.by("zf_a", "2026-04-01 09:00", duties.done, first, "已查清。", PAPER)
	assert first.status == "Done" and lead.clock("B04", first).state == "Met"
	with pytest.raises(WrongMoment):
		lead.by("zf_a", "2026-04-01 09:00", duties.done, first, "再来一次。", PAPER)
	with pytest.raises(NotYours):
		lead.by("zf_a", "2026-04-01 09:00", duties.drop, second, "不需要")
	assert lead.by("sup", "2026-04-01 09:00", duties.drop, second, "事实已由法院查明").status == "Dropped"
	extra = lead.by("zf_a", "2026-04-01 09:00", duties.add, ownership, "核对名册", "2026-04-30")
	assert str(lead.clock("B04", extra).due_on) == "2026-04-30"
	with pytest.raises(BackDoor):
		lead.by("zf_a", "2026-04-01 09:00", duties.add, ownership, "包稳定", "2026-04-30")


def test_help_is_asked_from_above_and_answered(lead):
	matter = lead.matter()
	ownership = _township_owned(lead, matter)
	with pytest.raises(OwnershipRefused):
		lead.by(
			"lq_head", "2026-04-01 09:00", helps.ask, ownership, "QH-LQ", "缺名册", "请提供", "2026-04-10"
		)
	request = lead.by(
		"lq_head",
		"2026-04-01 09:00",
		helps.ask,
		ownership,
		"QH-RSJ",
		"缺改制名册",
		"请提供名册",
		"2026-04-10",
	)
	assert lead.by("rsj", "2026-04-01 10:00", scope.may, matter, "read")
	assert str(lead.clock("B06", request).due_on) == "2026-04-10"
	with pytest.raises(OwnershipRefused, match="协调"):
		_all_done(lead, ownership, "lq_head")
		lead.by("lq_head", "2026-04-02 09:00", closing.ask, ownership, "完成")
	request = lead.by("rsj", "2026-04-03 09:00", helps.answer, request, "名册已提供。")
	assert request.status == "Answered" and lead.clock("B06", request).state == "Met"
	assert not lead.by("rsj", "2026-04-03 10:00", scope.may, matter, "read")


def test_a_longer_term_is_decided_by_the_person_in_charge(lead):
	ownership = lead.owned()
	with pytest.raises(OwnershipRefused):
		lead.by("zf_a", "2026-06-01 09:00", terms.ask, ownership, "2026-06-01", "提前？")
	ownership = lead.by("zf_a", "2026-06-01 09:00", terms.ask, ownership, "2026-08-31", "等待省里批复")
	for who in ("zf_a", "sup"):
		with pytest.raises(NotTheSigner):
			lead.by(who, "2026-06-02 09:00", terms.decide, ownership, True)
	ownership = lead.by("zf_head", "2026-06-02 09:00", terms.decide, ownership, True)
	clock = lead.clock("B05", ownership)
	assert str(clock.due_on) == "2026-08-31" and clock.state == "Running" and not clock.was_late
	assert str(ownership.extensions[0].due_before) == "2026-06-30"
	with pytest.raises(OwnershipRefused):
		lead.by("zf_a", "2026-09-02 09:00", terms.ask, ownership, "2026-10-31", "再延")


def test_closing_needs_the_duties_the_meeting_and_somebody_else(lead):
	ownership = lead.owned()
	with pytest.raises(OwnershipRefused, match="信访人"):
		lead.by("zf_a", "2026-04-20 09:00", closing.ask, ownership, "完成")
	with pytest.raises(OwnershipRefused, match="4"):
		lead.by("zf_a", "2026-04-20 09:00", closing.ask, lead.met(ownership), "完成")
	ownership = lead.finished(lead.get("Leader Ownership", ownership.name), moment="2026-04-20 10:00")
	assert ownership.stage == "Closing Asked" and lead.clock("B05", ownership).state == "Met"
	with pytest.raises(NotYours):
		lead.checked(ownership, who="zf_a")
	with pytest.raises(SomethingMissing):
		lead.checked(ownership, petitioner_asked=True, petitioner_view=None)
	with pytest.raises(SomethingMissing):
		lead.checked(ownership, petitioner_asked=False)
	with pytest.raises(SomethingMissing):
		lead.checked(ownership, resolved=False)
	ownership = lead.checked(ownership, resolved=False, unresolved_reason="缺乏法律依据，已三级终结并解释。")
	assert ownership.stage == "Closed" and not ownership.resolved and ownership.unresolved_reason
	assert lead.clock("B07", ownership).state == "Met" and not ownership.live_key
	(check,) = frappe.get_all(
		"Ownership Check", {"ownership": ownership.name}, ["petitioner_view", "resolved"]
	)
	assert check.petitioner_view == "问题解决了。" and not check.resolved
	seen = lead.by("lq", "2026-04-23 09:00", scope.get_list, "Ownership Check", {"ownership": ownership.name})
	assert seen == []


def test_what_is_not_enough_goes_back_to_work(lead):
	ownership = lead.finished()
	ownership = lead.checked(ownership, "Back to work", petitioner_view="只解决了一半。", resolved=False)
	assert ownership.stage == "Owned" and ownership.returned_reason
	assert str(lead.clock("B05", ownership).due_on) == "2026-06-30"
	late = lead.finished(lead.owned("zf_a", due_on="2026-04-21"))
	with pytest.raises(OwnershipRefused):
		lead.checked(late, "Back to work", resolved=False)
	late = lead.checked(late, "Back to work", resolved=False, due_on="2026-05-20")
	assert str(late.due_on) == "2026-05-20"


def test_the_form_closes_nothing(lead):
	ownership = lead.finished()
	lead_user = lead.user("zf_a")
	frappe.set_user(lead_user)
	try:
		doc = frappe.get_doc("Leader Ownership", ownership.name)
		doc.update({"stage": "Closed", "resolved": 1, "closed_by": lead.user("sup")})
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			doc.save()
	finally:
		frappe.set_user("Administrator")
	assert frappe.db.get_value("Leader Ownership", ownership.name, "stage") == "Closing Asked"
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Leader Ownership", ownership.name)


# Hand-over.


def test_when_the_leader_leaves_the_successor_owns_it(lead):
	ownership = lead.met()
	work = lead.by(
		"zf_head",
		"2026-04-10 09:00",
		posting_end.open_work,
		lead.get("Posting", lead.county.postings["zf_a"]),
	)
	assert ownership.name in [item["name"] for item in work]
	_leave(lead, "zf_a", "2026-04-10", successor="zf_b")
	ownership = lead.get("Leader Ownership", ownership.name)
	assert ownership.leader == lead.user("zf_b") and ownership.owners[0].leader == lead.user("zf_a")
	assert ownership.first_met_on and not ownership.vacant_on
	clock = lead.clock("B01", ownership)
	assert clock.state == "Running" and str(clock.due_on) == "2026-04-17"


def test_without_a_successor_the_head_owns_it_and_it_is_never_without_owner(lead):
	ownership = lead.owned()
	_leave(lead, "zf_a", "2026-04-10")
	assert frappe.db.get_value("Leader Ownership", ownership.name, "leader") == lead.user("zf_head")
	other = _township_owned(lead, lead.matter())
	_leave(lead, "lq_head", "2026-04-10")
	other.reload()
	assert str(other.vacant_on) == "2026-04-10" and other.leader == lead.user("lq_head")
	from xinfang_app.leadership import todo_office

	sections = lead.by("sup", "2026-04-13 09:00", todo_office.sections, lead.user("sup"))
	assert any(item["name"] == other.name for one in sections for item in one["items"])
	other = lead.by(
		"sup", "2026-04-13 09:00", handing.hand_over, other, lead.user("zf_b"), "原领导调离", scan=PAPER
	)
	assert other.leader == lead.user("zf_b") and not other.vacant_on and other.leader_tier == "County"


def test_by_hand_it_takes_the_approval(lead):
	ownership = lead.owned()
	with pytest.raises(SomethingMissing):
		lead.by("sup", "2026-04-01 09:00", handing.hand_over, ownership, lead.user("zf_b"), "分工调整")
	with pytest.raises(NotTheSigner):
		lead.by("lq", "2026-04-01 09:00", handing.hand_over, ownership, lead.user("zf_b"), "分工调整")
	with pytest.raises(NoLeadingPost):
		lead.by("zf_head", "2026-04-01 09:00", handing.hand_over, ownership, lead.user("rsj"), "分工调整")
	ownership = lead.by(
		"zf_head", "2026-04-01 09:00", handing.hand_over, ownership, lead.user("zf_b"), "分工调整"
	)
	assert ownership.leader == lead.user("zf_b")


# Many.


def test_many_are_spread_evenly_and_one_refusal_stops_no_other(lead):
	matters = [lead.matter() for _ in range(4)]
	lead.owned("zf_a", matter=matters[3])
	rows = lead.by(
		"sup", DAY, loads.suggestion, [m.name for m in matters[:3]], [lead.user("zf_a"), lead.user("zf_b")]
	)
	assert [row["leader"] for row in rows].count(lead.user("zf_b")) == 2
	told = lead.by("sup", DAY, loads.of)
	assert {row["user"]: row["owned"] for row in told}[lead.user("zf_a")] == 1
	given = [{"petition": m.name, "leader": lead.user("zf_b")} for m in matters]
	done = lead.by("sup", DAY, loads.propose_many, given, listed_for="Backlog", due_on="2026-06-30")
	assert len(done["made"]) == 3 and [row["petition"] for row in done["refused"]] == [matters[3].name]


def test_the_backlog_leaves_out_what_is_owned(lead):
	free, taken = lead.matter(), lead.matter()
	lead.owned(matter=taken)
	rows = lead.by("sup", "2026-06-30 09:00", sources.find, "Backlog", 90)
	names = [row["name"] for row in rows]
	assert free.name in names and taken.name not in names
	assert lead.by("rsj", "2026-06-30 09:00", sources.find, "Backlog", 90) == []


def test_what_came_out_of_screening_is_found(lead, monkeypatch):
	plain, screened, far = lead.matter(), lead.matter(), lead.matter(holder="QH-RSJ")
	for matter in (screened, far):
		record = frappe.new_doc("Dispute")
		record.update({"name": f"d-{matter.name}", "petition": matter.name, "stage": "Became Petition"})
		record.db_insert()

	def find(who):
		return [row["name"] for row in lead.by(who, DAY, sources.find, "Screening")]

	assert set(find("sup")) == {screened.name, far.name} and plain.name not in find("sup")
	monkeypatch.setattr(sources, "LIMIT", 1)
	assert find("rsj") == [far.name]
	owned = lead.proposed(matter=screened, listed_for="Screening")
	assert owned.listed_for == "Screening" and find("sup") == [far.name]


def test_the_leaders_page(lead):
	from xinfang_app.leadership import todo, view

	ownership = lead.owned()
	page = lead.by("zf_a", "2026-04-03 09:00", view.mine)
	(row,) = page["rows"]
	assert page["sums"]["overdue"] == 1 and row["days_left"] == -1 and row["days_since_met"] is None
	sections = lead.by("zf_a", "2026-04-03 09:00", todo.sections, lead.user("zf_a"))
	assert any(item["name"] == ownership.name for one in sections for item in one["items"])
	lead.met(ownership, moment="2026-04-03 10:00")
	row = lead.by("zf_a", "2026-04-06 09:00", view.mine)["rows"][0]
	assert row["days_since_met"] == 3
	assert lead.by("zf_b", "2026-04-06 09:00", view.mine)["rows"] == []


def test_the_page_asks_of_the_new_leader_what_he_owes(lead):
	from xinfang_app.leadership import view

	ownership = lead.met()
	lead.by("zf_head", "2026-04-10 09:00", handing.hand_over, ownership, lead.user("zf_b"), "分工调整")
	page = lead.by("zf_b", "2026-04-18 09:00", view.mine)
	assert page["sums"]["not_met"] == 1 and page["sums"]["overdue"] == 1
	assert page["rows"][0]["next_due"] in ("2026-04-05", "2026-04-07")
	owed = lead.by(
		"zf_b", "2026-04-18 09:00", view.of_ownership, lead.get("Leader Ownership", ownership.name)
	)["owed"]
	assert [(row["rule"], row["due_on"]) for row in owed] == [
		("B02", "2026-04-07"),
		("B01", "2026-04-17"),
		("B03", "2026-04-26"),
		("B05", "2026-06-30"),
	]


def test_an_offered_meeting_is_not_overdue(lead):
	from xinfang_app.leadership import todo, view

	offered = lead.met(said=None, answered=None, not_met_reason="信访人表示暂不需要见面。")
	page = lead.by("zf_a", "2026-04-18 09:00", view.mine)
	assert page["sums"]["not_met"] == 0
	steps = [step for _day, _rule, step in todo.owed([offered.name])[offered.name]]
	assert "约见信访人" not in steps and len(steps) == 3


def test_who_approves_goes_with_the_leader(lead):
	ownership = lead.by("lq_head", "2026-03-26 15:00", approving.sign, lead.proposed("lq_head"))
	assert ownership.approving_organ == "QH-LQ"
	ownership = lead.by(
		"sup", "2026-04-01 09:00", handing.hand_over, ownership, lead.user("zf_b"), "提级包案", scan=PAPER
	)
	assert ownership.approving_organ == "QH-ZF"
	ownership = lead.by("zf_b", "2026-06-01 09:00", terms.ask, ownership, "2026-08-31", "等待省里批复")
	with pytest.raises(NotTheSigner):
		lead.by("lq_head", "2026-06-02 09:00", terms.decide, ownership, True)
	assert str(lead.by("zf_head", "2026-06-02 09:00", terms.decide, ownership, True).due_on) == "2026-08-31"


def test_a_sealed_piece_leaves_no_words(lead):
	from xinfang_app.petition.registering import quoted

	ownership = lead.met()
	quoted.wipe(frappe._dict(petition=ownership.petition))
	text = frappe.as_json(frappe.get_doc("Leader Ownership", ownership.name).as_dict())
	assert "工龄" not in text and "档案" not in text


def _stand_in(lead, short, principal):
	"""Let `short` act for `principal` from 03-28 to 04-20."""
	row = frappe.get_doc("Posting", lead.county.postings[principal])
	post_row(
		lead.user(short),
		row.organ,
		row.post,
		deputy_of=row.name,
		acting_from="2026-03-26",
		acting_to="2026-04-20",
	)
	posting.forget()


def _leave(lead, short, day, successor=None):
	"""End the posting of `short` on `day`, as its form does."""
	doc = frappe.get_doc("Posting", lead.county.postings[short])

	def end():
		doc.db_set({"to_date": day, "successor": lead.user(successor) if successor else None})
		doc.reload()
		posting_end.settle(doc)

	lead.by("admin" if hasattr(lead.county, "admin") else "sup", f"{day} 18:00", end)
	posting.forget()


def _township_owned(lead, matter):
	ownership = lead.proposed("lq_head", matter=matter)
	return lead.by("lq_head", "2026-03-26 15:00", approving.sign, ownership)


def _all_done(lead, ownership, who):
	lead.met(ownership, who=who)
	for name in duties.open_of(ownership.name):
		lead.by(who, "2026-04-02 08:00", duties.done, lead.get("Ownership Duty", name), "完成", PAPER)
	ownership.reload()


def test_who_owns_a_matter_does_not_judge_it(lead):
	from xinfang_app.petition.answering import hands

	ownership = lead.owned()
	assert hands.of(ownership.petition).has(lead.user("zf_a"))
	assert not hands.of(ownership.petition).has(lead.user("zf_b"))
