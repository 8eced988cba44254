"""Records of the road to look at a paper on: found by number or title, in the user's own scope."""

import frappe
from frappe.utils import getdate

from xinfang_app.access import scope

SHOWN = 20
_NOTICE = "Petition Notice"


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return up to SHOWN records of `document_type` whose matter bears `text` in number or title: [{value, label}].

	`code` is the paper's: a notice is looked at with its own text only. Of a sealed matter none is offered.
	"""
	if document_type == "Sealed Register":
		return []
	matters = _matters(text.strip())
	if document_type == "Petition":
		return [{"value": row.name, "label": f"{row.number} {row.title or ''}"} for row in matters.values()]
	filters = {"petition": ["in", list(matters) or [""]]}
	if document_type == _NOTICE:
		filters["kind"] = code
	rows = scope.get_list(
		document_type, filters, ["name", "petition", "creation"], order_by="creation desc", limit=SHOWN
	)
	return [
		{
			"value": row.name,
			"label": f"{matters[row.petition].number} {matters[row.petition].title or ''}（{getdate(row.creation)}）",
		}
		for row in rows
	]


def _matters(text: str) -> dict[str, frappe._dict]:
	fields = ["name", "number", "title"]
	found: dict[str, frappe._dict] = {}
	for field in ("number", "title") if text else ("number",):
		filters = {field: ["like", f"%{text}%"]} if text else {}
		for row in scope.get_list("Petition", filters, fields, order_by="modified desc", limit=SHOWN):
			found.setdefault(row.name, row)
	return dict(list(found.items())[:SHOWN])
