"""From the entry fields of a form to an identity that is put away.

Rule (idea 9): name, phone, ID number and address are typed into `entry_*` fields, because an officer needs a form.
They never reach a row: before anything is written they go, encrypted, into a Petitioner, and the piece keeps a link
and the masked name. This happens on drafts too, so that neither the table nor the version log ever holds them.
A bad ID number warns, it never refuses (idea 10).
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import identity
from xinfang_app.petition.registering.errors import TooManyRepresentatives
from xinfang_app.petition.registering.guard import by_service

ENTRY_FIELDS = ("entry_name", "entry_phone", "entry_id_type", "entry_id_no", "entry_address")
#: The columns of a person's row on a piece.
ROW = (
	"petitioner",
	"masked_name",
	"has_name",
	"has_address",
	"is_main",
	"is_representative",
	"authority_file",
)
REPRESENTATIVES = 5  # art. 20 §3


def put_away(doc: Document) -> None:
	"""Move what stands in the entry fields of `doc` into a Petitioner and empty them."""
	_drop_foreign_rows(doc)
	typed = {name.removeprefix("entry_"): (doc.get(name) or "").strip() for name in ENTRY_FIELDS}
	kind = doc.get("entry_kind") or "Person"
	empty(doc)
	# The type of an ID alone names nobody.
	if any(typed[key] for key in ("name", "phone", "id_no", "address")):
		add(doc, kind=kind, **typed)
	_one_main(doc)


def empty(doc: Document) -> None:
	"""Empty the entry fields of `doc`."""
	for name in ENTRY_FIELDS:
		doc.set(name, None)
	doc.set("entry_kind", "Person")


def add(
	doc: Document,
	*,
	name: str = "",
	phone: str = "",
	id_type: str = "",
	id_no: str = "",
	address: str = "",
	kind: str = "Person",
	is_main: bool = False,
	is_representative: bool = False,
	authority_file: str | None = None,
) -> str:
	"""Put one person or organization away and append the row to `doc`; return the name of the Petitioner."""
	petitioner = identity.keep(
		name=name, phone=phone, id_no=id_no, id_type=id_type, address=address, kind=kind or "Person"
	)
	doc.append(
		"petitioners",
		{
			"petitioner": petitioner,
			"masked_name": frappe.db.get_value("Petitioner", petitioner, "masked_name"),
			"has_name": int(bool(name.strip())),
			"has_address": int(bool(address.strip())),
			"is_main": int(is_main),
			"is_representative": int(is_representative),
			"authority_file": authority_file,
		},
	)
	return petitioner


def check_representatives(doc: Document) -> None:
	"""Refuse a sixth representative of a visit (art. 20 §3); everybody stays registered. Raises TooManyRepresentatives."""
	chosen = sum(1 for row in doc.petitioners if row.is_representative)
	if doc.form == "Visit" and chosen > REPRESENTATIVES:
		frappe.throw(
			_("At most five representatives may be chosen (art. 20); everybody else stays registered."),
			TooManyRepresentatives,
		)


def _drop_foreign_rows(doc: Document) -> None:
	"""Drop rows that a client points at identities which were never entered on this piece.

	Without this, a known hash typed into a draft would make somebody else's identity the writer's own task.
	"""
	if by_service(doc):
		return
	before = doc.get_doc_before_save()
	own = {row.petitioner: row for row in before.petitioners} if before else {}
	rows = [row for row in doc.petitioners if row.petitioner in own]
	for row in rows:
		stored = own[row.petitioner]
		row.masked_name, row.has_name, row.has_address = (
			stored.masked_name,
			stored.has_name,
			stored.has_address,
		)
	doc.set("petitioners", rows)


def _one_main(doc: Document) -> None:
	"""Let exactly one row be the main petitioner: the one marked, else the first."""
	rows = doc.petitioners
	if not rows:
		return
	main = next((row for row in rows if row.is_main), rows[0])
	for row in rows:
		row.is_main = int(row is main)
