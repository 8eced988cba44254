"""Asking for a review or re-review.

Rule (arts. 35, 36): whoever received the opinion in writing may within thirty days of his own receipt ask the organ one
level above to review it, and after the review the one above that. The day on which he asked counts, with the post the
day of posting; the term of the review organ (N10, N12) runs from the day on which it received the request. Every request
is recorded, a late one too, with its cause; whether it is taken on is decided by the organ that reviews (`deciding`).

Of several petitioners each has his own term and, where he is late, his own cause. Who asks while a review of the same
opinion is under way joins it with his own papers; its term runs on. Only who is late once the review was taken on makes
a request of his own, so that his cause is judged too. Who has asked already does not ask again, and there is nothing to review before the opinion has reached him,
after it was revoked, or at the third level: the re-review ends the matter.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.deadline import milestones
from xinfang_app.organization import competence
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import opinion as opinions
from xinfang_app.petition.serving import recipients
from xinfang_app.review import deciding, reviews, routing, telling, who
from xinfang_app.review.errors import RequestRefused

WAYS = ("In person", "By post", "On the citizen page", "Handed on by an organ", "Put on record from mouth")
POSTED = "以交邮日为申请日"
CITIZEN = WAYS[2]


def request(
	petition: Document,
	recipient: str,
	*,
	level: str = reviews.REVIEW,
	organ: str | None = None,
	claims: str,
	facts: str,
	filed_on: date | str | None = None,
	occurred_on: datetime | date | str | None = None,
	way: str = WAYS[0],
	new_evidence: str | None = None,
	late_cause: str | None = None,
	file: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Enter the request of the Petitioner `recipient` against the opinion that stands; return the Petition Review.

	`filed_on`: the day he asked, with the post the day of posting (default: that of `occurred_on`); `occurred_on`: when
	the organ that reviews received it (default now). `organ`: where he may choose. Raises RequestRefused,
	WrongReviewer, NotTheReviewer, SomethingMissing, WrongMoment.
	"""
	scope.require(petition, "read")
	chosen, respondent = _reviewer(petition, level, organ)
	entered = who.entering_organ(petition, chosen.organ, respondent, chosen.external)
	handling.demand(way if way in WAYS and way != CITIZEN else None, _("How it was asked for"))
	if way == "By post":
		handling.demand_file(file, _("The letter with its postmark"))
	elif file:
		handling.demand_file(file, _("The paper of the request"))
	return _enter(
		petition,
		recipient,
		level,
		chosen,
		respondent,
		claims=claims,
		facts=facts,
		filed_on=filed_on,
		occurred_on=occurred_on,
		way=way,
		new_evidence=new_evidence,
		late_cause=late_cause,
		request_file=file,
		recorded_organ=entered,
		backdate_reason=backdate_reason,
	)


def request_by_citizen(
	petition: Document,
	recipient: str,
	*,
	level: str,
	organ: str | None = None,
	claims: str,
	facts: str,
	late_cause: str | None = None,
) -> Document:
	"""Enter the request that a petitioner made on his own page, now; `citizen` has verified his code."""
	chosen, respondent = _reviewer(petition, level, organ)
	office = None
	if chosen.external:
		# What an organ outside decides is recorded here by a petition office.
		office = petition.registering_organ
		if not acting.is_petition_office(office):
			office = competence.petition_office(petition.place_code or petition.scope_code)
	return _enter(
		petition,
		recipient,
		level,
		chosen,
		respondent,
		claims=claims,
		facts=facts,
		way=CITIZEN,
		late_cause=late_cause,
		recorded_organ=office,
	)


def attacked(petition: str, level: str) -> Document | None:
	"""Return the paper that a request of `level` is about: the opinion that stands, or the review of it; else None."""
	opinion = opinions.current(petition)
	if level == reviews.REVIEW or not opinion:
		return opinion if level == reviews.REVIEW else _revoking(petition)
	found = reviews.decided(petition, reviews.REVIEW)
	return found if found and found.opinion == opinion.name else None


def received(paper: Document, petitioner: str) -> Document | None:
	"""Return the newest Service Record by which `paper` reached `petitioner`, or None."""
	name = frappe.db.get_value(
		"Service Record",
		{
			"opinion": paper.name,
			"recipient": ["in", sorted(recipients.same(petitioner))],
			"failed": 0,
			"review_from": ["is", "set"],
		},
		"name",
		order_by="creation desc",
	)
	return frappe.get_doc("Service Record", name) if name else None


def standing(paper: Document, level: str) -> list[Document]:
	"""Return the reviews of `level` of `paper` that were neither refused nor withdrawn, newest first."""
	field = "opinion" if level == reviews.REVIEW else "previous_review"
	names = frappe.get_all(
		reviews.DOCTYPE,
		filters={field: paper.name, "level": level, "stage": ["not in", reviews.ENDED_WITHOUT]},
		pluck="name",
		order_by="creation desc",
	)
	return [frappe.get_doc(reviews.DOCTYPE, name) for name in names]


def _revoking(petition: str) -> Document | None:
	"""A review that revoked the opinion may itself be attacked, while no new opinion stands."""
	found = reviews.decided(petition, reviews.REVIEW)
	return found if found and found.result in (reviews.REDO, "Revoked") else None


