"""Under which township a code is counted in a month.

Rule: a piece counts at the township of its scope code, as that township is called on the last day of the month. Where
a place was merged, even in the middle of the month, the pieces under its old code count under the place that
followed it, so that one month has one row for one place. What a closed month was told stays (it is kept with its rows).
"""

import frappe

from xinfang_app.access.sql import literal
from xinfang_app.insight.monthly.month import Month
from xinfang_app.organization import codes, jurisdiction


def moved(low: str, high: str, month: Month) -> dict[str, str]:
	"""Return {code: township} of the places in the half-open range that have another successor by the month's end."""
	ended = frappe.get_all(
		"Jurisdiction",
		filters=[
			["code", ">=", low],
			["code", "<", high],
			["successor", "is", "set"],
			["valid_to", "<", month.last],
		],
		pluck="name",
		order_by="code",
	)
	return {code: _township(jurisdiction.current(code, month.last)) for code in ended}


def expression(column: str, low: str, high: str, month: Month) -> str:
	"""Return SQL for the township under which the code in `column` counts in `month`; the range is the office's."""
	whens = []
	followed = moved(low, high, month)
	for code, place in followed.items():
		whens.append(f"when {column} = {literal(code)} then {literal(place)}")
	for code, place in followed.items():
		# What lies in a merged township and has no successor of its own goes with it.
		if codes.tier_of(code) == codes.TOWNSHIP:
			whens.append(f"when left({column}, 9) = {literal(code[:9])} then {literal(place)}")
	own = f"concat(left({column}, 9), '000')"
	return f"(case {' '.join(whens)} else {own} end)" if whens else own


def predecessors(place: str, low: str, high: str, month: Month) -> list[str]:
	"""Return the codes, outside the range of `place` itself, that are counted under `place` in `month`."""
	return [
		code
		for code, now in moved(low, high, month).items()
		if now == place and not codes.contains(place, code)
	]


def townships(low: str, high: str, month: Month) -> list[str]:
	"""Return the townships of the range that were in force on the last day of `month`, by code."""
	rows = frappe.get_all(
		"Jurisdiction",
		filters=[["code", ">=", low], ["code", "<", high], ["tier", "=", codes.TOWNSHIP]],
		fields=["code", "valid_from", "valid_to"],
		order_by="code",
	)
	return [
		row.code
		for row in rows
		if not (row.valid_from and row.valid_from > month.last)
		and not (row.valid_to and row.valid_to < month.last)
	]


def _township(code: str) -> str:
	return codes.at_tier(code, codes.TOWNSHIP) or code
