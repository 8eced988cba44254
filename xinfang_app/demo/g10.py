"""G10 工龄认定: 23 workers of a former collective firm, a gap in the rules, assigned by the province with an absolute term.

A county leader owns it; it is heard in public, extended once, brought before the joint conference; the gap is
recommended to the government; three households are helped; the answer is reviewed and re-reviewed, and ends there.
What lies after the day on which the county is loaded is not played (`demo.load`).
"""

from datetime import date

import frappe

from xinfang_app.demo import appeals, cast
from xinfang_app.demo.cases import (
	OFFICE,
	RSJ,
	accepted,
	cast_place,
	day,
	looked_into,
	matter,
	registered,
	send,
	served,
	signed,
)
from xinfang_app.demo.play import Case, acting
from xinfang_app.hearing import concluding, deliberation, hearings, notices, sitting
from xinfang_app.hearing.vocabulary import CHAIR, FOR, MEMBER, PHASES, RECORDER
from xinfang_app.leadership.conference import calling, holding, minutes, tasks, topics
from xinfang_app.leadership.owning import approving, duties, proposing, working
from xinfang_app.leadership.owning import closing as ownership_closing
from xinfang_app.petition.accepting import refusal
from xinfang_app.petition.answering import extension, passing
from xinfang_app.petition.ending import closing, report
from xinfang_app.petition.serving import recipients
from xinfang_app.review import decision, reviews
from xinfang_app.settling import assisting
from xinfang_app.supervision import recommendations

GOVERNMENT, CITY = "990124-ZF", "9901-ZF"
SUPERVISOR, SECOND = "xf.supervisor1@qinghe.example", "xf.supervisor2@qinghe.example"
OWNER, HEAD = "zf.leader2@qinghe.example", "zf.leader1@qinghe.example"
CHAIRS = ("xf.hearing1@qinghe.example", "xf.hearing2@qinghe.example")
MEMBERS = (
	("秦文渊", "Deputy of the people's congress", "青禾县人大代表"),
	("梁思齐", "CPPCC member", "青禾县政协委员"),
	("宋明理", "Lawyer", "青禾县法律援助中心"),
	("郭安仁", "Expert", "云泽市劳动保障学会"),
	("罗向群", "Resident representative", "城关镇居民代表"),
)
VENUE = "县信访局听证室"
SAID = {
	"Checking who is present": "信访人代表三人、县人社局二人到场，听证员五人出席。",
	"Cause and discipline": "案由为原县办集体企业职工工龄认定，宣读听证纪律。",
	"Rights and recusal": "告知陈述、质证、申请回避的权利，双方均不申请回避。",
	"The petitioner states": "代表称改制期间未解除劳动关系，应当连续计算工龄。",
	"The handling organ explains": "县人社局说明改制期间企业停产，未签订合同，亦无缴费记录。",
	"Evidence and questions": "出示招工审批表、改制批复和缴费清单，逐份质证。",
	"Debate": "双方就该时段能否视同缴费进行辩论。",
	"Last words": "代表请求对政策空白作出说明；县人社局表示将报请上级明确。",
}
CONCLUSION = "该时段工龄认定缺乏现行政策依据，建议由县人社局逐人说明，并报请完善政策。"
BODY = "青禾县信访工作联席会议"


