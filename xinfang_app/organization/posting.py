"""Who holds which post at which organ on a day.

Rule: a person's rights come from the dates of his postings and from nothing else. A posting counts from its first to
its last day, both included. A stand-in's posting (AB岗) counts only on the days of its acting period, and only while
the person he stands in for is in post; he then acts for that person, and signs 代. The post of discipline custodian
counts only once a second person has confirmed it (arts. 30, 46(5): accusations must not reach the accused).

The daily job and the column `active` only give and take roles; they are never asked here, so a job that did not run
lets nobody in and keeps nobody out.

Answers are kept for the length of one request; every change of a Posting or an Organ forgets them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.query_builder import DocType
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import codes
from xinfang_app.organization.roles import CONFIRMED, LEADERS


@dataclass(frozen=True)
class PostingRow:
	"""One posting in force on the day asked for."""

	name: str
	user: str
	organ: str
	post: str
	tier: str
	place_code: str
	kind: str
	is_head: bool
	acting_for: str | None
	"""The user for whom a stand-in acts, or None."""
	leads: bool
	"""Whether the post, or for a stand-in the post of the person he acts for, is the head's or a leader's."""
	may_sign_opinion: bool
	may_sign_extension: bool


@dataclass(frozen=True)
class Signer:
	"""Who may put his name under a paper of an organ. With `on_behalf_of` the signature says 代."""

	user: str
	organ: str
	post: str
	posting: str
	is_head: bool
	on_behalf_of: str | None


def current(user: str | None = None, on: date | str | None = None) -> list[PostingRow]:
	"""Return the postings of `user` (default: who is logged in) in force on `on` (default today, site's time zone)."""
	user = user or frappe.session.user
	on = getdate(on) if on else when.today()
	known = _known()
	if (user, on) not in known:
		known[user, on] = _rows(on, user=user)
	return list(known[user, on])


def organs_of(user: str | None = None, on: date | str | None = None) -> list[str]:
	"""Return the codes of the organs at which `user` holds a post on `on`, each once."""
	return list(dict.fromkeys(row.organ for row in current(user, on)))


def has_post(user: str, organ: str | None, posts: str | Iterable[str], on: date | str | None = None) -> bool:
	"""Return whether `user` holds one of `posts` at `organ` (None: at any organ) on `on`."""
	wanted = (posts,) if isinstance(posts, str) else tuple(posts)
	return any(row.post in wanted and organ in (None, row.organ) for row in current(user, on))


def users_at(organ: str, posts: str | Iterable[str] | None = None, on: date | str | None = None) -> list[str]:
	"""Return the users who hold a post (one of `posts`, if given) at `organ` on `on`, heads first, each once."""
	wanted = (posts,) if isinstance(posts, str) else tuple(posts) if posts is not None else None
	rows = _rows(getdate(on) if on else when.today(), organ=organ)
	rows.sort(key=lambda row: (not row.is_head, not row.leads, row.user))
	return list(dict.fromkeys(row.user for row in rows if wanted is None or row.post in wanted))


def stand_ins(organ: str, users: Iterable[str], on: date | str | None = None) -> list[str]:
	"""Return who acts for one of `users` at `organ` on `on`: while somebody acts for a person, that person is away."""
	away = set(users)
	rows = _rows(getdate(on) if on else when.today(), organ=organ)
	return list(dict.fromkeys(row.user for row in rows if row.acting_for in away and row.user not in away))


def head_of(organ: str, on: date | str | None = None) -> str | None:
	"""Return the user who heads `organ` on `on`, or None while the place is vacant."""
	rows = _rows(getdate(on) if on else when.today(), organ=organ)
	return next((row.user for row in rows if row.is_head), None)


def leading_in(place_code: str, on: date | str | None = None) -> list[PostingRow]:
	"""Return the postings of who leads an organ of this house in `place_code`, in one question: organs in order, heads first."""
	rows = _rows(getdate(on) if on else when.today(), place=place_code)
	return sorted(
		(row for row in rows if row.leads),
		key=lambda row: (row.place_code, row.organ, not row.is_head, row.user),
	)


def inbox_of(organ: str, besides: str | None = None) -> str | None:
	"""Return who receives work that nobody owns at `organ`: its inbox keeper, else its head, a leader, anybody there.

	`besides` is passed over: the person who is leaving. So is a keeper who no longer holds a post there.
	"""
	keeper = frappe.db.get_value("Organ", organ, "inbox_user")
	staff = users_at(organ)
	waiting = [keeper, head_of(organ), *users_at(organ, LEADERS), *staff]
	return next((user for user in waiting if user in staff and user != besides), None)


def may_sign(user: str, organ: str, kind: str, on: date | str | None = None) -> Signer | None:
	"""Return as whom `user` may sign a paper of `organ`, or None.

	`kind` is "opinion" (art. 32) or "extension" (art. 34: the organ's person in charge approves). The head and the
	leaders of the organ may sign; a stand-in for one of them may in his acting period, within his limits, and signs
	on behalf of the person who is away. A signature in one's own name goes before one for another.
	"""
	if kind not in ("opinion", "extension"):
		raise ValueError(f"unknown kind of signature: {kind!r}")
	able = [
		row
		for row in current(user, on)
		if row.organ == organ
		and (row.is_head or row.leads)
		and (row.may_sign_opinion if kind == "opinion" else row.may_sign_extension)
	]
	able.sort(key=lambda row: (row.acting_for is not None, not row.is_head))
	if not able:
		return None
	row = able[0]
	return Signer(row.user, organ, row.post, row.name, row.is_head, row.acting_for)


def county_of(organ: str) -> str | None:
	"""Return the code of the county in which `organ` lies; None for an organ above the county.

	Where a prefecture governs townships without a county, its own code is returned.
	"""
	place = frappe.get_cached_value("Organ", organ, "place_code")
	return codes.at_tier(place, codes.COUNTY) if place else None


def forget() -> None:
	"""Drop what was remembered in this request. Called when a Posting or an Organ changes, and after a rollback."""
	frappe.local.xf_postings = None


def _known() -> dict[tuple[str, date], list[PostingRow]]:
	known = getattr(frappe.local, "xf_postings", None)
	if known is None:
		known = frappe.local.xf_postings = {}
		frappe.db.after_rollback.add(forget)
	return known


def in_force(row, on: date) -> bool:
	"""Return whether the posting `row` counts on `on` by its own dates; a stand-in's principal is not looked at."""
	if getdate(row.from_date) > on or (row.to_date and getdate(row.to_date) < on):
		return False
	if row.post in CONFIRMED and not row.confirmed_by:
		return False
	if not row.deputy_of:
		return True
	if not (row.acting_from and row.acting_to):
		return False
	return getdate(row.acting_from) <= on <= getdate(row.acting_to)


def is_active(row, on: date | str | None = None) -> bool:
	"""Return whether the posting `row` counts on `on` (default today), a stand-in's principal included."""
	on = getdate(on) if on else when.today()
	if not in_force(row, on):
		return False
	if not row.deputy_of:
		return True
	principal = frappe.db.get_value(
		"Posting", row.deputy_of, ["from_date", "to_date", "post", "confirmed_by", "deputy_of"], as_dict=True
	)
	return bool(principal) and in_force(principal, on)


def _rows(
	on: date, *, user: str | None = None, organ: str | None = None, place: str | None = None
) -> list[PostingRow]:
	"""Read the postings of a user, of an organ or of the inner organs of a place in force on `on`, oldest first."""
	posting, seat, principal = DocType("Posting"), DocType("Organ"), DocType("Posting").as_("principal")
	query = (
		frappe.qb.from_(posting)
		.inner_join(seat)
		.on(seat.name == posting.organ)
		.left_join(principal)
		.on(principal.name == posting.deputy_of)
		.select(
			posting.name,
			posting.user,
			posting.organ,
			posting.post,
			posting.is_head,
			posting.from_date,
			posting.to_date,
			posting.confirmed_by,
			posting.deputy_of,
			posting.acting_from,
			posting.acting_to,
			posting.limit_sign_opinion,
			posting.limit_sign_extension,
			seat.tier,
			seat.place_code,
			seat.kind,
			principal.user.as_("principal_user"),
			principal.is_head.as_("principal_is_head"),
			principal.post.as_("principal_post"),
			principal.from_date.as_("principal_from"),
			principal.to_date.as_("principal_to"),
			principal.confirmed_by.as_("principal_confirmed_by"),
		)
		.where(posting.from_date <= on)
		.where(posting.to_date.isnull() | (posting.to_date >= on))
		.orderby(posting.from_date)
		.orderby(posting.name)
	)
	if place:
		low, high = codes.range_of(place)
		query = query.where((seat.place_code >= low) & (seat.place_code < high) & (seat.is_external == 0))
	else:
		query = query.where(posting.user == user) if user else query.where(posting.organ == organ)
	return [
		_row(row) for row in query.run(as_dict=True) if in_force(row, on) and _principal_in_force(row, on)
	]


def _principal_in_force(row, on: date) -> bool:
	if not row.deputy_of:
		return True
	principal = frappe._dict(
		from_date=row.principal_from,
		to_date=row.principal_to,
		post=row.principal_post,
		confirmed_by=row.principal_confirmed_by,
		deputy_of=None,
	)
	return bool(row.principal_from) and in_force(principal, on)


def _row(row) -> PostingRow:
	return PostingRow(
		name=row.name,
		user=row.user,
		organ=row.organ,
		post=row.post,
		tier=row.tier or "",
		place_code=row.place_code or "",
		kind=row.kind or "",
		is_head=bool(row.is_head),
		acting_for=row.principal_user if row.deputy_of else None,
		leads=row.post in LEADERS or bool(row.is_head or row.principal_is_head),
		may_sign_opinion=not row.limit_sign_opinion,
		may_sign_extension=not row.limit_sign_extension,
	)
