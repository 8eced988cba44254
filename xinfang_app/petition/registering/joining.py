"""Joining two petitions that are the same matter, once the organ that has them sees it.

Rule: the pieces go over to the matter that stays, which answers their claims too; each piece is still owed its notice and
answer, and its own terms go on. The joined petition ends with code T10 (`closing.merge`). Both must be in the hands of
the organ that joins them.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access
from xinfang_app.petition import handling
from xinfang_app.petition.ending import closing
from xinfang_app.petition.handling_errors import ClosingRefused
from xinfang_app.petition.registering import matter

OPEN_STAGES = ("Registered", "Referred", "Accepted", "Handling")


def join(petition: Document, into: Document, reason: str) -> Document:
	"""Join `petition` to `into`, with its pieces and claims; return `into`. Raises ClosingRefused, NotPermitted."""
	access.require(petition, "act")
	access.require(into, "act")
	handling.at_stage(petition, OPEN_STAGES, _("Joining"))
	handling.at_stage(into, OPEN_STAGES, _("Joining"))
	if petition.holder != into.holder:
		frappe.throw(_("Both petitions must lie with the same organ."), ClosingRefused)
	pieces = frappe.get_all(
		"Petition Submission", filters={"petition": petition.name, "status": "Registered"}, pluck="name"
	)
	claims = [row.claim for row in petition.claims]
	closing.merge(petition, into, reason)
	for name in pieces:
		piece = frappe.get_doc("Petition Submission", name)
		# A repeat stays one: that the same people came again is told by a decision of its own, and counted.
		relation = "Repeat" if piece.relation == "Repeat" else "Joined"
		piece.update({"petition": into.name, "petition_number": into.number, "relation": relation})
		handling.write(piece)
		matter.follow(piece, into)
		matter.attach(into, piece, claims, joined=True)
	return into
