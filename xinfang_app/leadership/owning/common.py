"""What the steps of an ownership share: who may take them, and where the record stands.

Rule: the leader's steps are his own, his stand-in's (who signs 代) or those of his team, which writes them down for him.
For a leader above the county the following office enters them, with the paper. The office that follows an ownership
never works on it in place of a leader who has a login here.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import custody, scope
from xinfang_app.leadership import who
from xinfang_app.leadership.errors import NotTheOwner
from xinfang_app.petition import handling
from xinfang_app.supervision import who as supervising

DOCTYPE = "Leader Ownership"
#: The leader has it.
OWNED = ("Owned",)
RUNNING = ("Owned", "Closing Asked")
OPEN = ("Pending Approval", *RUNNING)


def require_worker(ownership: Document, what: str, stages: tuple[str, ...] = OWNED) -> None:
	"""Refuse a step of somebody who does not work on the ownership, or at another stage. Raises NotTheOwner, WrongMoment."""
	scope.require(ownership, "read")
	if not works_on(ownership):
		frappe.throw(
			_("{0} is for the leader who owns the matter, his stand-in or his team.").format(what),
			NotTheOwner,
		)
	handling.at_stage(ownership, stages, what)


def require_leader(ownership: Document, what: str) -> None:
	"""Refuse a step of somebody who is not the leader or his stand-in. Raises NotTheOwner."""
	scope.require(ownership, "read")
	if not (who.speaks_for(frappe.session.user, ownership.leader) or follows_above(ownership)):
		frappe.throw(
			_("{0} is for the leader who owns the matter, or his stand-in.").format(what), NotTheOwner
		)


def require_namer(ownership: Document) -> None:
	"""Refuse a new team by somebody who is not the leader, his stand-in or of the office. Raises NotTheOwner."""
	if not (who.speaks_for(frappe.session.user, ownership.leader) or follows(ownership)):
		frappe.throw(
			_("The team is named by the leader, his stand-in or the office that follows."), NotTheOwner
		)


def require_follower(ownership: Document) -> None:
	"""Raise NotYours unless the user supervises for the office that follows the ownership."""
	scope.require(ownership, "read")
	supervising.require_office(ownership.office)


def works_on(ownership: Document, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) is the leader, his stand-in, of his team, or enters it from above."""
	user = user or frappe.session.user
	if who.speaks_for(user, ownership.leader):
		return True
	return user in team_of(ownership) or follows_above(ownership, user)


def follows_above(ownership: Document, user: str | None = None) -> bool:
	"""Return whether `user` enters for a leader above the county, who has no login here."""
	return not ownership.leader and ownership.office in supervising.offices_of(user)


def follows(ownership: Document, user: str | None = None) -> bool:
	"""Return whether `user` supervises for the office that follows the ownership."""
	return ownership.office in supervising.offices_of(user)


def team_of(ownership: Document) -> list[str]:
	"""Return the users of the team."""
	return [row.user for row in ownership.team if row.user]


def people_of(ownership: Document) -> list[str]:
	"""Return who needs to see the matter for the ownership: the leader and his team."""
	return list(dict.fromkeys([*filter(None, [ownership.leader]), *team_of(ownership)]))


def hands(petition: str) -> list[str]:
	"""Return who owns or owned the petition named `petition`, with their teams. Registered in `xf_hands`."""
	names = frappe.get_all(DOCTYPE, filters={"petition": petition, "started_on": ["is", "set"]}, pluck="name")
	found: list[str] = []
	for name in names:
		ownership = frappe.get_doc(DOCTYPE, name)
		found += [*people_of(ownership), *(row.leader for row in ownership.owners if row.leader)]
	return found


def let_see(ownership: Document, users: list[str]) -> None:
	"""Give `users` sight of the matter while the ownership runs."""
	for user in users:
		custody.give(ownership, user=user, reason=_("Leader ownership"), source=ownership)


def end_sight(ownership: Document, users: list[str]) -> None:
	"""End the sight that the ownership gave; what somebody sees for another task stays."""
	for user in users:
		custody.end(ownership, user=user, kind=custody.TASK, source=ownership)


def values(ownership: Document) -> dict:
	"""Return the columns that the records of an ownership take over from it."""
	return {
		"ownership": ownership.name,
		**{
			key: ownership.get(key)
			for key in ("petition", "petition_number", "organ", "office", "holder", "scope_code")
		},
	}
