"""What screening puts on the morning list: disputes to sort, to settle, to check; rounds to report. In `xf_worklist`."""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import scope_map
from xinfang_app.office.items import Item, Section
from xinfang_app.petition.acting import organ_title
from xinfang_app.settling.screening import disputes, rounds

LIMIT = 50
KEY = "screening"


def sections(user: str) -> list[Section]:
	"""Return the section of disputes and rounds for `user`."""
	who = scope_map(user)
	items = [*_waiting(who), *_rounds(who)] if who.organs or who.villages else []
	return [Section(KEY, items, title=_("Disputes found and rounds of screening"))] if items else []


def _waiting(who) -> list[Item]:
	own = [*who.organs, *who.villages]
	rows = []
	for stage, (column, step) in _steps().items():
		found = scope.get_list(
			disputes.DOCTYPE,
			{"stage": stage, column: ("in", own)},
			["name", "title", "holder", "duty_unit", "due_on", "found_on"],
			who.user,
			order_by="due_on asc, found_on asc",
			limit=LIMIT,
		)
		rows += [(row, step) for row in found]
	rows.sort(key=lambda pair: str(pair[0]["due_on"] or pair[0]["found_on"] or ""))
	return [
		Item(
			KEY,
			disputes.DOCTYPE,
			row["name"],
			_("Dispute"),
			title=row["title"] or "",
			organ=organ_title(row["duty_unit"] or row["holder"]),
			due_on=row["due_on"],
			next_step=step,
		)
		for row, step in rows[:LIMIT]
	]


def _steps() -> dict[str, tuple[str, str]]:
	"""Return what is owed at a stage: stage → (column of who owes it, step)."""
	return {
		"Sorted": ("duty_unit", _("Settle the dispute")),
		"Dispute found": ("finder", _("Settle it on the spot, or send it up")),
		"Sent Up": ("holder", _("Say who settles it")),
		"Dispute settled": ("holder", _("Check that it is settled, and close")),
	}


def _rounds(who) -> list[Item]:
	organs = who.organs or ("",)
	owed = frappe.get_all(
		"Screening Area",
		filters={"organ": ("in", organs), "reported_on": ("is", "not set"), "parenttype": rounds.DOCTYPE},
		pluck="parent",
		limit=0,
	)
	found = {}
	for where, step in (
		({"name": ("in", owed or ("",))}, _("Report the round, also that nothing was found")),
		({"holder": ("in", organs), "period_to": ("<=", when.today())}, _("Sum up and close the round")),
	):
		for row in scope.get_list(
			rounds.DOCTYPE,
			{"stage": rounds.OPEN, **where},
			["name", "title", "period_to", "holder"],
			who.user,
			order_by="period_to asc",
			limit=LIMIT,
		):
			found.setdefault(row["name"], (row, step))
	return [
		Item(
			KEY,
			rounds.DOCTYPE,
			row["name"],
			_("Screening Round"),
			title=row["title"],
			organ=organ_title(row["holder"]),
			due_on=row["period_to"],
			next_step=step,
		)
		for row, step in list(found.values())[:LIMIT]
	]
