"""Holding a meeting: who came, whether the conference can decide, and what it decided on each topic.

Rule (arts. 13, 24, 39): attendance is recorded by organ; a stand-in counts for the organ that sent him. With fewer
members than the quorum the meeting did not take place: nothing is decided, its topics wait, a new day is named. On each
topic the conference decides, refuses or defers, in words of its own; a dispute over acceptance names the organ. What was
decided becomes tasks (`tasks`) with organ, leader and day. Nothing has effect before the convener has signed the minutes.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import when
from xinfang_app.access import scope, watch_words
from xinfang_app.leadership.conference import bodies, topics
from xinfang_app.leadership.errors import ConferenceRefused
from xinfang_app.petition import handling
from xinfang_app.petition.referring import targets
from xinfang_app.workflows import stages

OUTCOMES = ("Decided", "Refused", "Deferred")


def hold(
	conference: Document,
	present: list[dict],
	*,
	held_on: datetime | str | None = None,
	scan: str | None = None,
) -> Document:
	"""Record a meeting with who came: `present` are dicts {organ, stand_in}; return it, Held or without a quorum.

	Raises ConferenceRefused before its notice, before its time, or for an organ that is no member.
	"""
	_office(conference)
	handling.at_stage(conference, ("Notice Given",), _("The meeting"))
	moment = get_datetime(held_on or conference.planned_on)
	handling.not_in_future(moment, _("The meeting"))
	handling.not_before(moment, conference.notified_on, _("The meeting"), _("Notice given on"))
	handling.check_entry(
		moment, scan=scan, backdate_reason=_("Attendance list of the meeting") if scan else None
	)
	came = {row["organ"]: row.get("stand_in") for row in present}
	strangers = set(came) - {row.organ for row in conference.members}
	if strangers:
		frappe.throw(_("Only members of the conference count."), ConferenceRefused)
	for row in conference.members:
		row.attended = int(row.organ in came)
		row.stand_in = came.get(row.organ)
	count = sum(cint(row.attended) for row in conference.members)
	conference.update({"held_on": moment, "present_count": count})
	if count < cint(conference.quorum_needed):
		return stages.advance(conference, "No Quorum", by_service=True)
	return stages.advance(conference, "Held", by_service=True)


def decide(
	conference: Document,
	idx: int,
	outcome: str,
	decision: str | None = None,
	*,
	named_organ: str | None = None,
) -> Document:
	"""Record what the meeting decided on the topic `idx`; return the conference. It has effect with the minutes."""
	_office(conference)
	handling.at_stage(conference, ("Held",), _("A decision"))
	row = topics.of(conference, idx)
	if outcome not in OUTCOMES:
		frappe.throw(_("A topic is decided, refused or deferred."), ConferenceRefused)
	handling.demand(decision if outcome != "Deferred" else "–", _("Decision"))
	watch_words.refuse(decision)
	if row.kind == topics.DISPUTE and outcome == "Refused":
		frappe.throw(
			_("A dispute over acceptance is decided or deferred; some organ has to accept (art. 24)."),
			ConferenceRefused,
		)
	if row.kind == topics.DISPUTE and outcome == "Decided":
		handling.demand(named_organ, _("Organ that accepts"))
		named_organ = targets.valid(named_organ, when.today()).organ
	row.update(
		{
			"outcome": outcome,
			"decision": (decision or "").strip() or None,
			"named_organ": named_organ if row.kind == topics.DISPUTE else None,
		}
	)
	return handling.write(conference)


def check_held(conference: Document) -> None:
	"""Stage guard: held with a quorum, after a notice; the minutes may also come back from the convener."""
	before = conference.get_doc_before_save()
	if before and before.stage == "Pending Signature" and not conference.returned_reason:
		frappe.throw(_("Minutes go back with a reason."), ConferenceRefused)
	if not (conference.notified_on and conference.held_on):
		frappe.throw(_("A meeting is held after its notice only."), ConferenceRefused)
	if cint(conference.present_count) < max(cint(conference.quorum_needed), 1):
		frappe.throw(_("Too few members are present: nothing can be decided."), ConferenceRefused)


def check_no_quorum(conference: Document) -> None:
	"""Stage guard: a meeting has no quorum only where too few came."""
	if not conference.held_on or cint(conference.present_count) >= cint(conference.quorum_needed):
		frappe.throw(_("The quorum was there: the meeting took place."), ConferenceRefused)


def _office(conference: Document) -> None:
	scope.require(conference, "act")
	bodies.require_office(conference.from_organ)
