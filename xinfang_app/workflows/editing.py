"""What happens when an admin saves or deletes a Procedure.

Rule: roles may be typed by their Chinese names. A state that is renamed in its row is renamed in the transitions too. One procedure of a DocType is the default.
A published procedure that documents run under, or that is the default, cannot be deleted: they would stand on a road
that no longer exists.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.organization.roles import OURS
from xinfang_app.workflows import compiling
from xinfang_app.workflows.errors import ProcedureFault, StatesInUse


def tidy(procedure: Document) -> None:
	"""Trim what was typed and carry renamed states over to the transitions."""
	for row in procedure.states:
		row.state, row.stage = (row.state or "").strip(), (row.stage or "").strip()
	for row in procedure.transitions:
		for field in ("from_state", "action", "to_state", "roles", "condition"):
			row.set(field, (row.get(field) or "").strip())
		row.roles = ", ".join(_role(name) for name in compiling.roles_of(row.as_dict()))
	before = procedure.get_doc_before_save()
	if not before:
		return
	now = {row.state for row in procedure.states}
	former = {row.name: row.state for row in before.states}
	renamed = {
		former[row.name]: row.state
		for row in procedure.states
		if row.name in former and former[row.name] != row.state and former[row.name] not in now
	}
	for row in procedure.transitions:
		row.from_state = renamed.get(row.from_state, row.from_state)
		row.to_state = renamed.get(row.to_state, row.to_state)
	if not procedure.flags.xf_shipped:
		procedure.published, procedure.version = before.published, before.version
		procedure.needed_stages = before.needed_stages


def _role(name: str) -> str:
	"""Return the role that an admin named in Chinese or by its own name."""
	return next((role for role in OURS if name in (role, _(role))), name)


def keep_one_default(procedure: Document) -> None:
	"""Take the mark from the other procedures when this one becomes the default."""
	if procedure.is_default:
		frappe.db.set_value(
			"Procedure",
			{"document_type": procedure.document_type, "name": ("!=", procedure.name), "is_default": 1},
			"is_default",
			0,
		)


def refuse_deletion(procedure: Document) -> None:
	"""Raise StatesInUse or ProcedureFault where the procedure is needed."""
	if procedure.is_default:
		frappe.throw(_("The default procedure cannot be deleted."), ProcedureFault)
	if not frappe.get_meta(procedure.document_type).has_field("procedure"):
		return
	count = frappe.db.count(procedure.document_type, {"procedure": procedure.name})
	if count:
		frappe.throw(
			_("{0} documents run under the procedure “{1}”; it cannot be deleted.").format(
				count, procedure.name
			),
			StatesInUse,
		)
