"""Verifying a reply (核查), and what follows: closed (销号) or raised a level (升级).

Rule: whoever verifies belongs to the office that sent the letter, neither signed it nor wrote or gave the reply, and
holds no post at the organ that is verified.
He looks into the file, asks the organ and asks the petitioner; each of the three is on record, and where the petitioner
was not asked, why. What the petitioner said stands in the check, which the organ does not read. Met: the letter is
closed. Not met: the next kind of the ladder is drafted with a link to this letter; after a supervision order a proposal
to the joint conference (art. 39). The next letter is signed like any other; nothing is sent by itself.

A letter that nobody answers by its day does not stand for ever: the office finds 逾期未反馈 and raises it the same way.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import handling
from xinfang_app.petition.answering import signing
from xinfang_app.supervision import basis, drafting, matters, proposals, telling, who
from xinfang_app.supervision.refusals import LetterRefused, NotTheVerifier
from xinfang_app.workflows import stages

MET, NOT_MET = "Demand met", "Demand not met"
UNANSWERED = ("Sent", "Received")
#: The finding where no reply came; it stands in the record, which is Chinese.
NO_REPLY = "逾期未反馈"


def verify(
	letter: Document,
	verdict: str,
	*,
	reason: str,
	file_finding: str,
	organ_finding: str,
	petitioner_asked: bool,
	petitioner_view: str | None = None,
	not_asked_reason: str | None = None,
) -> Document:
	"""Record the check of the reply and its verdict ("Demand met" or "Demand not met"); return the letter, closed or raised.

	Raises NotTheVerifier, Recused, SomethingMissing.
	"""
	scope.require(letter, "act")
	who.require_office(letter.from_organ)
	refuse_partial(letter)
	signing.refuse_recused(letter)
	handling.at_stage(letter, ("Answered",), _("The verification"))
	handling.demand(verdict if verdict in (MET, NOT_MET) else None, _("Verdict on the reply"))
	handling.demand(reason, _("Reason of the verdict"))
	handling.demand(file_finding, _("What the file shows"))
	handling.demand(organ_finding, _("What the organ said when asked"))
	if petitioner_asked:
		handling.demand(petitioner_view, _("The petitioner's view"))
	elif letter.matters:
		handling.demand(not_asked_reason, _("Why the petitioner was not asked"))

	_note(
		letter,
		verdict=verdict,
		verdict_reason=reason.strip(),
		file_finding=file_finding,
		organ_finding=organ_finding,
		petitioner_asked=int(bool(petitioner_asked)),
		petitioner_view=petitioner_view if petitioner_asked else None,
		not_asked_reason=None if petitioner_asked else not_asked_reason,
	)
	letter = _decide(letter, verdict, reason.strip())
	telling.organ(letter, telling.CLOSED if verdict == MET else telling.NOT_MET)
	return letter if verdict == MET else _raise(letter)


def unanswered(letter: Document, reason: str | None = None) -> Document:
	"""Find that no reply came by its day (逾期未反馈), and raise the letter a level; return it.

	Raises LetterRefused before the day is over, NotTheVerifier, Recused.
	"""
	scope.require(letter, "act")
	who.require_office(letter.from_organ)
	refuse_partial(letter)
	signing.refuse_recused(letter)
	handling.at_stage(letter, UNANSWERED, _("Raising it a level"))
	if not is_overdue(letter):
		frappe.throw(
			_("The organ may still reply until {0}.").format(getdate(letter.due_on)),
			LetterRefused,
		)
	said = "：".join(filter(None, (NO_REPLY, (reason or "").strip())))
	_note(
		letter,
		verdict=NOT_MET,
		verdict_reason=said,
		file_finding=NO_REPLY,
		organ_finding=NO_REPLY,
		petitioner_asked=0,
		not_asked_reason=NO_REPLY,
	)
	letter = _decide(letter, NOT_MET, said)
	telling.organ(letter, telling.NO_REPLY)
	return _raise(letter)


def is_overdue(letter: Document) -> bool:
	"""Return whether `letter` waits for a reply whose day is over."""
	return bool(letter.stage in UNANSWERED and letter.due_on and getdate(letter.due_on) < when.today())


def refuse_partial(letter: Document) -> None:
	"""Raise NotTheVerifier where the user signed the letter, had a hand in the reply or serves at the organ verified."""
	user = frappe.session.user
	who.refuse_serving(letter.organ)
	if user in (letter.signed_by, letter.on_behalf_of, letter.answered_by):
		frappe.throw(
			_(
				"Whoever signed the letter or gave the reply does not verify it; somebody else of the office does."
			),
			NotTheVerifier,
		)


def _decide(letter: Document, verdict: str, reason: str) -> Document:
	letter.update(
		{
			"verdict": verdict,
			"verdict_reason": reason,
			"verified_by": frappe.session.user,
			"verified_on": when.now(),
		}
	)
	letter = stages.advance(letter, "Closed" if verdict == MET else "Escalated", by_service=True)
	milestones.record(letter, "verified", organ=letter.from_organ)
	return letter


def _raise(letter: Document) -> Document:
	"""Draft what follows a letter that was not met: the next kind, or a proposal to the conference."""
	kind = basis.follows(letter.kind)
	# The engine may have drafted it already, when the term of the reply was over (S01).
	drafted = frappe.db.get_value(
		letter.doctype, {"former": letter.name, "stage": ["not in", ("Withdrawn",)]}, order_by="creation desc"
	)
	if drafted:
		letter.next_letter = drafted
	elif kind:
		following = drafting.make(
			kind,
			letter.organ,
			letter.from_organ,
			matters.petitions_of(letter),
			former=letter.name,
			cause=letter.cause,
			rule=letter.rule,
			article=letter.article,
			facts=_history(letter),
			source_key=f"after:{letter.name}",
		)
		letter.next_letter = following.name
	elif letter.kind == basis.ORDER:
		letter.next_proposal = (
			_proposed(letter)
			or proposals.make(
				letter.organ,
				letter.from_organ,
				matters.petitions_of(letter),
				measure="Listed Supervision",
				reason=_history(letter),
				letter=letter.name,
				source_key=f"after:{letter.name}",
			).name
		)
	else:
		return letter
	return handling.write(letter)


def _proposed(letter: Document) -> str | None:
	"""Return the open proposal about `letter` that the engine has drafted already."""
	return frappe.db.get_value(
		proposals.DOCTYPE, {"letter": letter.name, "by_engine": 1, "status": ["in", proposals.OPEN]}
	)


def _history(letter: Document) -> str:
	"""Return what the next paper says of this one."""
	day, found = drafting.in_days(0), "你单位的反馈经核查未达到要求"
	if not letter.answered_on:
		found = "你单位逾期未反馈"
	told = f"：{letter.verdict_reason}" if letter.verdict_reason != NO_REPLY else "。"
	return "\n".join(
		filter(
			None,
			(
				f"我单位曾以{letter.document_number or _(letter.kind, lang='zh')}要求整改，{found}（{day.year}年{day.month}月{day.day}日）{told}",
				letter.facts,
			),
		)
	)


def _note(letter: Document, **values) -> Document:
	check = frappe.new_doc("Supervision Check")
	check.update(
		{
			"letter": letter.name,
			"document_number": letter.document_number,
			"organ": letter.organ,
			"from_organ": letter.from_organ,
			"scope_code": letter.scope_code,
			"verified_by": frappe.session.user,
			"verified_on": when.now(),
			**values,
		}
	)
	return handling.write(check)
