"""When a petition is open to rating.

Rule (art. 21 §2; the ways of F9 are local practice): the petitioner rates once the answer has reached him: the opinion
is served, the suggestion answered, or the dispute settled. The window is the rule N22, thirty days unless the county
sets another length; after it an unrated petition shows as such. Not rated are matters of litigation and of discipline,
and what is sealed: neither petition office nor organ decided there.

`rating_state`: empty = not for rating; Not Rated = not yet answered; Pending = window open; Rated; Overdue = passed.
"""

from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.deadline import engine
from xinfang_app.petition import handling

RULE = "N22"
DAYS = 30  # where N22 is switched off
LITIGATION_OR_DISCIPLINE = ("P1", "P7")
BATCH = 500


def is_for_rating(petition: Document) -> bool:
	"""Return whether `petition` is of a kind that is rated at all."""
	return not (
		petition.purpose_class == "Accusation"
		or petition.pathway in LITIGATION_OR_DISCIPLINE
		or petition.stage == "Referred Judicial"
	)


def opened(petition: Document) -> str:
	"""Return the rating state of `petition` at the moment its answer reaches the petitioner."""
	return "Pending" if is_for_rating(petition) else ""


def not_open(petition: Document) -> str:
	"""Return the rating state of `petition` while it is not answered."""
	return "Not Rated" if is_for_rating(petition) else ""


def until(petition: Document) -> date | None:
	"""Return the last day on which `petition` may be rated, or None while it is not open to rating."""
	clock = engine.clock(petition, RULE)
	if clock:
		return handling.due_on(clock)
	return getdate(petition.concluded_on) + timedelta(days=DAYS) if petition.concluded_on else None


def entered(petition: Document) -> None:
	"""Stage handler: a reply to a suggestion and a settlement open the window as a service does."""
	if petition.rating_state in ("Pending", "Rated", "Overdue") or not is_for_rating(petition):
		return
	frappe.db.set_value("Petition", petition.name, "rating_state", "Pending", update_modified=False)
	petition.rating_state = "Pending"
	engine.start(petition, RULE, occurred_on=when.now())


def accepted(petition: Document) -> None:
	"""Stage handler: from acceptance on an ordinary matter shows as not yet rated."""
	if not petition.rating_state and is_for_rating(petition):
		frappe.db.set_value("Petition", petition.name, "rating_state", "Not Rated", update_modified=False)
		petition.rating_state = "Not Rated"


def close_passed() -> None:
	"""Mark the petitions whose window passed without a rating. Runs daily; missed days are made good."""
	petition, clock = frappe.qb.DocType("Petition"), frappe.qb.DocType("Deadline")
	names = (
		frappe.qb.from_(petition)
		.inner_join(clock)
		.on((clock.ref_name == petition.name) & (clock.ref_doctype == "Petition") & (clock.rule == RULE))
		.where((petition.rating_state == "Pending") & (clock.due_on < when.today()))
		.select(petition.name)
		.run(pluck=True)
	)
	for start in range(0, len(names), BATCH):
		batch = names[start : start + BATCH]
		frappe.qb.update(petition).set(petition.rating_state, "Overdue").where(
			petition.name.isin(batch)
		).run()
