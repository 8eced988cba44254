"""What the receipt of a report is written from (W43): number, kind, dates; not who reported, not what, not whom."""

from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.rights import moving

FIELDS = [
	("report.number", "登记编号", "QY2026-482913"),
	("report.kind", "类别", "反映受阻"),
	("report.act", "情形", "被劝压撤回"),
	("report.received_on", "收到日期", "2026年11月22日"),
	("report.due_on", "核实期限", getdate("2026-12-11")),
]


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the receipt of a report."""
	received = get_datetime(doc.received_on)
	data = {
		"report": {
			"number": doc.number,
			"kind": _(doc.kind, lang="zh"),
			"act": _(doc.act, lang="zh") if doc.act else "",
			"received_on": f"{received.year}年{received.month}月{received.day}日",
			"due_on": getdate(doc.due_on) if doc.due_on else None,
		}
	}
	return LetterCase(data=plain(data), holder=doc.handler)


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for a report may print."""
	return [Field(*row) for row in FIELDS]


def owed(doc: Document) -> list[str]:
	"""Return the receipt where it could not be made."""
	return ["W43"] if doc.handler and not doc.letter else []


def made(doc: Document, letter: Document) -> None:
	"""Write an owed receipt on its report."""
	moving.keep_apart(letter)
	doc.db_set("letter", letter.name)
