"""Who keeps a sealed piece, and who must not learn of it.

Rule (arts. 30 §3, 46(5); idea 8). An accusation is kept by discipline custodians who are named for it: those of the
organ that registered it, and after transfer those of the organ it went to. Whoever is accused, his organs and the
organs complained of are excluded; they are kept as keyed hashes only. Where an organ is excluded, or one of its
custodians or its head is, nobody of that organ is named, since a colleague sits beside him: the office above takes over
(the county's discipline organ, then its superior, and so on up). If no office in the system can, the piece stays
sealed and the register says so.

A custodian holds the post in force and is neither System Manager nor Petition Admin. His row carries a keyed mark: a
row written by hand into the database names nobody.
"""

import frappe

from xinfang_app import when
from xinfang_app.access import append_only, keys
from xinfang_app.organization import posting
from xinfang_app.organization.roles import ADMIN_ROLE, CUSTODIAN_ROLE

ADMINS = ("Administrator", "Guest")
ADMIN_ROLES = ("System Manager", ADMIN_ROLE)
DISCIPLINE = "Discipline Organ"
#: More offices than a country has tiers.
LEVELS_AT_MOST = 12


def exclude(register: str, users=(), organs=()) -> None:
	"""Keep `users`, the organs at which they hold posts, and `organs` away from the sealed piece `register`."""
	marks = {user_mark(user) for user in users if user}
	marks |= {organ_mark(organ) for organ in organs if organ}
	for user in filter(None, users):
		marks |= {organ_mark(organ) for organ in posting.organs_of(user)}
	known = set(excluded(register))
	for mark in sorted(marks - known):
		append_only.add("Sealed Exclusion", register=register, mark=mark)


def excluded(register: str) -> list[str]:
	"""Return the marks that are excluded from `register`."""
	return frappe.get_all("Sealed Exclusion", filters={"register": register}, pluck="mark")


def marks_of(user: str) -> list[str]:
	"""Return the marks by which `user` could be excluded: himself and each organ at which he holds a post."""
	return [user_mark(user), *(organ_mark(organ) for organ in posting.organs_of(user))]


def user_mark(user: str) -> str:
	"""Return the keyed hash that stands for a user."""
	return keys.mark("sealed-user", user)


def organ_mark(organ: str) -> str:
	"""Return the keyed hash that stands for an organ."""
	return keys.mark("sealed-organ", organ)


def eligible(organ: str, out: set[str]) -> list[tuple[str, str]]:
	"""Return (user, organ) of the custodians at the first office, from `organ` upwards, that is not concerned.

	`out` holds the excluded marks. Empty if no office in the system can keep the piece.
	"""
	for office in offices(organ):
		people = able(office, out)
		if people:
			return [(user, office) for user in people]
	return []


def above(organ: str, out: set[str], besides: set[str]) -> list[tuple[str, str]]:
	"""Return the custodians of the next office above `organ` that has one who is not among `besides`."""
	for office in list(offices(organ))[1:]:
		people = [user for user in able(office, out) if user not in besides]
		if people:
			return [(user, office) for user in people]
	return []


def able(office: str, out: set[str]) -> list[str]:
	"""Return the custodians of `office`; none if the office, its head or one of them is excluded."""
	people = posting.users_at(office, CUSTODIAN_ROLE)
	beside = {user_mark(user) for user in [*people, posting.head_of(office)] if user}
	if organ_mark(office) in out or beside & out:
		return []
	# Who was posted but has no account yet, or none that works, could open nothing.
	return [user for user in people if may_be(user) and frappe.db.get_value("User", user, "enabled")]


def may_be(user: str) -> bool:
	"""Return whether `user` may be a custodian at all: no administrator of the system is."""
	return user not in ADMINS and not set(ADMIN_ROLES) & set(frappe.get_roles(user))


def offices(organ: str):
	"""Yield `organ`, the discipline organ of its county, and their superiors, each once."""
	seen: list[str] = []
	queue = [organ, _discipline_organ(organ)]
	while queue and len(seen) < LEVELS_AT_MOST:
		office = queue.pop(0)
		if not office or office in seen:
			continue
		seen.append(office)
		yield office
		if frappe.get_cached_value("Organ", office, "kind") == DISCIPLINE:
			queue.append(frappe.get_cached_value("Organ", office, "parent_organ"))


def name(accusation, user: str, organ: str, by: str, reason: str = "") -> None:
	"""Name `user`, at `organ`, a custodian of `accusation`, unless he is one. The caller writes the log."""
	if any(row.user == user and row.active for row in accusation.custodians):
		return
	named_on = when.now()
	accusation.append(
		"custodians",
		{
			"user": user,
			"organ": organ,
			"named_on": named_on,
			"named_by": by,
			"active": 1,
			"reason": reason,
			"mark": _mark(accusation.register, user, organ, named_on),
		},
	)


def end(row, reason: str) -> None:
	"""End one custodian's row of an accusation that is about to be saved."""
	row.active = 0
	row.ended_on = when.now()
	row.reason = reason


def active(accusation, out: set[str]) -> list:
	"""Return the rows of custodians who may open `accusation` today."""
	return [row for row in accusation.custodians if _counts(accusation, row, out)]


def _counts(accusation, row, out: set[str]) -> bool:
	return bool(
		row.active
		and row.mark == _mark(accusation.register, row.user, row.organ, row.named_on)
		and posting.has_post(row.user, row.organ, CUSTODIAN_ROLE)
		and may_be(row.user)
		and not set(marks_of(row.user)) & out
	)


def _mark(register: str, user: str, organ: str, named_on) -> str:
	return keys.mark("sealed-custodian", register, user, organ, frappe.utils.get_datetime(named_on))


def _discipline_organ(organ: str) -> str | None:
	county = posting.county_of(organ)
	if not county:
		return None
	return frappe.db.get_value(
		"Organ", {"kind": DISCIPLINE, "place_code": county, "valid_to": ("is", "not set")}
	)
