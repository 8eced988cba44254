"""Taking a request on, asking for more once, turning it away, and its withdrawal.

Rule (arts. 35, 36; practice of the provinces): the organ that reviews checks whether the request came in term, whether
the opinion is one it reviews, and whether the matter is on another legal route. What lacks is asked for once, with a day;
the term runs on, and whoever does not answer is judged by what there is. A late request is taken on where the cause is a
good one, with the reason on record; of several each late one has to have his, and who joined too late without one is
turned away while the review goes on for the others. Turning one away takes one of the grounds below, its reason and a paper to each who
asked; that it came too late is no ground where it did not.

A petitioner may withdraw his request, on his own page or in a signed statement; no condition may be put on it. The rest
of his term, if any, is his again. The organ whose opinion is reviewed takes no part in any of this.
"""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import recipients
from xinfang_app.review import reviews, telling, who
from xinfang_app.review.errors import ReviewRefused
from xinfang_app.workflows import stages

OPEN = ("Requested", "Supplementing")
LATE, WRONG_ORGAN = "Late without good cause", "Another organ reviews"
GROUNDS = (LATE, WRONG_ORGAN, "On another legal route", "Reviewed already", "No opinion to review")
WINDOW = {reviews.REVIEW: "N09", reviews.RE_REVIEW: "N11"}
#: Why a request stands no more, as the record of its term says it.
REFUSED, TAKEN_BACK = "申请未予受理", "申请已撤回"


def paper(review: Document, kind: str) -> str:
	"""Return the code of the paper `kind` ("", A, N, S, D, Q) at the level of `review`."""
	return ("W25" if review.level == reviews.REVIEW else "W26") + kind


