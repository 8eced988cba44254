"""Whether messages go out: numbers and times only."""

from frappe import _

from xinfang_app import when
from xinfang_app.messages import state
from xinfang_app.operations import limits, words
from xinfang_app.operations.line import ATTENTION, FINE, Line


def outbox() -> list[Line]:
	"""How long the oldest message is overdue, how many failed, and how many were given up."""
	numbers, first = state.numbers(), state.oldest()
	lag = when.now() - first if first else None
	late = FINE if lag is None else limits.of_age(lag, limits.OUTBOX_LAG)
	found = late if late != FINE else ATTENTION if numbers["given_up"] else FINE
	said = _("{0} wait, {1} are tried again, {2} were given up").format(
		numbers["waiting"], numbers["failing"], numbers["given_up"]
	)
	if late != FINE:
		said += "；" + _("the oldest is overdue by {0}").format(words.age(lag))
	todo = ""
	if late != FINE:
		todo = _("Start scheduler and workers; it catches up.")
	elif found != FINE:
		todo = _("Look at the page Messages to be sent, mend the cause, and try again.")
	return [Line("outbox", _("Work of the office"), _("Messages"), found, said, todo)]
