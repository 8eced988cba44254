"""What a piece lacks, and asking for it once.

Rule (idea 10, art. 19): name, address, request, facts and reasons are asked of the petitioner, but nothing that is
missing stands in the way of registration. It is noted, the petitioner is asked once, and the terms run on meanwhile.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition.registering import agency, entry, receipt
from xinfang_app.petition.registering.errors import SupplementAskedBefore


def missing(doc: Document) -> list[str]:
	"""Return what `doc` lacks, in the user's language, empty if nothing."""
	main = next((row for row in doc.petitioners if row.is_main), None)
	lacks = []
	if not doc.is_anonymous:
		if not (main and main.has_name):
			lacks.append(_("the petitioner's name"))
		if not (main and main.has_address):
			lacks.append(_("the petitioner's address"))
	if not (doc.content or doc.claims_text or doc.title):
		lacks.append(_("request, facts and reasons"))
	consent = agency.lacking(doc)
	return [*lacks, consent] if consent else lacks


def note_missing(doc: Document) -> None:
	"""Mark `doc` as needing a supplement and say what is missing, unless the officer already wrote it."""
	lacks = missing(doc)
	if not lacks:
		return
	doc.need_supplement = 1
	doc.supplement_note = doc.supplement_note or _("Missing: {0}").format("、".join(lacks))


def ask(doc: Document, note: str | None = None) -> Document:
	"""Record that the petitioner was asked to supplement. Raises SupplementAskedBefore the second time."""
	scope.require(doc, "act")
	if doc.supplement_asked_on:
		frappe.throw(
			_("The petitioner was already asked on {0}; he is asked once.").format(
				frappe.format(doc.supplement_asked_on, "Datetime")
			),
			SupplementAskedBefore,
		)
	doc.need_supplement = 1
	doc.supplement_note = note or doc.supplement_note
	doc.supplement_asked_on = when.now()
	doc.save(ignore_permissions=True)
	return doc


def record(doc: Document, *, text: str | None = None, petitioner: dict | None = None, claims=()) -> Document:
	"""Record what the petitioner supplied: more text, an identity (as `entry.add` takes it), further claims."""
	scope.require(doc, "act")
	if text:
		line = _("Supplement of {0}: {1}").format(str(when.today()), text)
		doc.content = "\n\n".join(part for part in (doc.content, line) if part)
	if petitioner:
		_complete_identity(doc, petitioner)
	doc.need_supplement = 0
	doc.supplemented_on = when.now()
	receipt.fill(doc)
	doc.save(ignore_permissions=True)
	# With a name and an address a notice is owed from now on, counted from the receipt (art. 23).
	receipt.start_terms(doc)
	if claims and doc.petition:
		from xinfang_app.petition.registering import matter

		matter.add_claims(frappe.get_doc("Petition", doc.petition), claims, doc.name)
	return doc


def _complete_identity(doc: Document, petitioner: dict) -> None:
	"""Add the identity; it takes the place of a main petitioner of whom nothing was known."""
	main = next((row for row in doc.petitioners if row.is_main), None)
	replaces = main is None or not main.has_name
	if main and replaces:
		main.is_main = 0
	entry.add(doc, **petitioner, is_main=replaces)
