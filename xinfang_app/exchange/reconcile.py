"""The daily comparison with the upper system: what is there and not here, here and not there, or differs.

Rule: the upper system's present list is read like any other and compared by number; nothing is changed by it but when a
matter was last seen and how it stands above. Each difference stays open until somebody takes the row in, takes the term
over, records that it ended above, or explains it with a reason; who did what and when stays on the batch. The same
difference explained once is explained the next day too, until one of the two sides changes. An import that was undone
is not here: it is asked for until the right list brings it in.
"""

import hashlib
import json

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.exchange import importing, lists, rows, upper, who
from xinfang_app.exchange.errors import WrongStep
from xinfang_app.exchange.judging import CHANGED, FAULTY, NEW, SAME

AGREES, DIFFERS, NOT_HERE, NOT_THERE = "Agrees", "Differs", "Not here", "Not there"
OPEN, SETTLED, EXPLAINED = "To be settled", "Dealt with", "Explained"
#: How a stage here is called in a comparison: the steps of a matter that both sides know.
STATES = {
	"Registered": "To handle",
	"Referred": "To handle",
	"Accepted": "Handling",
	"Handling": "Handling",
	"Opinion Issued": "Answered",
	"Served": "Answered",
	"Executing": "Answered",
	"Suggestion Replied": "Answered",
}


def state_of(stage: str | None) -> str:
	"""Return how a Petition's stage is called in a comparison: To handle, Handling, Answered or Concluded."""
	return STATES.get(stage or "", "Concluded")


def take_in(
	content: bytes, file_name: str, *, system: str, organ: str, layout: list[dict] | None = None
) -> Document:
	"""Compare the present list of `system` with what `organ` has; return the batch. Raises as `lists.take_in`."""
	_catch_up(system, organ)
	batch = lists.take_in(
		content, file_name, system=system, organ=organ, purpose=lists.RECONCILIATION, layout=layout
	)
	seen = _compare(batch)
	last = frappe.db.sql("select max(row_no) from `tabExchange Row` where batch = %s", batch.name)[0][0] or 0
	rows.add(batch.name, _not_there(batch, seen, last))
	rows.purge(batch.name, keep=(NOT_HERE, FAULTY))
	frappe.db.set_value(
		"Exchange Batch",
		batch.name,
		{"status": "Done", "started_on": when.now(), "finished_on": when.now()},
	)
	batch.reload()
	return batch


def differences(user: str | None = None) -> list[dict]:
	"""Return the open differences of the latest comparison with each upper system, for the offices of `user`.

	Rows: {doctype, name (of the batch), row, verdict, upper_number, label, due_on, takes (whether there is something to take
	over), petition, route}. For lists of what is to be done; an accusation is told without its number.
	"""
	found = []
	for batch in latest(who.offices(user)):
		for row in rows.of(batch.name, state=OPEN):
			changes = json.loads(row.changes or "[]")
			due = next((item["theirs"] for item in changes if item["field"] == "due_on"), None)
			found.append(
				{
					"doctype": "Exchange Batch",
					"name": batch.name,
					"row": row.name,
					"verdict": row.verdict,
					"upper_number": row.upper_number,
					"label": f"{_(row.verdict)} {row.upper_number or _('Sealed')}",
					"due_on": due,
					"takes": any(item["takes"] for item in changes),
					"petition": row.petition,
					"route": ["upper-exchange", "reconcile", batch.name],
				}
			)
	return found


def latest(organs: list[str]) -> list[frappe._dict]:
	"""Return the newest comparison with each upper system for each of `organs`."""
	found: dict[tuple[str, str], frappe._dict] = {}
	for organ in organs:
		for system in frappe.get_all("Upper System", pluck="name"):
			newest = frappe.get_all(
				"Exchange Batch",
				filters={"purpose": lists.RECONCILIATION, "organ": organ, "upper_system": system},
				fields=["name", "organ", "upper_system", "started_on", "started_by"],
				order_by="creation desc",
				limit=1,
			)
			if newest:
				found[organ, system] = newest[0]
	return list(found.values())


