"""The facts of a letter, from the record: which terms ran late, who had the matter, what it was reminded of.

Rule: a letter says nothing that is not on record, and names nobody who petitions. `lines` is pure: rows in, Chinese
sentences out. Everything falls on organs; the same lines for everybody who reads the letter.
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody
from xinfang_app.petition import acting

#: Steps of a clock by which an organ was told, in the words of a letter.
TOLD = {"Reminder": "提醒", "Urge": "催办", "Yellow Card": "黄牌警示", "Red Card": "红牌警示"}
REMINDED = "reminded"
LONGEST = 12


def of(petition: str, organ: str | None = None, *, deadline: str | None = None) -> list[str]:
	"""Return the facts on the petition named `petition`; with `organ` only terms that bind it.

	`deadline`: a clock that is told also where it is not late yet.
	"""
	filters = {"petition": petition, "kind": ["!=", "Window"]}
	if organ:
		filters["organ"] = organ
	clocks = [row for row in _clocks(filters) if told(row, when.today()) or row.name == deadline]
	milestones = frappe.get_all(
		"Clock Milestone",
		filters={"ref_doctype": "Petition", "ref_name": petition, "milestone": REMINDED},
		fields=["occurred_on", "organ"],
		order_by="occurred_on asc",
	)
	holders = custody.history(frappe._dict(doctype="Petition", name=petition))
	return lines(
		clocks,
		[{"on": row.occurred_on, "organ": acting.organ_title(row.organ)} for row in milestones],
		_steps([row.name for row in clocks]),
		[
			{**row, "organ": acting.organ_title(row["organ"])}
			for row in holders
			if row["kind"] == custody.HOLDER and row["organ"]
		],
		when.today(),
	)


def of_clock(deadline: str) -> list[str]:
	"""Return the facts of one clock that hangs on no petition (a duty of the organ itself)."""
	rows = _clocks({"name": deadline})
	return lines(rows, [], _steps([deadline]), [], when.today())


def told(clock: dict, today: date) -> bool:
	"""Return whether a letter tells of `clock`: it ended late, or runs past its day. Pure."""
	return bool(clock["was_late"]) or (clock["state"] == "Running" and last_day(clock) < today)


def last_day(clock: dict) -> date:
	"""Return the last day of `clock`, with its extension. Pure."""
	return getdate(clock.get("extended_to") or clock["due_on"])


def lines(
	clocks: Iterable[dict],
	reminders: Iterable[dict],
	steps: Iterable[dict],
	holders: Iterable[dict],
	today: date,
) -> list[str]:
	"""Return the sentences: one for each clock, then the holders, then what was said to the organ. Pure."""
	found = [_clock(row, today) for row in clocks]
	course = [f"{_day(row['from_on'])}起由{row['organ']}办理" for row in holders]
	if course:
		found.append("；".join(course[-LONGEST:]) + "。")
	said = sorted(
		[
			*((getdate(row["on"]), f"{_day(row['on'])}{row['organ']}催办") for row in reminders),
			*(
				(getdate(row["done_on"]), f"{_day(row['done_on'])}{TOLD[row['action']]}")
				for row in steps
				if row["action"] in TOLD
			),
		]
	)
	if said:
		found.append("；".join(dict.fromkeys(text for _on, text in said[-LONGEST:])) + "。")
	return found


def _clock(row: dict, today: date) -> str:
	last = last_day(row)
	head = f"“{row['title'] or row['rule']}”的期限至{_day(last)}"
	ended = getdate(row["stopped_on"]) if row.get("stopped_on") else None
	if row["state"] == "Paused":
		return f"{head}，期限中止。"
	if row["state"] == "Running" or not ended:
		days = (today - last).days
		return f"{head}，至今未完成，已逾期{days}日。" if days > 0 else f"{head}，尚未完成。"
	days = (ended - last).days
	if days > 0:
		return f"{head}，实际于{_day(ended)}完成，逾期{days}日。"
	# The day on the paper is in time, but it was entered long after the term: late on record.
	return (
		f"{head}，登记完成日期为{_day(ended)}，逾期补录。"
		if row["was_late"]
		else f"{head}，已于{_day(ended)}完成。"
	)


def _clocks(filters: dict) -> list[frappe._dict]:
	return frappe.get_all(
		"Deadline",
		filters=filters,
		fields=["name", "rule", "title", "state", "due_on", "extended_to", "was_late", "stopped_on"],
		order_by="due_on asc, rule asc",
		limit=LONGEST * 4,
	)


def _steps(clocks: list[str]) -> list[frappe._dict]:
	if not clocks:
		return []
	return frappe.get_all(
		"Deadline Step",
		filters={"deadline": ["in", clocks], "action": ["in", list(TOLD)], "status": "Done"},
		fields=["action", "done_on"],
		order_by="done_on asc",
	)


def _day(moment) -> str:
	day = getdate(moment)
	return f"{day.year}年{day.month}月{day.day}日"
