"""An officer of the organ that a report means looks for it: list, link, file, comment, notification, version, message, report.

Asked over HTTP by the people of the organ meant, by colleagues of those named, by others and by a System Manager; by one
of those named too, so that a way that answers nobody by mistake does not pass for one that is shut.
"""

import json
import re

import frappe
import pytest

pytestmark = pytest.mark.usefixtures("county")
WORD, REPORTER = "停发低保要挟", "盛青稞"
ATTACKERS = ("town_officer", "town_leader", "town2_officer", "county_officer", "system_manager")
INSIDER = "supervision"
#: Rows about other rows, and rows of other rooms, that a search goes through.
BESIDE = {
	"File": ["attached_to_name"],
	"Comment": ["reference_name"],
	"Version": ["docname"],
	"Communication": ["reference_name"],
	"ToDo": ["reference_name"],
	"Notification Log": ["document_name"],
	"View Log": ["reference_name"],
	"Activity Log": ["reference_name"],
	"Deleted Document": ["deleted_name"],
	"Document Follow": ["ref_docname"],
	"Tag Link": ["document_name"],
	"DocShare": ["share_name"],
	"Deadline": ["ref_name"],
	"Deadline Step": ["ref_name"],
	"Clock Milestone": ["ref_name"],
	"Official Letter": ["ref_name"],
	"Custody": ["ref_name"],
	"Outbox Message": ["ref_name"],
	"Accountability Flag": ["source_key"],
}


@pytest.fixture(scope="module")
def report(county):
	"""A report about the township, taken down by another's officer, with everything that may hang on a document."""
	from xinfang_app.access import side_records
	from xinfang_app.organization import posting
	from xinfang_app.rights import reports

	posting.forget()
	frappe.set_user(county.user("town2_officer"))
	made = reports.register(
		kind="Retaliation",
		text=f"{WORD}，不准再去县里。",
		organs=[county.organ["town"]],
		users=[county.user("town_leader")],
		reporter={"name": REPORTER, "phone": "13900004455"},
	)
	frappe.set_user("Administrator")
	about = {"reference_doctype": made.doctype, "reference_name": made.name}
	frappe.get_doc({"doctype": "Comment", "comment_type": "Comment", "content": WORD, **about}).insert(
		ignore_permissions=True
	)
	frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "threat.txt",
			"content": WORD.encode(),
			"is_private": 1,
			"attached_to_doctype": made.doctype,
			"attached_to_name": made.name,
		}
	).insert(ignore_permissions=True)
	county.add(
		"Notification Log",
		subject=WORD,
		for_user=county.user("town_officer"),
		document_type=made.doctype,
		document_name=made.name,
	)
	frappe.db.commit()
	yield made
	frappe.set_user("Administrator")
	for doctype in ("Deadline", "Clock Milestone", "Official Letter", "Outbox Message"):
		frappe.db.delete(doctype, {"ref_name": made.name})
	for side, (_type, name) in side_records.TABLES.items():
		if frappe.db.table_exists(side):
			frappe.db.delete(side, {name: made.name})
	frappe.db.delete("Rights Opening", {"parent": made.name})
	frappe.db.delete("Rights Content", {"report": made.name})
	frappe.db.delete("Custody", {"ref_name": made.name})
	frappe.db.delete("Rights Report", {"name": made.name})
	frappe.db.commit()


def ways(report):
	"""Way → request; those that the insider answers stand first."""
	doctype, name = report.doctype, report.name
	return {
		"REST list": lambda s: s.get(f"/api/resource/{doctype}", params={"fields": '["*"]', "limit_page_length": 500}),
		"REST document": lambda s: s.get(f"/api/resource/{doctype}/{name}"),
		"list by number": lambda s: s.get(f"/api/resource/{doctype}", params={"filters": json.dumps([["number", "=", report.number]])}),
		"form": lambda s: s.call("frappe.desk.form.load.getdoc", doctype=doctype, name=name),
		"list view": lambda s: s.call("frappe.desk.reportview.get", doctype=doctype, fields='["name","number"]', filters="[]", start=0, page_length=500),
		"get_value": lambda s: s.call("frappe.client.get_value", doctype=doctype, fieldname='["number"]', filters={"name": name}),
	}  # fmt: skip


