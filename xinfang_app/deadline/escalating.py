"""Steps that act: a letter drafted, a flag raised, a proposal made by the rooms above.

Rule: an act is made from the outbox, in the transaction that ends its row, so it happens once. A clock that ended in
time meanwhile is pressed no further. Rooms register their acts in `xf_escalation_actions`: {action: dotted function
(outbox row) -> None}; an act that no room has registered fails and is shown, it is never passed over in silence.
"""

import frappe

from xinfang_app import registry
from xinfang_app.deadline import clock

REGISTRY = "xf_escalation_actions"


def act(row: frappe._dict) -> None:
	"""Do what the step of the outbox row asks for. Raises LookupError where no room does it."""
	action = row.content["step"]
	if settled(row.deadline):
		return
	paths = (registry.entry(REGISTRY, action) or {}).get("values")
	if not paths:
		raise LookupError(f"no room has registered “{action}” in {REGISTRY}")
	frappe.get_attr(paths[-1])(described(row))


def described(row: frappe._dict) -> frappe._dict:
	"""Return the outbox row with what the act needs to know of the term in its `content`."""
	known = frappe.db.get_value("Deadline", row.deadline, ["rule", "title", "due_on", "unit"], as_dict=True)
	article = frappe.db.get_value("Deadline Rule", known.rule, "article")
	return frappe._dict(
		row,
		content=frappe._dict(row.content, **known, article=article, options=row.content.get("options") or {}),
	)


def settled(deadline: str) -> bool:
	"""Return whether the clock ended in time, or should never have begun: nothing is pressed any more."""
	row = frappe.db.get_value("Deadline", deadline, ["state", "was_late"], as_dict=True)
	if not row or row.state == clock.CANCELLED:
		return True
	return row.state in (clock.MET, clock.STOPPED) and not row.was_late
