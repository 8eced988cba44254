"""月度分析: how many disputes of which kind, where, why, and how many are settled. Counts of disputes, nothing about people."""

from collections import Counter
from datetime import date, timedelta

import frappe
from frappe import _

from xinfang_app.access import scope
from xinfang_app.petition.acting import organ_title
from xinfang_app.settling.screening.errors import RoundRefused

SETTLED = ("Dispute settled", "Dispute closed")


def of_month(month: str, user: str | None = None) -> dict:
	"""Return the analysis of `month` ("2026-11") over what `user` may see.

	{found, settled, petitions, open, before, kinds: [{kind, found, settled, before}], places: [{place, found, settled}],
	causes: [{cause, found}]}; `before` is the month before.
	"""
	first = _first(month)
	rows, before = _rows(first, user), _rows(_first_before(first), user)
	kinds, kinds_before = Counter(row["kind"] for row in rows), Counter(row["kind"] for row in before)
	settled = [row for row in rows if row["stage"] in SETTLED]
	kinds_settled = Counter(row["kind"] for row in settled)
	places = Counter(row["township"] or row["holder"] for row in rows)
	places_settled = Counter(row["township"] or row["holder"] for row in settled)
	causes = Counter(row["cause"] for row in rows if row["cause"])
	petitions = sum(row["stage"] == "Became Petition" for row in rows)
	return {
		"month": f"{first:%Y-%m}",
		"found": len(rows),
		"settled": len(settled),
		"petitions": petitions,
		"open": len(rows) - len(settled) - petitions,
		"before": len(before),
		"kinds": [
			{"kind": _(kind), "found": number, "settled": kinds_settled[kind], "before": kinds_before[kind]}
			for kind, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
		],
		# In the order of the organs, not of their numbers: nobody is ranked by what he finds.
		"places": [
			{"place": organ_title(organ), "found": places[organ], "settled": places_settled[organ]}
			for organ in sorted(places)
		],
		"causes": [
			{"cause": frappe.get_cached_value("Petition Cause", cause, "title") or cause, "found": number}
			for cause, number in causes.most_common()
		],
	}


def _rows(first: date, user: str | None) -> list[dict]:
	last = _first_after(first) - timedelta(days=1)
	return scope.get_list(
		"Dispute",
		{"found_on": ("between", (first, last))},
		["kind", "stage", "township", "holder", "cause"],
		user,
	)


def _first(month: str) -> date:
	try:
		year, number = (int(part) for part in month.split("-"))
		return date(year, number, 1)
	except ValueError:
		frappe.throw(_("Write the month as 2026-12."), RoundRefused)


def _first_before(first: date) -> date:
	return (first - timedelta(days=1)).replace(day=1)


def _first_after(first: date) -> date:
	return (first + timedelta(days=32)).replace(day=1)
