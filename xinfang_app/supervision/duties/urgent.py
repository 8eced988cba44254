"""重大紧急信息: reported at once to the own party committee and government, the competent department, the conference's office.

Rule (art. 25). Whoever finds a major or urgent matter that may affect the public reports it at once to the own party
committee and government, and tells the competent department and the office of the joint conference; a petition office
also reports to the office above and to the State bureau. The clock runs from when it was known (N16, N16a). The first
report says what happened, follow-ups (续报) go on, an end report (终报) closes. Each link says to whom, when, how, and
which official received it. Hiding or delaying a report is a breach (art. 46(4)). An end report tells how it ended; the
links that are still owed then stay owed, and are sent afterwards as before.

An organ of this system that a link names has a task on the report, so that it opens what it was told of.

It is about what happened and what is being done. Nothing in it describes people: a plain number of those who need help
is all, and words that label petitioners are refused. A department is the competent one itself, where it reports.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import access, when
from xinfang_app.access import custody, watch_words
from xinfang_app.access.scope_map import WORKING_POSTS
from xinfang_app.deadline import milestones
from xinfang_app.messages import outbox
from xinfang_app.organization import codes, competence, posting
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision.duties import afterwards
from xinfang_app.supervision.duties.errors import DutyRefused

DOCTYPE = "Urgent Report"
PARTY, DEPARTMENT, CONFERENCE = (
	"Own party committee and government",
	"Competent department",
	"Joint conference office",
)
ABOVE, BUREAU = "Next higher petition office", "State bureau"
OWN_LEVEL = (PARTY, DEPARTMENT, CONFERENCE)
UPWARDS = (ABOVE, BUREAU)
WAYS = ("In the system", "By phone", "By fax", "In person", "By the official network")
FIRST, FOLLOW_UP, END = "First report", "Follow-up report", "End report"
#: Organs that are themselves the competent department, or above it.
NO_DEPARTMENT = ("Department", "Discipline Organ", "Politics and Law Organ")


def report(
	*,
	organ: str,
	title: str,
	content: str,
	known_on: datetime | str | None = None,
	place: str | None = None,
	place_text: str = "",
	category: str | None = None,
	measures: str = "",
	help_needed: str = "",
	people_to_help: int = 0,
	petition: str | None = None,
	needs_above: bool | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Open an urgent report for `organ` and tell at once whom it concerns here; return it. Its clocks run from `known_on`.

	`needs_above`: default where a petition office reports. Raises NotYourOrgan, SomethingMissing, BackDoor for words that
	label people, and what `deadline.milestones` raises for a moment in the future or long past.
	"""
	_require_at(organ)
	handling.demand(title, _("What happened"))
	handling.demand(content, _("The facts"))
	watch_words.refuse(title, content, measures, help_needed, place_text)
	if petition and not access.scope.may_name("Petition", petition):
		frappe.throw(_("You have no access to this record."), access.errors.NotPermitted)
	known = handling.moment(known_on)
	handling.check_entry(known, scan=scan, backdate_reason=backdate_reason)
	own_place = frappe.db.get_value("Organ", organ, "place_code")
	place = _place(organ, place)
	office = competence.petition_office(own_place) if own_place else None
	is_office = acting.is_petition_office(organ)
	entry = frappe.new_doc(DOCTYPE)
	entry.update(
		{
			"title": title.strip()[:140],
			"status": "Being reported",
			"organ": organ,
			"office": organ if is_office else office,
			"place": place,
			"place_text": (place_text or "").strip(),
			"scope_code": place or own_place,
			"category": category or None,
			"known_on": known,
			"petition": petition,
			"content": content.strip(),
			"measures": (measures or "").strip(),
			"help_needed": (help_needed or "").strip(),
			"people_to_help": max(cint(people_to_help), 0),
			"needs_above": int(is_office if needs_above is None else bool(needs_above)),
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
			"scan": scan,
			"backdate_reason": backdate_reason,
		}
	)
	_append(entry, FIRST, content)
	entry.insert(ignore_permissions=True)
	milestones.record(entry, "known", known, scan=scan, backdate_reason=backdate_reason)
	_tell(entry, "first", ("leader", "head", "supervision", "place_leader", "place_office"))
	return entry


