"""What the citizen is told in writing, and the terms that a notice meets.

Rule (art. 23): each piece is owed its own notice, joined pieces too; it goes to the main petitioner of the piece. It is
not owed where name or address are unclear (art. 23 §2): the term is then closed with that reason, not met. The organ
that owes the notice is the one that received the piece or the referral; what another organ tells the citizen in the
meantime (an office's note of destination) meets nobody's term.

A notice is a record in any case; where its letter is switched on, the paper is issued with it.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import clocks
from xinfang_app.petition.paperwork import papers

UNREACHABLE = "Name or address unclear: no notice is owed (art. 23 §2)"


def pieces_of(petition: str) -> list[Document]:
	"""Return the registered pieces of a petition, oldest first."""
	names = frappe.get_all(
		"Petition Submission",
		filters={"petition": petition, "status": "Registered"},
		pluck="name",
		order_by="received_on asc, creation asc",
	)
	return [frappe.get_doc("Petition Submission", name) for name in names]


def can_be_told(petition: Document) -> bool:
	"""Return whether at least one piece has a name and an address to which a notice can go."""
	return any(piece.can_notify for piece in pieces_of(petition.name))


def tell(
	kind: str,
	petition: Document,
	*,
	organ: str,
	occurred_on: datetime,
	text: str | None = None,
	pieces: list[Document] | None = None,
	referral: Document | None = None,
	route: Document | None = None,
) -> list[Document]:
	"""Write the notice `kind` (W-code) of `organ` to each piece that can be told, with its letter; return the notices.

	`pieces` default to all registered pieces of the petition. `text` is what is particular to this case; receipt, articles
	and remedies stand in the letter. The caller has asked `access` and checked the step.
	"""
	told = []
	for piece in pieces if pieces is not None else pieces_of(petition.name):
		if piece.can_notify:
			told.append(_write(kind, petition, piece, organ, occurred_on, text, referral, route))
	return told


def meet(
	petition: Document,
	organ: str,
	referral: Document | None,
	told: list[Document],
	happened: datetime,
	proof: dict,
) -> None:
	"""Meet the terms of notice of `organ` by the notices `told`: on its referral, and on the pieces it received itself.

	What nobody could be told about is closed with the reason of art. 23 §2.
	"""
	if referral:
		if told:
			referral.reload()
			referral.notified_on = referral.notified_on or happened
			referral.save(ignore_permissions=True)
			milestones.record(referral, "notified", happened, organ=organ, **proof)
		elif clocks.is_running("N04", referral):
			engine.cancel(referral, "N04", _(UNREACHABLE))
	reached = {notice.submission for notice in told}
	for name in clocks.pieces_with("N03", petition.name):
		piece = frappe.get_doc("Petition Submission", name)
		if piece.organ != organ:
			continue
		if name in reached:
			milestones.record(piece, "notified", happened, organ=organ, **proof)
		elif not piece.can_notify:
			engine.cancel(piece, "N03", _(UNREACHABLE))


def _write(
	kind: str,
	petition: Document,
	piece: Document,
	organ: str,
	occurred_on: datetime,
	text: str | None,
	referral: Document | None,
	route: Document | None,
) -> Document:
	main = next(row for row in piece.petitioners if row.is_main)
	notice = frappe.new_doc("Petition Notice")
	notice.update(
		{
			"kind": kind,
			"title": frappe.db.get_value("Letter Template", kind, "title") or kind,
			"petition": petition.name,
			"petition_number": petition.number,
			"scope_code": petition.scope_code,
			"holder": petition.holder,
			"organ": organ,
			"submission": piece.name,
			"referral": referral.name if referral else None,
			"legal_route": route.name if route else None,
			"recipient": main.petitioner,
			"recipient_name": main.masked_name,
			"issued_on": occurred_on,
			"text": text,
		}
	)
	notice.insert(ignore_permissions=True)
	letter = papers.issue(kind, notice, organ=organ, occurred_on=occurred_on, recipient=main.petitioner)
	if letter:
		notice.db_set("letter", letter.name, update_modified=False)
	return notice
