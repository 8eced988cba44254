"""What can be done to many at once, and for one row: what would happen, and doing it.

Rule: an action in bulk is the service that the form calls, called once per row with the rights of who asks. The look
before (`look`) writes nothing and says what would happen or why not; the service asks everything again when the row's
turn comes, so a look is a help and never a permission. What is sent on may differ from row to row: the organ, and the
kind and day that an office above demands (`demanded`). Left to one at a time: a piece that may be a repeat (a human
decides that), an accusation (sealed, with the people it concerns named), a closing that needs a proof.
"""

from collections.abc import Callable
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.office import bulk_print, reassign, remind
from xinfang_app.office.errors import BulkRefused
from xinfang_app.petition import acting
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.ending import closing, closing_guards
from xinfang_app.petition.referring import demanded, suggest, targets
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.registering import receipt, repeats, sealed
from xinfang_app.petition.registering import register as registration

SUGGESTED = "suggested"
#: These ask for a proof or come with records of their own.
NOT_IN_BULK = ("T5", *closing.BY_OTHER_DOORS)


class Look(NamedTuple):
	"""Whether a row may be tried, what would happen or why not (user's language), and the organ it would go to."""

	may: bool
	text: str
	target: str | None = None
	more: dict = {}
	"""What the page needs to let the officer change the row before the run."""


class Action(NamedTuple):
	"""`doctypes` it takes, `look(doc, args)` before, `do(doc, args, target)` → what was done in words.

	`own`: what may be given for one row alone, instead of what is given for all.
	"""

	title: str
	doctypes: tuple[str, ...]
	look: Callable[[Document, dict], Look]
	do: Callable[[Document, dict, str | None], str]
	own: tuple[str, ...] = ()


def get(key: str, doctype: str) -> Action:
	"""Return the action `key` for rows of `doctype`. Raises BulkRefused."""
	action = ACTIONS.get(key)
	if not action or doctype not in action.doctypes:
		frappe.throw(_("This cannot be done in bulk."), BulkRefused)
	return action


def check_args(key: str, args: dict) -> None:
	"""Refuse what is missing for all rows alike, before anything begins. Raises BulkRefused, TermMissing."""
	needed = {
		"refer": (("to_organ", _("Choose the organ, or the suggested one for each.")),),
		"receive": (
			("occurred_on", _("Say when it was received.")),
			("proof", _("Upload the signed receipt.")),
		),
		"remind": (("text", _("Say what the organ is reminded of.")),),
		"reassign": (("to_user", _("Choose the colleague.")),),
		"close": (("code", _("Choose the closing code.")),),
	}
	for name, message in needed.get(key, ()):
		if not args.get(name):
			frappe.throw(message, BulkRefused)
	if key == "refer" and args.get("kind"):
		referrals.checked_term(args["kind"], args.get("due_on"), when.today())
	if key == "close" and args["code"] in NOT_IN_BULK:
		frappe.throw(_("This closing is recorded one at a time, with its proof."), BulkRefused)


def closing_codes() -> list[dict]:
	"""Return the closing codes that need neither proof nor record of their own: {value, label}, in their order."""
	rows = frappe.get_all("Closing Code", filters={"enabled": 1}, fields=["code", "title"])
	rows = [row for row in rows if row.code in closing_guards.GUARDS and row.code not in NOT_IN_BULK]
	rows.sort(key=lambda row: int(row.code[1:]))
	return [{"value": row.code, "label": f"{row.code} {row.title}"} for row in rows]


# Register.


def _look_register(piece: Document, args: dict) -> Look:
	if piece.status == "Registered":
		return Look(False, _("registered already: {0}").format(piece.number))
	receipt.fill(piece)
	if sealed.is_accusation(piece):
		return Look(False, _("An accusation is registered by itself and sealed."))
	if piece.organ not in receipt.receivers_for():
		return Look(False, _("You register for your own organ only."))
	alike = repeats.candidates(piece)
	if alike:
		return Look(False, _("May repeat {0}: look at it and decide.").format(alike[0]["number"]))
	lacking = [] if piece.title or piece.content else [_("no content yet")]
	return Look(True, "；".join([_("becomes a new matter"), *lacking]))


def _register(piece: Document, args: dict, target: str | None) -> str:
	before = _look_register(piece, args)
	if not before.may:
		frappe.throw(before.text, BulkRefused)
	done = registration.register_draft(piece)
	return _("registered: {0}").format(done.number)


# Refer.


def _look_refer(petition: Document, args: dict) -> Look:
	if not scope.may(petition, "act"):
		return Look(False, _("Only an officer of the organ that has the matter in hand can do this."))
	if petition.stage not in referrals.REFERABLE:
		return Look(
			False,
			_("A petition at the stage {0} is no longer sent to another organ.").format(_(petition.stage)),
		)
	lead = referrals.current(petition)
	if lead and lead.stage == "Objected":
		return Look(False, _("An objection is pending; it is decided first."))
	if lead and lead.to_organ != petition.holder:
		return Look(False, _("The petition already lies with {0}.").format(organ_title(lead.to_organ)))
	more = _choices(petition, args)
	organ = args.get("to_organ")
	if organ == SUGGESTED:
		if not more["choices"]:
			return Look(False, _("No organ is suggested; choose one."), None, {**more, "asks": True})
		organ = more["choices"][0]["organ"]
	reason = next((row["reason"] for row in more["choices"] if row["organ"] == organ), "")
	fault = targets.fault(petition, petition.holder, organ, when.today())
	if fault:
		return Look(False, fault.message, organ, {**more, "asks": True})
	text = _("goes to {0}").format(organ_title(organ))
	if reason:
		text = f"{text}（{reason}）"
	return Look(True, text, organ, {**more, "reason": reason, "target_title": organ_title(organ)})


