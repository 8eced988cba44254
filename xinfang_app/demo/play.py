"""Plays cases in the order of their dates through the app's own services.

A case is a generator: it yields the next moment at which something happens to it, and between two yields calls the
services as the people who would. All cases are played together, earliest moment first, so that numbers, clocks and
hand-overs come out in the order in which a county would have lived them.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count

import frappe

from xinfang_app import when

Case = Iterator[datetime]


@contextmanager
def acting(user: str) -> Iterator[None]:
	"""Do what stands in the block as `user`, with that user's rights."""
	before = frappe.session.user
	if user != before:
		_become(user)
	try:
		yield
	finally:
		if user != before:
			_become(before)


def _become(user: str) -> None:
	"""Change the user but keep at hand what Redis would be asked for again: it is kept under the user's name where it is his.

	Fetched anew after each of some ten thousand changes, it would be a quarter of the load's time.
	"""
	kept = frappe.local.cache
	frappe.set_user(user)
	frappe.local.cache = kept


def play(
	cases: Iterable[Case], *, after: Callable[[int], None] | None = None, until: datetime | None = None
) -> int:
	"""Play all cases to their end, or to the last moment before `until`; return the number of moments played.

	`after`, where given, is called after each moment with the number of moments so far. A case that goes back in time raises
	ValueError: its dates are wrong.
	"""
	order = count()
	waiting: list[tuple[datetime, int, Case]] = []

	def step(case: Case, moment: datetime | None) -> None:
		following = next(case, None)
		if following is None or (until and following > until):
			return
		if moment and following < moment:
			raise ValueError(f"a case goes back from {moment} to {following}")
		heapq.heappush(waiting, (following, next(order), case))

	for case in cases:
		step(case, None)
	played = 0
	while waiting:
		moment, _, case = heapq.heappop(waiting)
		# Frappe enters each new record before it has a name, never takes it out again, and reads the list at every save.
		frappe.flags.currently_saving = []
		with when.at(moment):
			step(case, moment)
		played += 1
		if after:
			after(played)
	return played