def g10() -> Case:
	"""The whole matter, moment by moment."""
	yield day(7, 1, 9, 50)
	name = registered(
		form="Letter", channel="0204", source_level="Provincial", upper_number="SJ202607010006", is_joint=1, people_count=23,
		title="原县办集体企业职工工龄认定", content="原县办集体企业23名职工联名要求认定改制期间工龄。", claims=["认定改制期间工龄"],
		purpose="3", category="0409", place=cast_place("城关镇"),
		petitioners=[
			{"name": "袁立春", "phone": "19900100001", "is_main": 1, "is_representative": 1},
			{"name": "潘启明", "phone": "19900100002", "is_representative": 1},
			{"name": "田守正", "phone": "19900100003", "is_representative": 1},
		],
	)  # fmt: skip
	yield day(7, 6)
	send(
		name,
		RSJ,
		kind="Assign",
		due_on="2026-10-14",
		demand="请于10月14日前反馈结果并提交办结报告",
		reason="省信访局交办，职工工龄认定由县人社局主管",
	)
	yield day(7, 13)
	accepted(name)
	yield from _owned(name)
	yield day(8, 5)
	looked_into(name, "Inquiry", "调阅企业改制档案、招工审批表，走访原主管部门。", "县档案馆")
	_duty_done(name, "Find the facts", "档案、审批表和证人情况已查清，形成调查笔录。")
	yield from _heard(name)
	yield from _conferred(name)
	yield from _extended(name)
	yield from _answered(name)
	yield from _helped(name)
	yield from _reviewed(name)
	yield from _re_reviewed(name)
	yield from _ended(name)


def ownership(name: str):
	"""The ownership of the matter as it stands now."""
	return frappe.get_last_doc("Leader Ownership", {"petition": name})


def hearing(name: str):
	"""The hearing as it stands now."""
	return frappe.get_last_doc("Hearing", {"petition": name})


def _owned(name: str) -> Case:
	yield day(7, 15)
	with acting(SUPERVISOR):
		proposing.propose(
			matter(name), OWNER, listed_for="Backlog", due_on="2027-01-31", duty_set="五责",
			reason="涉及23人和改制政策空白，省级交办，需县领导牵头协调。",
		)  # fmt: skip
	yield day(7, 16)
	with acting(HEAD):
		approving.sign(ownership(name))
	yield day(7, 20)
	with acting(OWNER):
		working.plan(
			ownership(name),
			"逐人核对档案；召开听证会公开评议；政策空白报请完善；符合条件的困难职工给予帮扶。",
		)
	yield day(7, 22)
	looked_into(name, "Heard", "听取职工代表陈述企业改制经过和诉求。", "县人社局会议室")
	yield day(7, 22, 15)
	with acting(OWNER):
		working.meet(
			ownership(name), place="县人社局会议室", said="职工代表要求认定改制期间工龄。",
			answered="说明将逐人核对档案，召开听证会，并承诺每月告知进展。",
		)  # fmt: skip


def _duty_done(name: str, kind: str, note: str) -> None:
	open_ = frappe.get_last_doc("Ownership Duty", {"ownership": ownership(name).name, "kind": kind})
	with acting(OWNER):
		duties.done(open_, note, cast.paper(note))


def _monthly(name: str, progress: str) -> None:
	with acting(OWNER):
		working.report(ownership(name), progress, next_steps="按化解方案推进。")


def _heard(name: str) -> Case:
	yield day(8, 7)
	with acting(cast.officer(RSJ)):
		hearings.propose(matter(name), "涉及人数较多，政策适用争议较大。")
	yield day(8, 7, 15)
	with acting(cast.leader(RSJ)):
		hearings.decide(hearing(name), True)
	yield day(8, 10)
	with acting(cast.officer(RSJ)):
		doc = hearing(name)
		doc.update({"held_on": "2026-08-20 09:00:00", "hours": 3, "place": _venue()})
		doc.set("panel", [])
		doc.append("panel", {"role": CHAIR, "user": CHAIRS[0]})
		doc.append("panel", {"role": RECORDER, "user": CHAIRS[1]})
		for who, capacity, unit in MEMBERS:
			doc.append("panel", {"role": MEMBER, "member_name": who, "capacity": capacity, "unit": unit})
		doc.save()
		notices.notify(hearing(name))
	yield day(8, 14)
	_monthly(name, "档案核对完成18人，听证会已通知。")
	yield day(8, 20, 9, 0)
	with acting(CHAIRS[0]):
		doc = hearing(name)
		sitting.begin(doc, [row.name for row in doc.panel], {row.name: "Present" for row in doc.parties})
	with acting(CHAIRS[1]):
		for phase in PHASES:
			sitting.record(hearing(name), phase, SAID[phase])
		sitting.add_evidence(
			hearing(name), "Handling organ", "改制批复和缴费清单", "改制期间企业停产且无缴费记录",
			other_view="对真实性无异议，认为停产非职工原因。", accepted="Adopted",
		)  # fmt: skip
	yield day(8, 20, 11, 30)
	with acting(CHAIRS[1]):
		sitting.close(hearing(name))
		deliberation.write(hearing(name), "五名听证员逐一发表意见。", CONCLUSION)
		for row in hearing(name).panel:
			if row.role == MEMBER:
				deliberation.vote(hearing(name), row.name, FOR)
	yield day(8, 20, 16)
	with acting(CHAIRS[0]):
		concluding.conclude(hearing(name))


