"""Hearing the petitioner and inquiring, on record.

Rule (art. 31(6)): the organ hears the petitioner's statement of facts and reasons and inquires. Each is a record with
time, place, people and what was said or found; where it could not be done, a record with the reason stands in its
place. Without both an opinion is not signed (`presign`). The first record brings the petition from accepted to being
handled. Hearing counts from registration on: what was heard at the reception counter is heard.
Exceptions: none; a mediation or an appraisal of experts is no hearing of the petitioner.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import require
from xinfang_app.deadline import milestones
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal
from xinfang_app.workflows import stages

KINDS = {"Heard": "heard", "Inquiry": "inquired"}
OPEN_STAGES = ("Registered", "Referred", "Accepted", "Handling")


def record(
	petition: Document,
	kind: str,
	*,
	text: str | None = None,
	occurred_on: datetime | str | None = None,
	way: str | None = None,
	place: str | None = None,
	investigators: str | None = None,
	people: str | None = None,
	file: str | None = None,
	impossible: bool = False,
	reason: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record a hearing of the petitioner ("Heard") or an inquiry ("Inquiry"); return the Inquiry Record.

	`occurred_on` is naive, in the site's zone, default now. With `impossible` a `reason` is needed instead of `text`.
	Raises WrongMoment, SomethingMissing, Recused, and what `handling.check_entry` raises for a late entry.
	"""
	require(petition, "act")
	recusal.refuse(petition.name)
	what = _("Hearing the petitioner") if kind == "Heard" else _("The inquiry")
	handling.demand(KINDS.get(kind), _("The kind of the record"))
	handling.at_stage(petition, OPEN_STAGES, what)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, what)
	if impossible:
		handling.demand(reason, _("The reason why it could not be done"))
	else:
		handling.not_before(happened, petition.registered_on, what, _("the registration"))
		handling.demand(text, _("What was stated or found"))
		handling.demand(investigators, _("The names of the officials present"))
	if file:
		handling.demand_file(file, _("The record or evidence"))
	handling.check_entry(happened, scan=scan, backdate_reason=backdate_reason)

	entry = handling.write(
		handling.new_record(
			"Inquiry Record",
			petition,
			kind=kind,
			occurred_on=happened,
			impossible=int(impossible),
			reason=reason,
			way=way,
			place_detail=place,
			investigators=investigators,
			people=people,
			text=text,
			file=file,
			scan=scan,
			backdate_reason=backdate_reason,
		)
	)
	if not impossible:
		milestones.record(
			petition, KINDS[kind], happened, organ=entry.organ, scan=scan, backdate_reason=backdate_reason
		)
	if petition.stage == "Accepted":
		stages.advance(petition, "Handling", by_service=True)
	return entry


def missing(petition: str) -> list[str]:
	"""Return which of "Heard" and "Inquiry" have no record for the petition named `petition`."""
	kinds = frappe.get_all("Inquiry Record", filters={"petition": petition}, pluck="kind")
	return [kind for kind in KINDS if kind not in kinds]
