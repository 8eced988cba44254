"""The duty sets (五责, 五包, 四定三包, 三定一包 …): what a leader who owns a matter has to do, as tasks with a day and a proof.

Rule (art. 18; DOMAIN D1 in its rights-respecting reading): every duty is an official's task towards the matter, to find,
meet, answer, solve, carry out, help, report. None is about keeping people quiet, watching or stopping them; the words
in which that is asked for elsewhere are refused when a set is saved. Sets are shipped once, then the admin's. A set
that is changed counts for ownerships approved from then on; those that run keep their tasks.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import frappe
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app.access.watch_words import refuse
from xinfang_app.workflows.install import install_shipped

DOCTYPE = "Duty Set"
SHIPPED = Path(__file__).parent / "shipped" / "duty_sets.json"
#: Done with the approval itself: leader, day and organ stand in it.
NAMED = "Named at approval"
#: Done by the record of a meeting.
MEET = "Meet the petitioner"


def after_sync() -> None:
	"""Install the shipped sets. Idempotent; hooks call it after install and every migrate."""
	install_shipped(DOCTYPE, sets())


def sets() -> list[dict]:
	"""Return the shipped sets as plain dicts."""
	return json.loads(SHIPPED.read_text(encoding="utf-8"))


def check(record: Document) -> None:
	"""Before a set is saved: no duty asks for control of people, and one set at most is proposed first."""
	refuse(record.title, record.description, *(f"{row.duty} {row.meaning or ''}" for row in record.duties))
	if record.is_default:
		table = frappe.qb.DocType(DOCTYPE)
		frappe.qb.update(table).set(table.is_default, 0).where(table.name != record.name).run()


def default() -> str | None:
	"""Return the set that is proposed first, or None."""
	return frappe.db.get_value(DOCTYPE, {"enabled": 1, "is_default": 1}) or frappe.db.get_value(
		DOCTYPE, {"enabled": 1}
	)


def day_of(days: int, started_on: date, due_on: date) -> date:
	"""Return the day of a duty: so many days from the start, never after the term of the ownership; 0 is the term. Pure."""
	wanted = getdate(started_on) + timedelta(days=cint(days))
	return min(wanted, getdate(due_on)) if cint(days) else getdate(due_on)
