"""What the papers of the petition's road are written from: plain data, collected from the records.

Each group of `letter_fields` has one function here that fills it. A paper about any record of the road gets the groups
of that record and of what it belongs to (the petition, its first piece), so that a template can be reworded without
code. Names, phones and addresses are given as slots; the code of a piece likewise (`letters.slots`).

To whom a paper goes, if the caller does not say: to the petitioner the record names, else to the main petitioner;
between organs to the other side of the referral.
"""

import frappe
from frappe import _
from frappe.utils import get_url, getdate

from xinfang_app.letters import slots
from xinfang_app.letters.case import LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition import acting, clocks
from xinfang_app.petition.paperwork import letter_fields
from xinfang_app.petition.registering import agency, query_code
from xinfang_app.petition.serving import served_papers

# Art. 31 items and the two classes beside it; the wording a notice uses.
PATHWAYS = {
	"P1": ("诉讼、检察监督、公安机关法律程序", "第三十一条第一项"),
	"P2": ("仲裁", "第三十一条第二项"),
	"P3": ("党员申诉、申请复审", "第三十一条第三项"),
	"P4": ("行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序", "第三十一条第四项"),
	"P5": ("查处违法行为、履行法定职责", "第三十一条第五项"),
	"P6": ("信访程序", "第三十一条第六项"),
	"P7": ("检举控告", "第三十条"),
	"P8": ("建议意见", "第二十九条"),
}
_RECORDS = {
	"Petition Referral": "referral",
	"Petition Notice": "notice",
	"Acceptance Dispute": "dispute",
	"Legal Route": "route",
	"Handling Opinion": "opinion",
	"Inquiry Record": "inquiry",
	"Extension Request": "extension",
	"Service Record": "service",
	"Execution Task": "task",
	"Case File": "file",
	"Sealed Register": "register",
}
# Papers that go back up the road: to the organ that sent the matter.
_TO_SENDER = ("W12", "W27")


