"""Frappe's own methods that count or name rows past the rule, answered within it instead; and a form that names people.

Frappe counts these without asking who may see what: any table with any filter (`frappe.client.get_count`, an oracle for
every value), the documents linked to one, those in each workflow state, those assigned to each person. Each function
here takes the place of one of them (hooks.py, `override_whitelisted_methods`), keeps its name, arguments and form of
answer, and goes through lists that ask.
"""

import json

import frappe
from frappe import _
from frappe.desk.form import load
from frappe.desk.notifications import get_filters_for
from frappe.utils import add_user_info

from xinfang_app.access import protected, scope
from xinfang_app.access.errors import NotPermitted

AT_MOST = 100


@frappe.whitelist()
def getdoc(doctype: str, name: str, user: str | None = None) -> list | None:
	"""Load a form as Frappe does, and say by name, not by account, who wrote it. For frappe.desk.form.load.getdoc."""
	answer = load.getdoc(doctype, name, user)
	docinfo = frappe.response.get("docinfo")
	for doc in frappe.response.get("docs") or [] if docinfo else []:
		for person in {doc.get("owner"), doc.get("modified_by")} - {None}:
			add_user_info(person, docinfo.user_info)
	return answer


@frappe.whitelist()
def get_count(
	doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""Return how many rows of `doctype` match `filters`, of those the user may see. For frappe.client.get_count."""
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(_("No permission for {0}").format(_(doctype)), frappe.PermissionError)
	rows = frappe.get_list(doctype, filters=frappe.parse_json(filters) or {}, fields=["count(name) as total"])
	return rows[0].total if rows else 0


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
	"""Return how many visible rows there are of each value of `field`. For frappe.desk.listview.get_group_by_count."""
	from frappe.desk.listview import get_group_by_count as frappes

	if field != "assigned_to" or not protected.level(doctype):
		return frappes(doctype, current_filters, field)
	names = frappe.get_list(
		doctype, filters=frappe.parse_json(current_filters), pluck="name", limit_page_length=0
	)
	counted: dict[str, int] = {}
	for person in frappe.get_all(
		"ToDo",
		filters={"reference_type": doctype, "reference_name": ("in", names), "status": ("!=", "Cancelled")},
		pluck="allocated_to",
	):
		counted[person] = counted.get(person, 0) + 1
	rows = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
	return [{"name": person, "count": count} for person, count in rows[:50]]


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items: str | list | None = None) -> dict:
	"""Return how many visible documents are linked to one. For frappe.desk.notifications.get_open_count."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission()
	links = doc.meta.get_dashboard_data()
	items = json.loads(items) if isinstance(items, str) else items
	if items is None:
		items = [item for group in links.transactions for item in group.get("items")]
	out = []
	for item in items:
		if item in links.get("internal_links", {}):
			continue
		field = links.get("non_standard_fieldnames", {}).get(item, links.get("fieldname"))
		if not field:
			continue
		row = {"name": item, "count": _linked(item, {field: name})}
		filters = get_filters_for(item)
		if filters:
			row["open_count"] = _linked(item, {**filters, field: name})
		out.append(row)
	return {"count": out}


@frappe.whitelist()
def get_workflow_state_count(doctype: str, workflow_state_field: str, states: str | list) -> list[dict]:
	"""Return the visible documents in states other than `states`. For Frappe's method of the same name."""
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(_("No permission for {0}").format(_(doctype)), frappe.PermissionError)
	if not frappe.get_meta(doctype).has_field(workflow_state_field):
		frappe.throw(_("There is no such field."), frappe.ValidationError)
	rows = frappe.get_list(
		doctype,
		fields=[workflow_state_field, "count(name) as count"],
		filters={workflow_state_field: ["not in", frappe.parse_json(states)]},
		group_by=workflow_state_field,
	)
	return [row for row in rows if row[workflow_state_field]]


@frappe.whitelist()
def zip_files(files: str | list) -> None:
	"""Send files the user may read as one archive. For frappe.core.api.file.zip_files, which reads any by name."""
	from frappe.core.doctype.file.file import File

	chosen = [frappe.get_doc("File", name) for name in frappe.parse_json(files)]
	if not all(file.is_downloadable() for file in chosen):
		frappe.throw(_("You have no access to this file."), NotPermitted)
	frappe.response["filename"] = "files.zip"
	frappe.response["filecontent"] = File.zip_files(chosen)
	frappe.response["type"] = "download"


def _linked(doctype: str, filters: dict) -> int:
	if not frappe.has_permission(doctype, "read"):
		return 0
	if protected.level(doctype):
		return min(scope.count(doctype, filters), AT_MOST)
	return len(frappe.get_list(doctype, fields=["name"], filters=filters, limit_page_length=AT_MOST))
