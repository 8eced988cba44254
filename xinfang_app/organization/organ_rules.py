"""What an Organ record must fulfil.

Besides its form, one rule of access: who holds a post at an organ may not move that organ to another place or change
its kind, for the place decides what its people see. Somebody without a post there does it.
"""

import re

import frappe
from frappe import _

from xinfang_app.organization import admin_scope, codes, posting
from xinfang_app.organization.errors import OrganError
from xinfang_app.organization.jurisdiction_rules import check_validity

#: The form of an organ code.
CODE = re.compile(r"[0-9A-Za-z-]{1,20}")


def complete(doc) -> None:
	"""Derive place code and tier from the jurisdiction; an organ without one stands above the provinces."""
	doc.code = (doc.code or "").strip()
	if doc.kind == "External":
		doc.is_external = 1
	doc.place_code = doc.jurisdiction or None
	if doc.jurisdiction and not codes.fault(doc.jurisdiction):
		doc.tier = codes.tier_of(doc.jurisdiction)
	elif doc.is_external:
		doc.tier = "National"


def check(doc) -> None:
	"""Throw OrganError if code, place, superiors, competences or dates do not fit."""
	if not CODE.fullmatch(doc.code):
		frappe.throw(
			_("Organ code {0}: only letters, digits and hyphens, at most 20").format(doc.code), OrganError
		)
	if not doc.jurisdiction and not doc.is_external:
		frappe.throw(_("{0} needs a jurisdiction").format(doc.title), OrganError)
	check_validity(doc, OrganError)
	_check_superiors(doc)
	_check_competences(doc)
	_require_area(doc)
	_refuse_moving_ones_own(doc)


def _require_area(doc) -> None:
	"""Whoever changes an organ keeps the area in which it lies, before and after."""
	states = [doc, doc.get_doc_before_save()]
	places = {state.jurisdiction for state in states if state is not None and not state.is_external}
	admin_scope.require_for_save(doc, *places)


def _check_superiors(doc) -> None:
	if doc.code in (doc.parent_organ, doc.review_organ):
		frappe.throw(_("{0} cannot be its own superior").format(doc.title), OrganError)
	seen = [doc.code]
	above = doc.parent_organ
	while above:
		if above in seen:
			frappe.throw(
				_("The superiors of {0} run in a circle: {1}").format(doc.code, " → ".join([*seen, above])),
				OrganError,
			)
		seen.append(above)
		above = frappe.db.get_value("Organ", above, "parent_organ")


def _check_competences(doc) -> None:
	named = [row.category for row in doc.competences]
	twice = sorted({category for category in named if named.count(category) > 1})
	if twice:
		frappe.throw(
			_("{0} names a category twice: {1}").format(doc.title, ", ".join(twice)),
			OrganError,
		)


def _refuse_moving_ones_own(doc) -> None:
	user = frappe.session.user
	if doc.is_new() or user == "Administrator":
		return
	if not any(doc.has_value_changed(field) for field in ("jurisdiction", "kind", "is_external")):
		return
	if doc.name in posting.organs_of(user):
		frappe.throw(
			_("You hold a post at {0}: somebody else has to change its place or kind").format(doc.title),
			frappe.PermissionError,
		)
