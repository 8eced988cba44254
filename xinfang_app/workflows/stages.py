"""Where a document stands on its road: `stage` follows from the workflow state, and services move it.

Rule: no code of the app names a workflow state; states belong to the admin, stages are fixed English words. On every
save the stage is read anew from the state, and what a client sent as `stage` or `procedure` is put back. On insert
the state is the first one of the document's own procedure, whatever was sent. Frappe itself sets the stage only in
`apply_workflow`; kanban, REST and `set_value` write the state alone, so the controller derives it.

When the stage changes, the guards registered for it (`xf_stage_guards`) may refuse: a stage that needs a record (a
referral, a signed opinion, a service) is not entered without it, by whatever door. After the save the handlers
(`xf_stage_entered`) are called.

Exception: a state that was renamed or removed while a document was just being saved into it is replaced by its
successor of the publication, so nothing is ever stuck.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import is_transition_condition_satisfied

from xinfang_app import registry
from xinfang_app.organization import posting
from xinfang_app.organization.roles import BASE_ROLE
from xinfang_app.workflows import published, ways, withdrawn
from xinfang_app.workflows.errors import StageNotAllowed, StageNotReachable, UnknownState, WrongStage


def derive(doc: Document) -> None:
	"""Set `procedure`, `workflow_state` and `stage` of `doc` as the rule above says; call the guard of a new stage.

	Called by controllers while saving; may be called several times in one save.
	"""
	publication = published.of(doc.doctype)
	before = doc.get_doc_before_save()
	if doc.is_new():
		doc.procedure = publication.choose(doc.procedure)
		doc.workflow_state = publication.first_state(doc.procedure)
	elif before:
		_keep(doc, before, publication)
	stage = published.stage_of(doc.doctype).get(doc.workflow_state)
	if not stage:
		frappe.throw(
			_("“{0}” is not a state of the published procedures of {1}.").format(
				doc.workflow_state, _(doc.doctype)
			),
			UnknownState,
		)
	doc.stage = stage
	if before and stage == before.stage:
		doc.flags.pop("xf_entering", None)
		return
	# The row before the save is loaded anew for each save: the same object means the same save.
	if before and doc.flags.get("xf_entering", (None, None))[1] is before:
		return
	for guard in registered("xf_stage_guards", doc.doctype, stage):
		frappe.get_attr(guard)(doc)
	doc.flags.xf_entering = (stage, before)


def _keep(doc: Document, before: Document, publication: published.Publication) -> None:
	"""Put back what only a service may change, and lead a vanished state to its successor."""
	if not doc.flags.xf_switched:
		doc.procedure = before.procedure
	if not doc.workflow_state:
		doc.workflow_state = before.workflow_state
	successor = publication.successor(before.procedure, before.workflow_state)
	if successor:
		if doc.workflow_state == before.workflow_state:
			doc.workflow_state = successor
		# Frappe compares with the stored state and would refuse one it no longer knows.
		before.workflow_state = successor


def announce(doc: Document) -> None:
	"""Call the handlers of the stage that `doc` entered in the save just done. Called after the row is written."""
	stage, _before = doc.flags.pop("xf_entering", (None, None))
	doc.flags.pop("xf_switched", None)
	if stage:
		for handler in registered("xf_stage_entered", doc.doctype, stage):
			frappe.get_attr(handler)(doc)


def advance(doc: Document, stage: str, *, by_service: bool = False, in_post: bool = False) -> Document:
	"""Move `doc` to `stage` along the transitions of its procedure and save it; return it.

	Takes the transitions the session's user may take. `by_service` is for a service that has checked the right to
	act itself: permissions of the save are not asked, the guards are, and of the roles only whether the admin took the
	step from all the user's posts (`withdrawn`). With `in_post` the roles (the posts held on the day) have to allow it.
	Where the document already stands at `stage` it is only saved. Raises StageNotReachable or StageNotAllowed before anything is written.
	"""
	for state in _way(doc, stage, by_service and not in_post):
		doc.workflow_state = state
		_save(doc, by_service)
		if doc.stage == stage:
			return doc
	_save(doc, by_service)
	return doc


def pass_to(doc: Document, state: str) -> Document:
	"""Move `doc` by one transition of its procedure to `state`, which stands for its present stage, and save it.

	For a service that has checked the right itself (a review between two others). Raises StageNotReachable.
	"""
	stages = published.stage_of(doc.doctype)
	here = published.of(doc.doctype).successor(doc.procedure, doc.workflow_state) or doc.workflow_state
	open_ = any(
		row.state == here and row.next_state == state and is_transition_condition_satisfied(row, doc)
		for row in published.workflow(doc.doctype).transitions
	)
	if not open_ or stages.get(state) != stages.get(here):
		frappe.throw(
			_("From the present step “{0}” the matter cannot go to “{1}”.").format(_(here), _(state)),
			StageNotReachable,
		)
	doc.workflow_state = state
	_save(doc, by_service=True)
	return doc


def _save(doc: Document, by_service: bool) -> None:
	if not by_service:
		doc.save()
		return
	if not getattr(doc, "takes_service_moves", False):
		raise TypeError(f"{doc.doctype}: its controller must derive from workflows.staged.StagedDocument")
	doc.flags.xf_by_service = True
	try:
		doc.save(ignore_permissions=True)
	finally:
		doc.flags.xf_by_service = False


def _way(doc: Document, stage: str, any_post: bool) -> list[str]:
	stages = published.stage_of(doc.doctype)
	successor = published.of(doc.doctype).successor(doc.procedure, doc.workflow_state)
	start = successor or doc.workflow_state
	here = stages.get(start)
	rows = [
		row
		for row in published.workflow(doc.doctype).transitions
		if stages.get(row.state) == here
		and stages.get(row.next_state) in (here, stage)
		and is_transition_condition_satisfied(row, doc)
	]
	roles = _roles()
	allowed = [row for row in rows if row.allowed in roles]
	way = ways.find([(row.state, row.next_state) for row in allowed], stages, start, stage)
	if way is not None:
		return way
	any_way = ways.find([(row.state, row.next_state) for row in rows], stages, start, stage)
	if any_way:
		if any_post and not withdrawn.from_all(roles, doc, here, stage):
			return any_way
		frappe.throw(
			_("At the present step “{0}” your post may not move the matter to “{1}”.").format(
				_(doc.workflow_state), _(stage)
			),
			StageNotAllowed,
		)
	frappe.throw(
		_("From the present step “{0}” the matter cannot go to “{1}”.").format(
			_(doc.workflow_state), _(stage)
		),
		StageNotReachable,
	)


def _roles() -> set[str]:
	posts = {row.post for row in posting.current()}
	return {*frappe.get_roles(), *posts, *((BASE_ROLE,) if posts else ())}


def switch(doc: Document, code: str) -> Document:
	"""Put `doc` under another procedure (by code or name), in the state that stands for its present stage.

	Nothing is saved; the caller's next `advance(by_service=True)` or save does it. Raises StageNotReachable where the
	other procedure does not know the stage.
	"""
	publication = published.of(doc.doctype)
	name = procedure(doc.doctype, code)
	if name == doc.procedure:
		return doc
	states = publication.procedures[name]["states"]
	state = doc.workflow_state
	if states.get(state) != doc.stage:
		state = next((other for other, stage in states.items() if stage == doc.stage), None)
	if not state:
		frappe.throw(
			_("The procedure “{0}” has no step for “{1}”.").format(name, _(doc.stage)), StageNotReachable
		)
	doc.procedure, doc.workflow_state = name, state
	doc.flags.xf_switched = True
	return doc


def procedure(document_type: str, code: str) -> str:
	"""Return the name of the published procedure with this code. Raises StageNotReachable where there is none."""
	name = published.of(document_type).by_code(code)
	if not name:
		frappe.throw(
			_("There is no published procedure “{0}” for {1}.").format(code, _(document_type)),
			StageNotReachable,
		)
	return name


def on(doc: Document) -> str:
	"""Return the stage at which `doc` stands in the database (another request may have moved it)."""
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


def require(doc: Document, *stages: str) -> None:
	"""Raise WrongStage unless `doc` stands at one of `stages`."""
	if doc.stage not in stages:
		frappe.throw(
			_("This step is possible at “{0}” only; the matter stands at “{1}”.").format(
				"、".join(_(stage) for stage in stages), _(doc.stage)
			),
			WrongStage,
		)


def registered(name: str, doctype: str, stage: str) -> list[str]:
	"""Return the dotted paths registered for `stage` (and for `*`) of `doctype`."""
	entry = registry.entry(name, doctype) or {}
	paths: list[str] = []
	for key in (stage, "*"):
		value = entry.get(key) or []
		paths.extend([value] if isinstance(value, str) else value)
	return paths
