"""What the books say and what the records say now: the corrections, as one SQL statement.

Rule: what stands in the books is compared with the pieces as they are. A piece of a closed month that is not there is
taken in; one that no longer counts is taken out; one that counts differently is taken out as it was and taken in as it
is. So a piece is in the books or among the corrections, never in both and never in neither, however closely its saving
and the closing fell together: what the closing did not see, the next comparison finds. One statement means one view of
the database: nothing slips through between two questions.

Compared are the pieces that were written since a day before the last closing, or whose matter was (moving a matter to
another place moves its pieces without marking them). A piece bears the moment at which its saving began; no request or
job of the site lasts a day, so nothing that the last closing could not see is older. Sealed rows are few: all are
compared.

At 1,000,000 pieces, comparing every one takes minutes and this takes seconds (docs/reference.md has the figures).
"""

from datetime import datetime, timedelta

from xinfang_app.insight.monthly import books, definitions
from xinfang_app.insight.monthly.definitions import PIECE, SEALED
from xinfang_app.insight.monthly.month import Month

LATE, CHANGED, GONE = "Registered later", "Changed", "No longer counted"
MARGIN = timedelta(days=1)
#: Columns of each row found, beside the values of `definitions.VALUES`.
HEAD = ("sign", "reverses", "month", "piece", "sealed", "number", "received_on")
VALUES = tuple(definitions.VALUES)
COLUMNS = (*HEAD, *VALUES, "reason")
#: A sealed row has no more than these.
_SEALED_VALUES = {
	"form": f"ifnull(`tab{SEALED}`.`form`, '')",
	"source_level": f"ifnull(`tab{SEALED}`.`source_level`, '')",
	**dict.fromkeys(("category", "scope_code", "organ"), "''"),
	**dict.fromkeys(("is_repeat", "is_group", "people_count"), "0"),
}
_WRITTEN = (
	f"(select changed.`name` from `tab{PIECE}` changed where changed.`modified` >= %(since)s"
	f" union select follower.`name` from `tabPetition` matter inner join `tab{PIECE}` follower"
	" on follower.`petition` = matter.`name` where matter.`modified` >= %(since)s) written"
)


def select() -> str:
	"""Return the SELECT of the differences in closed months, with the columns `COLUMNS` (see `parameters`)."""
	return " union all ".join(
		[
			*_pair(PIECE, "piece", definitions.COUNTED, definitions.VALUES, written=True),
			*_pair(SEALED, "sealed", definitions.SEALED_COUNTED, _SEALED_VALUES),
		]
	)


def select_with_month() -> str:
	"""Return the same together with every row of the month that is being closed, which is not in the books yet."""
	return " union all ".join(
		[
			_month(PIECE, "piece", definitions.COUNTED, definitions.VALUES),
			_month(SEALED, "sealed", definitions.SEALED_COUNTED, _SEALED_VALUES),
			select(),
		]
	)


def parameters(
	office: str, low: str, high: str, *, first: Month, month: Month, since: datetime | None
) -> dict:
	"""Return the parameters: the office and its range of codes, the first month of its books, the month that tells.

	Compared are the months before `month`; `since` is when the last of them was closed (None: there is none).
	"""
	return {
		"office": office,
		"low": low,
		"high": high,
		"books_begin": first.begin,
		"books_end": month.begin,
		"month_end": month.end,
		"since": since - MARGIN if since else month.end,
	}


def _pair(table: str, key: str, counted: str, values: dict, *, written: bool = False) -> tuple[str, str]:
	"""The rows to take in and the rows to take out, for pieces or for sealed rows."""
	name = f"`tab{table}`.`name`"
	live = _live(table, counted, "books_begin", "books_end")
	same = " and ".join(
		[
			f"entry.`month` = {_first_day(table)}",
			*(f"entry.`{column}` = {value}" for column, value in values.items()),
		]
	)
	taken_out = [
		"-1",
		"entry.`name`",
		*(f"entry.`{column}`" for column in (*HEAD[2:], *VALUES)),
		f"if({name} is null, '{GONE}', '{CHANGED}')",
	]
	reason = f"if(entry.`name` is null, '{LATE}', '{CHANGED}')"
	pieces, entries = f"`tab{table}`", books.STANDING_FROM
	if written:
		pieces = f"{_WRITTEN} inner join `tab{table}` on {name} = written.`name`"
		entries = f"{_WRITTEN} straight_join ({books.STANDING_FROM}) on entry.`{key}` = written.`name`"
	return (
		f"select {_named(_taken_in(table, key, values, reason))} from {pieces}"
		f" left join ({books.STANDING_FROM}) on entry.`{key}` = {name} and {books.STANDING}"
		f" where {live} and (entry.`name` is null or not ({same}))",
		f"select {_named(taken_out)} from {entries}"
		f" left join `tab{table}` on {name} = entry.`{key}` and {live}"
		f" where {books.STANDING} and entry.`{key}` != '' and ({name} is null or not ({same}))",
	)


def _month(table: str, key: str, counted: str, values: dict) -> str:
	"""All rows of the month that is being closed."""
	return (
		f"select {_named(_taken_in(table, key, values, repr('')))} from `tab{table}`"
		f" where {_live(table, counted, 'books_end', 'month_end')}"
	)


def _live(table: str, counted: str, begin: str, end: str) -> str:
	return (
		f"{counted} and `tab{table}`.`received_on` >= %({begin})s and `tab{table}`.`received_on` < %({end})s"
		f" and `tab{table}`.`scope_code` >= %(low)s and `tab{table}`.`scope_code` < %(high)s"
	)


def _taken_in(table: str, key: str, values: dict, reason: str) -> list[str]:
	name = f"`tab{table}`.`name`"
	return [
		"1",
		"''",
		_first_day(table),
		*((name, "''") if key == "piece" else ("''", name)),
		f"ifnull(`tab{table}`.`number`, '')",
		f"`tab{table}`.`received_on`",
		*(values[column] for column in VALUES),
		reason,
	]


def _first_day(table: str) -> str:
	received = f"`tab{table}`.`received_on`"
	return f"date_sub(date({received}), interval dayofmonth({received}) - 1 day)"


def _named(expressions: list[str]) -> str:
	return ", ".join(
		f"{expression} as `{column}`" for expression, column in zip(expressions, COLUMNS, strict=True)
	)
