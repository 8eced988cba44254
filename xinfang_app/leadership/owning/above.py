"""Matters owned by leaders of the province and the city: entered here from the order, and followed like the others.

Rule: a leader above the county is named by his own side; the county's office enters name, post, tier, day, term and the
order with its scan. Nobody here approves it, and no term of ours binds him; but the office that follows keeps its monthly
entry (B03) and its check at the end, so that what a leader above took on does not vanish from sight.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.leadership.errors import OwnershipRefused
from xinfang_app.leadership.owning import approving, common, proposing
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision import who as supervising
from xinfang_app.workflows import stages

TIERS = ("Provincial", "Prefecture")


def enter(
	petition: Document,
	*,
	leader_name: str,
	leader_post: str,
	leader_tier: str,
	organ: str,
	started_on: date | str,
	due_on: date | str,
	order_number: str,
	order_scan: str,
	reason: str | None = None,
	team: list[dict] = (),
) -> Document:
	"""Enter that a leader of the province or the city owns `petition` since `started_on`; return the ownership, running.

	Raises OwnershipRefused, OwnedAlready (one owner for each tier), SomethingMissing, NotYours.
	"""
	acting.lock(petition)
	scope.require(petition, "supervise")
	office = supervising.own_office()
	if leader_tier not in TIERS:
		frappe.throw(
			_("This is for leaders of the province and the city; others are proposed."), OwnershipRefused
		)
	for value, what in (
		(leader_name, _("Name of the leader")),
		(leader_post, _("Post of the leader")),
		(organ, _("Organ of the leader")),
		(started_on, _("Owned since")),
	):
		handling.demand(value, what)
	proposing.check_matter(petition)
	proposing.check_source(proposing.ORDERED, reason, order_number, order_scan)
	proposing.refuse_second(petition.name, leader_tier)
	begun = handling.moment(started_on)
	handling.not_in_future(begun, _("Owned since"))
	if getdate(due_on) <= begun.date():
		frappe.throw(_("The term of an ownership has to lie ahead."), OwnershipRefused)
	backdated = {"scan": order_scan, "backdate_reason": _("Entered from the order {0}").format(order_number)}
	ownership = proposing.new(
		petition,
		listed_for=proposing.ORDERED,
		reason=reason,
		due_on=getdate(due_on),
		started_on=begun.date(),
		organ=organ,
		leader_name=leader_name.strip(),
		leader_post=leader_post.strip(),
		leader_tier=leader_tier,
		order_number=order_number,
		order_scan=order_scan,
		here=0,
		bearer=office,
		office=office,
		approving_organ=organ,
		next_report_on=approving.next_report(begun.date(), when.today()),
		live_key=proposing.live_key(petition.name, leader_tier),
	)
	proposing.add_team(ownership, team)
	ownership = handling.write(ownership)
	evidence.attach(ownership, order_scan)
	ownership = stages.advance(ownership, "Owned", by_service=True)
	approving.begin(ownership, begun, **backdated)
	return handling.write(frappe.get_doc(common.DOCTYPE, ownership.name))
