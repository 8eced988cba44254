"""Many letters in one PDF, for the printer.

Rule: who may download one letter may print many, and nobody else: sight of the letter, and, where it holds a query code,
an officer's task on its record (`letters.api.download`). A letter that names people opens their identities for the
printer, each on record. The joined PDF is made when it is asked for and kept nowhere; the receipts with a query code are
not kept either.

The print queue is kept with it: what waits there is taken by whoever opens the PDF, and marked as printed when he says
that it came out. What a colleague is printing is left to him, and what was printed is printed again from the letter,
with a reason (`letters.printing`).
"""

from io import BytesIO

import frappe
from frappe import _
from frappe.model.document import Document
from pypdf import PdfReader, PdfWriter

from xinfang_app.access import identity, scope
from xinfang_app.letters import pdf, printing, slots
from xinfang_app.office.errors import BulkRefused


def fault(letter: Document) -> str | None:
	"""Return, in the user's language, why `letter` cannot be printed by the user; None if it can."""
	if not scope.may(letter, "read"):
		return _("You have no access to this record.")
	if not letter.html:
		return _("This letter has no text")
	if slots.has_secret(letter.html) and not scope.may_name(letter.ref_doctype, letter.ref_name, "act"):
		return _("Only an officer of the organ that has the matter in hand can do this.")
	return None


def queue_fault(letter: Document) -> str | None:
	"""Return, in the user's language, why the print queue leaves `letter` to somebody else; None if it does not."""
	row = printing.of_letters([letter.name]).get(letter.name)
	if not row:
		return None
	if row.status == printing.PRINTED:
		return _("printed by {0} on {1}; to print it again, open the letter").format(
			frappe.utils.get_fullname(row.printed_by), str(row.printed_on)[:10]
		)
	if row.status == printing.PRINTING and row.taken_by != frappe.session.user:
		return _("{0} is printing it").format(frappe.utils.get_fullname(row.taken_by))
	return None


def make(letter: Document) -> int:
	"""See that the PDF of `letter` can be made, and make it; return its number of pages. Raises BulkRefused."""
	reason = fault(letter) or queue_fault(letter)
	if reason:
		frappe.throw(reason, BulkRefused)
	return len(PdfReader(BytesIO(pdf.of(letter))).pages)


def joined(names: list[str]) -> bytes:
	"""Return one PDF of the letters `names`, in this order; those in the print queue are the user's from now on.

	Every identity in them is opened for the user, on record.
	"""
	writer = PdfWriter()
	printing.take_letters(names)
	for name in names:
		letter = frappe.get_doc("Official Letter", name)
		reason = fault(letter)
		if reason:
			frappe.throw(reason, BulkRefused)
		made = pdf.is_made(name)
		content = pdf.of(letter)
		if made:
			for petitioner in slots.petitioners(letter.html):
				identity.open(petitioner, letter.ref_doctype, letter.ref_name, reason=_REASON)
		writer.append(BytesIO(content))
	out = BytesIO()
	writer.write(out)
	return out.getvalue()


_REASON = "批量打印文书"
