"""What a Posting must fulfil, and what follows from saving one.

Rules:
- A post is held at an organ of the tier and kind that `roles.POSTS` names, never at an organ outside the system.
- One person holds one post at one organ once at a time; an organ has one head at a time.
- A stand-in (AB岗) acts for one posting, in the same organ and post, for a named period; nobody stands in for a
  stand-in, nor for himself.
- Nobody posts himself, lengthens his own posting, or lets himself act: the petition admin, who keeps the postings,
  reads no case, and could otherwise give himself the post that does.
- A petition admin posts people in his own area only (`admin_scope`).
- A discipline custodian (检举件保管人, arts. 30, 46(5)) is confirmed by a second person, who is neither the one who
  made the posting nor the one who is posted. The second person confirms himself, by `confirm`; only Administrator
  (installation, loading) may write the name of somebody else.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import admin_scope, codes, heads, posting, posting_end, role_sync
from xinfang_app.organization.errors import PostingError
from xinfang_app.organization.roles import ADMIN_ROLE, CONFIRMED, POSTS

#: What the user himself must not change, since it gives rights or takes limits away.
_RIGHTS = (
	"from_date",
	"to_date",
	"is_head",
	"acting_from",
	"acting_to",
	"limit_sign_opinion",
	"limit_sign_extension",
)


def complete(doc) -> None:
	"""Take organ and post of a stand-in from the person he stands in for; fill the name; derive `active`."""
	if doc.deputy_of:
		principal = frappe.db.get_value("Posting", doc.deputy_of, ["organ", "post"], as_dict=True)
		if principal:
			doc.organ, doc.post = principal.organ, principal.post
		doc.is_head = 0
	else:
		doc.acting_from = doc.acting_to = None
	if not doc.person_name and doc.user:
		doc.person_name = frappe.db.get_value("User", doc.user, "full_name")
	if doc.confirmed_by and not doc.confirmed_on:
		doc.confirmed_on = when.now()


def check(doc) -> None:
	"""Throw PostingError or PermissionError if a rule of this module is broken; then derive `active`."""
	_refuse_own(doc)
	admin_scope.require_for_save(doc, frappe.db.get_value("Organ", doc.organ, "place_code"))
	_check_dates(doc)
	_check_place(doc)
	_check_deputy(doc)
	_check_confirmation(doc)
	_refuse_double(doc)
	_refuse_second_head(doc)
	posting_end.check_successor(doc)
	posting_end.reopen_if_prolonged(doc)
	doc.active = int(posting.is_active(doc))


def take_effect(doc) -> None:
	"""Let roles, the organ's head and the stand-ins follow a saved or deleted posting, and hand over if it has ended.

	Set `doc.flags.load_in_bulk` to leave all of this to the loader, which does it once for all rows.
	"""
	posting.forget()
	if doc.flags.load_in_bulk:
		return
	refresh_deputies(doc.name)
	heads.sync(doc.organ)
	for user in (doc.user, *_deputy_users(doc.name)):
		role_sync.sync_roles(user)
	posting_end.settle_on_save(doc)


def refresh_deputies(name: str) -> None:
	"""Derive `active` anew for those who stand in for the posting `name`."""
	for deputy in frappe.get_all("Posting", filters={"deputy_of": name}, pluck="name"):
		row = frappe.get_doc("Posting", deputy)
		active = int(posting.is_active(row))
		if row.active != active:
			row.db_set("active", active, update_modified=False)


def confirm(doc) -> None:
	"""Confirm the posting as the second person: a petition admin or county leader in whose area its organ lies.

	Raises PermissionError for the person who made it, the person posted, and anybody else.
	"""
	user = frappe.session.user
	if doc.post not in CONFIRMED:
		frappe.throw(_("The post {0} needs no confirmation").format(_(doc.post)), PostingError)
	place = frappe.db.get_value("Organ", doc.organ, "place_code")
	able = any(
		row.post in (ADMIN_ROLE, "County Leader") and codes.contains(row.place_code, place)
		for row in posting.current(user)
	)
	if user in (doc.owner, doc.user) or not able:
		frappe.throw(
			_(
				"A second person confirms: a petition admin or county leader who neither made the posting nor is posted"
			),
			frappe.PermissionError,
		)
	doc.confirmed_by = user
	doc.confirmed_on = when.now()
	doc.save(ignore_permissions=True)


def _deputy_users(name: str) -> list[str]:
	return frappe.get_all("Posting", filters={"deputy_of": name}, pluck="user")


def _refuse_own(doc) -> None:
	me = frappe.session.user
	if me == "Administrator":
		return
	principal = frappe.db.get_value("Posting", doc.deputy_of, "user") if doc.deputy_of else None
	changes = doc.is_new() or any(doc.has_value_changed(field) for field in _RIGHTS)
	if changes and doc.user == me:
		frappe.throw(_("Nobody gives himself a post: ask another petition admin"), frappe.PermissionError)
	if doc.is_new() and doc.post == ADMIN_ROLE and principal == me:
		frappe.throw(_("Nobody chooses his own stand-in as petition admin"), frappe.PermissionError)


def _check_dates(doc) -> None:
	if doc.to_date and getdate(doc.to_date) < getdate(doc.from_date):
		frappe.throw(_("The posting ends before it begins"), PostingError)
	if bool(doc.acting_from) != bool(doc.acting_to):
		frappe.throw(_("An acting period has a first and a last day"), PostingError)
	if doc.acting_from and getdate(doc.acting_to) < getdate(doc.acting_from):
		frappe.throw(_("The acting period ends before it begins"), PostingError)


def _check_place(doc) -> None:
	reason = unfit(
		doc.post,
		frappe.db.get_value("Organ", doc.organ, ["title", "kind", "tier", "is_external"], as_dict=True),
	)
	if reason:
		frappe.throw(reason, PostingError)


def unfit(post: str, organ) -> str | None:
	"""Return why `post` cannot be held at `organ` (title, kind, tier, is_external), translated, or None if it can."""
	rule = POSTS.get(post)
	if not rule:
		return _("{0} is no post of this system").format(_(post))
	if organ is None:
		return _("The organ is unknown")
	if organ.is_external:
		return _("{0} is outside this system and has no users here").format(organ.title)
	if organ.tier not in rule.tiers or (rule.kinds and organ.kind not in rule.kinds):
		return _("The post {0} cannot be held at {1} ({2}, {3})").format(
			_(post), organ.title, _(organ.tier), _(organ.kind)
		)
	return None


def _check_deputy(doc) -> None:
	if not doc.deputy_of:
		return
	principal = frappe.db.get_value("Posting", doc.deputy_of, ["user", "deputy_of"], as_dict=True)
	if not principal or doc.deputy_of == doc.name:
		frappe.throw(_("The posting to stand in for is unknown"), PostingError)
	if principal.deputy_of:
		frappe.throw(_("Nobody stands in for a stand-in"), PostingError)
	if principal.user == doc.user:
		frappe.throw(_("Nobody stands in for himself"), PostingError)


def _check_confirmation(doc) -> None:
	if doc.post not in CONFIRMED:
		doc.confirmed_by = doc.confirmed_on = None
		return
	if not doc.confirmed_by:
		return
	if not (doc.is_new() or doc.has_value_changed("confirmed_by")):
		return
	me = frappe.session.user
	if me != "Administrator" and doc.confirmed_by != me:
		frappe.throw(_("The second person confirms himself"), frappe.PermissionError)
	if doc.confirmed_by in (doc.owner or me, doc.user):
		frappe.throw(
			_(
				"A second person confirms: a petition admin or county leader who neither made the posting nor is posted"
			),
			frappe.PermissionError,
		)


def _refuse_double(doc) -> None:
	if doc.deputy_of:
		return
	others = frappe.get_all(
		"Posting",
		filters={"user": doc.user, "organ": doc.organ, "post": doc.post, "name": ("!=", doc.name or "")},
		fields=["from_date", "to_date", "deputy_of"],
	)
	if any(not other.deputy_of and overlap(doc, other) for other in others):
		frappe.throw(
			_("{0} holds this post there already in that time").format(doc.person_name or doc.user),
			PostingError,
		)


def _refuse_second_head(doc) -> None:
	if not doc.is_head:
		return
	others = frappe.get_all(
		"Posting",
		filters={"organ": doc.organ, "is_head": 1, "name": ("!=", doc.name or "")},
		fields=["user", "person_name", "from_date", "to_date"],
	)
	for other in others:
		if other.user != doc.user and overlap(doc, other):
			frappe.throw(
				_("{0} is head of this organ in that time: end that posting first").format(
					other.person_name or other.user
				),
				PostingError,
			)


def overlap(one, other) -> bool:
	"""Return whether two postings share a day. A missing last day means that there is none."""
	if one.to_date and getdate(one.to_date) < getdate(other.from_date):
		return False
	return not (other.to_date and getdate(other.to_date) < getdate(one.from_date))
