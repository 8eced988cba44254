"""The clocks of a document: which begin, and what happens to those that run.

Rule: what a milestone does is read from the rules of its DocType (`rules.py`); what it does to a clock is the rule of
`clock.py`; this module finds the rows, applies the one to the other and stores the result. A clock begins once: when
it has ended it does not begin anew by the same milestone, unless the rule says so or it was cancelled, so that no
repeated step can reset a term. While one runs, a second start changes nothing.

Services above have checked who may act; nothing here asks for permissions.
"""

from collections.abc import Callable
from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import when
from xinfang_app.deadline import calendar, counting, holders, moments, rows, rules
from xinfang_app.deadline import clock as clocks
from xinfang_app.deadline.clock import Clock, ClockError, Moment
from xinfang_app.deadline.days import Days
from xinfang_app.deadline.errors import ClockRefused

OPEN_STATES = ("Running", "Paused")


def steps(
	doc: Document, milestone: str, moment: Moment, days: Days, due_on=None
) -> list[Callable[[], Document]]:
	"""Return what `milestone` does to the clocks of `doc`, checked but not yet written. Raises ClockRefused."""
	concerned = [rule for rule in rules.of(doc.doctype).values() if _names(rule, milestone)]
	if not concerned:
		return []
	known = _rows_of(doc, [rule.name for rule in concerned])
	planned: list[Callable[[], Document]] = []
	for rule in concerned:
		planned += _steps_of_rule(doc, rule, milestone, moment, days, due_on, known.get(rule.name, []))
	return planned


def _names(rule: frappe._dict, milestone: str) -> bool:
	return (
		milestone in (rule.start_milestone, rule.end_milestone, rule.suspends_on, rule.resumes_on)
		or milestone in rule.also_ends
		or any(milestone in pair for pair in rule.pauses)
	)


def _rows_of(doc: Document, codes: list[str]) -> dict[str, list[Document]]:
	"""Return code → the clocks of `doc`, oldest first, each locked until the transaction ends.

	The search itself takes no lock: on a document without clocks it would lock a gap of the index, and two
	registrations at the same time would wait for each other. That a clock begins once is kept by `live_key`.
	"""
	table = frappe.qb.DocType("Deadline")
	found = (
		frappe.qb.from_(table)
		.select(table.name)
		.where((table.ref_name == doc.name) & (table.ref_doctype == doc.doctype) & table.rule.isin(codes))
		.orderby(table.started_on, table.creation)
	).run(pluck=True)
	by_rule: dict[str, list[Document]] = {}
	for name in found:
		row = frappe.get_doc("Deadline", name, for_update=True)
		by_rule.setdefault(row.rule, []).append(row)
	return by_rule


def _steps_of_rule(
	doc: Document,
	rule: frappe._dict,
	milestone: str,
	moment: Moment,
	days: Days,
	due_on,
	known: list[Document],
) -> list[Callable[[], Document]]:
	last = known[-1] if known else None
	planned = _changes(rule, milestone, moment, days, last)
	starts = milestone == rule.start_milestone and _may_start(rule, last, bool(planned))
	if starts and rules.applies(rule, doc) and _has_date(doc, rule, due_on):
		planned.append(_start(doc, rule, moment, days, due_on))
	return planned


def _changes(
	rule: frappe._dict, milestone: str, moment: Moment, days: Days, last: Document | None
) -> list[Callable[[], Document]]:
	if last is None:
		return []
	live = last.state in OPEN_STATES
	usable = live or (last.state == clocks.LAPSED and last.kind == clocks.WINDOW)
	ends = milestone == rule.end_milestone
	if ends and usable:
		own = Moment(moment.occurred, moment.recorded, moment.trusted or not last.organ)
		return [_change(last, "Met", own, days, lambda c: clocks.end(c, own, days), note=milestone)]
	if live and milestone in rule.also_ends:
		return [
			_change(
				last,
				"Stopped",
				moment,
				days,
				lambda c: clocks.end(c, moment, days, met=False),
				note=milestone,
			)
		]
	if last.state == clocks.RUNNING and milestone == rule.suspends_on:
		return [
			_change(
				last, "Suspended", moment, days, lambda c: clocks.suspend(c, moment, days), note=milestone
			)
		]
	if last.state == clocks.RUNNING and any(milestone == first for first, _second in rule.pauses):
		return [
			_change(last, "Paused", moment, days, lambda c: clocks.pause(c, moment, days), note=milestone)
		]
	resumes = (last.state == clocks.STOPPED and milestone == rule.resumes_on) or (
		last.state == clocks.PAUSED and any(milestone == second for _first, second in rule.pauses)
	)
	if resumes and last.paused_on:
		return [
			_change(last, "Resumed", moment, days, lambda c: clocks.resume(c, moment, days), note=milestone)
		]
	return []


