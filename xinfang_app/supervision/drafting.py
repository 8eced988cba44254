"""Drafting a supervision letter, by hand or by the engine.

Rule: whoever supervises a place drafts for one petition or several of one organ; the draft is filled from the record:
facts, breached term and article, cause, demand, day for the reply. A draft belongs to its office alone until it is
sent. The engine's drafts (`escalation`) come out of the same function, once for each source.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import basis, matters, who
from xinfang_app.supervision.accountability import breaches
from xinfang_app.supervision.refusals import LetterRefused

DOCTYPE = "Supervision Letter"
DEMANDS = {
	basis.REMINDER: "请对照法定期限抓紧办理，并将办理进展书面报我单位。",
	basis.WARNING: "上述事项即将超过期限。请立即采取措施，在期限内办结，并书面说明办理进展和完成时间。",
	basis.URGING: "请立即办理，查明未按期办理的原因，并将办理情况书面报我单位。",
	basis.ORDER: "一、立即依法办理，限期办结；二、查明未按规定办理的原因和责任环节，提出整改措施；三、将办理结果、整改情况及佐证材料书面报我单位。",
	basis.LISTED: "一、单位主要负责人牵头，制定化解方案，明确责任人和完成时限；二、限期办结并落实到位；三、每十日报告一次进展，办结后申请核查销号。",
}
#: Where what was due has been done, late: nothing is to be done at once any more.
EXPLAIN = "该项工作已经完成，但超过规定期限。请说明逾期原因和责任环节，提出整改措施，并书面报我单位。"
#: What this room writes itself quotes nobody.
OWN_WORDS = (*DEMANDS.values(), EXPLAIN)
NEXT_STEPS = {
	basis.REMINDER: "逾期未落实的，将予以催办。",
	basis.WARNING: "逾期未落实的，将发出督办函。",
	basis.URGING: "逾期未落实的，将发出督办函。",
	basis.ORDER: "逾期未落实的，将提请信访工作联席会议采取约谈、通报、挂牌督办、限期整改等措施（《信访工作条例》第三十九条）。",
	basis.LISTED: "挂牌期间未落实的，报告信访工作联席会议。",
}


def draft(
	petitions: Iterable[str], kind: str = basis.ORDER, *, organ: str | None = None, **values
) -> Document:
	"""Draft a letter about `petitions` to the one organ that has them in hand (or `organ`); return it.

	`values`: further fields of the letter. Raises NotPermitted, NotYours, LetterRefused for several organs.
	"""
	held = matters.held_by(petitions)
	if organ is None and len(held) != 1:
		frappe.throw(
			_("One letter goes to one organ; these matters are in the hands of {0}.").format(
				"、".join(acting.organ_title(code) for code in held) or _("nobody")
			),
			LetterRefused,
		)
	target = organ or next(iter(held))
	office = who.own_office()
	who.refuse_own(office, target)
	return make(kind, target, office, [name for names in held.values() for name in names], **values)


def draft_many(petitions: Iterable[str], kind: str = basis.ORDER) -> list[Document]:
	"""Draft one letter for each organ that has some of `petitions` in hand; return them. Raises as `draft`."""
	held, office = matters.held_by(petitions), who.own_office()
	for target in held:
		who.refuse_own(office, target)
	return [make(kind, target, office, names) for target, names in held.items()]


def make(
	kind: str,
	organ: str,
	from_organ: str,
	petitions: Iterable[str] = (),
	*,
	deadline: Document | None = None,
	term_days: int | None = None,
	**values,
) -> Document:
	"""Insert a draft of `kind` from `from_organ` to `organ`, filled from the record. The caller has checked the right."""
	letter = frappe.new_doc(DOCTYPE)
	days = cint(term_days) or basis.TERM_DAYS[kind]
	letter.update(
		{
			"kind": kind,
			"organ": organ,
			"from_organ": from_organ,
			"scope_code": frappe.get_cached_value("Organ", from_organ, "place_code"),
			"term_days": days,
			"due_on": in_days(days),
			"demand": DEMANDS[kind],
			"next_step": NEXT_STEPS[kind],
			"way": "Listed by the conference" if kind == basis.LISTED else "By letter",
			"delivery": "Not sent",
		}
	)
	matters.add(letter, petitions, organ, deadline=deadline.name if deadline else None)
	clock = deadline or _breached([row.petition for row in letter.matters], organ)
	if clock:
		put_rule(letter, clock.rule, clock.name)
	letter.update({key: value for key, value in values.items() if value is not None})
	put_demand(letter)
	return handling.write(letter)


def put_rule(letter: Document, rule: str, deadline: str | None = None) -> None:
	"""Write the breached rule, its article and the usual cause into `letter`; nothing is saved."""
	article = frappe.db.get_value("Deadline Rule", rule, "article")
	letter.rule, letter.deadline = rule, deadline
	letter.article = letter.article or article
	letter.cause = letter.cause or basis.cause_of(rule, breaches.is_statutory(rule))


def put_demand(letter: Document) -> None:
	"""Demand to act, or, where what was due has been done late, to explain it; a demand of a hand stays as it is."""
	if letter.demand and letter.demand not in (*DEMANDS.values(), EXPLAIN):
		return
	ended = letter.kind != basis.LISTED and _ended_late(letter.deadline)
	letter.demand = EXPLAIN if ended else DEMANDS[letter.kind]


def in_days(days: int, after: date | None = None) -> date:
	"""Return the day `days` after `after` (default today): a day that the letter names, so it is not rolled."""
	return (after or when.today()) + timedelta(days=days)


def _breached(petitions: list[str], organ: str):
	"""Return the clock that binds `organ` and has been overdue longest, or None."""
	rows = frappe.get_all(
		"Deadline",
		filters={"petition": ["in", petitions or [""]], "organ": organ, "kind": ["!=", "Window"]},
		or_filters=[["was_late", "=", 1], ["due_on", "<", when.today()]],
		fields=["name", "rule", "state", "was_late"],
		order_by="due_on asc",
	)
	return next((row for row in rows if row.was_late or row.state == "Running"), None)


def _ended_late(deadline: str | None) -> bool:
	if not deadline:
		return False
	clock = frappe.db.get_value("Deadline", deadline, ["state", "was_late"], as_dict=True)
	return bool(clock and clock.was_late and clock.state not in ("Running", "Paused", "Cancelled"))
