"""One reception day: a stand-in with the reason, held, or absent without one.

Rule (art. 18; DOMAIN D7). Who cannot receive names somebody who does, with the reason, before the day or on it; the
public sees who comes. That it was held is recorded with the visit, or alone where nobody came; more than two working
days afterwards with its proof. A leader who is absent without a stand-in is noted by the office on the day, or by the
system when two working days have passed and nothing is on record (`absence`); the convener and the head of the office
are told, and the absence stays on record when it is explained. Noted is the absence of an official; nothing here is
about who came.
"""

from datetime import datetime, time

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_time, getdate

from xinfang_app import access, when
from xinfang_app.access import watch_words
from xinfang_app.organization import posting
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting, handling
from xinfang_app.reception.leaders import rules, telling
from xinfang_app.reception.leaders.errors import DutyMoved, RotaRefused
from xinfang_app.reception.leaders.rota import ABSENT, ANNOUNCED, DUTY, HELD

HELD_HOOK = "xf_reception_held"


def stand_in(duty: Document, user: str, reason: str) -> Document:
	"""Record that `user`, a leader of the same organ or tier, receives instead; the public sees it at once."""
	_may(duty)
	_at(duty, ANNOUNCED)
	handling.demand(reason, _("Why another receives"))
	day = getdate(duty.day)
	if day < when.today():
		frappe.throw(_("A stand-in is named before the day is over."), DutyMoved)
	organ = _seat(user, duty, day)
	if user == duty.leader or not organ:
		frappe.throw(
			_("The stand-in is another leader in post at {0} or at the same tier.").format(
				acting.organ_title(duty.organ)
			),
			RotaRefused,
		)
	duty.update(
		{
			"stand_in": user,
			"stand_in_name": frappe.utils.get_fullname(user),
			"stand_in_post": rules.post_of(organ, user),
			"stand_in_reason": reason.strip(),
			"stand_in_on": when.now(),
		}
	)
	duty = handling.write(duty)
	telling.stands_in(duty)
	return duty


def hold(
	duty: Document, *, held_on=None, note: str = "", proof: str | None = None, backdate_reason: str = "", visit=None
) -> Document:  # fmt: skip
	"""Record that the reception was held, with its `visit` or, where nobody came, alone.

	An absence that was noted before is corrected with proof and reason; that it was noted stays.
	"""
	acting.require_at(duty.holder)
	_at(duty, ANNOUNCED, ABSENT)
	moment = handling.moment(held_on) if held_on else _usual(duty)
	if moment.date() != getdate(duty.day):
		frappe.throw(_("This reception was set for {0}.").format(frappe.format(duty.day, "Date")), DutyMoved)
	handling.not_in_future(moment, _("The reception"))
	if duty.status == ABSENT:
		handling.demand(backdate_reason, _("Reason of the late entry"))
		handling.demand_file(proof, _("Proof"))
	handling.check_entry(moment, scan=proof, backdate_reason=(backdate_reason or "").strip() or None)
	duty.update(
		{
			"status": HELD,
			"held_on": moment,
			"held_note": (note or "").strip() or _("Nobody came.") if not visit else note,
			"held_proof": proof,
			"visit": visit.name if visit else duty.visit,
		}
	)
	duty = handling.write(duty)
	for path in frappe.get_hooks(HELD_HOOK):
		frappe.get_attr(path)(
			organ=duty.organ,
			office=duty.holder,
			day=getdate(duty.day),
			leader=duty.stand_in or duty.leader,
			source=_("Reception day {0}").format(duty.day),
			published=True,
			scan=proof,
		)
	return duty


def absent(duty: Document, note: str) -> Document:
	"""Note, for the office, that neither the leader nor a stand-in came; the convener and the office's head are told."""
	acting.require_at(duty.holder)
	_at(duty, ANNOUNCED)
	handling.demand(note, _("What is known of it"))
	watch_words.refuse(note)
	if when.now() < get_datetime(datetime.combine(getdate(duty.day), get_time(duty.begins_at or time(9)))):
		frappe.throw(_("The reception has not begun yet."), DutyMoved)
	return note_absence(duty, note.strip(), frappe.utils.get_fullname(frappe.session.user))


def note_absence(duty: Document, note: str, by: str) -> Document:
	"""Write an absence and tell of it; also for the daily job."""
	duty.update({"status": ABSENT, "absent_on": when.now(), "absent_note": note, "absent_by": by})
	duty = handling.write(duty)
	telling.absent(duty)
	return duty


def explain(duty: Document, text: str) -> Document:
	"""Record why the leader was absent; his organ or he himself says it, once. The absence stays on record."""
	_at(duty, ABSENT)
	if not (acting.acts_for(duty.organ) or frappe.session.user in (duty.leader, duty.stand_in)):
		acting.require_at(duty.organ)
	if duty.explanation:
		frappe.throw(_("The absence is explained already."), DutyMoved)
	handling.demand(text, _("The explanation"))
	duty.update({"explanation": text.strip(), "explained_on": when.now()})
	return handling.write(duty)


def leaders_for(duty: Document) -> list[str]:
	"""Return who may stand in: the leaders of the organ, then those of organs of the same tier that lead."""
	day = getdate(duty.day)
	found = dict.fromkeys(posting.users_at(duty.organ, LEADERS, on=day))
	for organ in _peers(duty):
		found.update(dict.fromkeys(posting.users_at(organ, LEADERS, on=day)))
	return [user for user in found if user != duty.leader]


def is_announced(name: str | None) -> bool:
	"""Return whether the day `name` stands on a published rota."""
	return bool(name) and frappe.db.get_value(DUTY, name, "status") not in (None, "Rota draft")


def _seat(user: str, duty: Document, day) -> str | None:
	return next(
		(organ for organ in (duty.organ, *_peers(duty)) if posting.has_post(user, organ, LEADERS, on=day)),
		None,
	)


def _peers(duty: Document) -> list[str]:
	"""The leading organs of the same place: party committee and government may stand in for each other."""
	place = frappe.get_cached_value("Organ", duty.organ, "jurisdiction")
	kind = acting.organ_kind(duty.organ)
	if kind not in ("Government", "Party Committee"):
		return []
	return frappe.get_all(
		"Organ",
		filters={"jurisdiction": place, "kind": ("in", ("Government", "Party Committee")), "is_external": 0, "name": ("!=", duty.organ)},
		pluck="name",
		order_by="name asc",
	)  # fmt: skip


def _may(duty: Document) -> None:
	"""The office of the rota, or the leader's own organ."""
	if not acting.acts_for(duty.organ):
		access.require(duty, "act")
		acting.require_at(duty.holder)


def _at(duty: Document, *statuses: str) -> None:
	if duty.status not in statuses:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(duty.status)), DutyMoved
		)


def _usual(duty: Document) -> datetime:
	"""The hour at which it began by the rota, never in the future."""
	return min(
		get_datetime(datetime.combine(getdate(duty.day), get_time(duty.begins_at or time(9)))), when.now()
	)
