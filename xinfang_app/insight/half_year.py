"""半年信访工作情况: the figures of the half-year table, each with the records behind it.

A figure is a name, a label and a choice of rows of one kind (pieces, assignments, clocks: see `period`; receptions,
owned cases, inspections, letters: see `work_rows`). The table shows the number of rows, the list shows the rows: the
two cannot differ, because both are the same rows. A rate is the share of the kept among the due and opens the clocks
that were due; a measure adds up something of the rows it opens.

Source of the layout: the half-year summary that county petition offices send up (online pieces by level, done and
open; assigned matters; timely acceptance and reply; leaders' receptions and owned cases; inspections and letters).
"""

from collections.abc import Callable
from dataclasses import dataclass

from frappe import _

from xinfang_app.insight import work_rows
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
	measure: Callable[[list], int] | None = None
	unit: str = ""


#: Rows of other kinds than pieces, by the name of their source.
WORK = {
	"receptions": work_rows.receptions,
	"ownerships": work_rows.ownerships,
	"inspections": work_rows.inspections,
	"letters": work_rows.letters,
}
VISITS_DOWN = ("Visit down", "Visit with a case", "Return visit")


class Material:
	"""The rows of a period, read once for all figures. `user` (default: the session's) bounds what is seen."""

	def __init__(self, period: Period, user: str | None = None):
		self.period = period
		self.user = user
		self._read: dict[str, list] = {}

	def rows(self, source: str) -> list:
		"""Return all rows of `source`: "pieces", "assignments", "acceptance", "reply" or one of WORK."""
		if source not in self._read:
			if source == "pieces":
				self._read[source] = pieces(self.period, self.user)
			elif source == "assignments":
				self._read[source] = assignments(self.period, self.user)
			elif source in WORK:
				self._read[source] = WORK[source](self.period, self.user)
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
	lines += _led()
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


def _led() -> list[Figure]:
	"""What leaders and supervision did."""
	times, cases = _("times", context="Count"), _("cases", context="Count")
	lines = [
		Figure("H9", _("Leaders received people or went down"), "receptions", list, unit=times),
		Figure(
			"H10",
			_("People received"),
			"receptions",
			list,
			1,
			measure=lambda rows: sum(r.people for r in rows),
			unit=_("person-times", context="Count"),
		),
		Figure(
			"H11",
			_("Top leaders' visits down"),
			"receptions",
			lambda rows: [r for r in rows if r.top and r.kind in VISITS_DOWN],
			1,
			unit=times,
		),
	]
	for key, tier, label in (
		("H12", "Provincial", _("Cases owned by provincial leaders")),
		("H13", "Prefecture", _("Cases owned by prefecture leaders")),
		("H26", "County", _("Hard cases owned by county leaders")),
	):
		lines += _triple(key, label, lambda r, tier=tier: r.kind == tier, source="ownerships", unit=cases)
	lines.append(
		Figure(
			"H26.leaders",
			_("Leaders who own them"),
			"ownerships",
			lambda rows: [r for r in rows if r.kind == "County"],
			1,
			measure=lambda rows: len({r.leader for r in rows}),
			unit=_("persons", context="Count"),
		)
	)
	lines += [
		Figure("H14", _("Inspections"), "inspections", list, unit=times),
		Figure(
			"H15",
			_("Letters of assignment and supervision"),
			"letters",
			list,
			unit=_("letters", context="Count"),
		),
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
	key: str, label: str, choose: Callable, *, source: str = "pieces", indent: int = 0, unit: str = ""
) -> list[Figure]:
	return [
		Figure(key, label, source, lambda rows: [r for r in rows if choose(r)], indent, unit=unit),
		Figure(
			f"{key}.done",
			_("done"),
			source,
			lambda rows: [r for r in rows if choose(r) and r.done],
			indent + 1,
			unit=unit,
		),
		Figure(
			f"{key}.open",
			_("still open"),
			source,
			lambda rows: [r for r in rows if choose(r) and not r.done],
			indent + 1,
			unit=unit,
		),
	]


def find(key: str) -> Figure | None:
	"""Return the figure named `key`, or None."""
	return next((figure for figure in figures() if figure.key == key), None)


def value(figure: Figure, material: Material) -> int | float | None:
	"""Return the count of a figure, or for a rate the percentage kept; None where nothing was due."""
	rows = figure.rows(material.rows(figure.source))
	if figure.measure:
		return figure.measure(rows)
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
			"unit": "%" if figure.rate else figure.unit or _("pieces", context="Count"),
			"rows": len(figure.rows(material.rows(figure.source))),
		}
		for figure in figures()
	]
