"""What a person on duty sees for the length of his shift: urgent matters of the organ on duty, and nothing else.

Rule: during a shift that he has taken over, whoever is on duty sees the open urgent matters (紧急, 重大紧急: arts. 22, 25)
that the organ on duty has in hand, as if he were given a task on each. Nothing is written for it: the answer follows
from the shift's own hours and from where the matter stands now. So the sight ends at the minute the shift ends, when
the matter goes to another organ, when it is no longer urgent or has ended, whether or not any job runs. It is sight:
steps on the matter stay with the organ's own officers. Whoever holds no post on that day sees nothing (access asks).

Registered in `xf_passing_sight` (access/custody.py).
"""

import frappe

from xinfang_app import when

URGENT = ("Urgent", "Major")
LIMIT = 500


def subjects(user: str) -> dict[str, list[str]]:
	"""Return DocType → names of the matters that `user` may see just now because he is on duty."""
	organs = organs_on_duty(user)
	if not organs:
		return {}
	return {"Petition": urgent_at(organs)}


def organs_on_duty(user: str) -> list[str]:
	"""Return the organs for which `user` is on duty at this moment, after he has taken over."""
	now = when.now()
	return list(
		dict.fromkeys(
			row.organ
			for row in _shifts(user)
			if row.taken_over_on and row.taken_over_on <= now and row.starts_on <= now < row.ends_on
		)
	)


def urgent_at(organs: list[str]) -> list[str]:
	"""Return the open urgent matters that `organs` have in hand, the latest first."""
	return frappe.get_all(
		"Petition",
		filters={"urgency": ["in", URGENT], "holder": ["in", organs], "terminated_on": ["is", "not set"]},
		order_by="registered_on desc",
		limit=LIMIT,
		pluck="name",
	)


def forget() -> None:
	"""Drop what was read in this request. Called when a shift changes, and after a rollback."""
	frappe.local.xf_shifts = None


def _shifts(user: str) -> list:
	"""Return the shifts of `user` that have not ended, read once per request; whether one runs is asked every time."""
	known = getattr(frappe.local, "xf_shifts", None)
	if known is None:
		known = frappe.local.xf_shifts = {}
		frappe.db.after_rollback.add(forget)
	key = (user, when.today())
	if key not in known:
		known[key] = frappe.get_all(
			"Duty Shift",
			filters={"user": user, "ends_on": [">", f"{when.today()} 00:00:00"], "cancelled": 0},
			fields=["organ", "starts_on", "ends_on", "taken_over_on"],
			order_by="starts_on asc",
		)
	return known[key]
