"""The supervision board (督办工作台): what is due and overdue by organ and place, what is stuck, bounced, or nobody's.

Rule. Arts. 22, 38 and 40: the petition office and whoever supervises press organs in time, so they see terms before
they end. Counted are running duties (`Deadline`: Running, Duty) under the user's scope: the petition office, leaders
and supervision of a county by its range, a township's leader by the township, everybody else the terms that bind his own
organs. "Due in 7 days" holds those of 3 days. Overdue is a question of dates alone.

- Stuck: a matter under a duty that began longer ago than so many days, with no milestone since; being reminded is none.
- Bounced: open matters that came back, by return or objection, twice or more.
- Ownerless: organs with running duties where nobody holds a post, or which have ended.

Sealed pieces are not on the board: its figures go to more people than may know of them (arts. 30, 46(5)).

Everything is counted by the database, in one question each. Terms are found by an index that holds all that is asked
of them (`board_index.py`), so a million running clocks are read without touching their rows.
"""

from datetime import date, timedelta

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import ScopeMap, scope_map
from xinfang_app.access.sql import EVERYTHING, NOTHING, in_list
from xinfang_app.organization import codes
from xinfang_app.supervision.board_index import BY_TERM

SOON = (3, 7, 15)
STUCK_DAYS = (7, 15, 30)
BOUNCED = 2
#: Figures of the slower questions are counted up to here.
CAP = 999
TERMS = ("overdue", "due_3", "due_7", "due_15")
#: Seconds the database may look for stuck matters, and its word for having been stopped.
PATIENCE, TOOK_TOO_LONG = 10, 1969
#: Milestones that are no step of the work itself.
NO_PROGRESS = ("reminded",)


def page(user: str | None = None) -> dict:
	"""Return the sums, and the figures by organ and by place: {"today", "sums", "organs", "places", "own"}."""
	who = scope_map(user)
	rows = _counted(who)
	organs, places, sums = {}, {}, dict.fromkeys(TERMS, 0)
	for row in rows:
		for key in TERMS:
			number = int(row[key] or 0)
			sums[key] += number
			for table, code in ((organs, row["organ"]), (places, row["place"])):
				line = table.setdefault(code or "", dict.fromkeys(TERMS, 0))
				line[key] += number
	return {
		"today": str(when.today()),
		"sums": sums,
		"organs": _lines(organs, _organ_title),
		"places": _lines(places, _place_title),
		"by_range": bool(who.ranges or who.everything),
		"stuck_days": list(STUCK_DAYS),
	}


def slower(days: int, user: str | None = None) -> dict:
	"""Return how many matters are stuck and bounced (counted up to CAP), and the organs without an owner."""
	who = scope_map(user)
	still = stuck(who, days, CAP + 1)
	return {
		"stuck": None if still is None else len(still),
		"bounced": len(bounced(who, CAP + 1)),
		"ownerless": ownerless(who),
		"cap": CAP,
	}


def term_condition(key: str, today: date) -> str:
	"""Return the SQL condition of one of TERMS on due_on."""
	if key == "overdue":
		return f"`tabDeadline`.due_on < '{today}'"
	days = int(key.removeprefix("due_"))
	return f"`tabDeadline`.due_on between '{today}' and '{today + timedelta(days=days)}'"


def deadline_condition(who: ScopeMap) -> str:
	"""Return the SQL condition on running duties that the board shows to `who`."""
	# Asked for without sealed pieces, it names only columns of the index.
	rule = scope.condition("Deadline", who.user, without_sealed=True)
	if not (who.everything or who.ranges):
		own = in_list("Deadline", "organ", who.organs)
		rule = NOTHING if own == NOTHING else f"({own} and {rule})"
	return (
		f"`tabDeadline`.state = 'Running' and `tabDeadline`.kind = 'Duty' and {rule}"
		" and `tabDeadline`.ref_doctype != 'Sealed Register'"
	)


def by_term(who: ScopeMap) -> str:
	"""Return the hint for whoever sees a range: the optimizer takes the place's index, and with it all that ever ended."""
	return f"force index ({BY_TERM})" if who.ranges or who.everything else ""


