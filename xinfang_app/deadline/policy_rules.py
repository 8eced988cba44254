"""What an escalation policy may hold.

Rules.
- Every step says what is done, when, and whom it reaches. A letter needs its kind, its cause and a term to answer.
- Percent is a part of the term, counted from its beginning. A step that comes again needs an end.
- A term that the house has set itself, or that a local rule sets, only reminds: cards, letters, flags and proposals
  rest on breaches of terms that the Regulation or a national norm sets (arts. 40, 43-46).
- A policy presses organs. Nothing in it reads who petitions, how, or how often: there is no field for it.
"""

import re
from datetime import time

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.deadline import catch_up, ladder, policies
from xinfang_app.deadline.errors import PolicyRefused

#: What a local term may do.
MILD = (catch_up.REMIND, catch_up.URGE, catch_up.COPY)
#: Where a term comes from that only reminds; one that says nothing is the house's own.
LOCAL = ("", None, "Own target", "Local rule")
MOST_DAYS = 365


def check(policy: Document) -> None:
	"""Refuse what the rules above forbid, and give new steps their keys. Raises PolicyRefused."""
	if not policy.steps:
		frappe.throw(_("An escalation policy needs at least one step."), PolicyRefused)
	if not re.fullmatch(r"[\w-]{1,40}", policy.code or ""):
		frappe.throw(_("A code has 1 to 40 letters, digits or hyphens."), PolicyRefused)
	_check_hours(policy)
	for row in policy.steps:
		_check_step(row)
	keys = [row.step_key for row in policy.steps if row.step_key]
	for row in policy.steps:
		row.whom_text = policies.whom(code for field, code in policies.WHOM.items() if cint(row.get(field)))
		if not re.fullmatch(r"[A-Za-z0-9-]{1,20}", row.step_key or "") or keys.count(row.step_key) > 1:
			row.step_key = frappe.generate_hash(length=8)
	for code in _users(policy.name):
		check_use(frappe.get_cached_doc("Deadline Rule", code), policy)


def _check_hours(policy: Document) -> None:
	try:
		opens, closes = (time.fromisoformat(text) for text in (policy.office_from, policy.office_to))
	except (TypeError, ValueError):
		frappe.throw(_("Office hours are written as 08:30."), PolicyRefused)
	if opens >= closes:
		frappe.throw(_("The office closes after it opens."), PolicyRefused)


def _check_step(row: Document) -> None:
	place = _("Step {0} ({1})").format(row.idx, _(row.action))
	if row.unit == ladder.PERCENT and (row.basis != ladder.AFTER_START or not 0 < cint(row.amount) < 100):
		_refuse(place, _("percent counts from the beginning of the term, 1 to 99"))
	if row.unit != ladder.PERCENT and not 0 <= cint(row.amount) <= MOST_DAYS * 24 * 60:
		_refuse(place, _("the amount is out of range"))
	if cint(row.every) and not 2 <= cint(row.times) <= ladder.MOST_TIMES:
		_refuse(place, _("a step that comes again does so 2 to {0} times").format(ladder.MOST_TIMES))
	if not cint(row.every) and cint(row.times) > 1:
		_refuse(place, _("say after how long it comes again"))
	if row.action in catch_up.MESSAGES and not any(cint(row.get(field)) for field in policies.WHOM):
		_refuse(place, _("say whom it reaches"))
	if row.action == catch_up.LETTER and not (row.letter_kind and row.cause and cint(row.term_days) > 0):
		_refuse(place, _("a letter needs its kind, its cause and the days to answer"))


def _refuse(place: str, reason: str) -> None:
	frappe.throw(_("{0}: {1}.").format(place, reason), PolicyRefused)


def check_use(rule: Document, policy: Document | None = None) -> None:
	"""Refuse a policy that does more to a local term than remind. Raises PolicyRefused."""
	if not rule.policy:
		return
	if rule.kind != "Duty":
		frappe.throw(_("Only a duty of an organ is pressed; {0} is none.").format(rule.code), PolicyRefused)
	policy = policy or frappe.get_doc("Escalation Policy", rule.policy)
	if rule.source_tag not in LOCAL:
		return
	strong = next((row.action for row in policy.steps if row.action not in MILD), None)
	if strong:
		frappe.throw(
			_(
				"{0} is a term the house has set itself; it only reminds. “{1}” needs a term set by law."
			).format(f"{rule.code} {rule.title}", _(strong)),
			PolicyRefused,
		)


def refuse_deletion(policy: Document) -> None:
	"""Refuse to delete a policy that rules name. Raises PolicyRefused."""
	users = _users(policy.name)
	if users:
		frappe.throw(
			_("{0} is the policy of {1}; give them another one first.").format(
				policy.title, ", ".join(users)
			),
			PolicyRefused,
		)


def _users(policy: str | None) -> list[str]:
	if not policy:
		return []
	return frappe.get_all("Deadline Rule", filters={"policy": policy}, pluck="name", order_by="code asc")
