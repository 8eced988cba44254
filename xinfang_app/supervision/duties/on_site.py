"""到场答复 (L01): the responsible leader is called to where people are, comes, and answers on the spot.

Rule (arts. 15, 18; S1-2 item 9 as a local clock, off by default). The petition office calls the leader of the
responsible organ; twenty minutes in town, outside town as much more as the way takes. What is timed is the official.
What was brought is registered with the reception service as always, and only the number of that piece stands here:
nothing about the people who came, nor how many. A promise carries its day, and its own clock until it is kept.

Only a petition office or the government of the place calls, and only organs of its own range. An arrival entered late
needs its proof (`afterwards`); a call that nobody followed, or that was wrong, ends by `unmet`.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, getdate

from xinfang_app import access, when
from xinfang_app.access import scope, watch_words
from xinfang_app.deadline import milestones
from xinfang_app.messages import outbox
from xinfang_app.organization import codes, posting
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision.duties import afterwards, unmet
from xinfang_app.supervision.duties.errors import DutyRefused

DOCTYPE = "On-site Duty"
LONGEST_WAY = 240  # minutes
#: Who calls: petition offices, and the governments of places.
CALLERS = ("Petition Office", "Government", "Township")


def call(
	*,
	office: str,
	organ: str,
	title: str,
	place_text: str,
	leader: str | None = None,
	called_on: datetime | str | None = None,
	outside_town: bool = False,
	travel_minutes: int = 0,
	petition: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Call the responsible leader of `organ` (default: its head) for `office`; return the On-site Duty.

	The leader gets an urgent message. Raises NotYourOrgan unless the user acts for `office`, DutyRefused.
	"""
	acting.require_at(office)
	_may_call(office, organ)
	handling.demand(title, _("Occasion"))
	handling.demand(place_text, _("Where to come"))
	watch_words.refuse(title, place_text)
	leader = leader or posting.head_of(organ)
	if not leader or leader not in posting.users_at(organ, LEADERS):
		frappe.throw(_("Name a leader in post at {0}.").format(acting.organ_title(organ)), DutyRefused)
	way = cint(travel_minutes) if outside_town else 0
	if outside_town and not 0 < way <= LONGEST_WAY:
		frappe.throw(_("Say how many minutes the way takes (1 to {0}).").format(LONGEST_WAY), DutyRefused)
	if petition and not scope.may_name("Petition", petition):
		frappe.throw(_("You have no access to this record."), access.errors.NotPermitted)
	moment = handling.moment(called_on)
	handling.check_entry(moment, scan=scan, backdate_reason=backdate_reason)
	duty = frappe.new_doc(DOCTYPE)
	duty.update(
		{
			"title": title.strip()[:140],
			"status": "Leader called",
			"office": office,
			"organ": organ,
			"leader": leader,
			"called_on": moment,
			"called_by": frappe.session.user,
			"recorded_on": when.now(),
			"place_text": place_text.strip(),
			"outside_town": int(bool(outside_town)),
			"travel_minutes": way,
			"petition": petition,
			"scope_code": frappe.db.get_value("Organ", office, "place_code"),
			"scan": scan,
			"backdate_reason": backdate_reason,
		}
	)
	duty.insert(ignore_permissions=True)
	milestones.record(duty, "called", moment, scan=scan, backdate_reason=backdate_reason)
	outbox.put(
		key=f"on-site:{duty.name}:called",
		text="on_site_duty",
		ref_doctype=DOCTYPE,
		ref_name=duty.name,
		organ=organ,
		users=(leader,),
		urgent=True,
		content={},
	)
	return duty


