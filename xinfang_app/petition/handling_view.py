"""What the desk shows of the last part of the road: which steps stand open to this user, and what is on record.

Rule: the form never decides which step is possible. It asks here, and here the same questions are asked as in the
services; a step that is offered may still be refused with its reason, a step that is not offered would be. Everything
is limited to what the user may see of the petition.
"""

from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.access import scope
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import chain, extension, inquiry, opinion, recusal, signing
from xinfang_app.petition.ending import closing, report, settlement, withdrawal
from xinfang_app.petition.registering import joining
from xinfang_app.petition.serving import execution, rating, recipients, service, service_status

HANDLING_OPINION = ("Draft", "Returned", "Pending Signature", "Signed")


def of(petition: Document) -> dict[str, Any]:
	"""Return {steps, recused, records, recipients, referrals} of `petition` for the form; the caller has asked "read"."""
	return {
		"steps": steps(petition),
		"recused": recusal.is_recused(petition.name, frappe.session.user),
		"records": records(petition),
		"recipients": [_recipient(petition, who) for who in recipients.required(petition.name)],
		"bound": recipients.bound(petition.name),
		"served_shown": bool(opinion.current(petition.name)),
		"opinion_waits": _opinion_waits(petition),
		"closable": _closable(petition),
	}


def steps(petition: Document) -> list[str]:
	"""Return the steps open to the session's user on `petition`, in the order of the road."""
	recused = recusal.is_recused(petition.name, frappe.session.user)
	acts = access.may(petition, "act") and not recused and not petition.archived_on
	calls = _may_call(petition)
	questions: dict[str, Callable[[], bool]] = {
		"hear": lambda: acts and petition.stage in inquiry.OPEN_STAGES,
		"draft_opinion": lambda: (
			acts
			and petition.stage in ("Accepted", "Handling")
			and not opinion.current(petition.name, *HANDLING_OPINION)
		),
		"open_opinion": lambda: bool(opinion.current(petition.name, *HANDLING_OPINION)),
		"extend": lambda: acts and _can_extend(petition),
		"tell_extension": lambda: acts and bool(_owed_notice(petition)),
		"serve": lambda: acts and petition.stage in service.OPEN_STAGES and bool(_unserved(petition)),
		"receive": lambda: acts and bool(_out_in_the_post(petition)),
		"execute": lambda: not petition.archived_on and bool(_open_tasks(petition)),
		"report": lambda: bool(_reports(petition, "to_organ")),
		"verdict": lambda: bool(_reports(petition, "from_organ")),
		"settle": lambda: acts and petition.stage in settlement.OPEN_STAGES and not petition.terminated_on,
		"close": lambda: acts and not petition.terminated_on and bool(closing.codes_for(petition)),
		"file": lambda: (
			acts
			and petition.stage in ("Registered", "Referred")
			and acting.is_petition_office(petition.holder)
		),
		"join": lambda: acts and petition.stage in joining.OPEN_STAGES,
		"withdraw": lambda: (
			petition.stage in withdrawal.OPEN_STAGES and (acts or access.may(petition, "supervise"))
		),
		"confirm_withdrawal": lambda: calls and bool(_withdrawals(petition)),
		"rate_by_call": lambda: calls and bool(rating.open_targets(petition)),
		"check_resolution": lambda: bool(petition.concluded) and (acts or calls),
		"recuse": lambda: access.may(petition, "act") and not petition.terminated_on,
		"archive": lambda: acts and bool(petition.terminated_on),
	}
	return [step for step, ask in questions.items() if ask()]


def colleagues(petition: Document) -> list[dict]:
	"""Return the officials of the organ that has `petition`, heads first: [{value, label}]. For the recusal's dialog."""
	return [{"value": user, "label": signing.full_name(user)} for user in posting.users_at(petition.holder)]


