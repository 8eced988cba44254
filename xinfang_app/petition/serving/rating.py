"""The petitioner's own rating of the petition office and of the organ that answered.

Rule (art. 21 §2): only the petitioner rates: on his own page, or when the petition office calls him back. The organ
that answered never enters a rating, whatever post the user holds besides; pressing for a "satisfied" would begin
there. Petition office and organ are rated apart, each once; a reason may be given and is never demanded. A rating is
not changed. The window is `rating_window`.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate

from xinfang_app import access, when
from xinfang_app.deadline import milestones
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.acting import is_petition_office
from xinfang_app.petition.answering import opinion
from xinfang_app.petition.handling_errors import NotTheirOwnWord, RatingNotOpen
from xinfang_app.petition.serving import rating_window

OFFICE, ORGAN = "Petition office", "Responsible organ"
VALUES = ("Satisfied", "Basically satisfied", "Not satisfied")


def targets(petition: Document) -> dict[str, str]:
	"""Return who is rated on `petition`: target → organ. The petition office only where it brought the matter on."""
	signed = opinion.current(petition.name)
	found = {ORGAN: signed.organ if signed else petition.lead_organ or petition.holder}
	if is_petition_office(petition.registering_organ) and petition.registering_organ != found[ORGAN]:
		found[OFFICE] = petition.registering_organ
	return found


def open_targets(petition: Document) -> list[str]:
	"""Return what can still be rated on `petition` today; empty where the window is shut."""
	last = rating_window.until(petition)
	if petition.rating_state not in ("Pending", "Rated") or not last or when.today() > last:
		return []
	given = frappe.get_all("Satisfaction Rating", filters={"petition": petition.name}, pluck="target")
	return [target for target in targets(petition) if target not in given]


def rate(
	petition: Document, target: str, value: str, reason: str | None = None, *, piece: Document
) -> Document:
	"""Keep the rating that the petitioner gave on his own page; return the Satisfaction Rating.

	`piece` is the Petition Submission whose number and code he entered: `citizen` has verified them. It must belong
	to `petition`. Raises RatingNotOpen, NotTheirOwnWord.
	"""
	if piece.petition != petition.name:
		frappe.throw(_("This code does not belong to this petition."), NotTheirOwnWord)
	return _keep(petition, target, value, reason, source="Citizen page")


def rate_by_call(
	petition: Document, target: str, value: str, reason: str | None = None, *, call_note: str
) -> Document:
	"""Keep the rating that the petitioner gave when the petition office called him back, with a note of the call.

	Raises NotTheirOwnWord for anybody but an officer of the petition office that does not answer in this matter.
	"""
	office = require_caller(petition)
	handling.demand(call_note, _("The note of the call"))
	return _keep(
		petition,
		target,
		value,
		reason,
		source="Call-back",
		call_note=call_note,
		entered_by=frappe.session.user,
		entered_organ=office,
	)


def require_caller(petition: Document) -> str:
	"""Return the petition office for which the user may call the petitioner back on `petition`.

	Raises NotTheirOwnWord for the organ that has or answered the matter and for anybody outside a petition office.
	"""
	access.require(petition, "supervise")
	if _concerned(petition):
		frappe.throw(
			_(
				"The organ that handles the matter cannot speak for the petitioner; the petition office calls him back."
			),
			NotTheirOwnWord,
		)
	office = handling.petition_office_of()
	if not office:
		frappe.throw(_("Only the petition office calls the petitioner back."), NotTheirOwnWord)
	return office


def caller_office(petition: Document) -> str | None:
	"""Return the petition office for which the user may call, or None where `require_caller` would refuse him."""
	return None if _concerned(petition) else handling.petition_office_of()


def _concerned(petition: Document) -> bool:
	"""Whether the user serves at an organ that has or answered the matter.

	A petition office decides nothing: while a matter still lies with it, it is no party.
	"""
	own = set(posting.organs_of(frappe.session.user))
	concerned = own & {petition.holder, petition.lead_organ, targets(petition)[ORGAN]}
	return any(not is_petition_office(organ) for organ in concerned)


def _keep(petition: Document, target: str, value: str, reason: str | None, **source) -> Document:
	if target not in open_targets(petition):
		_refuse(petition, target)
	if value not in VALUES:
		frappe.throw(_("Choose satisfied, basically satisfied or not satisfied."), RatingNotOpen)
	first = petition.rating_state != "Rated"
	rating = handling.write(
		handling.new_record(
			"Satisfaction Rating",
			petition,
			targets(petition)[target],
			target=target,
			value=value,
			reason=reason,
			rated_on=when.now(),
			**source,
		)
	)
	if first:
		frappe.db.set_value("Petition", petition.name, "rating_state", "Rated")
		petition.reload()
		milestones.record(petition, "rated", when.now(), organ=rating.organ)
	return rating


def _refuse(petition: Document, target: str) -> None:
	if frappe.db.exists("Satisfaction Rating", {"petition": petition.name, "target": target}):
		frappe.throw(_("This has been rated already; a rating is not changed."), RatingNotOpen)
	last = rating_window.until(petition)
	if petition.rating_state in ("Pending", "Overdue") and last and when.today() > last:
		frappe.throw(_("The time for rating ended on {0}.").format(formatdate(last)), RatingNotOpen)
	frappe.throw(_("This petition is not open to rating."), RatingNotOpen)
