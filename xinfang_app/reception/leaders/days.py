"""The days on which leaders receive, by a rule, and whose turn it is. Pure.

Rule (art. 18; DOMAIN L02 to L09). A rule sets days of a month: each working day; dates with certain last digits (5 and
0); weekdays; or so many times, spread evenly over the working days. A day that is a rest day is moved on to the next
working day, or left out where the rule says so; make-up working days (调休) count as working days. A day belongs to the
month of its date by the rule, also where it is moved into the next month. Two days that meet become one.

Leaders take turns in their order, going on after the last one of the month before. Who is set for a weekday receives on
it always; who is not in post on a day is passed over.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from xinfang_app.deadline import counting
from xinfang_app.deadline.days import Days

EACH, DIGITS, WEEKDAYS, TIMES = "Each working day", "Dates ending in", "Weekdays", "Times a month"
MOVED, LEFT_OUT = "Moved on", "Left out"


class SetDay(NamedTuple):
	"""One day of the rota: the date by the rule, and the day it is held."""

	nominal: date
	day: date


def month_of(text: str) -> date:
	"""Return the first day of a month written as `2026-12`. Raises ValueError for anything else."""
	year, _dash, month = (text or "").partition("-")
	if len(year) != 4 or not month.isdigit() or not year.isdigit():
		raise ValueError(text)
	return date(int(year), int(month), 1)


def numbers(text: str | None, least: int, most: int) -> list[int]:
	"""Return the numbers in `text` ("5,0"; Chinese commas too), each once. Raises ValueError for one out of range."""
	found = []
	for part in (text or "").replace("\uff0c", ",").replace("、", ",").split(","):
		if not part.strip():
			continue
		number = int(part.strip())
		if not least <= number <= most:
			raise ValueError(part)
		found.append(number)
	return list(dict.fromkeys(found))


def of_month(
	first: date,
	pattern: str,
	days: Days,
	*,
	digits: Sequence[int] = (),
	weekdays: Sequence[int] = (),
	times: int = 0,
	rest_days: str = MOVED,
) -> list[SetDay]:
	"""Return the days that a rule sets in the month that begins on `first`, by the day they are held."""
	dates = _dates(first)
	working = [day for day in dates if days.is_workday(day)]
	if pattern == EACH:
		return [SetDay(day, day) for day in working]
	if pattern == TIMES:
		return [SetDay(day, day) for day in _spread(working, times)]
	if pattern == DIGITS:
		chosen = [day for day in dates if day.day % 10 in digits]
	else:
		chosen = [day for day in dates if day.isoweekday() in weekdays]
	found: dict[date, SetDay] = {}
	for nominal in chosen:
		if days.is_workday(nominal):
			day = nominal
		elif rest_days == LEFT_OUT:
			continue
		else:
			day = counting.next_workday(nominal, days)
		found.setdefault(day, SetDay(nominal, day))
	return sorted(found.values(), key=lambda one: one.day)


def turns(
	held_on: Sequence[date],
	people: Sequence[str],
	fixed: dict[int, str],
	last: str | None,
	in_post: Callable[[str, date], bool],
) -> list[str | None]:
	"""Return who receives on each of the days `held_on`; None where nobody is in post.

	`fixed`: weekday (1 is Monday) → who receives on it always. `last`: whose turn came last before.
	"""
	rotating = [person for person in people if person not in fixed.values()] or list(people)
	at = (rotating.index(last) + 1) if last in rotating else 0
	found: list[str | None] = []
	for day in held_on:
		person = fixed.get(day.isoweekday())
		if person and in_post(person, day):
			found.append(person)
			continue
		chosen = None
		for step in range(len(rotating)):
			candidate = rotating[(at + step) % len(rotating)]
			if in_post(candidate, day):
				chosen, at = candidate, (at + step + 1) % len(rotating)
				break
		found.append(chosen)
	return found


def _dates(first: date) -> list[date]:
	after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
	return [first + timedelta(days=number) for number in range((after - first).days)]


def _spread(working: list[date], times: int) -> list[date]:
	"""Return `times` of the working days, each from the middle of its part of the month."""
	times = min(max(times, 0), len(working))
	return [working[(2 * number + 1) * len(working) // (2 * times)] for number in range(times)]
