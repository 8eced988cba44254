"""What each closing code demands before a petition may be closed with it (DOMAIN.md C5).

| code | demands on record | source |
|---|---|---|
| T1 | opinion served on all, each one's thirty days for review over, none asked | art. 35 |
| T2 | review opinion on the opinion that stands served, each one's thirty days for re-review over, none asked | art. 36 |
| T3 | re-review opinion served | art. 36 |
| T4 | agreement of both sides, signed | art. 33 |
| T5 | death or end of the petitioner without successor: reason and proof | local rules |
| T6 | the legal route, confirmed by the organ that received the matter | art. 31 |
| T7 | transfer to the judicial or discipline organ | arts. 22, 30 |
| T8 | the reply to the suggestion | art. 29 |
| T9 | withdrawal confirmed by every petitioner | – |
| T10 | the petition it is joined to | – |
| T11 | the notice that it is not or no longer accepted | arts. 19, 36 |

Every code: what was granted is carried out, or says why not. T1 to T4: where a 办结报告 is owed, the assigner has
passed it. T2, T3: an opinion whose letter came back is not served. No code asks the petitioner to promise anything.
"""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate, getdate

from xinfang_app import when
from xinfang_app.petition.accepting import pathway
from xinfang_app.petition.answering import opinion
from xinfang_app.petition.ending import report
from xinfang_app.petition.serving import execution, recipients, served_papers, service_status

WITH_REPORT = ("T1", "T2", "T3", "T4")
#: No legal route may be waiting for its organ; T6, T7, T8 and T11 need one.
WITH_ROUTES = (*WITH_REPORT, "T6", "T7", "T8", "T11")


def faults(
	petition: Document, code: str, *, reason: str | None = None, proof: str | None = None
) -> list[str]:
	"""Return, in the user's language, everything that stands against closing `petition` with `code`; empty = may."""
	found = GUARDS[code](petition, reason, proof)
	found += [
		_("What was granted on claim {0} is neither carried out nor explained: {1}").format(
			row.claim_no, row.content
		)
		for row in execution.unsettled(petition.name)
	]
	fault = pathway.closing_fault(petition, code) if code in WITH_ROUTES else None
	if fault:
		found.append(fault)
	if code in WITH_REPORT and report.owed(petition.name):
		found.append(_("The concluding report has not been passed by the assigning organ"))
	return found


def _served_and_lapsed(petition: Document, reason, proof) -> list[str]:
	signed = opinion.current(petition.name)
	if not signed or not service_status.done_on(petition.name, signed.name):
		return [_("The opinion has not been served on everybody")]
	found = []
	for record in service_status.standing(petition.name, signed.name):
		who = record.recipient_name or _("the anonymous petitioner")
		if not record.review_until:
			found.append(_("{0}: the day of receipt is not on record").format(who))
		elif getdate(record.review_until) >= when.today():
			found.append(_("{0} may ask for a review until {1}").format(who, formatdate(record.review_until)))
		if _asked(record.name, "review_requested"):
			found.append(_("{0} has asked for a review").format(who))
	return found


def _review_served(petition: Document, reason, proof) -> list[str]:
	signed = opinion.current(petition.name)
	last = _last(petition.name, "review_served")
	if not last or (signed and last < signed.signed_on) or _unserved(petition, "review_served"):
		return [_("No review opinion is on record")]
	found = []
	for record in frappe.get_all(
		"Service Record",
		filters={
			"petition": petition.name,
			"served_doctype": ["not in", ("", served_papers.OPINION)],
			"failed": 0,
			"sent_on": [">=", getdate(signed.signed_on) if signed else getdate(last)],
		},
		fields=["name", "recipient_name", "review_until", "way", "result"],
	):
		who = record.recipient_name or _("the anonymous petitioner")
		if _asked(record.name, "re_review_requested"):
			found.append(_("{0} has asked for a re-review").format(who))
		elif record.way == "By post" and not record.result:
			found.append(_("{0}: the day of receipt is not on record").format(who))
		elif record.review_until and getdate(record.review_until) >= when.today():
			found.append(
				_("{0} may ask for a re-review until {1}").format(who, formatdate(record.review_until))
			)
	return found


def _re_review_served(petition: Document, reason, proof) -> list[str]:
	signed, last = opinion.current(petition.name), _last(petition.name, "re_review_served")
	if not last or (signed and last < signed.signed_on) or _unserved(petition, "re_review_served"):
		return [_("No re-review opinion is on record")]
	return []


def _settled(petition: Document, reason, proof) -> list[str]:
	agreed = frappe.db.exists(
		"Settlement",
		{
			"petition": petition.name,
			"petitioner_consents": 1,
			"other_consents": 1,
			"agreement_file": ["is", "set"],
		},
	)
	return [] if agreed else [_("No agreement with the consent of both sides is on record")]


def _without_successor(petition: Document, reason, proof) -> list[str]:
	found = []
	if not (reason or "").strip():
		found.append(_("State that nobody takes the matter over, and why"))
	if not proof:
		found.append(_("The proof of death or of the end of the organization is missing"))
	return found


def _on_route(petition: Document, reason, proof) -> list[str]:
	return []  # all it demands stands in `pathway.closing_fault`


def _withdrawn(petition: Document, reason, proof) -> list[str]:
	if not frappe.db.exists(
		"Withdrawal Request", {"petition": petition.name, "status": "Withdrawal confirmed"}
	):
		return [_("No withdrawal confirmed by the petitioner is on record")]
	return [
		_("{0} has not withdrawn").format(who.masked_name) for who in recipients.not_withdrawn(petition.name)
	]


def _merged(petition: Document, reason, proof) -> list[str]:
	return [] if petition.merged_into else [_("The petition it is joined to is not on record")]


def _asked(record: str, milestone: str) -> bool:
	"""Return whether a request made on the Service Record named `record` still stands: not refused, not withdrawn."""
	ended = frappe.db.count(
		"Clock Milestone",
		{"ref_doctype": "Service Record", "ref_name": record, "milestone": "request_ended"},
	)
	asked = frappe.db.count(
		"Clock Milestone", {"ref_doctype": "Service Record", "ref_name": record, "milestone": milestone}
	)
	return asked > ended


def _last(petition: str, milestone: str):
	"""Return when `milestone` last happened on the petition named `petition`, or None."""
	return frappe.db.get_value(
		"Clock Milestone",
		{"ref_doctype": "Petition", "ref_name": petition, "milestone": milestone},
		"occurred_on",
		order_by="occurred_on desc",
	)


def _unserved(petition: Document, milestone: str) -> bool:
	"""Return whether a signed opinion whose service is `milestone` has not reached everybody, or came back since.

	Asked of the functions `(petition, milestone) -> bool` in `xf_unserved_opinions`.
	"""
	return any(
		frappe.get_attr(path)(petition, milestone) for path in frappe.get_hooks("xf_unserved_opinions")
	)


GUARDS: dict[str, Callable[[Document, str | None, str | None], list[str]]] = {
	"T1": _served_and_lapsed,
	"T2": _review_served,
	"T3": _re_review_served,
	"T4": _settled,
	"T5": _without_successor,
	"T6": _on_route,
	"T7": _on_route,
	"T8": _on_route,
	"T9": _withdrawn,
	"T10": _merged,
	"T11": _on_route,
}