def _choices(petition: Document, args: dict) -> dict:
	"""Return the organs suggested, and kind and day: those given for all, else what is demanded from above."""
	found = [
		{"organ": row.organ, "title": row.title, "reason": row.reason} for row in suggest.organs(petition)
	]
	above = demanded.of([petition.name]).get(petition.name)
	kind, due_on = args.get("kind"), args.get("due_on") or None
	if not kind and above and above.assigns:
		kind, due_on = "Assign", str(above.due_on)
	return {
		"choices": found,
		"kind": kind or "Transfer",
		"due_on": due_on,
		"above": above.told() if above else None,
	}


def _refer(petition: Document, args: dict, target: str | None) -> str:
	organ, kind, due_on = target or args.get("to_organ"), args.get("kind"), args.get("due_on")
	if organ == SUGGESTED or not kind:
		before = _look_refer(petition, {**args, "to_organ": organ})
		if not before.may:
			frappe.throw(before.text, BulkRefused)
		organ, kind, due_on = before.target, before.more["kind"], before.more["due_on"]
	done = referrals.refer(
		petition,
		organ,
		kind=kind,
		due_on=due_on if kind == "Assign" else None,
		demand=args.get("demand") or None,
		reason=args.get("reason") or None,
	)
	return _("sent to {0}").format(organ_title(done.to_organ))


# Receipts of outside organs.


def _look_receive(referral: Document, args: dict) -> Look:
	if not acting.acts_for(referral.from_organ):
		return Look(False, _("Only {0} can take this step.").format(organ_title(referral.from_organ)))
	if referral.stage != "Sent":
		return Look(False, _("The receipt is already on record."))
	return Look(True, _("received by {0}").format(organ_title(referral.to_organ)))


def _receive(referral: Document, args: dict, target: str | None) -> str:
	done = referrals.receive(
		referral,
		args.get("occurred_on"),
		args.get("proof"),
		backdate_reason=args.get("backdate_reason") or None,
	)
	return _("received on {0}").format(str(done.received_on)[:10])


# Close.


def _look_close(petition: Document, args: dict) -> Look:
	if not scope.may(petition, "act"):
		return Look(False, _("Only an officer of the organ that has the matter in hand can do this."))
	if petition.terminated_on:
		return Look(False, _("This petition has been closed already."))
	if recusal.is_recused(petition.name, frappe.session.user):
		return Look(False, _("You stand aside from this matter."))
	row = next((row for row in closing.codes_for(petition) if row["code"] == args["code"]), None)
	if not row:
		text = _("The code {0} does not fit the stage {1}.")
		return Look(False, text.format(args["code"], _(petition.stage)))
	if row["faults"]:
		return Look(False, "；".join(row["faults"]))
	return Look(True, _("ends with {0}").format(row["title"]))


def _close(petition: Document, args: dict, target: str | None) -> str:
	closing.close(petition, args["code"], args.get("reason") or None)
	return _("closed with {0}").format(args["code"])


# Remind, give to a colleague, print.


def _look_remind(petition: Document, args: dict) -> Look:
	if not scope.may(petition, "supervise"):
		return Look(False, _("Only the petition office or supervision of this county can do this."))
	fault = remind.fault(petition)
	return Look(not fault, fault or _("{0} is reminded").format(organ_title(petition.holder)))


def _remind(petition: Document, args: dict, target: str | None) -> str:
	remind.remind(petition, args.get("text") or "")
	return _("{0} was reminded").format(organ_title(petition.holder))


def _look_reassign(doc: Document, args: dict) -> Look:
	if not scope.may(doc, "act"):
		return Look(False, _("Only an officer of the organ that has the matter in hand can do this."))
	fault = reassign.fault(doc, args.get("to_user"))
	return Look(not fault, fault or _("goes to {0}").format(frappe.utils.get_fullname(args["to_user"])))


def _reassign(doc: Document, args: dict, target: str | None) -> str:
	return reassign.reassign(doc, args["to_user"])


def _look_print(letter: Document, args: dict) -> Look:
	fault = bulk_print.fault(letter) or bulk_print.queue_fault(letter)
	return Look(not fault, fault or letter.document_number or letter.title or "")


def _print(letter: Document, args: dict, target: str | None) -> str:
	return _("{0} pages").format(bulk_print.make(letter))


ACTIONS: dict[str, Action] = {
	"register": Action("Register pieces", ("Petition Submission",), _look_register, _register),
	"refer": Action(
		"Send on or assign", ("Petition",), _look_refer, _refer, ("kind", "due_on", "demand", "reason")
	),
	"receive": Action("Record the receipt", ("Petition Referral",), _look_receive, _receive),
	"close": Action("Close", ("Petition",), _look_close, _close),
	"remind": Action("Remind", ("Petition",), _look_remind, _remind),
	"reassign": Action("Give to a colleague", ("Petition", "Petition Submission"), _look_reassign, _reassign),
	"print": Action("Print letters", ("Official Letter",), _look_print, _print),
}
