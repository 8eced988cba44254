"""Somebody who administers the desk brings a watch list in by configuration: on the desk's endpoints and by REST.

Tried by System Manager and by Petition Admin, and, where the rule is about the document itself, by Administrator.
"""

import json

import frappe
import pytest

from xinfang_app.access.errors import BackDoor

ADMINS = ["system_manager", "petition_admin", "Administrator"]
CLOSED = ["Petitioner", "Sealed Accusation", "Sealed Register", "Identity Access Log", "Custody"]
PERSON = ["Submission Petitioner"]
CASE = "Petition"


def field(dt, **values):
	return {
		"doctype": "Custom Field",
		"dt": dt,
		"fieldtype": "Data",
		"label": "Note",
		"fieldname": "xf_note",
		**values,
	}


def about(dt):
	"""Every configuration that could be made about `dt`, as a document."""
	return {
		"custom field": field(dt),
		"property setter": {
			"doctype": "Property Setter",
			"doctype_or_field": "DocType",
			"doc_type": dt,
			"property": "track_changes",
			"property_type": "Check",
			"value": "1",
		},
		"permission": {"doctype": "Custom DocPerm", "parent": dt, "role": "Petition Admin", "read": 1},
		"report": {
			"doctype": "Report",
			"report_name": f"XF {dt}",
			"ref_doctype": dt,
			"report_type": "Report Builder",
			"is_standard": "No",
			"json": "{}",
		},
		"number card": {
			"doctype": "Number Card",
			"label": f"XF {dt}",
			"type": "Document Type",
			"document_type": dt,
			"function": "Count",
			"filters_json": "[]",
		},
		"dashboard chart": {
			"doctype": "Dashboard Chart",
			"chart_name": f"XF {dt}",
			"chart_type": "Group By",
			"document_type": dt,
			"group_by_type": "Count",
			"group_by_based_on": "owner",
			"filters_json": "[]",
			"type": "Bar",
		},
		"kanban board": {
			"doctype": "Kanban Board",
			"kanban_board_name": f"XF {dt}",
			"reference_doctype": dt,
			"field_name": "kind",
		},
		"list filter": {
			"doctype": "List Filter",
			"filter_name": "x",
			"reference_doctype": dt,
			"filters": "[]",
			"for_user": "",
		},
		"notification": {
			"doctype": "Notification",
			"subject": "x",
			"document_type": dt,
			"event": "New",
			"channel": "System Notification",
			"message": "x",
			"recipients": [{"receiver_by_document_field": "owner"}],
		},
		"server script": {
			"doctype": "Server Script",
			"name": f"XF {dt}",
			"script_type": "DocType Event",
			"reference_doctype": dt,
			"doctype_event": "After Insert",
			"script": "pass",
		},
		"client script": {"doctype": "Client Script", "name": f"XF {dt}", "dt": dt, "script": "//"},
		"webhook": {
			"doctype": "Webhook",
			"name": f"XF {dt}",
			"webhook_doctype": dt,
			"webhook_docevent": "after_insert",
			"request_url": "https://example.org",
			"request_method": "POST",
		},
		"auto repeat": {
			"doctype": "Auto Repeat",
			"reference_doctype": dt,
			"reference_document": "x",
			"frequency": "Daily",
			"start_date": "2099-01-01",
		},
		"assignment rule": {
			"doctype": "Assignment Rule",
			"name": f"XF {dt}",
			"document_type": dt,
			"assign_condition": "1",
			"rule": "Round Robin",
			"description": "x",
			"users": [{"user": "Administrator"}],
			"assignment_days": [{"day": "Monday"}],
		},
		"print format": {"doctype": "Print Format", "name": f"XF {dt}", "doc_type": dt, "html": "x"},
		"web form": {
			"doctype": "Web Form",
			"title": "x",
			"route": "xf-x",
			"doc_type": dt,
			"web_form_fields": [{"fieldname": "kind", "fieldtype": "Data"}],
		},
		"data import": {
			"doctype": "Data Import",
			"reference_doctype": dt,
			"import_type": "Insert New Records",
		},
		"workflow": {
			"doctype": "Workflow",
			"workflow_name": f"XF {dt}",
			"document_type": dt,
			"workflow_state_field": "kind",
			"states": [],
			"transitions": [],
		},
		"user permission": {"doctype": "User Permission", "user": "Guest", "allow": dt, "for_value": "x"},
		"calendar view": {
			"doctype": "Calendar View",
			"name": f"XF {dt}",
			"reference_doctype": dt,
			"subject_field": "kind",
			"start_date_field": "creation",
			"end_date_field": "creation",
		},
		"naming rule": {
			"doctype": "Document Naming Rule",
			"document_type": dt,
			"prefix": "X-",
			"prefix_digits": 3,
		},
	}


