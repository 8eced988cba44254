"""The chain of signatures (拟稿, 审核, 会签, 签发): which step a draft waits for, and who may take it.

Rule: the chain is what the published procedure says. While a draft waits for signature, the transitions of its own
procedure that lead on from its state are its next steps: to another state that still waits (a review, a
countersignature), or to the end. Who may take a step: whoever holds a post named in its roles at the organ of the
draft on that day, stand-ins (AB岗) in their acting period, and nobody whose posting carries the limit for this kind of
paper. A role of a leader also fits the head of the organ, whatever his post is called. The last step is the organ's
own signature and takes, besides, the head or a leader (arts. 32, 34; `posting.may_sign`).

A review is a second pair of eyes: whoever sent the draft up does not review it, and nobody takes two reviews of the
same round. The last signature is not bound by this; a small organ has one leader.

A step leads on where its end can still be reached without coming back; other transitions between waiting states lead
back and are no steps. A procedure without a review has one step. No state is named here.

Rooms above have drafts that wait for signature, too: they register them in `xf_signed_papers`, DocType → the fields of
`Paper`, functions as dotted paths.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.model.workflow import is_transition_condition_satisfied

from xinfang_app import registry, when
from xinfang_app.organization import posting
from xinfang_app.organization.roles import BASE_ROLE, LEADERS, OURS
from xinfang_app.petition.answering import trail
from xinfang_app.workflows import conditions, published, ways

REGISTRY = "xf_signed_papers"


@dataclass(frozen=True)
class Paper:
	"""What is signed: `limit` is the kind of paper for a posting's limits, `sender` the field of who sent it up.

	Of a paper of another room besides: `organ`, the field of the organ that signs it; dotted functions `sign(record)`,
	`sign_on_paper(record, signer=, occurred_on=, scan=, backdate_reason=)`, `send_back(record, reason)`, `shown(record)`
	(number, title, what, due_on, fields, items for who reads it) and `petitions(record)` (the matters it is about).
	`narrowed(record, user, on) -> bool`: who of the organ's leaders signs at all, where that is not any of them.
	`apart`: the course of its signatures is seen by the organ that signs alone, though it is about one petition.
	"""

	limit: str
	waiting: str
	signed: str
	sender: str
	sent_on: str = "submitted_on"
	organ: str = "organ"
	sign: str | None = None
	sign_on_paper: str | None = None
	send_back: str | None = None
	shown: str | None = None
	petitions: str | None = None
	narrowed: str | None = None
	apart: str | None = None


#: The papers of this room; what others registered is in `papers`.
PAPERS = {
	"Handling Opinion": Paper("opinion", "Pending Signature", "Signed", "submitted_by"),
	"Extension Request": Paper("extension", "Pending Approval", "Approved", "applied_by", "applied_on"),
}


def papers() -> dict[str, Paper]:
	"""Return every DocType whose drafts wait for signature, those of other rooms included; read once per request."""
	known = getattr(frappe.local, "xf_signed_papers", None)
	if known is None:
		known = frappe.local.xf_signed_papers = {
			**PAPERS,
			**{
				doctype: Paper(**{key: _last(value) for key, value in entry.items()})
				for doctype, entry in registry.entries(REGISTRY).items()
			},
		}
	return known


def paper(doctype: str) -> Paper:
	"""Return how drafts of `doctype` are signed. Raises KeyError for a DocType that is never signed."""
	return papers()[doctype]


def organ_of(record: Document) -> str:
	"""Return the organ in whose name `record` is signed."""
	return record.get(paper(record.doctype).organ)


def petitions(record: Document) -> list[str]:
	"""Return the petitions that `record` is about: whoever stands aside from one of them does not sign it (art. 28)."""
	function = paper(record.doctype).petitions
	if function:
		return frappe.get_attr(function)(record)
	return [record.petition] if record.petition else []


def _last(value):
	"""Frappe hands every value of a hook out as a list, one item per app; the last app's word counts."""
	return value[-1] if isinstance(value, list) else value


@dataclass(frozen=True)
class Step:
	"""A step that leads on: `action` as the procedure calls it, the state it leads to, who may take it."""

	action: str
	from_state: str
	state: str
	roles: tuple[str, ...]
	last: bool


def steps(record: Document) -> list[Step]:
	"""Return the steps that lead on from where `record` stands, in the order of its procedure; [] while none waits."""
	how = paper(record.doctype)
	if record.stage != how.waiting:
		return []
	here = _state(record)
	known = _known()
	key = _key(record, here)
	if key not in known:
		known[key] = _steps(record, how, here)
	return known[key]


