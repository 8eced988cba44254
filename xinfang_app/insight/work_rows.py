"""What leaders and supervision did in a period, row by row, for the half-year table.

Rule: a row counts on the day on which it happened (a letter when it was issued, an inspection when it began), and
tells how it stood on the period's last day. An owned case counts in every period in which it was owned. Letters are the papers that went out: 交办函 (W06), 提醒函、预警函、催办通知 (W29
family) and 督办函、挂牌督办 (W30 family). Everything passes through `access.scope`.
"""

from dataclasses import dataclass
from datetime import datetime

from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.insight.period import Period

#: 交办函, and the letters that press.
LETTERS = ("W06", "W29", "W29Y", "W29C", "W30", "W30G")


@dataclass(frozen=True)
class Work:
	"""One thing done: which record, whose, when; `people` received at it, `done` by the period's end."""

	doctype: str
	name: str
	title: str
	organ: str | None
	happened_on: datetime
	kind: str = ""
	people: int = 0
	done: bool = True
	leader: str = ""
	top: bool = False


def letters(period: Period, user: str | None = None) -> list[Work]:
	"""Return the letters that assigned or pressed, issued in `period`."""
	rows = scope.get_list(
		"Official Letter",
		filters=[["template", "in", LETTERS], ["issued_on", "between", [period.begin, period.end]]],
		fields=["name", "document_number", "title", "recipient_organ", "issued_on", "template"],
		order_by="issued_on",
		user=user,
	)
	return [
		Work(
			"Official Letter",
			row.name,
			row.document_number or row.title,
			row.recipient_organ,
			row.issued_on,
			row.template,
		)
		for row in rows
	]


def inspections(period: Period, user: str | None = None) -> list[Work]:
	"""Return the inspections begun in `period`; done when closed by its end."""
	rows = scope.get_list(
		"Inspection",
		filters=[["began_on", "between", [period.begin, period.end]]],
		fields=["name", "title", "from_organ", "began_on", "closed_on"],
		order_by="began_on",
		user=user,
	)
	return [
		Work(
			"Inspection",
			row.name,
			row.title,
			row.from_organ,
			row.began_on,
			done=bool(row.closed_on and row.closed_on <= period.end),
		)
		for row in rows
	]


def receptions(period: Period, user: str | None = None) -> list[Work]:
	"""Return the receptions and visits of leaders held in `period`, with how many people were received (人次)."""
	rows = scope.get_list(
		"Reception Visit",
		filters=[["held_on", "between", [period.begin, period.end]]],
		fields=["name", "title", "organ", "held_on", "kind", "people_count", "leader_name", "is_top_leader"],
		order_by="held_on",
		user=user,
	)
	return [
		Work(
			"Reception Visit",
			row.name,
			row.title,
			row.organ,
			row.held_on,
			row.kind,
			row.people_count,
			leader=row.leader_name,
			top=bool(row.is_top_leader),
		)
		for row in rows
	]


def ownerships(period: Period, user: str | None = None) -> list[Work]:
	"""Return the cases that leaders owned in `period`; `kind` is the leader's tier, done when closed as resolved by its end."""
	rows = []
	for closed in (["closed_on", "is", "not set"], ["closed_on", ">=", period.first]):
		rows += scope.get_list(
			"Leader Ownership",
			filters=[
				["started_on", "<=", period.last],
				["stage", "in", ("Owned", "Closing Asked", "Closed")],
				closed,
			],
			fields=[
				"name",
				"title",
				"organ",
				"started_on",
				"leader_tier",
				"leader_name",
				"closed_on",
				"resolved",
			],
			user=user,
		)
	rows.sort(key=lambda row: (row.started_on, row.name))
	return [
		Work(
			"Leader Ownership",
			row.name,
			row.title,
			row.organ,
			row.started_on,
			row.leader_tier,
			done=bool(row.closed_on and getdate(row.closed_on) <= period.last and row.resolved),
			leader=row.leader_name,
		)
		for row in rows
	]
