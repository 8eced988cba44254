"""The minutes: signed by the convener, numbered, and what they decided carried over to where it belongs.

Rule (arts. 13, 24, 39): when every topic has its outcome the office sends the minutes to the convener, who signs in the
system, or on paper with its scan; while he is away, his stand-in (代) or the deputy convener. With the signature they get
number and paper (W35). The office then issues the decisions: a proposal is recorded as taken up or refused under the
number of the minutes (so that listed supervision can be sent on it), a dispute goes to the organ named, a leader's
request is answered, and each task goes to its organ with a clock (W35T). What was withdrawn or decided elsewhere meanwhile,
or cannot be carried over any more, falls away with the reason; it stops nothing else and waits for the next meeting.
Signed minutes are never changed.
"""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, strip_html

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.conference import bodies, tasks, topics
from xinfang_app.leadership.errors import ConferenceRefused, NotTheConvener
from xinfang_app.leadership.owning import helps
from xinfang_app.letters import pdf
from xinfang_app.petition import handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.referring import dispute as disputes
from xinfang_app.supervision import evidence, proposals
from xinfang_app.workflows import stages

PAPER = "W35"


def submit(conference: Document, discussion: str | None = None) -> Document:
	"""Send the minutes to the convener; return the conference. Raises ConferenceRefused for a topic without an outcome."""
	_office(conference, ("Held",), _("Sending up"))
	open_ = [row.idx for row in conference.topics if row.kind in topics.DECIDED_ON and not row.outcome]
	if open_:
		frappe.throw(
			_("Topic {0} has no outcome yet: decided, refused or deferred.").format(
				"、".join(map(str, open_))
			),
			ConferenceRefused,
		)
	tasks.check_drafts(conference)
	days = cint(frappe.db.get_value(bodies.DOCTYPE, conference.body, "minutes_days"))
	conference.update(
		{
			"discussion": discussion if discussion is not None else conference.discussion,
			"minutes_due_on": max(getdate(conference.held_on) + timedelta(days=days), when.today()),
			"returned_reason": None,
		}
	)
	conference = stages.advance(conference, "Pending Signature", by_service=True)
	milestones.record(conference, "minutes_sent", organ=conference.from_organ)
	telling.convener(conference, telling.MINUTES)
	return conference


def send_back(conference: Document, reason: str) -> Document:
	"""Send the minutes back to the office, with a reason; only who could sign them may."""
	scope.require(conference, "read")
	handling.at_stage(conference, ("Pending Signature",), _("Sending back"))
	_require_signer(conference, frappe.session.user, when.today())
	handling.demand(reason, _("The reason"))
	conference.returned_reason = reason.strip()
	conference = stages.advance(conference, "Held", by_service=True)
	milestones.record(conference, "minutes_returned", organ=conference.convener_organ)
	return conference


def sign(conference: Document) -> Document:
	"""Sign the minutes as who is logged in, now; return the conference. Raises NotTheConvener."""
	scope.require(conference, "read")
	handling.at_stage(conference, ("Pending Signature",), _("The signature"))
	user = frappe.session.user
	principal = _require_signer(conference, user, when.today())
	return _signed(conference, user, when.now(), principal, "By the deputy" if principal else "In the system")


