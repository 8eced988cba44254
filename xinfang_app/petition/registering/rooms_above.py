"""What rooms above this one keep about a piece, so that sealing reaches it too.

Rule (art. 30): when a piece turns out to be an accusation, everything that quotes it is sealed with it and wiped here,
wherever it was typed: also a scan's text or the record of an interview, of which this room knows nothing. A room that
keeps such things names two functions in hooks.py:

- `xf_sealed_with`: list of `(piece) -> (content, files)`: a dict of plain data that is sealed with the piece, and the
  names of File rows that are sealed with it;
- `xf_wiped_with`: list of `(piece) -> None`: deletes all of it, after it was sealed in the same transaction.
"""

import frappe
from frappe.model.document import Document


def kept_about(piece: Document) -> tuple[dict, list[str]]:
	"""Return what is sealed with `piece` beside its own fields: plain data, and names of File rows."""
	content: dict = {}
	files: list[str] = []
	if not piece.is_new():
		for path in frappe.get_hooks("xf_sealed_with"):
			more, papers = frappe.get_attr(path)(piece)
			content.update(more)
			files += papers
	return content, files


def wipe(piece: Document) -> None:
	"""Let every room delete what it keeps about `piece`. The caller has sealed it."""
	for path in frappe.get_hooks("xf_wiped_with"):
		frappe.get_attr(path)(piece)