def arrive(
	duty: Document,
	*,
	arrived_on: datetime | str | None = None,
	leader: str | None = None,
	note: str = "",
	proof: str | None = None,
	late_reason: str = "",
) -> Document:
	"""Record that the leader called, or another `leader` of the organ with the reason, has come.

	`proof` and `late_reason`: for an entry after the event (`afterwards`).
	"""
	_act(duty, "Leader called")
	came = leader or duty.leader
	moment = _after(arrived_on, duty.called_on, _("The arrival"))
	if came not in posting.users_at(duty.organ, LEADERS, on=moment.date()):
		frappe.throw(_("Name a leader in post at {0}.").format(acting.organ_title(duty.organ)), DutyRefused)
	if came != duty.leader:
		handling.demand(note, _("Why another came"))
	afterwards.check(duty, moment, unmet.RULES, proof=proof, reason=late_reason)
	_save(
		duty,
		status="Arrived",
		arrived_on=moment,
		arrived_leader=came,
		stand_in_note=(note or "").strip(),
		arrived_proof=proof,
		arrived_late_reason=(late_reason or "").strip(),
		minutes=int((moment - get_datetime(duty.called_on)).total_seconds() // 60),
	)
	milestones.record(
		duty, "arrived", moment, scan=proof, backdate_reason=(late_reason or "").strip() or None
	)
	return duty


def answer(
	duty: Document,
	text: str,
	*,
	answered_on: datetime | str | None = None,
	promise: str = "",
	promise_by=None,
	submission: str | None = None,
) -> Document:
	"""Record what the leader answered on the spot, what he promised and by when, and the piece that was registered.

	`submission` is a registered Petition Submission the user may read. A promise needs its day, and starts its clock.
	"""
	_act(duty, "Arrived")
	handling.demand(text, _("The answer"))
	watch_words.refuse(text, promise)
	if (promise or "").strip():
		handling.demand(promise_by, _("Promised by"))
		if getdate(promise_by) < when.today():
			frappe.throw(_("The day promised lies in the past."), DutyRefused)
	moment = _after(answered_on, duty.arrived_on, _("The answer"))
	values = _piece(submission) if submission else {}
	_save(
		duty,
		status="Answered",
		answered_on=moment,
		answer=text.strip(),
		promise=(promise or "").strip(),
		promise_by=getdate(promise_by) if promise else None,
		**values,
	)
	milestones.record(duty, "answered", moment)
	if duty.promise:
		milestones.record(duty, "promised", moment)
	return duty


def link(duty: Document, submission: str) -> Document:
	"""Say which registered piece was brought there."""
	_act(duty, "Arrived", "Answered", "Leader called")
	return _save(duty, **_piece(submission))


def keep_promise(duty: Document, note: str, file: str, kept_on: datetime | str | None = None) -> Document:
	"""Record that the promise was kept, how, with its proof."""
	_act(duty, "Answered")
	if not duty.promise or duty.promise_kept_on:
		frappe.throw(_("No promise is open here."), DutyRefused)
	handling.demand(note, _("How it was kept"))
	evidence.demand(duty, file, _("Proof that it was kept"))
	moment = _after(kept_on, duty.answered_on, _("Keeping the promise"))
	_save(duty, promise_kept_on=moment, promise_note=note.strip(), promise_file=file)
	milestones.record(duty, "promise_kept", moment, scan=file)
	return duty


def close(duty: Document, note: str = "") -> Document:
	"""Close a call that was answered; an open promise is kept first. Only the calling office closes."""
	_act(duty, "Answered")
	acting.require_at(duty.office)
	if duty.promise and not duty.promise_kept_on:
		frappe.throw(_("The promise is still open; it is kept before the record is closed."), DutyRefused)
	if not duty.submission:
		frappe.throw(
			_("What was brought is registered first (arts. 22, 23); enter the number of the piece."),
			DutyRefused,
		)
	return _save(duty, status="Closed", close_note=(note or "").strip())


def calls(office: str) -> bool:
	"""Return whether `office` is one that calls leaders to the spot."""
	return acting.organ_kind(office) in CALLERS


def may_act(duty: Document, user: str | None = None) -> bool:
	"""Return whether `user` acts for the calling or the called organ."""
	return any(acting.acts_for(organ, user) for organ in (duty.office, duty.organ))


def _may_call(office: str, organ: str) -> None:
	if not calls(office):
		frappe.throw(_("Only a petition office or the government of the place calls a leader."), DutyRefused)
	places = [frappe.db.get_value("Organ", name, "place_code") for name in (office, organ)]
	if not all(places) or not codes.contains(*places):
		frappe.throw(
			_("{0} lies outside the range of {1}.").format(
				acting.organ_title(organ), acting.organ_title(office)
			),
			DutyRefused,
		)


def _piece(submission: str) -> dict:
	"""Return the columns that name a registered piece. Raises DutyRefused."""
	rows = scope.get_list(
		"Petition Submission", {"name": submission, "status": "Registered"}, ["name", "number", "petition"]
	)
	if not rows:
		frappe.throw(_("Register what was brought first; then enter its number here."), DutyRefused)
	return {
		"submission": rows[0]["name"],
		"submission_number": rows[0]["number"],
		"petition": rows[0]["petition"],
	}


def _act(duty: Document, *statuses: str) -> None:
	access.require(duty, "read")
	if not may_act(duty):
		frappe.throw(
			_("Only {0} can take this step.").format(acting.organ_title(duty.office)), acting.NotYourOrgan
		)
	if duty.status not in statuses:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(duty.status)), DutyRefused
		)


def _after(value, earlier, what: str) -> datetime:
	moment = handling.moment(value)
	handling.not_in_future(moment, what)
	before = get_datetime(earlier)
	# A form tells minutes, not seconds.
	if moment < before.replace(second=0, microsecond=0):
		frappe.throw(_("{0}: earlier than the step before it.").format(what), DutyRefused)
	return max(moment, before)


def _save(duty: Document, **values) -> Document:
	duty.update(values)
	return duty.save(ignore_permissions=True)
