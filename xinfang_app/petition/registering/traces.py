"""Wiping what quotes a letter out of the records around a piece that stays.

When an accusation is found in a letter that is already registered, the piece goes on with an extract. Whatever was
copied from the letter before has to go too (art. 30): versions, comments, files, the texts of hand-overs, and papers
that quote it. The records themselves stay, with a note in the place of the text, so that the road remains complete.
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.registering import purge, rooms_above

KEPT = ("Clock Milestone", "Deadline", "Email Queue")


def wipe_piece(piece: Document) -> None:
	"""Delete versions, comments and files of `piece`; its row, clocks and milestones stay."""
	rooms_above.wipe(piece)
	purge.files(purge.files_of(piece))
	wipe_beside(piece.doctype, piece.name)


def wipe_matter(petition: Document) -> None:
	"""Delete versions and comments of `petition` and blank the texts that quoted the letter in hand-overs and papers."""
	wipe_beside(petition.doctype, petition.name)
	note = _("The text was replaced: part of the letter lies sealed (art. 30).")
	for name in frappe.get_all("Petition Referral", filters={"petition": petition.name}, pluck="name"):
		frappe.db.set_value(
			"Petition Referral",
			name,
			{
				"snapshot": json.dumps({"note": note}, ensure_ascii=False),
				"snapshot_text": note,
				"demand": None,
			},
			update_modified=False,
		)
		wipe_beside("Petition Referral", name)
	for name in frappe.get_all("Official Letter", filters={"petition": petition.name}, pluck="name"):
		letter = frappe.get_doc("Official Letter", name)
		purge.files(purge.files_of(letter))
		frappe.db.set_value("Official Letter", name, {"html": note, "pdf": None}, update_modified=False)
		wipe_beside("Official Letter", name)


def wipe_beside(doctype: str, name: str) -> None:
	"""Delete the traces beside the row, and the copies of comments and tags that Frappe keeps in the row itself."""
	purge.traces(doctype, name, keep=KEPT)
	own = {"_comments", "_user_tags"} & set(frappe.db.get_table_columns(doctype))
	frappe.db.set_value(doctype, name, dict.fromkeys(own), update_modified=False)