def register_row(batch: Document, row: frappe._dict) -> str:
	"""Register what is there and not here; return the told result. Raises WrongStep and what `register` raises."""
	_require(row, NOT_HERE)
	done = importing.Importer(batch)(frappe._dict({**row, "verdict": NEW}))
	if done["state"] != "Done":
		frappe.throw(done["reason"], WrongStep)
	_settle(row, done.pop("reason"), **{key: value for key, value in done.items() if key != "state"})
	return frappe.db.get_value("Exchange Row", row.name, "reason")


def take_over(row: frappe._dict) -> str:
	"""Let the term and kind the upper system names replace what stood here; return the told result."""
	_require(row, DIFFERS)
	changes = [item for item in json.loads(row.changes or "[]") if item["takes"]]
	if not changes:
		frappe.throw(_("There is nothing to take over; open the petition or explain it."), WrongStep)
	matter = frappe.get_doc(upper.DOCTYPE, row.upper_matter, for_update=True)
	before = upper.update(matter, **{item["field"]: item["theirs"] for item in changes})
	told = _("Taken over: {0}").format("、".join(_(upper.LABELS[key]) for key in before))
	_settle(row, told, before=json.dumps({"above": before}))
	return told


def ended_above(row: frappe._dict, reason: str) -> str:
	"""Record that the upper system has ended a matter that its list no longer shows."""
	_require(row, NOT_THERE)
	_demand(reason)
	upper.ended_above(frappe.get_doc(upper.DOCTYPE, row.upper_matter, for_update=True), reason.strip())
	_settle(row, _("Ended above: {0}").format(reason.strip()))
	return _("Ended above")


def explain(row: frappe._dict, reason: str) -> str:
	"""Explain a difference with a reason; it is kept with who said it and when."""
	_require(row, NOT_HERE, NOT_THERE, DIFFERS)
	_demand(reason)
	_settle(row, reason.strip(), state=EXPLAINED)
	return _("Explained")


def _compare(batch: Document) -> set[str]:
	"""Turn the verdicts of a list into those of a comparison; return the Upper Matters it names."""
	seen = set()
	for row in rows.of(batch.name, verdict=[NEW, SAME, CHANGED]):
		if row.upper_matter:
			seen.add(row.upper_matter)
		said = _verdict(batch, row)
		rows.write(row.name, **said)
	frappe.db.sql(
		f"update `tab{upper.DOCTYPE}` set last_seen_on = %(today)s where name in %(names)s",
		{"today": when.today(), "names": list(seen) or [""]},
	)
	return seen


def _verdict(batch: Document, row: frappe._dict) -> dict:
	if row.verdict == NEW:
		return _difference(batch, row, NOT_HERE, [])
	changes = [item for item in json.loads(row.changes or "[]") if item["field"] in ("due_on", "kind")]
	if row.upper_matter and not row.sealed:
		changes += _states(batch, row)
	if not changes:
		return {"verdict": AGREES, "state": "Looked at", "changes": None}
	return _difference(batch, row, DIFFERS, changes)


def _states(batch: Document, row: frappe._dict) -> list[dict]:
	"""How the matter stands above, noted on it; and the difference to how it stands here."""
	entry = lists.read(_reader(batch), row)
	if not entry.upper_state:
		return []
	frappe.db.set_value(
		upper.DOCTYPE,
		row.upper_matter,
		{"upper_state": entry.upper_state, "upper_status": entry.upper_status},
		update_modified=False,
	)
	petition = frappe.db.get_value(upper.DOCTYPE, row.upper_matter, "petition")
	ours = state_of(frappe.db.get_value("Petition", petition, "stage")) if petition else ""
	if not ours or ours == entry.upper_state:
		return []
	return [{"field": "upper_state", "ours": ours, "theirs": entry.upper_state, "takes": 0}]


