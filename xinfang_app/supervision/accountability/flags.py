"""The road of a flag: the organ answers, somebody else verifies or dismisses, the organ with the power decides.

Rule (idea 12; arts. 39, 40, 42–46). Raised → Answered → Verified → Decided → Carried Out → Closed; Dismissed and
Withdrawn end it before. The organ answers in the term S06; when that has passed without an answer, verification goes
on without it. Whoever verifies, frees, records or closes is nobody whom the flag concerns (`judging`). A measure is
decided by whoever has the power for it, and recorded with number, day and scan (`measures`). Recorded dissent takes a
person out of the look-back, with its document, until the measure is decided.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.deadline import engine, milestones
from xinfang_app.messages import outbox
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision.accountability import judging, lookback, measures, outside
from xinfang_app.supervision.accountability.errors import FlagRefused

ANSWER_RULE = "S06"


def answer(flag: Document, text: str, file: str | None = None) -> Document:
	"""Record the answer of the organ concerned, once, by whoever acts for it."""
	_at(flag, "Flag raised")
	acting.require_at(flag.organ)
	handling.demand(text, _("The answer"))
	_file(flag, file, _("File of the answer"), needed=False)
	_save(
		flag,
		status="Answered",
		answer=text.strip(),
		answer_file=file,
		answered_on=when.now(),
		answered_by=frappe.session.user,
	)
	milestones.record(flag, "answered")
	_tell(flag, "answered", judging.desk_of(flag), ("head", "supervision"))
	return flag


def verify(
	flag: Document,
	finding: str,
	file: str | None = None,
	*,
	grave: bool = False,
	grave_facts: str = "",
	grave_file: str | None = None,
	found: dict | None = None,
) -> Document:
	"""Record that the claim stands, with what was found; with `grave`, the grave result and its paper.

	`found` ({name, number, day, scan}): whose finding it is, where the user records for an office outside (`outside`).
	"""
	_may_be_judged(flag)
	handling.demand(finding, _("What the verification found"))
	_file(flag, file, _("File of the verification"), needed=False)
	recorded = outside.checked(flag, found)
	if grave:
		handling.demand(grave_facts, _("The grave result"))
		_file(flag, grave_file, _("Proof of the grave result"))
		flag.update({"grave": 1, "grave_facts": grave_facts.strip(), "grave_file": grave_file})
	unanswered = flag.status == "Flag raised"
	_save(
		flag,
		status="Verified",
		verification=finding.strip(),
		verify_file=file,
		verified_on=when.now(),
		verified_by=frappe.session.user,
		**recorded,
	)
	if unanswered:
		_end_answer(flag)
	milestones.record(flag, "verified", organ=flag.verifier_organ)
	_tell(flag, "verified", flag.organ, ("head",))
	return flag


def dismiss(flag: Document, reason: str, file: str | None = None, *, found: dict | None = None) -> Document:
	"""End the flag because the claim does not stand, with the reason; `found` as in `verify`."""
	_at(flag, "Flag raised", "Answered", "Verified")
	judging.require(flag)
	handling.demand(reason, _("The reason"))
	_file(flag, file, _("File of the verification"), needed=False)
	recorded = outside.checked(flag, found)
	_save(
		flag,
		status="Dismissed",
		dismiss_reason=reason.strip(),
		verify_file=file or flag.verify_file,
		dismissed_on=when.now(),
		verified_by=frappe.session.user,
		**recorded,
	)
	milestones.record(flag, "dismissed", organ=flag.verifier_organ, note=reason.strip()[:500])
	_tell(flag, "dismissed", flag.organ, ("head", "supervision"))
	return flag


def free(flag: Document, user: str, document: str, note: str) -> Document:
	"""Take `user` out of the look-back because his dissent is on record; `document` is the paper that shows it."""
	_at(flag, "Flag raised", "Answered", "Verified")
	judging.require(flag)
	seen = lookback.read(flag.lookback)
	if user not in {person["user"] for step in seen["steps"] for person in step["people"]}:
		frappe.throw(_("The look-back does not name this person."), FlagRefused)
	_file(flag, document, _("The document of the dissent"))
	handling.demand(note, _("What the document shows"))
	evidence.attach(flag, document)
	freed = lookback.free(seen, user, document, note.strip(), frappe.session.user, when.today())
	return _save(flag, lookback=lookback.write(freed))


def decide(
	flag: Document,
	measure: str,
	*,
	decision_number: str,
	decided_on,
	scan: str,
	deciding_organ: str | None = None,
	deciding_name: str | None = None,
	note: str = "",
) -> Document:
	"""Record the decision of the organ that has the power for `measure`, with its number, day and scan.

	Raises NoPower, NotTheJudge, FlagRefused. Where the conference decides, its name is filled in.
	"""
	_at(flag, "Verified")
	judging.require(flag)
	if measures.MEASURES.get(measure) and measures.MEASURES[measure].power == measures.CONFERENCE:
		deciding_name = deciding_name or measures.conference_of(flag.organ)
	measures.check(flag, measure, deciding_organ, deciding_name)
	handling.demand(decision_number, _("Decision number"))
	handling.demand(decided_on, _("Decided on"))
	day = getdate(decided_on)
	if day > when.today() or day < getdate(flag.verified_on):
		frappe.throw(_("A measure is decided after the verification, and not in the future."), FlagRefused)
	_file(flag, scan, _("Scan of the decision"))
	organ_title = frappe.get_cached_value("Organ", deciding_organ, "title") if deciding_organ else None
	_save(
		flag,
		status="Decided",
		measure=measure,
		deciding_organ=deciding_organ,
		deciding_name=organ_title or (deciding_name or "").strip(),
		decision_number=decision_number.strip(),
		decided_on=day,
		decision_scan=scan,
		decision_note=(note or "").strip(),
		decision_recorded_by=frappe.session.user,
	)
	milestones.record(flag, "decided", organ=deciding_organ)
	_tell(flag, "decided", flag.organ, ("head", "leader"))
	return flag


def carry_out(flag: Document, note: str, file: str) -> Document:
	"""Record how the measure was carried out, with its proof; by who judges, not by the organ itself."""
	_at(flag, "Decided")
	judging.require(flag)
	handling.demand(note, _("How it was carried out"))
	_file(flag, file, _("Proof of carrying out"))
	_save(
		flag,
		status="Carried Out",
		carried_out_note=note.strip(),
		carried_out_file=file,
		carried_out_on=when.now(),
	)
	milestones.record(flag, "carried_out")
	return flag


def close(flag: Document, note: str = "") -> Document:
	"""Close a flag whose measure was carried out."""
	_at(flag, "Carried Out")
	judging.require(flag)
	_save(
		flag,
		status="Closed",
		closed_on=when.now(),
		closed_by=frappe.session.user,
		close_note=(note or "").strip(),
	)
	milestones.record(flag, "closed")
	_tell(flag, "closed", flag.organ, ("head",))
	return flag


def answer_is_over(flag: Document) -> bool:
	"""Return whether the organ let the term of its answer pass."""
	return flag.status == "Flag raised" and bool(flag.answer_due) and getdate(flag.answer_due) < when.today()


def _may_be_judged(flag: Document) -> None:
	if flag.status == "Flag raised" and not answer_is_over(flag):
		frappe.throw(
			_("The organ is heard first: it answers until {0}.").format(flag.answer_due or "–"), FlagRefused
		)
	_at(flag, "Flag raised", "Answered")
	judging.require(flag)


def _end_answer(flag: Document) -> None:
	"""The term of an answer that never came ends; that it was missed stays on record."""
	clock = engine.clock(flag, ANSWER_RULE)
	if clock and clock.state in engine.OPEN_STATES:
		engine.stop(flag, ANSWER_RULE, _("Verified without an answer"))


def _at(flag: Document, *statuses: str) -> None:
	if flag.status not in statuses:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(flag.status)), FlagRefused
		)


def _file(flag: Document, url: str | None, what: str, needed: bool = True) -> None:
	if url or needed:
		evidence.demand(flag, url, what)


def _save(flag: Document, **values) -> Document:
	flag.update(values)
	return flag.save(ignore_permissions=True)


def _tell(flag: Document, step: str, organ: str | None, audience: tuple[str, ...]) -> None:
	outbox.put(
		key=f"flag:{flag.name}:{step}",
		text="accountability_flag",
		ref_doctype=flag.doctype,
		ref_name=flag.name,
		organ=organ,
		audience=audience,
		content={},
	)
