"""Wiping what the papers of this room quote of a piece that is sealed out (hook `xf_wiped_with`).

Rule (art. 30): when an accusation is found in a letter that is registered already, title and facts of its matter have gone
into supervision letters, recommendations and proposals, into their papers and their older versions. The records stay with
number, organ, day and course, so that the road remains complete; in the place of every text stands a neutral note.
"""

import frappe
from frappe.model.document import Document

from xinfang_app.petition.registering import purge, traces
from xinfang_app.supervision import drafting, titles

#: What stands in the place of a text; it is part of the record, which is Chinese.
NOTE = "密件事项"
#: Texts that people typed about the matter; the title is made anew.
TEXTS = {
	"Supervision Letter": (
		"facts",
		"demand",
		"returned_reason",
		"reply",
		"verdict_reason",
		"withdrawn_reason",
	),
	"Recommendation": (
		"problem",
		"proposal",
		"grave_result",
		"returned_reason",
		"feedback",
		"reasons",
		"withdrawn_reason",
	),
	"Conference Proposal": ("reason", "decision_note", "withdrawn_reason"),
}
CHECK_TEXTS = ("verdict_reason", "file_finding", "organ_finding", "petitioner_view", "not_asked_reason")
#: What this room writes itself quotes nobody.
GENERIC = (*drafting.DEMANDS.values(), drafting.EXPLAIN)
TITLES = {
	"Supervision Letter": titles.of_letter,
	"Recommendation": titles.of_recommendation,
	"Conference Proposal": titles.of_proposal,
}


def wipe(piece: Document) -> None:
	"""Put the note in the place of what papers of this room say of the matter of `piece`."""
	petition = piece.get("petition")
	if not petition:
		return
	rows = frappe.get_all(
		"Supervision Matter", filters={"petition": petition}, fields=["name", "parent", "parenttype"]
	)
	for row in rows:
		frappe.db.set_value(
			"Supervision Matter", row.name, {"title": NOTE, "facts": NOTE, "facts_hash": None}
		)
	for doctype, name in dict.fromkeys((row.parenttype, row.parent) for row in rows):
		_record(doctype, name)


def _record(doctype: str, name: str) -> None:
	frappe.clear_document_cache(doctype, name)
	doc = frappe.get_doc(doctype, name)
	# With a new `modified`: a form that is still open does not write its old texts back.
	frappe.db.set_value(doctype, name, {**_noted(doc, TEXTS[doctype]), "title": TITLES[doctype](doc)})
	_traces(doctype, name)
	if doctype == "Supervision Letter":
		for check in frappe.get_all("Supervision Check", filters={"letter": name}, pluck="name"):
			found = frappe.get_doc("Supervision Check", check)
			frappe.db.set_value("Supervision Check", check, _noted(found, CHECK_TEXTS), update_modified=False)
			_traces("Supervision Check", check)
	about = {"ref_doctype": doctype, "ref_name": name}
	for paper in frappe.get_all("Official Letter", filters=about, pluck="name"):
		_paper(frappe.get_doc("Official Letter", paper))


def _paper(paper: Document) -> None:
	purge.files(purge.files_of(paper))
	frappe.db.set_value("Official Letter", paper.name, {"html": NOTE, "pdf": None}, update_modified=False)
	_traces("Official Letter", paper.name)


def _noted(doc: Document, fields: tuple[str, ...]) -> dict:
	return {key: NOTE for key in fields if doc.get(key) and doc.get(key) not in GENERIC}


def _traces(doctype: str, name: str) -> None:
	traces.wipe_beside(doctype, name)
	frappe.clear_document_cache(doctype, name)
