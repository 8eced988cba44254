"""What the calendars of this room show, within the user's scope: meetings, and the days of ownerships, instructions, tasks."""

from datetime import timedelta

from frappe import _
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition.acting import organ_title

LIMIT = 500
COLOURS = {"Draft": "orange", "Notice Given": "blue", "No Quorum": "red", "Cancelled": "gray"}


def meetings(start: str, end: str) -> list[dict]:
	"""Return the meetings planned between two days: {name, title, start, end, color}."""
	rows = scope.get_list(
		"Joint Conference",
		{"planned_on": ["between", [start, end]]},
		["name", "title", "planned_on", "stage"],
		order_by="planned_on asc",
		limit=LIMIT,
	)
	return [
		{
			"name": row["name"],
			"title": f"{row['title']}（{_(row['stage'])}）",
			"start": str(row["planned_on"]),
			"end": str(get_datetime(row["planned_on"]) + timedelta(hours=2)),
			"allDay": 0,
			"color": COLOURS.get(row["stage"], "green"),
		}
		for row in rows
	]


def ownerships(start: str, end: str) -> list[dict]:
	"""Return the ownerships whose term ends between two days: {name, title, start, end, color}."""
	rows = scope.get_list(
		"Leader Ownership",
		{"due_on": ["between", [start, end]], "stage": ["in", ["Owned", "Closing Asked", "Closed"]]},
		["name", "title", "leader_name", "due_on", "stage"],
		order_by="due_on asc",
		limit=LIMIT,
	)
	return [
		{
			"name": row["name"],
			"title": f"{row['leader_name']}：{row['title']}",
			"start": str(row["due_on"]),
			"end": str(row["due_on"]),
			"allDay": 1,
			"color": "green" if row["stage"] == "Closed" else "blue",
		}
		for row in rows
	]


def instructions(start: str, end: str) -> list[dict]:
	"""Return the instructions whose answer is due between two days: {name, title, start, end, color}."""
	return _due(
		"Leader Instruction", start, end, "to_organ", {"Answered": "purple", "Closed": "green"}, "Withdrawn"
	)


def tasks(start: str, end: str) -> list[dict]:
	"""Return the tasks of the conference that are due between two days: {name, title, start, end, color}."""
	return _due(
		"Conference Task", start, end, "organ", {"Done": "purple", "Checked": "green"}, "Draft", "Withdrawn"
	)


def _due(doctype: str, start: str, end: str, bearer: str, colours: dict, *left_out: str) -> list[dict]:
	"""Rows of `doctype` by `due_on`, each with the organ that acts; red where the day is over and nothing was answered."""
	rows = scope.get_list(
		doctype,
		{"due_on": ["between", [start, end]], "stage": ["not in", list(left_out)]},
		["name", "title", "due_on", "stage", bearer],
		order_by="due_on asc",
		limit=LIMIT,
	)
	return [
		{
			"name": row["name"],
			"title": f"{organ_title(row[bearer])}：{row['title']}（{_(row['stage'])}）",
			"start": str(row["due_on"]),
			"end": str(row["due_on"]),
			"allDay": 1,
			"color": colours.get(row["stage"]) or ("red" if row["due_on"] < when.today() else "blue"),
		}
		for row in rows
	]
