"""Where a petition may be sent from where it is.

Rule (arts. 22, 23, 24): a petition office sends to the organs of its own level and below, and to outside organs; any
other organ sends down its own line only, for what is not its own and not its line's it tells the citizen where to go
(art. 23 §1) or objects to the sender (art. 23 §3). Never: to oneself, to whom it already lies with, to a village
(no organ that decides), along the ordinary road when it is an accusation (art. 30 §3). An organ that was merged or
dissolved is replaced by the one that continues its powers (art. 24 §2). An organ whose objection was agreed gets the
same petition again only by a decision under art. 24, and after two returns so does everybody.
"""

from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app.organization import competence, jurisdiction
from xinfang_app.petition.acting import is_petition_office, organ_title
from xinfang_app.petition.referral_errors import BouncedTwice, SealedRoute, TargetRefused

BOUNCES_BEFORE_DISPUTE = 2


class Target(NamedTuple):
	"""An organ to which the petition may go. `note` tells of a successor, in the user's language, or is None."""

	organ: str
	is_external: bool
	note: str | None


class Fault(NamedTuple):
	"""Why the petition cannot go there, in the user's language, and the exception that says so."""

	message: str
	exception: type[Exception]


def check(petition: Document, sender: str, to_organ: str, on: date, *, decided: bool = False) -> Target:
	"""Return where the petition really goes if `sender` names `to_organ` on `on`.

	`decided` means that a decision under art. 24 names the organ: bounds of line, return and bouncing then fall away.
	Raises SealedRoute, BouncedTwice, TargetRefused.
	"""
	found = fault(petition, sender, to_organ, on, decided=decided)
	if found:
		frappe.throw(found.message, found.exception)
	return valid(to_organ, on)


def fault(petition: Document, sender: str, to_organ: str, on: date, *, decided: bool = False) -> Fault | None:
	"""Return why `sender` may not send `petition` to `to_organ` on `on`, or None. Arguments as in `check`."""
	if is_sealed(petition):
		return Fault(_sealed_text(), SealedRoute)
	if not decided and cint(petition.bounce_count) >= BOUNCES_BEFORE_DISPUTE:
		text = _(
			"The petition has come back {0} times. Ask the common superior or the joint conference to name the organ (art. 24)."
		)
		return Fault(text.format(petition.bounce_count), BouncedTwice)
	standing = _standing(to_organ, on)
	if isinstance(standing, str):
		return Fault(standing, TargetRefused)
	text = _not_for(petition, sender, standing, decided)
	return Fault(text.format(standing.title), TargetRefused) if text else None


def is_sealed(petition: Document) -> bool:
	"""Return whether the petition is an accusation, which never travels openly (art. 30)."""
	return petition.purpose_class == "Accusation" or petition.pathway == "P7"


def refuse_sealed(petition: Document) -> None:
	"""Raise SealedRoute where the petition is an accusation."""
	if is_sealed(petition):
		frappe.throw(_sealed_text(), SealedRoute)


def valid(to_organ: str, on: date) -> Target:
	"""Return the organ that stands for `to_organ` on `on`, following successors. Raises TargetRefused."""
	row = _standing(to_organ, on)
	if isinstance(row, str):
		frappe.throw(row, TargetRefused)
	note = None
	if row.name != to_organ:
		note = _("{0} continues the powers of {1} (art. 24 §2).").format(row.title, organ_title(to_organ))
	return Target(row.name, bool(row.is_external), note)


def in_own_line(sender: str, organ: str) -> bool:
	"""Return whether `organ` stands below `sender` in business (本系统下级)."""
	return sender in line_above(organ)


def line_above(organ: str) -> list[str]:
	"""Return the business superiors of `organ`, nearest first."""
	above: list[str] = []
	parent = frappe.get_cached_value("Organ", organ, "parent_organ")
	while parent and parent not in above:
		above.append(parent)
		parent = frappe.get_cached_value("Organ", parent, "parent_organ")
	return above


def in_area(sender: str, organ: str) -> bool:
	"""Return whether `organ` lies in the area that the level of `sender` governs."""
	place, other = (frappe.get_cached_value("Organ", name, "place_code") for name in (sender, organ))
	return bool(place and other) and jurisdiction.contains(place, other)


def _not_for(petition: Document, sender: str, row, decided: bool) -> str | None:
	"""Return the sentence ({0}: the organ) why this standing organ is not the one, or None."""
	if row.name == sender:
		return _("{0} already has the petition in hand.")
	if row.kind == "Village Committee" or row.tier == "Village":
		return _(
			"{0} is a village or community: it helps and serves papers, it is no organ that decides (art. 22)."
		)
	if decided:
		return None
	if _was_returned(petition, row.name):
		return _(
			"You agreed to the objection of {0} to this very petition; only a decision under art. 24 sends it back there."
		)
	if in_own_line(sender, row.name):
		return None
	if not is_petition_office(sender):
		return _(
			"{0} is not below your organ. Object to the sender, or tell the citizen which organ is competent (art. 23)."
		)
	if not row.is_external and not in_area(sender, row.name):
		return _("{0} lies outside your level's area (art. 22).")
	return None


def _was_returned(petition: Document, organ: str) -> bool:
	return bool(
		frappe.db.exists(
			"Petition Referral",
			{"petition": petition.name, "to_organ": organ, "role": "Lead", "return_kind": "Objection agreed"},
		)
	)


def _standing(organ: str | None, on: date):
	"""Return the row of the organ that stands for `organ` on `on`, or the sentence why there is none."""
	if not organ or not frappe.db.exists("Organ", organ):
		return _("There is no organ {0}.").format(organ or "")
	row = frappe.get_cached_value(
		"Organ",
		competence.current_organ(organ, on),
		["name", "title", "kind", "tier", "is_external", "valid_from", "valid_to"],
		as_dict=True,
	)
	if row.valid_to and getdate(row.valid_to) < on:
		text = _(
			"{0} no longer exists and nobody is on record as its successor; its government names the organ (art. 24 §2)."
		)
		return text.format(row.title)
	if row.valid_from and getdate(row.valid_from) > on:
		return _("{0} does not exist yet on that day.").format(row.title)
	return row


def _sealed_text() -> str:
	return _("Accusations travel sealed to the discipline organ; they are never referred openly (art. 30).")
