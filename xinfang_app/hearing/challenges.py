"""Claims that somebody on the panel stand aside (申请回避), and who takes his seat.

Rule (art. 28 §3): the petitioner, the handling organ, or the person himself may claim it until the sitting is closed;
the head or a leader of the organ decides, with a reason, and nobody decides on himself. A hearing is not opened while a
claim is undecided. Whoever has to stand aside keeps his row, marked so; another takes the seat.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import custody
from xinfang_app.hearing import notices, panel, telling, who
from xinfang_app.hearing.errors import ChallengeOpen, HearingRefused, NotYourHearing
from xinfang_app.petition import handling

BY = ("The petitioner", "The handling organ", "The official")
RAISED_AT = ("Preparing", "Notified", "Under Way")


def claim(hearing: Document, member: str, by_side: str, reason: str) -> Document:
	"""Put a claim against the row `member` of the panel on record; return the Hearing."""
	who.require_bench(hearing)
	handling.at_stage(hearing, RAISED_AT, _("A claim of recusal"))
	handling.demand(by_side if by_side in BY else None, _("Claimed by"))
	handling.demand(reason, _("The reason"))
	row = panel.row_of(hearing, member)
	if row.stands_aside:
		frappe.throw(_("{0} stands aside already.").format(row.member_name), HearingRefused)
	hearing.append(
		"challenges",
		{
			"against": row.member_name,
			"against_role": row.role,
			"by_side": by_side,
			"reason": reason,
			"raised_on": when.now(),
			"outcome": "Not decided",
		},
	)
	return handling.write(hearing)


def decide(hearing: Document, challenge: str, upheld: bool, reason: str) -> Document:
	"""Decide a claim for the organ; who has to stand aside leaves the panel. Raises NotYourHearing, HearingRefused."""
	decider = who.deciding(hearing)
	handling.at_stage(hearing, RAISED_AT, _("The decision"))
	handling.demand(reason, _("The reason"))
	row = next((row for row in hearing.challenges if row.name == challenge), None)
	if not row or row.outcome != "Not decided":
		frappe.throw(_("There is no such claim to be decided."), HearingRefused)
	seat = next(
		(seat for seat in hearing.panel if seat.member_name == row.against and not seat.stands_aside), None
	)
	if seat and seat.user == decider.user:
		frappe.throw(_("Nobody decides on himself."), NotYourHearing)
	row.update(
		{
			"outcome": "Recusal granted" if upheld else "Recusal refused",
			"decided_by": decider.user,
			"decided_on": decider.on,
			"decision_reason": reason,
		}
	)
	if upheld and seat:
		_leave(hearing, seat)
	return handling.write(hearing)


def replace(
	hearing: Document,
	member: str,
	*,
	user: str | None = None,
	name: str | None = None,
	capacity: str | None = None,
	unit: str | None = None,
) -> Document:
	"""Give the seat of the row `member` to somebody else after the notices went out; return the Hearing.

	Raises PanelRefused where the new person may not sit, PersonTaken where he sits elsewhere then.
	"""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Notified",), _("Another member"))
	seat = panel.row_of(hearing, member)
	if not seat.stands_aside:
		_leave(hearing, seat)
	hearing.append(
		"panel",
		{"role": seat.role, "user": user, "member_name": name, "capacity": capacity, "unit": unit},
	)
	hearing = handling.write(hearing)
	telling.open_sight(hearing)
	if user:
		telling.seated(hearing, user)
	# The parties may object to the new person: he stands in their notice.
	notices.send(hearing)
	return hearing


def refuse_open(hearing: Document) -> None:
	"""Raise ChallengeOpen while a claim is undecided."""
	if any(row.outcome == "Not decided" for row in hearing.challenges):
		frappe.throw(_("A claim of recusal is not decided yet."), ChallengeOpen)


def _leave(hearing: Document, seat: Document) -> None:
	seat.stands_aside = 1
	if seat.user:
		custody.end(hearing, user=seat.user, kind=custody.TASK, source=hearing)
