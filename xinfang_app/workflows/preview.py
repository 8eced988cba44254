"""What publishing would change, before it is done.

Shows the faults, the states and transitions that come and go, how many documents stand in states that disappear with
the states they could go to, and what a System Manager changed in the generated Frappe Workflow, which would be lost.
"""

import json

import frappe

from xinfang_app.workflows import compiling, publishing

Row = tuple[str, ...]


def preview(document_type: str) -> dict:
	"""Return {faults, states, transitions, waiting, direct_edits, unchanged} for `document_type`. Writes nothing.

	`waiting`: rows {procedure, state, stage, count, proposed, choices} of documents that need a new state.
	"""
	publishing.require("read")
	faults = publishing.check(document_type)
	now = publishing.snapshot(document_type)
	last = frappe.db.get_value("Procedure Publication", document_type, ["version", "snapshot"], as_dict=True)
	published = json.loads(last.snapshot) if last else {}
	runs = _of_workflow(document_type)
	wanted = _compiled(now)
	edited = _changes(_compiled(published), runs) if published and runs["states"] else {}
	changes = _changes(runs, wanted)
	return {
		"version": last.version if last else 0,
		"faults": [{"procedure": fault.procedure, "text": fault.text} for fault in faults],
		**changes,
		"waiting": waiting(document_type, now, publishing.renames(published, now)),
		"direct_edits": edited if any(any(part.values()) for part in edited.values()) else {},
		"unchanged": not any(any(part.values()) for part in changes.values()),
	}


def waiting(document_type: str, procedures: dict[str, dict], renamed: dict) -> list[dict]:
	"""Return the states that documents stand in and that would be gone, or would stand for another stage."""
	rows = []
	for row in publishing.in_use(document_type):
		stages = {
			state["state"]: state["stage"] for state in procedures.get(row.procedure, {}).get("states", [])
		}
		if stages.get(row.workflow_state) == row.stage:
			continue
		choices = [state for state, stage in stages.items() if stage == row.stage]
		rows.append(
			{
				"procedure": row.procedure,
				"state": row.workflow_state,
				"stage": row.stage,
				"count": row["count"],
				"proposed": renamed.get(row.procedure, {}).get(row.workflow_state)
				or (choices[0] if len(choices) == 1 else None),
				"choices": choices,
			}
		)
	return rows


def _compiled(procedures: dict[str, dict]) -> dict[str, set[Row]]:
	procedures = {name: rows for name, rows in procedures.items() if rows["states"]}
	return _rows(compiling.states(procedures), compiling.transitions(procedures))


def _of_workflow(document_type: str) -> dict[str, set[Row]]:
	name = publishing.workflow_name(document_type)
	if not frappe.db.exists("Workflow", name):
		return {"states": set(), "transitions": set()}
	doc = frappe.get_doc("Workflow", name)
	return _rows(doc.states, doc.transitions)


def _rows(states, transitions) -> dict[str, set[Row]]:
	return {
		"states": {(row.get("state"), row.get("update_value") or "") for row in states},
		"transitions": {
			(
				row.get("state"),
				row.get("action"),
				row.get("next_state"),
				row.get("allowed"),
				row.get("condition") or "",
			)
			for row in transitions
		},
	}


def _changes(old: dict[str, set[Row]], new: dict[str, set[Row]]) -> dict[str, dict[str, list[Row]]]:
	return {
		part: {"added": sorted(new[part] - old[part]), "removed": sorted(old[part] - new[part])}
		for part in new
	}
