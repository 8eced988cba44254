"""Topics of a meeting: what waits for the conference, and what is brought by hand.

Rule (arts. 13, 24, 39): before the conference come proposals of measures that were put forward (`Conference Proposal`),
disputes over acceptance that have no common superior (`Acceptance Dispute`), help that leaders ask for the matters they
own, the tasks of earlier meetings that were checked or are late (report to the next meeting), and what the office brings
by hand. What stands on a meeting that is still open is not taken onto another one.

Every member organ reads the agenda, the organ complained of included. So a topic taken up from a matter names it by number
and category; title, obstacle and what is needed stay with the matter and the request, which the office puts before
the meeting.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope, watch_words
from xinfang_app.leadership.conference import bodies
from xinfang_app.leadership.errors import ConferenceRefused
from xinfang_app.petition import handling
from xinfang_app.petition.acting import organ_title

PROPOSAL, DISPUTE, OWNED, REPORT, OTHER = (
	"Proposed measure",
	"Acceptance dispute",
	"Owned case",
	"Task report",
	"Other",
)
DOCTYPES = {
	PROPOSAL: "Conference Proposal",
	DISPUTE: "Acceptance Dispute",
	OWNED: "Ownership Help",
	REPORT: "Conference Task",
}
#: Topics on which the conference decides; a report is taken note of.
DECIDED_ON = (PROPOSAL, DISPUTE, OWNED, OTHER)
#: Where a meeting still carries its topics.
OPEN = ("Draft", "Notice Given", "Held", "Pending Signature", "Signed")
EDITABLE = ("Draft", "Notice Given", "Held")


def waiting(office: str) -> list[dict]:
	"""Return what waits for the conference of `office`: rows of a topic, proposals first, oldest first."""
	return [
		*_proposals(office),
		*_disputes(office),
		*_helps(office),
		*_tasks(office),
	]


def collect(conference: Document, chosen: Iterable[str] | None = None) -> Document:
	"""Put what waits (all, or the records named in `chosen`) on the agenda of `conference`; return it."""
	_office(conference)
	wanted = set(chosen) if chosen is not None else None
	there = {row.ref_name for row in conference.topics if row.ref_name}
	for row in waiting(conference.from_organ):
		if row["ref_name"] not in there and (wanted is None or row["ref_name"] in wanted):
			conference.append("topics", row)
	return handling.write(conference)


def add(
	conference: Document, title: str, *, petition: str | None = None, brought_by: str | None = None
) -> Document:
	"""Put a topic on the agenda by hand; return the conference."""
	_office(conference)
	handling.demand(title, _("Topic"))
	watch_words.refuse(title)
	if petition:
		scope.require(frappe.get_doc("Petition", petition), "read")
	conference.append(
		"topics",
		{
			"kind": OTHER,
			"title": title.strip(),
			"petition": petition,
			"brought_by": brought_by or conference.from_organ,
		},
	)
	return handling.write(conference)


def remove(conference: Document, idx: int) -> Document:
	"""Take a topic off the agenda before the meeting; it waits for the next one."""
	_office(conference)
	row = of(conference, idx)
	if conference.stage == "Held":
		frappe.throw(_("What was before a meeting stays in its record: defer it instead."), ConferenceRefused)
	conference.remove(row)
	for number, left in enumerate(conference.topics, 1):
		left.idx = number
	return handling.write(conference)


def of(conference: Document, idx: int) -> Document:
	"""Return the topic with the number `idx`. Raises ConferenceRefused."""
	row = next((row for row in conference.topics if row.idx == int(idx)), None)
	if not row:
		frappe.throw(_("There is no topic {0} on this meeting.").format(idx), ConferenceRefused)
	return row


def _office(conference: Document) -> None:
	scope.require(conference, "act")
	bodies.require_office(conference.from_organ)
	handling.at_stage(conference, EDITABLE, _("The agenda"))


def _taken(doctype: str) -> list[str]:
	"""Return the records of `doctype` that stand on an open meeting and are not deferred there."""
	topic, meeting = frappe.qb.DocType("Conference Topic"), frappe.qb.DocType("Joint Conference")
	rows = (
		frappe.qb.from_(topic)
		.inner_join(meeting)
		.on(meeting.name == topic.parent)
		.select(topic.ref_name)
		.where((topic.ref_doctype == doctype) & meeting.stage.isin(OPEN))
		.where(topic.outcome.isnull() | (topic.outcome != "Deferred"))
		.run()
	)
	return [row[0] for row in rows] or [""]


def _row(kind: str, name: str, title: str, petition: str | None, brought_by: str | None) -> dict:
	return {
		"kind": kind,
		"title": title[:140],
		"ref_doctype": DOCTYPES[kind],
		"ref_name": name,
		"petition": petition,
		"brought_by": brought_by,
	}


def _proposals(office: str) -> list[dict]:
	rows = frappe.get_all(
		DOCTYPES[PROPOSAL],
		filters={
			"from_organ": office,
			"status": "Put forward",
			"name": ["not in", _taken(DOCTYPES[PROPOSAL])],
		},
		fields=["name", "title", "organ"],
		order_by="proposed_on asc",
	)
	matters = _first_matters([row.name for row in rows])
	return [_row(PROPOSAL, row.name, row.title or "", matters.get(row.name), office) for row in rows]


def _first_matters(proposals: list[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Supervision Matter",
		filters={"parenttype": DOCTYPES[PROPOSAL], "parent": ["in", proposals or [""]], "idx": 1},
		fields=["parent", "petition"],
	)
	return {row.parent: row.petition for row in rows}


def _disputes(office: str) -> list[dict]:
	rows = frappe.get_all(
		DOCTYPES[DISPUTE],
		filters={
			"decider": office,
			"kind": "Joint conference",
			"stage": "Raised",
			"name": ["not in", _taken(DOCTYPES[DISPUTE])],
		},
		fields=["name", "petition", "petition_number", "organ"],
		order_by="raised_on asc",
	)
	kinds = _categories([row.petition for row in rows])
	return [
		_row(DISPUTE, row.name, _("Who accepts {0}").format(_matter(row, kinds)), row.petition, row.organ)
		for row in rows
	]


def _helps(office: str) -> list[dict]:
	rows = frappe.get_all(
		DOCTYPES[OWNED],
		filters={"status": "Asked", "office": office, "name": ["not in", _taken(DOCTYPES[OWNED])]},
		or_filters={"conference": 1, "asked_of": office},
		fields=["name", "petition", "petition_number", "organ"],
		order_by="asked_on asc",
	)
	kinds = _categories([row.petition for row in rows])
	return [
		_row(
			OWNED,
			row.name,
			_("Help asked for {0}").format(_matter(row, kinds)),
			row.petition,
			row.organ,
		)
		for row in rows
	]


def _matter(row, kinds: dict[str, str]) -> str:
	"""Return what stands for a matter on an agenda: number and category, nothing of its text."""
	kind = kinds.get(row.petition)
	return f"{row.petition_number or ''}（{kind}）" if kind else row.petition_number or ""


def _categories(petitions: list[str]) -> dict[str, str]:
	"""Return petition → title of its category."""
	petition, category = frappe.qb.DocType("Petition"), frappe.qb.DocType("Petition Category")
	rows = (
		frappe.qb.from_(petition)
		.inner_join(category)
		.on(category.name == petition.category)
		.select(petition.name, category.title)
		.where(petition.name.isin(petitions or [""]))
		.run()
	)
	return dict(rows)


def _tasks(office: str) -> list[dict]:
	"""Return tasks to report: checked and not reported yet, or past their day."""
	rows = frappe.get_all(
		DOCTYPES[REPORT],
		filters={
			"from_organ": office,
			"stage": ["in", ["Issued", "Done", "Checked"]],
			"reported_at": ["is", "not set"],
			"name": ["not in", _taken(DOCTYPES[REPORT])],
		},
		fields=["name", "title", "organ", "stage", "due_on", "petition"],
		order_by="due_on asc",
	)
	due = [row for row in rows if row.stage == "Checked" or (row.due_on and row.due_on < when.today())]
	return [
		_row(
			REPORT,
			row.name,
			f"{organ_title(row.organ)}：{row.title or ''}（{_(row.stage)}）",
			row.petition,
			row.organ,
		)
		for row in due
	]
