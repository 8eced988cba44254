"""Taking every trace of a piece out of the database, because it is an accusation and now lies sealed.

Rule (art. 30, idea 8): after sealing nothing readable remains of the draft: not its row, its versions, comments,
files, clocks, shares or notices. It is deleted row by row and not through Frappe's bin, which keeps a copy in
`Deleted Document`. The clocks and milestones go on at the Sealed Register row, which has its own.

Only `sealed` calls this, after the content has been sealed in the same transaction. Files leave the disk once the
transaction is committed, so that a rollback loses nothing.
"""

import os

import frappe
from frappe.model.document import Document

from xinfang_app.petition.registering import rooms_above

#: Where Frappe and this app keep traces of a document: DocType → (column of the type, column of the name).
TRACES = {
	"Version": ("ref_doctype", "docname"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Communication Link": ("link_doctype", "link_name"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"View Log": ("reference_doctype", "reference_name"),
	"ToDo": ("reference_type", "reference_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Notification Log": ("document_type", "document_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"Tag Link": ("document_type", "document_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Clock Milestone": ("ref_doctype", "ref_name"),
	"Deadline": ("ref_doctype", "ref_name"),
}


def purge(doc: Document) -> None:
	"""Delete `doc` with its child rows and every trace of it. No permission is asked: the caller has sealed it."""
	rooms_above.wipe(doc)
	files(files_of(doc))
	traces(doc.doctype, doc.name)
	for field in doc.meta.get_table_fields():
		frappe.db.delete(field.options, {"parenttype": doc.doctype, "parent": doc.name})
	frappe.db.delete(doc.doctype, {"name": doc.name})
	frappe.clear_document_cache(doc.doctype, doc.name)


def traces(doctype: str, name: str, keep: tuple[str, ...] = ()) -> None:
	"""Delete what Frappe and this app keep beside the row `name`, but not the row itself, nor DocTypes in `keep`."""
	for trace, (type_column, name_column) in TRACES.items():
		if trace in keep or not frappe.db.table_exists(trace):
			continue
		where = {type_column: doctype, name_column: name}
		found = frappe.get_all(trace, filters=where, pluck="name")
		if not found:
			continue
		for field in frappe.get_meta(trace).get_table_fields():
			frappe.db.delete(field.options, {"parenttype": trace, "parent": ("in", found)})
		frappe.db.delete(trace, {"name": ("in", found)})


def files_of(doc: Document) -> list[str]:
	"""Return the names of the files attached to `doc`."""
	where = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	return frappe.get_all("File", filters=where, pluck="name")


def files(names: list[str]) -> None:
	"""Delete the File rows `names` now, and the files themselves after the commit."""
	for name in names:
		file = frappe.get_doc("File", name)
		path = file.get_full_path()
		traces("File", name)
		frappe.db.delete("File", {"name": name})
		# Frappe lets identical uploads share one file; what another row still uses stays.
		if not frappe.db.exists("File", {"file_url": file.file_url}):
			frappe.db.after_commit.add(lambda path=path: _unlink(path))


def _unlink(path: str) -> None:
	if os.path.exists(path):
		os.unlink(path)
