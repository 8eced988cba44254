"""What the page 数据质量 shows: how many findings each organ has, and the findings themselves with the way to mend them.

Rule: everything is read within the viewer's scope (`access.scope`), counted by organ and never by a person. Rows are
looked at once more when they are shown, so that what was mended since the night is gone at once; the counts follow with
the next look.
"""

import frappe
from frappe.utils import cint

from xinfang_app.access import scope
from xinfang_app.insight.quality import run, targets
from xinfang_app.organization import posting
from xinfang_app.petition.acting import organ_title

FINDING = run.FINDING
PAGE = 50
FILTERS = ("organ", "kind", "severity", "rule")
#: Whose look covers more than the organs they serve: for them it runs in the background.
JOB = "xf-quality"


def summary() -> dict:
	"""Return {organs: [{organ, title, Must, Should, Note, total}], total, seen_on}: the findings that stand, by organ."""
	rows = frappe.db.sql(
		f"""select organ, severity, count(*) as number from `tab{FINDING}`
		where gone_on is null and {scope.condition(FINDING)} group by organ, severity""",
		as_dict=True,
	)
	organs: dict[str, dict] = {}
	for row in rows:
		entry = organs.setdefault(
			row.organ or "",
			{"organ": row.organ, "title": organ_title(row.organ), **dict.fromkeys(run.SEVERITIES, 0)},
		)
		entry[row.severity] = row.number
	for entry in organs.values():
		entry["total"] = sum(entry[severity] for severity in run.SEVERITIES)
	# By code, not by number: a page that ranks organs would be worked on for its rank.
	ordered = [organs[key] for key in sorted(organs)]
	seen = frappe.db.sql(f"select max(last_seen) from `tab{FINDING}` where gone_on is null")[0][0]
	return {
		"organs": ordered,
		"total": sum(entry["total"] for entry in ordered),
		"seen_on": str(seen)[:16] if seen else None,
	}


def findings(filters: dict | None = None, offset: int = 0) -> dict:
	"""Return {rows, more}: up to PAGE findings that still stand, the heaviest and oldest first.

	`filters`: any of FILTERS. Rows: name, rule, title, kind, severity, message, article, organ, organ_title, number,
	first_seen, ref_doctype, ref_name, petition, opens {doctype, name, button, field}. Findings mended since are let go.
	"""
	chosen = {key: value for key, value in (filters or {}).items() if key in FILTERS and value}
	rows = scope.get_list(
		FINDING,
		{**chosen, "gone_on": ["is", "not set"]},
		[
			"name",
			"rule",
			"kind",
			"severity",
			"message",
			"organ",
			"petition",
			"petition_number",
			"ref_doctype",
			"ref_name",
			"first_seen",
		],
		order_by="weight asc, first_seen asc, name asc",
		limit=PAGE + 1,
		offset=cint(offset),
	)
	more = len(rows) > PAGE
	rules = {name: frappe.get_cached_doc("Quality Rule", name) for name in {row.rule for row in rows}}
	standing = _standing(rows[:PAGE], rules)
	return {"rows": [_row(row, rules[row.rule]) for row in standing], "more": more}


def look_again() -> str:
	"""Look anew: at once for the organs of who is logged in, in the background for a range; return which."""
	organs = posting.organs_of(frappe.session.user)
	who = scope.scope_map()
	if who.everything or who.ranges:
		frappe.enqueue(
			"xinfang_app.insight.quality.run.nightly",
			queue="long",
			job_id=JOB,
			deduplicate=True,
			timeout=3600,
		)
		return "queued"
	run.run(organs)
	return "done"


def _standing(rows: list, rules: dict) -> list:
	"""Return those of `rows` whose finding still holds; mark the others as mended."""
	kept = []
	for name, rule in rules.items():
		asked = [row.ref_name for row in rows if row.rule == name]
		left = run.still(rule, asked) if asked and rule.enabled else set()
		run.mended(name, [one for one in asked if one not in left])
		kept += [row.name for row in rows if row.rule == name and row.ref_name in left]
	return [row for row in rows if row.name in set(kept)]


def _row(row, rule) -> dict:
	on_petition = rule.fix_on == "Petition" and row.petition
	return {
		**row,
		"title": rule.title,
		"article": rule.article or "",
		"organ_title": organ_title(row.organ),
		"number": row.petition_number or "",
		"first_seen": str(row.first_seen),
		"opens": opens(rule, row.ref_name, row.petition if on_petition else None),
	}


def opens(rule, name: str, petition: str | None) -> dict:
	"""Return which form mends a finding of `rule` in the record `name`, and what is pressed or shown there."""
	return {
		"doctype": targets.PETITION if petition else rule.document_type,
		"name": petition or name,
		"button": rule.fix_button or "",
		"field": rule.field_checked or "",
	}
