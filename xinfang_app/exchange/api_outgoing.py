"""What the desk calls to put results out. Thin; each call asks for the user's office first."""

import frappe
from frappe import _
from frappe.utils import cint

from xinfang_app.exchange import bundle, lists, outgoing, running, view, who


@frappe.whitelist()
def waiting(organ: str | None = None, also_sent: bool = False, answered: bool = True) -> list[dict]:
	"""Return the matters whose result waits to be put out (`outgoing.waiting`)."""
	found = outgoing.waiting(
		who.office(organ or None), also_sent=bool(cint(also_sent)), answered=bool(cint(answered))
	)
	keys = (
		"name",
		"upper_number",
		"upper_system",
		"kind",
		"due_on",
		"petition",
		"number",
		"title",
		"stage",
		"sent",
	)
	return [{key: row[key] for key in keys} for row in found]


@frappe.whitelist(methods=["POST"])
def export(names: str | list, organ: str | None = None, again: bool = False) -> dict:
	"""Begin to put results out; return the batch. What was put out before needs `again`."""
	batch = outgoing.export(who.office(organ or None), frappe.parse_json(names), again=bool(cint(again)))
	running.start(batch)
	return view.batch(batch)


@frappe.whitelist(methods=["POST"])
def fetch(name: str) -> None:
	"""Send the bundle of a prepared batch: table and papers; remembered as put out. Opens identities (logged)."""
	batch = who.batch(name, lists.EXPORT)
	content = bundle.make(batch)
	outgoing.mark_put_out(batch)
	frappe.local.response.filename = f"{_('Results to report')}_{batch.creation:%Y%m%d%H%M}.zip"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"


@frappe.whitelist(methods=["POST"])
def confirm(name: str) -> int:
	"""Record that the bundle was uploaded; return how many matters it reports (`outgoing.confirm`)."""
	return outgoing.confirm(who.batch(name, lists.EXPORT))
