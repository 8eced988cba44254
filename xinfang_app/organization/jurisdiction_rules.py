"""What a Jurisdiction record must fulfil; called by its controller and by the loader's checks."""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import admin_scope, codes, jurisdiction
from xinfang_app.organization.errors import CodeError


def complete(doc) -> None:
	"""Derive the tier from the code, and the parent from the nearest known place above if none is given."""
	doc.code = (doc.code or "").strip()
	if codes.fault(doc.code):
		return
	doc.tier = codes.tier_of(doc.code)
	if not doc.parent_jurisdiction:
		above = (place for place in codes.ancestors(doc.code) if frappe.db.exists("Jurisdiction", place))
		doc.parent_jurisdiction = next(above, None)


def check(doc) -> None:
	"""Throw CodeError if code, parent, dates or successor do not fit."""
	jurisdiction.check_code(doc.code)
	admin_scope.require_for_save(doc, doc.code)
	jurisdiction.check_parent(doc.code, doc.parent_jurisdiction)
	check_validity(doc, CodeError)
	if doc.successor:
		_refuse_circle(doc)


def check_validity(doc, error: type[Exception]) -> None:
	"""Throw `error` if the record ends before it begins, or has a successor without an end or itself as successor."""
	if doc.valid_from and doc.valid_to and getdate(doc.valid_to) < getdate(doc.valid_from):
		frappe.throw(_("{0} ends before it begins").format(doc.title), error)
	if doc.successor and not doc.valid_to:
		frappe.throw(_("{0} has a successor: give the last day it was valid").format(doc.title), error)
	if doc.successor and doc.successor == doc.code:
		frappe.throw(_("{0} cannot be its own successor").format(doc.title), error)


def keep_former_name(doc) -> None:
	"""Add the name that is being replaced to `former_names`, with the day it was replaced."""
	before = doc.get_doc_before_save()
	if before and before.title != doc.title:
		line = f"{before.title}({when.today().isoformat()})"
		doc.former_names = "\n".join(part for part in (doc.former_names, line) if part)


def _refuse_circle(doc) -> None:
	seen = [doc.code]
	following = doc.successor
	while following:
		if following in seen:
			frappe.throw(
				_("The successors of {0} run in a circle: {1}").format(
					doc.code, " → ".join([*seen, following])
				),
				CodeError,
			)
		seen.append(following)
		following = frappe.db.get_value("Jurisdiction", following, "successor")
