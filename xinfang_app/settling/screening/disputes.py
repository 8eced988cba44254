"""矛盾纠纷: found by whoever is near, settled where it is, sent up where it is not.

Rule (arts. 10, 15; DOMAIN D8). A village finds and registers, settles on the spot or sends up; the township sorts: which
organ settles it, how, until when; what crosses townships or departments goes to the county's petition office, which
sorts it there. Settled is checked by somebody else of the township or the office before it is closed. When somebody asks
for it, the dispute becomes a petition like any other, and the free choice of ways stays (art. 17). The clock is the
duty unit's (L11D), a target. What is recorded is the dispute and its cause, never people (`persons`).
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import access, when
from xinfang_app.access import custody
from xinfang_app.deadline import milestones
from xinfang_app.messages import outbox
from xinfang_app.organization import codes, competence, jurisdiction, posting
from xinfang_app.petition import acting, handling
from xinfang_app.settling.screening import persons, places
from xinfang_app.settling.screening.errors import DisputeRefused
from xinfang_app.workflows import stages

DOCTYPE = "Dispute"
VILLAGE, TOWNSHIP, COUNTY = "Village", "Township", "County"
ENDED = ("Became Petition", "Dispute closed")


def find(
	*,
	organ: str,
	kind: str,
	summary: str,
	title: str = "",
	place: str | None = None,
	place_text: str = "",
	parties_count: int = 2,
	cause: str | None = None,
	policy_point: str = "",
	urgency: str = "Ordinary dispute",
	found_on=None,
	round_name: str | None = None,
) -> Document:
	"""Register for `organ` a dispute that was found; return the Dispute. Raises NotYourOrgan, PersonNamed, DisputeRefused."""
	if not places.serves(organ):
		acting.require_at(organ)
	handling.demand(kind, _("Kind of dispute"))
	handling.demand(summary, _("What it is about"))
	persons.refuse(title, summary, place_text, policy_point)
	own = frappe.get_cached_value("Organ", organ, "place_code")
	place = jurisdiction.current(place or own)
	if not own or not codes.contains(own, place):
		frappe.throw(
			_("The place lies outside the range of {0}.").format(acting.organ_title(organ)), DisputeRefused
		)
	day = getdate(found_on) if found_on else when.today()
	if day > when.today():
		frappe.throw(_("The day lies in the future."), DisputeRefused)
	if not 1 <= cint(parties_count) <= 100000:
		frappe.throw(_("Say how many parties there are."), DisputeRefused)
	level, township, holder = places.seat(organ, place)
	dispute = frappe.new_doc(DOCTYPE)
	dispute.update(
		{
			"title": (title or summary).strip()[:60],
			"kind": kind,
			"summary": summary.strip(),
			"place": place,
			"place_text": (place_text or "").strip(),
			"parties_count": cint(parties_count),
			"cause": cause or None,
			"policy_point": (policy_point or "").strip(),
			"urgency": urgency or "Ordinary dispute",
			"found_on": day,
			"found_by": frappe.session.user,
			"finder": organ,
			"level": level,
			"township": township,
			"holder": holder,
			"scope_code": place,
			"round": round_name or places.round_for(township or holder, day),
		}
	)
	say(dispute, _("found and registered", lang="zh"))
	dispute = handling.write(dispute)
	if level == VILLAGE:
		custody.give(dispute, organ=organ, kind=custody.FILED, reason=_("Found by the village", lang="zh"))
	return dispute


def send_up(dispute: Document, reason: str) -> Document:
	"""Send a dispute up: from the village to the township, from the township to the county's petition office."""
	require_actor(dispute)
	at(dispute, "Dispute found", "Sent Up", "Sorted")
	handling.demand(reason, _("Why it is sent up"))
	persons.refuse(reason)
	if dispute.level == COUNTY:
		frappe.throw(_("The county is the last step; sort it, or let it become a petition."), DisputeRefused)
	was_sorted = dispute.stage == "Sorted"
	if dispute.level == TOWNSHIP:
		office = competence.petition_office(dispute.scope_code)
		if not office:
			frappe.throw(_("There is no petition office of this county."), DisputeRefused)
		custody.hand_over(dispute, office, reason=reason.strip())
		dispute.level = COUNTY
	else:
		dispute.level = TOWNSHIP
	dispute.update({"duty_unit": None, "duty_leader": None, "due_on": None})
	say(dispute, _("sent up: {0}", lang="zh").format(reason.strip()))
	dispute = go(dispute, "Sent Up")
	if was_sorted:
		milestones.record(dispute, "sent_up", organ=dispute.holder)
	_tell(dispute, dispute.holder, f"sent-up-{dispute.level}")
	return dispute


