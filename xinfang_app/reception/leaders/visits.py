"""领导接访记录: a leader received, or went down; what was brought, what was said, what follows.

Rule (arts. 18, 22, 23; DOMAIN D7). The record says which leader, when, where and how many came; people are counted, not
listed. Each matter brought is registered like any other before the record is completed: here, with what was told, or at
the desks, and then linked. What the leader promised stands apart with day and organ (`promises`). The record of an
announced day makes that day held. A return visit names the visit it returns to, and what the petitioner says of it.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import access, when
from xinfang_app.access import scope, watch_words
from xinfang_app.organization import codes, leading, posting
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting, handling
from xinfang_app.petition.registering import register
from xinfang_app.reception.leaders import duty as duties
from xinfang_app.reception.leaders import rules, wiping
from xinfang_app.reception.leaders.errors import VisitRefused
from xinfang_app.reception.leaders.rota import ABSENT, ANNOUNCED
from xinfang_app.workflows import stages

DOCTYPE = "Reception Visit"
OPEN, DONE = "To be completed", "Completed"
KINDS = (
	"Fixed reception",
	"Booked reception",
	"Random reception",
	"Video reception",
	"Visit down",
	"Visit with a case",
	"Return visit",
)
DOWN = KINDS[4:]
#: How a matter came in, by the kind of the visit (F1).
CHANNELS = {**dict.fromkeys(KINDS[:3], "0302"), "Video reception": "0304", **dict.fromkeys(DOWN, "0303")}
MOST_PEOPLE = 2000


def record(
	*,
	office: str,
	leader: str,
	kind: str,
	place: str = "",
	held_on=None,
	ended_on=None,
	people_count: int = 0,
	subjects: list[str] | tuple[str, ...] = (),
	duty: Document | None = None,
	former: str | None = None,
	view: str = "",
	accompanying: str = "",
	note: str = "",
	scan: str | None = None,
	backdate_reason: str = "",
) -> Document:
	"""Record for `office` that `leader` received or went down; return the Reception Visit.

	`subjects`: what was brought, each to be registered. `duty`: the announced day, which is held by it. `former`, `view`:
	of a return visit. Raises NotYourOrgan, VisitRefused.
	"""
	acting.require_at(office)
	if kind not in KINDS:
		handling.demand(None, _("Kind"))
	moment = handling.moment(held_on)
	handling.not_in_future(moment, _("The reception"))
	handling.check_entry(moment, scan=scan, backdate_reason=(backdate_reason or "").strip() or None)
	place = (place or (duty.place if duty else "")).strip()
	handling.demand(place, _("Place"))
	organ = _seat(leader, office, moment, duty)
	count = cint(people_count)
	subjects = [text.strip() for text in subjects if (text or "").strip()]
	if not 0 <= count <= MOST_PEOPLE or (subjects and not count):
		frappe.throw(_("Say how many people came."), VisitRefused)
	watch_words.refuse(*subjects, note, view)
	_check_return(kind, former)
	head = posting.head_of(organ, moment.date()) == leader
	visit = frappe.new_doc(DOCTYPE)
	visit.update(
		{
			"kind": kind,
			"leader": leader,
			"leader_name": frappe.utils.get_fullname(leader),
			"post": rules.post_of(organ, leader),
			"organ": organ,
			"leader_tier": _tier(organ),
			"is_top_leader": int(head and acting.organ_kind(organ) in leading.SEATS),
			"held_on": moment,
			"ended_on": handling.moment(ended_on) if ended_on else None,
			"people_count": count,
			"place": place,
			"accompanying": (accompanying or (duty.accompanying if duty else "") or "").strip(),
			"note": (note or "").strip(),
			"former": former,
			"view": (view or "").strip(),
			"duty": duty.name if duty else None,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
			"scan": scan,
			"backdate_reason": (backdate_reason or "").strip(),
			"holder": office,
			"scope_code": frappe.get_cached_value("Organ", office, "place_code"),
		}
	)
	visit.title = f"{moment.date()} {visit.leader_name} {_(kind, lang='zh')}"
	for text in subjects:
		visit.append("matters", {"subject": text, "row_key": frappe.generate_hash(length=8)})
	visit = handling.write(visit)
	if duty and duty.status in (ANNOUNCED, ABSENT):
		duties.hold(
			duty, held_on=moment, proof=scan, backdate_reason=backdate_reason, visit=visit, note=_("{0} people").format(count)
		)  # fmt: skip
	elif not duty:
		_met(visit)
	return visit


def add(visit: Document, subject: str) -> Document:
	"""Add a matter that was brought."""
	_open(visit)
	handling.demand(subject, _("What it is about"))
	watch_words.refuse(subject)
	visit.append("matters", {"subject": subject.strip(), "row_key": frappe.generate_hash(length=8)})
	return handling.write(visit)


def link(visit: Document, row_key: str, submission: str) -> Document:
	"""Say which registered piece a matter is: registered at the desks, or a running matter that was spoken of again."""
	_open(visit)
	row = _row(visit, row_key)
	found = scope.get_list(
		"Petition Submission", {"name": submission, "status": "Registered"}, ["name", "number", "petition"]
	)
	if not found:
		frappe.throw(_("Register what was brought first; then enter its number here."), VisitRefused)
	_linked(row, found[0])
	return handling.write(visit)


def enter(visit: Document, row_key: str, data: dict) -> Document:
	"""Register a matter now, as it was told; return the registered piece.

	`data`: values as `petition.registering.register` takes them. An accusation is sealed, and the matter leaves nothing
	here but that it was one.
	"""
	_open(visit)
	row = _row(visit, row_key)
	if row.submission or row.submission_number:
		frappe.throw(_("This matter is registered already."), VisitRefused)
	piece = register.register(
		{
			"title": row.subject,
			"content": row.subject,
			**data,
			"organ": visit.holder,
			"form": "Visit",
			"channel": CHANNELS[visit.kind],
			"source_level": "County" if visit.leader_tier != "Township" else "Township",
		}
	)
	if piece.doctype == "Petition Submission":
		_linked(row, {"name": piece.name, "number": piece.number, "petition": piece.petition})
		handling.write(visit)
	else:
		wiping.clear(visit, row, piece.number)
		handling.write(visit)
		wiping.forget(visit)
	return piece


def instruct(visit: Document, row_key: str, text: str) -> Document:
	"""Record what the leader said on the spot and whom he ordered to do what."""
	_open(visit)
	handling.demand(text, _("What the leader said and ordered"))
	watch_words.refuse(text)
	_row(visit, row_key).instruction = text.strip()
	return handling.write(visit)


def complete(visit: Document) -> Document:
	"""Complete the record: every matter is registered, nothing is left in a notebook. Raises VisitRefused."""
	_open(visit)
	_all_registered(visit)
	visit.completed_on = when.now()
	return stages.advance(visit, DONE, by_service=True, in_post=True)


def check_completed(visit: Document) -> None:
	"""Stage guard: every matter is registered."""
	_all_registered(visit)


def may_act(visit: Document) -> bool:
	"""Return whether the user keeps this record."""
	return acting.acts_for(visit.holder)


def _all_registered(visit: Document) -> None:
	if visit.people_count and not visit.matters and visit.kind not in ("Visit down", "Return visit"):
		frappe.throw(_("Enter what was brought; people do not come for nothing."), VisitRefused)
	waiting = [row.subject for row in visit.matters if not row.submission_number]
	if waiting:
		frappe.throw(
			_("What was brought is registered first (arts. 22, 23): {0}").format("；".join(waiting)),
			VisitRefused,
		)


def _open(visit: Document) -> None:
	access.require(visit, "act")
	acting.require_at(visit.holder)
	if visit.stage != OPEN:
		frappe.throw(_("The record of this reception is completed."), VisitRefused)


def _row(visit: Document, row_key: str) -> Document:
	for row in visit.matters:
		if row.row_key == row_key:
			return row
	frappe.throw(_("There is no such matter on this record."), VisitRefused)


def _linked(row: Document, piece: dict) -> None:
	row.update(
		{"submission": piece["name"], "submission_number": piece["number"], "petition": piece["petition"]}
	)


def _seat(leader: str, office: str, moment: datetime, duty: Document | None) -> str:
	"""Return the organ of the place at which `leader` led on that day. Raises VisitRefused."""
	place = frappe.get_cached_value("Organ", office, "place_code")
	rows = [
		row
		for row in posting.current(leader, moment.date())
		if row.post in LEADERS and (row.organ == office or codes.contains(place, row.place_code or ""))
	]
	wanted = (duty.organ,) if duty else ()
	for row in sorted(rows, key=lambda row: (row.organ not in wanted, not row.is_head)):
		return row.organ
	frappe.throw(
		_("{0} led no organ of this place on that day.").format(frappe.utils.get_fullname(leader)),
		VisitRefused,
	)


def _tier(organ: str) -> str:
	row = frappe.get_cached_value("Organ", organ, ["kind", "tier"], as_dict=True)
	return leading.tier(row.kind, row.tier) or leading.DEPARTMENT


def _check_return(kind: str, former: str | None) -> None:
	if kind == "Return visit":
		handling.demand(former, _("Visit it returns to"))
		scope.require(frappe.get_doc(DOCTYPE, former), "read")
	elif former:
		frappe.throw(_("Only a return visit names the visit it returns to."), VisitRefused)


def _met(visit: Document) -> None:
	"""A reception without an announced day counts for the routine duties as well."""
	for path in frappe.get_hooks(duties.HELD_HOOK):
		frappe.get_attr(path)(
			organ=visit.organ,
			office=visit.holder,
			day=getdate(visit.held_on),
			leader=visit.leader,
			source=visit.title,
			published=False,
			scan=visit.scan,
		)
