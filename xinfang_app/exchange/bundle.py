"""The bundle for the upper system: a table in its columns and, folder by folder, the papers of each matter."""

import re
import zipfile
from io import BytesIO

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.exchange import fields, lists, mapping, outgoing, rows, writing
from xinfang_app.exchange.reading.values import bare
from xinfang_app.petition.answering import opinion
from xinfang_app.petition.paperwork.letter_context import PATHWAYS

#: Stages as an upper system calls them.
STAGES = {"To handle": "待办", "Handling": "办理中", "Answered": "已答复", "Concluded": "已办结"}
ANSWER = 500
_UNFIT = re.compile(r"[^0-9A-Za-z\u3400-\u9fff〔〕()（）._-]+|\.{2,}")


def make(batch: Document) -> bytes:
	"""Return the archive of a prepared batch. Opens identities (logged). Raises WrongStep."""
	lists.require(batch, "Done")
	buffer = BytesIO()
	table = []
	columns = columns_of(batch.upper_system)
	words = _words(batch.upper_system)
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
		for row in rows.of(batch.name, state="Done"):
			names = _papers(archive, row)
			said = facts(row.petition, row.upper_number, names, words)
			table.append([said.get(key) for _heading, key in columns])
		sheet = writing.workbook(_("Results to report"), [heading for heading, _key in columns], table)
		archive.writestr(f"{_('Results to report')}.xlsx", sheet)
	return buffer.getvalue()


def columns_of(system: str) -> list[tuple[str, str]]:
	"""Return (heading, key) of the table's columns: as the admin set them for this system, else the usual ones."""
	name = frappe.db.get_value(
		mapping.DOCTYPE,
		{"upper_system": system, "purpose": mapping.OUTGOING, "enabled": 1},
		order_by="modified desc",
	)
	if not name:
		return [(field.headings[0], field.key) for field in fields.OUTGOING]
	return [
		(row.heading, fields.key_of(row.field, fields.OUTGOING) or "")
		for row in frappe.get_doc(mapping.DOCTYPE, name).columns
	]


def facts(petition: str, number: str, papers: list[str], words: dict[str, str]) -> dict:
	"""Return what the table says of a matter, by key of `fields.OUTGOING`."""
	from xinfang_app.exchange import reconcile

	doc = frappe.get_doc("Petition", petition)
	signed = opinion.current(petition)
	served = frappe.get_all(
		"Service Record",
		filters={"petition": petition, "effective_on": ("is", "set")},
		fields=["way"],
		order_by="effective_on desc",
		limit=1,
	)
	return {
		fields.UPPER_NUMBER: number,
		"number": doc.number,
		"stage": words[reconcile.state_of(doc.stage)],
		"lead_organ": _title(doc.lead_organ or doc.holder),
		"accepted_on": _day(doc.accepted_on),
		"pathway": PATHWAYS.get(doc.pathway, ("",))[0],
		"result": _(doc.result) if doc.result else "",
		"document_number": signed.document_number if signed else "",
		"opinion_issued_on": _day(doc.opinion_issued_on),
		"served_on": _day(doc.served_on),
		"service_way": _(served[0].way) if served and served[0].way else "",
		"answer": _answer(signed),
		"terminated_on": _day(doc.terminated_on),
		"closing": frappe.get_cached_value("Closing Code", doc.closing_code, "title")
		if doc.closing_code
		else doc.closing_reason or "",
		"papers": "；".join(papers),
	}


def _papers(archive: zipfile.ZipFile, row: frappe._dict) -> list[str]:
	folder, names = _fit(row.upper_number), []
	for place, letter in enumerate(outgoing.papers_of(row.petition), start=1):
		name = f"{folder}/{place:02d}_{_fit(letter.title)}"
		name += f"_{_fit(letter.document_number)}.pdf" if letter.document_number else ".pdf"
		archive.writestr(name, outgoing.opened(letter.name, row.upper_number))
		names.append(name)
	return names


def _words(system: str) -> dict[str, str]:
	"""How the upper system calls the states of a matter: the admin's words, else the usual ones."""
	found = dict(STAGES)
	label = fields.KEYS[fields.STATUS].label
	for mapped in frappe.get_all(
		mapping.DOCTYPE,
		filters={"upper_system": system, "purpose": mapping.OUTGOING, "enabled": 1},
		pluck="name",
		order_by="modified asc",
	):
		for row in frappe.get_doc(mapping.DOCTYPE, mapped).codes:
			state = next((key for key in STAGES if bare(row.ours) in (bare(key), bare(STAGES[key]))), None)
			if row.field == label and state:
				found[state] = row.theirs
	return found


def _answer(signed) -> str:
	if not signed:
		return ""
	said = "；".join((item.opinion or "").strip() for item in signed.items if (item.opinion or "").strip())
	return said if len(said) <= ANSWER else said[:ANSWER] + "……"


def _title(organ: str | None) -> str:
	return (frappe.get_cached_value("Organ", organ, "title") or organ) if organ else ""


def _day(value):
	return getdate(value) if value else None


def _fit(text: str | None) -> str:
	"""Return a text as the name of a file in any program: no path, no sign that one refuses."""
	return _UNFIT.sub("_", text or "").strip("._")[:80] or "_"
