"""Registering one row of a list: the only way in is `register()`, as at the counter.

Rule: delivery in the upper system is receipt, so the piece came when it was sent down, however late the list is taken
in; the office's fifteen days run from then (art. 22 §1). Where more than two working days lie between, an extract of the
list (number, moment, checksum of the file; no name) is the proof that is kept. The number of the upper system is taken
in the same transaction. An accusation is sealed by `register()`, its extract with it. The content of the row goes with
the registration.
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.deadline import calendar
from xinfang_app.deadline.moments import Moment
from xinfang_app.exchange import lists, upper
from xinfang_app.exchange.entry import Entry, Reader
from xinfang_app.exchange.judging import CHANGED, NEW
from xinfang_app.petition.registering import register as registration
from xinfang_app.petition.registering import repeats

#: Looking for likely repeats takes longer than registering; in a list larger than this the form of the piece does it.
LOOKED_AT = 300


class Importer:
	"""Registers the rows of one batch, each in the transaction of its caller."""

	def __init__(self, batch: Document):
		self.batch = batch
		self.reader: Reader = lists.reader_of(batch)

	def __call__(self, row: frappe._dict) -> dict:
		"""Register or update what `row` says; return the columns that tell the result."""
		entry = lists.read(self.reader, row)
		if row.verdict == CHANGED:
			return self._update(row, entry)
		if entry.faults:
			return {"state": "Failed", "reason": "；".join(said.kept() for said in entry.faults)}
		return self._register(entry)

	def _register(self, entry: Entry) -> dict:
		batch = self.batch
		matter = upper.claim(
			batch.upper_system, batch.organ, entry.number, sealed=entry.sealed, batch=batch.name
		)
		data, paper = self._data(entry)
		piece = registration.register(data)
		upper.link(
			matter,
			piece,
			**entry.above(),
			dispatched_on=entry.dispatched_on or when.now(),
			proof=paper.file_url if paper else None,
		)
		if piece.doctype == "Sealed Register":
			return {
				"state": "Done",
				"reason": _("Registered under seal."),
				"sealed": 1,
				"upper_number": None,
				"payload_enc": None,
				"upper_matter": matter.name,
				"done_on": when.now(),
			}
		if paper:
			paper.db_set({"attached_to_doctype": piece.doctype, "attached_to_name": piece.name})
		return {
			"state": "Done",
			"reason": _("Registered: {0}").format(piece.number),
			"payload_enc": None,
			"upper_matter": matter.name,
			"petition": piece.petition,
			"before": json.dumps(stamp(piece)),
			"done_on": when.now(),
		}

	def _data(self, entry: Entry) -> tuple[dict, Document | None]:
		data = {
			**entry.data,
			"organ": self.batch.organ,
			"source_kind": "Upper petition office",
			"upper_number": entry.number,
			"petitioners": [{**person, "is_main": not place} for place, person in enumerate(entry.people)],
		}
		if not entry.dispatched_on:
			return data, None
		data["arrived_on"] = entry.dispatched_on
		paper = None
		if Moment(entry.dispatched_on, when.now()).is_backdated(calendar.load()):
			paper = self._extract(entry)
			data["arrival_scan"] = paper.file_url
			data["arrival_reason"] = _(
				"Sent down by the upper system on {0}, taken in from its list."
			).format(entry.dispatched_on)
		return data, paper

	def _extract(self, entry: Entry) -> Document:
		"""Keep what the list says about when this matter came: no name and no word of its content."""
		batch = self.batch
		said = [
			_("Extract of a list of the upper system"),
			f"{_('Upper system')}：{batch.upper_system}",
			f"{_('Number of the upper system')}：{entry.number}",
			f"{_('Sent down on')}：{entry.dispatched_on}",
			f"{_('Row of the list')}：{entry.row_no}",
			f"{_('Checksum of the file')}：{batch.file_hash}",
			f"{_('Taken in on')}：{when.now()}",
		]
		content = "\ufeff" + "\r\n".join(said) + "\r\n"
		return frappe.get_doc(
			{
				"doctype": "File",
				"file_name": _("Extract of a list of the upper system") + ".txt",
				"is_private": 1,
				"content": content.encode(),
			}
		).insert(ignore_permissions=True)

	def _update(self, row: frappe._dict, entry: Entry) -> dict:
		matter = frappe.get_doc(upper.DOCTYPE, row.upper_matter, for_update=True)
		said = {key: value for key, value in entry.above().items() if value}
		before = upper.update(matter, **said)
		frappe.db.set_value(upper.DOCTYPE, matter.name, "last_seen_on", when.today(), update_modified=False)
		return {
			"state": "Done",
			"reason": _("Taken over: {0}").format("、".join(_(upper.LABELS[key]) for key in before))
			if before
			else _("Nothing to take over."),
			"before": json.dumps({"above": before, "set": {key: str(said[key]) for key in before}}),
			"payload_enc": None,
			"done_on": when.now(),
		}


def stamp(piece: Document) -> dict[str, str]:
	"""Return when piece and matter were last changed: by this an undoing sees whether somebody worked on them since."""
	return {
		"submission": str(frappe.db.get_value("Petition Submission", piece.name, "modified")),
		"petition": str(frappe.db.get_value("Petition", piece.petition, "modified")),
	}


def likely_repeats(batch: Document, row: frappe._dict) -> str:
	"""Return the numbers of matters that a registered row may repeat, for the officer to decide; "" if none."""
	if batch.total > LOOKED_AT or row.verdict != NEW or not row.petition:
		return ""
	name = frappe.db.get_value("Petition", row.petition, "first_submission")
	found = repeats.candidates(frappe.get_doc("Petition Submission", name))
	numbers = [item["number"] for item in found if item["number"]][:3]
	return _("May repeat: {0}").format("、".join(numbers)) if numbers else ""
