"""Somebody who may write sends what he may not: stage, holder, number, dates, state, rows of a table, whole records.

Over HTTP, by the officer whose department has the matter in hand. Whether the request is refused or what it forged is
dropped makes no difference: the stored row must say what it said.
"""

import json

import frappe
import pytest

OFFICER, OUTSIDER = "dept_officer", "dept2_officer"
FORGED = {
	"stage": "Archived",
	"holder": "980121-MZ",
	"number": "XF-980121-2026-777777",
	"received_on": "2020-01-01 00:00:00",
	"registered_on": "2020-01-01 00:00:00",
	"workflow_state": "已归档",
	"scope_code": "980122000000",
	"registering_organ": "980121-RS",
	"concluded": 1,
	"resolved": 1,
	"served_on": "2026-03-02 00:00:00",
	"opinion_issued_on": "2026-03-02 00:00:00",
	"closing_code": "T1",
	"bounce_count": 0,
	"first_petitioner": "x",
	"masked_name": "x",
	"owner": "dept2_officer@xf-security.test",
	"creation": "2000-01-01 00:00:00",
	"docstatus": 1,
}


@pytest.fixture
def case(cases):
	made = cases.petition("dept", "village", bounce_count=1)
	cases.done()
	return made


def stored(case, *columns):
	frappe.db.rollback()
	return frappe.db.get_value(case.doctype, case.name, list(columns or FORGED), as_dict=True)


def whole(_session, case):
	"""The document as the form holds it; a stranger has it from elsewhere."""
	frappe.db.rollback()
	return json.loads(frappe.get_doc(case.doctype, case.name).as_json())


WAYS = {
	"REST PUT": lambda s, c, v: s.put(f"/api/resource/Petition/{c.name}", json=v),
	"frappe.client.set_value": lambda s, c, v: s.call(
		"frappe.client.set_value", doctype="Petition", name=c.name, fieldname=json.dumps(v)
	),
	"frappe.client.save": lambda s, c, v: s.call("frappe.client.save", doc=json.dumps({**whole(s, c), **v})),
	"form": lambda s, c, v: s.call(
		"frappe.desk.form.save.savedocs", doc=json.dumps({**whole(s, c), **v}), action="Save"
	),
	"frappe.client.bulk_update": lambda s, c, v: s.call(
		"frappe.client.bulk_update", docs=json.dumps([{"doctype": "Petition", "docname": c.name, **v}])
	),
	"bulk edit of the list": lambda s, c, v: s.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype="Petition",
		docnames=json.dumps([c.name]),
		action="update",
		data=json.dumps(v),
	),
	"kanban": lambda s, c, v: s.call(
		"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card",
		board_name="x",
		docname=c.name,
		from_colname="Registered",
		to_colname="Archived",
		old_index=0,
		new_index=0,
	),
	"calendar": lambda s, c, v: s.call(
		"frappe.desk.calendar.update_event",
		args=json.dumps(
			{"doctype": "Petition", "name": c.name, "received_on": v.get("received_on", "2020-01-01")}
		),
		field_map='{"start":"received_on","end":"received_on"}',
	),
	"flags": lambda s, c, v: s.put(
		f"/api/resource/Petition/{c.name}",
		json={**v, "flags": {"ignore_permissions": True, "ignore_validate": True}},
	),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_field_of_the_services_is_forged(login, case, way):
	before = stored(case)
	for values in (
		FORGED,
		*(
			{field: value}
			for field, value in FORGED.items()
			if field in ("stage", "holder", "workflow_state")
		),
	):
		WAYS[way](login(OFFICER), case, values)
		assert stored(case) == before, (way, values)


@pytest.mark.parametrize("way", WAYS)
def test_nobody_writes_a_case_he_does_not_handle(login, case, way):
	"""Not by saying in the same request that he does."""
	before = stored(case, "title", "summary", *FORGED)
	for person in (OUTSIDER, "town_leader", "hearing", "county_officer", "system_manager", "petition_admin"):
		WAYS[way](login(person), case, {"title": "x", "holder": "980121-MZ", "scope_code": "980121000000"})
		assert stored(case, "title", "summary", *FORGED) == before, (way, person)


