"""半年信访工作情况: the figures of the half-year table, each with the records behind it.

A figure is a name, a label and a choice of rows of one of three kinds (pieces, assignments, clocks; see `period`).
The table shows the number of rows, the list shows the rows: the two cannot differ, because both are the same rows.
A rate is the share of the kept among the due and opens the clocks that were due.

Source of the layout: the half-year summary that county petition offices send up (online pieces by level, done and
open; assigned matters; timely acceptance and reply).
"""

from collections.abc import Callable
from dataclasses import dataclass

from frappe import _

from xinfang_app.insight.period import (
	ACCEPTANCE_RULES,
	REPLY_RULES,
	Period,
	assignments,
	clocks,
	pieces,
)

ONLINE = "Online"
FORMS = ("Online", "Letter", "Visit", "Call", "Fax")


@dataclass(frozen=True)
class Figure:
	"""One line of the table. `rows` picks from `source`; a rate also says which of the rows count as kept."""

	key: str
	label: str
	source: str
	rows: Callable[[list], list]
	indent: int = 0
	rate: bool = False


class Material:
	"""The rows of a period, read once for all figures. `user` (default: the session's) bounds what is seen."""

	def __init__(self, period: Period, user: str | None = None):
		self.period = period
		self.user = user
		self._read: dict[str, list] = {}

	def rows(self, source: str) -> list:
		"""Return all rows of `source`: "pieces", "assignments", "acceptance" or "reply"."""
		if source not in self._read:
			if source == "pieces":
				self._read[source] = pieces(self.period, self.user)
			elif source == "assignments":
				self._read[source] = assignments(self.period, self.user)
			elif source == "acceptance":
				self._read[source] = clocks(self.period, ACCEPTANCE_RULES, self.user)
			else:
				self._read[source] = clocks(self.period, REPLY_RULES, self.user)
		return self._read[source]


def figures() -> list[Figure]:
	"""Return the lines of the table in the order of the printed summary."""
	lines = _triple("H1", _("Online pieces received and passed on"), lambda r: r.form == ONLINE)
	for number, (level, label) in enumerate(_levels().items(), start=2):
		lines += _triple(
			f"H{number}",
			label,
			lambda r, level=level: r.form == ONLINE and r.source_level == level,
			indent=1,
		)
	lines += _triple("H7", _("Matters assigned or supervised"), lambda r: True, source="assignments")
	lines += [
		Figure(
			"H8.acceptance",
			_("Timely acceptance, online"),
			"acceptance",
			lambda rows: [r for r in rows if r.form == ONLINE],
			rate=True,
		),
		Figure(
			"H8.reply",
			_("Timely reply, online"),
			"reply",
			lambda rows: [r for r in rows if r.form == ONLINE],
			rate=True,
		),
	]
	for form in FORMS[1:]:
		lines += _triple(
			f"form.{form}",
			_("{0}, pieces").format(_(form, context="Petition Form")),
			lambda r, form=form: r.form == form,
		)
	lines += [
		Figure("all.acceptance", _("Timely acceptance, all forms"), "acceptance", list, rate=True),
		Figure("all.reply", _("Timely reply, all forms"), "reply", list, rate=True),
	]
	return lines


def _levels() -> dict[str, str]:
	"""Where online pieces come down from, with the words of the printed summary."""
	return {
		"National": _("of these passed on by the State bureau"),
		"Provincial": _("of these passed on by the province"),
		"Prefecture": _("of these passed on by the prefecture"),
		"County": _("of these brought on the county's own platform"),
	}


def _triple(
	key: str, label: str, choose: Callable, *, source: str = "pieces", indent: int = 0
) -> list[Figure]:
	return [
		Figure(key, label, source, lambda rows: [r for r in rows if choose(r)], indent),
		Figure(
			f"{key}.done",
			_("done"),
			source,
			lambda rows: [r for r in rows if choose(r) and r.done],
			indent + 1,
		),
		Figure(
			f"{key}.open",
			_("still open"),
			source,
			lambda rows: [r for r in rows if choose(r) and not r.done],
			indent + 1,
		),
	]


def find(key: str) -> Figure | None:
	"""Return the figure named `key`, or None."""
	return next((figure for figure in figures() if figure.key == key), None)


def value(figure: Figure, material: Material) -> int | float | None:
	"""Return the count of a figure, or for a rate the percentage kept; None where nothing was due."""
	rows = figure.rows(material.rows(figure.source))
	if not figure.rate:
		return len(rows)
	return round(100 * sum(r.kept for r in rows) / len(rows), 1) if rows else None


def table(period: Period, user: str | None = None) -> list[dict]:
	"""Return the whole table: key, label, indent, value, unit and the number of rows behind each figure."""
	material = Material(period, user)
	return [
		{
			"key": figure.key,
			"label": figure.label,
			"indent": figure.indent,
			"value": value(figure, material),
			"unit": "%" if figure.rate else _("pieces", context="Count"),
			"rows": len(figure.rows(material.rows(figure.source))),
		}
		for figure in figures()
	]
