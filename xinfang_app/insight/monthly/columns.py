"""The columns of the list report, for pieces, corrections and sealed pieces."""

from frappe import _


def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 120, **more) -> dict:
	"""Return one report column."""
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}


def of_pieces() -> list[dict]:
	"""Columns of counted pieces."""
	return [
		column("number", _("Number"), width=190),
		column("title", _("Title"), width=230),
		column("received_on", _("Received on"), "Datetime", 165),
		column("form", _("Form"), width=85),
		column("source_level", _("Source level"), width=80),
		column("category", _("Category")),
		column("place", _("Place of the matter"), width=100),
		column("organ", _("Registering organ"), width=150),
		column("is_repeat", _("First or repeat"), width=80),
		column("people", _("People", context="Count"), "Int", 70),
		column("petition", _("Petition"), "Link", 110, options="Petition"),
	]


def of_corrections() -> list[dict]:
	"""Columns of corrections: which month, in or out, and why, before the piece itself."""
	return [
		column("month", _("Month corrected"), width=110),
		column("sign", _("In or out"), width=70),
		column("why", _("Why"), width=240),
		*of_pieces(),
	]


def of_sealed() -> list[dict]:
	"""Columns of sealed pieces: what the register tells, nothing else."""
	return [
		column("number", _("Number"), width=190),
		column("received_on", _("Received on"), "Datetime", 165),
		column("form", _("Form"), width=80),
	]
