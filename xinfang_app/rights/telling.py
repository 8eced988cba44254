"""What is said of a report: that one waits, with its term; never what about, never whom, never its number (arts. 30, 46)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate

from xinfang_app import when
from xinfang_app.messages import outbox
from xinfang_app.petition.acting import organ_title

#: Somebody has still to look into it, or to tell the result.
WAITING = ("Report received", "Being looked into", "Looked into")


def received(report: Document, people: list[str]) -> None:
	"""Tell those named for a report that one waits."""
	outbox.put(
		# Anew for whoever is named later, and for another handler.
		key=f"rights:{report.name}:{report.handler}:{when.today()}:received",
		text="rights_report",
		ref_doctype=report.doctype,
		ref_name=report.name,
		organ=report.handler,
		users=tuple(people),
		content={},
	)


def text(row: frappe._dict) -> dict | None:
	"""Return {title, lines} of a report that waits. In `xf_outbox_texts`."""
	found = frappe.db.get_value("Rights Report", row.ref_name, ["stage", "due_on", "handler"], as_dict=True)
	# The report may have moved since: nothing of it is told where it was.
	if not found or found.stage not in WAITING or found.handler != row.organ:
		return None
	return {
		"title": _("A report about people's rights waits for you"),
		"lines": [
			_("Organ: {0}").format(organ_title(found.handler)),
			_("To be looked into by {0}").format(formatdate(found.due_on) if found.due_on else "–"),
			_("Only those named for it may open it."),
		],
	}
