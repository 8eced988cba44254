"""What came in during a period and how it stood on the period's last day, from records alone.

Rule: everything is told as of the last day. A piece that was answered a day later is open in this table, whatever
it is today; that is why the functions compare dates and never read a stage.

- A piece (件) is a registered Petition Submission. A part made by splitting a letter is not a piece of its own: one
  letter is one piece, and it is done when all its matters are done. A joined repeat is a piece of its own and done
  with the matter it joined.
- A matter is done (办结) on `Petition.concluded_on`.
- An assignment (交办, art. 22(3)) is counted once per matter, however often it was referred; it is done when the
  assigner has passed the report (办结报告).
- A clock counts as due when it ended or fell due by the last day, and as kept when it ended by its due date. A clock
  that ran out and was met later stays missed.

Everything read here passes through `access.scope`: a township's table holds the township's pieces.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

import frappe

from xinfang_app.access import scope

ACCEPTANCE_RULES = ("N02", "N03", "N04")
REPLY_RULES = ("N06", "N15")


@dataclass(frozen=True)
class Period:
	"""A period of whole days, both ends included, in the site's time zone."""

	first: date
	last: date

	@property
	def begin(self) -> datetime:
		return datetime.combine(self.first, time.min)

	@property
	def end(self) -> datetime:
		return datetime.combine(self.last, time.max)


@dataclass(frozen=True)
class Piece:
	"""One incoming piece with the day on which all its matters were done, if they were by the period's end."""

	name: str
	number: str
	title: str
	form: str
	source_level: str
	received_on: datetime
	petition: str | None
	done_on: datetime | None
	open_matters: int

	@property
	def done(self) -> bool:
		return self.done_on is not None


@dataclass(frozen=True)
class Assignment:
	"""One matter assigned with a duty to report; `done` when the report was passed by the period's end."""

	name: str
	petition: str
	petition_number: str
	to_organ: str
	sent_on: datetime
	due_on: date | None
	passed_on: datetime | None

	@property
	def done(self) -> bool:
		return self.passed_on is not None


@dataclass(frozen=True)
class Clock:
	"""One clock that was due in the period; `kept` when it ended by its due date."""

	name: str
	rule: str
	organ: str
	petition: str | None
	form: str
	started_on: datetime
	due_on: date
	stopped_on: datetime | None
	kept: bool


def pieces(period: Period, user: str | None = None) -> list[Piece]:
	"""Return the registered pieces received in `period` that `user` (default: the session's) may see."""
	rows = frappe.db.sql(
		f"""
		select `tabPetition Submission`.name, `tabPetition Submission`.number, `tabPetition Submission`.title,
			`tabPetition Submission`.form, `tabPetition Submission`.source_level,
			`tabPetition Submission`.received_on, `tabPetition Submission`.petition
		from `tabPetition Submission`
		where `tabPetition Submission`.status = 'Registered'
			and `tabPetition Submission`.is_part = 0
			and `tabPetition Submission`.received_on between %(begin)s and %(end)s
			and ({scope.condition("Petition Submission", user) or "1=1"})
		order by `tabPetition Submission`.received_on, `tabPetition Submission`.number
		""",
		{"begin": period.begin, "end": period.end},
		as_dict=True,
	)
	ends = _matter_ends([row.name for row in rows], period)
	return [
		Piece(
			row.name,
			row.number,
			row.title,
			row.form,
			row.source_level or "",
			row.received_on,
			row.petition,
			max(ends[row.name][0]) if ends[row.name][0] and not ends[row.name][1] else None,
			ends[row.name][1],
		)
		for row in rows
	]


