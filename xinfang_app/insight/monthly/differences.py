"""What the books say and what the records say now: the corrections, as one SQL statement.

Rule: for every closed month, what stands in the books is compared with the pieces as they are. A piece that is not
there is taken in; one that no longer counts is taken out; one that counts differently is taken out as it was and taken
in as it is. So a piece is in the books or among the corrections, never in both and never in neither, however closely
its saving and the closing fell together: what the closing did not see, the next comparison finds.

One statement means one view of the database: nothing can slip through between two questions. For the closing all
pieces are compared (`since` None). For the screen those are enough that were written since shortly before the last
closing, or whose matter was (moving a matter to another place moves its pieces without marking them).
"""

from datetime import datetime, timedelta

from xinfang_app.insight.monthly import books, definitions
from xinfang_app.insight.monthly.definitions import PIECE, SEALED
from xinfang_app.insight.monthly.month import Month

LATE, CHANGED, GONE = "Registered later", "Changed", "No longer counted"
#: A piece may be marked as written this long before its transaction ends.
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


def select(*, since: datetime | None = None) -> str:
	"""Return the SELECT of the differences, with the columns `COLUMNS`.

	Its parameters are those of `parameters`. `since` bounds it to what was written after that moment (less a margin).
	"""
	piece = _pair(
		table=PIECE,
		key="piece",
		counted=definitions.COUNTED,
		values=definitions.VALUES,
		narrow=f"`tab{PIECE}`.`name` in ({_written_since()})" if since else None,
		narrow_entry=f"entry.`piece` in ({_written_since()})" if since else None,
	)
	sealed = _pair(table=SEALED, key="sealed", counted=definitions.SEALED_COUNTED, values=_SEALED_VALUES)
	return " union all ".join([*piece, *sealed])


def parameters(
	office: str, low: str, high: str, first: Month, until: Month, since: datetime | None = None
) -> dict:
	"""Return the parameters of `select`: the office's range, the first month of its books and the last to compare."""
	return {
		"office": office,
		"low": low,
		"high": high,
		"begin": first.begin,
		"end": until.end,
		"since": since - MARGIN if since else None,
	}


def _written_since() -> str:
	return (
		f"select changed.`name` from `tab{PIECE}` changed where changed.`modified` >= %(since)s"
		f" union select follower.`name` from `tabPetition` matter inner join `tab{PIECE}` follower"
		" on follower.`petition` = matter.`name` where matter.`modified` >= %(since)s"
	)


def _pair(
	*,
	table: str,
	key: str,
	counted: str,
	values: dict,
	narrow: str | None = None,
	narrow_entry: str | None = None,
) -> tuple[str, str]:
	"""The rows to take in and the rows to take out, for pieces or for sealed rows."""
	name = f"`tab{table}`.`name`"
	received = f"`tab{table}`.`received_on`"
	month = f"date_sub(date({received}), interval dayofmonth({received}) - 1 day)"
	live = (
		f"{counted} and {received} >= %(begin)s and {received} < %(end)s"
		f" and `tab{table}`.`scope_code` >= %(low)s and `tab{table}`.`scope_code` < %(high)s"
	)
	same = " and ".join(
		[f"entry.`month` = {month}", *(f"entry.`{column}` = {value}" for column, value in values.items())]
	)
	piece, sealed = (name, "''") if key == "piece" else ("''", name)
	taken_in = [
		"1",
		"''",
		month,
		piece,
		sealed,
		f"ifnull(`tab{table}`.`number`, '')",
		received,
		*(values[column] for column in VALUES),
		f"if(entry.`name` is null, '{LATE}', '{CHANGED}')",
	]
	taken_out = [
		"-1",
		"entry.`name`",
		*(f"entry.`{column}`" for column in HEAD[2:]),
		*(f"entry.`{column}`" for column in VALUES),
		f"if({name} is null, '{GONE}', '{CHANGED}')",
	]
	return (
		f"select {_named(taken_in)} from `tab{table}`"
		f" left join ({books.STANDING_FROM}) on entry.`{key}` = {name} and {books.STANDING}"
		f" where {live}{f' and {narrow}' if narrow else ''} and (entry.`name` is null or not ({same}))",
		f"select {_named(taken_out)} from ({books.STANDING_FROM})"
		f" left join `tab{table}` on {name} = entry.`{key}` and {live}"
		f" where {books.STANDING} and entry.`{key}` != ''"
		f"{f' and {narrow_entry}' if narrow_entry else ''} and ({name} is null or not ({same}))",
	)


def _named(expressions: list[str]) -> str:
	return ", ".join(
		f"{expression} as `{column}`" for expression, column in zip(expressions, COLUMNS, strict=True)
	)