def refused(session, values):
	answer = session.post(
		f"/api/resource/{values['doctype']}", json={k: v for k, v in values.items() if k != "doctype"}
	)
	return answer.status_code, answer.text


def left_behind(values):
	filters = {
		k: v
		for k, v in values.items()
		if isinstance(v, str)
		and k
		not in ("doctype", "name", "filters", "message", "html", "script", "json", "filters_json", "subject")
	}
	return frappe.db.exists(values["doctype"], filters)


@pytest.mark.parametrize("admin", ADMINS)
@pytest.mark.parametrize("dt", ["Petitioner", "Submission Petitioner", "Sealed Register"])
def test_nothing_is_configured_about_people_and_sealed_pieces(login, county, dt, admin):
	for what, values in about(dt).items():
		status, text = refused(login(admin), values)
		assert status >= 400, (what, text[:300])
		assert not left_behind(values), what


@pytest.mark.parametrize("what", list(about("Petitioner")))
def test_it_is_the_rule_that_refuses_and_not_an_incomplete_form(db, what):
	"""The same documents made by the system itself, past every role."""
	for dt in (*CLOSED, *PERSON):
		values = about(dt)[what]
		with pytest.raises((BackDoor, frappe.PermissionError)) as caught:
			frappe.get_doc(values).insert(ignore_permissions=True, ignore_links=True, ignore_mandatory=True)
		assert isinstance(caught.value, BackDoor), (what, dt, caught.value)


@pytest.mark.parametrize(
	"what", ["kanban board", "dashboard chart", "server script", "auto repeat", "web form", "data import"]
)
def test_what_would_show_cases_past_their_scope(login, db, county, what):
	values = about(CASE)[what]
	with pytest.raises(BackDoor):
		frappe.get_doc(values).insert(ignore_permissions=True, ignore_links=True, ignore_mandatory=True)
	assert refused(login("system_manager"), values)[0] >= 400


@pytest.mark.parametrize(
	"what", ["notification", "assignment rule", "client script", "print format", "calendar view"]
)
def test_what_is_allowed_on_cases_passes(db, what):
	"""The rule does not refuse everything: these are Frappe's and used."""
	try:
		frappe.get_doc(about(CASE)[what]).insert(
			ignore_permissions=True, ignore_links=True, ignore_mandatory=True
		)
	except BackDoor:
		pytest.fail(what)
	except frappe.ValidationError:
		pass


# Labels of people


@pytest.mark.parametrize(
	"label", ["重点人员", "是否缠访", "稳控责任人", "越级情况", "Blacklist", "风险等级", "上访次数"]
)
@pytest.mark.parametrize("dt", [CASE, "Petition Submission", "Handling Opinion"])
def test_no_field_that_labels_people(login, county, dt, label):
	for admin in ("system_manager", "Administrator"):
		for values in (
			field(dt, label=label, fieldname="xf_x1"),
			field(dt, label="Kind", fieldname="xf_x2", fieldtype="Select", options=f"一般\n{label}"),
			field(dt, label="Kind", fieldname="xf_x3", description=label),
		):
			status, text = refused(login(admin), values)
			assert status >= 400, text[:200]
	assert not frappe.db.exists("Custom Field", {"dt": dt, "fieldname": ("like", "xf_x%")})