def joinable(petition: Document, limit: int = 100) -> list[dict]:
	"""Return the open petitions at the same organ to which `petition` may be joined, newest first: [{value, label}]."""
	rows = scope.get_list(
		"Petition",
		{"holder": petition.holder, "stage": ["in", joining.OPEN_STAGES], "name": ["!=", petition.name]},
		["name", "number", "title", "masked_name"],
		order_by="registered_on desc",
		limit=limit,
	)
	return [
		{"value": row.name, "label": " ".join(filter(None, (row.number, row.masked_name, row.title)))}
		for row in rows
	]


def records(petition: Document) -> list[dict]:
	"""Return the records of this part on `petition`, oldest first: {doctype, name, title, state, on, late}."""
	found: list[dict] = []
	for doctype, (day, state, fields) in SHOWN.items():
		dated = ["recorded_on"] if frappe.get_meta(doctype).has_field("recorded_on") else []
		for row in _rows(
			doctype, petition.name, ["name", "creation", day, *dated, *fields, *([state] if state else [])]
		):
			found.append(
				{
					"doctype": doctype,
					"name": row.name,
					"title": _title(doctype, row),
					"state": _(row.get(state)) if state and row.get(state) else "",
					"on": str(getdate(row.get(day) or row.get("recorded_on") or row.creation)),
					"mark": _mark(doctype, row),
					"waits": _waits(doctype, row),
				}
			)
	return sorted(found, key=lambda row: row["on"])


#: DocType → (day shown, field of its state, further fields).
SHOWN: dict[str, tuple[str, str | None, list[str]]] = {
	"Inquiry Record": ("occurred_on", None, ["kind", "impossible"]),
	"Handling Opinion": ("signed_on", "stage", ["document_number", "result", "late"]),
	"Extension Request": ("applied_on", "stage", ["days", "notice_owed", "notice_late"]),
	"Service Record": ("sent_on", "result", ["recipient_name", "way", "failed", "proof_owed"]),
	"Execution Task": ("due_on", "status", ["claim_no", "content", "overdue"]),
	"Settlement": ("agreed_on", None, ["kind"]),
	"Withdrawal Request": ("requested_on", "status", ["requester_name", "needs_upper_check"]),
	"Satisfaction Rating": ("rated_on", "value", ["target"]),
	"Resolution Check": ("checked_on", None, ["resolved", "way"]),
	"Recusal": ("decided_on", "status", ["user"]),
	"Case File": ("archived_on", "status", ["page_count"]),
}


def _rows(doctype: str, petition: str, fields: list[str]) -> list:
	"""Return the rows of `doctype` on the petition that the user may see."""
	return scope.get_list(
		doctype, {"petition": petition}, list(dict.fromkeys(fields)), order_by="creation asc", limit=200
	)


def _title(doctype: str, row) -> str:
	if doctype == "Inquiry Record":
		return _(row.kind) + (f"（{_('Could not be done')}）" if row.impossible else "")
	if doctype == "Handling Opinion":
		return " ".join(part for part in (_(doctype), row.document_number) if part)
	if doctype == "Extension Request":
		return f"{_(doctype)} {row.days} {_('days')}"
	if doctype == "Service Record":
		return f"{_(doctype)}：{row.recipient_name or ''} {_(row.way)}"
	if doctype == "Execution Task":
		return f"{_(doctype)}：{row.content or ''}"
	if doctype == "Settlement":
		return _(row.kind)
	if doctype == "Withdrawal Request":
		return f"{_(doctype)}：{row.requester_name or ''}"
	if doctype == "Satisfaction Rating":
		return f"{_(doctype)}：{_(row.target)}"
	if doctype == "Resolution Check":
		return f"{_(doctype)}：{_('Resolved in fact') if row.resolved else _('Not resolved')}"
	if doctype == "Recusal":
		return f"{_(doctype)}：{frappe.utils.get_fullname(row.user)}"
	return _(doctype)


