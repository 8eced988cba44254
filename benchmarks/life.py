"""A petition's life (register, refer, accept, answer: four calls over HTTP), on an empty site and at a million petitions.

The answer is that of a legal duty (art. 31 item 5), the shortest lawful end. One petition after another, warm; lives
per second, the median of the runs, and the ratio full ÷ empty.
"""

import time

import frappe

from benchmarks import county, settings
from benchmarks.harness import PASSWORD, Client, median, report, web_server
from benchmarks.register import piece

LIVES = settings.number("LIVES", 25)
WARM = 3


def live(pair):
	"""Live one petition."""
	office, department = pair
	made = office.call(
		"xinfang_app.petition.api_register.register", data=piece(county.village(1), county.OFFICE)
	)
	office.call(
		"xinfang_app.petition.api_referral.refer",
		petition=made["petition"],
		to_organ=county.DENSE,
		reason="基准",
	)
	department.call(
		"xinfang_app.petition.api_referral.accept", petition=made["petition"], pathway="P5",
		law="《中华人民共和国公路法》第三十五条", term_text="两个月",
	)  # fmt: skip
	frappe.db.rollback()  # or this connection would not see what the web server has just committed
	route = frappe.db.get_value("Legal Route", {"petition": made["petition"]})
	department.call(
		"xinfang_app.petition.api_referral.answer_duty", route=route, text="已修复路面并设置警示标志。"
	)


def lives_per_second(pair, many: int) -> float:
	"""Live `many` petitions one after another."""
	begin = time.perf_counter()
	for _life in range(many):
		live(pair)
	return many / (time.perf_counter() - begin)


def measure() -> float:
	"""Return lives per second, the median of the runs."""
	with web_server(frappe.local.site) as address:
		pair = tuple(
			Client(address, frappe.local.site, user, PASSWORD)
			for user in ("county@bench.example", "dense@bench.example")
		)
		lives_per_second(pair, WARM)
		return median([lives_per_second(pair, LIVES) for _run in range(settings.RUNS)])


def main():
	"""Measure empty, fill, measure full, print."""
	county.ensure()
	county.clear()
	empty = measure()
	county.fill(settings.ROWS)
	full = measure()
	ratio = full / empty
	report(
		f"a petition's life, empty site and {settings.ROWS} petitions",
		["site", "lives/s", "calls/s"],
		[
			["empty", empty, 4 * empty],
			[f"{settings.ROWS} petitions", full, 4 * full],
			["ratio (target ≥ 0.9)", ratio, ratio],
		],
		{
			"empty_per_s": round(empty, 3),
			"full_per_s": round(full, 3),
			"ratio": round(ratio, 3),
			"kept": ratio >= 0.9,
		},
	)


if __name__ == "__main__":
	main()
