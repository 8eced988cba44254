"""Papers that their step should have brought and did not: the template was switched off, or had a fault.

Rule: a step never waits for its paper (`papers`). What is missing then stays owed on its record, and is made from the
form once the template is mended: the citizen is to have it in writing (arts. 23, 32, 34).
"""

from frappe.model.document import Document


def owed(doc: Document) -> list[str]:
	"""Return the codes of the papers that `doc` should have and has not."""
	if doc.doctype == "Petition Notice":
		missing = doc.kind if not doc.letter else None
	elif doc.doctype == "Handling Opinion":
		missing = "W21" if doc.stage == "Signed" and not doc.letter else None
	elif doc.doctype == "Extension Request":
		missing = "W18" if doc.notified_on and not doc.letter else None
	elif doc.doctype == "Service Record":
		missing = "W24" if not doc.letter else None
	elif doc.doctype == "Case File":
		missing = "W41" if doc.status == "Bound" and not doc.letter else None
	else:
		missing = None
	return [missing] if missing else []


def made(doc: Document, letter: Document) -> None:
	"""Write on `doc` that its owed paper was made, and, on an opinion, under which number."""
	values = {"letter": letter.name}
	if doc.doctype == "Handling Opinion":
		values["document_number"] = letter.document_number
	doc.db_set(values)
