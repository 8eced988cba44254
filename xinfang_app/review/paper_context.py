"""What the papers of a review are written from: the matter's own fields, and those of the review.

A paper to a petitioner goes to one who asked; the call for the file goes to the organ whose opinion is reviewed. A draft
of the opinion is nobody's to read before the signature, so the opinion's texts come from the signed review alone.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition import handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.paperwork import letter_context, letter_fields
from xinfang_app.review import deciding, reviews

SHOWN = 20
FIELDS = [
	("review.word", "复查或者复核", "复查"),
	("review.article", "依据条款", "第三十五条"),
	("review.number", "复查复核意见文号", "青政复查〔2026〕1号"),
	("review.organ", "复查复核机关", "青禾县人民政府"),
	("review.respondent", "原办理（复查）机关、单位", "柳桥镇人民政府"),
	("review.opinion_number", "处理意见书文号", "柳政意〔2026〕3号"),
	("review.former_number", "复查意见书文号", ""),
	("review.received_on", "收到书面答复的日期", date(2026, 4, 28)),
	("review.filed_on", "提出请求的日期", date(2026, 5, 20)),
	("review.requested_on", "收到请求的日期", date(2026, 5, 20)),
	("review.due_on", "提出意见的期限", date(2026, 6, 22)),
	("review.claims", "复查复核请求", "重新丈量被征收承包地面积，按实补发青苗补偿款。"),
	("review.facts", "事实和理由", "征收时登记面积少于承包合同所载面积。"),
	("review.new_evidence", "新的证据", "承包合同复印件"),
	("review.late_cause", "逾期原因", ""),
	("review.accepted_on", "受理日期", date(2026, 5, 22)),
	("review.refusal_ground", "不予受理的情形", "无正当理由逾期"),
	("review.refusal_reason", "不予受理的理由", "收到处理意见书之日起超过三十日提出，未说明正当理由。"),
	("review.supplement_needed", "需要补正的内容", "请补充说明请求事项。"),
	("review.supplement_due_on", "补正期限", date(2026, 5, 29)),
	("review.answer_due_on", "提交案卷和答复的期限", date(2026, 5, 29)),
	("review.answer", "原办理机关、单位的答复", "已按登记面积足额发放。"),
	("review.result", "复查复核结果", "变更"),
	("review.findings", "查明的事实", "经现场丈量，被征收面积为1.8亩。"),
	("review.law", "依据", "《中华人民共和国土地管理法》第四十八条"),
	("review.reasons", "意见和理由", "原处理意见认定面积有误，应予变更。"),
	("review.redo_due_on", "重新作出处理意见的期限", ""),
	("review.remedy_text", "救济途径", "您对本复查意见不服的，可以自收到本意见书之日起三十日内请求复核。"),
	("review.items[].no", "诉求序号", 1),
	("review.items[].claim", "诉求", "补足青苗补偿款"),
	("review.items[].former", "原处理结果", "不予支持"),
	("review.items[].result", "变更后的结果", "支持"),
	("review.items[].granted", "落实事项", "按1.8亩补发青苗补偿款"),
	("review.items[].due_on", "落实期限", date(2026, 7, 15)),
	("review.items[].executing_organ", "落实单位", "柳桥镇人民政府"),
]
#: The paper to the organ whose opinion is reviewed.
TO_ORGAN = ("W25D", "W26D")
#: Papers that a step brings, by what shows that the step was taken.
OWED = (("", "signed_on"), ("A", "accepted_on"), ("N", "refused_on"), ("D", "file_called_on"))


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about the review `doc`; `recipient`: a Petitioner, or an Organ."""
	asked = reviews.standing_rows(doc) or doc.requesters
	person = recipient if recipient and frappe.db.exists("Petitioner", recipient) else None
	if not person and asked:
		person = asked[0].recipient
	case = letter_context.of(handling.petition_of(doc), code, recipient=person)
	own = next((row for row in doc.requesters if row.recipient == person and not row.withdrawn), None)
	case.data["review"] = plain({**_review(doc, own), **_own(own)})
	case.scope_code = doc.scope_code
	if code in TO_ORGAN:
		case.recipient = case.recipient_masked = None
		case.recipient_organ = doc.respondent_organ
		case.data["recipient"] = {
			"name": "",
			"address": "",
			"phone": "",
			"organ": organ_title(doc.respondent_organ),
		}
	else:
		case.recipient_organ = None
	return case


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template about a review may print."""
	return [*letter_fields.fields("Petition"), *(Field(*row) for row in FIELDS)]


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return reviews in the user's scope to look at a paper on: [{value, label}]."""
	filters = {"petition_number": ["like", f"%{text.strip()}%"]} if text.strip() else {}
	rows = scope.get_list(
		document_type,
		filters,
		["name", "petition_number", "title", "level"],
		order_by="modified desc",
		limit=SHOWN,
	)
	return [
		{"value": row["name"], "label": f"{row['petition_number']} {_(row['level'])} {row['title'] or ''}"}
		for row in rows
	]


