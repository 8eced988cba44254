"""`register()` over HTTP against the floor: the same documents inserted into field-identical DocTypes without our code.

The floor is Frappe's own `frappe.client.insert_many` on the bare twins of every document that one registration
writes (`bare`): the same rows, columns and indexes, Frappe's own checks, and none of our rules. Both are called by
as many clients at once as the setting says, warm, alternating; the ratio is registrations per second over floor
calls per second, the median of the runs. Once with all clients in one county (they share one number series), once
with every client in a county of its own.
"""

import json
import secrets

import frappe

from benchmarks import bare, county, settings
from benchmarks.harness import PASSWORD, Client, median, report, throughput, web_server

CALLS = settings.number("REGISTER_CALLS", 50)
WARM = 5
#: Rows that are Frappe's or are not documents of a registration.
NOT_OURS = ("Submission Number", "Letter Number")


def piece(place: str, organ: str) -> dict:
	"""What a client sends to register a plain letter."""
	mark = secrets.randbelow(10**8)
	return {
		"form": "Letter",
		"channel": "0201",
		"source_level": "County",
		"organ": organ,
		"title": f"请求修复通组路 {mark}",
		"content": f"通组路破损约{mark % 900 + 100}米,雨天积水,请求修复。编号{mark}。",
		"claims": ["修复通组路"],
		"purpose": "3",
		"category": "0904",
		"place": place,
		"petitioners": [{"name": "林守田", "phone": f"199{mark:08d}", "address": "基准镇", "is_main": 1}],
	}


def documents_of_one_registration() -> list[dict]:
	"""Register once, read back every document that this wrote, and undo it."""
	from xinfang_app.petition.registering import register

	doctypes = frappe.get_all(
		"DocType",
		filters={
			"istable": 0,
			"issingle": 0,
			"module": ["in", ("Access", "Deadline", "Letters", "Petition")],
		},
		pluck="name",
	)
	before = {d: set(frappe.get_all(d, pluck="name")) for d in doctypes}
	frappe.set_user("county@bench.example")
	register.register(piece(county.village(0), county.OFFICE))
	frappe.set_user("Administrator")
	made = [
		frappe.get_doc(doctype, name).as_dict(no_nulls=True)
		for doctype in doctypes
		if doctype not in NOT_OURS
		for name in frappe.get_all(doctype, pluck="name")
		if name not in before[doctype]
	]
	frappe.db.rollback()
	return made


def bare_templates() -> list[dict]:
	"""Make the bare twins of what one registration writes, and return the documents to insert into them."""
	documents = documents_of_one_registration()
	needed = []
	for document in documents:
		meta = frappe.get_meta(document["doctype"])
		needed += [field.options for field in meta.get_table_fields()] + [document["doctype"]]
	bare.make(list(dict.fromkeys(needed)))
	return bare.twins_of(documents)


def unique_fields(doctype: str) -> list[str]:
	"""Return the fields that may not repeat."""
	return [field.fieldname for field in frappe.get_meta(doctype).fields if field.unique]


def main():
	"""Measure both places, print."""
	county.ensure()
	county.ensure_more_counties(settings.CLIENTS)
	templates = bare_templates()
	unique = {template["doctype"]: unique_fields(template["doctype"]) for template in templates}
	frappe.db.commit()
	rows, ratios = [], {}
	with web_server(frappe.local.site) as address:
		site = frappe.local.site
		admin = [Client(address, site, "Administrator", "admin") for _i in range(settings.CLIENTS)]

		def floor(client, _i):
			documents = []
			for template in templates:
				fresh = {
					field: secrets.token_hex(8)
					for field in unique[template["doctype"]]
					if template.get(field)
				}
				documents.append({**template, **fresh})
			client.call("frappe.client.insert_many", docs=json.dumps(documents))

		places = {
			"one county": [
				("county@bench.example", county.OFFICE, county.village(i)) for i in range(settings.CLIENTS)
			],
			"several counties": county.offices(settings.CLIENTS),
		}
		for label, seats in places.items():
			clients = [(Client(address, site, user, PASSWORD), organ, place) for user, organ, place in seats]

			def ours(seat, _i):
				client, organ, place = seat
				client.call("xinfang_app.petition.api_register.register", data=piece(place, organ))

			throughput(clients, ours, WARM)
			throughput(admin, floor, WARM)
			our, low = [], []
			for _run in range(settings.RUNS):
				our.append(throughput(clients, ours, CALLS))
				low.append(throughput(admin, floor, CALLS))
			ratio = median([a / b for a, b in zip(our, low, strict=True)])
			rows.append([label, median(our), median(low), ratio, "yes" if ratio >= 0.6 else "NO"])
			ratios[label] = {
				"register_per_s": round(median(our), 2),
				"bare_per_s": round(median(low), 2),
				"ratio": round(ratio, 3),
			}
	report(
		f"register() against bare inserts of {len(templates)} documents, {settings.CLIENTS} clients × {CALLS} calls",
		["where", "register/s", "bare/s", "ratio", "≥ 0.6"],
		rows,
		{"documents": len(templates), "places": ratios},
	)


if __name__ == "__main__":
	main()