def _venue() -> str:
	if not frappe.db.exists("Meeting Venue", VENUE):
		frappe.get_doc(
			{
				"doctype": "Meeting Venue",
				"title": VENUE,
				"kind": "Hearing room",
				"address": "青禾县城关镇府前路3号一楼",
			}
		).insert(ignore_permissions=True)
	return VENUE


def _conferred(name: str) -> Case:
	yield day(8, 25)
	with acting(SUPERVISOR):
		meeting = calling.draft(_body(), "Special meeting", "2026-09-01 09:00", place="县政府第二会议室")
		meeting = topics.add(
			meeting, "研究原县办集体企业职工工龄认定的政策空白", petition=name, brought_by=RSJ
		)
		calling.notify(meeting)
	yield day(9, 1, 11, 30)
	with acting(SUPERVISOR):
		meeting = holding.hold(
			frappe.get_doc("Joint Conference", meeting.name),
			[{"organ": organ} for organ in ("990124-ZF", OFFICE, RSJ, "990124-CZJ")],
		)
		meeting = holding.decide(meeting, 1, "Decided", "由县人社局逐人核对并说明，政策空白报请县政府完善。")
		task = tasks.draft(meeting, 1, "提出完善改制期间工龄认定办法的意见，报县政府研究", RSJ, "2026-10-30")
		minutes.submit(frappe.get_doc("Joint Conference", meeting.name), "会议听取县人社局汇报和听证结论。")
	yield day(9, 2)
	with acting("xw.leader1@qinghe.example"):
		minutes.sign(frappe.get_doc("Joint Conference", meeting.name))
	with acting(SUPERVISOR):
		minutes.issue(frappe.get_doc("Joint Conference", meeting.name))
	yield from _recommended(name)
	yield day(9, 7)
	with acting(cast.officer(RSJ)):
		tasks.done(
			frappe.get_doc("Conference Task", task.name), "已形成意见稿报县政府。",
			[{"file": cast.paper("关于完善工龄认定办法的意见"), "note": "意见稿"}],
		)  # fmt: skip
	with acting(SUPERVISOR):
		tasks.check(frappe.get_doc("Conference Task", task.name), True, "意见稿已报送，内容与议定事项一致。")


def _body():
	if not frappe.db.exists("Conference Body", {"title": BODY}):
		body = frappe.new_doc("Conference Body")
		body.update(
			{
				"title": BODY,
				"office": OFFICE,
				"convener": "xw.leader1@qinghe.example",
				"deputy_convener": "zf.leader1@qinghe.example",
				"notice_days": 3,
				"quorum_percent": 50,
				"minutes_days": 5,
			}
		)
		for organ in ("990124-XW", "990124-ZF", OFFICE, RSJ, "990124-CZJ", "990124-SFJ"):
			body.append("members", {"organ": organ})
		body.insert(ignore_permissions=True)
	return frappe.get_last_doc("Conference Body", {"title": BODY})


