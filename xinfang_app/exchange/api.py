"""What the desk calls to take lists in, run, undo and compare them. Thin; each call asks for the user's office first."""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.exchange import (
	errors,
	fields,
	lists,
	mapping,
	reconcile,
	rows,
	running,
	sample_present,
	samples,
	undoing,
	view,
	who,
)
from xinfang_app.exchange.reading.sheet import MAX_BYTES
from xinfang_app.petition import again


@frappe.whitelist()
def start() -> dict:
	"""Return what the page needs to begin: the user's offices, the upper systems, the meanings of columns, open differences."""
	own = who.offices()
	if not own:
		who.refuse()
	return {
		"offices": [
			{"organ": organ, "title": frappe.get_cached_value("Organ", organ, "title")} for organ in own
		],
		"systems": frappe.get_all(
			"Upper System", filters={"enabled": 1}, pluck="name", order_by="creation asc"
		),
		"meanings": [{"key": field.key, "label": _(field.label)} for field in fields.INCOMING],
		"differences": len(reconcile.differences()),
		"invented": samples.fits(own[0]),
	}


@frappe.whitelist(methods=["POST"])
def inspect(upper_system: str) -> dict:
	"""Return the columns of the uploaded list with what they are taken for; nothing is kept."""
	who.office()
	content, file_name = _uploaded()
	found = lists.find(content, file_name)
	layout, known = mapping.propose(upper_system, found.header.headings)
	table = lists.lines(found, layout)
	return {
		"sheet": found.sheet.title,
		"header_row": found.header.row,
		"rows": len(table),
		"remembered": known,
		"columns": [
			{
				**column,
				"refused": fields.refused(column["heading"]),
				"samples": _samples(table, place),
			}
			for place, column in enumerate(layout)
			if column["heading"]
		],
	}


@frappe.whitelist(methods=["POST"])
def take_in(
	upper_system: str, purpose: str = "Incoming", organ: str | None = None, layout: str | None = None
) -> dict:
	"""Make a batch of the uploaded list (`lists.take_in`, `reconcile.take_in`); return it for the page."""
	office = who.office(organ or None)
	content, file_name = _uploaded()
	given = frappe.parse_json(layout) if layout else None
	take = reconcile.take_in if purpose == lists.RECONCILIATION else lists.take_in
	return view.batch(take(content, file_name, system=upper_system, organ=office, layout=given))


@frappe.whitelist()
def batch(name: str) -> dict:
	"""Return a batch for the page."""
	return view.batch(who.batch(name))


@frappe.whitelist()
def batch_rows(
	name: str, verdict: str | None = None, state: str | None = None, start: int = 0, limit: int = view.PAGE
) -> list[dict]:
	"""Return rows of a batch, opened for the screen."""
	return view.shown(who.batch(name), verdict=verdict, state=state, start=start, limit=limit)


@frappe.whitelist()
def batches(purpose: str | None = None) -> list[dict]:
	"""Return the latest batches of the user's offices."""
	own = who.offices()
	if not own:
		who.refuse()
	filters = {"organ": ("in", own), **({"purpose": purpose} if purpose else {})}
	found = frappe.get_all(
		"Exchange Batch",
		filters=filters,
		fields=["name", "purpose", "status", "upper_system", "file_name", "total", "creation", "started_by"],
		order_by="creation desc",
		limit=50,
	)
	for row in found:
		row.started_by = frappe.utils.get_fullname(row.started_by)
	return found


@frappe.whitelist()
def to_send_on(name: str) -> list[str]:
	"""Return the petitions that a batch registered and that still wait at the office to be sent on (`view.to_send_on`)."""
	return view.to_send_on(who.batch(name, lists.IMPORT))


@frappe.whitelist()
def words(name: str) -> list[dict]:
	"""Return the words of a previewed list that are not known here (`view.words`)."""
	return view.words(who.batch(name, lists.IMPORT))


@frappe.whitelist(methods=["POST"])
def give_codes(name: str, codes: str | list) -> dict:
	"""Keep what words of the list stand for and judge the rows again: rows {field, theirs, ours}."""
	doc = who.batch(name, lists.IMPORT, for_update=True)
	lists.require(doc, "Preview")
	mapping.add_codes(frappe.get_doc(mapping.DOCTYPE, doc.mapping), frappe.parse_json(codes))
	lists.judge_again(doc)
	return view.batch(doc)


@frappe.whitelist(methods=["POST"])
def skip(name: str, row: str, skipped: bool = True) -> str:
	"""Leave a row of a previewed list out of the run, or take it in again; return its state."""
	doc = who.batch(name, lists.IMPORT)
	lists.require(doc, "Preview")
	found = rows.get(row, doc.name)
	wanted = "Skipped" if frappe.utils.cint(skipped) else "Waiting"
	if not found or {found.state, wanted} != {"Waiting", "Skipped"}:
		frappe.throw(_("This row is not registered by the run."), errors.WrongStep)
	rows.write(row, state=wanted)
	return wanted