def owed(doc: Document) -> list[str]:
	"""Return the papers that a step about `doc` should have brought and did not."""
	if doc.external:
		return []
	base = "W25" if doc.level == reviews.REVIEW else "W26"
	made = set(
		frappe.get_all(
			"Official Letter", filters={"ref_doctype": doc.doctype, "ref_name": doc.name}, pluck="template"
		)
	)
	return [base + kind for kind, field in OWED if doc.get(field) and base + kind not in made]


def made(doc: Document, letter: Document) -> None:
	"""Write the opinion's number on its review when its paper was made afterwards."""
	if letter.template in ("W25", "W26"):
		doc.db_set({"letter": letter.name, "document_number": letter.document_number})


def _review(doc: Document, row: Document | None) -> dict:
	first = doc.level == reviews.REVIEW
	former = doc.previous_review and frappe.db.get_value(doc.doctype, doc.previous_review, "document_number")
	return {
		"word": "复查" if first else "复核",
		"article": "第三十五条" if first else "第三十六条",
		"number": doc.document_number or "",
		"organ": organ_title(doc.organ),
		"respondent": organ_title(doc.respondent_organ),
		"opinion_number": frappe.db.get_value("Handling Opinion", doc.opinion, "document_number") or "",
		"former_number": former or "",
		"received_on": _day(row.received_on) if row else None,
		"filed_on": _day(row.filed_on if row else doc.filed_on),
		"due_on": reviews.due_on(doc),
		"result": _(doc.result, lang="zh") if doc.result else "",
		"refusal_ground": _(doc.refusal_ground, lang="zh") if doc.refusal_ground else "",
		**{
			key: doc.get(key) or ""
			for key in (
				"claims",
				"facts",
				"new_evidence",
				"late_cause",
				"refusal_reason",
				"supplement_needed",
				"answer",
				"findings",
				"law",
				"reasons",
				"remedy_text",
			)
		},
		**{
			key: _day(doc.get(key))
			for key in ("requested_on", "accepted_on", "supplement_due_on", "answer_due_on", "redo_due_on")
		},
		"items": [
			{
				"no": item.claim_no,
				"claim": item.claim or "",
				"former": _(item.former_result, lang="zh") if item.former_result else "",
				"result": _(item.result, lang="zh") if item.result else "",
				"granted": item.granted or "",
				"due_on": _day(item.due_on),
				"executing_organ": organ_title(item.executing_organ),
			}
			for item in doc.items
		],
	}


def _own(row: Document | None) -> dict:
	"""What the paper to one of several who asked says of his own request."""
	if not row:
		return {}
	found = {key: row.get(key) or "" for key in ("new_evidence", "late_cause")}
	if row.requested_on:
		found["requested_on"] = _day(row.requested_on)
	if row.refused:
		found["refusal_ground"] = _(deciding.LATE, lang="zh")
		found["refusal_reason"] = row.refusal_reason or ""
	return found


def _day(value):
	return getdate(value) if value else None
