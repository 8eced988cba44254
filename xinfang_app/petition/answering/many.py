"""Signing many drafts at once, and each next step of one: sign, approve or review.

Rule: a signature confirms what was seen. Each row names the `modified` that the signer had before him; a draft that
has changed since is refused. Each row is a transaction of its own: its right, its check and its stage are asked anew
when its turn comes, one that is refused stops no other, and what was signed stays signed. Nothing is asked twice and
nothing is done in the background: the signer sees the answer to each row.
"""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import strip_html

from xinfang_app.access import require
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import chain, extension, opinion, passing
from xinfang_app.petition.referral_errors import StaleDocument

#: Rows in one request; the page sends the next ones when these are answered.
AT_ONCE = 25
POINT = "xf_signing_row"
REFUSALS = (frappe.ValidationError, frappe.PermissionError, frappe.QueryTimeoutError)
SIGN: dict[str, Callable[[Document], Document]] = {
	"Handling Opinion": opinion.sign,
	"Extension Request": extension.approve,
}
SEND_BACK: dict[str, Callable[[Document, str], Document]] = {
	"Handling Opinion": opinion.send_back,
	"Extension Request": extension.refuse,
}


def sign_many(rows: list[dict]) -> list[dict]:
	"""Take the next step on each of `rows` ({doctype, name, seen, state?}, at most AT_ONCE) as who is logged in.

	Returns one {doctype, name, done, text} for each, in their order. Commits after each row. Raises ValidationError
	for more rows than AT_ONCE, before anything is written.
	"""
	if len(rows) > AT_ONCE:
		frappe.throw(_("At most {0} drafts in one request.").format(AT_ONCE), frappe.ValidationError)
	return [_one(frappe._dict(row)) for row in rows]


def take(record: Document, state: str | None = None) -> str:
	"""Take the step on `record` that leads to `state` (default: one's own first one); return what was done, in words.

	Raises what `opinion.sign`, `extension.approve` and `passing.pass_on` raise.
	"""
	# One's own steps first; another's is tried as well, so that its own refusal says why.
	open_ = [*chain.mine(record), *chain.steps(record)]
	step = next((step for step in open_ if state in (None, step.state)), None)
	if step and not step.last:
		passing.pass_on(record, step.state)
		return step.action
	signed = _own(SIGN, record.doctype, "sign")(record)
	if signed.doctype == "Extension Request":
		return _("Approved; due by {0}").format(signed.due_after)
	number = signed.get("document_number")
	# An approval bears no number: what was done is its action.
	return _("Issued under the number {0}").format(number) if number else step.action if step else ""


def take_on_paper(record: Document, state: str | None = None, **given) -> Document:
	"""Record that a step on `record` was taken on paper: a review, or the signature of a paper of another room.

	`given`: signer, occurred_on, scan, backdate_reason. Opinions and extensions are signed on paper by their own services.
	"""
	last = any(step.last and step.state == state for step in chain.steps(record))
	function = chain.paper(record.doctype).sign_on_paper
	if last and function:
		return frappe.get_attr(function)(record, **given)
	return passing.pass_on_paper(record, state=state, **given)


def send_back(record: Document, reason: str) -> Document:
	"""Send a draft back to its drafter, or refuse an extension, with a reason; return it."""
	return _own(SEND_BACK, record.doctype, "send_back")(record, reason)


def _own(known: dict[str, Callable], doctype: str, key: str) -> Callable:
	return known.get(doctype) or frappe.get_attr(getattr(chain.paper(doctype), key))


def seen_and_locked(doctype: str, name: str, seen: str | None) -> Document:
	"""Return a draft as the user saw it, its row held. Raises StaleDocument if it has changed, SomethingMissing."""
	if doctype not in chain.papers():
		raise frappe.PermissionError
	handling.demand(seen, _("The state in which you read the draft"))
	record = frappe.get_doc(doctype, name)
	require(record, "read")
	acting.lock(record, seen)
	return record


def _one(row) -> dict:
	answer = {"doctype": row.doctype, "name": row.name}
	frappe.db.savepoint(POINT)
	try:
		done = _again_after_deadlock(row)
	except REFUSALS as refusal:
		frappe.db.rollback(save_point=POINT)
		frappe.clear_messages()
		posting.forget()
		return {**answer, "done": False, "text": _said(refusal)}
	frappe.db.commit()
	return {**answer, "done": True, "text": done}


def _again_after_deadlock(row) -> str:
	try:
		return take(seen_and_locked(row.doctype, row.name, row.seen), row.state)
	except frappe.QueryDeadlockError:
		# The database has undone the transaction of this row, with its savepoint; the rows before it are committed.
		frappe.db.rollback()
		frappe.db.savepoint(POINT)
		return take(seen_and_locked(row.doctype, row.name, row.seen), row.state)


def _said(refusal: Exception) -> str:
	if isinstance(refusal, StaleDocument):
		return _("It has changed since you read it. Read it again before you sign.")
	if isinstance(refusal, frappe.QueryTimeoutError):
		return _("Somebody else is just working on it. Try again.")
	return strip_html(str(refusal).replace("<br>", "；")) or _("You have no access to this record.")
