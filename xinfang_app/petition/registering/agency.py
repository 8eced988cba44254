"""Filing on behalf of somebody (代办), and the consent that stands behind it.

Rule (idea 7): whoever cannot come or write may have a village liaison or somebody else file for him. The village then
follows the matter only if the citizen consented, and only what it filed. Consent is on record in one of two ways: in
writing, with its scan; or spoken, in the presence of a witness who is named. A tick alone proves nothing.

Exception: none. Registration waits for no consent (arts. 22, 23): the piece is registered all the same, the missing
proof is noted as something to be supplemented, and `prove` adds it later.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.organization import posting
from xinfang_app.petition.registering.errors import ConsentUnproved

WRITTEN, SPOKEN = "In writing", "Spoken before a witness"
VILLAGE = "Village Liaison"


def proved(doc: Document) -> bool:
	"""Return whether the consent to filing on behalf is on record for the piece `doc`."""
	if not (doc.agent_kind and doc.agent_consent):
		return False
	if doc.agent_consent_way == SPOKEN:
		return bool((doc.agent_witness or "").strip())
	return bool(doc.agent_consent_file)


def lacking(doc: Document) -> str | None:
	"""Return, in the user's language, what is missing where somebody filed on behalf without proof of consent."""
	if not doc.agent_kind or proved(doc):
		return None
	return _("the consent to filing on behalf: a signed paper, or a witness of the spoken consent")


def let_village_follow(doc: Document, petition: Document) -> None:
	"""Let the village that filed for a citizen follow the matter, if his consent is on record; else it does not."""
	if doc.agent_kind != VILLAGE or not proved(doc):
		return
	for row in posting.current(doc.owner):
		if row.tier == "Village":
			custody.give(
				petition,
				organ=row.organ,
				kind="Filed",
				reason=_("Filed with the petitioner's consent"),
				source=doc,
			)


def prove(
	piece: Document,
	way: str,
	*,
	file: str | None = None,
	witness: str | None = None,
	given_on: datetime | str | None = None,
) -> Document:
	"""Put the consent on record afterwards, by the organ that has the piece; return the piece.

	`way` is WRITTEN (with `file`, the address of a stored scan) or SPOKEN (with `witness`, who he is); `given_on` is
	naive, in the site's zone, default now. Raises ConsentUnproved, NotPermitted.
	"""
	scope.require(piece, "act")
	given = get_datetime(given_on) if given_on else when.now()
	if not piece.agent_kind:
		frappe.throw(_("Nobody filed this piece on behalf of another."), ConsentUnproved)
	if way not in (WRITTEN, SPOKEN):
		raise ValueError(f"unknown way of consent: {way!r}")
	if given > when.now():
		frappe.throw(_("The consent cannot have been given later than now."), ConsentUnproved)
	if way == WRITTEN and not frappe.db.exists("File", {"file_url": file or ""}):
		frappe.throw(_("Upload the scan of the signed consent first."), ConsentUnproved)
	if way == SPOKEN and not (witness or "").strip():
		frappe.throw(_("Name who was present when the consent was spoken."), ConsentUnproved)
	piece.update(
		{
			"agent_consent": 1,
			"agent_consent_way": way,
			"agent_consent_file": file or piece.agent_consent_file,
			"agent_witness": (witness or "").strip() or piece.agent_witness,
			"agent_consent_on": given,
		}
	)
	piece.save(ignore_permissions=True)
	if piece.petition:
		let_village_follow(piece, frappe.get_doc("Petition", piece.petition))
	return piece
