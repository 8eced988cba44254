"""What the leader and his team do: the plan, the meetings with the petitioner, the monthly report.

Rule (art. 18): the leader writes a plan for the solution (B02), meets the petitioner himself within seven days of
taking the matter on (B01) and as often as it takes, and reports every month what moves and what stands in the way
(B03), even when nothing moves. A meeting is the leader's or his stand-in's (代); what somebody of the team writes down
for him needs a proof. Nobody is obliged to be met: that the petitioner did not wish to, or could not, is recorded with
its reason and ends the term of the first meeting; the record is about the official who offered it.
Who joins the team sees the matter: so the leader's side or the office names it, never the team itself.
"""

from collections.abc import Iterable
from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_months, getdate

from xinfang_app import when
from xinfang_app.access import watch_words
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.errors import NotTheOwner, OwnershipRefused
from xinfang_app.leadership.owning import approving, common, duties, proposing
from xinfang_app.petition import handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.supervision import evidence

WAYS = ("At the reception room", "At the petitioner's place", "On site", "By video")


def plan(
	ownership: Document, text: str, *, measures: str | None = None, team: Iterable[dict] | None = None
) -> Document:
	"""Write or renew the plan for the solution; the leader, his stand-in or the office that follows also the team.

	Return the ownership. Raises NotTheOwner, OwnershipRefused, Recused.
	"""
	common.require_worker(ownership, _("The plan"))
	handling.demand(text, _("Plan for the solution"))
	watch_words.refuse(text, measures)
	if team is not None and not _same_team(ownership, team):
		common.require_namer(ownership)
	else:
		team = None
	before = common.people_of(ownership)
	ownership.update(
		{"plan": text.strip(), "measures": measures or ownership.measures, "planned_on": when.today()}
	)
	if team is not None:
		proposing.add_team(ownership, team)
	ownership = handling.write(ownership)
	if team is not None:
		now = common.people_of(ownership)
		common.let_see(ownership, [user for user in now if user not in before])
		common.end_sight(ownership, [user for user in before if user not in now])
	if ownership.here:
		milestones.record(ownership, "planned", organ=ownership.organ)
		papers.issue("W34F", ownership, organ=ownership.organ, occurred_on=when.now())
	return ownership


def meet(
	ownership: Document,
	*,
	met_on: date | datetime | str | None = None,
	way: str = WAYS[0],
	place: str | None = None,
	said: str | None = None,
	answered: str | None = None,
	not_met_reason: str | None = None,
	proof: str | None = None,
	backdate_reason: str | None = None,
	met_by: str | None = None,
) -> Document:
	"""Record that the leader met the petitioner, or offered to and why it did not come about; return the ownership.

	`met_by`: the leader (default) or his stand-in on that day. Raises NotTheOwner, WrongMoment, SomethingMissing.
	"""
	common.require_worker(ownership, _("A meeting"))
	moment = handling.moment(met_on)
	handling.not_in_future(moment, _("A meeting"))
	handling.not_before(moment, ownership.started_on, _("A meeting"), _("Owned since"))
	signed, himself = _met_by(ownership, met_by, moment.date())
	_check_meeting(way, said, answered, not_met_reason)
	watch_words.refuse(said, answered, not_met_reason)
	if not himself:
		handling.demand(proof, _("Proof of the meeting"))
	if proof:
		evidence.demand(ownership, proof, _("Proof of the meeting"))
	handling.check_entry(moment, scan=proof, backdate_reason=backdate_reason)
	ownership.append(
		"meetings",
		{
			"met_on": moment.date(),
			"met_by": signed,
			"way": way,
			"place": place,
			"said": said,
			"answered": answered,
			"not_met_reason": not_met_reason,
			"proof": proof,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		},
	)
	if not not_met_reason:
		ownership.first_met_on = min(filter(None, [getdate(ownership.first_met_on or moment), moment.date()]))
		ownership.last_met_on = max(filter(None, [getdate(ownership.last_met_on or moment), moment.date()]))
	ownership = handling.write(ownership)
	if proof:
		evidence.attach(ownership, proof)
	if not not_met_reason:
		duties.met(ownership, moment, signed, proof, backdate_reason)
	milestones.record(
		ownership,
		"meeting_offered" if not_met_reason else "met",
		moment,
		organ=ownership.bearer,
		scan=proof,
		backdate_reason=backdate_reason,
	)
	return ownership


def report(
	ownership: Document, progress: str, *, obstacles: str | None = None, next_steps: str | None = None
) -> Document:
	"""Give the monthly report; the next one is owed a month after this one was, or was given if that is earlier."""
	common.require_worker(ownership, _("The monthly report"), common.RUNNING)
	handling.demand(progress, _("Progress"))
	watch_words.refuse(progress, obstacles, next_steps)
	today = when.today()
	owed = getdate(ownership.next_report_on or today)
	ownership.append(
		"reports",
		{
			"reported_on": today,
			"period": f"{owed:%Y-%m}",
			"progress": progress.strip(),
			"obstacles": obstacles,
			"next_steps": next_steps,
			"reported_by": frappe.session.user,
		},
	)
	# Reporting ahead puts nothing off: the next one is owed within a month of this one.
	following = min(approving.next_report(owed, today), getdate(add_months(today, 1)))
	ownership.update({"last_report_on": today, "next_report_on": following})
	ownership = handling.write(ownership)
	milestones.record(ownership, "reported", organ=ownership.bearer)
	milestones.record(ownership, "report_owed", organ=ownership.bearer, due_on=following)
	telling.office(ownership, telling.REPORTED)
	return ownership


def _same_team(ownership: Document, team: Iterable[dict]) -> bool:
	"""Return whether `team` names the same people in the same parts as stand on the record."""
	asked = sorted((row.get("user") or row.get("member_name") or "", row.get("role") or "") for row in team)
	return asked == sorted((row.user or row.member_name or "", row.role or "") for row in ownership.team)


def _met_by(ownership: Document, met_by: str | None, day: date) -> tuple[str, bool]:
	"""Return (how the meeting is signed, whether it is entered by whoever met). Raises NotTheOwner."""
	if not ownership.leader:
		return ownership.leader_name, False
	user = frappe.session.user
	person = met_by or (user if who.speaks_for(user, ownership.leader, day) else ownership.leader)
	if not who.speaks_for(person, ownership.leader, day):
		frappe.throw(
			_("The leader meets the petitioner himself, or his stand-in on that day; {0} is neither.").format(
				who.full_name(person)
			),
			NotTheOwner,
		)
	name = who.full_name(person)
	if person != ownership.leader:
		name = f"{name}（代{ownership.leader_name}）"
	return name, person == user


def _check_meeting(way: str, said: str | None, answered: str | None, not_met_reason: str | None) -> None:
	if way not in WAYS:
		frappe.throw(_("Say where the petitioner was met."), OwnershipRefused)
	if not_met_reason:
		return
	handling.demand(said, _("What the petitioner said"))
	handling.demand(answered, _("Answer given"))
