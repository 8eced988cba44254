"""One record at a time: in a daily job the fault of one row is written to the Error Log and holds up no other.

Rule: what the row had written is taken back; the next run tries again.
"""

from collections.abc import Callable

import frappe

_BEFORE = "xf_row"


def each(names: list[str], step: Callable[[str], object], what: str) -> int:
	"""Call `step` with each of `names`; return how many answered with something true. `what` names the job in the log."""
	done = 0
	for name in names:
		frappe.db.savepoint(_BEFORE)
		try:
			done += bool(step(name))
		except Exception:
			frappe.db.rollback(save_point=_BEFORE)
			frappe.clear_last_message()
			frappe.log_error(title=f"{what}: {name}")
	return done
