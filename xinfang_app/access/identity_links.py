"""Where an identity is mentioned: which records link to a Petitioner, found from the DocTypes themselves."""

import frappe

from xinfang_app.access import scoped

PETITIONER = "Petitioner"


def mentions(petitioners: list[str]) -> list[tuple[str, str, str]]:
	"""Return (petitioner, DocType, name) of every scoped record that links to one of `petitioners`.

	A child row counts for its parent. Nothing is asked about who may see them.
	"""
	if not petitioners:
		return []
	found: dict[tuple[str, str, str], None] = {}
	for doctype, child, field in _link_fields():
		if child:
			table = frappe.qb.DocType(child)
			query = (
				frappe.qb.from_(table)
				.select(table[field], table.parent)
				.where(table[field].isin(petitioners))
				.where(table.parenttype == doctype)
			)
		else:
			table = frappe.qb.DocType(doctype)
			query = (
				frappe.qb.from_(table).select(table[field], table.name).where(table[field].isin(petitioners))
			)
		for petitioner, name in query.run():
			found[petitioner, doctype, name] = None
	return list(found)


def subjects(mentioned: list[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
	"""Return, for each (DocType, name) in `mentioned`, the subject it belongs to (itself where it has none yet)."""
	found = {}
	for _petitioner, doctype, name in mentioned:
		found[doctype, name] = subject_of_name(doctype, name)
	return found


def subject_of_name(doctype: str, name: str) -> tuple[str, str]:
	"""Return (DocType, name) of the subject of a stored record, itself where it has none yet."""
	entry = scoped.get(doctype)
	if not entry or not entry.subject or entry.subject == "name":
		return doctype, name
	subject, subject_doctype = (
		frappe.db.get_value(doctype, name, entry.subject),
		scoped.subject_doctype(entry),
	)
	return (subject_doctype, subject) if subject and subject_doctype else (doctype, name)


def is_about(petitioner: str, doctype: str, name: str) -> bool:
	"""Return whether the record (doctype, name), or one of the same subject, mentions `petitioner`.

	Without this, anybody's identity could be opened by naming a case of one's own.
	"""
	mentioned = mentions([petitioner])
	if (petitioner, doctype, name) in mentioned:
		return True
	return subject_of_name(doctype, name) in subjects(mentioned).values()


def child_doctypes() -> list[str]:
	"""Return the child DocTypes of scoped DocTypes that link to Petitioner."""
	return list(dict.fromkeys(child for _doctype, child, _field in _link_fields() if child))


def person_fields(doctype: str) -> set[str]:
	"""Return the fields of `doctype` that tell one person from another: links to Petitioner and masked names."""
	meta = frappe.get_meta(doctype)
	fields = {field.fieldname for field in meta.get_link_fields() if field.options == PETITIONER}
	masked = {field.fieldname for field in meta.fields if "masked" in field.fieldname}
	hashes = {field.fieldname for field in meta.fields if field.fieldname.endswith(("_hash", "_enc"))}
	return fields | masked | hashes


def _link_fields() -> list[tuple[str, str | None, str]]:
	"""(DocType, child DocType or None, field) of all links to Petitioner in scoped DocTypes."""
	found = []
	for doctype in scoped.installed():
		for child in (None, *scoped.children(doctype)):
			fields = scoped.links(child or doctype)
			found += [(doctype, child, field) for field, target in fields.items() if target == PETITIONER]
	return found
