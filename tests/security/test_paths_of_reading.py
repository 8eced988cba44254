"""Somebody of another department asks for a petition by every way Frappe has of reading.

Each way is tried twice over HTTP: by an officer whose department had the matter once and has no part in it now, who
must learn nothing; and by the officer who has it, who must get it (or be told that this way is closed for all). So a
way that answers nobody by mistake does not pass for one that is shut.
"""

import json

import pytest

ATTACKER, INSIDER = "dept_officer", "dept2_officer"
EVERYTHING = json.dumps(["*"])


def j(value):
	return json.dumps(value)


def resource(doctype, name="", **params):
	return lambda s, x: s.get(
		f"/api/resource/{doctype}{'/' + (name(x) if callable(name) else name) if name else ''}",
		params={k: v(x) if callable(v) else v for k, v in params.items()},
	)


def method(_path, **arguments):
	return lambda s, x: s.call(_path, **{k: v(x) if callable(v) else v for k, v in arguments.items()})


def page(path):
	return lambda s, x: s.get(path(x))


NAME = lambda x: x.name  # noqa: E731

# way → request. OPEN ones answer the insider, CLOSED ones nobody.
OPEN = {
	"REST list": resource("Petition", fields=EVERYTHING, limit_page_length=500),
	"REST document": resource("Petition", NAME),
	"REST list of a child table": resource(
		"Petition Claim", parent="Petition", fields='["claim"]', limit_page_length=500
	),
	"REST child row": resource("Petition Claim", lambda x: x.claim),
	"REST list filtered by number": resource(
		"Petition", filters=lambda x: j([["number", "=", x.number]]), fields=EVERYTHING
	),
	"REST list sorted by title": resource(
		"Petition", order_by="title desc", fields=EVERYTHING, limit_page_length=500
	),
	"REST list of a related record": resource("Handling Opinion", fields=EVERYTHING, limit_page_length=500),
	"REST list, field of a child": resource(
		"Petition", fields=j(["name", "claims.claim"]), limit_page_length=500
	),
	"REST list, child table named": resource(
		"Petition", fields=j(["name", "`tabPetition Claim`.`claim`"]), limit_page_length=500
	),
	"frappe.client.get_list": method(
		"frappe.client.get_list", doctype="Petition", fields=["*"], limit_page_length=500
	),
	"frappe.client.get": method("frappe.client.get", doctype="Petition", name=NAME),
	"frappe.client.get by filter": method(
		"frappe.client.get", doctype="Petition", filters=lambda x: {"number": x.number}
	),
	"frappe.client.get_value": method(
		"frappe.client.get_value",
		doctype="Petition",
		fieldname='["title"]',
		filters=lambda x: {"name": x.name},
	),
	"frappe.client.get_value of a child": method(
		"frappe.client.get_value",
		doctype="Petition Claim",
		parent="Petition",
		fieldname="claim",
		filters=lambda x: x.claim,
	),
	"frappe.client.validate_link": method(
		"frappe.client.validate_link", doctype="Petition", docname=NAME, fields='["title"]'
	),
	"list view": method(
		"frappe.desk.reportview.get",
		doctype="Petition",
		fields='["name","title","number"]',
		filters="[]",
		start=0,
		page_length=500,
	),
	"list view uncompressed": method(
		"frappe.desk.reportview.get_list",
		doctype="Petition",
		fields='["title"]',
		filters="[]",
		limit_page_length=500,
	),
	"report view": method(
		"frappe.desk.reportview.get",
		doctype="Petition",
		fields='["`tabPetition`.`title`","`tabPetition Claim`.`claim`"]',
		filters="[]",
		view="Report",
		page_length=500,
	),
	"report view of a child table": method(
		"frappe.desk.reportview.get",
		doctype="Petition Claim",
		parent_doctype="Petition",
		fields='["claim"]',
		filters="[]",
		page_length=500,
	),
	"group by": method(
		"frappe.desk.listview.get_group_by_count", doctype="Petition", current_filters="[]", field="title"
	),
	"sidebar statistics": method(
		"frappe.desk.reportview.get_sidebar_stats", stats='["title"]', doctype="Petition", filters="[]"
	),
	"statistics": method(
		"frappe.desk.reportview.get_stats", stats='["title"]', doctype="Petition", filters="[]"
	),
	"form": lambda s, x: s.get(
		"/api/method/frappe.desk.form.load.getdoc", params={"doctype": "Petition", "name": x.name}
	),
	"form's side": lambda s, x: s.get(
		"/api/method/frappe.desk.form.load.get_docinfo", params={"doctype": "Petition", "name": x.name}
	),
	"mails of a form": method("frappe.desk.form.load.get_communications", doctype="Petition", name=NAME),
	"link search": method(
		"frappe.desk.search.search_widget",
		doctype="Petition",
		txt="",
		searchfield="title",
		filter_fields='["title"]',
		page_length=500,
	),
	"link search without conditions": method(
		"frappe.desk.search.search_widget",
		doctype="Petition",
		txt="",
		searchfield="title",
		filter_fields='["title"]',
		page_length=500,
		ignore_user_permissions=1,
	),
	"calendar": method(
		"frappe.desk.calendar.get_events",
		doctype="Petition",
		start="2026-01-01",
		end="2026-12-31",
		field_map='{"start":"received_on","end":"received_on","title":"title"}',
	),
	"print": lambda s, x: s.get("/printview", params={"doctype": "Petition", "name": x.name}),
	"print on the desk": method("frappe.www.printview.get_html_and_style", doc="Petition", name=NAME),
}

