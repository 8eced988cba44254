"""The drives as everybody may read them: what is asked, until when, and what came of it.

Rule: an open drive stands on the page from its first day to its last; a closed one says that its outcome is being
prepared; an outcome, and a drive that was called off, stand there for a year. Of suggestions only numbers are told.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import add_to_date, getdate

from xinfang_app import when
from xinfang_app.petition.acting import organ_title
from xinfang_app.reception.drives import drives, joining

DAYS, LIMIT = 365, 200


@dataclass(frozen=True)
class Shown:
	"""One drive on the page."""

	title: str
	organ: str
	phone: str
	question: str
	background: str
	how_to: str
	opens_on: date
	closes_on: date
	state: str
	summary: str
	outcome: str
	off_reason: str
	counted: joining.Counted


STATES = {
	drives.OPEN: "正在征集",
	drives.CLOSED: "征集已结束，正在研究",
	drives.PUBLISHED: "已公布采纳情况",
	drives.CALLED_OFF: "已取消",
}


def all_() -> list[Shown]:
	"""Return the drives of the page, those still open first, then the latest."""
	today = when.today()
	rows = frappe.get_all(
		drives.DOCTYPE,
		filters={"stage": ("in", list(STATES)), "opened_on": ("is", "set"), "opens_on": ("<=", today)},
		fields=["*"],
		order_by="closes_on desc",
		limit=0,
	)
	rows = [row for row in rows if _stands(row, add_to_date(today, days=-DAYS))][:LIMIT]
	rows.sort(key=lambda row: row.stage != drives.OPEN)
	return [_of(row, today) for row in rows]


def _stands(row, since: date) -> bool:
	"""What is still open or owes its outcome; for a year an outcome, and a drive called off after its first day."""
	if row.stage == drives.PUBLISHED:
		return getdate(row.published_on) >= since
	if row.stage == drives.CALLED_OFF:
		return getdate(row.off_on) >= max(since, getdate(row.opens_on))
	return True


def _of(row, today: date) -> Shown:
	over = row.stage == drives.OPEN and getdate(row.closes_on) < today
	told = row.stage == drives.PUBLISHED
	return Shown(
		title=row.title,
		organ=organ_title(row.holder),
		phone=frappe.get_cached_value("Organ", row.holder, "phone") or "",
		question=row.question,
		background=row.background or "",
		how_to=row.how_to or "",
		opens_on=getdate(row.opens_on),
		closes_on=getdate(row.closes_on),
		state=STATES[drives.CLOSED if over else row.stage],
		summary=(row.summary or "") if told else "",
		outcome=(row.outcome or "") if told else "",
		off_reason=(row.off_reason or "") if row.stage == drives.CALLED_OFF else "",
		counted=joining.of(row.name),
	)
