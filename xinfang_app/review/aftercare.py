"""Care after the last word (art. 37 §3).

Rule: local organs go on explaining, settling and helping where a matter has been reviewed and re-reviewed, or turned away
for good. What they offer is offered: the petitioner accepts or declines, and his word is written down as he said it. No
promise is asked for, no visit is owed by him, and whoever declined is not pressed; a record may say nothing of watching
or stopping anybody (`watch_words`). Made by the organ that has the matter, by the one that reviewed, or by a petition office.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.petition import acting, handling
from xinfang_app.review import reviews, who
from xinfang_app.review.errors import ReviewRefused

KINDS = (
	"Visit and explanation",
	"Mediation offered",
	"Aid offered",
	"Legal help offered",
	"Counselling offered",
	"Referred to another organ",
)
WORDS = ("Accepted by the petitioner", "Declined by the petitioner", "Not reached")


def record(
	petition: Document,
	kind: str,
	text: str,
	agreed: str,
	*,
	occurred_on: datetime | str | None = None,
	people: str | None = None,
	next_step: str | None = None,
	file: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Write down what was offered on `petition` and what the petitioner said; return the Aftercare Record.

	Raises ReviewRefused before the last word, NotPermitted, SomethingMissing, BackDoor.
	"""
	scope.require(petition, "read")
	organ = _organ(petition)
	if not is_open(petition):
		frappe.throw(
			_("Care after the last word begins with the review or the end of the matter."), ReviewRefused
		)
	handling.demand(kind if kind in KINDS else None, _("Kind of aftercare"))
	handling.demand(agreed if agreed in WORDS else None, _("Word of the petitioner"))
	handling.demand(text, _("What was said and offered"))
	refuse_watch_words(text, next_step, people)
	if file:
		handling.demand_file(file, _("Paper"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Aftercare"))
	handling.check_entry(happened, scan=file, backdate_reason=backdate_reason)
	return handling.write(
		handling.new_record(
			"Aftercare Record",
			petition,
			organ,
			kind=kind,
			occurred_on=happened,
			agreed=agreed,
			people=people,
			text=text,
			next_step=next_step,
			file=file,
			scan=file,
			backdate_reason=backdate_reason,
		)
	)


def is_open(petition: Document) -> bool:
	"""Return whether `petition` has had its review or its end."""
	if petition.terminated_on or petition.stage == "No Further Acceptance":
		return True
	return bool(frappe.db.exists(reviews.DOCTYPE, {"petition": petition.name, "stage": "Served"}))


def may(petition: Document) -> bool:
	"""Return whether the user may write such a record now."""
	return is_open(petition) and scope.may(petition, "read") and bool(_own(petition))


def _organ(petition: Document) -> str:
	found = _own(petition)
	if not found and frappe.session.user == "Administrator":
		return petition.holder
	if not found:
		frappe.throw(
			_("Only {0} can take this step.").format(acting.organ_title(petition.holder)),
			frappe.PermissionError,
		)
	return found[0]


def _own(petition: Document) -> list[str]:
	reviewers = frappe.get_all(reviews.DOCTYPE, filters={"petition": petition.name}, pluck="organ")
	return [
		organ
		for organ in who.organs_of()
		if organ in (petition.holder, petition.registering_organ, *reviewers)
		or acting.is_petition_office(organ)
	]
