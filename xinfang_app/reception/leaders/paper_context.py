"""What the announcement of receptions and the record of one are written from (W36, W36J): plain data, no names of people who came."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition.acting import organ_title
from xinfang_app.reception.leaders import days, promises, rota, rules

WEEK = "一二三四五六日"
SHOWN = 20
REST_DAYS = {
	days.MOVED: "接访日遇法定节假日、休息日的，顺延至其后第一个工作日。",
	days.LEFT_OUT: "遇法定节假日、休息日的不安排接访。",
}
ROTA = [
	("rota.month", "月份", "2026年12月"),
	("rota.organ", "接访领导所在机关", "青禾县人民政府"),
	("rota.place", "接访地点", "县群众来访接待大厅"),
	("rota.rest_days", "遇节假日的安排", "接访日遇法定节假日、休息日的，顺延至其后第一个工作日。"),
	("days[].day", "接访日期", getdate("2026-12-01")),
	("days[].weekday", "星期", "星期二"),
	("days[].leader", "接访领导姓名", "季梓远"),
	("days[].post", "职务", "青禾县人民政府副县长"),
	("days[].hours", "时间", "09:00—12:00"),
	("days[].place", "地点", "县群众来访接待大厅"),
	("days[].accompanying", "参加单位", "县人社局、县自然资源局"),
]
VISIT = [
	("visit.kind", "接访方式", "定点接访"),
	("visit.leader", "接访领导姓名", "季梓远"),
	("visit.post", "职务", "青禾县人民政府副县长"),
	("visit.held_on", "接访时间", "2026年12月1日09时00分"),
	("visit.place", "接访地点", "县群众来访接待大厅"),
	("visit.people", "接待人次", 6),
	("visit.accompanying", "参加单位", "县人社局"),
	("visit.note", "备注", "一次性告知政策依据。"),
	("visit.view", "回访时信访人的意见", "表示认可。"),
	("matters[].subject", "反映的事项", "征地青苗补偿款未足额发放"),
	("matters[].number", "登记编号", "XF-990124-2026-000012"),
	("matters[].instruction", "领导意见", "由柳桥镇十五日内核实面积并答复。"),
	("promises[].promise", "承诺事项", "补发差额部分"),
	("promises[].organ", "落实单位", "柳桥镇人民政府"),
	("promises[].due_on", "承诺时限", getdate("2026-12-31")),
]
GROUPS = {"Reception Rota": ROTA, "Reception Visit": VISIT}


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about a rota or a visit."""
	data = _rota(doc) if doc.doctype == "Reception Rota" else _visit(doc)
	return LetterCase(data=plain(data), scope_code=doc.scope_code, holder=doc.holder)


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	return [Field(*row) for row in GROUPS[document_type]]


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return records in the user's scope to look at a paper on: [{value, label}]."""
	filters = {"title": ["like", f"%{text.strip()}%"]} if text.strip() else {}
	rows = scope.get_list(document_type, filters, ["name", "title"], order_by="modified desc", limit=SHOWN)
	return [{"value": row["name"], "label": row["title"]} for row in rows]


def owed(doc: Document) -> list[str]:
	"""Return the announcement of a published rota whose paper was not made."""
	published = doc.doctype == "Reception Rota" and doc.stage == rota.PUBLISHED
	return [rota.PAPER] if published and not doc.letter else []


def made(doc: Document, letter: Document) -> None:
	"""Write an owed paper on its record."""
	doc.db_set({"letter": letter.name, "document_number": letter.document_number})


def _rota(doc: Document) -> dict:
	year, month = doc.month.split("-")
	moved = frappe.db.get_value("Reception Rule", doc.rule, "rest_days") if doc.rule else None
	return {
		"rota": {
			"month": f"{year}年{int(month)}月",
			"organ": organ_title(doc.organ),
			"place": doc.place or "",
			"rest_days": REST_DAYS[moved or days.MOVED],
		},
		"days": [
			{
				"day": getdate(duty.day),
				"weekday": f"星期{WEEK[getdate(duty.day).weekday()]}",
				"leader": duty.stand_in_name or duty.leader_name or "",
				"post": (duty.stand_in_post if duty.stand_in else duty.post) or "",
				"hours": rules.hours(duty.begins_at, duty.ends_at),
				"place": duty.place or "",
				"accompanying": duty.accompanying or "",
			}
			for duty in rota.duties(doc)
			if duty.status != rota.CALLED_OFF
		],
	}


def _visit(doc: Document) -> dict:
	held = frappe.utils.get_datetime(doc.held_on)
	return {
		"visit": {
			"kind": _(doc.kind, lang="zh"),
			"leader": doc.leader_name,
			"post": doc.post or "",
			"held_on": f"{held.year}年{held.month}月{held.day}日{held:%H时%M分}",
			"place": doc.place or "",
			"people": doc.people_count or 0,
			"accompanying": doc.accompanying or "",
			"note": doc.note or "",
			"view": doc.view or "",
		},
		"matters": [
			{
				"subject": row.subject or "",
				"number": row.submission_number or "",
				"instruction": row.instruction or "",
			}
			for row in doc.matters
		],
		"promises": [
			{"promise": row.promise or "", "organ": organ_title(row.organ), "due_on": getdate(row.due_on)}
			for row in promises.of(doc)
		],
	}
