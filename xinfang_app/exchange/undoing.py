"""Taking an import back, as far as the law allows.

Rule: what was registered is never deleted and keeps its number (arts. 22, 44). A piece that came in by a mistaken import
(the wrong list, the wrong columns) and that nobody has worked on since is filed without answer (存查) as entered by
mistake, with the reason and the batch on record; its upper number is free again, so that the right list can bring it in
and the comparison with the upper system keeps asking for it until it does. A term or status taken over from a list goes
back to what it was, unless a later list changed it. What cannot be taken back stays and is told with its reason: an
accusation lies with its custodians, a matter somebody worked on goes its own way to an end.
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scoped
from xinfang_app.exchange import lists, upper
from xinfang_app.exchange.errors import WrongStep
from xinfang_app.exchange.judging import CHANGED
from xinfang_app.petition.ending import closing

DONE, UNDOING, HALTED = "Done", "Undoing", "Halted"
#: Records that every registration makes by itself.
BY_ITSELF = ("Petition Submission", "Deadline", "Clock Milestone", upper.DOCTYPE)
MILESTONES = ("received", "registered")


def start(batch: Document, reason: str) -> None:
	"""Begin to take back what `batch` registered. Raises WrongStep."""
	from xinfang_app.exchange import running

	lists.require(batch, DONE, HALTED)
	if batch.purpose != lists.IMPORT:
		frappe.throw(_("Only an import can be undone."), WrongStep)
	if len((reason or "").strip()) < 4:
		frappe.throw(_("Say why the import is undone."), WrongStep)
	table = frappe.qb.DocType("Exchange Row")
	(
		frappe.qb.update(table)
		.set(table.state, "To undo")
		.where((table.batch == batch.name) & (table.state == "Done"))
		.run()
	)
	frappe.db.set_value(
		"Exchange Batch",
		batch.name,
		{"status": UNDOING, "undo_reason": reason.strip(), "started_by": frappe.session.user},
	)
	running.hand_on(batch.name)


class TakeBack:
	"""Takes back the rows of one batch, each in the transaction of its caller."""

	def __init__(self, batch: Document):
		self.batch = batch

	def __call__(self, row: frappe._dict) -> dict:
		"""Take back what `row` registered or changed; return the columns that tell the result."""
		if row.sealed:
			return _kept(_("It lies under seal; only its custodians decide about it."))
		matter = frappe.get_doc(upper.DOCTYPE, row.upper_matter, for_update=True)
		before = json.loads(row.before or "{}")
		if row.verdict == CHANGED:
			return self._change_back(matter, before)
		petition = frappe.get_doc("Petition", row.petition, for_update=True)
		found = touched(petition, before)
		if found:
			return _kept(_("Somebody has worked on it since: {0}").format("、".join(found)))
		reason = _("Imported by mistake, batch {0}: {1}").format(self.batch.file_name, self.batch.undo_reason)
		closing.file(petition, closing.MISTAKE, reason, batch=self.batch.name)
		upper.withdraw(matter)
		return {
			"state": "Undone",
			"reason": _("Filed as entered by mistake; the number {0} stays on record.").format(
				petition.number
			),
			"done_on": when.now(),
		}

	def _change_back(self, matter: Document, before: dict) -> dict:
		was, put = before.get("above", {}), before.get("set", {})
		if any(str(matter.get(field) or "") != put.get(field, "") for field in was):
			return _kept(_("A later list has changed it again."))
		upper.update(matter, **{field: value or None for field, value in was.items()})
		return {"state": "Undone", "reason": _("Set back to what it was."), "done_on": when.now()}


def touched(petition: Document, before: dict) -> list[str]:
	"""Return, in the user's language, what has happened to a petition since the import registered it; empty: nothing."""
	found = []
	piece = petition.first_submission
	if petition.stage != "Registered":
		found.append(_(petition.stage))
	if (petition.submission_count or 0) > 1:
		found.append(_("a further piece was joined"))
	for entry in scoped.related("Petition"):
		if entry.doctype not in BY_ITSELF and frappe.db.exists(entry.doctype, {entry.subject: petition.name}):
			found.append(_(entry.doctype))
	if frappe.db.exists("Clock Milestone", {"petition": petition.name, "milestone": ("not in", MILESTONES)}):
		found.append(_("a step was recorded"))
	for doctype, name in (("Petition", petition.name), ("Petition Submission", piece)):
		about = {"reference_doctype": doctype, "reference_name": name}
		if frappe.db.exists("Comment", {**about, "comment_type": "Comment"}):
			found.append(_("a comment was written"))
		if frappe.db.exists("ToDo", {"reference_type": doctype, "reference_name": name}):
			found.append(_("a task was given"))
	changed = {
		"petition": str(petition.modified),
		"submission": str(frappe.db.get_value("Petition Submission", piece, "modified")),
	}
	if not found and any(before.get(key) != value for key, value in changed.items()):
		found.append(_("it was changed"))
	return list(dict.fromkeys(found))


def _kept(reason: str) -> dict:
	return {"state": "Kept", "reason": reason, "done_on": when.now()}