@pytest.mark.parametrize(
	"person", [OFFICER, "dept_leader", "county_leader", "system_manager", "petition_admin", "Administrator"]
)
def test_what_was_received_is_not_deleted(login, case, person):
	session = login(person)
	for answer in (
		session.delete(f"/api/resource/Petition/{case.name}"),
		session.call("frappe.client.delete", doctype="Petition", name=case.name),
		session.call(
			"frappe.desk.reportview.delete_items", doctype="Petition", items=json.dumps([case.name])
		),
	):
		assert answer is not None
		assert stored(case, "name"), (person, answer.url)


def test_a_registered_submission_is_not_deleted(login, cases, county):
	row = cases.add(
		"Petition Submission",
		status="Registered",
		holder=county.organ["dept"],
		organ=county.organ["dept"],
		scope_code=county.place["village"],
		owner=county.user(OFFICER),
	)
	cases.done()
	for person in (OFFICER, "Administrator"):
		login(person).delete(f"/api/resource/Petition Submission/{row.name}")
		assert stored(row, "name")


def test_a_row_of_a_table_is_not_written_by_itself(login, case):
	"""The petition's own rules would not run."""
	claim = frappe.get_all("Petition Claim", filters={"parent": case.name}, pluck="name")[0]
	for person in (OFFICER, "Administrator"):
		session = login(person)
		for answer in (
			session.put(f"/api/resource/Petition Claim/{claim}", json={"result": "Support", "claim": "x"}),
			session.delete(f"/api/resource/Petition Claim/{claim}"),
			session.post(
				"/api/resource/Petition Claim",
				json={"parent": case.name, "parenttype": "Petition", "parentfield": "claims", "claim": "x"},
			),
			session.call(
				"frappe.client.save",
				doc=json.dumps({"doctype": "Petition Claim", "name": claim, "claim": "x"}),
			),
		):
			assert answer.status_code >= 400, (person, answer.url, answer.text[:200])
	frappe.db.rollback()
	rows = frappe.get_all("Petition Claim", filters={"parent": case.name}, fields=["name", "claim", "result"])
	assert [(r.name, r.claim, r.result or "") for r in rows] == [(claim, "要求整修", "")]


MADE = {
	"Petition": {"title": "x", "number": "XF-980121-2026-888888"},
	"Petition Referral": {"from_organ": "980121-XF", "to_organ": "980121-RS"},
	"Handling Opinion": {"organ": "980121-RS", "stage": "Signed"},
	"Petition Notice": {"organ": "980121-RS"},
	"Service Record": {"organ": "980121-RS"},
	"Satisfaction Rating": {"organ": "980121-RS", "value": "Satisfied"},
	"Deadline": {"organ": "980121-RS", "state": "Met"},
	"Official Letter": {"organ": "980121-RS", "title": "x"},
	"Custody": {"ref_doctype": "Petition", "kind": "Task", "user": "dept2_officer@xf-security.test"},
	"Identity Access Log": {"way": "Opened"},
}


@pytest.mark.parametrize("doctype", MADE)
def test_no_record_of_the_road_is_made_by_hand(login, case, doctype):
	values = {
		**MADE[doctype],
		"petition": case.name,
		"ref_name": case.name,
		"ref_doctype": "Petition",
		"holder": case.holder,
		"scope_code": case.scope_code,
	}
	before = frappe.db.count(doctype)
	for person in (OFFICER, "dept_leader", "county_officer", "system_manager", "petition_admin"):
		session = login(person)
		session.post(f"/api/resource/{doctype}", json=values)
		session.call("frappe.client.insert", doc=json.dumps({"doctype": doctype, **values}))
		session.call("frappe.client.insert_many", docs=json.dumps([{"doctype": doctype, **values}]))
		frappe.db.rollback()
		assert frappe.db.count(doctype) == before, person


def test_a_draft_is_not_made_for_another_organ(login, cases, county):
	"""It would lie in that organ's list, and whoever wrote it would read what is added there."""
	session = login(OFFICER)
	made = session.post(
		"/api/resource/Petition Submission",
		json={
			"title": "x",
			"organ": county.organ["dept2"],
			"holder": county.organ["dept2"],
			"status": "Registered",
		},
	)
	if made.status_code == 200:
		data = made.json()["data"]
		cases.made.append(("Petition Submission", data["name"]))
		assert data["status"] == "Draft" and not data.get("number")
		assert data.get("holder") != county.organ["dept2"]


def test_permission_levels_hold(login, case):
	"""No role of the app writes or reads above level 0, so that nothing is hidden by level alone."""
	for doctype in ("Petition", "Petition Submission", "Handling Opinion"):
		assert not [p.role for p in frappe.get_meta(doctype).permissions if p.permlevel]
