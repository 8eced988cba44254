"""A drive from its draft to its outcome, the suggestions counted in with it, and what everybody reads of it."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import BackDoor, NotPermitted
from xinfang_app.citizen.suggestions_page import SuggestionsPage
from xinfang_app.petition.accepting import acceptance, suggestion
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.petition.registering.errors import RecordKept
from xinfang_app.reception.drives import drives, joining, shown
from xinfang_app.reception.drives.errors import DriveRefused, NotASuggestion
from xinfang_app.workflows.errors import StageNotAllowed

pytestmark = pytest.mark.usefixtures("db", "own_workflows")

ASKED = {
	"title": "镇村公共照明和班车",
	"question": "哪些路口需要路灯，哪些班次需要增开？",
	"background": "编制下一年度民生实事项目。",
	"how_to": "柳桥镇便民服务中心，电话0990-5550003",
	"opens_on": "2026-03-01",
	"closes_on": "2026-03-31",
}


def again(doc):
	return frappe.get_doc(doc.doctype, doc.name)


@pytest.fixture
def draft(road):
	def make(moment="2026-02-20 09:00", who="lq", organ="QH-LQ", **values):
		return road.by(who, moment, drives.begin, organ, **{**ASKED, **values})

	return make


@pytest.fixture
def opened(road, draft):
	def make(**values):
		made = draft(**values)
		return road.by("lq_head", "2026-02-21 09:00", drives.open_, again(made))

	return make


@pytest.fixture
def suggested(road):
	"""A suggestion about street lamps, with the township."""

	def make(moment="2026-03-03 09:00", **values):
		road.registered(
			moment,
			title="建议在学校路口加装路灯",
			content="学校路口夜间没有路灯。",
			claims=("加装路灯",),
			**{"purpose": "1", **values},
		)
		road.referred("2026-03-05 10:00")
		return road.petition

	return make


def page():
	return SuggestionsPage("suggestions").render().get_data(as_text=True)


def test_asked_answered_and_published(road, county, opened, suggested, work):
	drive = opened()
	assert (drive.stage, drive.scope_code, drive.opened_by) == ("Drive open", "990124003000", county.lq_head)
	with when.at("2026-02-25 08:00"):
		assert "镇村公共照明和班车" not in page()
	with when.at("2026-03-02 08:00"):
		told = page()
	assert "镇村公共照明和班车" in told and "正在征集" in told and "0990-5550003" in told
	matter = suggested()
	road.by("lq", "2026-03-06 09:00", joining.join, again(matter), drive.name)
	with pytest.raises(NotASuggestion, match="已经归入"):
		road.by("lq", "2026-03-06 09:10", joining.join, again(matter), drive.name)
	assert joining.of(drive.name) == joining.Counted(all=1, studied=1)

	assert [(row["next_step"], row["due_on"]) for row in work("lq", "2026-04-01 08:00")["drives"]] == [
		("期满归纳", None)
	]
	road.by("lq", "2026-04-01 09:00", drives.close, again(drive), "建议集中在学校路口照明。")
	with when.at("2026-04-01 12:00"):
		assert "意见研究" not in page() and "征集已结束，正在研究" in page() and "学校路口照明" not in page()
	assert "drives" not in work("lq", "2026-04-02 08:00")
	assert [row["next_step"] for row in work("lq_head", "2026-04-02 08:00")["drives"]] == [
		"签发并公布采纳情况"
	]
	road.by("lq", "2026-03-12 09:00", acceptance.accept, again(matter), pathway="P8")
	road.by(
		"lq", "2026-04-10 09:00", suggestion.reply, again(matter), "Adopted", "条件具备。", "七月底前安装。"
	)
	assert joining.of(drive.name) == joining.Counted(all=1, adopted=1)
	road.by(
		"lq_head",
		"2026-04-12 09:00",
		drives.publish,
		again(drive),
		"学校路口路灯七月底前安装；班车先试运行。",
	)
	stored = again(drive)
	assert (stored.stage, stored.signed_by) == ("Outcome published", county.lq_head)
	with when.at("2026-04-12 10:00"):
		told = page()
	assert "采纳1件" in told and "班车先试运行" in told and "学校路口照明" in told
	# Who suggested it stands nowhere, nor the matter's number or title.
	for secret in ("林青禾", "13900000011", matter.number, "加装路灯", "夜间没有路灯"):
		assert secret not in told
	with when.at("2027-04-13 10:00"):
		assert shown.all_() == []
	with pytest.raises(DriveRefused):
		road.by("lq", "2026-04-13 09:00", joining.leave, drive.name, matter.name)


def test_who_may_do_what(road, county, draft):
	for who in ("rsj", "xfj", "ld"):
		with pytest.raises(NotYourOrgan):
			draft(who=who)
	made = draft()
	with pytest.raises(DriveRefused, match="负责人签发"):
		road.by("lq", "2026-02-21 09:00", drives.open_, again(made))
	for who in ("rsj_head", "ld"):
		with pytest.raises((NotPermitted, DriveRefused)):
			road.by(who, "2026-02-21 09:00", drives.open_, again(made))
	with pytest.raises(NotPermitted):
		road.by("rsj", "2026-02-21 09:00", drives.change, again(made), **ASKED)
	road.by("lq_head", "2026-02-21 09:00", drives.open_, again(made))
	for step, value in ((drives.close, "归纳"), (drives.call_off, "不再征集")):
		with pytest.raises((NotPermitted, NotYourOrgan)):
			road.by("xfj", "2026-04-02 09:00", step, again(made), value)
	with pytest.raises(DriveRefused, match="负责人签发"):
		road.by("lq", "2026-03-05 09:00", drives.call_off, again(made), "改为座谈听取意见")
	with pytest.raises((StageNotAllowed, DriveRefused)):
		road.by("lq", "2026-03-05 09:00", drives.publish, again(made), "采纳")


@pytest.mark.parametrize(
	("values", "error"),
	[
		({"title": " "}, SomethingMissing),
		({"question": ""}, SomethingMissing),
		({"closes_on": "2026-02-28"}, DriveRefused),
		({"opens_on": "2026-01-01", "closes_on": "2026-02-19"}, DriveRefused),
		({"background": "请联系李某13900000012"}, DriveRefused),
		({"question": "哪些人是重点人员？"}, BackDoor),
	],
)
def test_what_a_draft_refuses(draft, values, error):
	before = frappe.db.count(drives.DOCTYPE)
	with pytest.raises(error):
		draft(**values)
	assert frappe.db.count(drives.DOCTYPE) == before


def test_days_of_an_open_drive(road, opened):
	drive = opened()
	for day in ("2026-03-30", "2026-03-31"):
		with pytest.raises(DriveRefused, match="应当晚于"):
			road.by("lq", "2026-03-10 09:00", drives.put_off, again(drive), day)
	with pytest.raises(DriveRefused, match="尚未期满"):
		road.by("lq", "2026-03-31 09:00", drives.close, again(drive), "归纳")
	road.by("lq", "2026-03-31 09:00", drives.put_off, again(drive), "2026-04-15")
	with pytest.raises(DriveRefused, match="尚未期满"):
		road.by("lq", "2026-04-15 09:00", drives.close, again(drive), "归纳")
	for text in (" ", "来信人电话13900000011"):
		with pytest.raises((SomethingMissing, DriveRefused)):
			road.by("lq", "2026-04-16 09:00", drives.close, again(drive), text)
	assert again(drive).stage == "Drive open"
	with pytest.raises(DriveRefused, match="已过"):
		road.by("lq", "2026-04-20 09:00", drives.put_off, again(drive), "2026-04-18")
	with pytest.raises((DriveRefused, WrongMoment)):
		road.by("lq", "2026-03-31 09:00", drives.change, again(drive), **ASKED)


def test_opened_late_it_begins_on_that_day_and_not_after_its_end(road, draft):
	late = draft()
	made = road.by("lq_head", "2026-03-04 09:00", drives.open_, again(late))
	assert str(made.opens_on) == "2026-03-04"
	with pytest.raises(DriveRefused, match="已过"):
		road.by("lq_head", "2026-04-01 09:00", drives.open_, again(draft()))


def test_called_off_with_its_reason(road, opened, draft):
	road.by("lq", "2026-02-21 09:00", drives.call_off, again(draft(title="另一事项")))
	drive = opened()
	with pytest.raises(SomethingMissing):
		road.by("lq_head", "2026-03-10 09:00", drives.call_off, again(drive), " ")
	road.by("lq_head", "2026-03-10 09:00", drives.call_off, again(drive), "并入县里统一征集。")
	with when.at("2026-03-10 10:00"):
		told = page()
	assert "已取消" in told and "并入县里统一征集" in told and "另一事项" not in told


def test_what_is_no_suggestion_of_the_drive(road, county, opened, suggested):
	drive = opened()
	appeal = suggested(purpose="3")
	with pytest.raises(NotASuggestion, match="建议意见"):
		road.by("lq", "2026-03-06 09:00", joining.join, appeal, drive.name)
	road.name = None
	early = suggested("2026-02-26 09:00")
	with pytest.raises(NotASuggestion, match="开始之前"):
		road.by("lq", "2026-03-06 09:00", joining.join, early, drive.name)
	road.name = None
	elsewhere = suggested(place="990124000000")
	with pytest.raises(NotASuggestion, match="地域范围"):
		road.by("lq", "2026-03-06 09:00", joining.join, elsewhere, drive.name)
	road.name = None
	matter = suggested()
	with pytest.raises(NotPermitted):
		road.by("rsj", "2026-03-06 09:00", joining.join, matter, drive.name)
	assert not again(drive).suggestions
	with road.as_user(county.lq), when.at("2026-03-06 09:00"):
		assert [one["value"] for one in joining.for_petition(matter)["open"]] == [drive.name]
	with road.as_user(county.rsj), when.at("2026-03-06 09:00"):
		assert joining.for_petition(matter)["open"] == []


def test_taken_out_again_by_whoever_may(road, county, opened, suggested):
	drive, matter = opened(), suggested()
	road.by("lq", "2026-03-06 09:00", joining.join, matter, drive.name)
	with pytest.raises(NotPermitted):
		road.by("rsj", "2026-03-06 10:00", joining.leave, drive.name, matter.name)
	road.by("lq", "2026-03-06 10:00", joining.leave, drive.name, matter.name)
	assert not again(drive).suggestions
	before = again(drive).modified
	with pytest.raises(NotASuggestion, match="没有归入"):
		road.by("lq", "2026-03-06 10:10", joining.leave, drive.name, matter.name)
	assert again(drive).modified == before


def test_what_turned_out_to_be_no_suggestion_is_not_counted(road, county, opened, suggested):
	drive, matter = opened(), suggested()
	road.by("lq", "2026-03-06 09:00", joining.join, matter, drive.name)
	frappe.db.set_value("Petition", matter.name, "purpose_class", "Appeal")
	assert joining.of(drive.name) == joining.Counted()
	with road.as_user(county.lq), when.at("2026-03-07 09:00"):
		told = joining.for_petition(again(matter))
	assert told["open"] == [] and [(one["leaves"], one["reads"]) for one in told["joined"]] == [(True, True)]
	frappe.db.set_value("Petition", matter.name, {"purpose_class": "Suggestion", "stage": "Withdrawn"})
	assert joining.of(drive.name) == joining.Counted(all=1, otherwise=1)


def test_a_late_outcome_stands_for_a_year_too(road, opened, draft):
	drive = opened()
	road.by("lq", "2026-04-01 09:00", drives.close, again(drive), "集中在路口照明。")
	with when.at("2027-06-01 09:00"):
		assert [one.state for one in shown.all_()] == ["征集已结束，正在研究"]
	road.by("lq_head", "2027-06-01 10:00", drives.publish, again(drive), "路口照明予以采纳。")
	with when.at("2028-05-20 09:00"):
		assert [one.state for one in shown.all_()] == ["已公布采纳情况"]
	with when.at("2028-06-02 09:00"):
		assert shown.all_() == []


def test_called_off_before_its_first_day_it_was_never_public(road, opened):
	drive = opened(title="未开始的事项")
	road.by("lq_head", "2026-02-25 09:00", drives.call_off, again(drive), "并入县里统一征集。")
	with when.at("2026-03-05 09:00"):
		assert "未开始的事项" not in page()


def test_no_form_writes_and_nobody_deletes(road, county, opened):
	drive = opened()
	with road.as_user(county.lq_head), when.at("2026-03-05 09:00"):
		doc = again(drive)
		doc.question = "改写"
		with pytest.raises((WrongMoment, frappe.PermissionError)):
			doc.save()
		with pytest.raises((RecordKept, frappe.PermissionError)):
			again(drive).delete()
		with pytest.raises((RecordKept, frappe.PermissionError)):
			frappe.get_doc({"doctype": drives.DOCTYPE, "title": "x", "holder": "QH-LQ"}).insert()
	assert again(drive).question == ASKED["question"]
