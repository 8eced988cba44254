"""Reading rows for the morning list: the first of them and their number, their matters, and the term that ends first.

Everything is asked under the user's scope; what he may not see leaves no line, and of a matter he may not see no title.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.deadline import rules
from xinfang_app.office.items import CAP, LIMIT, Item, Section

TERM = ["name", "rule", "title", "due_on", "ref_doctype", "ref_name", "petition", "organ"]
MATTER = ["name", "number", "title", "stage", "urgency", "is_group", "holder"]


def first(doctype: str, filters: list, fields: list, user: str, order_by: str) -> tuple[list[dict], int]:
	"""Return the first LIMIT rows in scope, and how many there are altogether, counted up to CAP + 1."""
	found = scope.get_list(doctype, filters, fields, user, order_by=order_by, limit=LIMIT + 1)
	total = len(found)
	if total > LIMIT:
		total = len(scope.get_list(doctype, filters, ["name"], user, limit=CAP + 1))
	return found[:LIMIT], total


def covered(doctype: str, filters: list, user: str) -> set[str]:
	"""Return the petitions of the rows in scope, up to CAP rows: of more than that, the page tells only that there are more."""
	found = scope.get_list(doctype, filters, ["petition"], user, limit=CAP)
	return {row["petition"] for row in found if row["petition"]}


def fill(section: Section, user: str, organs: Iterable[str]) -> Section:
	"""Give the lines of `section` the title of their matter and its nearest running duty, where they have none yet."""
	names = [item.petition for item in section.items if item.petition]
	known, terms = matters(names, user), nearest(names, organs, user)
	for item in section.items:
		matter = known.get(item.petition)
		if matter:
			item.title, item.mark = item.title or matter.title or "", mark_of(matter)
			item.number = item.number or matter.number or ""
		if not item.due_on:
			put_clock(item, terms.get(item.petition))
	return section


def matters(petitions: Iterable[str], user: str) -> dict[str, frappe._dict]:
	"""Return name → number, title and marks of those of `petitions` that `user` may see."""
	names = sorted({name for name in petitions if name})
	if not names:
		return {}
	return {
		row["name"]: frappe._dict(row)
		for row in scope.get_list("Petition", [["name", "in", names]], MATTER, user)
	}


def nearest(petitions: Iterable[str], organs: Iterable[str], user: str) -> dict[str, frappe._dict]:
	"""Return petition → the running duty that ends first among those that bind `organs`, for lines of other sections."""
	names, organs = sorted(set(petitions)), list(organs)
	if not names or not organs:
		return {}
	rows = scope.get_list(
		"Deadline",
		[
			["petition", "in", names],
			["organ", "in", organs],
			["state", "=", "Running"],
			["kind", "=", "Duty"],
		],
		TERM,
		user,
		order_by="due_on desc",
	)
	return {row["petition"]: frappe._dict(row) for row in rows}


def put_clock(item: Item, row: dict | None) -> Item:
	"""Write the term `row` (a Deadline) on the line `item`; return it."""
	if row:
		rule = rules.of(row["ref_doctype"]).get(row["rule"])
		item.rule, item.clock = row["rule"], row["title"] or row["rule"]
		item.article = (rule.article if rule else "") or ""
		item.due_on = getdate(row["due_on"])
	return item


def mark_of(matter: dict | None) -> str:
	"""Return urgency and size of a matter, in the user's language."""
	if not matter:
		return ""
	found = [_(matter["urgency"])] if matter["urgency"] in ("Urgent", "Major") else []
	return "·".join(found + ([_("Group")] if matter["is_group"] else []))
