"""Places: what a code means today.

Rule: a place that was merged, split or given a new code keeps its record for ever, with the last day it was valid and
the place that followed it; old matters keep pointing to it, and `current` tells where they belong now. What a code
says by itself (tier, range, what lies in what) is in `codes`.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import codes
from xinfang_app.organization.codes import ancestors, at_tier, contains, range_of, tier_of
from xinfang_app.organization.errors import CodeError

__all__ = ["ancestors", "at_tier", "check_code", "check_parent", "contains", "current", "range_of", "tier_of"]


def check_code(code: str | None) -> None:
	"""Throw CodeError unless `code` is a well-formed place code."""
	fault = codes.fault(code)
	if fault:
		frappe.throw(_("Jurisdiction code {0}: {1}").format(code or "", _(fault)), CodeError)


def check_parent(code: str, parent: str | None) -> None:
	"""Throw CodeError unless `parent` may stand above `code`: it lies higher, and `code` begins with its digits."""
	if parent and (parent == code or not contains(parent, code)):
		frappe.throw(
			_("Jurisdiction code {0} does not begin with the significant digits of its parent {1}").format(
				code, parent
			),
			CodeError,
		)


def current(code: str, on: date | str | None = None) -> str:
	"""Return the code under which the place `code` is in force on `on` (default today), by following its successors.

	Returns `code` itself while it is valid, when it is unknown, or when it ended without a successor.
	Raises CodeError if the successors run in a circle.
	"""
	on = getdate(on) if on else when.today()
	seen: list[str] = []
	while code not in seen:
		seen.append(code)
		row = frappe.db.get_value("Jurisdiction", code, ["valid_to", "successor"], as_dict=True)
		if not row or not row.successor or not row.valid_to or getdate(row.valid_to) >= on:
			return code
		code = row.successor
	frappe.throw(
		_("The successors of {0} run in a circle: {1}").format(seen[0], " → ".join([*seen, code])), CodeError
	)
