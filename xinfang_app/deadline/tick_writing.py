"""Write what a batch of clocks brought: set-based, a few statements for many clocks.

Rule: clocks that get the same values are written together, and the rows of one step for many clocks come from one
INSERT … SELECT over the clocks themselves; so nothing is read into this process that the database already has. Keys
are made of clock, step, round and occurrence: what was written before is passed over, never written twice.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import frappe

from xinfang_app.deadline import catch_up
from xinfang_app.deadline import clock as clocks
from xinfang_app.deadline.catch_up import Taken
from xinfang_app.deadline.tick_judging import Judged

#: The key of a step, made by the database from the clock itself.
_KEY = "concat(d.name, ':', %(step_key)s, ':', d.round, ':', %(occurrence)s)"
#: Names begin with the moment, so that new rows lie together at the end of the table.
_NAME = f"concat(%(stamp)s, left(md5({_KEY}), 12))"
_STANDARD = "%(now)s, %(now)s, %(user)s, %(user)s, 0, 0"


def write(judged: list[Judged], now: datetime) -> None:
	"""Write the state, the steps, the outbox and the history of these clocks in the present transaction."""
	_write_steps(judged, now)
	_write_history([one.name for one in judged if one.late], "Late", now)
	_write_history([one.name for one in judged if one.lapsed], "Lapsed", now)
	_write_clocks(judged, now)
	_write_lapsed([one.name for one in judged if one.lapsed], now)


def _write_steps(judged: list[Judged], now: datetime) -> None:
	groups: dict[Taken, list[str]] = defaultdict(list)
	for one in judged:
		for taken in one.steps:
			groups[taken].append(one.name)
	for taken, names in sorted(groups.items(), key=lambda group: group[0].planned.on):
		values = _values(taken, names, now)
		frappe.db.sql(_STEP, values)
		if taken.sends:
			frappe.db.sql(_OUTBOX, values)


def _values(taken: Taken, names: list[str], now: datetime) -> dict:
	planned, step = taken.planned, taken.planned.step
	message = step.action in catch_up.MESSAGES
	return {
		"names": tuple(names),
		"now": now,
		"stamp": f"{int(now.timestamp()):08x}",
		"user": frappe.session.user,
		"step_key": step.key,
		"occurrence": planned.occurrence,
		"action": step.action,
		"status": taken.status,
		"planned_on": planned.on,
		"whom": ",".join(step.whom),
		"told": int(taken.sends and message),
		"kind": "Message" if message else "Action",
		"text": "deadline_step" if message else None,
		"outbox_action": None if message else "escalation",
		"content": json.dumps(
			{"step": step.action, "planned_on": str(planned.on), "options": dict(step.options)},
			ensure_ascii=False,
		),
		"urgent": int(step.urgent),
	}


_STEP = f"""insert into `tabDeadline Step`
	(name, creation, modified, owner, modified_by, docstatus, idx, `key`, deadline, rule, title, action, status, told,
	planned_on, done_on, due_on, whom, ref_doctype, ref_name, petition, organ, holder, scope_code, `round`, occurrence,
	step_key)
	select {_NAME}, {_STANDARD}, {_KEY}, d.name, d.rule, d.title, %(action)s, %(status)s, %(told)s,
	%(planned_on)s, %(now)s, d.due_on, %(whom)s, d.ref_doctype, d.ref_name, d.petition, d.organ, d.holder, d.scope_code,
	d.`round`, %(occurrence)s, %(step_key)s
	from `tabDeadline` d where d.name in %(names)s
	on duplicate key update `key` = `tabDeadline Step`.`key`"""

_OUTBOX = f"""insert into `tabOutbox Message`
	(name, creation, modified, owner, modified_by, docstatus, idx, `key`, kind, action, `text`, content, ref_doctype,
	ref_name, petition, organ, deadline, step, audience, urgent, status, not_before, attempts)
	select {_NAME}, {_STANDARD}, {_KEY}, %(kind)s, %(outbox_action)s, %(text)s, %(content)s,
	d.ref_doctype, d.ref_name, d.petition, d.organ, d.name, {_NAME}, %(whom)s, %(urgent)s, 'Waiting',
	%(now)s, 0
	from `tabDeadline` d where d.name in %(names)s
	on duplicate key update `key` = `tabOutbox Message`.`key`"""


def _write_clocks(judged: Iterable[Judged], now: datetime) -> None:
	groups: dict[tuple, list[str]] = defaultdict(list)
	for one in judged:
		if not one.lapsed:
			groups[one.next_on, one.late, one.card].append(one.name)
	for (next_on, late, card), names in groups.items():
		# Text, not the query builder: it takes longer to write out two thousand names than the database to find them.
		frappe.db.sql(
			f"""update `tabDeadline` set next_step_on = %(next_on)s, stepped_to = %(now)s, step_attempts = 0,
			step_error = null, card = %(card)s, modified = %(now)s {", was_late = 1" if late else ""}
			where name in %(names)s""",
			{"next_on": next_on, "now": now, "card": card, "names": tuple(names)},
		)


def _write_lapsed(names: list[str], now: datetime) -> None:
	if not names:
		return
	table = frappe.qb.DocType("Deadline")
	(
		frappe.qb.update(table)
		.set(table.state, clocks.LAPSED)
		.set(table.stopped_on, table.due_at)
		.set(table.stop_recorded_on, now)
		.set(table.live_key, None)
		.set(table.next_step_on, None)
		.set(table.modified, now)
		.where(table.name.isin(names))
	).run()


def _write_history(names: list[str], event: str, now: datetime) -> None:
	"""Add the line `event` to these clocks, at the last second of their term."""
	if not names:
		return
	frappe.db.sql(
		"""insert into `tabDeadline Event`
		(name, creation, modified, owner, modified_by, docstatus, parent, parenttype, parentfield, idx, event,
		happened_on, recorded_on, due_on)
		select left(md5(concat(d.name, %(event)s, %(now)s)), 20), %(now)s, %(now)s, %(user)s, %(user)s, 0, d.name,
		'Deadline', 'history',
		(select coalesce(max(e.idx), 0) + 1 from `tabDeadline Event` e
			where e.parent = d.name and e.parenttype = 'Deadline'),
		%(event)s, d.due_at - interval 1 second, %(now)s, d.due_on
		from `tabDeadline` d where d.name in %(names)s""",
		{"names": tuple(names), "event": event, "now": now, "user": frappe.session.user},
	)
