"""A user's roles follow from his postings.

Rule: of the roles in `roles.OURS` a user has exactly those that his postings in force today give him, and the base
role while he has any. They are given and taken in one save of the User, for saving a User is slow and clears his
sessions' caches each time. Other roles are never touched. A role of ours that somebody puts on a User by hand, with no
posting behind it, is refused: a role without a posting would open forms to someone who holds no office.

One exception about other roles: where Administrator is the only System Manager, Frappe makes whoever's account is saved
next one, unasked. Somebody who holds a post does not run the system because his account came first; that role is taken
off again. An account without a posting keeps it, and so does one to whom somebody gave it.
"""

import frappe
from frappe import _

from xinfang_app.organization import desk_modules, posting
from xinfang_app.organization.roles import BASE_ROLE, OURS

MANAGER = "System Manager"


def wanted_roles(user: str) -> set[str]:
	"""Return the roles of ours that the postings of `user` give him today."""
	posts = {row.post for row in posting.current(user)}
	return posts | {BASE_ROLE} if posts else set()


def sync_roles(user: str) -> bool:
	"""Give and take the roles of `user` so that they fit his postings today; one save. Return whether any changed.

	Does nothing for a user without an account yet. The caller has checked who asks for it: the User is saved without
	looking at the caller's rights, because a petition admin, who may post people, may not otherwise change users.
	"""
	if not frappe.db.exists("User", user):
		return False
	wanted = wanted_roles(user)
	doc = frappe.get_doc("User", user)
	held = {row.role for row in doc.roles if row.role in OURS}
	if held == wanted:
		return False
	doc.set("roles", [row for row in doc.roles if row.role not in OURS or row.role in wanted])
	for role in sorted(wanted - held):
		doc.append("roles", {"role": role})
	if wanted:
		doc.module_profile = desk_modules.profile_for(doc)
	doc.save(ignore_permissions=True)
	return True


def note_what_was_asked(doc, method: str | None = None) -> None:
	"""Note whether somebody gives the role System Manager, before Frappe may add it. Hook: User, before_validate."""
	doc.flags.xf_asked_for_manager = any(row.role == MANAGER for row in doc.roles)


def refuse_unasked_manager(doc) -> None:
	"""Take the role System Manager off again that Frappe has just added to somebody who holds a post."""
	if doc.flags.xf_asked_for_manager or not wanted_roles(doc.name):
		return
	doc.set("roles", [row for row in doc.roles if row.role != MANAGER])


def check_roles(doc, method: str | None = None) -> None:
	"""What a User's roles must keep to. Hook: User, validate, which comes after Frappe's own."""
	refuse_roles_by_hand(doc)
	refuse_unasked_manager(doc)


def refuse_roles_by_hand(doc) -> None:
	"""Throw if a role of ours is being added to a User without a posting that gives it."""
	asked = {row.role for row in doc.roles if row.role in OURS}
	before = doc.get_doc_before_save()
	had = {row.role for row in before.roles} if before else set()
	unfounded = asked - had - wanted_roles(doc.name)
	if unfounded:
		frappe.throw(
			_("The role {0} comes with a posting and cannot be given by hand").format(
				", ".join(_(role) for role in sorted(unfounded))
			),
			frappe.PermissionError,
		)
