"""Publish the procedures of a DocType: from then on they are what runs.

Rule: publishing never changes the stage at which a document stands, and leaves no document in a state that is gone.
A state that was renamed (the same row, another name) takes its documents along. A state that was removed needs a
mapping to another state of the same stage; without one the publication is refused, with the number of documents and
a list. The moves are one UPDATE each, in the same transaction as the new Workflow. Old names stay known as aliases,
for a document that another request was just saving.

The generated Frappe Workflow is written anew each time; what a System Manager changed in it directly is shown by
`preview` before it is lost.
"""

import json

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from xinfang_app import when
from xinfang_app.workflows import checking, compiling, published
from xinfang_app.workflows.errors import ProcedureFault, StatesInUse

STATE_FIELDS = ("state", "stage", "role", "style", "is_final")
TRANSITION_FIELDS = ("from_state", "action", "to_state", "roles", "condition")


def workflow_name(document_type: str) -> str:
	"""Return the name of the Frappe Workflow that is generated for `document_type`."""
	return f"XF {document_type}"


def snapshot(document_type: str) -> dict[str, dict]:
	"""Return name → plain rows of every Procedure of `document_type`, as they stand in the database now."""
	taken: dict[str, dict] = {}
	for name in frappe.get_all(
		"Procedure",
		{"document_type": document_type},
		pluck="name",
		order_by="is_default desc, creation asc, name asc",
	):
		doc = frappe.get_doc("Procedure", name)
		taken[name] = {
			"code": doc.code or "",
			"is_default": doc.is_default or 0,
			"needed_stages": doc.needed_stages or "",
			"states": [
				{"row": row.name, **{field: row.get(field) or "" for field in STATE_FIELDS}}
				for row in doc.states
			],
			"transitions": [
				{field: (row.get(field) or "").strip() for field in TRANSITION_FIELDS}
				for row in doc.transitions
			],
		}
	return taken


def require(right: str) -> None:
	"""Raise PermissionError unless the session's user has `right` on procedures."""
	if not frappe.has_permission("Procedure", right):
		frappe.throw(_("Only the petition administrator looks after procedures."), frappe.PermissionError)


def check(document_type: str) -> list[checking.Fault]:
	"""Return the faults of all procedures of `document_type` as they stand in the database now."""
	vocabulary = checking.vocabulary_of(document_type)
	if not vocabulary:
		return [checking.Fault("", _("{0} carries no stages.").format(_(document_type)))]
	procedures = snapshot(document_type)
	if not procedures:
		return [checking.Fault("", _("There is no procedure for {0}.").format(_(document_type)))]
	roles = set(frappe.get_all("Role", pluck="name"))
	fields = set(frappe.get_meta(document_type).get_valid_columns())
	return checking.faults(procedures, vocabulary, roles, fields)


def publish(document_type: str, mapping: dict | None = None) -> dict:
	"""Publish all procedures of `document_type`; return {version, moved: {old → new: number}}.

	`mapping`: {old state: new state}, or {procedure: {old: new}} where procedures differ. Needs write permission on
	Procedure. Raises ProcedureFault or StatesInUse before anything is written.
	"""
	require("write")
	last = frappe.db.get_value(
		"Procedure Publication", document_type, ["version", "snapshot"], as_dict=True, for_update=True
	)
	faults = check(document_type)
	if faults:
		frappe.throw(
			"<br>".join(_line(fault) for fault in faults), ProcedureFault, title=_("Cannot be published")
		)
	procedures = snapshot(document_type)
	renamed = renames(json.loads(last.snapshot) if last else {}, procedures)
	moves = plan_moves(document_type, procedures, mapping or {}, renamed)

	_make_masters(procedures)
	_move(document_type, procedures, moves)
	_write_workflow(document_type, procedures)
	version = (last.version if last else 0) + 1
	_write_publication(
		document_type, procedures, version, _aliases(document_type, procedures, moves, renamed)
	)
	frappe.db.set_value(
		"Procedure",
		{"document_type": document_type},
		{"published": 1, "version": version, "published_on": when.now()},
		update_modified=False,
	)
	frappe.clear_document_cache("Workflow", workflow_name(document_type))
	return {
		"version": version,
		"moved": {f"{old} → {new}": count for (_procedure, old, new, count) in moves},
	}


def _line(fault: checking.Fault) -> str:
	return f"<b>{frappe.utils.escape_html(fault.procedure)}</b> {frappe.utils.escape_html(fault.text)}"


def renames(old: dict[str, dict], new: dict[str, dict]) -> dict[str, dict[str, str]]:
	"""Return procedure → {old state: new state} for rows that are the same row with another name and the same stage."""
	found: dict[str, dict[str, str]] = {}
	for name, rows in new.items():
		before = {row["row"]: row for row in old.get(name, {}).get("states", [])}
		now = {row["state"] for row in rows["states"]}
		for row in rows["states"]:
			was = before.get(row["row"])
			if was and was["state"] not in now and was["stage"] == row["stage"]:
				found.setdefault(name, {})[was["state"]] = row["state"]
	return found


def in_use(document_type: str) -> list[dict]:
	"""Return how many documents stand where: rows {procedure, workflow_state, stage, count}."""
	table = frappe.qb.DocType(document_type)
	return (
		frappe.qb.from_(table)
		.select(table.procedure, table.workflow_state, table.stage, Count("*").as_("count"))
		.groupby(table.procedure, table.workflow_state, table.stage)
	).run(as_dict=True)