@pytest.mark.parametrize("admin", ["system_manager", "Administrator"])
def test_not_by_customize_form_either(login, county, admin):
	session = login(admin)
	form = session.get("/api/resource/Customize Form/Customize Form").json()["data"]
	loaded = session.post(
		"/api/method/run_doc_method",
		json={"method": "fetch_to_customize", "docs": json.dumps({**form, "doc_type": CASE})},
	)
	assert loaded.status_code == 200, loaded.text[:300]
	doc = loaded.json()["docs"][0]
	doc["fields"].append(
		{
			"doctype": "Customize Form Field",
			"label": "重点人员",
			"fieldname": "xf_key",
			"fieldtype": "Check",
			"parent": "Customize Form",
			"parenttype": "Customize Form",
			"parentfield": "fields",
			"__islocal": 1,
			"idx": 999,
			"is_custom_field": 1,
		}
	)
	saved = session.post(
		"/api/method/run_doc_method", json={"method": "save_customization", "docs": json.dumps(doc)}
	)
	assert saved.status_code >= 400, saved.text[:300]
	assert not frappe.db.exists("Custom Field", {"dt": CASE, "fieldname": "xf_key"})


def test_customize_form_does_not_open_a_petitioner(login, county):
	session = login("system_manager")
	form = session.get("/api/resource/Customize Form/Customize Form").json()["data"]
	loaded = session.post(
		"/api/method/run_doc_method",
		json={"method": "fetch_to_customize", "docs": json.dumps({**form, "doc_type": "Petitioner"})},
	)
	doc = {**loaded.json()["docs"][0], "track_changes": 1, "allow_import": 1} if loaded.ok else form
	saved = session.post(
		"/api/method/run_doc_method", json={"method": "save_customization", "docs": json.dumps(doc)}
	)
	assert saved.status_code >= 400, saved.text[:300]
	assert not frappe.db.exists("Property Setter", {"doc_type": "Petitioner"})


@pytest.mark.parametrize(
	("prop", "value", "field_name"),
	[
		("show_title_field_in_link", "1", None),
		("in_global_search", "1", "title"),
		("allow_import", "1", None),
		("has_web_view", "1", None),
		("read_only", "0", "stage"),
		("hidden", "0", "query_code_enc"),
		("permlevel", "0", "stage"),
		("options", "A\nB", "stage"),
		("label", "重点人员", "urgency"),
	],
)
def test_no_switch_that_opens_a_case_or_takes_a_lock_off(db, prop, value, field_name):
	dt = "Petition Submission" if field_name == "query_code_enc" else CASE
	with pytest.raises(BackDoor):
		frappe.get_doc(
			doctype="Property Setter",
			doctype_or_field="DocField" if field_name else "DocType",
			doc_type=dt,
			field_name=field_name,
			property=prop,
			value=value,
		).insert(ignore_permissions=True)


@pytest.mark.parametrize(
	("prop", "value"), [("hidden", "1"), ("label", "紧急程度(县)"), ("description", "按实际填写")]
)
def test_customizing_a_case_is_possible(db, prop, value):
	frappe.get_doc(
		doctype="Property Setter",
		doctype_or_field="DocField",
		doc_type=CASE,
		field_name="urgency",
		property=prop,
		value=value,
	).insert(ignore_permissions=True)


def custom_doctype(**changes):
	return {
		"doctype": "DocType",
		"name": "XF Side Table",
		"module": "Custom",
		"custom": 1,
		"fields": [{"fieldname": "x", "fieldtype": "Link", "options": CASE, "label": "X"}],
		"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
		**changes,
	}


