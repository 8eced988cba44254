"""What the ledger of a round is written from (W37): disputes, causes, duty units; no names, for none are kept."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition.acting import organ_title
from xinfang_app.settling.screening.rounds import SETTLED

SHOWN = 20
FIELDS = [
	("round.title", "排查轮次", "2026年11月月度排查"),
	("round.period_from", "排查时段起", getdate("2026-11-01")),
	("round.period_to", "排查时段止", getdate("2026-11-30")),
	("round.found", "排查数", 6),
	("round.settled", "已化解数", 4),
	("round.open", "正在化解数", 1),
	("round.petitions", "转为信访事项数", 1),
	("disputes[].place", "发生地", "柳桥镇东沟村"),
	("disputes[].kind", "类别", "土地承包经营"),
	("disputes[].parties", "涉及方数", 2),
	("disputes[].summary", "基本情况", "灌溉渠改道后两户承包地界址不清。"),
	("disputes[].cause", "成因", "政策未落实"),
	("disputes[].urgency", "紧急程度", "一般"),
	("disputes[].duty_unit", "责任单位", "柳桥镇人民政府"),
	("disputes[].due_on", "化解期限", getdate("2026-11-20")),
	("disputes[].way", "化解方式", "人民调解"),
	("disputes[].stage", "进展", "已化解"),
	("disputes[].result", "结果", "双方同意按原渠确界。"),
]


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the ledger of a round: the disputes in the sight of whoever makes it."""
	rows = scope.get_list(
		"Dispute", {"round": doc.name}, ["*"], order_by="found_on asc, creation asc", limit=2000
	)
	settled = [row for row in rows if row["stage"] in SETTLED[:2]]
	petitions = [row for row in rows if row["stage"] == "Became Petition"]
	data = {
		"round": {
			"title": doc.title,
			"period_from": getdate(doc.period_from),
			"period_to": getdate(doc.period_to),
			"found": len(rows),
			"settled": len(settled),
			"petitions": len(petitions),
			"open": len(rows) - len(settled) - len(petitions),
		},
		"disputes": [_row(row) for row in rows],
	}
	return LetterCase(data=plain(data), scope_code=doc.scope_code, holder=doc.holder)


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	return [Field(*row) for row in FIELDS]


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return rounds in the user's scope to look at a ledger on: [{value, label}]."""
	filters = {"title": ["like", f"%{text.strip()}%"]} if text.strip() else {}
	rows = scope.get_list(document_type, filters, ["name", "title"], order_by="modified desc", limit=SHOWN)
	return [{"value": row["name"], "label": row["title"]} for row in rows]


def _row(row: dict) -> dict:
	place = frappe.get_cached_value("Jurisdiction", row["place"], "title") if row["place"] else ""
	cause = frappe.get_cached_value("Petition Cause", row["cause"], "title") if row["cause"] else ""
	return {
		"place": f"{place or ''}{row['place_text'] or ''}",
		"kind": _(row["kind"], lang="zh"),
		"parties": row["parties_count"] or 0,
		"summary": row["summary"] or "",
		"cause": cause or "",
		"urgency": _(row["urgency"], lang="zh") if row["urgency"] else "",
		"duty_unit": organ_title(row["duty_unit"]),
		"due_on": getdate(row["due_on"]) if row["due_on"] else None,
		"way": _(row["mediation_kind"], lang="zh") if row["mediation_kind"] else "",
		"stage": _(row["stage"], lang="zh"),
		"result": row["result"] or "",
	}
