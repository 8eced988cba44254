"""What must be on record before a petition enters a stage of the middle part, by whatever door (idea 2).

Called by `workflows.stages` through the hook `xf_stage_guards`; the services write the record first, so only a bare
move (the workflow button, kanban, REST) is refused, with the name of the step that makes the record.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.accepting import routes
from xinfang_app.petition.referral_errors import WrongStage
from xinfang_app.petition.referring import referral

NEEDED_ROUTES = {
	"Diverted": ("Diverted", "Duty", "Guidance"),
	"Referred Judicial": ("Judicial transfer", "Judicial guidance"),
	"Suggestion Replied": ("Suggestion",),
	"Not Accepted": ("Not accepted",),
	"No Further Acceptance": ("No further acceptance",),
}


def referred(petition: Document) -> None:
	"""A petition is referred when an open referral carries it (arts. 22, 23)."""
	if not referral.current(petition):
		_refuse(_("Send the petition by “Transfer” or “Assign”; that writes the referral."))


def registered_again(petition: Document) -> None:
	"""A petition comes back to the sender when no referral carries it any more (art. 23 §3)."""
	if not petition.is_new() and referral.current(petition):
		_refuse(_("The petition comes back by an agreed objection or an agreed return."))


def accepted(petition: Document) -> None:
	"""A petition is accepted by the organ's acceptance with its notice (arts. 23, 31)."""
	if not (petition.accepted_on and petition.pathway):
		_refuse(_("Accept the petition by “Accept and tell”; that writes the notice."))


def on_route(petition: Document) -> None:
	"""A petition leaves the petition procedure only with a Legal Route told to the citizen (arts. 19, 22, 23, 29, 31, 36)."""
	stage = petition.stage
	ended = (
		("Ended",)
		if stage in ("Suggestion Replied", "Not Accepted", "No Further Acceptance")
		else ("Told", "Confirmed", "Ended")
	)
	if not any(row.kind in NEEDED_ROUTES[stage] for row in routes.of(petition.name, *ended)):
		_refuse(
			_(
				"Use “Legal route”, “Reply to suggestion” or “Do not accept”; that writes the record and the notice."
			)
		)


def _refuse(message: str) -> None:
	frappe.throw(message, WrongStage)
