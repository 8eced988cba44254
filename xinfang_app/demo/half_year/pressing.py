"""What the petition office pressed organs with in the half-year: 21 supervision letters and 14 inspections.

With the 24 matters assigned, the letters make the 45 of the half-year table; all of them are drafted, signed, answered
and verified through the app's own services. Which matter a letter is about follows from the county as it then stands:
the longest running one that no letter has been about.
"""

from datetime import date, timedelta

import frappe

from xinfang_app.demo import cast
from xinfang_app.demo.half_year.plan import FIRST, workdays_after
from xinfang_app.demo.play import Case, acting
from xinfang_app.petition.answering import passing
from xinfang_app.supervision import basis, drafting, inspections, letters, replying, verifying

LETTERS = 21
INSPECTIONS = 14
SUPERVISOR, SECOND = "xf.supervisor1@qinghe.example", "xf.supervisor2@qinghe.example"
SECTION_HEAD = "xf.head1@qinghe.example"
#: Kind and cause of the letters in turn; an overdue matter gets an order for being overdue instead.
TURNS = ((basis.REMINDER, "D07"), (basis.URGING, "D07"), (basis.REMINDER, "D04"), (basis.ORDER, "D02"))
#: What was inspected: title, what is checked, finding, demand. Organs come in turn.
CHECKED = (
	("信访事项登记受理情况督查", "登记、受理、告知是否在法定期限内", "告知书送达凭证未随件归档", "补齐送达凭证，建立台账"),
	("信访事项按期办结情况督查", "六十日办理期限、延期审批和告知", "延期告知未说明理由", "规范延期告知文书"),
	("支持意见落实情况督查", "处理意见中予以支持的内容是否落实", "落实凭证不完整", "补充落实凭证并回访信访人"),
	("简易办理情况督查", "简易程序适用是否得当、十个工作日内是否答复", None, None),
	("信访卷宗规范情况督查", "听取陈述、调查核实、集体研究记录", "调查笔录缺少被询问人签名", "补正笔录，组织业务学习"),
	("初次信访事项办理质量督查", "是否当面听取意见、逐项答复", None, None),
	("上级交办事项办理情况督查", "交办事项反馈和办结报告", "办结报告未附证据材料", "补报证据材料"),
)  # fmt: skip


def cases() -> list[Case]:
	"""Return the letters and inspections of the half-year as cases for `play`."""
	return [
		*(_letter(number, _day(number, LETTERS, 20, 145)) for number in range(LETTERS)),
		*(_inspection(number, _day(number, INSPECTIONS, 12, 140)) for number in range(INSPECTIONS)),
	]


def _day(number: int, of: int, first: int, last: int) -> date:
	"""Spread the beginnings evenly between two days of the half-year, on working days."""
	return workdays_after(FIRST + timedelta(days=first + (last - first) * number // of), 1)


def _letter(number: int, day: date) -> Case:
	yield cast.at(day, 9, number)
	petition = _running_longest()
	kind, cause = TURNS[number % len(TURNS)]
	with acting(SUPERVISOR):
		draft = drafting.draft([petition], kind)
		draft.update(
			{"cause": draft.cause or cause, "article": draft.article or "《信访工作条例》第四十条第一款"}
		)
		draft.save()
		draft = letters.submit(draft)
	yield cast.at(day, 11, number)
	with acting(SECTION_HEAD):
		draft = passing.pass_on(frappe.get_doc(draft.doctype, draft.name))
	yield cast.at(day, 15, number)
	with acting(cast.leader(cast.OFFICE)):
		letter = letters.sign(frappe.get_doc(draft.doctype, draft.name))
	yield cast.at(workdays_after(day, 1), 10, number)
	with acting(cast.officer(letter.organ)):
		replying.receive(frappe.get_doc(letter.doctype, letter.name))
	yield cast.at(workdays_after(day, 3), 10, number)
	with acting(cast.officer(letter.organ)):
		replying.answer(
			frappe.get_doc(letter.doctype, letter.name),
			"已专题研究，明确专人承办和完成时间，办理进展随函附后。",
			[{"file": cast.paper("办理情况说明"), "note": "办理情况说明"}],
		)
	yield cast.at(workdays_after(day, 6), 10, number)
	with acting(SECOND):
		verifying.verify(
			frappe.get_doc(letter.doctype, letter.name), "Demand met", reason="已按要求推进，进展属实。",
			file_finding="调阅卷宗，进展与回复一致。", organ_finding="承办人员说明了下一步安排。", petitioner_asked=True,
			petitioner_view="信访人知悉办理进展。",
		)  # fmt: skip


def _running_longest() -> str:
	"""Return the matter that an organ has had in hand longest and that no letter has been about yet."""
	found = frappe.db.sql(
		"""select p.name from `tabPetition` p
		where p.stage in ('Referred', 'Accepted', 'Handling') and p.holder <> %(office)s and p.received_on >= %(first)s
			and exists (select 1 from `tabPosting` post where post.organ = p.holder)
			and not exists (select 1 from `tabSupervision Matter` m where m.petition = p.name)
		order by p.received_on, p.number limit 1""",
		{"office": cast.OFFICE, "first": FIRST},
	)
	if not found:
		raise LookupError("nothing is running that a letter could be about")
	return found[0][0]


def _inspection(number: int, day: date) -> Case:
	title, checked, finding, demand = CHECKED[number % len(CHECKED)]
	towns = cast.townships()
	organs = [towns[(2 * number + i) % len(towns)]["organ"] for i in range(2)]
	yield cast.at(day, 8, 30 + number)
	with acting(SUPERVISOR):
		inspection = inspections.plan(
			f"2025年{title}({'第一轮' if number < len(CHECKED) else '第二轮'})",
			checked,
			organs,
			begins_on=day,
			ends_on=workdays_after(day, 3),
			team=[SUPERVISOR, SECOND],
		)
	yield cast.at(day, 9, 30 + number)
	with acting(SUPERVISOR):
		inspections.begin(frappe.get_doc(inspection.doctype, inspection.name))
	yield cast.at(workdays_after(day, 3), 16, number)
	with acting(SUPERVISOR):
		draft = finding and inspections.find(
			frappe.get_doc(inspection.doctype, inspection.name),
			organs[0],
			finding,
			demand,
			workdays_after(day, 15),
		)
	if draft:
		with acting(cast.leader(cast.OFFICE)):
			inspections.order(frappe.get_doc(draft.doctype, draft.name))
		yield cast.at(workdays_after(day, 10), 10, number)
		with acting(cast.officer(organs[0])):
			inspections.rectify(
				frappe.get_doc(draft.doctype, draft.name),
				"已逐件整改，佐证材料随附。",
				[{"file": cast.paper("整改情况报告"), "note": "整改情况报告"}],
			)
		yield cast.at(workdays_after(day, 13), 10, number)
		with acting(SECOND):
			inspections.verify(
				frappe.get_doc(draft.doctype, draft.name), "Demand met", "现场复核，整改到位。"
			)
	yield cast.at(workdays_after(day, 14), 15, number)
	with acting(SUPERVISOR):
		inspections.close(
			frappe.get_doc(inspection.doctype, inspection.name),
			"督查情况已通报被督查单位，需要整改的已核实。",
		)
