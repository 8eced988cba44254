"""Ending a petition, by whatever cause, with the cause on record.

Rule: a petition ends with a closing code (DOMAIN.md C5) or is filed without answer (存查) with its ground. What each
code demands is in `closing_guards`; nothing else is demanded, above all no promise to stop petitioning. T1, T2, T3 and T5
lead to the stage Terminated. The side ends (settled, withdrawn, merged, filed, diverted, referred, replied, not
accepted) are stages of their own and stay where they are; closing puts the code on them. With the end the duties that
still run are stopped and keep what was late; the citizen's own windows go on.

Closing says that the procedure is done. Whether the problem is solved is another question (`resolution`).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import handling
from xinfang_app.petition.acting import is_petition_office
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.ending import closing_guards
from xinfang_app.petition.handling_errors import ClosingRefused
from xinfang_app.workflows import stages

TERMINATING = ("T1", "T2", "T3", "T5")
BY_OTHER_DOORS = {"T4": "settle", "T9": "withdraw", "T10": "merge"}
FILED_FOR = ("No request", "Advertisement", "Exact duplicate")
#: Ground of an import that is undone before anybody worked on it; never offered on a form.
MISTAKE = "Entered by mistake"


def close(
	petition: Document,
	code: str,
	reason: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	proof: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Close `petition` with `code` (T1–T3, T5–T8, T11); return it. T4, T9 and T10 come with their own records.

	Raises ClosingRefused with everything that is missing, NotPermitted, Recused.
	"""
	access.require(petition, "act")
	recusal.refuse(petition.name)
	if code in BY_OTHER_DOORS or code not in closing_guards.GUARDS:
		frappe.throw(_("This closing comes with a settlement, a withdrawal or a merger."), ClosingRefused)
	_refuse_closed(petition)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("The closing"))
	handling.not_before(
		happened, petition.served_on or petition.registered_on, _("The closing"), _("the last step")
	)
	if proof:
		handling.demand_file(proof, _("The proof"))
	handling.check_entry(happened, scan=proof, backdate_reason=backdate_reason)
	if code not in TERMINATING:
		_refuse_stage(petition, code)
	_refuse_faults(petition, code, reason, proof)
	if code in TERMINATING:
		_put(petition, code, reason, happened)
		petition = stages.advance(petition, "Terminated", by_service=True)
		return _ended(petition, code, happened, proof, backdate_reason)
	return _end(petition, code, reason, happened, proof, backdate_reason)


def close_settled(
	petition: Document, reason: str, agreement: str, happened: datetime, backdate_reason=None
) -> Document:
	"""End `petition` with the agreement that `settlement.settle` has recorded (T4)."""
	_refuse_faults(petition, "T4", reason, agreement)
	return _side_end(petition, "Settled", "T4", reason, happened, agreement, backdate_reason)


def withdraw(petition: Document, entry: Document) -> Document:
	"""End `petition` with its last confirmed withdrawal (T9). Called by `withdrawal` when every petitioner has."""
	_refuse_faults(petition, "T9", entry.reason, None)
	happened = handling.moment(None)
	milestones.record(
		petition, "withdrawn", happened, organ=entry.confirmed_organ or petition.holder, note=entry.name
	)
	return _side_end(petition, "Withdrawn", "T9", entry.reason, happened, None, None)


def merge(petition: Document, into: Document, reason: str) -> Document:
	"""End `petition` as part of the matter `into` (T10); its pieces go over by the caller (`repeats`, `joining`).

	Merging buys no time: where the sixty days of `petition` run, those of `into` must end no later.
	Raises ClosingRefused.
	"""
	access.require(petition, "act")
	access.require(into, "read")
	_refuse_closed(petition)
	handling.demand(reason, _("The reason"))
	if into.name == petition.name or into.merged_into or into.closing_code:
		frappe.throw(_("Choose another petition that is still open."), ClosingRefused)
	_refuse_gain_of_time(petition, into)
	petition.merged_into = into.name
	_refuse_faults(petition, "T10", reason, None)
	happened = handling.moment(None)
	_put(petition, "T10", reason, happened)
	petition = stages.advance(petition, "Merged", by_service=True)
	# Ends its own clocks only: the pieces are still owed their notice and answer.
	milestones.record(petition, "merged", happened, organ=petition.holder, note=into.number)
	milestones.record(petition, "terminated", happened, organ=petition.holder, note=into.number)
	return petition