def sign_on_paper(
	conference: Document,
	*,
	signer: str,
	occurred_on: date | datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record, for the office, that the convener signed on paper, with the scan of the minutes."""
	_office(conference, ("Pending Signature",), _("The signature"))
	evidence.demand(conference, scan, _("Scan of the signed minutes"))
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, _("The signature"))
	handling.not_before(moment, conference.held_on, _("The signature"), _("The meeting"))
	handling.check_entry(moment, scan=scan, backdate_reason=backdate_reason)
	principal = _require_signer(conference, signer, moment.date())
	return _signed(conference, signer, moment, principal, "On paper", scan)


def issue(conference: Document) -> Document:
	"""Carry the signed decisions over to where they belong and issue the tasks; return the conference."""
	_office(conference, ("Signed",), _("Issuing the decisions"))
	handling.demand_file(conference.minutes_file, _("Signed minutes"))
	for row in conference.topics:
		fallen = _carry_over(conference, row)
		row.update({"applied_on": when.now(), "applied_note": fallen})
		if fallen:
			row.outcome = "Fallen away"
	issued = tasks.issue_all(conference)
	conference.update({"issued_on": when.now(), "issued_by": frappe.session.user})
	conference = stages.advance(conference, "Decisions Issued", by_service=True)
	milestones.record(conference, "issued", organ=conference.from_organ)
	for task in issued:
		telling.task(task, telling.TASK)
	return conference


def check_pending(conference: Document) -> None:
	"""Stage guard: minutes go up with an outcome for every topic."""
	if not conference.minutes_due_on or any(
		row.kind in topics.DECIDED_ON and not row.outcome for row in conference.topics
	):
		frappe.throw(_("Every topic has an outcome before the minutes go up."), ConferenceRefused)


def check_signed(conference: Document) -> None:
	"""Stage guard: signed by the convener or for him."""
	if not (conference.signed_by and conference.signed_on):
		frappe.throw(
			_("The minutes are signed by the convener, or by who stands in for him."), ConferenceRefused
		)


def check_issued(conference: Document) -> None:
	"""Stage guard: the decisions were carried over."""
	if not conference.issued_by:
		frappe.throw(_("The decisions are issued with their own button."), ConferenceRefused)


def may_sign(conference: Document, user: str, on: date | None = None) -> bool:
	"""Return whether `user` may sign the minutes on that day: convener, his stand-in, or the deputy convener."""
	deputy = frappe.db.get_value(bodies.DOCTYPE, conference.body, "deputy_convener")
	return who.speaks_for(user, conference.convener, on) or (
		bool(deputy) and user == deputy and bool(who.leading(user, on))
	)


def _require_signer(conference: Document, user: str, on: date) -> str | None:
	"""Return for whom `user` signs (None: himself). Raises NotTheConvener."""
	if not may_sign(conference, user, on):
		frappe.throw(
			_("The minutes are signed by the convener, his stand-in or the deputy convener."), NotTheConvener
		)
	return conference.convener if user != conference.convener else None


def _signed(
	conference: Document,
	user: str,
	moment: datetime,
	principal: str | None,
	mode: str,
	scan: str | None = None,
) -> Document:
	conference.update(
		{
			"sign_mode": mode,
			"signed_by": user,
			"signer_name": who.full_name(user) + (f"（代{conference.convener_name}）" if principal else ""),
			"signed_on": moment,
			"on_behalf_of": principal,
			"recorded_by": frappe.session.user,
		}
	)
	paper = papers.issue(PAPER, conference, organ=conference.from_organ, occurred_on=moment)
	if paper:
		conference.update({"letter": paper.name, "document_number": paper.document_number})
	conference.minutes_file = scan or _own_copy(conference, paper)
	conference = stages.advance(conference, "Signed", by_service=True)
	if scan:
		evidence.attach(conference, scan)
	milestones.record(
		conference,
		"minutes_signed",
		moment,
		organ=conference.convener_organ,
		scan=scan,
		backdate_reason=_("Signed on paper") if scan else None,
	)
	telling.members(conference, telling.SIGNED_MINUTES, [conference.from_organ])
	return conference


def _own_copy(conference: Document, paper: Document | None) -> str | None:
	"""Return the address of the minutes' PDF as a file of the conference: the proof that its decisions are carried on."""
	if not paper:
		frappe.throw(_("The minutes could not be made: mend their template first."), ConferenceRefused)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{paper.name}.pdf",
			"is_private": 1,
			"content": pdf.of(paper),
			"attached_to_doctype": conference.doctype,
			"attached_to_name": conference.name,
		}
	)
	return file.insert(ignore_permissions=True).file_url


# What a decision does to the record it is about; each returns why it fell away, or None.


def _carry_over(conference: Document, row: Document) -> str | None:
	"""Carry one decision over; one that cannot be carried over any more falls away with the reason and stops no other."""
	frappe.db.savepoint("xf_topic")
	try:
		return _APPLY[row.kind](conference, row)
	except (frappe.ValidationError, frappe.PermissionError) as fault:
		frappe.db.rollback(save_point="xf_topic")
		frappe.clear_last_message()
		return strip_html(str(fault)) or type(fault).__name__


def _proposal(conference: Document, row: Document) -> str | None:
	if row.outcome not in ("Decided", "Refused"):
		return None
	proposal = frappe.get_doc("Conference Proposal", row.ref_name, for_update=True)
	if proposal.status != "Put forward":
		return _("The proposal was “{0}” when the decision was to be carried over.").format(
			_(proposal.status)
		)
	taken_up = row.outcome == "Decided"
	proposals.decide(
		proposal,
		taken_up,
		number=conference.document_number if taken_up else None,
		decided_on=getdate(conference.held_on),
		decided_by=_by(conference),
		scan=conference.minutes_file if taken_up else None,
		note=row.decision,
	)
	return None


def _dispute(conference: Document, row: Document) -> str | None:
	if row.outcome != "Decided":
		return None
	dispute = frappe.get_doc("Acceptance Dispute", row.ref_name)
	if dispute.stage != "Raised":
		return _("The dispute was decided elsewhere meanwhile.")
	disputes.decide_dispute(
		dispute,
		row.named_organ,
		row.decision,
		conference.minutes_file,
		conference.held_on,
		scan=conference.minutes_file,
		backdate_reason=_("Decided by the joint conference: {0}").format(conference.document_number or ""),
	)
	return None


def _owned(conference: Document, row: Document) -> str | None:
	if row.outcome not in ("Decided", "Refused"):
		return None
	request = frappe.get_doc("Ownership Help", row.ref_name)
	if request.status != "Asked":
		return _("The request was answered or taken back meanwhile.")
	helps.settle(request, f"{_by(conference)}：{row.decision}", when.now())
	return None


def _reported(conference: Document, row: Document) -> str | None:
	tasks.reported(frappe.get_doc("Conference Task", row.ref_name), conference)
	return None


_APPLY = {
	topics.PROPOSAL: _proposal,
	topics.DISPUTE: _dispute,
	topics.OWNED: _owned,
	topics.REPORT: _reported,
	topics.OTHER: lambda _conference, _row: None,
}


def _by(conference: Document) -> str:
	return f"{frappe.db.get_value(bodies.DOCTYPE, conference.body, 'title')}（{getdate(conference.held_on)}）"


def _office(conference: Document, at: tuple[str, ...], what: str) -> None:
	scope.require(conference, "act")
	bodies.require_office(conference.from_organ)
	handling.at_stage(conference, at, what)