def sort(
	dispute: Document, duty_unit: str, due_on, plan: str = "", *, mediation_kind: str = "", duty_leader: str | None = None, urgency: str = ""
) -> Document:  # fmt: skip
	"""Say which organ settles a dispute, how and until when: the township in its range, the county's office in the county."""
	require_sorter(dispute)
	at(dispute, "Dispute found", "Sent Up", "Sorted")
	handling.demand(duty_unit, _("Organ that settles it"))
	handling.demand(due_on, _("To be settled by"))
	persons.refuse(plan)
	if getdate(due_on) < when.today():
		frappe.throw(_("The day lies in the past."), DisputeRefused)
	range_of = frappe.get_cached_value("Organ", dispute.holder, "place_code")
	place = frappe.get_cached_value("Organ", duty_unit, "place_code")
	if not place or not codes.contains(range_of, place):
		frappe.throw(
			_("{0} lies outside the range of {1}.").format(
				acting.organ_title(duty_unit), acting.organ_title(dispute.holder)
			),
			DisputeRefused,
		)
	if duty_leader and duty_leader not in posting.users_at(duty_unit):
		frappe.throw(_("The leader in charge serves at the organ that settles it."), DisputeRefused)
	again = dispute.stage == "Sorted"
	if again:
		milestones.record(dispute, "sent_up", organ=dispute.holder)
	if dispute.level == VILLAGE:
		dispute.level = TOWNSHIP
	dispute.update(
		{
			"duty_unit": duty_unit,
			"due_on": getdate(due_on),
			"plan": (plan or "").strip() or dispute.plan,
			"mediation_kind": mediation_kind or dispute.mediation_kind,
			"duty_leader": duty_leader,
			"urgency": urgency or dispute.urgency,
		}
	)
	say(
		dispute,
		_("to be settled by {0} until {1}", lang="zh").format(acting.organ_title(duty_unit), getdate(due_on)),
	)
	dispute = handling.write(dispute) if again else go(dispute, "Sorted")
	if places.is_village(duty_unit):
		custody.give(dispute, organ=duty_unit, kind=custody.TASK, reason=_("Settles the dispute", lang="zh"))
	milestones.record(dispute, "sorted", organ=dispute.holder)
	_tell(dispute, duty_unit, f"sorted-{dispute.due_on}")
	return dispute


def settle(
	dispute: Document,
	result: str,
	*,
	way: str = "Talk on the spot",
	proof: str | None = None,
	settled_on=None,
) -> Document:
	"""Record that a dispute is settled, how and with what result: on the spot by who found it, or by the duty unit."""
	require_actor(dispute)
	at(dispute, "Dispute found", "Sent Up", "Sorted")
	handling.demand(result, _("Result"))
	persons.refuse(result)
	if proof:
		handling.demand_file(proof, _("Agreement or proof"))
	day = getdate(settled_on) if settled_on else when.today()
	if not getdate(dispute.found_on) <= day <= when.today():
		frappe.throw(_("It is settled after it was found, and not in the future."), DisputeRefused)
	had_clock = dispute.stage == "Sorted"
	moment = handling.moment(day)
	if had_clock:
		handling.check_entry(moment, scan=proof, backdate_reason=result.strip())
	dispute.update(
		{
			"result": result.strip(),
			"mediation_kind": way or dispute.mediation_kind,
			"proof": proof,
			"settled_on": day,
			"settled_by": frappe.session.user,
		}
	)
	say(dispute, _("settled", lang="zh"))
	dispute = go(dispute, "Dispute settled")
	if had_clock:
		milestones.record(
			dispute, "settled", moment, organ=dispute.duty_unit, scan=proof, backdate_reason=result.strip()
		)
	return dispute


def may_act(dispute: Document) -> bool:
	"""Return whether the user may take the next step: who found it in the village, its holder, its duty unit."""
	if dispute.stage in ENDED:
		return False
	if dispute.level == VILLAGE and places.serves(competence.current_organ(dispute.finder)):
		return True
	organs = (dispute.holder, dispute.duty_unit)
	return any(acting.acts_for(organ) for organ in organs) or places.serves(dispute.duty_unit)


def may_sort(dispute: Document) -> bool:
	"""Return whether the user sorts: for the township or the county's office that has it."""
	return acting.acts_for(dispute.holder)


def text(row: frappe._dict) -> dict | None:
	"""Return {title, lines} of a dispute that waits for an organ. In `xf_outbox_texts`."""
	found = frappe.db.get_value(DOCTYPE, row.ref_name, ["stage", "due_on", "kind"], as_dict=True)
	if not found or found.stage not in ("Sent Up", "Sorted"):
		return None
	due = [_("To be settled by {0}").format(frappe.utils.formatdate(found.due_on))] if found.due_on else []
	return {
		"title": _("A dispute waits for {0}").format(acting.organ_title(row.organ)),
		"lines": [_("Status: {0}").format(_(found.stage)), *due, _("The record says where and what about.")],
	}


def require_actor(dispute: Document) -> None:
	"""Raise unless the user may take the next step."""
	access.require(dispute, "read")
	if not may_act(dispute):
		acting.require_at(dispute.duty_unit or dispute.holder)


def require_sorter(dispute: Document) -> None:
	"""Raise unless the user acts for the township or office that has it."""
	access.require(dispute, "read")
	acting.require_at(dispute.holder)


def at(dispute: Document, *wanted: str) -> None:
	"""Refuse a step that does not fit the stage."""
	handling.at_stage(dispute, wanted, _("This step"))


def go(dispute: Document, stage: str) -> Document:
	"""Move a dispute to `stage`, or save it where it stands there."""
	if dispute.stage == stage:
		return handling.write(dispute)
	return stages.advance(dispute, stage, by_service=True)


def say(dispute: Document, what: str) -> None:
	"""Add a line to the course of the dispute."""
	who = frappe.utils.get_fullname(frappe.session.user)
	line = f"{when.now():%Y-%m-%d %H:%M}　{who}　{what}"
	dispute.road = f"{dispute.road}\n{line}" if dispute.road else line


def _tell(dispute: Document, organ: str, what: str) -> None:
	outbox.put(
		key=f"dispute:{dispute.name}:{what}",
		text="dispute",
		ref_doctype=DOCTYPE,
		ref_name=dispute.name,
		organ=organ,
		audience=("officer",),
		urgent=dispute.urgency == "Very pressing",
		content={},
	)
