"""Walk a procedure on paper, before it is published.

Rule: the walk follows the rows of the Procedure as they are being edited, action by action, and stops where an action
is not possible. It writes nothing and asks nobody's rights; each step says who may take it, which stage is entered
and whether that stage wants a record (a guard is registered for it).
"""

import frappe
from frappe import _

from xinfang_app.workflows import compiling
from xinfang_app.workflows.stages import registered


def simulate(procedure: str, path: list[str]) -> list[dict]:
	"""Return the steps of walking `path` (names of actions) through `procedure` from its first state.

	Each step: {action, state, stage, roles, condition, needs_record, next: [actions], final, error}.
	"""
	doc = frappe.get_doc("Procedure", procedure)
	doc.check_permission("read")
	states = {row.state: row for row in doc.states}
	if not states:
		return [{"error": _("There is no state.")}]
	steps = [_step(doc, states, doc.states[0].state, None)]
	for action in path:
		here = steps[-1]["state"]
		edge = next((row for row in doc.transitions if (row.from_state, row.action) == (here, action)), None)
		if not edge or edge.to_state not in states:
			steps.append(
				{
					"action": action,
					"error": _("“{0}” is not possible at “{1}”. Possible: {2}").format(
						action, here, "、".join(steps[-1]["next"]) or _("nothing")
					),
				}
			)
			break
		steps.append(_step(doc, states, edge.to_state, edge))
	return steps


def _step(doc, states: dict, state: str, edge) -> dict:
	row = states[state]
	return {
		"action": edge.action if edge else None,
		"state": state,
		"stage": row.stage,
		"stage_label": _(row.stage),
		"roles": compiling.roles_of(edge.as_dict()) if edge else [],
		"condition": (edge.condition or "") if edge else "",
		"needs_record": bool(registered("xf_stage_guards", doc.document_type, row.stage)),
		"next": list(dict.fromkeys(other.action for other in doc.transitions if other.from_state == state)),
		"final": bool(row.is_final),
		"error": None,
	}
