"""Proposing a measure to the joint conference (提请联席会议), and recording what it decided.

Rule (art. 39): interviews, circulars, listed supervision and orders to rectify by a day belong to the joint conference.
The petition office proposes, with matter, organ and reason; the conference takes it up or refuses. Its decision is
recorded with number, day, scan and who decided. A proposal is no verdict: nothing falls on the organ before a decision.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition import handling
from xinfang_app.supervision import matters, who
from xinfang_app.supervision.refusals import ProposalRefused

DOCTYPE = "Conference Proposal"
#: Not decided yet.
OPEN = ("Draft", "Put forward")
MEASURES = ("Interview", "Circular", "Listed Supervision", "Rectification Order")


def draft(
	petitions: Iterable[str], organ: str, measure: str, reason: str | None = None, letter: str | None = None
) -> Document:
	"""Draft a proposal about `petitions` concerning `organ`; return it. Raises NotPermitted, NotYours."""
	names = list(petitions)
	matters.held_by(names)
	office = who.own_office()
	who.refuse_own(office, organ)
	_check_measure(measure)
	if letter:
		scope.require(frappe.get_doc("Supervision Letter", letter), "act")
	return make(organ, office, names, measure=measure, reason=reason, letter=letter)


def make(organ: str, from_organ: str, petitions: Iterable[str], *, measure: str, **values) -> Document:
	"""Insert a draft. The caller has checked the right."""
	proposal = frappe.new_doc(DOCTYPE)
	proposal.update(
		{
			"organ": organ,
			"from_organ": from_organ,
			"measure": measure,
			"scope_code": frappe.get_cached_value("Organ", from_organ, "place_code"),
			"status": "Draft",
			"article": "《信访工作条例》第三十九条",
		}
	)
	deadline = values.get("deadline")
	matters.add(proposal, petitions, organ, deadline=deadline)
	proposal.update({key: value for key, value in values.items() if value is not None})
	return handling.write(proposal)


def submit(proposal: Document) -> Document:
	"""Put a draft before the conference. Raises ProposalRefused, SomethingMissing."""
	_office(proposal)
	_at(proposal, ("Draft",), _("Proposing"))
	_check_measure(proposal.measure)
	handling.demand(proposal.reason, _("The reason"))
	proposal.update({"status": "Put forward", "proposed_by": frappe.session.user, "proposed_on": when.now()})
	return handling.write(proposal)


def decide(
	proposal: Document,
	taken_up: bool,
	*,
	number: str | None,
	decided_on,
	decided_by: str,
	scan: str | None,
	note: str | None = None,
) -> Document:
	"""Record what the conference decided. A measure that is taken up needs number, day and scan of the decision."""
	_office(proposal)
	_at(proposal, ("Put forward",), _("The decision"))
	handling.demand(decided_by, _("Who decided"))
	handling.demand(decided_on, _("The day of the decision"))
	day = getdate(decided_on)
	if day > when.today() or day < getdate(proposal.proposed_on):
		frappe.throw(
			_("The conference decides after the proposal, and not on a day to come."), ProposalRefused
		)
	if taken_up:
		handling.demand(number, _("The number of the decision"))
		handling.demand_file(scan, _("The scan of the decision"))
	else:
		handling.demand(note, _("Why it was refused"))
	proposal.update(
		{
			"status": "Taken up" if taken_up else "Refused",
			"decision_number": number,
			"decided_on": day,
			"decided_by": decided_by,
			"decision_scan": scan,
			"decision_note": note,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		}
	)
	return handling.write(proposal)


def withdraw(proposal: Document, reason: str) -> Document:
	"""Take back what was not decided yet, with a reason."""
	_office(proposal)
	_at(proposal, ("Draft", "Put forward"), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	proposal.update({"status": "Withdrawn", "withdrawn_reason": reason})
	return handling.write(proposal)


def _office(proposal: Document) -> None:
	scope.require(proposal, "act")
	who.require_office(proposal.from_organ)


def _check_measure(measure: str) -> None:
	if measure not in MEASURES:
		frappe.throw(_("The conference interviews, circulates, lists or orders (art. 39)."), ProposalRefused)


def _at(proposal: Document, statuses: tuple[str, ...], what: str) -> None:
	if proposal.status not in statuses:
		frappe.throw(
			_("{0} is not possible at the present stage ({1}).").format(what, _(proposal.status)),
			ProposalRefused,
		)
