"""Retaliation, obstruction, recusal: sealed from whom they mean, looked into by somebody independent, answered."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.rights import content, handlers, looking, reports, telling
from xinfang_app.rights.errors import NotNamed, ReportRefused
from xinfang_app.workflows import install, publishing, stages
from xinfang_app.workflows.errors import StageNotAllowed, StageNotReachable

pytestmark = pytest.mark.usefixtures("db", "own_workflows")


TEXT = "副镇长在村口拦住我，说再去县里就停发我的低保。"
NAME, PHONE = "林青禾", "13900000011"


def again(doc):
	return frappe.get_doc(doc.doctype, doc.name)


@pytest.fixture
def tell(road, county):
	"""`tell()` registers G1 at the township and takes a report about the township down."""

	def make(who="sw", moment="2026-11-10 09:00", **values):
		if "petition" not in values:
			if not road.name:
				road.referred()
			values["petition"] = road.name
		given = {
			"kind": "Retaliation",
			"text": TEXT,
			"organs": ["QH-LQ"],
			"users": [county.lq_head],
			"reporter": {"name": NAME, "phone": PHONE},
			**values,
		}
		return road.by(who, moment, reports.register, **given)

	return make


def test_it_goes_to_the_supervision_of_the_county_with_number_and_term(road, tell, county, work):
	report = tell()
	assert (
		report.handler == "QH-XFJ"
		and report.number.startswith("QY2026-")
		and str(report.due_on) == "2026-12-01"
	)
	assert set(handlers.named_rows(report)) == {county.kz, county.dc, county.xf_head}
	assert road.clock("S43", report).state == "Running"
	assert any(row["number"] == report.number for row in work("dc", "2026-11-11 08:00")["rights"])
	paper = frappe.get_doc("Official Letter", report.letter)
	assert paper.template == "W43" and report.number in paper.html
	assert not any(word in paper.html for word in (NAME, PHONE, "低保", "柳桥"))


def test_nothing_of_it_lies_in_the_clear(tell):
	report = tell()
	row = str(again(report).as_dict())
	body = frappe.db.get_value("Rights Content", {"report": report.name}, "body")
	assert not any(
		word in row + body for word in (NAME, PHONE, "低保", "QH-LQ", "lq_head", report.owner and "副镇长")
	)
	assert frappe.get_doc("Rights Content", {"report": report.name}).meta.permissions == []


def test_the_report_is_open_to_those_named_and_each_opening_is_on_record(road, tell, county):
	report = tell()
	told = road.by("dc", "2026-11-11 09:00", looking.open_, again(report))
	assert told["told"]["text"] == TEXT and told["told"]["reporter"]["name"] == NAME
	assert again(report).openings[0].opened_by == county.dc
	for who in ("lq", "lq_head", "sw", "xfj", "ld", "sj", "rsj", "dg"):
		with pytest.raises((NotNamed, NotPermitted)):
			road.by(who, "2026-11-11 09:00", looking.open_, again(report))
	with pytest.raises(NotNamed):
		looking.open_(again(report))


def test_who_took_it_down_sees_it_no_more(road, tell):
	report = tell(who="sw")
	assert not road.by("sw", "2026-11-10 10:00", scope.may_name, "Rights Report", report.name)
	assert reports.receipt(report)["number"] == report.number


def test_the_office_above_its_own_when_the_petition_office_is_meant(road, tell, county):
	report = tell(organs=["QH-XFJ"], users=[])
	# The convener's side: the party committee's leader.
	assert report.handler == "QH-XW" and handlers.named_rows(report) == [county.sj]
	for who in ("dc", "kz", "xf_head", "xfj"):
		assert not road.by(who, "2026-11-11 09:00", scope.may_name, "Rights Report", report.name)
	nobody = tell(organs=["QH-XFJ", "QH-XW", "QH-ZF"], users=[])
	assert not nobody.handler and handlers.named_rows(nobody) == [] and reports.receipt(nobody)["above"]


def test_an_official_meant_who_serves_at_the_office_keeps_his_colleagues_out(tell, county):
	assert tell(organs=[], users=[county.xfj]).handler == "QH-XW"


def test_the_organ_that_handles_the_matter_is_kept_away_though_not_meant(road, tell, county):
	report = tell(organs=[], users=[], who="dg")
	assert not road.by("lq_head", "2026-11-11 09:00", scope.may_name, "Rights Report", report.name)
	assert "QH-LQ" in handlers.meant(content.read(report.name, content.TOLD))[0]


def test_borne_out_it_raises_a_flag_without_the_reporter(road, tell, county):
	report = tell()
	with pytest.raises(ReportRefused):
		road.by("dc", "2026-11-11 09:00", looking.begin, again(report), county.xfj)
	road.by("dc", "2026-11-11 09:00", looking.begin, again(report), county.kz)
	with pytest.raises(NotNamed):
		road.by("dc", "2026-11-12 09:00", looking.conclude, again(report), "Borne out", "属实")
	with pytest.raises(ReportRefused):
		road.by("kz", "2026-11-12 09:00", looking.flag, again(report), "QH-LQ", "打击报复")
	road.by("kz", "2026-11-12 09:00", looking.conclude, again(report), "Borne out", "调取监控，属实。")
	assert road.clock("S43", report).state == "Met"
	number = frappe.db.get_value("Petition", road.name, "number")
	for claim in (f"对{NAME}打击报复", f"就{number}事项施压", f"原话：{TEXT}", f"见{report.number}", " "):
		with pytest.raises((ReportRefused, SomethingMissing)):
			road.by("kz", "2026-11-12 10:00", looking.flag, again(report), "QH-LQ", claim)
	flag = road.by(
		"kz",
		"2026-11-12 10:00",
		looking.flag,
		again(report),
		"QH-LQ",
		"镇负责人以停发待遇相要挟，妨碍群众依法信访。",
	)
	assert (flag.article_item, flag.organ, flag.status) == ("46-6", "QH-LQ", "Flag raised")
	seen = str(flag.as_dict())
	assert not any(word in seen for word in (NAME, PHONE, "村口", report.name, report.number, number))
	assert road.by("lq_head", "2026-11-13 09:00", scope.may_name, "Accountability Flag", flag.name)
	from xinfang_app.supervision.accountability import judging

	assert not judging.may_judge(flag, county.kz)
	with pytest.raises(ReportRefused):
		road.by("kz", "2026-11-12 11:00", looking.flag, again(report), "QH-LQ", "再提一次线索，情形相同。")


def test_the_reporter_is_told_in_any_case(road, tell, county):
	report = tell()
	road.by("dc", "2026-11-11 09:00", looking.begin, again(report), county.kz)
	road.by("kz", "2026-11-12 09:00", looking.conclude, again(report), "Not borne out", "未发现。")
	assert str(road.clock("S43a", report).due_on) == "2026-11-19"
	with pytest.raises(ReportRefused):
		road.by("kz", "2026-11-12 10:00", looking.flag, again(report), "QH-LQ", "打击报复群众。")
	with pytest.raises(SomethingMissing):
		road.by("kz", "2026-11-12 10:00", looking.tell, again(report), "Orally", " ")
	road.by(
		"kz", "2026-11-13 10:00", looking.tell, again(report), "Orally", "经核实未发现，有新情况请随时反映。"
	)
	assert again(report).stage == "Result told" and road.clock("S43a", report).state == "Met"


def test_a_request_for_recusal_leads_to_one(road, tell, county):
	report = tell(
		kind="Recusal asked for", text="承办人是对方的堂弟，应当回避。", organs=[], users=[], who="xfj"
	)
	road.by("dc", "2026-11-11 09:00", looking.begin, again(report), county.kz)
	road.by("kz", "2026-11-12 09:00", looking.conclude, again(report), "Borne out", "户籍资料证实为近亲属。")
	with pytest.raises(ReportRefused):
		road.by("kz", "2026-11-12 10:00", looking.recuse, again(report), county.lq, f"{NAME}申请")
	made = road.by(
		"kz", "2026-11-12 10:00", looking.recuse, again(report), county.lq, "与一方当事人有近亲属关系。"
	)
	assert recusal.is_recused(road.name, county.lq) and made.asked_by == "The organ"
	assert NAME not in str(made.as_dict()) and "堂弟" not in str(made.as_dict())
	with pytest.raises(NotPermitted):
		road.by(
			"lq_head",
			"2026-11-12 11:00",
			recusal.order,
			frappe.get_doc("Petition", road.name),
			county.lq2,
			"亲属",
		)


def test_what_taking_down_refuses_and_what_it_never_refuses(road, tell, county, as_user):
	for values in (
		{"kind": "Nosuch"},
		{"text": " "},
		{"kind": "Obstruction"},
		{"act": "Nosuch"},
		{"received_on": "2026-11-11"},
	):
		with pytest.raises((ReportRefused, frappe.ValidationError)):
			tell(**values)
	assert not frappe.get_all("Rights Report", {"kind": "Obstruction"})
	plain = tell(
		kind="Obstruction",
		act="Registration refused",
		organs=["QH-RSJ"],
		users=[],
		reporter=None,
		petition=None,
	)
	assert plain.handler == "QH-XFJ" and plain.act == "Registration refused"
	with pytest.raises(frappe.PermissionError), as_user("Guest"):
		reports.register(kind="Retaliation", text="x", organs=["QH-RSJ"])


def test_who_turns_out_to_be_meant_is_kept_away_and_the_report_moves(road, tell, county):
	report = tell()
	road.by("dc", "2026-11-11 09:00", looking.meant_too, again(report), ["QH-XFJ"])
	assert again(report).handler == "QH-XW" and handlers.named_rows(report) == [county.sj]
	with pytest.raises((NotNamed, NotPermitted)):
		road.by("dc", "2026-11-11 10:00", looking.open_, again(report))


def test_a_report_that_moves_leaves_no_trail_and_tells_the_new_handler(road, tell, county):
	report = tell()
	old = report.letter
	road.by("dc", "2026-11-20 09:00", looking.meant_too, again(report), ["QH-XFJ"])
	report = again(report)
	about = {"ref_doctype": "Rights Report", "ref_name": report.name}
	for doctype in ("Deadline", "Clock Milestone", "Official Letter"):
		rows = frappe.get_all(doctype, filters=about, fields=["organ", "holder"])
		assert rows and {row.organ for row in rows} == {row.holder for row in rows} == {"QH-XW"}, doctype
	assert report.letter != old and frappe.db.get_value("Official Letter", report.letter, "organ") == "QH-XW"
	# The whole term again, from the day it moved.
	clock = road.clock("S43", report)
	assert clock.state == "Running" and clock.due_on == report.due_on and str(report.due_on) == "2026-12-11"
	told = frappe.get_all(
		"Outbox Message", {"ref_name": report.name, "text": "rights_report"}, ["organ", "users"]
	)
	assert any(row.organ == "QH-XW" and county.sj in (row.users or "") for row in told)
	former = next(row for row in told if row.organ == "QH-XFJ")
	assert telling.text(frappe._dict(ref_name=report.name, organ=former.organ)) is None


def test_the_receipt_is_read_by_those_named_alone(road, tell, county):
	report = tell()
	for who in ("dc", "xfj", "sw"):
		assert not road.by(who, "2026-11-11 09:00", scope.may_name, "Official Letter", report.letter)
	number, body = road.by("dc", "2026-11-11 09:00", looking.receipt, again(report))
	assert number == report.number and body.startswith(b"%PDF")
	with pytest.raises((NotNamed, NotPermitted)):
		road.by("xfj", "2026-11-11 09:00", looking.receipt, again(report))


def test_what_an_officer_takes_down_stands_on_nobodys_page(road, county):
	from xinfang_app.rights import api

	road.referred()
	told = road.by(
		"lq", "2026-11-10 09:00", lambda: api.report("Retaliation", TEXT, petition=road.name, organ="QH-LQ")
	)
	piece = frappe.db.get_value("Petition", road.name, "first_submission")
	assert told["number"] and reports.of_piece(piece) == []


def test_one_report_that_fails_holds_up_no_other(tell, monkeypatch):
	first, second = tell(), tell(moment="2026-11-10 10:00")
	seen, before = [], handlers.renew

	def renew(report):
		seen.append(report.name)
		if report.name == first.name:
			raise ValueError("broken")
		return before(report)

	monkeypatch.setattr(handlers, "renew", renew)
	handlers.renew_all()
	assert {first.name, second.name} <= set(seen)
	assert frappe.db.exists("Error Log", {"method": ("like", f"%{first.name}%")})


def test_somebody_meant_who_moves_to_the_office_is_not_named(road, tell, county):
	from tests.site.handling.conftest import post_row
	from xinfang_app.organization import posting

	report = tell()
	post_row(county.lq_head, "QH-XFJ", "County Section Head")
	posting.forget()
	with when.at("2026-11-12 02:00"):
		handlers.renew_all()
	assert county.lq_head not in handlers.named_rows(report) and again(report).handler == "QH-XW"
	with pytest.raises((NotNamed, NotPermitted)):
		road.by("lq_head", "2026-11-12 09:00", looking.open_, again(report))


def test_papers_handed_in_are_no_files_any_more(road, tell, county):
	url = road.by("sw", "2026-11-10 08:50", lambda url: url, "/private/files/threat.pdf")
	report = tell(files=[url])
	assert not frappe.db.exists("File", {"file_url": url})
	assert not frappe.db.exists(
		"Deleted Document", {"deleted_doctype": "File", "data": ("like", "%threat.pdf%")}
	)
	name, body = road.by("dc", "2026-11-11 09:00", looking.paper, again(report), 1)
	assert name == "threat.pdf" and body.startswith(b"%PDF")
	foreign = road.by("lq", "2026-11-10 08:50", lambda url: url, "/private/files/others.pdf")
	with pytest.raises(frappe.PermissionError):
		tell(files=[foreign])


def test_the_citizen_reports_on_his_page_and_reads_the_answer(road, tell, county, as_user):
	from xinfang_app.citizen import reporting, view
	from xinfang_app.citizen.acts import NotThisWay
	from xinfang_app.citizen.entry import Visitor

	piece = road.registered()
	road.referred()
	visitor = Visitor("piece", piece.name)
	with as_user("Guest"), when.at("2026-11-10 20:00"):
		told = reporting.take(visitor, "withdraw", "handling", "镇里三次上门要我撤回。", "王某")
		for choice, whom in (("nosuch", "handling"), ("withdraw", "nosuch")):
			with pytest.raises(ReportRefused):
				reporting.take(visitor, choice, whom, "x")
		assert (
			view.of(frappe.get_doc("Petition Submission", piece.name)).reports[0]["number"] == told["number"]
		)
	with as_user(county.lq), pytest.raises(NotThisWay):
		reporting.take(visitor, "withdraw", "handling", "冒充")
	report = frappe.get_doc("Rights Report", {"number": told["number"]})
	assert (report.kind, report.act, report.handler) == ("Obstruction", "Pressed to withdraw", "QH-XFJ")
	road.by("dc", "2026-11-11 09:00", looking.begin, again(report), county.kz)
	road.by("kz", "2026-11-12 09:00", looking.conclude, again(report), "Borne out", "属实。")
	assert reporting.of(piece.name)[0]["answer"] == ""
	road.by(
		"kz",
		"2026-11-12 10:00",
		looking.tell,
		again(report),
		"On the follow page",
		"情况属实，已责成改正，您可以继续反映。",
	)
	assert reporting.of(piece.name)[0]["answer"].startswith("情况属实")
	# The office itself may be meant.
	with as_user("Guest"), when.at("2026-11-13 20:00"):
		reporting.take(visitor, "refused", "office", "窗口不给登记。")
	second = frappe.get_last_doc("Rights Report")
	assert second.handler == "QH-XW"
	# Where a township registered it, the county's office is meant too.
	assert {piece.organ, "QH-XFJ"} <= set(reporting._offices(piece))
	piece.organ = "QH-LQ"
	assert set(reporting._offices(piece)) == {"QH-LQ", "QH-XFJ"}


def test_the_admin_lets_a_section_head_alone_conclude_and_has_findings_read_first(road, tell, county):
	procedure = frappe.get_doc("Procedure", "权益反映核实")
	way = next(row for row in procedure.transitions if row.action == "报告核实结果")
	way.update({"action": "审定核实结果", "from_state": "核实报告待审", "roles": "County Section Head"})
	procedure.append(
		"states", {"state": "核实报告待审", "stage": reports.UNDER_WAY, "role": "Petition Staff"}
	)
	procedure.append(
		"transitions",
		{
			"from_state": "反映核实中",
			"action": "报审",
			"to_state": "核实报告待审",
			"roles": "County Section Head",
		},
	)
	procedure.save()
	publishing.publish("Rights Report")
	install.after_sync()
	report = tell()
	road.by("kz", "2026-11-11 09:00", looking.begin, again(report), county.dc)
	with pytest.raises(StageNotAllowed):
		road.by("dc", "2026-11-12 09:00", looking.conclude, again(report), "Not borne out", "未发现。")
	assert again(report).stage == reports.UNDER_WAY
	road.by("kz", "2026-11-12 09:00", looking.begin, again(report), county.kz)
	road.by("kz", "2026-11-12 10:00", looking.conclude, again(report), "Not borne out", "未发现。")
	assert (again(report).stage, again(report).workflow_state) == (reports.DONE, "反映已核实")


def test_no_step_of_a_report_is_taken_without_what_it_needs(tell, county):
	report = tell()
	with pytest.raises(StageNotReachable):
		stages.advance(again(report), reports.TOLD, by_service=True)
	with pytest.raises(SomethingMissing):
		stages.advance(again(report), reports.UNDER_WAY, by_service=True)
