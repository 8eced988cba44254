"""The outbox: what is to be said or done once a transaction has committed.

Rule: whoever wants something said or done writes a row in his own transaction, under a key that tells it from
everything else (for a step of a clock: clock and step). The row is there if and only if the transaction was
committed, and once however often it is asked for, since the key is unique. A job takes the rows
(`messages/sending.py`), each in a transaction of its own: an Action and its row's end are one commit, so it
happens once; a Message is delivered at least once, under its key.

Nothing here names a person who petitions, and nothing sealed lies here: rows are read by workers and outlive the
moment (arts. 30, 46). `content` holds plain values for the text's function; `guard.py` checks what comes of them.

Columns are fixed: rooms above may insert many rows at once with `COLUMNS` and `values`, or by INSERT … SELECT.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Iterable
from datetime import datetime

import frappe

from xinfang_app import when
from xinfang_app.messages import guard

DOCTYPE = "Outbox Message"
ACTION, MESSAGE, CHANNEL = "Action", "Message", "Channel"
WAITING, SENT, GIVEN_UP, DROPPED = "Waiting", "Sent", "Given Up", "Dropped"

#: The columns a row is inserted with, in the order of `values`.
COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"docstatus",
	"idx",
	"key",
	"kind",
	"action",
	"text",
	"content",
	"ref_doctype",
	"ref_name",
	"petition",
	"organ",
	"deadline",
	"step",
	"audience",
	"users",
	"urgent",
	"status",
	"not_before",
	"attempts",
	"channel",
	"recipient",
	"parent_key",
)
KEY_LENGTH = 140


def put(
	*,
	key: str,
	text: str | None = None,
	action: str | None = None,
	ref_doctype: str | None = None,
	ref_name: str | None = None,
	petition: str | None = None,
	organ: str | None = None,
	deadline: str | None = None,
	step: str | None = None,
	audience: Iterable[str] = (),
	users: Iterable[str] = (),
	content: dict | None = None,
	urgent: bool = False,
	not_before: datetime | None = None,
) -> str | None:
	"""Write one row in the caller's transaction; return its name, or None where the key is known already."""
	row = values(
		key=key,
		text=text,
		action=action,
		ref_doctype=ref_doctype,
		ref_name=ref_name,
		petition=petition,
		organ=organ,
		deadline=deadline,
		step=step,
		audience=audience,
		users=users,
		content=content,
		urgent=urgent,
		not_before=not_before,
	)
	return row[0] if insert([row]) else None


def values(
	*,
	key: str,
	text: str | None = None,
	action: str | None = None,
	ref_doctype: str | None = None,
	ref_name: str | None = None,
	petition: str | None = None,
	organ: str | None = None,
	deadline: str | None = None,
	step: str | None = None,
	audience: Iterable[str] = (),
	users: Iterable[str] = (),
	content: dict | None = None,
	urgent: bool = False,
	not_before: datetime | None = None,
	channel: str | None = None,
	recipient: str | None = None,
	parent_key: str | None = None,
) -> tuple:
	"""Return one row for a bulk insert with `COLUMNS`. A row with a channel is one delivery of a message."""
	if not key or len(key) > KEY_LENGTH:
		raise ValueError(f"a key has 1 to {KEY_LENGTH} characters: {key!r}")
	if bool(text) == bool(action):
		raise ValueError("a row says something or does something, one of the two")
	refused = guard.refused_key(content)
	if refused:
		raise ValueError(f"no place in a row of the outbox: {refused!r}")
	now = when.now()
	user = frappe.session.user
	return (
		_name(),
		now,
		now,
		user,
		user,
		0,
		0,
		key,
		ACTION if action else CHANNEL if channel else MESSAGE,
		action,
		text,
		json.dumps(content or {}, ensure_ascii=False, default=_plain),
		ref_doctype,
		ref_name,
		petition,
		organ,
		deadline,
		step,
		",".join(audience),
		",".join(users),
		int(bool(urgent)),
		WAITING,
		not_before or now,
		0,
		channel,
		recipient,
		parent_key,
	)


def insert(rows: list[tuple]) -> int:
	"""Insert rows made by `values`, passing over those whose key is known; return how many are new."""
	if not rows:
		return 0
	columns = ", ".join(f"`{column}`" for column in COLUMNS)
	line = "(" + ", ".join(["%s"] * len(COLUMNS)) + ")"
	frappe.db.sql(
		# Not IGNORE: it would also swallow a value that does not fit.
		f"insert into `tab{DOCTYPE}` ({columns}) values {', '.join([line] * len(rows))} "
		"on duplicate key update `key` = `key`",
		[value for row in rows for value in row],
	)
	return frappe.db._cursor.rowcount


def fitting(*parts: str) -> str:
	"""Return a key of `parts`; of one that would be too long the beginning and a hash of the whole."""
	key = ":".join(parts)
	if len(key) <= KEY_LENGTH:
		return key
	digest = hashlib.sha256(key.encode()).hexdigest()[:32]
	return f"{key[: KEY_LENGTH - 33]}:{digest}"


def read(row: dict) -> frappe._dict:
	"""Return a stored row with `content` read, and `audience` and `users` as lists."""
	return frappe._dict(
		row,
		content=frappe._dict(json.loads(row.get("content") or "{}")),
		audience=_listed(row.get("audience")),
		users=_listed(row.get("users")),
	)


def _name() -> str:
	"""Return a name that sorts by the order of writing: rows of one moment go out in that order."""
	return f"{time.time_ns():016x}{secrets.token_hex(4)}"


def _listed(text: str | None) -> list[str]:
	return [part for part in (text or "").split(",") if part]


def _plain(value) -> str:
	"""Dates and moments become text; anything else has no place in a row."""
	if hasattr(value, "isoformat"):
		return value.isoformat()
	raise TypeError(f"not a plain value: {type(value).__name__}")
