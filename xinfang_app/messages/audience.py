"""Who is told: audience codes become users, through the postings in force at the moment of sending.

Rule. A message is for a post, not for a person who held it when the row was written. Who is away is joined by whoever
acts for him (AB岗). Where nobody holds the post, the next one up is told: the organ's leaders, its head, whoever keeps
its inbox, the petition office of the county, the county's leaders, the petition admin, the system's managers. So no
message is lost, and `Told.fallen_back` says that it went another way, which the admin's page shows.

About a sealed piece nobody is told who may not know of it (arts. 30, 46(5)), however high he stands.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import frappe

from xinfang_app.access import protected, scoped, sealed_scope
from xinfang_app.messages import registries
from xinfang_app.messages.remembered import ask
from xinfang_app.organization import codes, competence, posting
from xinfang_app.organization.roles import ADMIN_ROLE, LEADERS

SECTION_HEAD, SUPERVISION = "County Section Head", "Supervision Officer"


class Told(NamedTuple):
	"""Whom a row goes to."""

	users: list[str]
	fallen_back: bool


def of(row: frappe._dict) -> Told:
	"""Return whom `row` (as `outbox.read` gives it) is for now."""
	found: list[str] = []
	fallen_back = False
	groups: list[tuple[str, list[str]]] = [("users", _named(row))] if row.users else []
	groups += [(code, _group(code, row)) for code in row.audience]
	for code, group in groups:
		users = _fit(group, row)
		if not users:
			fallen_back = True
			users = _next_up(row, above=code in ABOVE)
		found += users
	if not groups:
		fallen_back, found = True, _next_up(row)
	return Told(list(dict.fromkeys(found)), fallen_back)


def still(row: frappe._dict, user: str) -> bool:
	"""Return whether `user` may be told of `row` outside the app now: it is for him, and of no sealed piece."""
	return not sealed(row) and user in of(row).users


def place_of(row: frappe._dict) -> str | None:
	"""Return the place of the matter where the record says it, else that of the organ."""
	entry = scoped.get(row.ref_doctype) if row.ref_doctype else None
	if entry and entry.range and row.ref_name:
		code = frappe.db.get_value(row.ref_doctype, row.ref_name, entry.range)
		if code and not codes.fault(code):
			return code
	return frappe.get_cached_value("Organ", row.organ, "place_code") if row.organ else None


# One function for each code: (row) -> users.


def _officer(row) -> list[str]:
	user = registries.officer_of(row.ref_doctype, row.ref_name, row.organ)
	if user and row.organ and user not in ask(posting.users_at, row.organ):
		user = None
	user = user or (ask(posting.inbox_of, row.organ) if row.organ else None)
	return [user] if user else []


def _section_head(row) -> list[str]:
	return ask(posting.users_at, row.organ, SECTION_HEAD) if row.organ else []


def _leader(row) -> list[str]:
	return ask(posting.users_at, row.organ, LEADERS) if row.organ else []


def _head(row) -> list[str]:
	head = ask(posting.head_of, row.organ) if row.organ else None
	return [head] if head else []


def _superior_office(row) -> list[str]:
	county = ask(posting.county_of, row.organ) if row.organ else None
	above = next(iter(codes.ancestors(county)), None) if county else None
	office = _office_at(above) if above else None
	users = _office_people(office) if office else []
	if users:
		return users
	own = ask(competence.petition_office, county) if county else None
	head = ask(posting.head_of, own) if own else None
	return [head] if head else _leaders_of(own) or _county_leaders(county)


def _place_office(row) -> list[str]:
	place = place_of(row)
	office = ask(competence.petition_office, place) if place else None
	return _office_people(office) if office else []


def _place_leader(row) -> list[str]:
	"""The leaders of the township in which the matter lies, else those of the county."""
	place = place_of(row)
	township = codes.at_tier(place, codes.TOWNSHIP) if place else None
	if township:
		users = [
			user
			for organ in ask(_organs, township, ("Township",))
			for user in ask(posting.users_at, organ, LEADERS)
		]
		if users:
			return users
	return _county_leaders(place)


def _supervision(row) -> list[str]:
	county = _county(row)
	return _at_county(county, SUPERVISION) if county else []


def _admin(row) -> list[str]:
	county = _county(row)
	return _at_county(county, ADMIN_ROLE) if county else []


GROUPS: dict[str, Callable] = {
	"officer": _officer,
	"section_head": _section_head,
	"leader": _leader,
	"head": _head,
	"superior_office": _superior_office,
	"place_office": _place_office,
	"place_leader": _place_leader,
	"supervision": _supervision,
	"admin": _admin,
}


#: Codes of those who stand above the organ concerned.
ABOVE = ("superior_office", "place_office", "place_leader", "supervision", "admin")


def _group(code: str, row) -> list[str]:
	# A code of a newer version is nobody here; the next one up is told.
	return GROUPS[code](row) if code in GROUPS else []


def _named(row) -> list[str]:
	"""The users a row names; for one whose account is closed the keeper of the organ's inbox."""
	users = _enabled(row.users)
	if len(users) < len(row.users) and row.organ:
		users += [user for user in (ask(posting.inbox_of, row.organ),) if user]
	return users


