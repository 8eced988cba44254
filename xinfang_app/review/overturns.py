"""How often the opinions of an organ do not stand up to a review, and the inspection that follows.

Rule (arts. 38, 40; a high share of overturned opinions is a sign of how an organ works, no breach by itself): counted are
the reviews of an organ's opinions that were decided in the months looked back over; overturned are those changed or
revoked. The share is looked at only from a number of reviews on, so that one case says nothing. From the share of the
setting on an inspection of that organ is proposed to the petition office, which plans it or not. Never a flag, never a
rank of organs, and nothing about who petitions.

Refused and withdrawn requests do not count: nobody looked at the opinion.
"""

from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_months, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition.acting import organ_title
from xinfang_app.review import reviews
from xinfang_app.review.errors import ReviewRefused
from xinfang_app.supervision import inspections
from xinfang_app.supervision import who as supervisors

OVERTURNED = ("Changed", reviews.REDO, "Revoked")
DECIDED = ("Upheld", *OVERTURNED)


class Rate(NamedTuple):
	"""Of one organ's opinions: how many reviews were decided, and how."""

	organ: str
	decided: int
	upheld: int
	changed: int
	redo: int
	revoked: int

	@property
	def overturned(self) -> int:
		"""How many did not stand."""
		return self.changed + self.redo + self.revoked

	@property
	def percent(self) -> float:
		"""The share of those that did not stand, in percent."""
		return round(100 * self.overturned / self.decided, 1) if self.decided else 0.0


def rates(since: date, until: date, user: str | None = None) -> list[Rate]:
	"""Return the rates of reviews signed from `since` to `until` that `user` may see, by the organs' titles."""
	rows = scope.get_list(
		reviews.DOCTYPE,
		[
			["stage", "in", ("Signed", "Served")],
			["result", "in", DECIDED],
			["signed_on", ">=", getdate(since)],
			["signed_on", "<", frappe.utils.add_days(getdate(until), 1)],
		],
		["respondent_organ", "result"],
		user,
	)
	counted: dict[str, dict[str, int]] = {}
	for row in rows:
		results = counted.setdefault(row["respondent_organ"], dict.fromkeys(DECIDED, 0))
		results[row["result"]] += 1
	found = [
		Rate(organ, sum(results.values()), *(results[key] for key in DECIDED))
		for organ, results in counted.items()
	]
	return sorted(found, key=lambda rate: organ_title(rate.organ))


def striking(user: str | None = None) -> list[Rate]:
	"""Return the rates from which an inspection is proposed, by the setting, as `user` sees them."""
	until = when.today()
	since = getdate(add_months(until, -reviews.setting("overturn_months")))
	least, share = reviews.setting("overturn_least"), reviews.setting("overturn_percent")
	return [rate for rate in rates(since, until, user) if rate.decided >= least and rate.percent >= share]


def propose(organ: str) -> Document:
	"""Plan the inspection of `organ` that its rate calls for, by the user's office; return the Inspection.

	Raises ReviewRefused where the rate does not call for one or one is under way already, NotYours.
	"""
	office = supervisors.own_office()
	rate = next((row for row in striking() if row.organ == organ), None)
	if not rate:
		frappe.throw(_("The reviews of this organ's opinions call for no inspection."), ReviewRefused)
	if _planned(organ):
		frappe.throw(_("An inspection of this organ is planned or under way already."), ReviewRefused)
	supervisors.refuse_own(office, organ)
	until = when.today()
	return inspections.plan(
		_("Quality of petition opinions: {0}", lang="zh").format(organ_title(organ)),
		_(
			"{0} of {1} opinions of this organ were changed or revoked on review. Looked at: facts, evidence, basis and procedure of its opinions.",
			lang="zh",
		).format(rate.overturned, rate.decided),
		[organ],
		period_from=getdate(add_months(until, -reviews.setting("overturn_months"))),
		period_to=until,
	)


def section(user: str) -> dict:
	"""Return the lines of the morning list: organs whose rate calls for an inspection, for who supervises."""
	items = []
	if supervisors.offices_of(user):
		offices = supervisors.offices_of(user)
		items = [
			{
				"doctype": "Organ",
				"name": rate.organ,
				"what": _("Overturned on review"),
				"number": "",
				"title": _("{0} of {1} opinions changed or revoked").format(rate.overturned, rate.decided),
				"organ": organ_title(rate.organ),
				"next_step": _("Propose an inspection"),
				"due_on": None,
				"route": ["query-report", "Review Outcomes"],
			}
			for rate in striking(user)
			if rate.organ not in offices and not _planned(rate.organ)
		]
	return {"key": "overturned", "title": _("Opinions overturned on review"), "items": items}


def _planned(organ: str) -> bool:
	"""Return whether an inspection of `organ` is open, or was planned within the months looked back over."""
	names = frappe.get_all(
		"Supervision Copy", filters={"parenttype": "Inspection", "organ": organ}, pluck="parent"
	)
	since = add_months(when.today(), -reviews.setting("overturn_months"))
	return bool(
		names
		and (
			frappe.db.exists("Inspection", {"name": ["in", names], "stage": ["!=", "Closed"]})
			or frappe.db.exists("Inspection", {"name": ["in", names], "closed_on": [">=", since]})
		)
	)
