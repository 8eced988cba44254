"""Scope at a million petitions: list page and count over HTTP, per kind of viewer, against Administrator.

The list call is the desk's own (`frappe.desk.reportview.get`, newest first, 20 rows) and so is the count. Administrator
has no scope and is the floor. For comparison the same sight by Frappe's own User Permissions, on a field-identical
DocType without our rule. Warm: 20 calls before the 200 that count. Median of three runs of each p95.
"""

import frappe

from benchmarks import bare, county, settings
from benchmarks.harness import PASSWORD, Client, machine, median, p95, report, timed, web_server
from xinfang_app.access import custody

FIELDS = ["name", "number", "title", "stage", "holder", "registered_on", "modified"]
WARM = 20


def list_page(client, doctype):
	"""The first page of a desk list, newest first."""
	return client.call(
		"frappe.desk.reportview.get",
		doctype=doctype,
		fields=[f"`tab{doctype}`.`{f}`" for f in FIELDS],
		filters=[],
		order_by=f"`tab{doctype}`.`modified` desc",
		start=0,
		page_length=20,
		view="List",
		with_comment_count=0,
	)


def count(client, doctype):
	"""The number beside the list."""
	return client.call("frappe.desk.reportview.get_count", doctype=doctype, filters=[], fields=[])


def measure(client, doctype, calls: int) -> tuple[float, float, int]:
	"""Return the p95 of list and count in ms (median of the runs) and how many rows the viewer has."""
	lists, counts, total = [], [], 0
	for _run in range(settings.RUNS):
		for _i in range(WARM):
			list_page(client, doctype)
			total = count(client, doctype)
		lists.append(p95([timed(list_page, client, doctype)[0] for _i in range(calls)]))
		counts.append(p95([timed(count, client, doctype)[0] for _i in range(calls)]))
	return median(lists), median(counts), total


def village_tasks() -> None:
	"""The village filed thirty matters by consent."""
	if frappe.db.count("Custody", {"organ": "BM-V-000", "kind": "Filed"}):
		return
	for i in range(1, 31):
		petition = frappe.get_doc("Petition", f"bm{i * 7:08d}")
		custody.give(petition, organ="BM-V-000", kind="Filed", reason="基准")
	frappe.db.commit()


def user_permission_viewer() -> str:
	"""A reader of the bare twin who is held to one department by a User Permission."""
	user, twin = "permission@bench.example", bare.name_of("Petition")
	if frappe.db.exists("User", user):
		return user
	frappe.get_doc(
		{
			"doctype": "User", "email": user, "first_name": "permission", "send_welcome_email": 0,
			"user_type": "System User", "roles": [{"role": "System Manager"}],
		}
	).insert(ignore_permissions=True)  # fmt: skip
	frappe.utils.password.update_password(user, PASSWORD)
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": user,
			"allow": "Organ",
			"for_value": county.DENSE,
			"applicable_for": twin,
		}
	).insert(ignore_permissions=True)
	frappe.db.commit()
	return user


def main():
	"""Fill, measure, print."""
	county.ensure()
	county.fill(settings.ROWS)
	county.fill_around(settings.ROWS)
	village_tasks()
	bare.make(["Petition Claim", "Petition"])
	county.fill(settings.ROWS, bare.name_of("Petition"))
	permission_user = user_permission_viewer()
	rows, results = [], {}
	site = frappe.local.site
	with web_server(site) as address:
		floor = None
		viewers = [("Administrator", "Administrator", "admin", "Petition")]
		viewers += [(post, user, PASSWORD, "Petition") for user, _organ, post in county.people()]
		viewers += [("User Permission, dense", permission_user, PASSWORD, bare.name_of("Petition"))]
		for label, user, password, doctype in viewers:
			if floor and settings.VIEWERS not in label:
				continue
			# A list by User Permissions takes seconds here: a tenth of the calls tells enough.
			calls = settings.CALLS if doctype == "Petition" else max(settings.CALLS // 10, 1)
			listed, counted, total = measure(Client(address, site, user, password), doctype, calls)
			floor = floor or (listed, counted)
			kept = (listed <= 2 * floor[0] or listed <= 300) and (counted <= 2 * floor[1] or counted <= 300)
			label = f"{label} ({user.split('@')[0]})" if "@" in user else label
			rows.append(
				[
					label,
					total,
					listed,
					counted,
					listed / floor[0],
					counted / floor[1],
					"yes" if kept else "NO",
				]
			)
			results[label] = {
				"rows": total,
				"list_p95_ms": round(listed, 1),
				"count_p95_ms": round(counted, 1),
			}
	report(
		f"scope at {settings.ROWS} petitions, p95 of {settings.CALLS} warm calls, median of {settings.RUNS}",
		["viewer", "rows", "list ms", "count ms", "list ÷ Adm.", "count ÷ Adm.", "kept"],
		rows,
		{"rows": settings.ROWS, "viewers": results},
	)


if __name__ == "__main__":
	machine()
	main()
