"""Rows of a batch: where they lie, encrypted, and when their content goes.

Rule (ideas 8, 9): a row of a list names people, and may be an accusation. What stood in the sheet is kept only as a
cipher text bound to its row, under the key of identities or, for an accusation, under that of sealed pieces. In plain
there are the row's number in the sheet, the verdict on it and, unless it is an accusation, the upper system's number.
The content goes as soon as the row is registered; of rows with a fault when the error list is no longer needed
(`purge`). No role reads this table, and the ORM writes none of it.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import frappe
from pypika import Order

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.exchange.reading.sheet import Fault

DOCTYPE = "Exchange Row"
COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"idx",
	"docstatus",
	"batch",
	"row_no",
	"upper_number",
	"verdict",
	"state",
	"sealed",
	"reason",
	"hints",
	"changes",
	"payload_enc",
	"upper_matter",
	"petition",
	"difference_key",
	"explained_by",
)
#: Rows of one statement: their cipher texts must fit one packet of the database.
AT_ONCE = 100
#: What may still be asked for after the batch has run: the rows of the error list.
ERRORS = ("Faulty", "Twice in the list")


def add(batch: str, rows: Iterable[dict]) -> int:
	"""Write `rows` (columns of Exchange Row, and `payload`: what `packed` gave) to `batch`; return how many."""
	now, user, count = when.now(), frappe.session.user, 0
	values = []
	for row in rows:
		name = frappe.generate_hash(length=12)
		payload = row.get("payload")
		fixed = {
			"name": name,
			"creation": now,
			"modified": now,
			"owner": user,
			"modified_by": user,
			"idx": row["row_no"],
			"docstatus": 0,
			"batch": batch,
			"sealed": int(bool(row.get("sealed"))),
			"payload_enc": sealed_up(name, payload, bool(row.get("sealed"))) if payload else None,
		}
		values.append(tuple({**row, **fixed}.get(column) for column in COLUMNS))
		if len(values) == AT_ONCE:
			_insert(values)
			count, values = count + len(values), []
	_insert(values)
	return count + len(values)


def _insert(values: list[tuple]) -> None:
	if values:
		frappe.db.bulk_insert(DOCTYPE, list(COLUMNS), values)


def of(batch: str, *, start: int = 0, limit: int | None = None, **filters) -> list[frappe._dict]:
	"""Return rows of `batch` in the order of the sheet; a filter may be a value or a list of values. Not for the user."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select("*").where(table.batch == batch)
	for column, value in filters.items():
		query = query.where(
			table[column].isin(value) if isinstance(value, list | tuple) else table[column] == value
		)
	query = query.orderby(table.row_no).orderby(table.name)
	if limit is not None:
		query = query.limit(limit).offset(start)
	return query.run(as_dict=True)


def get(name: str, batch: str | None = None, *, for_update: bool = False) -> frappe._dict | None:
	"""Return one row, or None; with `batch` only if it belongs to it."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select("*").where(table.name == name)
	if batch:
		query = query.where(table.batch == batch)
	found = (query.for_update() if for_update else query).run(as_dict=True)
	return found[0] if found else None


def each(batch: str, **filters) -> Iterator[frappe._dict]:
	"""Yield the rows of `batch`, a few hundred at a time, so that the cipher texts of a large list are never all held."""
	start, size = 0, 300
	while found := of(batch, start=start, limit=size, **filters):
		yield from found
		start += size


def next_of(batch: str, *states: str) -> frappe._dict | None:
	"""Return the first row of `batch` in one of `states`, held until the transaction ends; what another job holds is passed over."""
	table = frappe.qb.DocType(DOCTYPE)
	found = (
		frappe.qb.from_(table)
		.select("*")
		.where((table.batch == batch) & table.state.isin(states))
		.orderby(table.row_no, order=Order.asc)
		.limit(1)
		.for_update(skip_locked=True)
	).run(as_dict=True)
	return found[0] if found else None


def write(name: str, **values) -> None:
	"""Set columns of the row `name`."""
	frappe.db.set_value(DOCTYPE, name, {**values, "modified": when.now()}, update_modified=False)


def counts(batch: str) -> dict[str, dict[str, int]]:
	"""Return verdict → state → number of rows of `batch`."""
	found: dict[str, dict[str, int]] = {}
	for verdict, state, number in frappe.db.sql(
		f"""select ifnull(verdict, ''), ifnull(state, ''), count(*) from `tab{DOCTYPE}`
		where batch = %s group by verdict, state""",
		batch,
	):
		found.setdefault(verdict, {})[state] = number
	return found


def packed(cells: list, more: list[list] | None = None) -> str:
	"""Return the cells of a row, and of further lines of the same matter, as the text that is encrypted."""
	return json.dumps({"cells": cells, "more": more or []}, default=_plain, ensure_ascii=False)


def unpacked(row: frappe._dict) -> tuple[list, list[list]]:
	"""Return (cells, further lines) of `row`; empty when its content is gone."""
	if not row.payload_enc:
		return [], []
	key = keys.SEALED if row.sealed else keys.IDENTITY
	content = json.loads(keys.decrypt(row.payload_enc, _place(row.name), key), object_hook=_opened)
	return content["cells"], content["more"]


def sealed_up(name: str, payload: str, sealed: bool) -> str:
	"""Return `payload` encrypted for the row `name`."""
	return keys.encrypt(payload, _place(name), keys.SEALED if sealed else keys.IDENTITY)


def purge(batch: str, *, keep: tuple[str, ...] = ()) -> None:
	"""Take the content of the rows of `batch` away, but of rows with a verdict in `keep` and of rows that failed."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.update(table).set(table.payload_enc, None).where(table.batch == batch)
	if keep:
		query = query.where(table.verdict.notin(keep)).where(table.state != "Failed")
	query.run()


def _place(name: str) -> str:
	return f"{DOCTYPE}/{name}"


def _plain(value):
	if isinstance(value, datetime):
		return {"moment": value.isoformat(sep=" ")}
	if isinstance(value, date):
		return {"moment": f"{value.isoformat()} 00:00:00"}
	if isinstance(value, Fault):
		return {"fault": [value.kind, value.text]}
	return str(value)


def _opened(value: dict):
	if set(value) == {"moment"}:
		return datetime.fromisoformat(value["moment"])
	if set(value) == {"fault"}:
		return Fault(*value["fault"])
	return value
