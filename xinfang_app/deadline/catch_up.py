"""What is said of the steps of one term that came due together, as after a holiday or an outage.

Rule: every step is put on record once, in its order. But an organ is told one thing, the last: of several reminders and
cards only the latest sends a message; an earlier reminder is overtaken, an earlier card stands without a message. Of a
step that comes again, only its latest occurrence counts. A letter, a flag or a proposal is an act of its own and is
made once for each step.

Pure module.
"""

from collections.abc import Iterator
from typing import NamedTuple

from xinfang_app.deadline.ladder import Planned

REMIND, YELLOW, RED, URGE = "Reminder", "Yellow Card", "Red Card", "Urge"
COPY, REPORT = "Copy to Leader", "Report Above"
LETTER, FLAG, PROPOSE = "Draft Supervision Letter", "Raise Flag", "Propose to Conference"
CARDS = {YELLOW: "Yellow", RED: "Red"}
#: Told to the organ itself: only the latest of them is worth a message.
TO_THE_ORGAN = (REMIND, YELLOW, RED, URGE)
MESSAGES = (*TO_THE_ORGAN, COPY, REPORT)
ACTS = (LETTER, FLAG, PROPOSE)
ACTIONS = (*MESSAGES, *ACTS)

DONE, OVERTAKEN, WITHDRAWN = "Done", "Overtaken", "Withdrawn"


class Taken(NamedTuple):
	"""A step with what becomes of it: its status, and whether it sends something."""

	planned: Planned
	status: str
	sends: bool


def judge(due: list[Planned]) -> Iterator[Taken]:
	"""Yield each of `due` (in order) with its status."""
	latest = {one.step.key: one.occurrence for one in due}
	told = next((one for one in reversed(due) if one.step.action in TO_THE_ORGAN), None)
	for one in due:
		action = one.step.action
		if one.occurrence != latest[one.step.key]:
			yield Taken(one, OVERTAKEN, False)
		elif action in TO_THE_ORGAN and one is not told:
			yield Taken(one, DONE if action in CARDS else OVERTAKEN, False)
		else:
			yield Taken(one, DONE, True)