@frappe.whitelist(methods=["POST"])
def run(name: str) -> dict:
	"""Begin to work through a batch in the background, or go on with a halted one."""
	doc = who.batch(name, lists.IMPORT, lists.EXPORT, for_update=True)
	running.start(doc)
	return running.progress(name)


@frappe.whitelist(methods=["POST"])
def halt(name: str) -> dict:
	"""Stop a batch after the row that is being worked on."""
	running.halt(who.batch(name, for_update=True))
	return running.progress(name)


@frappe.whitelist(methods=["POST"])
def take_up(name: str) -> dict:
	"""Give a batch whose job was killed to a new job."""
	doc = who.batch(name, for_update=True)
	lists.require(doc, running.RUNNING, running.UNDOING)
	running.hand_on(name)
	return running.progress(name)


@frappe.whitelist(methods=["POST"])
def undo(name: str, reason: str) -> dict:
	"""Take back what an import registered, as far as the law allows (`undoing`)."""
	undoing.start(who.batch(name, lists.IMPORT, for_update=True), reason)
	return running.progress(name)


@frappe.whitelist(methods=["POST"])
def discard(name: str) -> str:
	"""Take the content of a batch away now: a preview is given up, an error list is no longer needed."""
	doc = who.batch(name, for_update=True)
	lists.require(doc, "Preview", running.DONE, running.UNDONE, running.HALTED)
	status = "Discarded" if doc.status == "Preview" else doc.status
	rows.purge(name)
	frappe.db.set_value("Exchange Batch", name, {"status": status, "purged_on": when.now()})
	return status


@frappe.whitelist(methods=["POST"])
def error_list(name: str) -> None:
	"""Send the rows that were not registered, with their reasons, as a workbook."""
	_send(view.error_list(who.batch(name)), _("Rows with a reason") + ".xlsx")


@frappe.whitelist(methods=["POST"])
def sample(kind: str = "blank", upper_system: str | None = None) -> None:
	"""Send an empty list in the usual columns; in an invented county forty invented matters, or a list to compare with."""
	organ = who.office()
	if kind == "blank":
		_send(samples.blank(), _("Blank list of an upper system") + ".xlsx")
	elif kind == "present":
		_send(sample_present.workbook(organ, upper_system or ""), _("List to compare with") + ".xlsx")
	else:
		_send(samples.forty(organ), _("List of forty invented matters") + ".xlsx")


@frappe.whitelist()
def find(number: str) -> list[dict]:
	"""Return the matters with this upper number, or one that ends with it, of those the user may see."""
	return view.find(number)


@frappe.whitelist()
def about(petition: str) -> list[dict]:
	"""Return what upper systems say of a petition: number, kind, term, status; of matters the user may see."""
	return scope.get_list(
		"Upper Matter",
		{"petition": petition},
		["name", "upper_number", "upper_system", "kind", "due_on", "upper_state", "reported_on"],
		order_by="creation asc",
	)


@frappe.whitelist(methods=["POST"])
def settle(name: str, row: str, way: str, reason: str | None = None) -> str:
	"""Settle one difference: way "register", "take over", "ended above" (with reason) or "explain" (with reason)."""
	doc = who.batch(name, lists.RECONCILIATION)
	ways = {
		"register": lambda found: reconcile.register_row(doc, found),
		"take over": reconcile.take_over,
		"ended above": lambda found: reconcile.ended_above(found, reason or ""),
		"explain": lambda found: reconcile.explain(found, reason or ""),
	}
	if way not in ways:
		raise ValueError(f"unknown way: {way!r}")

	def once() -> str:
		found = rows.get(row, doc.name, for_update=True)
		if not found:
			who.refuse()
		return ways[way](found)

	return again.once_more(once)


def _uploaded() -> tuple[bytes, str]:
	"""The file of the request: read here and kept nowhere."""
	files = frappe.request.files if getattr(frappe.local, "request", None) else {}
	file = files.get("file")
	if not file:
		frappe.throw(_("Choose a file."), errors.ListUnreadable)
	return file.stream.read(MAX_BYTES + 1), file.filename or ""


def _samples(table: list[lists.Line], place: int) -> list[str]:
	"""The first values of a column, for the officer to see what it holds; it is his own file."""
	found = []
	for line in table[:50]:
		value = line.cells[place] if place < len(line.cells) else None
		said = str(getattr(value, "text", value) or "").strip()
		if said and said not in found:
			found.append(said[:30])
		if len(found) == 2:
			break
	return found


def _send(content: bytes, name: str) -> None:
	frappe.local.response.filename = name
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"
