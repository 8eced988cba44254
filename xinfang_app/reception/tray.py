"""The tray: what was received and is not registered yet (已收未登), and who has which letter before him.

Rule: the tray shows the drafts the user may see, the oldest first, with the days on which the terms of registration
and disposal end (N01, N02). Who opens a letter is noted for a minute and a half at a time, so that a second officer is
told before he begins to type; it is a courtesy and no lock, nothing is lost when it fails: what guards the letter is
the state each save names (`drafts.save`).
"""

import frappe
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.reception import drafts
from xinfang_app.reception.scans import keeping

#: Forms that come as paper; visits and calls have desks of their own.
FORMS = ("Letter", "Fax", "Online", "")
AT_MOST = 300
OPEN_FOR = 90
RULES = ("N01", "N02")


def rows(forms: tuple[str, ...] = FORMS) -> list[dict]:
	"""Return the drafts of these forms in the user's tray, oldest first.

	Each {name, title, form, received_on, mine, common, by, scans, reading, due: {rule: day}, late: bool}.
	"""
	found = scope.get_list(
		drafts.DOCTYPE,
		{"status": "Draft", "organ": ("is", "set")},
		fields=["name", "title", "form", "received_on", "owner", "holder"],
		order_by="received_on asc",
		limit=AT_MOST,
	)
	found = [row for row in found if (row.form or "") in forms]
	names = [row.name for row in found]
	scans, due = _scans(names), terms(names)
	today = when.today()
	return [
		{
			"name": row.name,
			"title": row.title,
			"form": row.form,
			"received_on": str(row.received_on),
			"mine": row.owner == frappe.session.user,
			"common": bool(row.holder),
			"by": frappe.utils.get_fullname(row.owner),
			"scans": len(scans.get(row.name, [])),
			"reading": any(state in ("Waiting", "Being read") for state in scans.get(row.name, [])),
			"due": {rule: str(day) for rule, day in due.get(row.name, {}).items()},
			"late": any(day < today for day in due.get(row.name, {}).values()),
		}
		for row in found
	]


def open_by(name: str, window: str, *, take_over: bool = False) -> dict | None:
	"""Note that the user has the letter `name` open in a `window` of his browser.

	Returns None, or {"by", "same", "since"} of whoever has it open already; then nothing is noted unless `take_over`.
	"""
	key = _key(name)
	there = frappe.cache.get_value(key, expires=True)
	mine = {"user": frappe.session.user, "window": window}
	if there and not take_over and (there["user"], there["window"]) != (mine["user"], mine["window"]):
		return {
			"by": frappe.utils.get_fullname(there["user"]),
			"same": there["user"] == frappe.session.user,
			"since": there["since"],
		}
	since = there["since"] if there and there["window"] == window else str(when.now())
	frappe.cache.set_value(key, {**mine, "since": since}, expires_in_sec=OPEN_FOR)
	return None


def close(name: str, window: str) -> None:
	"""Note that the letter is no longer open in that window."""
	there = frappe.cache.get_value(_key(name), expires=True)
	if there and there["window"] == window:
		frappe.cache.delete_value(_key(name))


def _key(name: str) -> str:
	return f"xf_letter_open:{name}"


def _scans(names: list[str]) -> dict[str, list[str]]:
	found: dict[str, list[str]] = {}
	if names:
		for row in frappe.get_all(
			keeping.DOCTYPE, filters={"submission": ("in", names)}, fields=["submission", "state"]
		):
			found.setdefault(row.submission, []).append(row.state)
	return found


def terms(names: list[str], rules: tuple[str, ...] = RULES) -> dict[str, dict]:
	"""Return the last day of each running term of these `rules`: piece → {rule: day}."""
	found: dict[str, dict] = {}
	if names:
		for row in frappe.get_all(
			"Deadline",
			filters={
				"ref_doctype": drafts.DOCTYPE,
				"ref_name": ("in", names),
				"rule": ("in", rules),
				"state": "Running",
			},
			fields=["ref_name", "rule", "due_on"],
		):
			if row.due_on:
				found.setdefault(row.ref_name, {})[row.rule] = get_datetime(row.due_on).date()
	return found
