"""What the visit desk and the screen in the hall call. Thin; the rules are in `visits`."""

import frappe
from frappe import _

from xinfang_app.petition import again
from xinfang_app.petition.registering import register as registration
from xinfang_app.reception import drafts
from xinfang_app.reception.api import _attach, _data, _uploaded
from xinfang_app.reception.scans import keeping
from xinfang_app.reception.visits import queue as line
from xinfang_app.reception.visits import talk


@frappe.whitelist()
def queue(organ: str | None = None) -> list[dict]:
	"""Return today's visits at the user's office, in the order of their numbers (`queue.of_today`)."""
	rows = line.of_today(organ)
	for row in rows:
		row["served_by"] = frappe.utils.get_fullname(row["served_by"]) if row["served_by"] else None
	return rows


@frappe.whitelist()
def board(organ: str | None = None) -> dict:
	"""Return what the screen in the hall shows: numbers and windows (`queue.board`)."""
	return line.board(organ)


@frappe.whitelist(methods=["POST"])
def take_number(organ: str | None = None, people_count: int = 1) -> dict:
	"""Give the next number of today (`queue.take_number`)."""
	return _visit(again.once_more(lambda: line.take_number(organ, people_count)))


@frappe.whitelist(methods=["POST"])
def call(window: str, organ: str | None = None, number: int | None = None) -> dict | None:
	"""Call the next number, or `number`, to a window (`queue.call`); None if nobody waits."""
	visit = line.call(organ, window, number)
	return _visit(visit) if visit else None


@frappe.whitelist(methods=["POST"])
def not_appeared(visit: str) -> dict:
	"""Note that whoever was called did not come (`queue.not_appeared`)."""
	return _visit(line.not_appeared(line.get(visit)))


@frappe.whitelist(methods=["POST"])
def leave(visit: str) -> dict:
	"""Note that whoever waited went away (`queue.leave`)."""
	return _visit(line.leave(line.get(visit)))


@frappe.whitelist(methods=["POST"])
def done(visit: str) -> dict:
	"""Note that a visit is over without a piece to register (`queue.done`)."""
	return _visit(line.done(line.get(visit)))


@frappe.whitelist(methods=["POST"])
def begin(visit: str) -> dict:
	"""Begin the talk of a called visit, or go on with it (`talk.begin`)."""
	doc, record = talk.begin(line.get(visit))
	return {**drafts.shown(doc), "record": talk.shown(record)}


@frappe.whitelist(methods=["POST"])
def save(
	visit: str,
	draft: str,
	values: str | dict,
	people: str | list | None = None,
	notes: str | dict | None = None,
	seen: str | None = None,
) -> dict:
	"""Save what was typed at the window (`talk.save`)."""
	row, doc = line.get(visit), drafts.get(draft)
	record = talk.record_of(doc, row)
	told = talk.save(doc, record, _data(values), _data(people), _data(notes) or {}, seen)
	return {**drafts.shown(doc), "record": talk.shown(record), "notes": told}


@frappe.whitelist(methods=["POST"])
def finish(visit: str, draft: str, seen: str, decision: str | dict | None = None) -> dict:
	"""Register the piece of a visit and close it (`talk.finish`); return what is told, and the record to be signed."""

	def work() -> dict:
		made, record = talk.finish(line.get(visit), drafts.get(draft), decision=_data(decision), seen=seen)
		return {**registration.told(made), "record": record.name if record else None}

	return again.once_more(work)


@frappe.whitelist(methods=["POST"])
def record_paper(record: str) -> str:
	"""Return the name of the paper W02 of a talk, to be printed and signed (`talk.paper`)."""
	return talk.paper(talk.get(record))


@frappe.whitelist(methods=["POST"])
def sign_record(record: str, signature: str, note: str | None = None, signed_on: str | None = None) -> str:
	"""Record how the print of a talk was signed (`talk.sign`), with the uploaded scan (`file` of the form) if there is one."""
	doc = talk.get(record)
	url = None
	if frappe.request.files.get("file"):
		url = _attach(doc, keeping.checked(_uploaded()), _("Signed record"))
	return str(talk.sign(doc, signature, scan=url, note=note, signed_on=signed_on).signed_on)


def _visit(doc) -> dict:
	return {
		"name": doc.name,
		"number": doc.number,
		"state": doc.state,
		"window": doc.window,
		"people_count": doc.people_count,
		"submission": doc.submission,
	}
