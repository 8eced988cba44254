"""The rows of a month: from the records while it is open, from the books once it is closed.

The table sums these rows and the list shows them, picked by the same function (`Measure.takes`, `table.Cell`), so a
figure and its list cannot differ. All of it goes through `access.scope` (see `view`); the sealed line goes through the
rule of the Sealed Register, closed or not, since nobody may learn from an old figure what he must not know.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe

from xinfang_app.access import scope, sealed_scope
from xinfang_app.access.sql import EVERYTHING, NOTHING, literal
from xinfang_app.insight.monthly import books, definitions, differences, places
from xinfang_app.insight.monthly.definitions import PIECE, SEALED, VALUES, Count
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.view import View

_KEYS = ("form", "source_level", "category", "organ", "is_repeat", "is_group")
_FLAGS = ("is_repeat", "is_group")


@dataclass(frozen=True)
class Row(Count):
	"""One counted piece."""

	piece: str = ""
	number: str = ""
	received_on: datetime | None = None


@dataclass(frozen=True)
class Correction(Row):
	"""One piece taken into a closed month (`sign` 1) or out of it (-1) after it was closed, and why."""

	sign: int = 1
	month: Month | None = None
	reason: str = ""


@dataclass(frozen=True)
class SealedRow:
	"""A sealed piece as the viewer may know it: number, day and form. `sign` and `month` where it is a correction."""

	number: str
	received_on: datetime
	form: str
	sign: int = 1
	month: Month | None = None


def counts(view: View, month: Month) -> list[Count]:
	"""Return the pieces of `month`, those alike taken together."""
	columns = ", ".join(f"`{key}`" for key in (*_KEYS, "place"))
	found = frappe.db.sql(
		f"select {columns}, count(*) as n, sum(`people_count`) as heads from ({_source(view, month)}) counted"
		f" group by {columns}",
		_parameters(view, month),
		as_dict=True,
	)
	return [Count(**_flags(row)) for row in found]


def rows(view: View, month: Month) -> list[Row]:
	"""Return the pieces of `month` one by one, in the order of their receipt."""
	found = frappe.db.sql(
		f"{_source(view, month)} order by `received_on`, `number`", _parameters(view, month), as_dict=True
	)
	return [Row(**_flags(_one(row))) for row in found]


def corrections(view: View, month: Month) -> list[Correction]:
	"""Return what `month` tells about months closed before it: its closing's rows, or the differences up to now.

	Only the month that is next to be closed tells differences; a later one has none yet.
	"""
	closed = books.closing(view.office, month)
	if closed:
		found = _entries(view, month, closed.name, "entry.`is_correction` = 1 and entry.`piece` != ''")
	elif books.next_open(view.office) == month:
		found = _differences(view, month, "`piece` != ''")
	else:
		return []
	return [
		Correction(**_flags(_one(row)), sign=row.sign, month=Month.of(row.month), reason=row.reason)
		for row in found
	]


def sealed(view: View, month: Month) -> list[SealedRow] | None:
	"""Return the sealed pieces received in `month` that the user may know of; None if that is not his business."""
	condition = sealed_scope.condition(view.user, "`sealed`")
	if not view.whole or condition == NOTHING:
		return None
	closed = books.closing(view.office, month)
	if closed:
		source = (
			f"select entry.`sealed`, entry.`number`, entry.`received_on`, entry.`form` from `tab{books.ROW}` entry"
			" where entry.`close` = %(close)s and entry.`is_correction` = 0 and entry.`sealed` != ''"
		)
	else:
		source = (
			f"select `name` as `sealed`, `number`, `received_on`, ifnull(`form`, '') as `form` from `tab{SEALED}`"
			f" where {definitions.SEALED_COUNTED} and `received_on` >= %(begin)s and `received_on` < %(end)s"
			" and `scope_code` >= %(low)s and `scope_code` < %(high)s"
		)
	found = frappe.db.sql(
		f"select * from ({source}) counted where {condition} order by `received_on`, `number`",
		{**_parameters(view, month), "close": closed.name if closed else None},
		as_dict=True,
	)
	return [SealedRow(row.number, row.received_on, row.form) for row in found]


def sealed_corrections(view: View, month: Month) -> list[SealedRow]:
	"""Return what `month` tells of sealed pieces of closed months, as far as the user may know of them."""
	condition = sealed_scope.condition(view.user, "`sealed`")
	if not view.whole or condition == NOTHING:
		return []
	closed = books.closing(view.office, month)
	if closed:
		found = _entries(
			view, month, closed.name, f"entry.`is_correction` = 1 and entry.`sealed` != '' and {condition}"
		)
	elif books.next_open(view.office) == month:
		found = _differences(view, month, f"`sealed` != '' and {condition}")
	else:
		return []
	return [SealedRow(row.number, row.received_on, row.form, row.sign, Month.of(row.month)) for row in found]


def _source(view: View, month: Month) -> str:
	"""The SELECT of the rows of `month`: from the books if it is closed, else from the records."""
	closed = books.closing(view.office, month)
	if closed:
		columns = ", ".join(
			f"entry.`{column}`" for column in ("piece", "number", "received_on", *VALUES, "place")
		)
		return (
			f"select {columns} from `tab{books.ROW}` entry where entry.`close` = {literal(closed.name)}"
			f" and entry.`is_correction` = 0 and entry.`piece` != '' and {_bounds(view, month, 'entry')}"
		)
	values = ", ".join(f"{expression} as `{column}`" for column, expression in VALUES.items())
	place = places.expression(f"`tab{PIECE}`.`scope_code`", view.low, view.high, month)
	where = [
		definitions.COUNTED,
		f"`tab{PIECE}`.`received_on` >= %(begin)s and `tab{PIECE}`.`received_on` < %(end)s",
		f"`tab{PIECE}`.`scope_code` >= %(low)s and `tab{PIECE}`.`scope_code` < %(high)s",
		f"({scope.condition(PIECE, view.user)})",
	]
	if view.place:
		where.append(f"{place} = %(place)s")
	if view.organ:
		where.append(f"`tab{PIECE}`.`organ` = %(organ)s")
	return (
		f"select `tab{PIECE}`.`name` as `piece`, ifnull(`tab{PIECE}`.`number`, '') as `number`,"
		f" `tab{PIECE}`.`received_on`, {values}, {place} as `place` from `tab{PIECE}` where {' and '.join(where)}"
	)


def _entries(view: View, month: Month, close: str, where: str) -> list[dict]:
	"""Rows of the closing `close`; those of pieces within the view's bounds."""
	bounds = _bounds(view, month, "entry") if "`piece`" in where else EVERYTHING
	return frappe.db.sql(
		f"select * from `tab{books.ROW}` entry where entry.`close` = %(close)s and {where} and {bounds}"
		" order by entry.`month`, entry.`number`, entry.`sign`",
		{**_parameters(view, month), "close": close},
		as_dict=True,
	)


