"""What this room keeps about a piece, sealed and wiped with it (hooks `xf_sealed_with`, `xf_wiped_with`).

Rule (art. 30): scans are files of the piece and are sealed as such; what was read from them is no more than they say,
and is deleted. The record of the talk with a visitor or a caller is sealed as it was taken down, with its signed print and
the number to call back. The visit itself stays, as a number of the day without any tie to the piece.
"""

import frappe
from frappe.model.document import Document

from xinfang_app.access import identity
from xinfang_app.petition.registering import purge
from xinfang_app.reception.scans import keeping

RECORD, VISIT = "Reception Record", "Hall Visit"
TEXTS = (
	"way",
	"occurred_on",
	"ended_on",
	"place_detail",
	"interviewers",
	"recorder",
	"statement",
	"answer",
	"materials",
)


def content(piece: Document) -> tuple[dict, list[str]]:
	"""Return the records of talks about `piece` as plain data, and the names of their files."""
	records, files = [], []
	for name in _records(piece):
		record = frappe.get_doc(RECORD, name)
		kept = {key: record.get(key) for key in TEXTS if record.get(key) not in (None, "")}
		if record.call_back:
			kept["call_back"] = identity.part_of(frappe.get_doc("Petitioner", record.call_back), "phone")
		records.append(kept)
		files += purge.files_of(record)
	return ({"reception_records": records} if any(records) else {}), files


def wipe(piece: Document) -> None:
	"""Delete scans' rows and records of talks about `piece`, and untie its visits."""
	keeping.wipe(piece.name)
	for name in _records(piece):
		record = frappe.get_doc(RECORD, name)
		purge.files(purge.files_of(record))
		purge.traces(RECORD, name)
		frappe.db.delete(RECORD, {"name": name})
		if record.call_back:
			identity.forget(record.call_back)
		frappe.clear_document_cache(RECORD, name)
	for name in frappe.get_all(VISIT, filters={"submission": piece.name}, pluck="name"):
		frappe.db.set_value(VISIT, name, "submission", None, update_modified=False)
		purge.traces(VISIT, name)
	frappe.cache.delete_value(f"xf_letter_open:{piece.name}")


def _records(piece: Document) -> list[str]:
	return frappe.get_all(RECORD, filters={"submission": piece.name}, pluck="name")
