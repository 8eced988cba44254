"""Many at once (批量办理): look, begin, and see how far it is.

Rule: first a look at every row, which writes nothing. Then a run: a `Bulk Run` keeps who, what, and for each row the
result with its reason. Up to `AT_ONCE` rows are done while one waits, more by a job with progress. One bad row never
stops the others (`bulk_run`). A run is seen by who began it and by nobody else; it holds no identities.

A row carries the `modified` that the look has seen: what changed in between is refused and told. It may carry its own
answer to what is asked for all (`Action.own`), as the officer left it after the look.
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.office import bulk_actions, bulk_run
from xinfang_app.office.errors import BulkRefused
from xinfang_app.organization import posting

AT_ONCE = 20
AT_MOST = 1000
#: So many rows are looked at in one call; the page asks again for the next.
LOOK_AT = 100
ROW = ("run", "seq", "ref_doctype", "ref_name", "seen", "target", "own")


def look(action: str, doctype: str, names: list[str], args: dict) -> list[dict]:
	"""Return for each of `names`: {name, number, title, organ, may, text, target, seen}; writes nothing."""
	if len(names) > LOOK_AT:
		raise ValueError("ask for fewer rows at once")
	bulk_actions.check_args(action, args)
	step = bulk_actions.get(action, doctype)
	return [_look(step, doctype, name, args) for name in dict.fromkeys(names)]


def start(action: str, doctype: str, rows: list[dict], args: dict) -> Document:
	"""Begin a run on `rows` ({name, seen, target, own}) and return the Bulk Run; small ones are done when this returns.

	`own`: what is given for this row alone, of the names in `Action.own`. Commits: each row has a transaction of its own. Raises BulkRefused, NotPermitted for a user without a post.
	"""
	step = bulk_actions.get(action, doctype)
	bulk_actions.check_args(action, args)
	given = {row["name"]: {**row, "own": _own_of(step, row)} for row in rows if row.get("name")}
	if not given:
		frappe.throw(_("Nothing is chosen."), BulkRefused)
	if len(given) > AT_MOST:
		frappe.throw(_("At most {0} at once.").format(AT_MOST), BulkRefused)
	if not posting.current(frappe.session.user) and frappe.session.user != "Administrator":
		frappe.throw(_("You hold no post today."), NotPermitted)
	run = _new_run(action, doctype, list(given.values()), args)
	if len(given) > AT_ONCE:
		bulk_run.later(run.name)
		frappe.db.commit()
	else:
		frappe.db.commit()
		bulk_run.work(run.name)
		run.reload()
	return run


def state(name: str) -> dict:
	"""Return {name, action, title, total, done, refused, stage, rows} of an own run. Raises NotPermitted."""
	run = own(name)
	rows = frappe.get_all(
		"Bulk Run Row",
		filters={"run": name},
		fields=["ref_doctype", "ref_name", "state", "message", "seq"],
		order_by="seq asc",
		limit=AT_MOST,
	)
	counts = {key: sum(row.state == key for row in rows) for key in ("Waiting", "Done", "Refused")}
	heads = _heads(run.document_type, [row.ref_name for row in rows])
	return {
		"name": run.name,
		"action": run.action,
		"title": _(bulk_actions.ACTIONS[run.action].title),
		"stage": run.stage,
		"total": len(rows),
		"waiting": counts["Waiting"],
		"done": counts["Done"],
		"refused": counts["Refused"],
		"started_on": str(run.started_on)[:16],
		"rows": [
			{
				"name": row.ref_name,
				"doctype": row.ref_doctype,
				"state": row.state,
				"message": row.message or "",
				**heads.get(row.ref_name, {"number": "", "title": ""}),
			}
			for row in rows
		],
	}


def own(name: str) -> Document:
	"""Return the run `name` of who is logged in. Raises NotPermitted, in the same words if there is none."""
	run = frappe.get_doc("Bulk Run", name) if frappe.db.exists("Bulk Run", name) else None
	if not run or run.run_by != frappe.session.user:
		frappe.throw(_("You have no access to this record."), NotPermitted)
	return run


def recent() -> list[dict]:
	"""Return the last runs of who is logged in, newest first."""
	rows = frappe.get_all(
		"Bulk Run",
		filters={"run_by": frappe.session.user},
		fields=["name", "action", "stage", "total", "started_on"],
		order_by="started_on desc",
		limit=10,
	)
	for row in rows:
		row.title, row.started_on = _(bulk_actions.ACTIONS[row.action].title), str(row.started_on)[:16]
	return rows


def _look(step: bulk_actions.Action, doctype: str, name: str, args: dict) -> dict:
	if not scope.may_name(doctype, name, "read") or not frappe.db.exists(doctype, name):
		return {
			"name": name,
			"number": "",
			"title": "",
			"may": False,
			"text": _("You have no access to this record."),
			"target": None,
			"seen": None,
		}
	doc = frappe.get_doc(doctype, name)
	seen = str(doc.modified)
	found = step.look(doc, args)
	return {
		"name": name,
		**_head(doc),
		"may": found.may,
		"text": found.text,
		"target": found.target,
		"seen": seen,
		**found.more,
	}


def _own_of(step: bulk_actions.Action, row: dict) -> str | None:
	"""Return what is given for one row alone, as it is kept; None if nothing is."""
	given = {key: value for key, value in (row.get("own") or {}).items() if key in step.own and value}
	return json.dumps(given, ensure_ascii=False, default=str) if given else None


def _head(doc: dict) -> dict:
	number = doc.get("number") or doc.get("document_number") or doc.get("petition_number") or ""
	title = doc.get("title") or ""
	return {"number": number, "title": title}


def _heads(doctype: str, names: list[str]) -> dict[str, dict]:
	"""Return number and title of the rows that the user may (still) see; nothing of them is kept in the run."""
	meta = frappe.get_meta(doctype)
	fields = [
		name for name in ("number", "document_number", "petition_number", "title") if meta.has_field(name)
	]
	if not names:
		return {}
	found = scope.get_list(doctype, [["name", "in", names]], ["name", *fields])
	return {row["name"]: _head(row) for row in found}


def _new_run(action: str, doctype: str, rows: list[dict], args: dict) -> Document:
	run = frappe.get_doc(
		{
			"doctype": "Bulk Run",
			"action": action,
			"document_type": doctype,
			"run_by": frappe.session.user,
			"arguments": json.dumps(args, ensure_ascii=False, default=str),
			"stage": "Running",
			"total": len(rows),
			"started_on": when.now(),
			"progress_on": when.now(),
		}
	).insert(ignore_permissions=True)
	now = frappe.utils.now()
	frappe.db.bulk_insert(
		"Bulk Run Row",
		[*ROW, "state", "name", "owner", "modified_by", "creation", "modified"],
		[
			(
				run.name,
				place,
				doctype,
				row["name"],
				row.get("seen"),
				row.get("target"),
				row.get("own"),
				"Waiting",
				frappe.generate_hash(length=12),
				run.owner,
				run.owner,
				now,
				now,
			)
			for place, row in enumerate(rows, 1)
		],
	)
	return run
