"""Reading data that comes from outside: a form, an import list, the phone, another system.

Rule (idea 10): nothing that comes in is refused. A value that a code table or a list of choices does not know is left
out, a title that is too long keeps its beginning, and both are written down for the officer, with what was sent.
Only fields that belong to the writer are taken; everything else in the data is ignored.
"""

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

FIELDS = (
	"form",
	"channel",
	"source_level",
	"source_kind",
	"upper_number",
	"written_on",
	"arrived_on",
	"arrival_scan",
	"arrival_reason",
	"organ",
	"urgency",
	"is_first_here",
	"is_first_nationwide",
	"agent_kind",
	"agent_consent",
	"agent_consent_way",
	"agent_consent_file",
	"agent_witness",
	"agent_consent_on",
	"entry_name",
	"entry_kind",
	"entry_phone",
	"entry_id_type",
	"entry_id_no",
	"entry_address",
	"people_count",
	"is_joint",
	"is_anonymous",
	"title",
	"content",
	"claims_text",
	"place",
	"place_detail",
	"respondent_organ",
	"need_supplement",
	"supplement_note",
	"purpose",
	"category",
	"cause",
)
#: Names under which every service of the app takes a moment of the past.
MOMENT = {"occurred_on": "arrived_on", "scan": "arrival_scan", "backdate_reason": "arrival_reason"}
PERSON = (
	"name",
	"phone",
	"id_type",
	"id_no",
	"address",
	"kind",
	"is_main",
	"is_representative",
	"authority_file",
)
#: Links without which a piece cannot be registered at all: an unknown organ is an error of the caller.
OURS = ("organ",)


def known(data: dict) -> tuple[dict, list[str]]:
	"""Return the fields of a piece that `data` fills, and notes on what had to be left out."""
	meta = frappe.get_meta("Petition Submission")
	values, notes = {}, []
	for key, value in data.items():
		key = MOMENT.get(key, key)
		if key not in FIELDS or value in (None, ""):
			continue
		field = meta.get_field(key)
		if field.fieldtype == "Link" and key not in OURS and not frappe.db.exists(field.options, value):
			notes.append(_note(field, value))
		elif field.fieldtype == "Select" and value not in (field.options or "").split("\n"):
			notes.append(_note(field, value))
		elif field.fieldtype in ("Datetime", "Date") and not _moment(value):
			notes.append(_note(field, value))
		elif field.fieldtype in ("Check", "Int"):
			values[key] = cint(value)
		elif field.fieldtype == "Data" and not key.startswith("entry_"):
			text, longest = str(value), cint(field.length) or 140
			if len(text) > longest:
				notes.append(_note(field, text))
			values[key] = text[:longest]
		else:
			values[key] = value
	return values, notes


def person(given: dict) -> dict:
	"""Return what `entry.add` takes of one person in the data; identities are never taken over by their name."""
	return {key: given[key] for key in PERSON if given.get(key) not in (None, "")}


def _moment(value):
	try:
		return get_datetime(value)
	except ValueError:
		return None


def _note(field, value) -> str:
	return _("{0} as received could not be taken over: {1}").format(_(field.label), value)
