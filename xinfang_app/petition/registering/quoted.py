"""What records of any room quote of a matter: sealed and wiped together when an accusation is found in it.

Rule (art. 30): when an accusation is found in a letter that is registered already, its words have gone into reviews,
hearings, letters, help, receptions and their papers and older versions. The records stay with number, organ, day and
course, so that the road remains complete; in the place of every text stands a neutral note, and files that may quote it
are sealed with the letter and leave the record. Records found only through the row of one matter among several (a
letter, a meeting) keep the rows of the others.

Each room says in `hooked.py` which of its texts quote (hook `xf_quoted_texts`): DocType → dict of
- `texts`: fields, those of child rows as `table.field`;
- `files`: 1 where the record's files go too;
- `of`: [field, DocType] where the record hangs on one found by its own entry, instead of having `petition` itself;
- `through`: the child DocType that has `petition`, where the record itself has not; its rows of other matters stay;
- `cleared`: fields emptied instead of noted; `fixed`: dotted list of wordings of our own that quote nobody; `title`: dotted
  function of the record that makes its title anew.
"""

import os

import frappe
from frappe.model.document import Document

from xinfang_app.petition.registering import purge, traces

HOOK = "xf_quoted_texts"
#: What stands in the place of a text; it is part of the record, which is Chinese.
NOTE = "密件事项"
ATTACHED = ("Attach", "Attach Image")


def content(piece: Document) -> tuple[dict, list[str]]:
	"""Return what records of the rooms quote of `piece` as plain data, and the names of their files. In `xf_sealed_with`."""
	texts, files = [], []
	for doc, entry in _records(piece.get("petition")):
		told = {
			f"{row.doctype} {row.name} {field}": row.get(field)
			for row, field in _places(doc, entry, "texts", piece.petition)
			if _quotes(row.get(field), entry)
		}
		if told:
			texts.append({"doctype": doc.doctype, "name": doc.name, "texts": told})
		if entry.get("files"):
			files += [name for name in _files(doc) if _on_disk(name)]
	return ({"quoted": texts} if texts else {}), list(dict.fromkeys(files))


def wipe(piece: Document) -> None:
	"""Put the note in the place of what records of the rooms say of the matter of `piece`. In `xf_wiped_with`."""
	for doc, entry in _records(piece.get("petition")):
		_wipe(doc, entry, piece.petition)


def forget(doc: Document) -> None:
	"""Wipe papers about `doc`, and what Frappe keeps of its earlier texts."""
	about = {"ref_doctype": doc.doctype, "ref_name": doc.name}
	for name in frappe.get_all("Official Letter", filters=about, pluck="name"):
		purge.files(purge.files_of(frappe.get_doc("Official Letter", name)))
		frappe.db.set_value("Official Letter", name, {"html": NOTE, "pdf": None}, update_modified=False)
		traces.wipe_beside("Official Letter", name)
		frappe.clear_document_cache("Official Letter", name)
	traces.wipe_beside(doc.doctype, doc.name)
	frappe.clear_document_cache(doc.doctype, doc.name)


def drop_files(doc: Document) -> None:
	"""Delete the files of `doc` and empty the fields that name them."""
	purge.files(_files(doc))
	for row, field in _attach_fields(doc):
		if row.get(field.fieldname) and not field.reqd:
			frappe.db.set_value(row.doctype, row.name, field.fieldname, None, update_modified=False)


def _wipe(doc: Document, entry: dict, petition: str) -> None:
	if entry.get("files"):
		drop_files(doc)
	for row, field in _places(doc, entry, "texts", petition):
		if _quotes(row.get(field), entry):
			frappe.db.set_value(row.doctype, row.name, field, NOTE, update_modified=False)
	for row, field in _places(doc, entry, "cleared", petition):
		frappe.db.set_value(row.doctype, row.name, field, None, update_modified=False)
	frappe.clear_document_cache(doc.doctype, doc.name)
	changed = {"modified": frappe.utils.now()}
	if entry.get("title"):
		changed["title"] = frappe.get_attr(entry["title"][0])(frappe.get_doc(doc.doctype, doc.name))
	# With a new `modified`: a form that is still open does not write its old texts back.
	frappe.db.set_value(doc.doctype, doc.name, changed)
	forget(doc)


def _records(petition: str | None) -> list[tuple[Document, dict]]:
	"""Return the records about `petition` with their entries; those that hang on another come after it."""
	if not petition:
		return []
	table = frappe.get_hooks(HOOK)
	names: dict[str, list[str]] = {}
	for doctype, entry in sorted(table.items(), key=lambda item: bool(item[1].get("of"))):
		if entry.get("of"):
			field, above = entry["of"]
			where = {field: ("in", names.get(above) or ("",))}
		else:
			where = {"petition": petition}
		if entry.get("through"):
			where["parenttype"] = doctype
			found = frappe.get_all(entry["through"][0], filters=where, pluck="parent", limit=0)
		else:
			found = frappe.get_all(doctype, filters=where, pluck="name", limit=0)
		names[doctype] = list(dict.fromkeys(found))
	return [(frappe.get_doc(doctype, name), table[doctype]) for doctype in names for name in names[doctype]]


def _places(doc: Document, entry: dict, key: str, petition: str) -> list[tuple[Document, str]]:
	"""Return (row, field) for every path under `key`; of `through` rows those of `petition` alone."""
	found = []
	for path in entry.get(key) or ():
		table, _dot, field = path.rpartition(".")
		for row in doc.get(table) if table else (doc,):
			if row.doctype in entry.get("through", ()) and row.petition != petition:
				continue
			found.append((row, field))
	return found


def _quotes(value: str | None, entry: dict) -> bool:
	fixed = [text for path in entry.get("fixed") or () for text in frappe.get_attr(path)]
	return bool(value) and value not in (NOTE, *fixed)


def _attach_fields(doc: Document) -> list:
	return [
		(row, field)
		for row in [doc, *doc.get_all_children()]
		for field in row.meta.fields
		if field.fieldtype in ATTACHED
	]


def _files(doc: Document) -> list[str]:
	"""Return the File rows of `doc`: attached to it, or named in its fields and attached to nothing else."""
	urls = [row.get(field.fieldname) for row, field in _attach_fields(doc) if row.get(field.fieldname)]
	named = frappe.get_all(
		"File",
		filters={"file_url": ("in", urls or ("",)), "attached_to_name": ("is", "not set")},
		pluck="name",
	)
	return list(dict.fromkeys([*purge.files_of(doc), *named]))


def _on_disk(name: str) -> bool:
	return os.path.exists(frappe.get_doc("File", name).get_full_path())
