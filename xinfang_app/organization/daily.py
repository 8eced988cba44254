"""What the passing of days does to postings.

Rule: once a day, whatever has come is done: postings and acting periods that have begun or ended change `active`, their
users' roles and their organs' heads; ended ones hand over their open work. The job compares with "has come", so a day
on which it did not run is made good by the next, and running it twice changes nothing. Rights do not wait for it
(`posting.current` looks at the dates).
"""

import frappe

from xinfang_app import when
from xinfang_app.organization import heads, posting, posting_end, role_sync
from xinfang_app.organization.roles import BASE_ROLE, OURS

_FIELDS = (
	"name",
	"user",
	"organ",
	"post",
	"from_date",
	"to_date",
	"deputy_of",
	"acting_from",
	"acting_to",
	"confirmed_by",
	"active",
	"handed_over_on",
)


def run() -> dict[str, int]:
	"""Bring postings up to today. Returns how many changed, how many users' roles changed, how many were handed over.

	One person's failure is written to the Error Log and does not hold up the others; the next run tries again.
	"""
	today = when.today()
	rows = frappe.get_all("Posting", fields=list(_FIELDS))
	by_name = {row.name: row for row in rows}
	changed = [row for row in rows if bool(row.active) != _counts(row, by_name, today)]
	for row in changed:
		frappe.db.set_value("Posting", row.name, "active", int(not row.active), update_modified=False)
		row.active = int(not row.active)
	posting.forget()

	done = {"changed": len(changed), "roles": 0, "handed_over": 0}
	for organ in sorted({row.organ for row in changed}):
		heads.sync(organ)
	for user in _users_out_of_step(rows):
		done["roles"] += _guarded(role_sync.sync_roles, user)
	for row in rows:
		end_day = posting_end.last_day(row)
		if end_day and end_day < today and not row.handed_over_on:
			done["handed_over"] += _guarded(_settle, row.name)
	return done


def _counts(row, by_name: dict, today) -> bool:
	if not posting.in_force(row, today):
		return False
	principal = by_name.get(row.deputy_of) if row.deputy_of else None
	return not row.deputy_of or bool(principal and posting.in_force(principal, today))


def _users_out_of_step(rows) -> list[str]:
	"""Return the users whose roles of ours are not those of their active postings. Two reads, whatever the number."""
	wanted: dict[str, set[str]] = {}
	for row in rows:
		if row.active:
			wanted.setdefault(row.user, {BASE_ROLE}).add(row.post)
	held: dict[str, set[str]] = {}
	for row in frappe.get_all(
		"Has Role", filters={"parenttype": "User", "role": ("in", OURS)}, fields=["parent", "role"]
	):
		held.setdefault(row.parent, set()).add(row.role)
	return sorted(
		user
		for user in wanted.keys() | held.keys()
		if user != "Administrator" and wanted.get(user, set()) != held.get(user, set())
	)


def _settle(name: str) -> bool:
	posting_end.settle(frappe.get_doc("Posting", name))
	return True


def _guarded(step, name: str) -> bool:
	frappe.db.savepoint("xf_posting_day")
	try:
		return bool(step(name))
	except Exception:
		frappe.db.rollback(save_point="xf_posting_day")
		posting.forget()
		frappe.log_error(title=f"Posting, daily step for {name}")
		return False


#: Frappe calls a scheduled job by the last two parts of its path: two jobs named `daily.run` would push each other out.
begin_and_end_posts = run
