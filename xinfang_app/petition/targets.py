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
LINE_DEPTH = 12


class Target(NamedTuple):
	"""An organ to which the petition may go. `note` tells of a successor, in the user's language, or is None."""

	organ: str
	is_external: bool
	note: str | None


def check(petition: Document, sender: str, to_organ: str, on: date, *, decided: bool = False) -> Target:
	"""Return where the petition really goes if `sender` names `to_organ` on `on`.

	`decided` means that a decision under art. 24 names the organ: bounds of line, return and bouncing then fall away.
	Raises SealedRoute, BouncedTwice, TargetRefused.
	"""
	refuse_sealed(petition)
	if not decided and cint(petition.bounce_count) >= BOUNCES_BEFORE_DISPUTE:
		frappe.throw(
			_(
				"The petition has come back {0} times. Ask the common superior or the joint conference to name the organ (art. 24)."
			).format(petition.bounce_count),
			BouncedTwice,
		)
	target = valid(to_organ, on)
	row = _organ(target.organ)
	if target.organ == sender:
		_refuse(_("{0} already has the petition in hand."), row)
	if row.kind == "Village Committee" or row.tier == "Village":
		_refuse(_("{0} is a village or community: it helps and serves papers, it is no organ that decides (art. 22)."), row)
	if not decided:
		_check_reach(sender, row)
		_check_not_returned(petition, row)
	return target


def refuse_sealed(petition: Document) -> None:
	"""Raise SealedRoute where the petition is an accusation."""
	if petition.purpose_class == "Accusation" or petition.pathway == "P7":
		frappe.throw(
			_("Accusations travel sealed to the discipline organ; they are never referred openly (art. 30)."), SealedRoute
		)


def valid(to_organ: str, on: date) -> Target:
	"""Return the organ that stands for `to_organ` on `on`, following successors. Raises TargetRefused."""
	if not to_organ or not frappe.db.exists("Organ", to_organ):
		frappe.throw(_("There is no organ {0}.").format(to_organ or ""), TargetRefused)
	standing = competence.current_organ(to_organ, on)
	row = _organ(standing)
	if row.valid_to and getdate(row.valid_to) < on:
		_refuse(
			_("{0} no longer exists and nobody is on record as its successor; its government names the organ (art. 24 §2)."),
			row,
		)
	if row.valid_from and getdate(row.valid_from) > on:
		_refuse(_("{0} does not exist yet on that day."), row)
	note = None
	if standing != to_organ:
		note = _("{0} continues the powers of {1} (art. 24 §2).").format(row.title, organ_title(to_organ))
	return Target(standing, bool(row.is_external), note)


def in_own_line(sender: str, organ: str) -> bool:
	"""Return whether `organ` stands below `sender` in business (本系统下级)."""
	return sender in line_above(organ)


def line_above(organ: str) -> list[str]:
	"""Return the business superiors of `organ`, nearest first."""
	above: list[str] = []
	parent = frappe.get_cached_value("Organ", organ, "parent_organ")
	while parent and parent not in above and len(above) < LINE_DEPTH:
		above.append(parent)
		parent = frappe.get_cached_value("Organ", parent, "parent_organ")
	return above


def in_area(sender: str, organ: str) -> bool:
	"""Return whether `organ` lies in the area that the level of `sender` governs."""
	place, other = (frappe.get_cached_value("Organ", name, "place_code") for name in (sender, organ))
	return bool(place and other) and jurisdiction.contains(place, other)


def _check_reach(sender: str, row) -> None:
	if in_own_line(sender, row.name):
		return
	if not is_petition_office(sender):
		_refuse(
			_(
				"{0} is not below your organ. Object to the sender, or tell the citizen which organ is competent (art. 23)."
			),
			row,
		)
	if not row.is_external and not in_area(sender, row.name):
		_refuse(_("{0} lies outside your level's area (art. 22)."), row)


def _check_not_returned(petition: Document, row) -> None:
	returned = frappe.db.exists(
		"Petition Referral",
		{"petition": petition.name, "to_organ": row.name, "role": "Lead", "return_kind": "Objection agreed"},
	)
	if returned:
		_refuse(
			_("You agreed to the objection of {0} to this very petition; only a decision under art. 24 sends it back there."),
			row,
		)


def _organ(name: str):
	return frappe.get_cached_value(
		"Organ", name, ["name", "title", "kind", "tier", "is_external", "valid_from", "valid_to"], as_dict=True
	)


def _refuse(message: str, row) -> None:
	frappe.throw(message.format(row.title), TargetRefused)