def stuck(who: ScopeMap, days: int, limit: int) -> list[str] | None:
	"""Return matters on which nothing happened for `days`, at most `limit`; None if the database took too long to say."""
	if days not in STUCK_DAYS:
		frappe.throw(
			_("Choose one of these numbers of days: {0}").format(_listed(STUCK_DAYS)), frappe.ValidationError
		)
	since = when.now() - timedelta(days=days)
	try:
		found = frappe.db.sql(
			f"""set statement max_statement_time = {PATIENCE} for
			select distinct `tabDeadline`.petition from `tabDeadline` {by_term(who)}
			where {deadline_condition(who)} and `tabDeadline`.petition is not null
			and `tabDeadline`.started_on < %(since)s
			and not exists (select 1 from `tabClock Milestone` step where step.petition = `tabDeadline`.petition
				and step.occurred_on >= %(since)s and step.milestone not in %(none)s)
			limit %(limit)s""",
			{"since": since, "none": NO_PROGRESS, "limit": limit},
		)
	except Exception as error:
		if error.args and error.args[0] == TOOK_TOO_LONG:
			return None
		raise
	return [name for (name,) in found]


def bounced(who: ScopeMap, limit: int) -> list[str]:
	"""Return open matters that came back twice or more, the most returned first, at most `limit`."""
	own = EVERYTHING if who.everything or who.ranges else in_list("Petition", "holder", who.organs)
	return [
		name
		for (name,) in frappe.db.sql(
			f"""select `tabPetition`.name from `tabPetition`
			where bounce_count >= {BOUNCED} and terminated_on is null and archived_on is null
			and {own} and {scope.condition("Petition", who.user)}
			order by bounce_count desc, name limit %s""",
			(limit,),
		)
	]


def ownerless(who: ScopeMap) -> list[dict]:
	"""Return organs that bear running duties though nobody is posted there or they have ended: code, title, number, why."""
	today = when.today()
	empty = dict(
		frappe.db.sql(
			"""select organ.name, organ.valid_to from `tabOrgan` organ
			where organ.is_external = 0 and (organ.valid_to < %(today)s
				or not exists (select 1 from `tabPosting` post where post.organ = organ.name
					and post.from_date <= %(today)s and (post.to_date is null or post.to_date >= %(today)s)
					and (ifnull(post.deputy_of, '') = '' or %(today)s between post.acting_from and post.acting_to)))""",
			{"today": today},
		)
	)
	if not empty:
		return []
	rows = frappe.db.sql(
		f"""select `tabDeadline`.organ, count(*) from `tabDeadline` where {deadline_condition(who)}
		and {in_list("Deadline", "organ", sorted(empty))}
		group by `tabDeadline`.organ order by count(*) desc, `tabDeadline`.organ"""
	)
	found = []
	for code, number in rows:
		ended = bool(empty[code] and empty[code] < today)
		why = _("The organ has ended") if ended else _("Nobody is posted there")
		found.append({"code": code, "title": _organ_title(code), "number": number, "why": why})
	return found


def place_digits(who: ScopeMap) -> int:
	"""Return how many digits of a code tell the places of the second table: townships, for a township its villages."""
	in_township = who.ranges and all(
		codes.tier_of(low) in (codes.TOWNSHIP, codes.VILLAGE) for low, _high in who.ranges
	)
	return codes.DIGITS[codes.VILLAGE if in_township else codes.TOWNSHIP]


def _counted(who: ScopeMap) -> list[dict]:
	"""Return the figures of each pair of organ and place, in one question."""
	today = when.today()
	digits = place_digits(who)
	sums = ", ".join(f"sum({term_condition(key, today)}) as {key}" for key in TERMS)
	return frappe.db.sql(
		f"""select `tabDeadline`.organ, rpad(left(`tabDeadline`.scope_code, {digits}), 12, '0') as place, {sums}
		from `tabDeadline` {by_term(who)} where {deadline_condition(who)}
		and `tabDeadline`.due_on <= '{today + timedelta(days=SOON[-1])}'
		group by organ, place""",
		as_dict=True,
	)


def _lines(table: dict[str, dict], title) -> list[dict]:
	"""Return the lines of a table, the most overdue first."""
	lines = [{"code": code, "title": title(code), **figures} for code, figures in table.items()]
	lines.sort(key=lambda line: (*(-line[key] for key in TERMS), line["title"]))
	return lines


def _organ_title(code: str) -> str:
	return (frappe.get_cached_value("Organ", code, "title") if code else None) or _("No organ")


def _place_title(code: str) -> str:
	title = frappe.get_cached_value("Jurisdiction", code, "title") if code else None
	if not title:
		return _("Elsewhere")
	return _("{0} itself").format(title) if codes.tier_of(code) == codes.COUNTY else title


def _listed(values) -> str:
	return "、".join(str(value) for value in values)