def _matter_ends(names: list[str], period: Period) -> dict[str, tuple[list[datetime], int]]:
	"""For each piece: when its matters were done by the period's end, and how many were still open.

	The matters of a piece are its own petition and those of the parts split from it. Read without scope on purpose:
	only the number of open matters of a piece that the user may see comes out.
	"""
	ends: dict[str, tuple[list[datetime], int]] = {name: ([], 0) for name in names}
	if not names:
		return ends
	for piece, concluded_on in frappe.db.sql(
		"""
		select coalesce(nullif(part.split_from, ''), part.name), petition.concluded_on
		from `tabPetition Submission` part
		inner join `tabPetition` petition on petition.name = part.petition
		where part.name in %(names)s or part.split_from in %(names)s
		""",
		{"names": names},
	):
		if piece not in ends:
			continue
		done, still_open = ends[piece]
		if concluded_on and concluded_on <= period.end:
			done.append(concluded_on)
		else:
			ends[piece] = (done, still_open + 1)
	return ends


def assignments(period: Period, user: str | None = None) -> list[Assignment]:
	"""Return the matters assigned (交办) in `period`, one row each, the latest standing referral speaking for it."""
	rows = frappe.db.sql(
		f"""
		select `tabPetition Referral`.name, `tabPetition Referral`.petition,
			`tabPetition Referral`.petition_number, `tabPetition Referral`.to_organ,
			`tabPetition Referral`.sent_on, `tabPetition Referral`.due_on,
			`tabPetition Referral`.report_verdict, `tabPetition Referral`.report_verdict_on,
			`tabPetition Referral`.returned_on
		from `tabPetition Referral`
		where `tabPetition Referral`.kind = 'Assign' and `tabPetition Referral`.role = 'Lead'
			and `tabPetition Referral`.sent_on between %(begin)s and %(end)s
			and ({scope.condition("Petition Referral", user) or "1=1"})
		order by `tabPetition Referral`.sent_on
		""",
		{"begin": period.begin, "end": period.end},
		as_dict=True,
	)
	by_petition: dict[str, Assignment] = {}
	for row in rows:
		passed = (
			row.report_verdict_on
			if row.report_verdict == "Passed"
			and row.report_verdict_on
			and row.report_verdict_on <= period.end
			else None
		)
		known = by_petition.get(row.petition)
		if known and known.done:
			continue
		by_petition[row.petition] = Assignment(
			row.name, row.petition, row.petition_number, row.to_organ, row.sent_on, row.due_on, passed
		)
	return list(by_petition.values())


def clocks(period: Period, rules: tuple[str, ...], user: str | None = None) -> list[Clock]:
	"""Return the clocks of `rules` that started in `period` and were due by its end (K1, K2 of the KPI table)."""
	rows = frappe.db.sql(
		f"""
		select `tabDeadline`.name, `tabDeadline`.rule, `tabDeadline`.organ, `tabDeadline`.petition,
			`tabDeadline`.started_on, `tabDeadline`.due_on, `tabDeadline`.stopped_on, `tabDeadline`.state,
			`tabDeadline`.was_late, coalesce(piece.form, referred.form, petition.form) as form
		from `tabDeadline`
		left join `tabPetition Submission` piece
			on `tabDeadline`.ref_doctype = 'Petition Submission' and piece.name = `tabDeadline`.ref_name
		left join `tabPetition Referral` referral
			on `tabDeadline`.ref_doctype = 'Petition Referral' and referral.name = `tabDeadline`.ref_name
		left join `tabPetition Submission` referred on referred.name = referral.submission
		left join `tabPetition` petition on petition.name = `tabDeadline`.petition
		where `tabDeadline`.rule in %(rules)s
			and `tabDeadline`.started_on between %(begin)s and %(end)s
			and `tabDeadline`.state not in ('Cancelled', 'Stopped')
			and ({scope.condition("Deadline", user) or "1=1"})
		order by `tabDeadline`.due_on
		""",
		{"rules": rules, "begin": period.begin, "end": period.end},
		as_dict=True,
	)
	due = []
	for row in rows:
		stopped = row.stopped_on if row.stopped_on and row.stopped_on <= period.end else None
		if not stopped and row.due_on > period.last:
			continue
		kept = bool(stopped) and stopped.date() <= row.due_on and not row.was_late
		due.append(
			Clock(
				row.name,
				row.rule,
				row.organ,
				row.petition,
				row.form or "",
				row.started_on,
				row.due_on,
				stopped,
				kept,
			)
		)
	return due