def file(
	petition: Document,
	ground: str,
	reason: str,
	duplicate_of: Document | None = None,
	*,
	batch: str | None = None,
) -> Document:
	"""File `petition` without answer (存查), with a ground of `FILED_FOR` and the reason; return it.

	Only a petition office files, and only what carries no request, an advertisement, or an exact duplicate of a piece
	that is being handled (`duplicate_of`). Nothing that was accepted is filed away. The ground `MISTAKE` is for an
	import that is taken back (`batch` names it): the piece still stands in the upper system and comes in again.
	"""
	access.require(petition, "act")
	_refuse_closed(petition)
	if not is_petition_office(petition.holder):
		frappe.throw(_("Only the petition office files a piece without answer."), ClosingRefused)
	handling.at_stage(petition, ("Registered", "Referred"), _("Filing"))
	if ground not in FILED_FOR and not (ground == MISTAKE and batch):
		frappe.throw(
			_("Only pieces without request, advertisements and exact duplicates are filed."), ClosingRefused
		)
	handling.demand(reason, _("The reason"))
	if ground == "Exact duplicate" and not duplicate_of:
		frappe.throw(_("Name the petition that it duplicates."), ClosingRefused)
	said = [_(ground), reason] + ([duplicate_of.number] if duplicate_of else [])
	happened = handling.moment(None)
	return _side_end(petition, "Filed", None, ";".join(said), happened, None, None)


def check_entered(petition: Document) -> None:
	"""Stage guard: a petition ends only through a service that has put the cause on it. Raises ClosingRefused."""
	if not (petition.terminated_on and (petition.closing_code or petition.closing_reason)):
		frappe.throw(
			_("A petition is ended with “Close the petition”, with its code and what the code demands."),
			ClosingRefused,
		)


def codes_for(petition: Document) -> list[dict]:
	"""Return the codes that fit where `petition` stands, each with what still stands against it: for the dialog."""
	rows = frappe.get_all(
		"Closing Code", filters={"enabled": 1}, fields=["code", "title", "stages"], order_by="creation asc"
	)
	found = []
	for row in rows:
		fits = not row.stages or petition.stage in row.stages.split("\n")
		if fits and row.code in closing_guards.GUARDS and row.code not in BY_OTHER_DOORS:
			found.append(
				{"code": row.code, "title": row.title, "faults": closing_guards.faults(petition, row.code)}
			)
	return sorted(found, key=lambda row: int(row["code"][1:]))


def _side_end(petition, stage, code, reason, happened, proof, backdate_reason) -> Document:
	_put(petition, code, reason, happened)
	petition = stages.advance(petition, stage, by_service=True)
	return _ended(petition, code, happened, proof, backdate_reason)


def _end(petition, code, reason, happened, proof, backdate_reason) -> Document:
	_put(petition, code, reason, happened)
	return _ended(handling.write(petition), code, happened, proof, backdate_reason)


def _put(petition: Document, code: str | None, reason: str | None, happened: datetime) -> None:
	petition.closing_code, petition.closing_reason, petition.terminated_on = code, reason, happened
	if not petition.concluded and code != "T10":  # what was joined goes on in the other matter
		petition.concluded, petition.concluded_on = 1, happened


def _ended(petition: Document, code: str | None, happened: datetime, proof, backdate_reason) -> Document:
	milestones.record(
		petition,
		"terminated",
		happened,
		organ=petition.holder,
		note=code or petition.closing_reason,
		scan=proof,
		backdate_reason=backdate_reason,
	)
	title = frappe.get_cached_value("Closing Code", code, "title") if code else "存查"
	engine.stop_all(petition.name, title, occurred_on=happened)
	return petition


def _refuse_closed(petition: Document) -> None:
	if petition.terminated_on:
		frappe.throw(_("This petition has been closed already."), ClosingRefused)


def _refuse_stage(petition: Document, code: str) -> None:
	fits = (frappe.get_cached_value("Closing Code", code, "stages") or "").split("\n")
	if petition.stage not in fits:
		frappe.throw(
			_("The code {0} does not fit the stage {1}.").format(code, _(petition.stage)), ClosingRefused
		)


def _refuse_faults(petition: Document, code: str, reason: str | None, proof: str | None) -> None:
	found = closing_guards.faults(petition, code, reason=reason, proof=proof)
	if found:
		lines = "<br>".join(frappe.utils.escape_html(fault) for fault in found)
		frappe.throw(_("The petition cannot be closed yet:") + "<br>" + lines, ClosingRefused)


def _refuse_gain_of_time(petition: Document, into: Document) -> None:
	own, other = handling.term(petition), handling.term(into)
	if not own or own.state not in ("Running", "Paused"):
		return
	if not other or handling.due_on(other) > handling.due_on(own):
		frappe.throw(
			_(
				"The term of this petition ends earlier; join the other one to it, so that nobody waits longer."
			),
			ClosingRefused,
		)