def closed(report):
	doctype, name = report.doctype, report.name
	return {
		"content list": lambda s: s.get("/api/resource/Rights Content", params={"fields": '["*"]'}),
		"content by report": lambda s: s.call("frappe.client.get_value", doctype="Rights Content", fieldname='["body"]', filters={"report": name}),
		"opening rows": lambda s: s.get("/api/resource/Rights Opening", params={"parent": doctype, "fields": '["*"]'}),
		"link": lambda s: s.call("frappe.desk.search.search_link", doctype=doctype, txt=report.number[:6], page_length=20),
		"link title": lambda s: s.call("frappe.desk.search.get_link_title", doctype=doctype, docname=name),
		"dotted field of a flag": lambda s: s.get("/api/resource/Accountability Flag", params={"fields": '["name","report.number"]'}),
		"global search": lambda s: s.call("frappe.utils.global_search.search", text=WORD),
		"export": lambda s: s.call("frappe.desk.reportview.export_query", doctype=doctype, fields='["name","number"]', file_format_type="CSV", filters="[]"),
		"print": lambda s: s.get("/printview", params={"doctype": doctype, "name": name}),
		"own api, opening": lambda s: s.call("xinfang_app.rights.api.open_report", name=name),
		"own api, view": lambda s: s.call("xinfang_app.rights.api.report_view", name=name),
		"own api, concluding": lambda s: s.call("xinfang_app.rights.api.conclude", name=name, outcome="Not borne out", finding="x"),
		"notifications": lambda s: s.call("frappe.desk.doctype.notification_log.notification_log.get_notification_logs", limit=50),
		"morning list": lambda s: s.call("xinfang_app.office.api.today"),
	}  # fmt: skip


def plain(text):
	"""The text with its escaped signs as they read: answers write Chinese as \\u505c."""
	return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def told(answer, report):
	"""Return what an answer gives away."""
	asked = answer.request.body or b""
	asked = plain(asked.decode() if isinstance(asked, bytes) else asked)
	texts = (WORD, REPORTER, report.number)
	return [
		text
		for text in texts
		if text in plain(answer.text) and text not in asked and text not in answer.request.url
	]


def test_one_of_those_named_gets_it_by_each_ordinary_way(login, report):
	session = login(INSIDER)
	for way, ask in ways(report).items():
		answer = ask(session)
		assert answer.status_code == 200 and report.name in answer.text or report.number in answer.text, way
	answer = session.call("xinfang_app.rights.api.open_report", name=report.name)
	assert WORD in plain(answer.text) and REPORTER in plain(answer.text)


@pytest.mark.parametrize("who", ATTACKERS)
def test_nobody_else_learns_of_it(login, report, who):
	session = login(who)
	for way, ask in {**ways(report), **closed(report)}.items():
		answer = ask(session)
		assert not told(answer, report), (who, way, told(answer, report))
	answer = session.get(f"/api/resource/{report.doctype}", params={"limit_page_length": 500})
	assert report.name not in answer.text


@pytest.mark.parametrize("who", ("town_leader", "system_manager"))
def test_nothing_that_hangs_on_it_is_found(login, report, who):
	session = login(who)
	for doctype, columns in BESIDE.items():
		for column in columns:
			fields = json.dumps(["name", column])
			answer = session.get(
				f"/api/resource/{doctype}", params={"fields": fields, "limit_page_length": 2000}
			)
			assert report.name not in answer.text, (who, doctype)
			answer = session.get(
				f"/api/resource/{doctype}", params={"fields": '["*"]', "limit_page_length": 2000}
			)
			assert not told(answer, report), (who, doctype)


def test_counts_and_links_tell_nothing(login, report):
	session = login("town_leader")
	answer = session.call("frappe.client.get_count", doctype=report.doctype)
	assert answer.status_code != 200 or answer.json().get("message") in (0, None)
	answer = session.call(
		"frappe.client.validate_link", doctype=report.doctype, docname=report.name, fields='["number"]'
	)
	assert report.number not in answer.text