CLOSED = {
	"heat map": method(
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		chart=lambda x: {
			"name": "x",
			"type": "Heatmap",
			"chart_type": "Sum",
			"document_type": "Petition",
			"based_on": "received_on",
			"value_based_on": f"length(title) * (name = '{x.name}')",
			"filters_json": "[]",
			"heatmap_year": "2026",
		},
		no_cache=1,
	),
	"grouped chart": method(
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		chart={
			"name": "x",
			"type": "Bar",
			"chart_type": "Group By",
			"document_type": "Petition",
			"group_by_type": "Count",
			"group_by_based_on": "title",
			"filters_json": "[]",
		},
		no_cache=1,
	),
	"monthly goal": method(
		"frappe.utils.goal.get_monthly_goal_graph_data",
		title="x",
		doctype="User",
		docname="dept_officer@xf-security.test",
		goal_value_field="x",
		goal_total_field="x",
		goal_history_field="x",
		goal_doctype="Petition",
		goal_doctype_link="owner",
		goal_field="name",
		date_field="received_on",
		filter_str="1=1",
	),
	"global search": method("frappe.utils.global_search.search", text="SECRET", doctype="Petition"),
	"tagged documents": method("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype="Petition", tag="x"),
	"data export": method(
		"frappe.core.doctype.data_export.exporter.export_data",
		doctype="Petition",
		with_data=1,
		select_columns='{"Petition":["title"]}',
		file_type="CSV",
	),
	"template of an import": method(
		"frappe.core.doctype.data_import.data_import.download_template",
		doctype="Petition",
		export_fields='{"Petition":["title"]}',
		export_records="all",
		file_type="CSV",
	),
	"followers": method(
		"frappe.desk.form.document_follow.get_follow_users", doctype="Petition", doc_name=NAME
	),
	"reviews": method(
		"frappe.social.doctype.energy_point_log.energy_point_log.get_reviews",
		doctype="Petition",
		docname=NAME,
	),
	"room of all lists": method("frappe.realtime.can_subscribe_doctype", doctype="Petition"),
	"website list": lambda s, x: s.get("/list", params={"doctype": "Petition"}),
	"website list's method": method("frappe.www.list.get", doctype="Petition", txt=""),
	"options of a web form": method(
		"frappe.website.doctype.web_form.web_form.get_link_options", web_form_name="x", doctype="Petition"
	),
	"mapper": method(
		"frappe.model.mapper.make_mapped_doc",
		method="frappe.client.get",
		source_name=lambda x: j({"doctype": "Petition", "name": x.name}),
	),
	"search through another method": method(
		"frappe.desk.search.search_widget",
		doctype="Petition",
		txt="",
		query="frappe.client.get_list",
	),
}

# A record that the attacker's department made itself and keeps: no way on from it into the petition.
ON_FROM_OWN_RECORD = {
	"dotted field over REST": resource("Petition Notice", fields=j(["name", "petition.title"])),
	"dotted field of frappe.client": method(
		"frappe.client.get_list", doctype="Petition Notice", fields=["name", "petition.summary as s"]
	),
	"dotted field of the report view": method(
		"frappe.desk.reportview.get",
		doctype="Petition Notice",
		fields='["name","petition.title"]',
		filters="[]",
	),
	"dotted field in frappe.client.get_value": method(
		"frappe.client.get_value",
		doctype="Petition Notice",
		fieldname='["petition.title"]',
		filters=lambda x: {"name": x.notice.name},
	),
	"other table named": resource("Petition Notice", fields=j(["name", "`tabPetition`.`title`"])),
	"filter on the other table": method(
		"frappe.client.get_list",
		doctype="Petition Notice",
		fields=["name"],
		filters=lambda x: [["Petition", "title", "like", f"%{x.word}%"]],
	),
	"sorted by the other table": resource("Petition Notice", order_by="`tabPetition`.`title` asc"),
	"calendar with a dotted title": method(
		"frappe.desk.calendar.get_events",
		doctype="Petition Notice",
		start="2000-01-01",
		end="2099-12-31",
		field_map='{"start":"issued_on","end":"issued_on","title":"petition.title"}',
	),
	"linked documents": method(
		"frappe.desk.form.linked_with.get", doctype="Petition Notice", docname=lambda x: x.notice.name
	),
	"connections": method(
		"frappe.desk.notifications.get_open_count",
		doctype="Petition",
		name=NAME,
		items='["Handling Opinion"]',
	),
}


@pytest.mark.parametrize("way", OPEN)
def test_a_stranger_learns_nothing_and_the_holder_does(login, secret, way):
	ask = OPEN[way]
	insider = ask(login(INSIDER), secret)
	assert insider.status_code == 200, (way, insider.text[:300])
	assert secret.is_in(insider), way
	assert not secret.is_in(ask(login(ATTACKER), secret)), way


@pytest.mark.parametrize(
	"person",
	[
		"system_manager",
		"petition_admin",
		"clerk",
		"town_leader",
		"hearing",
		"custodian",
		"other_officer",
		"village",
	],
)
@pytest.mark.parametrize(
	"way",
	[
		"REST list",
		"REST document",
		"form",
		"link search without conditions",
		"REST list of a child table",
		"report view",
	],
)
def test_nobody_without_a_part_in_it(login, secret, way, person):
	assert not secret.is_in(OPEN[way](login(person), secret))


@pytest.mark.parametrize("way", CLOSED)
def test_ways_that_are_closed(login, secret, way):
	for person in (ATTACKER, INSIDER, "system_manager"):
		answer = CLOSED[way](login(person), secret)
		assert answer.status_code >= 400, (way, person, answer.text[:300])
		assert not secret.is_in(answer), (way, person)


@pytest.mark.parametrize("way", ON_FROM_OWN_RECORD)
def test_no_way_on_from_an_own_record(login, secret, way):
	own = login(ATTACKER).get(f"/api/resource/Petition Notice/{secret.notice.name}")
	assert own.status_code == 200, "the record an organ made itself stays its own"
	answer = ON_FROM_OWN_RECORD[way](login(ATTACKER), secret)
	assert not secret.is_in(answer), way
	assert secret.opinion.name not in answer.text, way
	if "filter" in way or "sorted" in way:
		assert answer.status_code >= 400, "an answer of any kind would be a guess confirmed"


def test_neighbours_of_a_hidden_record_tell_nothing(login, secret):
	"""get_next compares with the hidden record's value: asked often enough, it spells it out."""
	ask = {"doctype": "Petition", "value": secret.name, "prev": 0, "filters": "[]", "sort_field": "title"}
	assert login(ATTACKER).call("frappe.desk.form.utils.get_next", **ask).status_code == 403
	assert login(INSIDER).call("frappe.desk.form.utils.get_next", **ask).status_code == 200
