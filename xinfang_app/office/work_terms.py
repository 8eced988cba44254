"""The terms on the morning list: overdue, due today, due within three days, and what to do about each.

Rule: a term stands in the list of the organ it binds, as long as it runs (`Deadline`: Running, Duty). Overdue is a
question of dates alone. N01, the entry into the system, is left out: its pieces stand under "received, not registered".
Whoever supervises an area also sees what is overdue at its other organs, to press them (arts. 22, 40).

Driven by the index (organ, state, due_on) of Deadline, so the cost follows what is due, not what was ever registered.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import ScopeMap
from xinfang_app.deadline import calendar
from xinfang_app.office import work_rows
from xinfang_app.office.items import Item, Section
from xinfang_app.petition.acting import organ_title

SOON = 3
#: The entry of a piece into the system; its drafts have a section of their own.
ENTRY = "N01"
#: Their own form carries the step; of all others the petition's form does, where the user may see it.
OWN_FORM = (
	"Execution Task",
	"Service Record",
	"Handling Opinion",
	"Extension Request",
	"Sealed Register",
)
NEXT_BY_RULE = {
	"N02": "Send on or assign",
	"N02S": "Transfer to the discipline organ",
	"N03": "Accept and tell the petitioner",
	"N04": "Accept and tell the petitioner",
	"N05a": "Decide the objection",
	"N07a": "Tell the petitioner of the extension",
	"N08": "Submit the concluding report",
	"N15": "Write the opinion",
	"N18": "Answer the suggestion",
	"N19": "Name the accepting organ",
	"N30": "Carry it out and record it",
	"N31": "Answer the leading organ",
	"N32": "Answer on the legal duty",
}
#: What the sixty days ask for next, by where the road stands.
NEXT_BY_STAGE = {
	"Registered": "Send on or assign",
	"Referred": "Accept and tell the petitioner",
	"Accepted": "Hear the petitioner and inquire",
	"Handling": "Write the opinion",
	"Opinion Issued": "Serve the opinion",
	"Served": "Finish the service",
	"Executing": "Carry it out and record it",
}
#: What may be tried in bulk on a line, by its rule.
BULK = {"N02": ("refer",)}


def of(who: ScopeMap) -> list[Section]:
	"""Return the sections overdue, due_today and due_soon of the organs of `who`."""
	if not who.organs:
		return []
	today = when.today()
	spans = {
		"overdue": ["<", today],
		"due_today": ["=", today],
		"due_soon": ["between", [today + timedelta(days=1), today + timedelta(days=SOON)]],
	}
	return [_section(key, who.organs, span, who.user) for key, span in spans.items()]


def of_area(who: ScopeMap) -> Section:
	"""Return what is overdue at the other organs of the area that `who` supervises."""
	others = [organ for organ in _organs_within(who.supervised) if organ not in who.organs]
	if not others:
		return Section("area_overdue")
	section = _section("area_overdue", others, ["<", when.today()], who.user)
	for item in section.items:
		item.next_step, item.bulk = _("Press the organ"), ("remind",) if item.petition else ()
	return section


def next_step(rule: str, stage: str | None, title: str) -> str:
	"""Return the one next step for a term, in the user's language; a rule of the admin's own says its title."""
	if rule in NEXT_BY_RULE:
		return _(NEXT_BY_RULE[rule])
	if rule == "N06" and stage in NEXT_BY_STAGE:
		return _(NEXT_BY_STAGE[stage])
	return title


def _section(key: str, organs: Iterable[str], span: list, user: str) -> Section:
	filters = [
		["organ", "in", list(organs)],
		["state", "=", "Running"],
		["kind", "=", "Duty"],
		["rule", "!=", ENTRY],
		["due_on", *span],
	]
	found, total = work_rows.first("Deadline", filters, work_rows.TERM, user, "due_on asc")
	known = work_rows.matters((row["petition"] for row in found), user)
	items = [_item(key, row, known.get(row["petition"]), user) for row in found]
	covers = {row["petition"] for row in found if row["petition"]}
	if total > len(found):
		covers |= work_rows.covered("Deadline", filters, user)
	return Section(key, items, total, covers=covers)


def _item(key: str, row: dict, matter: frappe._dict | None, user: str) -> Item:
	on_petition = bool(matter) and row["ref_doctype"] not in OWN_FORM
	item = Item(
		section=key,
		doctype="Petition" if on_petition else row["ref_doctype"],
		name=matter.name if on_petition else row["ref_name"],
		what=_(row["ref_doctype"]),
		number=(matter.number if matter else _number(row)) or "",
		title=(matter.title if matter else _title(row, user)) or "",
		organ=organ_title(row["organ"]),
		next_step=next_step(row["rule"], matter.stage if matter else None, row["title"] or row["rule"]),
		mark=work_rows.mark_of(matter),
		petition=matter.name if matter else None,
		bulk=BULK.get(row["rule"], ()) if matter else (),
		bulk_name=matter.name if matter else None,
	)
	return work_rows.put_clock(item, row)


def _number(row: dict) -> str:
	"""Return the number of a record whose petition the user does not see (a sealed piece, a referral handed back)."""
	meta = frappe.get_meta(row["ref_doctype"])
	field = next((name for name in ("number", "petition_number") if meta.has_field(name)), None)
	return (frappe.db.get_value(row["ref_doctype"], row["ref_name"], field) or "") if field else ""


def _title(row: dict, user: str) -> str:
	"""Return the title of a record that belongs to no petition `user` sees, where he sees the record itself."""
	if not frappe.get_meta(row["ref_doctype"]).has_field("title"):
		return ""
	found = scope.get_list(row["ref_doctype"], {"name": row["ref_name"]}, ["title"], user, limit=1)
	return found[0]["title"] if found else ""


def _organs_within(ranges: Iterable[tuple[str, str]]) -> list[str]:
	found: list[str] = []
	for low, high in ranges:
		found += frappe.get_all(
			"Organ", filters=[["place_code", ">=", low], ["place_code", "<", high]], pluck="name"
		)
	return sorted(set(found))


def last_workday_before(day: date) -> date:
	"""Return the last working day before `day`: what came since then is new this morning."""
	days = calendar.load()
	before = day - timedelta(days=1)
	while not days.is_workday(before):
		before -= timedelta(days=1)
	return before