def send(
	entry: Document,
	kind: str,
	*,
	way: str,
	organ: str | None = None,
	to_name: str = "",
	sent_on: datetime | str | None = None,
	received_by: str = "",
	proof: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record one link of the report chain: `kind` to `organ` or the body `to_name`, when, how, received by which official.

	The milestone `reported` is set when all of the own level have it, `reported_above` when the office above and the
	State bureau have; each at the moment the last of them was reached. After the end report only what is still owed
	is sent. An organ of this system may open the report from then on.
	"""
	_act(entry, _sender(entry, kind), owed=kind)
	if kind not in (*OWN_LEVEL, *UPWARDS) or way not in WAYS:
		frappe.throw(_("Say to whom and how it was reported."), DutyRefused)
	if not organ and not (to_name or "").strip():
		frappe.throw(_("Say which body it was reported to."), DutyRefused)
	moment = handling.moment(sent_on)
	handling.not_in_future(moment, _("The report"))
	known = get_datetime(entry.known_on)
	# A form tells minutes, not seconds.
	if moment < known.replace(second=0, microsecond=0):
		frappe.throw(_("It was not known yet at that time."), DutyRefused)
	moment = max(moment, known)
	if not proof and not (received_by or "").strip():
		frappe.throw(_("Say which official received it, or attach the proof."), DutyRefused)
	afterwards.check(entry, moment, (_clock_of(kind),), proof=proof or scan, reason=backdate_reason)
	entry.append(
		"chain",
		{
			"kind": kind,
			"organ": organ,
			"to_name": acting.organ_title(organ) if organ else to_name.strip(),
			"sent_on": moment,
			"way": way,
			"received_by": (received_by or "").strip(),
			"proof": proof,
			"late_reason": (backdate_reason or "").strip(),
			"recorded_by": frappe.session.user,
		},
	)
	reached = {"reported": _reached(entry, _owed(entry)), "reported_above": _reached(entry, UPWARDS)}
	new = {milestone: on for milestone, on in reached.items() if on and not entry.get(f"{milestone}_on")}
	for milestone, on in new.items():
		entry.set(f"{milestone}_on", on)
	entry.save(ignore_permissions=True)
	evidence.attach(entry, proof)
	for milestone, on in new.items():
		if milestone == "reported" or entry.needs_above:
			milestones.record(entry, milestone, on, scan=scan or proof, backdate_reason=backdate_reason)
	if organ:
		custody.give(
			entry, organ=organ, kind=custody.TASK, reason=_("Urgent information reported to it"), source=entry
		)
		outbox.put(
			key=f"urgent:{entry.name}:{len(entry.chain)}",
			text="urgent_report",
			ref_doctype=DOCTYPE,
			ref_name=entry.name,
			organ=organ,
			audience=("head", "leader"),
			urgent=True,
			content={},
		)
	return entry


def follow_up(entry: Document, text: str, measures: str = "") -> Document:
	"""Add a follow-up report (续报) and tell those concerned."""
	return _more(entry, FOLLOW_UP, text, measures)


def end(entry: Document, text: str, measures: str = "") -> Document:
	"""Close with an end report (终报). What is still owed upwards stays owed."""
	return _more(entry, END, text, measures)


def missing(entry: Document) -> list[str]:
	"""Return the kinds of recipients that have not been reached yet."""
	have = {row.kind for row in entry.chain}
	return [kind for kind in (*_owed(entry), *(UPWARDS if entry.needs_above else ())) if kind not in have]


def may_act(entry: Document, user: str | None = None) -> bool:
	"""Return whether `user` reports on for the organ, or upwards for its petition office."""
	user = user or frappe.session.user
	return any(posting.has_post(user, organ, WORKING_POSTS) for organ in (entry.organ, entry.office) if organ)


def _more(entry: Document, kind: str, text: str, measures: str) -> Document:
	_act(entry, (entry.organ, entry.office))
	handling.demand(text, _("The facts"))
	watch_words.refuse(text, measures)
	if (measures or "").strip():
		entry.measures = "\n".join(filter(None, (entry.measures, measures.strip())))
	_append(entry, kind, text)
	if kind == END:
		entry.update({"status": "Report closed", "ended_on": when.now()})
	entry.save(ignore_permissions=True)
	milestones.record(entry, "ended" if kind == END else "followed_up")
	_tell(entry, f"entry{len(entry.entries)}", ("leader", "head", "supervision"))
	return entry


def _owed(entry: Document) -> tuple[str, ...]:
	own = frappe.get_cached_value("Organ", entry.organ, "kind") in NO_DEPARTMENT
	return tuple(kind for kind in OWN_LEVEL if not (own and kind == DEPARTMENT))


def _reached(entry: Document, kinds: tuple[str, ...]) -> datetime | None:
	"""Return when the last of `kinds` was reached first; None while one is missing."""
	first = {}
	for row in entry.chain:
		sent = get_datetime(row.sent_on)
		first[row.kind] = min(first.get(row.kind, sent), sent)
	return max(first[kind] for kind in kinds) if all(kind in first for kind in kinds) else None


def _clock_of(kind: str) -> str:
	"""Return the term that a link of `kind` helps to keep."""
	return "N16a" if kind in UPWARDS else "N16"


def _sender(entry: Document, kind: str) -> tuple[str | None, ...]:
	"""Upwards reports the petition office; at the own level the organ, or the office for it."""
	return (entry.office,) if kind in UPWARDS else (entry.organ, entry.office)


def _place(organ: str, place: str | None) -> str | None:
	"""Return where it happened: `place`, by default the organ's own. Raises DutyRefused outside the organ's county."""
	if not place:
		return frappe.db.get_value("Organ", organ, "jurisdiction")
	county = posting.county_of(organ)
	if not frappe.db.exists("Jurisdiction", place) or (county and not codes.contains(county, place)):
		frappe.throw(
			_("The place lies outside the county of {0}.").format(acting.organ_title(organ)), DutyRefused
		)
	return place


def _act(entry: Document, organs: tuple[str | None, ...], owed: str | None = None) -> None:
	"""Refuse who may not read it or does not act for `organs`, and a report that has ended unless `owed` is still owed."""
	access.require(entry, "read")
	if entry.status != "Being reported" and not (owed and owed in missing(entry)):
		frappe.throw(_("The report has ended."), DutyRefused)
	if not any(organ and _at(organ) for organ in organs):
		frappe.throw(
			_("Only {0} can take this step.").format(acting.organ_title(organs[0])), acting.NotYourOrgan
		)


def _require_at(organ: str) -> None:
	if not _at(organ):
		frappe.throw(_("Only {0} can take this step.").format(acting.organ_title(organ)), acting.NotYourOrgan)


def _at(organ: str) -> bool:
	return frappe.session.user == "Administrator" or posting.has_post(
		frappe.session.user, organ, WORKING_POSTS
	)


def _append(entry: Document, kind: str, text: str) -> None:
	entry.append(
		"entries",
		{"kind": kind, "text": text.strip(), "written_on": when.now(), "written_by": frappe.session.user},
	)


def _tell(entry: Document, step: str, audience: tuple[str, ...]) -> None:
	for organ in dict.fromkeys((entry.organ, entry.office)):
		if organ:
			outbox.put(
				key=f"urgent:{entry.name}:{step}:{organ}",
				text="urgent_report",
				ref_doctype=DOCTYPE,
				ref_name=entry.name,
				organ=organ,
				audience=audience,
				urgent=True,
				content={},
			)