def _differences(view: View, month: Month, where: str) -> list[dict]:
	"""The differences between books and records up to now, within the view's bounds."""
	first, latest = books.first(view.office), books.last(view.office)
	place = places.expression("differing.`scope_code`", view.low, view.high, month)
	bounds = _bounds(view, month, "differing", place) if "`piece`" in where else EVERYTHING
	return frappe.db.sql(
		f"select differing.*, {place} as `place` from ({differences.select()}) differing"
		f" where {where} and {bounds} order by `month`, `number`, `sign`",
		{
			**_parameters(view, month),
			**differences.parameters(
				view.office,
				view.low,
				view.high,
				first=first.month,
				month=month,
				since=latest.written_on,
			),
		},
		as_dict=True,
	)


def _bounds(view: View, month: Month, table: str, place: str | None = None) -> str:
	"""The view's bounds on rows of the books: place, organ, and what the user may see of them."""
	parts = []
	if view.place:
		parts.append(f"{place or f'{table}.`place`'} = %(place)s")
	if view.organ:
		parts.append(f"{table}.`organ` = %(organ)s")
	if not view.full(month):
		parts.append(scope.exists_condition(PIECE, f"{table}.`piece`", view.user))
	return " and ".join(parts) or EVERYTHING


def _parameters(view: View, month: Month) -> dict:
	return {
		"office": view.office,
		"low": view.low,
		"high": view.high,
		"begin": month.begin,
		"end": month.end,
		"place": view.place,
		"organ": view.organ,
	}


def _one(row: dict) -> dict:
	"""The fields of `Row` from a row of the database."""
	kept = {key: row[key] for key in (*_KEYS, "place", "piece", "number", "received_on")}
	return {**kept, "heads": row["people_count"]}


def _flags(row: dict) -> dict:
	return {**row, **{key: bool(row[key]) for key in _FLAGS}, "heads": int(row["heads"])}
