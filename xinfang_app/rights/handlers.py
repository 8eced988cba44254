"""Who looks into a report, and who is named for it: never anybody whom it is about.

Rule (arts. 18, 28, 46(6); DOMAIN C3 #28). The county's petition office looks into it by its supervision, section heads and
leaders; where the petition office is meant, or somebody who serves or leads there, the party committee's or the
government's leaders do; where none of these can, it waits for the office above, and is told there on paper. An organ is
passed over if it is meant, if it handles the matter (a petition office decides nothing and handles none), or if
somebody meant serves there. Those named see the report, nobody else, Administrator included; once a day who has left or
is meant by now is taken off, and others are named.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import custody
from xinfang_app.organization import competence, posting
from xinfang_app.petition import acting, handling, row_by_row
from xinfang_app.rights import content, moving, telling
from xinfang_app.rights.errors import NotNamed
from xinfang_app.supervision.accountability import judging

DOCTYPE = "Rights Report"
ENDED = ("Result told",)


def choose(place: str, organs: set[str], users: set[str]) -> tuple[str | None, list[str]]:
	"""Return (organ, its people) who look into a report about a place that means `organs` and `users`; (None, []) if nobody can."""
	county_office = competence.petition_office(place)
	candidates = [county_office, *_conveners(place)]
	for organ in dict.fromkeys(filter(None, candidates)):
		people = able(organ, organs, users)
		if people:
			return organ, people
	return None, []


def able(organ: str, organs: set[str], users: set[str]) -> list[str]:
	"""Return who at `organ` may look into it; nobody where the organ or one of its people is meant."""
	if organ in organs or users & set(posting.users_at(organ)):
		return []
	return [
		user
		for user in posting.users_at(organ, judging.POSTS)
		if frappe.db.get_value("User", user, "enabled") and not organs & set(posting.organs_of(user))
	]


def meant(told: dict) -> tuple[set[str], set[str]]:
	"""Return (organs, users) who must not learn of a report, from what it says: whom it is about, and who has the matter."""
	organs, users = set(told.get("organs") or ()), set(told.get("users") or ())
	for user in users:
		organs.update(organ for organ in posting.organs_of(user) if not acting.is_petition_office(organ))
	holder = frappe.db.get_value("Petition", told["petition"], "holder") if told.get("petition") else None
	if holder and not acting.is_petition_office(holder):
		organs.add(holder)
	return organs, users


def name(report: Document, people: list[str]) -> None:
	"""Name `people` for a report, and nobody else any more."""
	standing = named_rows(report)
	for user in standing:
		if user not in people:
			custody.end(report, user=user)
	for user in people:
		if user not in standing:
			custody.give(report, user=user, reason=_("Looks into it", lang="zh"))


def named_rows(report: Document) -> list[str]:
	"""Return who is named for a report."""
	return frappe.get_all(
		"Custody",
		filters={"ref_doctype": DOCTYPE, "ref_name": report.name, "kind": custody.TASK, "to_on": ("is", "not set"), "user": ("is", "set")},
		pluck="user",
	)  # fmt: skip


def is_named(report: Document, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) is named for it, still in post, and not meant by it."""
	user = user or frappe.session.user
	if user not in named_rows(report):
		return False
	organs, users = meant(content.read(report.name, content.TOLD))
	return user in able(report.handler, organs, users)


def require(report: Document) -> None:
	"""Raise NotNamed unless the user is named for the report; the same words for everybody else."""
	if not is_named(report):
		frappe.throw(_("You have no access to this record."), NotNamed)


def renew(report: Document) -> bool:
	"""Name who may look into it by now; the handler changes where it no longer can. Return whether anything changed."""
	organs, users = meant(content.read(report.name, content.TOLD))
	people = able(report.handler, organs, users) if report.handler else []
	before = (report.handler, sorted(named_rows(report)))
	if not people:
		told = content.read(report.name, content.TOLD)
		organ, people = choose(told["place"], organs, users)
		if organ != report.handler:
			report.update(
				{
					"handler": organ,
					"moved_note": _("Moved: the organ before could no longer look into it.", lang="zh"),
				}
			)
			moving.follow(report)
			handling.write(report)
	name(report, people)
	added = [user for user in people if user not in before[1]]
	if added:
		telling.received(report, added)
	return before != (report.handler, sorted(people))


def renew_all() -> int:
	"""See that every open report has people in post who may look into it; return how many changed. Hook of the scheduler."""
	names = frappe.get_all(DOCTYPE, filters={"stage": ("not in", ENDED)}, pluck="name", limit=0)
	return row_by_row.each(names, lambda name: renew(frappe.get_doc(DOCTYPE, name)), "Rights Report, daily")


def _conveners(place: str) -> list[str]:
	from_county = (
		posting.county_of(competence.petition_office(place) or "")
		if competence.petition_office(place)
		else None
	)
	found = []
	for kind in judging.CONVENING:
		found += frappe.get_all(
			"Organ",
			filters={"kind": kind, "jurisdiction": from_county, "is_external": 0},
			pluck="name",
			order_by="name asc",
		)
	return found
