"""What the desk calls for hearings. Thin: names in, plain data out; the rules are in the modules beside it.

Where a form was open before, it sends the `modified` it has read, so that two officers do not write over each other.
"""

import frappe
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import access
from xinfang_app.access import scope
from xinfang_app.hearing import hearings, notices
from xinfang_app.hearing import view as views
from xinfang_app.hearing.vocabulary import BOOKED, CONCLUDED
from xinfang_app.petition import acting
from xinfang_app.settling import booking


@frappe.whitelist()
def view(hearing: str) -> dict:
	"""Return the open steps of a hearing (`view.of`)."""
	return views.of(acting.read("Hearing", hearing))


@frappe.whitelist()
def of_petition(petition: str) -> dict:
	"""Return whether a hearing may be begun, and those on record (`view.of_petition`)."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	return views.of_petition(doc)


@frappe.whitelist()
def of_review(review: str) -> dict:
	"""Return the same for a review (`view.of_review`)."""
	doc = frappe.get_doc("Petition Review", review)
	access.require(doc, "read")
	return views.of_review(doc)


@frappe.whitelist(methods=["POST"])
def tell_right(petition: str, reason: str, review: str | None = None) -> str:
	"""Tell the petitioner that he may ask for a hearing (`hearings.tell_right`); return the Hearing's name."""
	matter, looked_at = _matter(petition, review)
	return hearings.tell_right(matter, reason, review=looked_at).name


@frappe.whitelist(methods=["POST"])
def propose(petition: str, reason: str, review: str | None = None) -> str:
	"""Propose a hearing of the organ's own motion (`hearings.propose`); return its name."""
	matter, looked_at = _matter(petition, review)
	return hearings.propose(matter, reason, review=looked_at).name


@frappe.whitelist(methods=["POST"])
def ask(
	petition: str,
	way: str,
	reason: str,
	file: str | None = None,
	asked_on: str | None = None,
	review: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Put the petitioner's request on record (`hearings.ask`); return the Hearing's name."""
	matter, looked_at = _matter(petition, review)
	return hearings.ask(
		matter,
		way=way,
		reason=reason,
		file=file,
		asked_on=asked_on,
		review=looked_at,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def decide(
	hearing: str,
	hold: int | str,
	seen: str,
	ground: str | None = None,
	reason: str | None = None,
	signer: str | None = None,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Decide whether the hearing is held (`hearings.decide`)."""
	return hearings.decide(
		acting.held("Hearing", hearing, seen),
		bool(cint(hold)),
		ground=ground,
		reason=reason,
		signer=signer,
		occurred_on=occurred_on,
		scan=scan,
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def not_asked(hearing: str, seen: str) -> str:
	"""End a hearing nobody asked for (`hearings.not_asked`)."""
	return hearings.not_asked(acting.held("Hearing", hearing, seen)).stage


@frappe.whitelist(methods=["POST"])
def waive(hearing: str, reason: str, file: str, seen: str) -> str:
	"""Record that the petitioner gives it up (`hearings.waive`)."""
	return hearings.waive(acting.held("Hearing", hearing, seen), reason, file).stage


@frappe.whitelist(methods=["POST"])
def call_off(hearing: str, reason: str, seen: str) -> str:
	"""Call off a hearing of the organ's own motion (`hearings.call_off`)."""
	return hearings.call_off(acting.held("Hearing", hearing, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def notify(hearing: str, seen: str) -> str:
	"""Send the notices (`notices.notify`)."""
	return notices.notify(acting.held("Hearing", hearing, seen)).stage


@frappe.whitelist(methods=["POST"])
def move(hearing: str, held_on: str, reason: str, seen: str, place: str | None = None) -> str:
	"""Move the date (`notices.move`)."""
	return notices.move(acting.held("Hearing", hearing, seen), held_on, reason, place=place).stage


@frappe.whitelist()
def events(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the hearings in the user's scope for the calendar."""
	rows = scope.get_list(
		"Hearing",
		[
			["held_on", ">=", get_datetime(start)],
			["held_on", "<", get_datetime(end)],
			["stage", "in", [*BOOKED, "Deliberation", CONCLUDED]],
		],
		["name", "number", "title", "held_on", "hours", "place", "stage"],
	)
	return [
		{
			"name": row["name"],
			"title": " ".join(filter(None, (row["place"], row["title"]))),
			"start": row["held_on"],
			"end": booking.until(row["held_on"], row["hours"]),
			"stage": row["stage"],
		}
		for row in rows
	]


def _matter(petition: str, review: str | None) -> tuple[Document, Document | None]:
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	looked_at = frappe.get_doc("Petition Review", review) if review else None
	if looked_at:
		access.require(looked_at, "read")
		if looked_at.petition != petition:
			raise frappe.PermissionError
	return doc, looked_at