def _recommended(name: str) -> Case:
	"""完善政策建议, answered by the government in time."""
	yield day(9, 3)
	with acting(SUPERVISOR):
		draft = recommendations.draft(
			recommendations.POLICY, GOVERNMENT, [name],
			problem="原县办集体企业改制期间职工工龄认定缺乏明确规定，涉及23人。",
			proposal="建议研究制定改制期间工龄认定办法，明确认定条件和证明材料。",
		)  # fmt: skip
		draft = recommendations.submit(draft)
	yield day(9, 3, 15)
	step = frappe.get_doc(draft.doctype, draft.name)
	with acting("xf.head1@qinghe.example"):
		passing.pass_on(step)
	yield day(9, 3, 16)
	with acting(cast.leader(OFFICE)):
		recommendations.sign(frappe.get_doc(draft.doctype, draft.name))
	yield day(9, 4)
	with acting(cast.officer(GOVERNMENT)):
		recommendations.answer(
			frappe.get_doc(draft.doctype, draft.name), "Partly Adopted", "已列入年度规范性文件调研计划，由县人社局起草。",
			reasons="涉及省级统筹政策，先行调研并向上级请示。", files=[{"file": cast.paper("建议采纳情况反馈"), "note": "反馈函"}],
		)  # fmt: skip


def _extended(name: str) -> Case:
	yield day(9, 8)
	with acting(cast.officer(RSJ)):
		request = extension.request(
			matter(name), "涉及23人档案和改制政策空白，需逐人核对并报上级明确口径", 30
		)
	with acting(cast.leader(RSJ)):
		extension.approve(frappe.get_doc("Extension Request", request.name))
	yield day(9, 9)
	with acting(cast.officer(RSJ)):
		extension.notify(frappe.get_doc("Extension Request", request.name))
	yield day(9, 14)
	_monthly(name, "听证结论已送达，联席会议已研究，延期已告知职工代表。")


def _answered(name: str) -> Case:
	yield day(9, 30, 16)
	number = hearing(name).conclusion_number
	paper = signed(name, [{
		"result": "Explain",
		"facts": f"2026年8月5日经核对改制档案，改制期间企业停产，未签订劳动合同，亦无缴费记录；经8月20日听证({number}),现行政策对该时段未作规定。",
		"fact_on": "2026-08-05", "fact_place": "县档案馆", "law": "《中华人民共和国社会保险法》第十六条",
		"opinion": "诉求合理但缺乏政策依据，已逐人说明，并将政策空白报请完善；符合条件的可申请困难帮扶。",
	}])  # fmt: skip
	yield day(10, 9)
	served(name, paper)
	yield day(10, 12)
	with acting(cast.officer(RSJ)):
		lead = frappe.get_last_doc("Petition Referral", {"petition": name, "kind": "Assign"})
		report.submit(lead, "已依法作出处理意见并送达，现报送办结报告。", cast.paper("办结报告"))
	yield day(10, 13)
	with acting(cast.leader(OFFICE)):
		report.verdict(frappe.get_doc("Petition Referral", lead.name), True)
	yield day(10, 14)
	_monthly(name, "处理意见已送达，困难职工帮扶正在办理。")


def _helped(name: str) -> Case:
	"""Aid for three households, whatever they do further."""
	yield day(10, 15)
	given = []
	for one in recipients.required(name):
		with acting(cast.officer(RSJ)):
			record = assisting.propose(
				matter(name), one.petitioner, "Temporary help in money", "家庭成员患病，无固定收入。", "给予临时困难救助。", amount=3000, fund=_fund(),
			)  # fmt: skip
			given.append(assisting.submit(record).name)
	yield day(10, 16)
	for record in given:
		with acting(cast.leader(RSJ)):
			assisting.approve(frappe.get_doc("Assistance Record", record))
	yield day(10, 20)
	for record in given:
		with acting(cast.officer(RSJ)):
			assisting.give(
				frappe.get_doc("Assistance Record", record), "2026-10-20", cast.paper("救助金领取收据")
			)


def _fund() -> str:
	found = frappe.db.get_value("Assistance Fund", {"organ": RSJ, "year": 2026})
	if found:
		return found
	fund = frappe.new_doc("Assistance Fund")
	fund.update(
		{
			"title": "信访困难救助资金",
			"organ": RSJ,
			"year": 2026,
			"amount": 60000,
			"most_each": 5000,
			"enabled": 1,
			"basis": "县级财政预算",
		}
	)
	return fund.insert(ignore_permissions=True).name


