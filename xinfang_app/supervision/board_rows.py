"""The lists behind the figures of the supervision board, and the same as an Excel file.

Rule: a list shows what its figure counted, under the same scope. A line bears number, title, term and organ as the lists
of the desk do; the title of a matter only for who may see the matter, and no identity. Exported is what is listed, at
most `EXPORTED` lines, and Frappe's Access Log tells who did it. Text that a spreadsheet would take for a formula stays
text.
"""

import re
from datetime import date

import frappe
from frappe import _
from frappe.utils.xlsxutils import make_xlsx

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import ScopeMap, scope_map
from xinfang_app.access.sql import in_list, literal
from xinfang_app.supervision import board

LISTED, EXPORTED = 100, 5000
MATTERS = ("stuck", "bounced")
KINDS = (*board.TERMS, *MATTERS, "ownerless")
_NUMBERS = ("number", "petition_number", "document_number")
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def rows(
	kind: str,
	organ: str | None = None,
	place: str | None = None,
	days: int = board.STUCK_DAYS[1],
	offset: int = 0,
	limit: int = LISTED,
	user: str | None = None,
) -> dict:
	"""Return {"title", "rows", "more"} of one figure: a term, "stuck", "bounced", or an "ownerless" organ's duties."""
	if kind not in KINDS:
		frappe.throw(_("There is no such list."), frappe.ValidationError)
	who = scope_map(user)
	if kind in MATTERS:
		found = _of_matters(kind, who, days, offset, limit + 1)
	else:
		found = _of_terms(kind, who, organ, place, offset, limit + 1)
	return {
		"title": title(kind, organ, place, days),
		"rows": _filled(found[:limit], who),
		"more": len(found) > limit,
	}


def title(kind: str, organ: str | None, place: str | None, days: int) -> str:
	"""Return what a list is called."""
	words = {
		"overdue": _("Past the term"),
		"due_3": _("Due in 3 days"),
		"due_7": _("Due in 7 days"),
		"due_15": _("Due in 15 days"),
		"stuck": _("Nothing happened for {0} days").format(days),
		"bounced": _("Came back twice or more"),
		"ownerless": _("Nobody to do it"),
	}
	bounds = [frappe.get_cached_value("Organ", organ, "title") if organ else None]
	bounds.append(frappe.get_cached_value("Jurisdiction", place, "title") if place else None)
	return " · ".join([words[kind], *filter(None, bounds)])


def workbook(kind: str, organ: str | None, place: str | None, days: int) -> tuple[str, bytes]:
	"""Return name and bytes of the file of a list."""
	told = rows(kind, organ, place, days, limit=EXPORTED)
	heads = [
		_("Number"),
		_("Title"),
		_("Record"),
		_("Organ"),
		_("Term"),
		_("Due on"),
		_("Days left"),
		_("Holder"),
	]
	lines = [
		[
			row["number"],
			row["title"],
			row["record"],
			row["organ_title"],
			row["rule_title"],
			row["due_on"] or "",
			"" if row["days_left"] is None else row["days_left"],
			row["holder_title"],
		]
		for row in told["rows"]
	]
	data = [heads, *([_text(value) for value in line] for line in lines)]
	return re.sub(r"[^\w-]", "", f"{told['title']}{when.today()}") + ".xlsx", make_xlsx(
		data, _("Board")
	).getvalue()


def _of_terms(kind, who: ScopeMap, organ, place, offset: int, limit: int) -> list[dict]:
	parts, hint = [board.deadline_condition(who)], "" if organ else board.by_term(who)
	if kind == "ownerless":
		hint = ""
		organs = [line["code"] for line in board.ownerless(who) if organ in (None, "", line["code"])]
		parts.append(in_list("Deadline", "organ", organs))
	else:
		parts.append(board.term_condition(kind, when.today()))
		if organ:
			parts.append(in_list("Deadline", "organ", [organ]))
	if place:
		parts.append(_in_place(place, who))
	return frappe.db.sql(
		f"""select ref_doctype, ref_name, petition, organ, rule, title as rule_title, due_on from `tabDeadline` {hint}
		where {" and ".join(parts)} order by due_on, name limit %s offset %s""",
		(limit, offset),
		as_dict=True,
	)