def _reviewer(petition: Document, level: str, organ: str | None) -> tuple[routing.Option, str]:
	handling.demand(level if level in reviews.TERM else None, _("Level of review"))
	paper = attacked(petition.name, level)
	if not paper:
		frappe.throw(_("No opinion stands that could be reviewed."), RequestRefused)
	return routing.choose(paper.organ, organ), paper.organ


def _enter(petition, recipient, level, chosen, respondent, *, filed_on=None, occurred_on=None, **values):
	frappe.db.get_value("Petition", petition.name, "name", for_update=True)
	paper = attacked(petition.name, level)
	record = received(paper, recipient)
	if not record:
		frappe.throw(
			_("The opinion has not reached this petitioner yet; his thirty days have not begun."),
			RequestRefused,
		)
	handling.demand(values.get("claims"), _("What is asked for"))
	handling.demand(values.get("facts"), _("Facts and reasons of the petitioner"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("The request"))
	filed = getdate(filed_on) if filed_on else happened.date()
	handling.not_before(happened, str(filed), _("The receipt of the request"), _("the day of the request"))
	handling.not_before(
		handling.moment(str(filed)), record.review_from, _("The request"), _("the receipt of the opinion")
	)
	file, reason = values.get("request_file"), values.pop("backdate_reason", None)
	handling.check_entry(happened, scan=file, backdate_reason=reason)
	late = bool(record.review_until and filed > getdate(record.review_until))
	row = _row(record, filed, happened, late, values)
	for review in standing(paper, level):
		if any(recipients.same(known.recipient) & {recipient} for known in reviews.standing_rows(review)):
			frappe.throw(_("This petitioner has asked for a review of this opinion already."), RequestRefused)
		joins = review.stage in deciding.OPEN or (review.stage == "Accepted" and not late)
		if joins and review.organ == chosen.organ:
			return _join(review, row, record, filed, happened, values, reason)

	review = handling.new_record(
		reviews.DOCTYPE,
		petition,
		chosen.organ,
		title=petition.title,
		level=level,
		holder=chosen.organ,
		respondent_organ=respondent,
		external=int(chosen.external),
		opinion=paper.name if level == reviews.REVIEW else paper.opinion,
		previous_review=paper.name if level == reviews.RE_REVIEW else None,
		filed_on=filed,
		requested_on=happened,
		late=int(late),
		scan=file,
		backdate_reason=reason,
		**values,
	)
	review.append("requesters", row)
	review = handling.write(review)
	_stop_window(record, level, filed, file, reason)
	proof = {"scan": file, "backdate_reason": reason}
	milestones.record(
		review, "requested", happened, organ=values.get("recorded_organ") or chosen.organ, **proof
	)
	review.due_on = reviews.due_on(review)
	review = handling.write(review)
	if not chosen.external:
		custody.give(
			petition, organ=chosen.organ, kind=custody.TASK, reason=_("Review of the opinion"), source=review
		)
	telling.requested(review)
	return review


def _join(review, row, record, filed, happened, values, reason) -> Document:
	review.append("requesters", row)
	review.claims = "\n".join(filter(None, (review.claims, values["claims"])))
	review.facts = "\n\n".join(filter(None, (review.facts, values["facts"])))
	review.late = int(reviews.is_late(review))
	review = handling.write(review)
	_keep(review, values.get("request_file"))
	_stop_window(record, review.level, filed, values.get("request_file"), reason)
	milestones.record(
		review,
		"joined",
		happened,
		organ=values.get("recorded_organ") or review.organ,
		scan=values.get("request_file"),
		backdate_reason=reason,
	)
	if review.stage == "Accepted":
		deciding.tell_accepted(review, record.recipient)
	return review


def _keep(review: Document, url: str | None) -> None:
	"""Frappe attaches the files of a record, not those of its rows: a fresh upload lies with the review from now on."""
	name = url and frappe.db.get_value(
		"File", {"file_url": url, "owner": frappe.session.user, "attached_to_name": ["is", "not set"]}
	)
	if name:
		frappe.db.set_value(
			"File", name, {"attached_to_doctype": review.doctype, "attached_to_name": review.name}
		)


def _row(record: Document, filed: date, happened: datetime, late: bool, values: dict) -> dict:
	return {
		**{key: values.get(key) for key in ("way", "request_file", "new_evidence", "late_cause")},
		"requested_on": happened,
		"recipient": record.recipient,
		"recipient_name": record.recipient_name,
		"service_record": record.name,
		"received_on": record.review_from,
		"until": record.review_until,
		"filed_on": filed,
		"late": int(late),
	}


def _stop_window(record: Document, level: str, filed: date, file: str | None, reason: str | None) -> None:
	"""The petitioner's own term is judged by the day on which he asked, however late it was entered."""
	earlier = filed < when.today()
	milestones.record(
		record,
		reviews.ASKED[level],
		handling.moment(str(filed)),
		organ=record.organ,
		scan=file,
		backdate_reason=reason or (POSTED if earlier and file else None),
	)
