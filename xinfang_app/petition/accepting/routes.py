"""The records of the roads beside the petition procedure, and what opens, confirms and ends them.

Rule (art. 31, idea 5): choosing another road is no exit. Each is a Legal Route with its law, its organ, its term and the
notice to the citizen, and it stays open until that organ has confirmed that it has the matter (and, where the organ
itself owes a performance or a reply, until that is given). This module writes the rows; `pathway`, `duty`,
`suggestion`, `refusal` and `acceptance` decide.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, handling
from xinfang_app.workflows import stages

#: Procedures by code (workflows/shipped) for what does not run on the ordinary road.
ORDINARY, LEGAL_ROUTE, SIMPLIFIED, SUGGESTION = "ordinary", "pathway", "simplified", "suggestion"
OWED_AFTER_CONFIRMATION = ("Duty", "Suggestion")


def new(petition: Document, kind: str, happened: datetime, proof: dict, **values) -> Document:
	"""Insert a Legal Route of `kind` about `petition`, opened and told by its holder; return it."""
	route = handling.new_record("Legal Route", petition, petition.holder)
	route.update({"kind": kind, "stage": "Told", "told_on": happened})
	route.update({key: value for key, value in values.items() if value is not None})
	route.insert(ignore_permissions=True)
	milestones.record(route, "told", happened, organ=petition.holder, due_on=route.term_on, **proof)
	return route


def open_duty(
	petition: Document,
	referral: Document | None,
	law: str,
	term_text: str | None,
	term_on: date | str | None,
	also_told: str | None,
	happened: datetime,
	proof: dict,
) -> Document:
	"""Open the route of a legal duty that the holder performs itself (P5); it confirms its own receipt."""
	route = new(
		petition,
		"Duty",
		happened,
		proof,
		pathway="P5",
		referral=referral.name if referral else None,
		receiving_organ=petition.holder,
		receiving_name=acting.organ_title(petition.holder),
		law=law,
		term_text=term_text,
		term_on=term_on,
		also_told=also_told,
	)
	milestones.record(
		petition, "diverted", happened, organ=petition.holder, note=route.receiving_name, **proof
	)
	return confirm(route, happened, acting.organ_title(petition.holder), None, proof)


def open_suggestion(
	petition: Document, referral: Document | None, happened: datetime, proof: dict
) -> Document:
	"""Open the study of a suggestion by the holder (P8)."""
	route = new(
		petition,
		"Suggestion",
		happened,
		proof,
		pathway="P8",
		referral=referral.name if referral else None,
		receiving_organ=petition.holder,
		receiving_name=acting.organ_title(petition.holder),
		law=_("Regulation on Petition Work, art. 29"),
	)
	return _mark(route, "Confirmed", "confirmed", happened, proof, confirmed_on=happened)


def confirm(route: Document, happened: datetime, by: str, file: str | None, proof: dict) -> Document:
	"""Mark that the receiving organ has the matter, on the route and on the petition."""
	_mark(
		route,
		"Confirmed",
		"confirmed",
		happened,
		proof,
		confirmed_on=happened,
		confirmed_by=by,
		confirm_proof=file,
	)
	petition = handling.petition_of(route)
	milestones.record(
		petition, "route_confirmed", happened, organ=route.receiving_organ, note=route.receiving_name, **proof
	)
	return route


def decline(route: Document, happened: datetime, reason: str, proof: dict) -> Document:
	"""Mark that the receiving organ does not take the matter, on the route and on the petition."""
	_mark(route, "Declined", "declined", happened, proof, declined_on=happened, declined_reason=reason)
	petition = handling.petition_of(route)
	milestones.record(
		petition, "route_refused", happened, organ=route.receiving_organ, note=route.receiving_name, **proof
	)
	return route


def end(route: Document, happened: datetime, outcome: str, proof: dict, **values) -> Document:
	"""Mark that nothing is owed on the route any more."""
	return _mark(route, "Ended", "ended", happened, proof, ended_on=happened, outcome=outcome, **values)


def of(petition: str, *stages_: str) -> list[Document]:
	"""Return the routes of a petition at one of `stages_` (default: all), oldest first."""
	filters = {"petition": petition}
	if stages_:
		filters["stage"] = ["in", stages_]
	names = frappe.get_all("Legal Route", filters=filters, pluck="name", order_by="creation asc")
	return [frappe.get_doc("Legal Route", name) for name in names]


def open_routes(organ: str | None = None, limit: int = 100) -> list[dict]:
	"""Return the routes not yet at their end that the user may see, longest waiting first.

	Open is what was told and not confirmed, and what the organ itself still has to perform or reply.
	"""
	rows = []
	for filters in (
		{"stage": "Told"},
		{"stage": "Confirmed", "kind": ["in", OWED_AFTER_CONFIRMATION]},
	):
		if organ:
			filters["organ"] = organ
		rows += scope.get_list(
			"Legal Route",
			filters=filters,
			fields=[
				"name",
				"petition",
				"petition_number",
				"kind",
				"stage",
				"organ",
				"receiving_name",
				"told_on",
				"term_text",
				"term_on",
			],
			order_by="told_on asc",
			limit=limit,
		)
	return sorted(rows, key=lambda row: row["told_on"])[:limit]


def use_procedure(petition: Document, code: str | None) -> None:
	"""Put the petition under the procedure `code` with the next move; None leaves it under the one it began with."""
	if code:
		stages.switch(petition, code)


def back_to_ordinary(petition: Document) -> None:
	"""Put the petition back under the ordinary procedure after a route that led nowhere."""
	stages.switch(petition, ORDINARY)
	petition.save(ignore_permissions=True)


def _mark(route: Document, stage: str, milestone: str, happened: datetime, proof: dict, **values) -> Document:
	acting.write(route, stage=stage, **values)
	milestones.record(route, milestone, happened, organ=route.organ, **proof)
	return route