def _in_place(place: str, who: ScopeMap) -> str:
	"""Return the condition of one line of the places: the place with all below, a county's own without its townships."""
	digits = board.place_digits(who)
	return f"rpad(left(`tabDeadline`.scope_code, {digits}), 12, '0') = {literal(place)}"


def _of_matters(kind, who: ScopeMap, days: int, offset: int, limit: int) -> list[dict]:
	top = min(offset + limit, board.CAP + 1 + LISTED) if limit <= LISTED + 1 else offset + limit
	names = board.stuck(who, days, top) if kind == "stuck" else board.bounced(who, top)
	if names is None:
		frappe.throw(_("There are too many to look through at this moment."), frappe.ValidationError)
	return [
		frappe._dict(ref_doctype="Petition", ref_name=name, petition=name, organ=None, rule=None, due_on=None)
		for name in names[offset:]
	]


def _filled(found: list[dict], who: ScopeMap) -> list[dict]:
	"""Give the lines their numbers and titles, and matters their nearest duty."""
	matters = _matters([row.petition for row in found if row.petition], who)
	terms = _nearest([row.petition for row in found if not row.rule], who)
	numbers = _numbers([row for row in found if row.petition not in matters])
	lines = []
	for row in found:
		matter, term = matters.get(row.petition), row if row.rule else terms.get(row.petition, frappe._dict())
		opens = ("Petition", row.petition) if matter else (row.ref_doctype, row.ref_name)
		lines.append(
			{
				"doctype": opens[0],
				"name": opens[1],
				"number": (matter and matter.number) or numbers.get((row.ref_doctype, row.ref_name)) or "",
				"title": (matter and matter.title) or "",
				"record": _(row.ref_doctype),
				"organ_title": board._organ_title(term.get("organ") or (matter and matter.holder) or ""),
				"holder_title": board._organ_title(matter.holder) if matter and matter.holder else "",
				"rule": term.get("rule") or "",
				"rule_title": term.get("rule_title") or "",
				"due_on": str(term.due_on) if term.get("due_on") else None,
				"days_left": (term.due_on - when.today()).days
				if isinstance(term.get("due_on"), date)
				else None,
				"bounces": (matter and matter.bounce_count) or 0,
			}
		)
	return lines


def _matters(names: list[str], who: ScopeMap) -> dict[str, frappe._dict]:
	if not names:
		return {}
	fields = ["name", "number", "title", "holder", "bounce_count"]
	return {
		row["name"]: frappe._dict(row)
		for row in scope.get_list("Petition", [["name", "in", sorted(set(names))]], fields, who.user)
	}


def _nearest(names: list[str], who: ScopeMap) -> dict[str, frappe._dict]:
	if not names:
		return {}
	rows = frappe.db.sql(
		f"""select petition, organ, rule, title as rule_title, due_on from `tabDeadline`
		where {board.deadline_condition(who)} and petition in %s order by due_on desc""",
		(tuple(set(names)),),
		as_dict=True,
	)
	return {row.petition: row for row in rows}


def _numbers(found: list[dict]) -> dict[tuple[str, str], str]:
	"""Return the numbers of records that are no matter, or of one the user does not see; one question a DocType."""
	numbers: dict[tuple[str, str], str] = {}
	by_type: dict[str, list[str]] = {}
	for row in found:
		by_type.setdefault(row.ref_doctype, []).append(row.ref_name)
	for doctype, names in by_type.items():
		meta = frappe.get_meta(doctype)
		field = next((name for name in _NUMBERS if meta.has_field(name)), None)
		if field:
			for name, number in frappe.get_all(
				doctype, filters={"name": ("in", names)}, fields=["name", field], as_list=True
			):
				numbers[doctype, name] = number
	return numbers


def _text(value):
	return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
