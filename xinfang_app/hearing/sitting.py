"""The day of the hearing: who has come, the record by phases, evidence; absence.

Rule: the chair opens when those who decide are there in a sufficient and odd number, no claim of recusal is open and
somebody speaks for the petitioners. The record follows the phases in their order: presence, cause and discipline,
rights and the question of recusal, the petitioner, the handling organ, evidence and questions, debate, last words. None
may be left out; where nothing was said, the record says so.

A petitioner who stays away without cause is given one new day; staying away again counts as giving the hearing up, and
the matter is decided without it. With a cause the date is moved. A hearing without its number of members is not opened:
another member is named, or the date is moved; one whose panel loses somebody in the sitting is broken off (`notices.move`).
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import when
from xinfang_app.deadline import milestones
from xinfang_app.hearing import challenges, hearings, notices, panel, pending, who
from xinfang_app.hearing.errors import HearingRefused, NoQuorum
from xinfang_app.hearing.vocabulary import ABSENT, EXCUSED, PHASES, PRESENT
from xinfang_app.petition import handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.supervision import evidence as uploads
from xinfang_app.workflows import stages

SPEAKS = ("Petitioner", "Proxy")
SIDES = ("Petitioner", "Handling organ", "Respondent", "Third party", "Witness")
#: People come before the hour.
EARLY = timedelta(hours=1)


def begin(hearing: Document, present: list[str], attendance: dict[str, str]) -> Document:
	"""Open the hearing: `present` names the rows of the panel that have come, `attendance` row of a party → how.

	Raises NoQuorum, ChallengeOpen, PanelRefused, HearingRefused.
	"""
	who.require_bench(hearing)
	handling.at_stage(hearing, ("Notified",), _("Opening the hearing"))
	day = get_datetime(hearing.held_on)
	if when.now() < day - EARLY:
		frappe.throw(_("The hearing is held on {0}.").format(f"{day:%Y-%m-%d %H:%M}"), HearingRefused)
	pending.check_hearing(hearing)
	challenges.refuse_open(hearing)
	# Postings may have changed since the notice.
	panel.check(hearing)
	_who_has_come(hearing, present, attendance)
	deciding = [row for row in panel.voting(hearing) if row.present]
	fault = panel.number_fault(hearing, deciding)
	if fault or not _bench_is_there(hearing):
		frappe.throw(
			fault or _("Chair and recorder have to be there."),
			NoQuorum,
		)
	if not any(row.side in SPEAKS and row.attendance == PRESENT for row in hearing.parties):
		frappe.throw(
			_("Nobody speaks for the petitioners: record the absence, or move the date."), HearingRefused
		)
	hearing.opened_on = when.now()
	hearing = stages.advance(hearing, "Under Way", by_service=True)
	milestones.record(hearing, "held")
	return hearing


def absent(
	hearing: Document, note: str, new_date: datetime | str | None = None, *, proof: str | None = None
) -> Document:
	"""Record that the petitioner stayed away without cause: once a new day, the second time the hearing is given up.

	`proof`: the file that shows how he was told and that he did not come.
	"""
	who.require_bench(hearing)
	handling.at_stage(hearing, ("Notified",), _("Recording the absence"))
	handling.demand(note, _("What was done to reach him"))
	uploads.demand(hearing, proof, _("Proof of the absence"))
	if when.now() < get_datetime(hearing.held_on):
		frappe.throw(_("The hour of the hearing has not come yet."), HearingRefused)
	hearing.update({"absences": cint(hearing.absences) + 1, "absence_file": proof})
	for row in hearing.parties:
		if row.side in SPEAKS:
			row.attendance = ABSENT
	if hearing.absences > 1:
		return hearings.end(hearing, "Waived", _("Absent twice without cause. {0}").format(note), file=proof)
	handling.demand(new_date, _("The new day"))
	return notices.put_off(hearing, new_date, note, proof=proof)


def record(hearing: Document, phase: str, text: str) -> Document:
	"""Write the record of a phase; until the sitting is closed it may be written anew. Phases keep their order."""
	who.require_bench(hearing)
	handling.at_stage(hearing, ("Under Way",), _("The record"))
	handling.demand(phase if phase in PHASES else None, _("Phase"))
	handling.demand(text, _("Record"))
	written = {row.phase: row for row in hearing.phases}
	before = PHASES[: PHASES.index(phase)]
	missing = next((one for one in before if one not in written), None)
	if missing:
		frappe.throw(_("“{0}” comes first.").format(_(missing)), HearingRefused)
	row = written.get(phase) or hearing.append("phases", {"phase": phase})
	row.update({"text": text, "recorded_on": when.now(), "recorded_by": frappe.session.user})
	return handling.write(hearing)


def add_evidence(
	hearing: Document,
	side: str,
	title: str,
	shows: str,
	*,
	file: str | None = None,
	other_view: str | None = None,
	accepted: str | None = None,
) -> Document:
	"""Enter a piece of evidence with what it is to prove and what the other side says to it."""
	who.require_bench(hearing)
	handling.at_stage(hearing, ("Preparing", "Notified", "Under Way"), _("Evidence"))
	handling.demand(side if side in SIDES else None, _("Brought by"))
	handling.demand(title, _("Name of the evidence"))
	handling.demand(shows, _("What it is to prove"))
	if accepted and accepted not in ("Adopted", "Not adopted"):
		frappe.throw(_("Evidence is adopted or not adopted."), HearingRefused)
	if file:
		uploads.demand(hearing, file, _("Evidence"))
	hearing.append(
		"evidence",
		{
			"side": side,
			"title": title,
			"shows": shows,
			"file": file,
			"other_view": other_view,
			"accepted": accepted,
		},
	)
	hearing = handling.write(hearing)
	uploads.attach(hearing, file)
	return hearing


def judge_evidence(hearing: Document, row: str, accepted: str, other_view: str | None = None) -> Document:
	"""Write what the other side says to a piece of evidence, and whether it is adopted."""
	who.require_bench(hearing)
	handling.at_stage(hearing, ("Under Way",), _("Evidence"))
	found = next((one for one in hearing.evidence if one.name == row), None)
	if not found or accepted not in ("Adopted", "Not adopted"):
		frappe.throw(_("Evidence is adopted or not adopted."), HearingRefused)
	found.update({"accepted": accepted, "other_view": other_view or found.other_view})
	return handling.write(hearing)


def close(hearing: Document, record_scan: str | None = None) -> Document:
	"""Close the sitting: the record is complete, its paper (听证笔录) is made for the signatures, the panel deliberates."""
	who.require_bench(hearing)
	handling.at_stage(hearing, ("Under Way",), _("Closing the sitting"))
	challenges.refuse_open(hearing)
	fault = panel.unable(hearing)
	if fault:
		frappe.throw(fault, NoQuorum)
	missing = [phase for phase in PHASES if phase not in {row.phase for row in hearing.phases}]
	if missing:
		frappe.throw(
			_("The record lacks: {0}").format("、".join(_(phase) for phase in missing)), HearingRefused
		)
	if record_scan:
		uploads.demand(hearing, record_scan, _("Signed hearing record"))
	hearing.update({"closed_on": when.now(), "record_scan": record_scan})
	hearing = stages.advance(hearing, "Deliberation", by_service=True)
	milestones.record(hearing, "sitting_closed", scan=record_scan)
	papers.issue("W19L", hearing, organ=who.organ_of(hearing), occurred_on=when.now())
	return hearing


def _who_has_come(hearing: Document, present: list[str], attendance: dict[str, str]) -> None:
	for row in hearing.panel:
		row.present = int(row.name in present and not row.stands_aside)
	for row in hearing.parties:
		how = attendance.get(row.name)
		if how not in (PRESENT, EXCUSED, ABSENT):
			frappe.throw(_("Say of everybody who takes part whether he has come."), HearingRefused)
		row.attendance = how


def _bench_is_there(hearing: Document) -> bool:
	seated = [row for row in hearing.panel if row.present]
	return {"Hearing chair", "Hearing recorder"} <= {row.role for row in seated}
