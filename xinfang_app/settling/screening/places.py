"""Which organ has a dispute of a place: the village that finds it, its township, the county's office."""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app.organization import codes, competence, posting
from xinfang_app.settling.screening.errors import DisputeRefused

LIAISON = "Village Liaison"


def serves(organ: str | None, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) is a liaison at the village `organ` today."""
	return bool(organ) and posting.has_post(user or frappe.session.user, organ, LIAISON)


def is_village(organ: str) -> bool:
	"""Return whether `organ` is a village's."""
	return frappe.get_cached_value("Organ", organ, "tier") == "Village"


def township_of(place: str) -> str | None:
	"""Return the organ of the township in which `place` lies, in force today."""
	code = codes.at_tier(place, codes.TOWNSHIP)
	if not code:
		return None
	for name in frappe.get_all(
		"Organ", filters={"kind": "Township", "jurisdiction": code}, pluck="name", order_by="name asc"
	):
		current = competence.current_organ(name)
		if not frappe.get_cached_value("Organ", current, "is_external"):
			return current
	return None


def seat(organ: str, place: str) -> tuple[str, str | None, str]:
	"""Return (level, township, holder) of a dispute found by `organ` at `place`. Raises DisputeRefused."""
	township = township_of(place)
	tier = frappe.get_cached_value("Organ", organ, "tier")
	if tier == "Village":
		if not township:
			frappe.throw(_("No township has this place; ask the petition admin."), DisputeRefused)
		return "Village", township, township
	if tier == "Township":
		return "Township", township or organ, organ
	office = competence.petition_office(place)
	if not office:
		frappe.throw(_("There is no petition office of this county."), DisputeRefused)
	return "County", township, office


def round_for(organ: str, day) -> str | None:
	"""Return the round of screening under way in which `organ` takes part on `day`, a campaign first."""
	rounds = frappe.get_all("Screening Area", filters={"organ": organ}, pluck="parent", distinct=True)
	rows = frappe.get_all(
		"Screening Round",
		filters={
			"name": ("in", rounds or ("",)),
			"stage": "Round under way",
			"period_from": ("<=", getdate(day)),
			"period_to": (">=", getdate(day)),
		},
		fields=["name", "kind"],
		order_by="period_from desc",
	)
	rows.sort(key=lambda row: row.kind != "Screening campaign")
	return rows[0].name if rows else None