@pytest.mark.parametrize("target", [CASE, "Petitioner", "Handling Opinion", "Sealed Register"])
def test_no_doctype_of_somebody_elses_links_to_ours(login, county, target):
	"""Through such a link a form fetches values of records its user may not see."""
	values = custom_doctype(fields=[{"fieldname": "x", "fieldtype": "Link", "options": target, "label": "X"}])
	for admin in ("system_manager", "Administrator"):
		status, text = refused(login(admin), values)
		assert status >= 400, text[:200]
	status, text = refused(login("system_manager"), field("ToDo", fieldtype="Link", options=target))
	assert status >= 400, text[:200]
	assert not frappe.db.exists("DocType", "XF Side Table")


def test_no_link_to_a_petitioner_from_a_case(db):
	with pytest.raises(BackDoor):
		frappe.get_doc(field(CASE, fieldtype="Link", options="Petitioner")).insert(ignore_permissions=True)


# Ranking


def rows(session, **arguments):
	return session.call("frappe.client.get_list", doctype=arguments.pop("doctype", CASE), **arguments)


@pytest.mark.parametrize("column", ["first_petitioner", "masked_name"])
def test_nobody_groups_or_ranks_by_person(login, county, column):
	for who in ("county_officer", "county_leader", "system_manager", "petition_admin"):
		session = login(who)
		for answer in (
			session.get(
				"/api/resource/Petition",
				params={"group_by": column, "fields": f'["{column}","count(name) as n"]'},
			),
			session.get("/api/resource/Petition", params={"order_by": f"{column} desc"}),
			session.call(
				"frappe.desk.listview.get_group_by_count", doctype=CASE, current_filters="[]", field=column
			),
			session.call(
				"frappe.desk.reportview.get",
				doctype=CASE,
				fields=f'["`tabPetition`.`{column}`"]',
				group_by=f"`tabPetition`.`{column}`",
				aggregate_function="count",
				aggregate_on_field="name",
				aggregate_on_doctype=CASE,
				filters="[]",
			),
			session.call(
				"frappe.desk.reportview.get_stats", doctype=CASE, stats=f'["{column}"]', filters="[]"
			),
			session.call(
				"frappe.desk.reportview.get_sidebar_stats", doctype=CASE, stats=f'["{column}"]', filters="[]"
			),
		):
			assert answer.status_code >= 400, (who, answer.url, answer.text[:200])


def test_nobody_groups_the_rows_of_people(login, county):
	for who in ("county_officer", "system_manager"):
		for column in ("petitioner", "masked_name"):
			answer = login(who).get(
				"/api/resource/Submission Petitioner",
				params={
					"parent": "Petition Submission",
					"group_by": column,
					"fields": f'["{column}","count(name) as n"]',
				},
			)
			assert answer.status_code >= 400, answer.text[:200]


@pytest.mark.parametrize("column", ["category", "holder"])
def test_grouping_matters_is_possible(login, county, column):
	answer = login("county_officer").call(
		"frappe.desk.listview.get_group_by_count", doctype=CASE, current_filters="[]", field=column
	)
	assert answer.status_code == 200, answer.text[:300]


def test_no_saved_report_ranks_people(login, county):
	settings = json.dumps(
		{"group_by": {"group_by": "`tabPetition`.`masked_name`", "aggregate_function": "count"}}
	)
	for who in ("county_officer", "system_manager"):
		answer = login(who).call(
			"frappe.desk.reportview.save_report", name="XF ranking", doctype=CASE, report_settings=settings
		)
		assert answer.status_code >= 400, answer.text[:200]
	assert not frappe.db.exists("Report", "XF ranking")


@pytest.mark.parametrize("kind", ["Query Report", "Script Report"])
def test_no_report_in_sql_or_script(db, kind, county):
	for values in (
		{"ref_doctype": CASE, "query": "select 1"},
		{"ref_doctype": "ToDo", "query": "select masked_name, count(*) from tabPetition group by 1"},
		{"ref_doctype": "ToDo", "query": "select * from `TABPETITIONER`"},
		{
			"ref_doctype": "ToDo",
			"report_script": "data = frappe.db.sql('select * from `tabPetition Submission`')",
		},
	):
		with pytest.raises(BackDoor):
			frappe.get_doc(
				{
					"doctype": "Report",
					"report_name": "XF sql",
					"report_type": kind,
					"is_standard": "No",
					**values,
				}
			).insert(ignore_permissions=True)


