"""What a System Manager may change in the Frappe Workflow of a DocType that carries stages.

Rule: whichever Workflow is active for such a DocType, and whoever edits it (form or Workflow Builder), every state
keeps a stage of the vocabulary, is optional, sends no mail and has docstatus 0; no state that documents stand in
disappears or changes its stage; transitions keep their conditions. Workflow Builder of Frappe saves transitions
without conditions and new states without a stage: the conditions are put back from the stored row, the stage from
the publication. One workflow stays active.

Other DocTypes' workflows are none of our business.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.workflows import checking, published, publishing
from xinfang_app.workflows.errors import StatesInUse, WorkflowBound


def keep_stages(workflow: Document, _method: str | None = None) -> None:
	"""Put right or refuse what would part states from stages. Hooked on Workflow before_validate."""
	vocabulary = checking.vocabulary_of(workflow.document_type)
	if not vocabulary:
		return
	before = workflow.get_doc_before_save()
	if not workflow.is_active:
		if before and before.is_active:
			frappe.throw(
				_("A workflow of {0} must stay active.").format(_(workflow.document_type)), WorkflowBound
			)
		return
	workflow.send_email_alert = 0
	workflow.workflow_state_field = "workflow_state"
	known = _known_stages(workflow.document_type, before)
	for row in workflow.states:
		row.doc_status = "0"
		row.is_optional_state = 1
		row.update_field = "stage"
		row.update_value = row.update_value or known.get(row.state)
		if row.update_value not in vocabulary:
			frappe.throw(
				_("State “{0}” needs one of these stages as its value: {1}").format(
					row.state, "、".join(vocabulary)
				),
				WorkflowBound,
			)
	_keep_conditions(workflow, before)
	if not workflow.flags.xf_publishing:
		_keep_states(workflow)


def _known_stages(document_type: str, before: Document | None) -> dict[str, str]:
	known: dict[str, str] = {}
	publication = published.find(document_type)
	for rows in publication.procedures.values() if publication else ():
		known.update(rows["states"])
	if before:
		known.update({row.state: row.update_value for row in before.states})
	return known


def _keep_conditions(workflow: Document, before: Document | None) -> None:
	"""Give a transition without condition the one that the same transition had."""
	if not before or workflow.flags.xf_publishing:
		return
	had: dict[tuple, list[str]] = {}
	for row in before.transitions:
		had.setdefault((row.state, row.action, row.next_state, row.allowed), []).append(row.condition or "")
	for row in workflow.transitions:
		former = had.get((row.state, row.action, row.next_state, row.allowed))
		if former and not row.condition:
			row.condition = former.pop(0)


def _keep_states(workflow: Document) -> None:
	stages = {row.state: row.update_value for row in workflow.states}
	lost = [
		_("{0} documents stand in “{1}”").format(row["count"], row["workflow_state"])
		for row in publishing.in_use(workflow.document_type)
		if row["workflow_state"] and stages.get(row["workflow_state"]) != row["stage"]
	]
	if lost:
		frappe.throw(
			_(
				"A state that documents stand in can be removed or given another stage only by publishing a procedure:"
			)
			+ "<br>"
			+ "<br>".join(lost),
			StatesInUse,
		)


def refuse_deletion(workflow: Document, _method: str | None = None) -> None:
	"""Refuse to delete the active workflow of a DocType that carries stages. Hooked on Workflow on_trash."""
	if workflow.is_active and checking.vocabulary_of(workflow.document_type):
		frappe.throw(
			_("A workflow of {0} must stay active.").format(_(workflow.document_type)), WorkflowBound
		)
