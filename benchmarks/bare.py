"""Field-identical DocTypes with empty controllers: the floor that `register()` is measured against.

For every DocType that registering one petition writes, `Bare <name>` has the same fields and indexes and no code of
ours: no rules, no scope, no clocks. Frappe's own insert, validation and naming stay, as in any app. Links to guarded
record types are plain text in the twins, since the app refuses foreign links to them: the floor is a little lower.
"""

import json

import frappe

from xinfang_app.access import protected

PREFIX = "Bare "


def name_of(doctype: str) -> str:
	"""Return the name of the bare twin (at most 61 characters, Frappe's limit)."""
	return f"{PREFIX}{doctype}"[:61]


def make(doctypes: list[str]) -> None:
	"""Create the bare twins that do not exist yet. Child tables must stand in the list, too."""
	for doctype in doctypes:
		if frappe.db.exists("DocType", name_of(doctype)):
			continue
		meta = frappe.get_doc("DocType", doctype).as_dict(no_nulls=True)
		twin = {
			key: meta.get(key)
			for key in ("istable", "naming_rule", "sort_field", "sort_order", "engine", "track_changes")
		}
		fields = []
		for field in meta["fields"]:
			field = {k: v for k, v in field.items() if k in KEPT}
			if field["fieldtype"] == "Table":
				field["options"] = name_of(field["options"])
			elif field["fieldtype"] == "Dynamic Link" or (
				field["fieldtype"] == "Link" and protected.level(field["options"])
			):
				field.update(fieldtype="Data", options=None)
			if field["fieldtype"] == "Link" and field["fieldname"] != "holder":
				# For the comparison by User Permission: the organ that holds the matter decides, no other organ named in it.
				field["ignore_user_permissions"] = 1
			fields.append(field)
		frappe.get_doc(
			{
				**twin,
				"doctype": "DocType",
				"name": name_of(doctype),
				"module": "Custom",
				"custom": 1,
				"autoname": "hash",
				"fields": fields,
				"permissions": []
				if meta.get("istable")
				else [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
			}
		).insert()
	frappe.db.commit()


KEPT = ("fieldname", "fieldtype", "label", "options", "search_index", "unique", "in_list_view", "default")


def twins_of(documents: list[dict]) -> list[dict]:
	"""Return the same documents as documents of the bare twins, without the names the app gave them."""
	return [_twin(document) for document in documents]


def _twin(document: dict) -> dict:
	copy = {}
	for key, value in document.items():
		if key in (
			"name",
			"owner",
			"creation",
			"modified",
			"modified_by",
			"docstatus",
			"idx",
			"parent",
			"parenttype",
		):
			continue
		if isinstance(value, list):
			value = [_twin(row) for row in value]
		elif key == "doctype":
			value = name_of(value)
		copy[key] = value
	return json.loads(frappe.as_json(copy))