def _may_start(rule: frappe._dict, last: Document | None, ending: bool) -> bool:
	if last is None or last.state == clocks.CANCELLED:
		return True
	if last.live_key and not ending:
		return False
	return bool(rule.repeats)


def _change(
	row: Document,
	event: str,
	moment: Moment,
	days: Days,
	change: Callable[[Clock], Clock],
	*,
	note: str | None = None,
	number: int = 0,
) -> Callable[[], Document]:
	"""Compute the change now, so that it is refused before anything is written; return what writes it."""
	changed = _refusing(partial(change, rows.read(row)))
	if event == "Met" and changed.state == clocks.LAPSED:
		event = "Lapsed"
	return partial(rows.write, row, changed, days, event, moment, note=note, number=number)


def _refusing(compute: Callable[[], Clock]) -> Clock:
	try:
		return compute()
	except ClockError as error:
		frappe.throw(_(error.text).format(*(_shown(value) for value in error.values)), ClockRefused)


def _shown(value) -> str:
	return _(value) if isinstance(value, str) else str(value)


def _start(doc: Document, rule: frappe._dict, moment: Moment, days: Days, due_on) -> Callable[[], Document]:
	absolute = _absolute(doc, rule, due_on)
	length = rules.length_of(rule) + (cint(doc.get(rule.extra_field)) if rule.extra_field else 0)
	begun = _refusing(
		lambda: clocks.start(
			moment, length, rule.unit, bool(cint(rule.roll)), kind=rule.kind, absolute=absolute
		)
	)
	holder = holders.of(doc)
	longer = rules.length_of(rule) > cint(rule.length)
	row = frappe.get_doc(
		{
			"doctype": "Deadline",
			"rule": rule.name,
			"title": rule.title,
			"ref_doctype": doc.doctype,
			"ref_name": doc.name,
			"petition": holder.petition,
			"scope_code": holder.scope_code,
			"holder": holder.holder,
			"organ": doc.get(rule.bearer_field) if rule.bearer_field else None,
			"override_document": rule.override_document if longer else None,
			"ladder": rule.ladder,
		}
	)
	return partial(_insert, row, begun, days, moment)


def _has_date(doc: Document, rule: frappe._dict, due_on) -> bool:
	"""A target without a date is no clock; a statutory one without its date is refused when it is begun."""
	return bool(rule.locked or rule.unit != counting.ABSOLUTE_DATE or _absolute(doc, rule, due_on))


def _absolute(doc: Document, rule: frappe._dict, due_on):
	if rule.unit != counting.ABSOLUTE_DATE:
		return None
	value = due_on or (doc.get(rule.due_field) if rule.due_field else None)
	return getdate(value) if value else None


def _insert(row: Document, begun: Clock, days: Days, moment: Moment) -> Document:
	return rows.write(row, begun, days, "Started", moment)


def clock(doc: Document, rule: str) -> Document | None:
	"""Return the latest Deadline of `rule` on `doc`, whatever its state, or None."""
	found = _rows_of(doc, [rule]).get(rule)
	return found[-1] if found else None


def start(doc: Document, rule: str, occurred_on=None, *, due_on=None, **proof) -> Document | None:
	"""Begin the clock `rule` on `doc` by hand (a track was changed); None where it runs already or does not apply."""
	days = calendar.load()
	moment = moments.checked(occurred_on, days, **proof)
	found = rules.of(doc.doctype).get(rule)
	if not found or not _may_start(found, clock(doc, rule), False) or not rules.applies(found, doc):
		return None
	return _start(doc, found, moment, days, due_on)()


