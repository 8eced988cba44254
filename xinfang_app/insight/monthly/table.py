"""The monthly sheet: rows, columns, comparisons and corrections, each figure with the name under which its list opens.

The standard sheet has the forms as columns (visits as visits and people) with their total, the month before and the
same month last year beside it (环比, 同比), and as rows the total, first and repeat pieces, groups, and then source
level, category, place and registering organ. Any other dimension can be laid in rows or columns instead.

Comparisons are made with the figures of the other month as they were closed, or as they are while it is open.
"""

from dataclasses import dataclass, field
from functools import cached_property

import frappe
from frappe import _

from xinfang_app.insight.monthly import books, counting, definitions, dimensions
from xinfang_app.insight.monthly.definitions import Count
from xinfang_app.insight.monthly.figure import (
	ADDED,
	OWN,
	REMOVED,
	SEALED,
	SEALED_ADDED,
	SEALED_REMOVED,
	Figure,
	matches,
)
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.view import View

STANDARD = "standard"
SECTIONS = ("source_level", "group", "place", "organ")


@dataclass(frozen=True)
class Column:
	"""One column. `where` and `measure` say what it counts; `month` the month if another; `against` makes it a rate."""

	key: str
	head: str
	label: str
	where: tuple[tuple[str, str], ...] = ()
	measure: str = "all"
	other: str = ""
	rate: bool = False

	@property
	def flat_label(self) -> str:
		"""The label where there is one row of heads only."""
		return f"{self.head}{self.label}" if self.label and self.head != self.label else self.head


@dataclass
class Line:
	"""One row: its figures by column key, and the name of the list behind each."""

	label: str
	indent: int = 0
	heading: bool = False
	sealed: bool = False
	values: dict[str, int | float | None] = field(default_factory=dict)
	figures: dict[str, Figure] = field(default_factory=dict)