def _mark(doctype: str, row) -> str:
	"""Return what an eye should fall on, in the user's language."""
	marks = {
		"Handling Opinion": [("late", "Issued after the term")],
		"Extension Request": [
			("notice_owed", "Petitioner not yet told of the reason"),
			("notice_late", "Told late"),
		],
		"Service Record": [("failed", "Service failed"), ("proof_owed", "Proof still to be handed in")],
		"Execution Task": [("overdue", "Past its date")],
	}
	return next((_(text) for field, text in marks.get(doctype, []) if row.get(field)), "")


def _waits(doctype: str, row) -> bool:
	"""Return whether something is still to be entered on the record: a mail receipt, the petitioner's word."""
	if doctype == "Service Record":
		return row.way == "By post" and not row.result and bool(row.sent_on)
	return doctype == "Withdrawal Request" and row.status == "To be confirmed"


def _opinion_waits(petition: Document) -> bool:
	"""Return whether the opinion waits for this user: a draft for its organ's officers, a signature for who may sign."""
	standing = opinion.current(petition.name, "Draft", "Returned", "Pending Signature")
	if not standing or not access.may(standing, "act"):
		return False
	if standing.stage != "Pending Signature":
		return True
	return bool(chain.mine(standing))


def _closable(petition: Document) -> bool:
	"""Return whether nothing stands against one of the codes that fit where the petition stands."""
	if petition.terminated_on or not access.may(petition, "act"):
		return False
	return any(not row["faults"] for row in closing.codes_for(petition))


def _recipient(petition: Document, who: recipients.Recipient) -> dict:
	signed = opinion.current(petition.name)
	row = (
		next(
			(r for r in service_status.standing(petition.name, signed.name) if r.recipient == who.petitioner),
			None,
		)
		if signed
		else None
	)
	return {
		"petitioner": who.petitioner,
		"masked_name": who.masked_name,
		"is_main": who.is_main,
		"is_representative": who.is_representative,
		"served_on": str(row.effective_on) if row and row.effective_on else None,
		"review_until": str(row.review_until) if row and row.review_until else None,
	}


def _may_call(petition: Document) -> bool:
	if not access.may(petition, "supervise") or petition.archived_on:
		return False
	return rating.caller_office(petition) is not None


def _can_extend(petition: Document) -> bool:
	clock = handling.term(petition)
	return bool(
		clock
		and clock.rule == extension.RULE
		and clock.state in ("Running", "Paused")
		and when.today() <= handling.due_on(clock)
		and not extension.standing(petition.name)
	)


def _owed_notice(petition: Document) -> list[str]:
	return frappe.get_all(
		"Extension Request", filters={"petition": petition.name, "notice_owed": 1}, pluck="name"
	)


def _unserved(petition: Document) -> list:
	signed = opinion.current(petition.name)
	if not signed:
		return []
	return service_status.outstanding(petition.name, signed.name) or (
		[] if service_status.done_on(petition.name, signed.name) else [None]
	)


def _out_in_the_post(petition: Document) -> list[str]:
	return frappe.get_all(
		"Service Record",
		filters={"petition": petition.name, "way": "By post", "result": "", "sent_on": ["is", "set"]},
		pluck="name",
	)


def _open_tasks(petition: Document) -> list[str]:
	return [
		row.name
		for row in execution.unsettled(petition.name)
		if acting.acts_for(row.executing_organ) or acting.acts_for(petition.holder)
	]


def _withdrawals(petition: Document) -> list[str]:
	return frappe.get_all(
		"Withdrawal Request", filters={"petition": petition.name, "status": "To be confirmed"}, pluck="name"
	)


def _reports(petition: Document, end: str) -> list[str]:
	"""Return the assignments on which the user's organ owes a report (`to_organ`) or a verdict (`from_organ`)."""
	found = []
	for row in report.owed(petition.name):
		waits = bool(row.report_submitted_on and not row.report_verdict)
		if acting.acts_for(row[end]) and (waits if end == "from_organ" else petition.concluded and not waits):
			found.append(row.name)
	return found