def _reviewed(name: str) -> Case:
	yield day(10, 26)
	appeals.asked(name, "认定改制期间工龄", "停产非职工原因，应当视同连续工龄。")
	yield from appeals.reviewed(
		name, date(2026, 10, 27), "现行政策对该时段未作规定，已逐人说明并报请完善政策。", result="Upheld",
		findings="2026年11月2日复查人员调阅改制档案和听证笔录，停产期间无缴费记录属实。",
		law="《信访工作条例》第三十五条；《中华人民共和国社会保险法》第十六条",
		reasons="原处理意见认定事实清楚，说明充分；政策空白已按程序提出完善建议。",
	)  # fmt: skip
	yield day(11, 13)
	_monthly(name, "复查正在进行，与职工代表保持联系。")
	yield day(11, 16)
	with acting(HEAD):
		decision.sign(reviews.current(name))
	yield day(11, 20)
	appeals.review_served(name)


def _re_reviewed(name: str) -> Case:
	"""The city government, outside the system, reviews again; the office records what it decides."""
	yield day(12, 8)
	appeals.asked(name, "认定改制期间工龄", "请求上一级对政策适用再行审查。", level=reviews.RE_REVIEW)
	yield day(12, 14)
	_monthly(name, "职工代表已申请复核。")
	yield day(12, 30)
	with acting(cast.officer(OFFICE)):
		decision.record_outside(
			reviews.current(name, reviews.RE_REVIEW), result="Upheld", document_number="云政信复核〔2026〕7号",
			signed_on="2026-12-29", file=cast.paper("复核意见书"),
		)  # fmt: skip
	yield cast.at(date(2027, 1, 5), 10)
	appeals.review_served(name)


def _ended(name: str) -> Case:
	"""Three tiers are done; help and care go on (art. 37 §3)."""
	yield cast.at(date(2027, 1, 6), 10)
	with acting(cast.officer(RSJ)):
		closing.close(matter(name), "T3")
	yield cast.at(date(2027, 1, 8), 10)
	with acting(OWNER):
		for duty in duties.open_of(ownership(name).name):
			duties.done(frappe.get_doc("Ownership Duty", duty), "已完成。", cast.paper("责任清单落实凭证"))
		ownership_closing.ask(
			ownership(name), "事实已查清并逐人说明，三级办理完毕；三户困难职工已帮扶，政策建议正在办理。"
		)
	yield cast.at(date(2027, 1, 11), 10)
	with acting(SECOND):
		ownership_closing.check(
			ownership(name), "Close it", finding="案卷完整，责任清单全部落实。", resolved=False, petitioner_asked=True,
			petitioner_view="理解政策现状，希望新办法尽快出台。", unresolved_reason="政策空白尚待上级明确。",
		)  # fmt: skip
	yield from _again(name)


def _again(name: str) -> Case:
	"""G8(b) 不再受理: the same facts and reasons once more after the last word; a leader answers the question and signs."""
	yield cast.at(date(2027, 2, 2), 10)
	once_more = registered(
		form="Letter", channel="0202", source_level="County", title="再次要求认定改制期间工龄",
		content="再次要求认定改制期间工龄，未提出新的材料。", claims=["认定改制期间工龄"], purpose="3", category="0409",
		place=cast_place("城关镇"), petitioners=[{"name": "袁立春", "phone": "19900100001", "is_main": 1}],
		decision={"relation": "Repeat", "petition": name, "reason": "同一人、同一事实和理由", "open_own": 1},
	)  # fmt: skip
	yield cast.at(date(2027, 2, 3), 10)
	send(once_more, RSJ, reason="职工工龄认定由县人社局主管")
	yield cast.at(date(2027, 2, 4), 15)
	last = reviews.current(name, reviews.RE_REVIEW)
	with acting(cast.leader(RSJ)):
		refusal.no_further(
			matter(once_more),
			last.document_number,
			last.served_on,
			"No",
			"逐项比对前次材料，事实和理由相同，无新的证据。",
		)
