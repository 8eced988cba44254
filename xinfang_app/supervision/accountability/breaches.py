"""The closed list of breaches that a rule may count: what organs and officials owe and did not do.

Rule (idea 11). Each breach is one statement over recorded facts: terms that ran out, notices never given, sealed pieces
opened without right. None of them reads anything about people who petition: not their channel, their level, how many
they are, how often they come. The list is code; an admin chooses from it and sets number and days.

What may be cited follows the breach. Only breached statutory terms and acts cite arts. 42–46:
- registering (art. 21), sending on (22), telling (23), handling (34) are terms of the Regulation;
- an extension has to be told (34): counted is what was still untold when the first sixty days were over, not the
  house's own three days;
- a supervision letter, a recommendation, the organ's own promise in a signed opinion carry a date that binds it
  (arts. 40, 32 §2), though no article says how long it is;
- urgent information is owed at once (25): counted is what was not reported a whole day after it was known, whatever
  hours the county has set;
- a sealed piece asked for without right (30): the refused attempts of its log, one for each user, piece and day, however
  often he clicked, at the organ of his own post and not where he stands in. What was refused leaked nothing: 46(7), not (5).
`Term missed` takes any other term of the house; a local or own target may only remind (`rule_lock`).

A term that was lifted (`deadline.lifting`) or cancelled counts no more. Organs outside the system are not counted. A
sealed piece counts as a breach of its registering office, but nothing that tells it apart leaves this module.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import frappe

from xinfang_app import when
from xinfang_app.deadline.lifting import COUNTED

TERM_MISSED = "Term missed"
PETITION_OFFICE = "Petition Office"
STATUTORY_TAGS = ("Regulation", "National norm")
#: An urgent report that a whole day has not brought is late whatever hours are set (art. 25).
URGENT_HOURS = 24


class Breach(NamedTuple):
	"""One breach: the deadline rules whose lateness it is (or the statement of its own), and the items it may cite."""

	rules: tuple[str, ...] = ()
	statement: str = ""
	items: tuple[str, ...] = ()


_LATE = f"""
	select d.organ, concat('d:', d.name) as evidence_key, d.due_on as happened_on, d.rule, d.title, d.ref_doctype,
		d.ref_name, d.name as deadline, d.petition, d.due_on, date(d.stopped_on) as ended_on,
		d.ref_doctype = 'Sealed Register' as is_sealed
	from `tabDeadline` d
	where d.was_late = 1 and d.rule in %(rules)s and d.due_on between %(since)s and %(today)s and {COUNTED}
"""
_NOT_TOLD = """
	select e.organ, concat('x:', e.name) as evidence_key, e.due_before as happened_on, 'N07' as rule, '' as title,
		'Extension Request' as ref_doctype, e.name as ref_name, null as deadline, e.petition, e.due_before as due_on,
		date(e.notified_on) as ended_on, 0 as is_sealed
	from `tabExtension Request` e
	where e.stage = 'Approved' and e.due_before >= %(since)s and e.due_before < %(today)s
		and (e.notice_owed = 1 or date(e.notified_on) > e.due_before)
"""
_URGENT = f"""
	select d.organ, concat('d:', d.name) as evidence_key, date(d.started_on) as happened_on, d.rule, d.title,
		d.ref_doctype, d.ref_name, d.name as deadline, null as petition, d.due_on, date(d.stopped_on) as ended_on,
		0 as is_sealed
	from `tabDeadline` d
	where d.rule in %(rules)s and d.due_on between %(since)s and %(today)s and {COUNTED}
		and coalesce(d.stopped_on, %(now)s) >= d.started_on + interval {URGENT_HOURS} hour
"""
_SEALED = """
	select distinct p.organ, concat('s:', l.first) as evidence_key, l.day as happened_on, '' as rule, '' as title,
		null as ref_doctype, null as ref_name, null as deadline, null as petition, null as due_on,
		l.day as ended_on, 1 as is_sealed
	from (
		select user, date(happened_on) as day, ifnull(register, asked_for) as piece,
			substring(min(concat(cast(happened_on as char(26)), name)), 27) as first
		from `tabSealed Opening Log`
		where what = 'Refused' and happened_on >= %(since)s and happened_on < %(tomorrow)s
		group by user, day, piece
	) l
	inner join `tabPosting` p on p.user = l.user and ifnull(p.deputy_of, '') = '' and p.from_date <= l.day
		and (p.to_date is null or p.to_date >= l.day)
