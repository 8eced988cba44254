"""Phrases and policy texts to insert while drafting, dated and found by typing.

Rule: an opinion rests on what is in force (art. 32: law, rule or other regulation). A text has a first and a last day;
one that is no longer in force is still found, with a warning and with its successor, so that nobody copies it from an
old opinion without knowing. A text belongs to a content category, to all below a first-level one, or to every matter.
The dictionary holds no cases and no people; every officer reads it, Petition Admin keeps it.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when

PHRASE = "Letter Phrase"
FIELDS = [
	"name",
	"title",
	"kind",
	"category",
	"source",
	"valid_from",
	"valid_to",
	"successor",
	"text",
	"hint",
]
AT_MOST = 30
# A longer chain of successors is a circle or nobody's intention.
LONGEST_CHAIN = 10


def check(phrase) -> None:
	"""Refuse dates the wrong way round, a text that replaces itself, and a circle of successors."""
	if phrase.valid_from and phrase.valid_to and getdate(phrase.valid_to) < getdate(phrase.valid_from):
		frappe.throw(_("The last day lies before the first"))
	if phrase.successor and not phrase.valid_to:
		frappe.throw(_("Say until when it was in force: its successor holds from then on"))
	seen, successor = {phrase.name}, phrase.successor
	while successor:
		if successor in seen:
			frappe.throw(_("A text cannot be replaced by itself"))
		seen.add(successor)
		successor = frappe.db.get_value(PHRASE, successor, "successor")


def state(row, on: date) -> str:
	"""Return "" for a text in force on `on`, else "Not yet in force" or "Expired"."""
	if row.valid_from and getdate(row.valid_from) > on:
		return "Not yet in force"
	return "Expired" if row.valid_to and getdate(row.valid_to) < on else ""


def search(text: str = "", category: str | None = None, on: date | None = None) -> list[dict]:
	"""Return the texts that hold all words of `text`, those of `category` first, those in force before the others.

	Each with `state` and, where it expired, `successor_title` and `successor_text` of what holds now.
	"""
	on = on or when.today()
	rows = [row for row in _matching(text) if _serves(row, category)]
	for row in rows:
		row["state"] = state(row, on)
		row.update(_now(row, on) if row["state"] == "Expired" else {})
	rows.sort(key=lambda row: (bool(row["state"]), row.category != category, not row.category, row.title))
	return rows[:AT_MOST]


def outdated(text: str, on: date | None = None) -> list[dict]:
	"""Return the expired texts whose number `text` cites, each with its successor, for the check before signing."""
	on = on or when.today()
	rows = frappe.get_all(
		PHRASE, filters={"valid_to": ["<", on], "source": ["is", "set"]}, fields=FIELDS, limit=0
	)
	return [{**row, **_now(row, on)} for row in rows if row.source.strip() and row.source.strip() in text]


def _matching(text: str) -> list:
	words = (text or "").split()[:5]
	table = frappe.qb.DocType(PHRASE)
	query = frappe.qb.from_(table).select(*[table[field] for field in FIELDS])
	for word in words:
		like = f"%{word}%"
		query = query.where(
			table.title.like(like) | table.source.like(like) | table.text.like(like) | table.hint.like(like)
		)
	return query.orderby(table.title).limit(300).run(as_dict=True)


def _serves(row, category: str | None) -> bool:
	"""A category's code begins with that of the one above it."""
	return not row.category or not category or category.startswith(row.category)


def _now(row, on: date) -> dict:
	"""Follow the successors of an expired text to the one in force on `on`."""
	successor = row.successor
	for _step in range(LONGEST_CHAIN):
		if not successor:
			break
		found = frappe.db.get_value(PHRASE, successor, FIELDS, as_dict=True)
		if not found or state(found, on) != "Expired":
			break
		successor = found.successor
	if not successor:
		return {"successor_title": "", "successor_text": ""}
	found = frappe.db.get_value(PHRASE, successor, ["title", "text", "source"], as_dict=True)
	return {"successor_title": found.title, "successor_text": found.text, "successor_source": found.source}