class Sheet:
	"""The table of one month for one view. Read once; `columns`, `lines` and the rest are what is shown."""

	def __init__(
		self, view: View, month: Month, rows: str = STANDARD, columns: str = "form", measure: str = "all"
	):
		if rows != STANDARD and rows not in dimensions.KEYS or columns not in dimensions.KEYS:
			raise ValueError(f"no such layout: {rows!r}, {columns!r}")
		self.view, self.month, self.rows_by, self.columns_by = view, month, rows, columns
		self.measures = definitions.measures()
		self.measure = self.measures[measure].key
		self.closing = books.closing(view.office, month)
		self.own = counting.counts(view, month)
		self.others = {
			"last": counting.counts(view, month.previous),
			"year": counting.counts(view, month.year_before),
		}
		self.corrections = counting.corrections(view, month)

	@property
	def partial(self) -> bool:
		"""Whether the user sees only part of what the table counts."""
		return not self.view.full(self.month)

	@cached_property
	def sealed(self) -> list[counting.SealedRow] | None:
		return counting.sealed(self.view, self.month)

	@cached_property
	def sealed_corrections(self) -> list[counting.SealedRow]:
		return counting.sealed_corrections(self.view, self.month)

	@cached_property
	def columns(self) -> list[Column]:
		"""The columns from left to right, without the first, which holds the labels."""
		found = []
		for value, label in self._values(self.columns_by):
			where = ((self.columns_by, value),)
			for measure in self._measures_of(value):
				unit = self.measures[measure].label
				found.append(
					Column(f"{self.columns_by}_{value or 'none'}_{measure}", label, unit, where, measure)
				)
		total = _("Total")
		by_form = self.columns_by == "form"
		shown = ("all", "heads") if by_form else (self.measure,)
		found += [Column(f"total_{key}", total, self.measures[key].label, (), key) for key in shown]
		compared = "all" if by_form else self.measure
		for other, head, rate in (
			("last", _("Month before"), _("Change on the month before")),
			("year", _("Same month last year"), _("Change on last year")),
		):
			found.append(Column(other, head, "", (), compared, other))
			found.append(Column(f"{other}_rate", rate, "", (), compared, other, rate=True))
		return found

	@cached_property
	def lines(self) -> list[Line]:
		"""The rows from top to bottom."""
		found = [self._line(_("Total"))]
		if self.rows_by == STANDARD:
			found += [
				self._line(self.measures["first"].label, (("is_repeat", "0"),), 1),
				self._line(self.measures["repeat"].label, (("is_repeat", "1"),), 1),
				self._line(self.measures["group"].label, (("is_group", "1"),), 1),
			]
			for key in SECTIONS:
				if key == "place" and self.view.place or key == "organ" and self.view.organ:
					continue
				found.append(Line(dimensions.all_of_them()[key].label, heading=True))
				found += [self._line(label, ((key, value),), 1) for value, label in self._values(key)]
		else:
			found += [
				self._line(label, ((self.rows_by, value),), 1) for value, label in self._values(self.rows_by)
			]
		return [*found, *self._correction_lines(), *self._sealed_lines()]

	def status(self) -> str:
		"""Whether the month is closed, in words."""
		if not self.closing:
			return _("{0} is open: the figures are those of this moment.").format(self.month.label)
		return _("{0} was closed on {1} by {2}; its figures no longer change.").format(
			self.month.label,
			frappe.utils.format_datetime(self.closing.closed_on, "yyyy-MM-dd HH:mm"),
			frappe.utils.get_fullname(self.closing.closed_by),
		)

	def _values(self, key: str) -> list[tuple[str, str]]:
		counted = [*self.own, *self.others["last"], *self.others["year"], *self.corrections]
		return dimensions.values(key, counted, self.view, self.month)

	def _measures_of(self, value: str) -> tuple[str, ...]:
		if self.columns_by != "form":
			return (self.measure,)
		return ("batches", "heads") if value == definitions.VISIT else ("pieces",)

	def _line(self, label: str, where: tuple[tuple[str, str], ...] = (), indent: int = 0) -> Line:
		line = Line(label, indent)
		months = {"": self.month, "last": self.month.previous, "year": self.month.year_before}
		counted = {
			other: [count for count in counts if matches(count, where)]
			for other, counts in {"": self.own, **self.others}.items()
		}
		for column in self.columns:
			value = self._figure(counted[column.other], column)
			if column.rate:
				line.values[column.key] = _rate(self._figure(counted[""], column), value)
				continue
			line.values[column.key] = value
			picked = (*where, *column.where)
			line.figures[column.key] = Figure(months[column.other], picked, column.measure, OWN)
		return line

	def _figure(self, counted: list[Count], column: Column) -> int:
		picked = [count for count in counted if matches(count, column.where)] if column.where else counted
		return self.measures[column.measure].of(picked)

	def _correction_lines(self) -> list[Line]:
		"""What this month tells of closed months: for each, what was added and what was taken out."""
		if not (self.corrections or self._tells_corrections()):
			return []
		found = [Line(_("Corrections of closed months"), heading=True)]
		for month in sorted({row.month for row in self.corrections}):
			for sign, kind, words in ((1, ADDED, _("{0}: added")), (-1, REMOVED, _("{0}: taken out"))):
				counted = [row for row in self.corrections if row.month == month and row.sign == sign]
				line = Line(words.format(month.label), 1)
				for column in [column for column in self.columns if not column.other]:
					line.values[column.key] = self._figure(counted, column)
					line.figures[column.key] = Figure(self.month, column.where, column.measure, kind, month)
				found.append(line)
		return found if len(found) > 1 else [*found, Line(_("none"), 1)]

	def _tells_corrections(self) -> bool:
		"""Whether this month is one that tells corrections: a closing in force lies before it."""
		begun = books.first(self.view.office)
		told = self.closing or books.next_open(self.view.office) == self.month
		return bool(begun and told and begun.month < self.month)

	def _sealed_lines(self) -> list[Line]:
		"""A number for those who may know of sealed pieces; in no other figure."""
		if self.sealed is None:
			return []
		total = next(column.key for column in self.columns if column.key.startswith("total_"))
		lines = [Line(_("Sealed register (number only, in no other figure)"), heading=True, sealed=True)]
		kinds = [(_("Sealed pieces received"), self.sealed, SEALED)]
		for sign, kind, words in (
			(1, SEALED_ADDED, _("closed months: added")),
			(-1, SEALED_REMOVED, _("closed months: taken out")),
		):
			rows = [row for row in self.sealed_corrections if row.sign == sign]
			if rows:
				kinds.append((words, rows, kind))
		for label, rows, kind in kinds:
			lines.append(
				Line(
					label,
					1,
					sealed=True,
					values={total: len(rows)},
					figures={total: Figure(self.month, (), "all", kind)},
				)
			)
		return lines


def _rate(now: int, before: int) -> float | None:
	"""The change in percent, None where there was nothing to compare with."""
	return round(100 * (now - before) / before, 1) if before else None