def of(doc, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about `doc`, a record of the road; `recipient`: Petitioner or Organ."""
	if doc.doctype == "Sealed Register":
		return _sealed(doc, recipient)
	records = _records(doc)
	petition, submission = records["petition"], records["submission"]
	data = {
		"petition": _petition(petition),
		"claims": _claims(petition),
		"clocks": _clocks(records),
	}
	for group in letter_fields.DOCTYPES[doc.doctype]:
		data[group] = _GROUPS[group](records.get(group))
	person = _person(records, doc, recipient)
	organ = _organ_addressed(records, code, recipient)
	data["recipient"] = _recipient(person, organ)
	return LetterCase(
		data=data,
		petition=petition.name if petition else None,
		scope_code=(doc.get("scope_code") or (petition or submission).get("scope_code")),
		holder=(petition or submission or doc).get("holder"),
		recipient=person,
		recipient_masked=frappe.db.get_value("Petitioner", person, "masked_name") if person else None,
		recipient_organ=organ,
		sealed=_is_accusation(petition, submission),
	)


def fields(document_type: str):
	"""Return the fields a template for `document_type` may print."""
	return letter_fields.fields(document_type)


def secret(submission: str, part: str) -> str:
	"""Return the query code of `submission`, in two blocks of four, for the receipt that is handed to the petitioner."""
	if part != "query_code":
		raise ValueError(part)
	# The organ that registered the piece hands the receipt over. Nobody else needs the code; whoever has it could
	# rate and withdraw in the petitioner's name.
	acting.require_at(frappe.db.get_value("Petition Submission", submission, "organ"))
	code = query_code.told(submission)
	return f"{code[:4]}-{code[4:]}"


def _records(doc) -> dict:
	"""Collect what `doc` belongs to: petition, submission, referral, route and so on; absent ones are None."""
	records: dict = {group: None for group in _GROUPS}
	records["petition"] = _petition_of(doc)
	records[_RECORDS.get(doc.doctype, "")] = doc
	for group, doctype in (
		("referral", "Petition Referral"),
		("route", "Legal Route"),
		("opinion", "Handling Opinion"),
	):
		field = {"referral": "referral", "route": "legal_route", "opinion": "opinion"}[group]
		# A service may be of a paper of another room, which has no place here.
		if doc.get("served_doctype") and doc.served_doctype != doctype and group == "opinion":
			continue
		if not records.get(group) and doc.get(field):
			records[group] = frappe.get_doc(doctype, doc.get(field))
	if not records["referral"] and records["petition"]:
		records["referral"] = _latest_lead_referral(records["petition"])
	if doc.doctype == "Petition Submission":
		records["submission"] = doc
	else:
		piece = doc.get("submission") or (records["petition"] and records["petition"].first_submission)
		records["submission"] = frappe.get_doc("Petition Submission", piece) if piece else None
	return records


def _petition_of(doc):
	if doc.doctype == "Petition":
		return doc
	return frappe.get_doc("Petition", doc.petition) if doc.get("petition") else None


def _latest_lead_referral(petition):
	names = frappe.get_all(
		"Petition Referral",
		filters={"petition": petition.name, "role": "Lead"},
		order_by="sent_on desc, creation desc",
		limit=1,
		pluck="name",
	)
	return frappe.get_doc("Petition Referral", names[0]) if names else None


def _is_accusation(petition, submission) -> bool:
	"""Arts. 23 and 30: an accusation takes no ordinary paper, not even before it is sealed."""
	return any(
		record is not None and (record.get("purpose_class") == "Accusation" or record.get("pathway") == "P7")
		for record in (petition, submission)
	)


def _person(records: dict, doc, recipient: str | None) -> str | None:
	"""The Petitioner addressed: the one given, the one the record names, else the main petitioner of the matter."""
	if recipient and frappe.db.exists("Petitioner", recipient):
		return recipient
	if doc.get("recipient"):
		return doc.recipient
	submission, petition = records["submission"], records["petition"]
	if (
		doc.doctype != "Petition Submission"
		and petition
		and petition.first_petitioner
		and not doc.get("submission")
	):
		return petition.first_petitioner
	rows = submission.petitioners if submission else []
	main = [row for row in rows if row.is_main] or rows
	return main[0].petitioner if main else None


def _organ_addressed(records: dict, code: str, recipient: str | None) -> str | None:
	if recipient and frappe.db.exists("Organ", recipient):
		return recipient
	if code == "W14" and records["dispute"]:
		return records["dispute"].decided_organ
	if code == "W15" and records["route"]:
		return records["route"].receiving_organ
	if code == "W28" and records["petition"]:
		return records["petition"].registering_organ
	if records["referral"]:
		return records["referral"].from_organ if code in _TO_SENDER else records["referral"].to_organ
	return None


def _recipient(person: str | None, organ: str | None) -> dict:
	"""What a paper prints of the one it goes to; a paper between organs names the organ in `organ`."""
	return {
		"name": slots.slot(person, "name") if person else "",
		"address": slots.slot(person, "address") if person else "",
		"phone": slots.slot(person, "phone") if person else "",
		"organ": _organ(organ),
	}


def _petition(doc) -> dict:
	if not doc:
		return _empty("petition")
	pathway = PATHWAYS.get(doc.pathway or "", ("", ""))
	return {
		**_taken(doc, "petition"),
		**_places(doc),
		"registering_organ": _organ(doc.registering_organ),
		"holder": _organ(doc.holder),
		"lead_organ": _organ(doc.lead_organ),
		"pathway_title": pathway[0],
		"simplified": bool(doc.simplified),
		"result": _zh(doc.result),
		"closing": _title("Closing Code", doc.closing_code),
		**_days(
			doc, "received_on registered_on referred_on accepted_on opinion_issued_on served_on terminated_on"
		),
	}


def _claims(doc) -> list[dict]:
	rows = doc.claims if doc else []
	return [
		{"no": row.claim_no, "claim": row.claim, "result": _zh(row.result), "granted": row.granted}
		for row in rows
	]


def _submission(doc) -> dict:
	if not doc:
		return _empty("submission")
	return {
		**_taken(doc, "submission"),
		**_places(doc),
		"channel": _title("Petition Channel", doc.channel),
		"organ": _organ(doc.organ),
		"receiver_is_office": doc.receiver_kind == "Petition Office",
		"urgency": _zh(doc.urgency),
		"relation": _zh(doc.relation),
		"agent": _zh(doc.agent_kind),
		"agent_consent": _consent(doc),
		"is_joint": bool(doc.is_joint),
		"is_group": bool(doc.is_group),
		"registered_by": _full_name(doc.registered_by),
		"query_code": slots.slot(doc.name, "query_code") if doc.query_code_enc else "",
		"follow_url": get_url("/follow"),
		"petitioners": [
			{
				**{part: slots.slot(row.petitioner, part) for part in slots.IDENTITY},
				"is_main": bool(row.is_main),
				"is_representative": bool(row.is_representative),
			}
			for row in doc.petitioners
		],
	}


def _consent(doc) -> str:
	"""How the petitioner consented to somebody's filing for him, as a paper says it."""
	if not doc.agent_kind:
		return ""
	if not agency.proved(doc):
		return "同意凭证待补"
	if doc.agent_consent_way == agency.SPOKEN:
		return f"信访人口头同意（见证人：{doc.agent_witness}）"
	return "信访人书面同意"


def _referral(doc) -> dict:
	if not doc:
		return _empty("referral")
	helpers = frappe.get_all(
		"Petition Referral",
		filters={"lead_referral": doc.name, "role": "Co-organ"},
		fields=["to_organ", "sub_term_on"],
		order_by="creation asc",
	)
	return {
		**_taken(doc, "referral"),
		"kind": _zh(doc.kind),
		"role": _zh(doc.role),
		"from_organ": _organ(doc.from_organ),
		"to_organ": _organ(doc.to_organ),
		"objection_organ": _organ(doc.objection_organ),
		"objection_decision": _zh(doc.objection_decision),
		"requires_report": bool(doc.requires_report),
		"notice_due_on": clocks.due_on("N04", doc),
		"objection_due_on": clocks.due_on("N05", doc),
		"co_organs": [{"organ": _organ(row.to_organ), "due_on": row.sub_term_on} for row in helpers],
		**_days(doc, "sent_on received_on objection_on objection_decided_on report_submitted_on"),
	}


def _notice(doc) -> dict:
	return {**_taken(doc, "notice"), **_days(doc, "issued_on")} if doc else _empty("notice")


def _route(doc) -> dict:
	if not doc:
		return _empty("route")
	title, article = PATHWAYS.get(doc.pathway or "", ("", ""))
	return {
		**_taken(doc, "route"),
		"kind": _zh(doc.kind),
		"pathway_title": title,
		"pathway_article": article,
		"receiving_organ": _organ(doc.receiving_organ) or doc.receiving_name or "",
		"running_organ": _organ(doc.running_organ),
		"adoption": _zh(doc.adoption),
		**_days(doc, "told_on"),
	}


def _dispute(doc) -> dict:
	if not doc:
		return _empty("dispute")
	return {
		**_taken(doc, "dispute"),
		"kind": _zh(doc.kind),
		"decider": _organ(doc.decider),
		"decided_organ": _organ(doc.decided_organ),
		"parties": [{"organ": _organ(row.organ), "position": row.position} for row in doc.parties],
		**_days(doc, "decided_on"),
	}


def _opinion(doc) -> dict:
	if not doc:
		return _empty("opinion")
	return {
		**_taken(doc, "opinion"),
		"result": _zh(doc.result),
		"remedy_organ": _organ(doc.remedy_organ),
		"heard_on": _record_day(doc.petition, "Heard"),
		"inquired_on": _record_day(doc.petition, "Inquiry"),
		"items": [_opinion_item(row) for row in doc.items],
		**_days(doc, "signed_on"),
	}


def _opinion_item(row) -> dict:
	return {
		"no": row.claim_no,
		"result": _zh(row.result),
		"executing_organ": _organ(row.executing_organ),
		"due_on": row.due_on,
		**{
			key: row.get(key)
			for key in ("claim", "facts", "fact_on", "fact_place", "law", "opinion", "granted")
		},
	}


def _inquiry(doc) -> dict:
	if not doc:
		return _empty("inquiry")
	return {
		**_taken(doc, "inquiry"),
		"kind": _zh(doc.kind),
		"way": _zh(doc.way),
		"impossible": bool(doc.impossible),
	}


def _extension(doc) -> dict:
	if not doc:
		return _empty("extension")
	return {
		**_taken(doc, "extension"),
		"applied_by": _full_name(doc.applied_by),
		**_days(doc, "applied_on signed_on"),
	}


def _service(doc) -> dict:
	if not doc:
		return _empty("service")
	other = served_papers.of(doc.served_doctype)
	title, remedy = other.told(served_papers.document(doc)) if other else ("信访事项处理意见书", "")
	return {
		**_taken(doc, "service"),
		"paper": title if doc.opinion else "",
		"remedy": remedy,
		"way": _zh(doc.way),
		"result": _zh(doc.result),
		"return_reason": _zh(doc.return_reason),
		"served_by": _full_name(doc.served_by),
	}


def _task(doc) -> dict:
	if not doc:
		return _empty("task")
	return {**_taken(doc, "task"), "executing_organ": _organ(doc.executing_organ), "status": _zh(doc.status)}


def _file(doc) -> dict:
	if not doc:
		return _empty("file")
	keys = [key for key, _meaning, _sample in letter_fields.GROUPS["file.items[]"]]
	return {
		**_taken(doc, "file"),
		"seal_level": _zh(doc.seal_level),
		"archived_by": _full_name(doc.archived_by),
		"items": [{key: row.get(key) for key in keys} for row in doc.get("items")],
		**_days(doc, "archived_on"),
	}


def _register(doc) -> dict:
	if not doc:
		return _empty("register")
	return {
		"number": doc.number,
		"target_organ": _organ(doc.get("to_organ") or doc.target_organ),
		**_days(doc, "received_on transferred_on"),
	}


def _sealed(register, recipient: str | None) -> LetterCase:
	"""The transfer letter of an accusation: number, date and target organ, no word of its content (art. 30 §3)."""
	organ = recipient or register.get("to_organ") or register.target_organ
	empty = {group: _empty(group) for group in ("petition", "clocks", "route")}
	return LetterCase(
		data={**empty, "claims": [], "register": _register(register), "recipient": _recipient(None, organ)},
		scope_code=register.scope_code,
		holder=register.organ,
		recipient_organ=organ,
		sealed=True,
	)


_GROUPS = {
	"submission": _submission,
	"referral": _referral,
	"notice": _notice,
	"route": _route,
	"dispute": _dispute,
	"opinion": _opinion,
	"inquiry": _inquiry,
	"extension": _extension,
	"service": _service,
	"task": _task,
	"file": _file,
	"register": _register,
}


def _clocks(records: dict) -> dict:
	"""Due dates by rule; an empty value where the clock never ran."""
	bearers = {
		"N02": records["submission"],
		"N04": records["referral"],
		"N06": records["petition"],
		"N09": records["service"],
		"N15": records["petition"],
		"N22": records["petition"],
	}
	return {rule: clocks.due_on(rule, doc) if doc else None for rule, doc in bearers.items()}


def _record_day(petition: str, kind: str):
	day = frappe.db.get_value(
		"Inquiry Record",
		{"petition": petition, "kind": kind, "impossible": 0},
		"occurred_on",
		order_by="occurred_on asc",
	)
	return getdate(day) if day else None


def _taken(doc, group: str) -> dict:
	"""The fields of `group` that the record has under the same name, and empty values for the rest."""
	values = _empty(group)
	for key in values:
		value = doc.get(key)
		if value is not None and not isinstance(value, list):
			values[key] = value
	return plain(values)


def _empty(group: str) -> dict:
	values: dict = {key: "" for key, _meaning, _sample in letter_fields.GROUPS[group]}
	for path in letter_fields.GROUPS:
		if path.startswith(f"{group}.") and path.endswith("[]"):
			values[path.split(".")[1][:-2]] = []
	return values


def _places(doc) -> dict:
	return {
		"form": _zh(doc.form),
		"source_level": _zh(doc.source_level),
		"category": _title("Petition Category", doc.category),
		"purpose": _title("Petition Purpose", doc.purpose),
		"place": _title("Jurisdiction", doc.place),
		"respondent": _organ(doc.respondent_organ),
	}


def _days(doc, keys: str) -> dict:
	return {key: getdate(doc.get(key)) if doc.get(key) else None for key in keys.split()}


def _organ(code: str | None) -> str:
	return _title("Organ", code)


def _title(doctype: str, name: str | None) -> str:
	return (frappe.get_cached_value(doctype, name, "title") or "") if name else ""


def _full_name(user: str | None) -> str:
	return (frappe.get_cached_value("User", user, "full_name") or "") if user else ""


def _zh(text: str | None) -> str:
	"""The Chinese of an option; papers are Chinese whatever language the user's desk has."""
	return _(text, lang="zh") if text else ""