def signer(record: Document, step: Step, user: str, on: date | None = None) -> posting.Signer | None:
	"""Return as whom `user` may take `step` on `record` on the day `on` (default today), or None.

	A step in one's own name goes before one for another. Recusal is asked by `signing`.
	"""
	on = on or when.today()
	how, organ = paper(record.doctype), organ_of(record)
	if step.last and not posting.may_sign(user, organ, how.limit, on):
		return None
	if step.last and how.narrowed and not frappe.get_attr(how.narrowed)(record, user, on):
		return None
	if not step.last and user in (record.get(how.sender), *trail.reviewers(record)):
		return None
	able = [
		row
		for row in posting.current(user, on)
		if row.organ == organ
		and (row.may_sign_opinion if how.limit == "opinion" else row.may_sign_extension)
		and (row.is_head or row.leads or not step.last)
		and _fits(row, step.roles, user)
	]
	if not able:
		return None
	row = min(able, key=lambda row: (row.acting_for is not None, not row.is_head))
	return posting.Signer(row.user, organ, row.post, row.name, row.is_head, row.acting_for)


def mine(record: Document, user: str | None = None, on: date | None = None) -> list[Step]:
	"""Return the steps on `record` that `user` (default: who is logged in) may take on the day `on`."""
	user = user or frappe.session.user
	return [step for step in steps(record) if signer(record, step, user, on)]


def able(record: Document, step: Step, on: date | None = None) -> list[posting.Signer]:
	"""Return everybody who may take `step` on `record` on the day `on` (default today), heads first."""
	found = (signer(record, step, user, on) for user in posting.users_at(organ_of(record), on=on))
	return [who for who in found if who]


def length(document_type: str, procedure: str) -> int:
	"""Return how many signatures the shortest way through `procedure` takes, the last one included; 0 without a way."""
	how, stages = paper(document_type), published.stage_of(document_type)
	states = published.of(document_type).procedures[procedure]["states"]
	record = frappe.new_doc(document_type)
	record.procedure = procedure
	edges = [
		(row.state, row.next_state)
		for row in _rows(record)
		if row.state in states and row.next_state in states
	]
	entered = {
		target for origin, target in edges if stages[target] == how.waiting and stages[origin] != how.waiting
	}
	found = [ways.find(edges, stages, state, how.signed) for state in entered]
	return min((len(way) for way in found if way), default=0)


def _steps(record: Document, how: Paper, here: str) -> list[Step]:
	stages = published.stage_of(record.doctype)
	rows = _rows(record)
	onward = [(row.state, row.next_state) for row in rows if here not in (row.state, row.next_state)]
	found: dict[str, Step] = {}
	for row in rows:
		if row.state != here:
			continue
		last = stages.get(row.next_state) == how.signed
		waits = stages.get(row.next_state) == how.waiting and row.next_state != here
		if not last and not (waits and ways.find(onward, stages, row.next_state, how.signed)):
			continue
		known = found.get(row.next_state)
		roles = (*known.roles, row.allowed) if known else (row.allowed,)
		action = known.action if known else row.action
		found[row.next_state] = Step(action, here, row.next_state, tuple(dict.fromkeys(roles)), last)
	return list(found.values())


def _rows(record: Document) -> list:
	"""Return the transitions of the published workflow that are open to `record` by their conditions."""
	rows = published.workflow(record.doctype).transitions
	return [row for row in rows if is_transition_condition_satisfied(row, record)]


def _state(record: Document) -> str:
	"""Return where `record` stands; a state that was renamed or removed is its successor."""
	successor = published.of(record.doctype).successor(record.procedure, record.workflow_state)
	return successor or record.workflow_state


def _fits(row: posting.PostingRow, roles: tuple[str, ...], user: str) -> bool:
	if row.post in roles or BASE_ROLE in roles:
		return True
	if row.leads and set(roles) & set(LEADERS):
		return True
	# A role of the county's own, which no posting gives.
	foreign = set(roles) - set(OURS)
	return bool(foreign and foreign & set(frappe.get_roles(user)))


def _known() -> dict:
	"""Steps are the same for all drafts that stand alike; kept for the request, since a list asks for hundreds."""
	known = getattr(frappe.local, "xf_chain_steps", None)
	if known is None:
		known = frappe.local.xf_chain_steps = {}
	return known


def _key(record: Document, here: str) -> tuple:
	"""What the steps of `record` depend on: the workflow as published, its state, the fields that conditions read."""
	workflow = published.workflow(record.doctype)
	read = {
		field for row in workflow.transitions for field in conditions.fields_of(row.condition or "1") or ()
	}
	values = tuple((field, str(record.get(field))) for field in sorted(read))
	return (workflow.name, str(workflow.modified), here, values)