def extend(
	doc: Document, rule: str, number: int, occurred_on=None, *, note: str | None = None, **proof
) -> Document:
	"""Extend the clock `rule` of `doc` by `number` days, counted from its start; return the Deadline.

	The longest extension is that of the enabled rule of kind Extension that extends `rule` (N07 for N06, art. 34).
	`proof`: scan, backdate_reason. Raises ClockRefused.
	"""
	allowed = rules.extension_of(rule)
	if not allowed:
		frappe.throw(_("The term {0} cannot be extended.").format(rule), ClockRefused)
	row, moment, days = _for_change(doc, rule, occurred_on, proof)
	limit = cint(allowed.length)
	return _change(
		row,
		"Extended",
		moment,
		days,
		lambda c: clocks.extend(c, cint(number), limit, moment, days),
		note=note,
		number=cint(number),
	)()


def pause(doc: Document, rule: str, reason: str, occurred_on=None, **proof) -> Document:
	"""Pause a clock whose rule names a pause at all (art. 36; none of N01–N09 does). Raises ClockRefused."""
	if not rules.of(doc.doctype)[rule].pauses:
		frappe.throw(_("By law the term {0} does not pause.").format(rule), ClockRefused)
	row, moment, days = _for_change(doc, rule, occurred_on, proof)
	return _change(row, "Paused", moment, days, lambda c: clocks.pause(c, moment, days), note=reason)()


def resume(doc: Document, rule: str, occurred_on=None, *, note: str | None = None, **proof) -> Document:
	"""Let a paused or suspended clock run on; the days between are not counted. Raises ClockRefused."""
	row, moment, days = _for_change(doc, rule, occurred_on, proof)
	return _change(row, "Resumed", moment, days, lambda c: clocks.resume(c, moment, days), note=note)()


def stop(doc: Document, rule: str, reason: str, occurred_on=None, **proof) -> Document:
	"""End a clock because nothing is owed any more. What was late stays. Raises ClockRefused."""
	row, moment, days = _for_change(doc, rule, occurred_on, proof)
	return _change(
		row, "Stopped", moment, days, lambda c: clocks.end(c, moment, days, met=False), note=reason
	)()


def reopen(doc: Document, rule: str, reason: str | None = None, occurred_on=None, **proof) -> Document:
	"""Let a clock that had ended run again with its first due date; one that runs stays as it is."""
	row, moment, days = _for_change(doc, rule, occurred_on, proof)
	if row.state in OPEN_STATES:
		return row
	return _change(row, "Reopened", moment, days, lambda c: clocks.reopen(c, moment, days), note=reason)()


def cancel(doc: Document, rule: str, reason: str | None = None, occurred_on=None, **proof) -> Document:
	"""Take off a clock that should not have begun. Raises ClockRefused."""
	row, moment, days = _for_change(doc, rule, occurred_on, proof)
	return _change(row, "Cancelled", moment, days, lambda c: clocks.cancel(c, moment), note=reason)()


def stop_all(petition: str, reason: str, occurred_on=None, **proof) -> list[Document]:
	"""End every duty that still runs on the matter and all its documents; the citizen's own windows run on."""
	days = calendar.load()
	moment = moments.checked(occurred_on, days, **proof)
	names = frappe.get_all(
		"Deadline",
		filters={"petition": petition, "state": ("in", OPEN_STATES), "kind": clocks.DUTY},
		pluck="name",
		order_by="started_on asc",
	)
	planned = [
		_change(
			frappe.get_doc("Deadline", name, for_update=True),
			"Stopped",
			moment,
			days,
			lambda c: clocks.end(c, moment, days, met=False),
			note=reason,
		)
		for name in names
	]
	return [step() for step in planned]


def is_overdue(row: Document) -> bool:
	"""Return whether a clock runs and its term is over now, by date, whether or not a job has marked it."""
	return row.state == clocks.RUNNING and when.now() >= rows.read(row).due_at(calendar.load())


def _for_change(doc: Document, rule: str, occurred_on, proof: dict) -> tuple[Document, Moment, Days]:
	days = calendar.load()
	moment = moments.checked(occurred_on, days, **proof)
	row = clock(doc, rule)
	if not row:
		frappe.throw(_("There is no term {0} on this document.").format(rule), ClockRefused)
	return row, moment, days
