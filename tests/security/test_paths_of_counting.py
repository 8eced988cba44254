"""Somebody counts what he may not see: a count with a filter answers any question, one bit at a time."""

import json

import pytest

ATTACKER, INSIDER = "dept_officer", "dept2_officer"


def filters(secret):
	return [["Petition", "name", "=", secret.name], ["Petition", "title", "like", f"%{secret.word}%"]]


def counted(answer):
	assert answer.status_code == 200, answer.text[:300]
	return answer.json()["message"]


WAYS = {
	"frappe.client.get_count": lambda s, x: counted(
		s.call("frappe.client.get_count", doctype="Petition", filters=filters(x))
	),
	"frappe.client.get_count, filters as text": lambda s, x: counted(
		s.call("frappe.client.get_count", doctype="Petition", filters=json.dumps({"name": x.name}))
	),
	"reportview.get_count": lambda s, x: counted(
		s.call(
			"frappe.desk.reportview.get_count",
			doctype="Petition",
			filters=json.dumps(filters(x)),
			fields="[]",
		)
	),
	"number card": lambda s, x: counted(
		s.call(
			"frappe.desk.doctype.number_card.number_card.get_result",
			doc=json.dumps({"document_type": "Petition", "function": "Count"}),
			filters=json.dumps(filters(x)),
		)
	),
	"count as a field over REST": lambda s, x: s.get(
		"/api/resource/Petition",
		params={"fields": json.dumps(["count(name) as n"]), "filters": json.dumps(filters(x))},
	).json()["data"][0]["n"],
	"workflow states": lambda s, x: sum(
		row["count"]
		for row in counted(
			s.call(
				"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
				doctype="Petition",
				workflow_state_field="title",
				states="[]",
			)
		)
		if x.word in row["title"]
	),
	"assigned to": lambda s, x: sum(
		row["count"]
		for row in counted(
			s.call(
				"frappe.desk.listview.get_group_by_count",
				doctype="Petition",
				current_filters=json.dumps(filters(x)),
				field="assigned_to",
			)
		)
	),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_count_stays_within_what_one_sees(login, secret, way):
	assert WAYS[way](login(INSIDER), secret) == 1
	assert WAYS[way](login(ATTACKER), secret) == 0


def test_connections_count_what_one_sees(login, secret):
	"""An organ that keeps its own notice sees no number of other records beside it."""
	ask = {"doctype": "Petition", "name": secret.name, "items": json.dumps(["Handling Opinion"])}
	assert login(ATTACKER).call("frappe.desk.notifications.get_open_count", **ask).status_code == 403


@pytest.mark.parametrize(
	"doctype", ["Petitioner", "Custody", "Sealed Accusation", "Identity Access Log", "Version", "Comment"]
)
def test_no_count_of_what_one_cannot_read(login, secret, doctype):
	"""Frappe counts any table for anybody."""
	answer = login(ATTACKER).call("frappe.client.get_count", doctype=doctype, filters={"name": ("!=", "")})
	assert answer.status_code == 403


@pytest.mark.parametrize(
	"name",
	[
		"frappe.desk.listview.frappe.client.get_count",
		"frappe.core.doctype.file.file.zip_files",
		"frappe.api.frappe.client.get_count",
	],
)
def test_a_replaced_method_is_not_reached_by_another_name(login, secret, name):
	answer = login(ATTACKER).call(name, doctype="Petition", filters={}, files="[]")
	assert answer.status_code >= 400
	assert "message" not in answer.json() or not isinstance(answer.json()["message"], int)


@pytest.mark.parametrize(
	"arguments",
	[
		{"doctype": "ToDo", "fields": ["sum((select count(*) from tabPetition))"]},
		{"doctype": "ToDo", "fields": ["name"], "order_by": "(select title from tabPetition limit 1)"},
		{"doctype": "ToDo", "fields": ["sum((/* x */ select count(*) from tabPetitioner)) as n"]},
		{
			"doctype": "ToDo",
			"fields": ["max((SELECT masked_name FROM tabPetition LIMIT 1)) as n, count(*) as m"],
		},
		{"doctype": "ToDo", "filters": [["(select count(*) from tabPetition)", ">", 0]]},
	],
)
def test_no_sub_query_anywhere(login, secret, arguments):
	answer = login(ATTACKER).call("frappe.client.get_list", **arguments)
	assert answer.status_code in (403, 417), answer.text[:200]
