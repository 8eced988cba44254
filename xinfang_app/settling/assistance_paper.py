"""What the sheet of a help (W40 帮扶救助审批表) is written from. It names the person: it is the helping organ's own paper."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from xinfang_app.access import scope
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition import handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.paperwork import letter_context, letter_fields

SHOWN = 20
FIELDS = [
	("aid.organ", "帮扶单位", "柳桥镇人民政府"),
	("aid.kind", "帮扶种类", "临时救助金"),
	("aid.hardship", "困难情况", "家中二人患病，医疗支出较大。"),
	("aid.plan", "帮扶措施", "给予一次性临时救助，帮助申请医疗救助。"),
	("aid.amount", "金额（元）", "2,000.00"),
	("aid.fund", "资金来源", "2026年信访特殊困难救助资金"),
	("aid.passed_to", "转请单位", ""),
	("aid.untied", "不附条件的告知", "帮扶救助不附任何条件。"),
	("aid.submitted_by", "经办人", "承办人员"),
	("aid.submitted_on", "申请日期", date(2026, 6, 20)),
	("aid.signer_name", "审批人", "镇负责人"),
	("aid.signed_on", "审批日期", date(2026, 6, 22)),
	("aid.given_on", "发放日期", date(2026, 6, 25)),
]


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper about the help `doc`."""
	case = letter_context.of(handling.petition_of(doc), code, recipient=doc.recipient)
	case.data["aid"] = plain(
		{
			"organ": organ_title(doc.organ),
			"kind": _(doc.kind, lang="zh"),
			"hardship": doc.hardship or "",
			"plan": doc.plan or "",
			"amount": f"{flt(doc.amount):,.2f}" if doc.amount else "",
			"fund": (frappe.db.get_value("Assistance Fund", doc.fund, "title") or "") if doc.fund else "",
			"passed_to": organ_title(doc.passed_to),
			"untied": doc.unconditional_note or "",
			"submitted_by": frappe.utils.get_fullname(doc.submitted_by) if doc.submitted_by else "",
			"signer_name": doc.signer_name or "",
			**{
				key: getdate(doc.get(key)) if doc.get(key) else None
				for key in ("submitted_on", "signed_on", "given_on")
			},
		}
	)
	case.scope_code, case.holder = doc.scope_code, doc.organ
	case.recipient_organ = None
	return case


def owed(doc: Document) -> list[str]:
	"""Return the sheet where it could not be made."""
	return ["W40"] if doc.stage in ("Approved", "Help given") and not doc.letter else []


def made(doc: Document, letter: Document) -> None:
	"""Write an owed sheet on its help."""
	doc.db_set("letter", letter.name)


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template about a help may print."""
	return [*letter_fields.fields("Petition"), *(Field(*row) for row in FIELDS)]


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return helps in the user's scope to look at a paper on: [{value, label}]."""
	filters = {"petition_number": ["like", f"%{text.strip()}%"]} if text.strip() else {}
	rows = scope.get_list(
		document_type, filters, ["name", "petition_number", "kind"], order_by="modified desc", limit=SHOWN
	)
	return [{"value": row["name"], "label": f"{row['petition_number']} {_(row['kind'])}"} for row in rows]
