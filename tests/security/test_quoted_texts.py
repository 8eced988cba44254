"""Every text about a matter is known to the sealing of it: wiped by its room's table, or named here as harmless."""

import frappe
import pytest

from xinfang_app.access import scoped
from xinfang_app.petition.registering import quoted

pytestmark = pytest.mark.usefixtures("db")
MATTER, QUOTE = "matter-1", "某干部截留款项"
TEXT_TYPES = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "JSON", "Code")
#: Wiped by code of their own: `traces` (hand-overs, papers), `reception` (talks, visits, receptions), `screening`.
ELSEWHERE = {
	"Petition",
	"Petition Submission",
	"Official Letter",
	"Reception Record",
	"Dispute",
	# Of a clock or a check by rule: titles and notes are those of its rule.
	"Deadline",
	"Deadline Step",
	"Clock Milestone",
	"Quality Finding",
	# Of the office above, sealed and exchanged by its own rules; a number and how it stands there.
	"Upper Matter",
}
#: Numbers, names of organs, officials and places of the road, words of the law and of forms: not a word of the letter.
HARMLESS = {
	"petition_number",
	"document_number",
	"submission_number",
	"conclusion_number",
	"number",
	"order_number",
	"decision_number",
	"mail_number",
	"running_number",
	"final_review_number",
	"scope_code",
	"backdate_reason",
	"sign_note",
	"signer_name",
	"signer",
	"recipient_name",
	"requester_name",
	"masked_name",
	"leader_name",
	"leader_post",
	"live_key",
	"source_key",
	"row_key",
	"law",
	"legal_basis",
	"article",
	"remedy_text",
	"revocation",
	"unconditional_note",
	"mediating_body",
	"mediator",
	"investigators",
	"witnesses",
	"organ_name",
	"level_shown",
	"kind",
	"action",
	"from_state",
	"to_state",
	"receiving_name",
	"helped_by",
	"term_text",
	"also_told",
	"confirmed_by",
	"upper_checked_by",
	"decided_by",
	"keeping_term",
	"shelf_mark",
	"member_name",
	"member",
	"mediator_name",
	"unit",
	"entry_name",
	"shown_name",
	"against",
	"met_by",
	"period",
	"paper",
	"made_by",
	"working_group",
	"stand_in",
	"absence_reason",
	"place",
	"convener_name",
	"short_notice_reason",
	"cancelled_reason",
	"power_basis",
	"next_step",
	"to_name",
	"received_by",
	"late_reason",
	"facts_hash",
	"fact_on",
}
#: Harmless in one DocType, though not in others.
HARMLESS_IN = {
	"Petition Referral": {"demand", "snapshot", "snapshot_text"},
	"Former Owner": {"reason"},
}


def test_every_text_about_a_matter_is_wiped_or_harmless():
	table = frappe.get_hooks(quoted.HOOK)
	missing = []
	for doctype in _about_a_matter(table):
		entry = table.get(doctype, {})
		wiped = {*entry.get("texts", ()), *(("title",) if entry.get("title") else ())}
		for path, field in _texts(doctype):
			if (
				path not in wiped
				and field not in HARMLESS
				and field not in HARMLESS_IN.get(_owner(doctype, path), ())
			):
				missing.append(f"{doctype}: {path}")
	assert not missing, "\n".join(missing)


def test_the_tables_name_fields_that_there_are():
	wrong = []
	for doctype, entry in frappe.get_hooks(quoted.HOOK).items():
		paths = dict(_texts(doctype))
		wrong += [
			f"{doctype}: {path}"
			for key in ("texts", "cleared")
			for path in entry.get(key, ())
			if path not in paths
		]
		for path in (*entry.get("title", ()), *entry.get("fixed", ())):
			frappe.get_attr(path)
	assert not wrong, wrong


def test_what_a_record_quotes_is_sealed_and_replaced_whatever_the_room():
	table = frappe.get_hooks(quoted.HOOK)
	made = {}
	for doctype, entry in sorted(table.items(), key=lambda item: bool(item[1].get("of"))):
		made[doctype] = _written(doctype, entry, made)
	foreign = _written("Inquiry Record", table["Inquiry Record"], {}, petition="another")
	frappe.get_doc("Inquiry Record", made["Inquiry Record"]).add_comment("Comment", QUOTE)
	piece = frappe._dict(petition=MATTER)
	sealed, _files = quoted.content(piece)
	assert {row["doctype"] for row in sealed["quoted"]} == set(table) and QUOTE in str(sealed)
	quoted.wipe(piece)
	for doctype, name in made.items():
		told = frappe.get_doc(doctype, name).as_dict()
		assert QUOTE not in str(told), (doctype, [key for key in told if QUOTE in str(told[key])])
	assert not frappe.db.exists("Comment", {"reference_name": made["Inquiry Record"]})
	assert frappe.db.get_value("Inquiry Record", foreign, "text") == QUOTE
	assert quoted.content(piece) == ({}, [])


def _written(doctype: str, entry: dict, made: dict, petition: str = "matter-1") -> str:
	"""Write a record about the matter with the quotation in every text of its table, past all services."""
	doc = frappe.new_doc(doctype)
	doc.name = frappe.generate_hash(length=10)
	if entry.get("of"):
		field, above = entry["of"]
		doc.set(field, made[above])
	elif not entry.get("through"):
		doc.petition = petition
	if doc.meta.has_field("title") and entry.get("title"):
		doc.title = QUOTE
	rows = {}
	for path in entry.get("texts", ()):
		table, _dot, field = path.rpartition(".")
		if table and table not in rows:
			rows[table] = doc.append(table, {})
			rows[table].name = frappe.generate_hash(length=10)
		(rows[table] if table else doc).set(field, QUOTE)
	for row in rows.values():
		if row.doctype in entry.get("through", ()):
			row.petition = petition
		row.db_insert()
	doc.db_insert()
	return doc.name


def _about_a_matter(table) -> list[str]:
	known = {*scoped.registered(), *table}
	found = []
	for doctype in known - ELSEWHERE:
		entry, field = scoped.registered().get(doctype), frappe.get_meta(doctype).get_field("petition")
		if (
			doctype in table
			or (field and field.options == "Petition")
			or (entry and entry.subject == "petition")
		):
			found.append(doctype)
	return sorted(found)


def _texts(doctype: str) -> list[tuple[str, str]]:
	found = []
	for field in frappe.get_meta(doctype).fields:
		if field.fieldtype in TEXT_TYPES:
			found.append((field.fieldname, field.fieldname))
		if field.fieldtype == "Table":
			for own in frappe.get_meta(field.options).fields:
				if own.fieldtype in TEXT_TYPES:
					found.append((f"{field.fieldname}.{own.fieldname}", own.fieldname))
	return found


def _owner(doctype: str, path: str) -> str:
	table = path.rpartition(".")[0]
	return frappe.get_meta(doctype).get_field(table).options if table else doctype