def _reader(batch: Document):
	if not batch.flags.xf_reader:
		batch.flags.xf_reader = lists.reader_of(batch)
	return batch.flags.xf_reader


def _not_there(batch: Document, seen: set[str], last: int) -> list[dict]:
	"""Matters here of this system and office that its list does not show and that have not ended there."""
	found = []
	for matter in frappe.get_all(
		upper.DOCTYPE,
		filters={
			"organ": batch.organ,
			"upper_system": batch.upper_system,
			"sealed": 0,
			"withdrawn_on": ("is", "not set"),
			"ended_above_on": ("is", "not set"),
			"upper_state": ("!=", "Concluded"),
		},
		fields=["name", "upper_number", "petition", "reported_on"],
		order_by="creation asc",
		limit_page_length=0,
	):
		if matter.name in seen:
			continue
		last += 1
		row = frappe._dict(
			row_no=last,
			upper_number=matter.upper_number,
			upper_matter=matter.name,
			petition=matter.petition,
			sealed=0,
		)
		found.append({**row, **_difference(batch, row, NOT_THERE, [])})
	return found


def _difference(batch: Document, row: frappe._dict, verdict: str, changes: list[dict]) -> dict:
	"""Return the columns of a difference, open or, if the very same one was explained before, explained."""
	said = {
		"verdict": verdict,
		"state": OPEN,
		"changes": json.dumps(changes, ensure_ascii=False) if changes else None,
		"reason": "",
	}
	if row.sealed or not row.upper_number:
		return said
	said["difference_key"] = _key(batch, row, verdict, changes)
	earlier = frappe.get_all(
		"Exchange Row",
		filters={"difference_key": said["difference_key"], "state": EXPLAINED},
		fields=["reason", "explained_by"],
		order_by="done_on desc",
		limit=1,
	)
	if earlier:
		said.update(state=EXPLAINED, reason=earlier[0].reason, explained_by=earlier[0].explained_by)
	return said


def _key(batch: Document, row: frappe._dict, verdict: str, changes: list[dict]) -> str:
	told = [batch.organ, batch.upper_system, upper.normal(row.upper_number), verdict]
	told += sorted(f"{item['field']}={item['ours']}>{item['theirs']}" for item in changes)
	return hashlib.sha256("|".join(told).encode()).hexdigest()[:40]


def _settle(row: frappe._dict, reason: str, *, state: str = SETTLED, **values) -> None:
	rows.write(
		row.name,
		**{
			**values,
			"state": state,
			"reason": reason,
			"explained_by": frappe.session.user,
			"done_on": when.now(),
			"payload_enc": None,
		},
	)


def _require(row: frappe._dict, *verdicts: str) -> None:
	if row.verdict not in verdicts or row.state not in (OPEN, EXPLAINED):
		frappe.throw(_("This difference is settled or of another kind."), WrongStep)


def _demand(reason: str) -> None:
	if len((reason or "").strip()) < 2:
		frappe.throw(_("Say why."), WrongStep)


def _catch_up(system: str, organ: str) -> None:
	"""Give pieces that were registered with a number before this room existed their Upper Matter."""
	level = frappe.get_cached_value("Upper System", system, "source_level")
	piece, matter = frappe.qb.DocType("Petition Submission"), frappe.qb.DocType(upper.DOCTYPE)
	names = (
		frappe.qb.from_(piece)
		.left_join(matter)
		.on(matter.submission == piece.name)
		.select(piece.name)
		.where((piece.organ == organ) & (piece.status == "Registered") & (piece.source_level == level))
		.where((piece.upper_number != "") & piece.upper_number.isnotnull() & matter.name.isnull())
		.run(pluck=True)
	)
	for name in names:
		upper.follow(frappe.get_doc("Petition Submission", name))
