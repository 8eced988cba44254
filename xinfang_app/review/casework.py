"""Calling for the case file, the organ's answer, and the panel.

Rule: once the request is taken on, the organ that reviews calls for the file and the answer of the organ whose opinion it
reviews, with a day (W25D); the organ answers in writing with its papers, once. The file itself is read in the system.
At least two people review (setting); nobody who had a hand in the opinion that is reviewed: drafted, sent up, reviewed
or signed it, for himself or for somebody, or inquired into the matter (art. 28 §3; practice of the provinces).
"""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.answering import hands, recusal
from xinfang_app.petition.paperwork import papers
from xinfang_app.review import deciding, reviews, telling, who
from xinfang_app.review.errors import PanelRefused, ReviewRefused
from xinfang_app.supervision import evidence


def call_file(review: Document, due_on: date | str | None = None) -> Document:
	"""Call for file and answer of the organ by `due_on` (default: by the setting)."""
	_reviewer(review, _("Calling for the file"))
	if review.file_called_on:
		frappe.throw(_("The case file has been called for already."), ReviewRefused)
	day = getdate(due_on) if due_on else when.today() + timedelta(days=reviews.setting("answer_days"))
	if day <= when.today():
		frappe.throw(_("The day of the answer has to lie ahead."), ReviewRefused)
	review.update({"file_called_on": when.now(), "answer_due_on": day})
	review = handling.write(review)
	milestones.record(review, "file_called", organ=review.organ, due_on=day)
	papers.issue(
		deciding.paper(review, "D"),
		review,
		organ=review.organ,
		occurred_on=when.now(),
		recipient=review.respondent_organ,
	)
	telling.file_called(review)
	return review


def answer(review: Document, text: str, files: list[dict] | None = None) -> Document:
	"""Give the answer of the organ whose opinion is reviewed, with its papers; once, before the opinion is sent up."""
	scope.require(review, "read")
	who.require_respondent(review)
	handling.at_stage(review, ("Accepted",), _("The answer"))
	if not review.file_called_on or review.answered_on:
		frappe.throw(_("No answer is awaited here."), ReviewRefused)
	handling.demand(text, _("Answer of the organ"))
	rows = evidence.check(review, files)
	review.update({"answer": text, "answered_on": when.now(), "answered_by": frappe.session.user})
	evidence.keep(review, "answer_files", rows)
	review = handling.write(review)
	milestones.record(review, "answered", organ=review.respondent_organ)
	telling.answered(review)
	return review


def set_panel(review: Document, users: list[str], chair: str | None = None) -> Document:
	"""Name who reviews, the first or `chair` presiding. Raises PanelRefused for whoever had a hand in the opinion."""
	_reviewer(review, _("Naming the panel"))
	users = list(dict.fromkeys(users))
	least = reviews.setting("panel_size")
	if len(users) < least:
		frappe.throw(_("At least {0} people review.").format(least), PanelRefused)
	if chair and chair not in users:
		frappe.throw(_("Who presides belongs to the panel."), PanelRefused)
	staff = posting.users_at(review.organ)
	for user in users:
		if user not in staff:
			frappe.throw(
				_("{0} does not serve at the organ that reviews.").format(frappe.utils.get_fullname(user)),
				PanelRefused,
			)
		refuse_involved(review, user)
	review.set("panel", [])
	for user in users:
		review.append(
			"panel",
			{
				"user": user,
				"member_name": frappe.utils.get_fullname(user),
				"is_chair": int(user == (chair or users[0])),
			},
		)
	return handling.write(review)


def refuse_involved(review: Document, user: str) -> None:
	"""Raise PanelRefused where `user` had a hand in what `review` is about, Recused where he stands aside."""
	recusal.refuse(review.petition, user)
	if involved(review).has(user):
		frappe.throw(
			_("{0} had a hand in the opinion that is reviewed and does not review it.").format(
				frappe.utils.get_fullname(user)
			),
			PanelRefused,
		)


def involved(review: Document) -> hands.Hands:
	"""Return everybody who had a hand in the matter and its opinions, and at a re-review in the review before."""
	matter = hands.of(review.petition)
	former = people([review.previous_review]) if review.previous_review else set()
	return hands.Hands(matter.users | former, matter.texts)


def people(names: list[str]) -> set[str]:
	"""Return who reviewed in the reviews `names`: their panels, and who sent their opinions up and signed them."""
	if not names:
		return set()
	rows = frappe.get_all(reviews.DOCTYPE, filters={"name": ["in", names]}, fields=list(hands.FIELDS[1:]))
	found = {user for row in rows for user in row.values()} | hands.signers(names)
	found |= set(
		frappe.get_all(
			"Review Panelist",
			filters={"parent": ["in", names], "parenttype": reviews.DOCTYPE},
			pluck="user",
		)
	)
	return found - {None, "", "Administrator"}


def able(review: Document) -> list[dict]:
	"""Return who of the review organ may review, for the dialog: [{value, label}].

	Its head signs the opinion: he is offered only where there are not enough others.
	"""
	out = involved(review)
	free = [
		user
		for user in posting.users_at(review.organ)
		if not out.has(user)
		and who.serves(review.organ, user)
		and not recusal.is_recused(review.petition, user)
	]
	others = [user for user in free if user != posting.head_of(review.organ)]
	offered = others if len(others) >= reviews.setting("panel_size") else free
	return [{"value": user, "label": frappe.utils.get_fullname(user)} for user in offered]


def _reviewer(review: Document, what: str) -> None:
	scope.require(review, "act")
	who.require_reviewer(review)
	handling.at_stage(review, ("Accepted",), what)
	if review.external:
		frappe.throw(_("The organ that reviews lies outside the system."), ReviewRefused)