def accept(
	review: Document,
	*,
	late_excused: bool = False,
	reason: str | None = None,
	occurred_on: datetime | str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Take the request on (W25A); who is late only with `late_excused` and its `reason`. Raises ReviewRefused.

	Without it the late ones among several are turned away with `reason` (W25N), and the others' request is taken on.
	"""
	happened = _begin(review, OPEN, _("Taking the request on"), occurred_on, scan, backdate_reason)
	late = [row for row in reviews.standing_rows(review) if row.late]
	if late and not late_excused and (reviews.is_late(review) or not (reason or "").strip()):
		frappe.throw(
			_("The request came after the term: say whether the cause is a good one, or turn it away."),
			ReviewRefused,
		)
	if late:
		handling.demand(reason, _("Why the cause of the delay is a good one"))
	for row in late:
		row.update({"late_excused": 1} if late_excused else {"refused": 1, "refusal_reason": reason})
	excused = bool(late and late_excused)
	review.update(
		{
			"accepted_on": happened,
			"accepted_by": frappe.session.user,
			"late": int(reviews.is_late(review)),
			"late_excused": int(excused),
			"late_cause": _both(review.late_cause, reason) if excused else review.late_cause,
		}
	)
	review = stages.advance(review, "Accepted", by_service=True)
	_record(review, "accepted", happened, scan, backdate_reason)
	_to_all(review, "A", happened)
	for row in review.requesters:
		if row.refused:
			_give_back(review, row, happened, REFUSED, again=False)
			_to_one(review, "N", happened, row.recipient)
	telling.accepted(review)
	return review


def tell_accepted(review: Document, recipient: str) -> None:
	"""Tell a petitioner who joined a review that was taken on already so (W25A)."""
	_to_one(review, "A", when.now(), recipient)


def not_accept(
	review: Document,
	ground: str,
	reason: str,
	*,
	occurred_on: datetime | str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Turn the request away on one of `GROUNDS`, with its reason (W25N). Raises ReviewRefused, SomethingMissing."""
	happened = _begin(review, OPEN, _("Turning the request away"), occurred_on, scan, backdate_reason)
	handling.demand(ground if ground in GROUNDS else None, _("Ground of the refusal"))
	handling.demand(reason, _("Why it is not taken on"))
	if ground == LATE and any(not row.late for row in reviews.standing_rows(review)):
		frappe.throw(_("The request came in term; this is no ground to turn it away."), ReviewRefused)
	review.update(
		{
			"refusal_ground": ground,
			"refusal_reason": reason,
			"refused_on": happened,
			"result": "Not Accepted",
		}
	)
	review = stages.advance(review, "Not Accepted", by_service=True)
	_record(review, "not_accepted", happened, scan, backdate_reason)
	for row in reviews.standing_rows(review):
		_give_back(review, row, happened, REFUSED, again=ground == WRONG_ORGAN)
	_to_all(review, "N", happened)
	_leave(review)
	return review


def ask_supplement(review: Document, needed: str, due_on: date | str | None = None) -> Document:
	"""Ask for what the request lacks, once, by `due_on` (default: by the setting); the term runs on (W25S)."""
	happened = _begin(review, ("Requested",), _("Asking for a supplement"))
	handling.demand(needed, _("What is missing"))
	if review.supplement_asked_on:
		frappe.throw(_("A supplement is asked for once only."), ReviewRefused)
	day = getdate(due_on) if due_on else when.today() + timedelta(days=reviews.setting("supplement_days"))
	if day <= when.today():
		frappe.throw(_("The day of the supplement has to lie ahead."), ReviewRefused)
	review.update({"supplement_asked_on": happened, "supplement_needed": needed, "supplement_due_on": day})
	review = stages.advance(review, "Supplementing", by_service=True)
	_record(review, "supplement_asked", happened)
	_to_all(review, "S", happened)
	return review


def supplement(review: Document, text: str, file: str | None = None) -> Document:
	"""Record what the petitioner added; the request then waits to be taken on."""
	happened = _begin(review, ("Supplementing",), _("The supplement"))
	handling.demand(text, _("What was added"))
	if file:
		handling.demand_file(file, _("The paper of the supplement"))
	review.update({"supplemented_on": happened, "supplement_text": text, "supplement_file": file})
	review = stages.advance(review, "Requested", by_service=True)
	_record(review, "supplemented", happened)
	return review


def withdraw(review: Document, petitioner: str, statement: str) -> Document:
	"""Record the signed statement by which the Petitioner `petitioner` withdraws his request."""
	_begin(review, (*OPEN, "Accepted"), _("A withdrawal"))
	handling.demand_file(statement, _("The petitioner's statement"))
	return _withdraw(review, petitioner, "Signed statement", statement)


def withdraw_by_citizen(review: Document, petitioner: str) -> Document:
	"""Withdraw the request as its petitioner did on his own page; `citizen` has verified his code."""
	handling.at_stage(review, (*OPEN, "Accepted"), _("A withdrawal"))
	return _withdraw(review, petitioner, "On the citizen page", None)


def check_refused(review: Document) -> None:
	"""Stage guard: turned away with ground and reason only."""
	if not (review.refusal_ground and review.refusal_reason):
		frappe.throw(_("A request is turned away with its ground and reason."), ReviewRefused)


def check_accepted(review: Document) -> None:
	"""Stage guard: taken on by the button, on a day."""
	if not review.accepted_on:
		frappe.throw(_("A request is taken on with its own button."), ReviewRefused)


def check_withdrawn(review: Document) -> None:
	"""Stage guard: withdrawn when all who asked have."""
	if not review.withdrawn_on or reviews.standing_rows(review):
		frappe.throw(_("A request is withdrawn by those who asked, by nobody else."), ReviewRefused)


def _withdraw(review: Document, petitioner: str, way: str, statement: str | None) -> Document:
	same = recipients.same(petitioner)
	rows = [row for row in reviews.standing_rows(review) if row.recipient in same]
	if not rows:
		frappe.throw(_("This petitioner has not asked for this review."), ReviewRefused)
	happened = when.now()
	for row in rows:
		row.withdrawn = 1
		_give_back(review, row, happened, TAKEN_BACK, again=True)
	if reviews.standing_rows(review):
		review.late = int(reviews.is_late(review))
		return handling.write(review)
	review.update({"withdrawn_on": happened, "withdrawn_way": way, "withdrawn_statement": statement})
	review = stages.advance(review, "Withdrawn", by_service=True)
	_record(review, "withdrawn", happened)
	_leave(review)
	return review


def _give_back(review: Document, row: Document, happened: datetime, ended: str, *, again: bool) -> None:
	"""The request of `row` stands no more; what is left of the petitioner's own term is his `again`."""
	record = frappe.get_doc("Service Record", row.service_record)
	word = "复查" if review.level == reviews.REVIEW else "复核"
	milestones.record(record, "request_ended", happened, organ=review.organ, by_law=f"{word}{ended}")
	if again and row.until and getdate(row.until) >= happened.date():
		engine.reopen(record, WINDOW[review.level], _("The request does not stand any more"))


def _begin(review, at, what, occurred_on=None, scan=None, backdate_reason=None) -> datetime:
	scope.require(review, "act")
	who.require_reviewer(review)
	handling.at_stage(review, at, what)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, what)
	handling.not_before(happened, review.requested_on, what, _("the request"))
	handling.check_entry(happened, scan=scan, backdate_reason=backdate_reason)
	return happened


def _record(review, milestone, happened, scan=None, backdate_reason=None) -> None:
	milestones.record(
		review,
		milestone,
		happened,
		organ=who.desk_of(review),
		scan=scan,
		backdate_reason=backdate_reason,
	)


def _to_all(review: Document, kind: str, happened: datetime) -> None:
	"""Issue the paper to each whose request stands."""
	for row in reviews.standing_rows(review):
		_to_one(review, kind, happened, row.recipient)


def _to_one(review: Document, kind: str, happened: datetime, recipient: str) -> None:
	"""Issue the paper to one who asked; an organ outside the system writes its own."""
	if not review.external:
		papers.issue(
			paper(review, kind), review, organ=review.organ, occurred_on=happened, recipient=recipient
		)


def _leave(review: Document) -> None:
	"""The organ that reviewed needs no sight of the matter any more; its own record stays with it."""
	if not review.external:
		custody.end(handling.petition_of(review), kind=custody.TASK, source=review)


def _both(first: str | None, second: str | None) -> str:
	return "\n".join(filter(None, (first, second)))
