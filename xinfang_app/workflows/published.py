"""What is published for a DocType: which procedures there are, where each begins, which old state became which.

Rule: an admin may edit a Procedure for days; nothing of it counts until it is published. Everything that runs reads
the publication (one small record per DocType, cached by Frappe) and the active Frappe Workflow, never the Procedure
being edited. State → stage is read from the active Workflow, so that a change made in Workflow Builder counts at once.
"""

import json
from functools import lru_cache

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_workflow_name

from xinfang_app.workflows.errors import NoProcedure


class Publication:
	"""The published procedures of one DocType. `content` is the JSON that `publish` wrote."""

	def __init__(self, document_type: str, content: dict):
		self.document_type = document_type
		self.content = content

	@property
	def procedures(self) -> dict[str, dict]:
		"""Return name → {code, first, states: {state: stage}}."""
		return self.content["procedures"]

	def choose(self, wanted: str | None) -> str:
		"""Return `wanted` if it is a published procedure, else the default one."""
		return wanted if wanted in self.procedures else self.content["default"]

	def by_code(self, code: str) -> str | None:
		"""Return the name of the procedure with this code (or name), or None."""
		if code in self.procedures:
			return code
		return next((name for name, row in self.procedures.items() if row["code"] == code), None)

	def first_state(self, procedure: str) -> str:
		"""Return the state in which a new document of `procedure` stands."""
		return self.procedures[procedure]["first"]

	def successor(self, procedure: str | None, state: str | None) -> str | None:
		"""Return the state that took the place of `state` when it was renamed or removed, or None."""
		return self.content["aliases"].get(procedure or "", {}).get(state or "")


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict:
	return json.loads(text)


def of(document_type: str) -> Publication:
	"""Return what is published for `document_type`. Raises NoProcedure."""
	publication = find(document_type)
	if not publication:
		frappe.throw(_("No procedure is published for {0} yet.").format(_(document_type)), NoProcedure)
	return publication


def find(document_type: str) -> Publication | None:
	"""Return what is published for `document_type`, or None."""
	if not frappe.get_cached_value("Procedure Publication", document_type, "name"):
		return None
	record = frappe.get_cached_doc("Procedure Publication", document_type)
	return Publication(document_type, _parsed(record.content))


def workflow(document_type: str) -> Document:
	"""Return the active Frappe Workflow of `document_type` (cached). Raises NoProcedure."""
	name = get_workflow_name(document_type)
	if not name:
		frappe.throw(_("No procedure is published for {0} yet.").format(_(document_type)), NoProcedure)
	return frappe.get_cached_doc("Workflow", name)


def stage_of(document_type: str) -> dict[str, str]:
	"""Return state → stage of the active Workflow."""
	return {row.state: row.update_value for row in workflow(document_type).states}
