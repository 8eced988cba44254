"""Write checked rows: new ones in one statement per table, changed ones through their forms' controllers.

A row that is in the files and on the site is compared field by field; only what differs is saved, with its rules and
its entry in the history. What is on the site and not in the files stays as it is.
"""

import frappe
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization.load_check import Known, posting_key, principal
from xinfang_app.organization.load_files import Row

PLACE_FIELDS = (
	"code",
	"title",
	"tier",
	"parent_jurisdiction",
	"former_names",
	"valid_from",
	"valid_to",
	"successor",
)
ORGAN_FIELDS = (
	"code",
	"title",
	"short_title",
	"kind",
	"is_external",
	"jurisdiction",
	"place_code",
	"tier",
	"parent_organ",
	"review_organ",
	"document_word",
	"inbox_user",
	"address",
	"phone",
	"valid_from",
	"valid_to",
	"successor",
)
POSTING_FIELDS = (
	"user",
	"person_name",
	"organ",
	"post",
	"from_date",
	"to_date",
	"is_head",
	"deputy_of",
	"acting_from",
	"acting_to",
	"limit_sign_opinion",
	"limit_sign_extension",
	"limits",
	"confirmed_by",
	"confirmed_on",
)
_DATES = ("from_date", "to_date", "acting_from", "acting_to", "valid_from", "valid_to")
_SYSTEM_FIELDS = ("name", "creation", "modified", "owner", "modified_by", "docstatus", "idx")


def places(rows: list[Row]) -> dict[str, int]:
	"""Write jurisdictions. Returns how many were new, changed and the same."""
	return _write("Jurisdiction", PLACE_FIELDS, {row["code"]: row.values for row in rows})


def organs(rows: list[Row]) -> dict[str, int]:
	"""Write organs with their competences. Returns how many were new, changed and the same."""
	old = _competences_on_site()
	counts = _write("Organ", ORGAN_FIELDS, {row["code"]: row.values for row in rows})
	children = []
	for row in rows:
		wanted = row["competences"] or []
		if wanted == old.get(row["code"], []):
			continue
		frappe.db.delete("Organ Competence", {"parent": row["code"], "parenttype": "Organ"})
		for number, category in enumerate(wanted, start=1):
			name = frappe.generate_hash(length=10)
			children.append((*_system(name, number), row["code"], "Organ", "competences", category))
		frappe.clear_document_cache("Organ", row["code"])
	if children:
		fields = [*_SYSTEM_FIELDS, "parent", "parenttype", "parentfield", "category"]
		frappe.db.bulk_insert("Organ Competence", fields=fields, values=children)
	return counts


def postings(rows: list[Row], known: Known) -> dict[str, int]:
	"""Write postings, those stood in for before the stand-ins. Returns how many were new, changed and the same."""
	names = {key: values["name"] for key, values in known.postings.items() if values.get("name")}
	wanted: dict[str, dict] = {}
	for row in sorted(rows, key=lambda row: bool(row["deputy_of"])):
		key = posting_key(row)
		name = names.setdefault(key, row.get("name") or frappe.generate_hash(length=10))
		values = dict(row.values)
		if row["deputy_of"]:
			values["deputy_of"] = names[principal(row, known)]
		wanted[name] = values
	return _write("Posting", POSTING_FIELDS, wanted)


def _write(doctype: str, fields: tuple[str, ...], wanted: dict[str, dict]) -> dict[str, int]:
	held = {row.name: row for row in frappe.get_all(doctype, fields=["name", *fields])}
	new, changed = [], []
	for name, values in wanted.items():
		if name not in held:
			new.append((*_system(name), *(_new_value(field, values) for field in fields)))
		elif any(_differs(field, values, held[name]) for field in fields):
			changed.append(name)
	if new:
		frappe.db.bulk_insert(doctype, fields=[*_SYSTEM_FIELDS, *fields], values=new)
	for name in changed:
		doc = frappe.get_doc(doctype, name)
		doc.update({field: wanted[name].get(field) for field in fields if field != "confirmed_on"})
		# Accounts are made after the rows, so a link to a User may still point to nobody.
		doc.flags.ignore_links = True
		doc.flags.load_in_bulk = True
		doc.save()
	return {"new": len(new), "changed": len(changed), "same": len(wanted) - len(new) - len(changed)}


def _new_value(field: str, values: dict):
	if field == "confirmed_on":
		return when.now() if values.get("confirmed_by") else None
	return values.get(field)


def _differs(field: str, values: dict, held) -> bool:
	if field == "confirmed_on":
		return False
	new, old = values.get(field), held.get(field)
	if field in _DATES:
		return (getdate(new) if new else None) != (getdate(old) if old else None)
	return (new or None) != (old or None)


def _system(name: str, idx: int = 0) -> tuple:
	"""Return the columns that Frappe fills itself on a single insert."""
	now, user = frappe.utils.now(), frappe.session.user
	return (name, now, now, user, user, 0, idx)


def _competences_on_site() -> dict[str, list[str]]:
	rows = frappe.get_all(
		"Organ Competence",
		filters={"parenttype": "Organ"},
		fields=["parent", "category"],
		order_by="parent, idx",
	)
	held: dict[str, list[str]] = {}
	for row in rows:
		held.setdefault(row.parent, []).append(row.category)
	return held