def test_no_report_is_mailed_around(db):
	frappe.get_doc(
		doctype="Report",
		report_name="XF list",
		ref_doctype=CASE,
		report_type="Report Builder",
		is_standard="No",
		json="{}",
	).insert(ignore_permissions=True)
	with pytest.raises(BackDoor):
		frappe.get_doc(
			doctype="Auto Email Report",
			report="XF list",
			user="Administrator",
			email_to="x@example.org",
			frequency="Daily",
			format="CSV",
		).insert(ignore_permissions=True)


def test_no_prepared_report(db, county, as_user):
	frappe.get_doc(
		doctype="Report",
		report_name="XF list",
		ref_doctype=CASE,
		report_type="Report Builder",
		is_standard="No",
		json="{}",
	).insert(ignore_permissions=True)
	values = {"doctype": "Prepared Report", "report_name": "XF list", "filters": "{}"}
	with pytest.raises(BackDoor):
		frappe.get_doc(values).insert(ignore_permissions=True)
	# One that lies there from before is seen by nobody, whoever ordered it.
	row = county.add(
		"Prepared Report", report_name="XF list", status="Completed", owner=county.user("county_officer")
	)
	other = county.add("Prepared Report", report_name="ToDo", status="Completed")
	with as_user(county.user("system_manager")):
		listed = frappe.get_list("Prepared Report", pluck="name", limit=0)
		assert row.name not in listed and other.name in listed
		assert not frappe.has_permission("Prepared Report", "read", row)


# What System Manager has in Frappe


def test_the_console_is_administrators(login, county):
	answer = login("system_manager").call(
		"frappe.desk.doctype.system_console.system_console.execute_code",
		doc=json.dumps(
			{"doctype": "System Console", "type": "SQL", "console": "select title from tabPetition"}
		),
	)
	assert answer.status_code == 403


@pytest.mark.parametrize("name", ["20260301-x-database.sql.gz", "20260301-x-site_config_backup.json"])
def test_backups_are_not_fetched_over_the_web(login, county, name):
	path = frappe.get_site_path("private", "backups", name)
	with open(path, "w") as handle:
		handle.write("SECRET-BACKUP")
	try:
		answer = login("system_manager").get(f"/backups/{name}")
		assert answer.status_code == 403 and "SECRET-BACKUP" not in answer.text
		answer = login("Administrator").get(f"/backups/{name}")
		assert ("SECRET-BACKUP" in answer.text) == ("config" not in name)
	finally:
		import os

		os.unlink(path)


def test_roles_alone_open_nothing(county, db, as_user):
	"""System Manager gives himself the role of a county leader; there is no posting behind it."""
	petition = county.petition("dept", "village")
	for role in ("County Leader", "Department Officer", "Discipline Custodian", "Petition Staff"):
		county.add(
			"Has Role",
			parent=county.user("system_manager"),
			parenttype="User",
			parentfield="roles",
			role=role,
		)
	frappe.clear_cache(user=county.user("system_manager"))
	with as_user(county.user("system_manager")):
		assert frappe.has_permission("Petition", "read")
		assert frappe.get_list("Petition", pluck="name") == []
		assert not frappe.has_permission("Petition", "read", frappe.get_doc("Petition", petition.name))


def test_a_module_that_comes_with_an_upgrade_is_ours_before_its_record_is_there(db):
	import frappe

	from xinfang_app.access import back_doors

	frappe.db.delete("Module Def", {"name": "Settling"})
	frappe.db.value_cache.clear()
	back_doors.doctype(frappe.get_doc("DocType", "Assistance Record"))
