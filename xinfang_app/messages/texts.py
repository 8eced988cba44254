"""What a row says, in the reader's language, after the guard has looked at it.

Rule: a text is made when it goes out, not when the row was written, so that it tells how things stand; a function
that answers None has nothing to say any more, and the row is dropped. A digest is the texts of its rows, made then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import frappe
from frappe import _

from xinfang_app.messages import audience, guard, outbox, registries
from xinfang_app.messages.errors import MessageRefused
from xinfang_app.messages.remembered import ask

#: The text of a row that collects others.
DIGEST = "messages.digest"
#: So many titles stand in a digest; the rest are counted.
LISTED = 30


class Text(NamedTuple):
	"""A message in words."""

	title: str
	lines: list[str]


def of(row: frappe._dict, language: str) -> Text | None:
	"""Return what `row` says in `language`, or None. Raises MessageRefused where the guard refuses it."""
	with speaking(language):
		if row.text == DIGEST:
			return _digest(row)
		return _checked(row)


def language_of(user: str | None = None) -> str:
	"""Return the language of a user, or of the site."""
	return ask(_language_of, user)


def _language_of(user: str | None) -> str:
	own = frappe.db.get_value("User", user, "language") if user else None
	return own or frappe.db.get_single_value("System Settings", "language") or "zh"


@contextmanager
def speaking(language: str) -> Iterator[None]:
	"""Translate into `language` inside the block."""
	before = frappe.local.lang
	frappe.local.lang = language
	try:
		yield
	finally:
		frappe.local.lang = before


def _checked(row: frappe._dict) -> Text | None:
	said = registries.function(registries.TEXTS, row.text)(row)
	if not said:
		return None
	title, lines = said.get("title") or "", list(said.get("lines") or [])
	fault = guard.fault(title, lines)
	if not fault and guard.quotes(row, title, lines):
		fault = "quotes the record"
	if fault:
		raise MessageRefused(fault)
	return Text(title, lines)


def _digest(row: frappe._dict) -> Text | None:
	titles: list[str] = []
	for name in row.content.get("rows", []):
		said = _of_stored(name, row.recipient)
		if said and said.title not in titles:
			titles.append(said.title)
	if not titles:
		return None
	lines = titles[:LISTED]
	if len(titles) > LISTED:
		lines.append(_("and {0} more").format(len(titles) - LISTED))
	return Text(_("{0} messages of the day").format(len(titles)), lines)


def _of_stored(name: str, user: str) -> Text | None:
	"""Return what a message of a digest says to `user` now; None where it is not for him any more, or says nothing."""
	stored = frappe.db.get_value(outbox.DOCTYPE, name, "*", as_dict=True)
	row = outbox.read(stored) if stored else None
	if not row or not audience.still(row, user):
		return None
	try:
		return _checked(row)
	except MessageRefused:
		# It stopped that row; the digest goes out without it.
		return None
