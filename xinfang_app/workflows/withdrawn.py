"""A step that the admin has taken from a post.

Rule: a service checks by a rule of its own who may act (who has the matter, who signs), and the roles of a shipped
procedure are wider than that rule. But where somebody's posts could take a step in the procedure as shipped and can take
it no longer in the published one, the admin took it from them, and the service is refused too. Nobody gains anything by
this; as shipped, nobody loses anything.

Exception: a procedure that was made here has nothing to be compared with; there the service's own rule stands alone.
"""

from functools import cache

import frappe
from frappe.model.document import Document
from frappe.model.workflow import is_transition_condition_satisfied

from xinfang_app.workflows import install, published, ways


def from_all(roles: set[str], doc: Document, here: str, stage: str) -> bool:
	"""Return whether somebody with `roles` could bring `doc` from stage `here` to `stage` in its procedure as shipped."""
	known = published.of(doc.doctype).procedures.get(doc.procedure)
	record = _shipped().get((doc.doctype, known["code"])) if known else None
	if not record:
		return False
	stage_of = {row["state"]: row["stage"] for row in record["states"]}
	edges = [
		(row["from_state"], row["to_state"])
		for row in record["transitions"]
		if roles.intersection(row["roles"].split(", "))
		and is_transition_condition_satisfied(frappe._dict(row), doc)
	]
	starts = [state for state, its_stage in stage_of.items() if its_stage == here]
	return any(ways.find(edges, stage_of, start, stage) is not None for start in starts)


@cache
def _shipped() -> dict[tuple[str, str], dict]:
	return {(record["document_type"], record["code"]): record for record in install.procedures()}