def plan_moves(
	document_type: str, procedures: dict[str, dict], mapping: dict, renamed: dict
) -> list[tuple[str, str, str, int]]:
	"""Return the moves (procedure, old state, new state, number of documents). Raises StatesInUse."""
	moves, stuck = [], []
	for row in in_use(document_type):
		stages = {
			state["state"]: state["stage"] for state in procedures.get(row.procedure, {}).get("states", [])
		}
		if stages.get(row.workflow_state) == row.stage:
			continue
		target = _mapped(mapping, row.procedure, row.workflow_state) or renamed.get(row.procedure, {}).get(
			row.workflow_state
		)
		if target and stages.get(target) == row.stage:
			moves.append((row.procedure, row.workflow_state, target, row.count))
		else:
			stuck.append((row, [state for state, stage in stages.items() if stage == row.stage]))
	if stuck:
		lines = [
			_("{0} documents stand in “{1}” of “{2}” ({3}). States of the same stage: {4}").format(
				row.count,
				row.workflow_state or "—",
				row.procedure or "—",
				_(row.stage),
				"、".join(choices) or _("none"),
			)
			for row, choices in stuck
		]
		frappe.throw(
			_("Say first where these documents go; a publication changes no stage:")
			+ "<br>"
			+ "<br>".join(lines),
			StatesInUse,
			title=_("Documents stand in states that disappear"),
		)
	return moves


def _mapped(mapping: dict, procedure: str, state: str) -> str | None:
	own = mapping.get(procedure)
	if isinstance(own, dict) and own.get(state):
		return own[state]
	target = mapping.get(state)
	return target if isinstance(target, str) else None


def _aliases(document_type: str, procedures: dict[str, dict], moves: list, renamed: dict) -> dict:
	publication = published.find(document_type)
	kept = json.loads(json.dumps(publication.content["aliases"])) if publication else {}
	for name, pairs in renamed.items():
		kept.setdefault(name, {}).update(pairs)
	for procedure, old, new, _count in moves:
		kept.setdefault(procedure, {})[old] = new
	for name, pairs in kept.items():
		states = {row["state"] for row in procedures.get(name, {}).get("states", [])}
		# A chain of renames leads to the state that exists now; a name that came back is a state again.
		for old in list(pairs):
			target, seen = pairs[old], {old}
			while target not in states and target in pairs and target not in seen:
				seen.add(target)
				target = pairs[target]
			if old in states or target not in states:
				del pairs[old]
			else:
				pairs[old] = target
	return kept


def _make_masters(procedures: dict[str, dict]) -> None:
	"""Make the Workflow State and Workflow Action Master records that the workflow links to."""
	for rows in procedures.values():
		for row in rows["states"]:
			if not frappe.db.exists("Workflow State", row["state"]):
				frappe.get_doc(
					{"doctype": "Workflow State", "workflow_state_name": row["state"], "style": row["style"]}
				).insert(ignore_permissions=True)
		for action in {row["action"] for row in rows["transitions"]}:
			if not frappe.db.exists("Workflow Action Master", action):
				frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": action}).insert(
					ignore_permissions=True
				)


def _move(document_type: str, procedures: dict[str, dict], moves: list) -> None:
	table = frappe.qb.DocType(document_type)
	for procedure, old, new, _count in moves:
		(
			frappe.qb.update(table)
			.set(table.workflow_state, new)
			.where((table.procedure == procedure) & (table.workflow_state == old))
		).run()


def _write_workflow(document_type: str, procedures: dict[str, dict]) -> None:
	name = workflow_name(document_type)
	if frappe.db.exists("Workflow", name):
		doc = frappe.get_doc("Workflow", name)
	else:
		doc = frappe.new_doc("Workflow")
		doc.workflow_name = name
		doc.document_type = document_type
	doc.update(
		{
			"is_active": 1,
			"override_status": 0,
			"send_email_alert": 0,
			"workflow_state_field": "workflow_state",
			# Workflow Builder draws from this when it is set, and would show the old states.
			"workflow_data": None,
		}
	)
	doc.set("states", compiling.states(procedures))
	doc.set("transitions", compiling.transitions(procedures))
	doc.flags.xf_publishing = True
	doc.save(ignore_permissions=True)


def _write_publication(document_type: str, procedures: dict[str, dict], version: int, aliases: dict) -> None:
	default = next(name for name, rows in procedures.items() if rows["is_default"])
	values = {
		"workflow": workflow_name(document_type),
		"version": version,
		"published_on": when.now(),
		"published_by": frappe.session.user,
		"content": json.dumps(compiling.content(procedures, default, aliases), ensure_ascii=False, indent=1),
		"snapshot": json.dumps(procedures, ensure_ascii=False, indent=1),
	}
	if frappe.db.exists("Procedure Publication", document_type):
		doc = frappe.get_doc("Procedure Publication", document_type)
		doc.update(values)
		doc.save(ignore_permissions=True)
	else:
		frappe.get_doc({"doctype": "Procedure Publication", "document_type": document_type, **values}).insert(
			ignore_permissions=True
		)
