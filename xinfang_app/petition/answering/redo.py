"""What a review does to the opinion it overturns: revoked, to be done again, or changed.

Rule (arts. 35, 36; results after the provincial rules on review): an opinion that a review revokes stands no more, from
the signature of the review's opinion. Where it has to be done again, the organ's handling begins anew: the matter goes
back to it in the stage of handling, with the term that the review set (N06R), and the tasks that rested on the opinion
fall. The new opinion takes the place of the old one; it may not come to the same result on the same facts and reasons.
Where the review decides otherwise itself, its results are written on the claims, and what it grants becomes a task.

Exceptions: what was carried out already stays on record as carried out. The petitioner's rating, once given, stays.
"""

import difflib
import re
from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import handling
from xinfang_app.petition.answering.presign import Problem
from xinfang_app.petition.serving import execution, rating_window
from xinfang_app.workflows import stages

#: From this likeness on two texts say the same: a comma moved makes no new reason.
SAME = 0.95


def order(
	opinion: Document, *, number: str, organ: str, occurred_on: datetime, due_on: date, **proof
) -> Document:
	"""Revoke `opinion` by the review `number` of `organ` and give the matter back to be done again; return the petition.

	The caller, a service of the review, has checked the right. `proof`: scan, backdate_reason.
	"""
	petition = revoke(opinion, number=number, occurred_on=occurred_on, redo=True)
	petition.update(
		{
			"opinion_issued_on": None,
			"served_on": None,
			"concluded": 0,
			"concluded_on": None,
			"terminated_on": None,
			"closing_code": None,
			"closing_reason": None,
			"result": None,
		}
	)
	for claim in petition.claims:
		claim.update({"result": None, "granted": None})
	if petition.rating_state != "Rated":
		petition.rating_state = rating_window.not_open(petition)
		_close_rating(petition)
	petition = stages.advance(petition, "Handling", by_service=True)
	running = engine.clock(petition, handling.REDO_TERM)
	if running and running.state in ("Running", "Paused"):
		engine.stop(petition, handling.REDO_TERM, f"{number}重新确定办理期限", occurred_on=occurred_on)
	milestones.record(petition, "redo_ordered", occurred_on, organ=organ, note=number, due_on=due_on, **proof)
	return petition


def revoke(opinion: Document, *, number: str, occurred_on: datetime, redo: bool = False) -> Document:
	"""Revoke `opinion`; what rested on it and was not carried out yet falls. Return the petition."""
	handling.at_stage(opinion, ("Signed",), _("Revoking the opinion"))
	opinion.update({"revoked_on": occurred_on, "revocation": number, "revoked_redo": int(redo)})
	handling.write(opinion)
	execution.void(opinion, _("The opinion was revoked by {0}").format(number))
	return handling.petition_of(opinion)


def change(opinion: Document, items: list, result: str, *, number: str, occurred_on: datetime) -> Document:
	"""Write the results that a review found otherwise on the claims, and `result` of the whole; return the petition.

	What the review grants becomes a task.
	"""
	petition = handling.petition_of(opinion)
	changed = {item.claim_no: item for item in items if item.result}
	execution.void(opinion, _("Changed by {0}").format(number), claims=list(changed))
	for claim in petition.claims:
		if claim.claim_no in changed:
			item = changed[claim.claim_no]
			claim.update({"result": item.result, "granted": item.granted})
	petition.result = result
	petition = handling.write(petition)
	execution.plan_items(opinion, list(changed.values()), occurred_on)
	return petition


def ordered(petition: str) -> Document | None:
	"""Return the revoked opinion on the petition named `petition` that is still to be done again, or None."""
	name = frappe.db.get_value(
		"Handling Opinion",
		{"petition": petition, "stage": "Signed", "revoked_redo": 1},
		"name",
		order_by="revoked_on desc",
	)
	return frappe.get_doc("Handling Opinion", name) if name else None


def check(opinion: Document) -> list[Problem]:
	"""Refuse a new opinion that repeats the revoked one: same result on the same facts and reasons. `xf_presign_checks`."""
	former = ordered(opinion.petition)
	if not former or former.name == opinion.name:
		return []
	old = {item.claim_no: item for item in former.items}
	found = []
	for item in opinion.items:
		before = old.get(item.claim_no)
		if not before or before.result != item.result:
			continue
		# Another article cited for the same facts and the same words is no new reason.
		if all(is_same(before.get(field), item.get(field)) for field in ("facts", "opinion")):
			text = _(
				"Claim {0}: the revoked opinion came to the same result on the same facts and reasons; {1} ordered it to be done again"
			)
			found.append(
				Problem("repeated", text.format(item.claim_no, former.revocation), True, item.claim_no)
			)
		else:
			text = _(
				"Claim {0}: the result is that of the revoked opinion; the new facts or reasons have to carry it"
			)
			found.append(Problem("same_result", text.format(item.claim_no), False, item.claim_no))
	return found


def is_same(first: str | None, second: str | None) -> bool:
	"""Return whether two texts say the same, spaces, punctuation and small touches aside. Pure."""
	one, other = (re.sub(r"[\W_]+", "", text or "") for text in (first, second))
	return one == other or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME


def _close_rating(petition: Document) -> None:
	clock = engine.clock(petition, rating_window.RULE)
	if clock and clock.state in ("Running", "Lapsed", "Stopped"):
		engine.cancel(petition, rating_window.RULE, "原处理意见被撤销")
