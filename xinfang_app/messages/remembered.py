"""Answers that a run of the sender keeps for a few seconds: who holds which post, settings, languages.

Rule: a message goes to whoever holds the post when it goes out; a few seconds make no difference to that, and a
thousand messages to one organ need its postings asked for once. Kept only inside `during`; whoever asks outside it
gets the answer of that moment. What a record holds, and who may read it, is never kept.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe

SECONDS = 5


@contextmanager
def during() -> Iterator[None]:
	"""Keep answers inside the block."""
	frappe.local.xf_remembered = ({}, time.monotonic())
	try:
		yield
	finally:
		frappe.local.xf_remembered = None


def ask(function: Callable, *arguments):
	"""Return `function(*arguments)`, or what it answered within the last seconds. Arguments are plain values."""
	kept = getattr(frappe.local, "xf_remembered", None)
	if kept is None:
		return function(*arguments)
	answers, since = kept
	if time.monotonic() - since > SECONDS:
		answers = {}
		frappe.local.xf_remembered = (answers, time.monotonic())
	key = (function.__module__, function.__qualname__, arguments)
	if key not in answers:
		answers[key] = function(*arguments)
	return answers[key]