"""

BREACHES: Mapping[str, Breach] = {
	"Not registered": Breach(("N01",), _LATE, ("43-1", "44-1")),
	"Not referred in time": Breach(("N02", "N02S"), _LATE, ("43-1",)),
	"No notice in time": Breach(("N03", "N04"), _LATE, ("44-3",)),
	"Not finished in time": Breach(("N06", "N08", "N15"), _LATE, ("45-1",)),
	"Extension not told": Breach((), _NOT_TOLD, ("45-4",)),
	"Letter unanswered": Breach(("S01",), _LATE, ("45-1", "43-2")),
	"Opinion not carried out": Breach(("N30",), _LATE, ("42-4",)),
	"Recommendation ignored": Breach(("N17",), _LATE, ("45-3",)),
	"Urgent report late": Breach(("N16", "N16a"), _URGENT, ("46-4",)),
	"Sealed content opened without right": Breach((), _SEALED, ("46-7",)),
	TERM_MISSED: Breach((), _LATE, ()),
}
#: Under which a statutory term falls that no breach of the list names: a petition office's, another organ's.
OTHERWISE = ("43-2", "45-4")
APPLIES = {
	"Any organ": "1 = 1",
	"Petition offices": "o.kind = 'Petition Office'",
	"Other organs": "o.kind != 'Petition Office'",
}


def find(rule) -> list[frappe._dict]:
	"""Return what `rule` (an Accountability Rule) counts now, one row per breach, of organs that reach its number.

	Rows: organ, evidence_key, happened_on, rule, title, ref_doctype, ref_name, deadline, petition, due_on, ended_on,
	is_sealed; oldest first. What stands already in a flag of the same rule, of a ladder or raised by hand is passed over,
	unless that was withdrawn: what was dismissed is not raised again.
	"""
	today = when.today()
	return frappe.db.sql(
		f"""
		select * from (
			select b.*, count(*) over (partition by b.organ) as breaches
			from ({BREACHES[rule.breach].statement}) b
			inner join `tabOrgan` o on o.name = b.organ and ifnull(o.is_external, 0) = 0 and {APPLIES[rule.applies_to or "Any organ"]}
			where not exists (
				select 1 from `tabFlag Evidence` e inner join `tabAccountability Flag` f on f.name = e.parent
				where e.evidence_key = b.evidence_key and f.status != 'Withdrawn'
					and (f.rule = %(rule)s or f.source != 'By a rule')
			)
		) counted
		where breaches >= %(threshold)s order by organ, happened_on, evidence_key""",
		{
			"rules": clocks_of(rule) or ("",),
			"since": window_start(rule.window_days, today),
			"today": today,
			"tomorrow": today + timedelta(days=1),
			"now": when.now(),
			"rule": rule.name,
			"threshold": rule.threshold,
		},
		as_dict=True,
	)


def window_start(days: int, today: date) -> date:
	"""Return the first day that counts for a window of `days` that ends today."""
	return today - timedelta(days=int(days) - 1)


def clocks_of(rule) -> tuple[str, ...]:
	"""Return the codes of the deadline rules that `rule` counts."""
	return (rule.deadline_rule,) if rule.breach == TERM_MISSED else BREACHES[rule.breach].rules


def of_clock(deadline_rule: str) -> str | None:
	"""Return the breach that a late term of `deadline_rule` is; None for a target of the house, which only reminds."""
	known = next((key for key, breach in BREACHES.items() if deadline_rule in breach.rules), None)
	return known or (TERM_MISSED if is_statutory(deadline_rule) else None)


def is_statutory(deadline_rule: str) -> bool:
	"""Return whether a term is the law's or a national norm's, and no target of the county or the house."""
	return frappe.get_cached_value("Deadline Rule", deadline_rule, "source_tag") in STATUTORY_TAGS


def on_record(petitions: Iterable[str], organ: str) -> bool:
	"""Return whether `organ` has missed a statutory term on one of `petitions`."""
	rules = frappe.get_all(
		"Deadline",
		filters={
			"petition": ["in", [*petitions] or [""]],
			"organ": organ,
			"kind": ["!=", "Window"],
			"was_late": 1,
			"state": ["!=", "Cancelled"],
		},
		pluck="rule",
		distinct=True,
	)
	return any(is_statutory(rule) for rule in rules)


def item_for(breach: str, organ: str) -> str | None:
	"""Return the item of F7 that `breach` is when `organ` commits it: art. 43 speaks of petition offices alone."""
	items = BREACHES[breach].items or OTHERWISE
	office = frappe.get_cached_value("Organ", organ, "kind") == PETITION_OFFICE
	own = [item for item in items if item.startswith("43") == office]
	return next(iter(own or items), None)
