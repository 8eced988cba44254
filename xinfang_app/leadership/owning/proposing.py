"""Proposing that a leader owns a matter (包案): one by one, or many spread over several leaders.

Rule (art. 18). Hard matters are listed for a leader from screening, from the backlog, because they came back, by order
from above or by hand, with the reason. The petition office proposes for the place it supervises; an organ that has the
matter in hand may propose its own leader. The leader holds a leading post on that day, does not stand aside from the
matter (art. 28), and is the only one of the house who owns it: a second leader takes over (`handing`), he is not added.
A province's or a city's leader may own the same matter besides; that is entered as what was ordered (`above`).
An accusation under seal is nobody's 包案 (art. 30).
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope, watch_words
from xinfang_app.leadership import duty_sets, who
from xinfang_app.leadership.errors import NoLeadingPost, OwnedAlready, OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.organization import codes, posting
from xinfang_app.organization.posting import PostingRow
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import recusal, trail
from xinfang_app.petition.referring import targets
from xinfang_app.supervision import evidence
from xinfang_app.supervision import who as supervising
from xinfang_app.supervision.refusals import NotYours
from xinfang_app.workflows import stages

SOURCES = ("By hand", "Screening", "Backlog", "Repeated", "Order from above")
ORDERED = "Order from above"
#: A matter that went another way has nothing to be owned.
NOTHING_LEFT = ("Merged", "Filed")
AT_MOST = 200


def propose(
	petition: Document,
	leader: str,
	*,
	listed_for: str,
	due_on: date | str,
	reason: str | None = None,
	duty_set: str | None = None,
	measures: str | None = None,
	team: Iterable[dict] = (),
	organ: str | None = None,
	order_number: str | None = None,
	order_scan: str | None = None,
) -> Document:
	"""Propose that `leader` owns `petition` until `due_on`; return the Leader Ownership, waiting for approval.

	`organ`: the organ at which he leads, where he leads several. `team`: dicts {user, member_name, organ, role}.
	Raises NoLeadingPost, OwnedAlready, OwnershipRefused, Recused, NotYours, SealedRoute.
	"""
	acting.lock(petition)
	post = who.require_leading(leader, organ=organ)
	if who.tier(post) not in who.HERE:
		frappe.throw(_("Leaders above the county are entered with the order from above."), NoLeadingPost)
	office = _proposing_office(petition, post)
	check_matter(petition, leader)
	check_source(listed_for, reason, order_number, order_scan)
	refuse_second(petition.name, "here")
	watch_words.refuse(reason, measures)
	ownership = new(
		petition,
		listed_for=listed_for,
		reason=reason,
		due_on=check_day(due_on),
		duty_set=check_set(duty_set),
		measures=measures,
		order_number=order_number,
		order_scan=order_scan,
		organ=post.organ,
		leader=leader,
		leader_name=who.full_name(leader),
		leader_post=who.post_title(post),
		leader_tier=who.tier(post),
		here=1,
		bearer=post.organ,
		office=office,
		approving_organ=who.approving_organ(post.organ),
		live_key=live_key(petition.name, "here"),
	)
	add_team(ownership, team)
	ownership = handling.write(ownership)
	if order_scan:
		evidence.attach(ownership, order_scan)
	trail.note(ownership, trail.SENT, from_state=ownership.workflow_state)
	return ownership


def withdraw(ownership: Document, reason: str) -> Document:
	"""Take back a proposal that was not approved yet, with a reason."""
	common.require_follower(ownership)
	handling.at_stage(ownership, ("Pending Approval",), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	ownership.update({"withdrawn_reason": reason, "live_key": None})
	return stages.advance(ownership, "Withdrawn", by_service=True)


def new(petition: Document, **values) -> Document:
	"""Return an unsaved ownership of `petition`."""
	ownership = frappe.new_doc(common.DOCTYPE)
	ownership.update(
		{
			"title": petition.title,
			"petition": petition.name,
			"petition_number": petition.number,
			"scope_code": petition.scope_code,
			"holder": petition.holder,
			"proposed_by": frappe.session.user,
			"proposed_on": when.now(),
		}
	)
	ownership.update({key: value for key, value in values.items() if value is not None})
	return ownership


def check_matter(petition: Document, leader: str | None = None) -> None:
	"""Refuse a sealed matter, one that went another way, and a leader who stands aside from it."""
	targets.refuse_sealed(petition)
	if petition.stage in NOTHING_LEFT:
		frappe.throw(
			_("At the stage {0} there is nothing left to be owned.").format(_(petition.stage)),
			OwnershipRefused,
		)
	if leader:
		recusal.refuse(petition.name, leader)


def check_source(
	listed_for: str, reason: str | None, order_number: str | None, order_scan: str | None
) -> None:
	"""Refuse an unknown ground, an order without its number and paper, a listing by hand without a reason."""
	if listed_for not in SOURCES:
		frappe.throw(_("Say for what the matter is listed."), OwnershipRefused)
	if listed_for == ORDERED:
		handling.demand(order_number, _("The number of the order"))
		handling.demand_file(order_scan, _("The scan of the order"))
	elif listed_for == "By hand":
		handling.demand(reason, _("The reason"))


def check_day(due_on: date | str | None) -> date:
	"""Return the term of an ownership. Raises OwnershipRefused unless it lies ahead."""
	handling.demand(due_on, _("The day by which the matter is concluded"))
	if getdate(due_on) <= when.today():
		frappe.throw(_("The term of an ownership has to lie ahead."), OwnershipRefused)
	return getdate(due_on)


def check_set(duty_set: str | None) -> str:
	"""Return the duty set: the one named, else the one proposed first. Raises OwnershipRefused."""
	name = duty_set or duty_sets.default()
	if not name or not frappe.db.get_value(duty_sets.DOCTYPE, name, "enabled"):
		frappe.throw(_("There is no such duty set in use."), OwnershipRefused)
	return name


def refuse_second(petition: str, tier: str) -> None:
	"""Raise OwnedAlready where the matter has an owner of this house, or of the same tier above."""
	other = frappe.db.get_value(
		common.DOCTYPE, {"live_key": live_key(petition, tier)}, ["leader_name", "stage"], as_dict=True
	)
	if other:
		frappe.throw(
			_("{0} owns this matter already ({1}): hand it over instead of naming a second owner.").format(
				other.leader_name, _(other.stage)
			),
			OwnedAlready,
		)


def live_key(petition: str, tier: str) -> str:
	"""Return the key that an open ownership holds; the database keeps it unique, also for two at once. Pure."""
	return f"{petition}:{tier}"


def add_team(ownership: Document, team: Iterable[dict]) -> None:
	"""Write the team into `ownership`; nothing is saved. Raises OwnershipRefused for somebody who cannot join, Recused."""
	ownership.set("team", [])
	for row in team or ():
		user = row.get("user") or None
		organ = _member_organ(ownership, user) if user else None
		name = who.full_name(user) if user else (row.get("member_name") or "").strip()
		handling.demand(name, _("Name"))
		organ = row.get("organ") or organ
		ownership.append("team", {"user": user, "member_name": name, "organ": organ, "role": row.get("role")})


def _member_organ(ownership: Document, user: str) -> str:
	"""Return the organ for which `user` joins the team: one of the leader's county, and not the one complained of.

	An organ complained of that has the matter in hand itself sees it anyway.
	"""
	posts = posting.current(user)
	if not posts:
		frappe.throw(
			_("{0} holds no post today and cannot join the team.").format(who.full_name(user)),
			OwnershipRefused,
		)
	recusal.refuse(ownership.petition, user)
	county = posting.county_of(ownership.organ) or posting.county_of(ownership.office)
	near = [row.organ for row in posts if not county or codes.contains(county, row.place_code)]
	if not near:
		frappe.throw(
			_("{0} serves outside the county and cannot join the team.").format(who.full_name(user)),
			OwnershipRefused,
		)
	against = frappe.db.get_value("Petition", ownership.petition, "respondent_organ")
	if against and against != ownership.holder and against in [row.organ for row in posts]:
		frappe.throw(
			_("{0} serves at the organ complained of and cannot join the team.").format(who.full_name(user)),
			OwnershipRefused,
		)
	return near[0]


def _proposing_office(petition: Document, post: PostingRow) -> str:
	"""Return the office that follows: the proposing petition office, or the county's where an organ lists its own leader."""
	offices = supervising.offices_of()
	if offices:
		scope.require(petition, "supervise")
		return offices[0]
	scope.require(petition, "act")
	if not acting.acts_for(post.organ):
		frappe.throw(_("An organ proposes its own leaders; others are for the petition office."), NotYours)
	return who.office_of(petition.scope_code) or petition.registering_organ
