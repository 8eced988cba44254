"""A petition's life (register, refer, accept, answer: four calls over HTTP), on an empty site and at a million petitions.

The full site holds, for each petition, its piece, holder, referral and two clocks. The answer is that of a legal duty
(art. 31 item 5), the shortest lawful end. One petition after another, warm; both sites alternate under one web server;
lives per second from the time of the four calls, the median of the runs, and the ratio full ÷ empty.
"""

import frappe

from benchmarks import county, settings
from benchmarks.harness import PASSWORD, Client, median, report, timed, web_server
from benchmarks.register import piece

LIVES = settings.number("LIVES", 25)
WARM = 3
EMPTY_SITE = "bench-empty.localhost"


def live(office: Client, department: Client) -> float:
	"""Live one petition; return the seconds that its four calls took."""
	register, made = timed(
		office.call,
		"xinfang_app.petition.api_register.register",
		data=piece(county.village(1), county.OFFICE),
	)
	refer, _sent = timed(
		office.call,
		"xinfang_app.petition.api_referral.refer",
		petition=made["petition"],
		to_organ=county.DENSE,
		reason="基准",
	)
	accept, _accepted = timed(
		department.call,
		"xinfang_app.petition.api_referral.accept",
		petition=made["petition"],
		pathway="P5",
		law="《中华人民共和国公路法》第三十五条",
		term_text="两个月",
	)
	route = department.call(
		"frappe.client.get_value",
		doctype="Legal Route",
		filters={"petition": made["petition"]},
		fieldname="name",
	)["name"]
	answer, _answered = timed(
		department.call,
		"xinfang_app.petition.api_referral.answer_duty",
		route=route,
		text="已修复路面并设置警示标志。",
	)
	return register + refer + accept + answer


def lives_per_second(pair: tuple[Client, Client], many: int) -> float:
	"""Live `many` petitions one after another."""
	return many / sum(live(*pair) for _life in range(many))


def main():
	"""Fill the site, measure both, print."""
	county.ensure()
	county.fill(settings.ROWS)
	county.fill_around(settings.ROWS)
	runs = {"empty": [], "full": []}
	with web_server(frappe.local.site) as address:
		pairs = {
			label: tuple(
				Client(address, site, user, PASSWORD)
				for user in ("county@bench.example", "dense@bench.example")
			)
			for label, site in (("empty", EMPTY_SITE), ("full", frappe.local.site))
		}
		for pair in pairs.values():
			lives_per_second(pair, WARM)
		for _run in range(settings.RUNS):
			for label, pair in pairs.items():
				runs[label].append(lives_per_second(pair, LIVES))
	empty, full = median(runs["empty"]), median(runs["full"])
	ratio = median([b / a for a, b in zip(runs["empty"], runs["full"], strict=True)])
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