def _next_up(row, above: bool = False) -> list[str]:
	"""Return the first of the posts further up at which somebody is who may be told.

	What was meant for those above an organ is not told to the organ itself instead.
	"""
	if sealed(row):
		return _fit(_reason_to_know(row), row)
	steps: list[Callable[[], Iterable[str]]] = [
		lambda: _leader(row),
		lambda: _head(row),
		lambda: _officer(row),
		lambda: _place_office(row),
		lambda: _county_leaders(place_of(row)),
		lambda: _admin(row),
		_system_managers,
		lambda: ["Administrator"],
	]
	for step in steps[3:] if above else steps:
		users = _fit(step(), row)
		if users:
			return users
	return []


def sealed(row) -> bool:
	"""Return whether the row is about a sealed piece, or something else no list shows."""
	if protected.level(row.ref_doctype) in (protected.REGISTER, protected.CLOSED, protected.PERSON):
		return True
	entry = scoped.get(row.ref_doctype) if row.ref_doctype else None
	columns = [column for column in (entry.sealed, (entry.refers or (None,))[0]) if column] if entry else []
	if not columns or not row.ref_name:
		return False
	stored = frappe.db.get_value(row.ref_doctype, row.ref_name, columns, as_dict=True) or {}
	return bool(entry.sealed and stored.get(entry.sealed)) or sealed_scope.REGISTER in stored.values()


def _reason_to_know(row) -> list[str]:
	return ask(posting.users_at, row.organ, sealed_scope.REASON_TO_KNOW) if row.organ else []


def _fit(users: Iterable[str], row) -> list[str]:
	"""Join who acts for them, drop closed accounts, and, of sealed pieces, everybody who may not know."""
	users = list(dict.fromkeys(users))
	if users and row.organ:
		users = users + ask(posting.stand_ins, row.organ, tuple(users))
	users += [user for user in _stand_ins_elsewhere(users, row.organ) if user not in users]
	users = _enabled(users)
	if sealed(row):
		users = [user for user in users if protected.may_name(row.ref_doctype, row.ref_name, "read", user)]
	return users


def _stand_ins_elsewhere(users: list[str], organ: str | None) -> list[str]:
	"""Who acts for one of them at another organ at which he serves (a leader of the place, an office above)."""
	found: list[str] = []
	for user in users:
		for place in ask(posting.organs_of, user):
			if place != organ:
				found += ask(posting.stand_ins, place, (user,))
	return found


def _enabled(users: Iterable[str]) -> list[str]:
	users = list(dict.fromkeys(users))
	if not users:
		return []
	there = ask(_of_these_enabled, tuple(users))
	return [user for user in users if user in there]


def _of_these_enabled(users: tuple[str, ...]) -> set[str]:
	return set(frappe.get_all("User", filters={"name": ("in", users), "enabled": 1}, pluck="name"))


def _office_people(office: str) -> list[str]:
	"""The section heads of a petition office and whoever keeps its inbox."""
	keeper = ask(posting.inbox_of, office)
	return [*([keeper] if keeper else []), *ask(posting.users_at, office, SECTION_HEAD)]


def _office_at(place: str) -> str | None:
	return next(iter(ask(_organs, place, ("Petition Office",))), None)


def _leaders_of(organ: str | None) -> list[str]:
	return ask(posting.users_at, organ, LEADERS) if organ else []


def _county(row) -> str | None:
	county = ask(posting.county_of, row.organ) if row.organ else None
	place = None if county else place_of(row)
	return county or (codes.at_tier(place, codes.COUNTY) if place else None)


def _county_leaders(place: str | None) -> list[str]:
	county = codes.at_tier(place, codes.COUNTY) if place else None
	return _at_county(county, "County Leader") if county else []


def _at_county(county: str, post: str) -> list[str]:
	organs = ask(_organs, county, ("Petition Office", "Government", "Party Committee"))
	return [user for organ in organs for user in ask(posting.users_at, organ, post)]


def _organs(place: str, kinds: tuple[str, ...]) -> list[str]:
	return frappe.get_all(
		"Organ",
		filters={"place_code": place, "kind": ("in", kinds), "is_external": 0},
		pluck="name",
		order_by="name",
	)


def _system_managers() -> list[str]:
	return frappe.get_all(
		"Has Role",
		filters={"role": "System Manager", "parenttype": "User"},
		pluck="parent",
		order_by="parent",
	)
