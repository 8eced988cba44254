"""The petition's story in the order in which it happened, for the form.

Rule: who may read the petition sees its hand-overs, notices, papers, steps, signatures and clock events, each record by
the same rule as its list (`access`); nothing is shown here that a list would hide. Each line says when, which organ,
what, under which article. Lateness is said of the organ that was late, never of a person, and stays once it was so.
Entries made afterwards carry both days (补录).

Everything is read from the rows that the steps wrote: milestones, custody, notices, letters, deadlines. A new step of
any room appears by its milestone, with the name that `WORDS` gives it or, lacking one, its own.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_fullname

from xinfang_app import when
from xinfang_app.access import custody, require, scope
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.answering import trail

#: (DocType, milestone) → (what happened, article). None: said by another line already.
WORDS: dict[tuple[str, str], tuple[str, str] | None] = {
	("Petition Submission", "received"): ("Piece received", "art. 21"),
	("Petition Submission", "registered"): ("Piece registered", "arts. 22, 23"),
	("Petition Submission", "disposed"): None,
	("Petition Submission", "notified"): ("Petitioner told", "art. 23"),
	("Petition Referral", "sent"): ("Sent", "art. 22"),
	("Petition Referral", "received"): ("Received", "art. 23"),
	("Petition Referral", "notified"): ("Petitioner told", "art. 23"),
	("Petition Referral", "accepted"): None,
	("Petition Referral", "objected"): ("Objection raised", "art. 23 §3"),
	("Petition Referral", "objection_withdrawn"): ("Objection withdrawn", "art. 23 §3"),
	("Petition Referral", "objection_decided"): ("Objection decided", "art. 23 §3"),
	("Petition Referral", "returned"): ("Returned to the sender", "art. 23 §3"),
	("Petition Referral", "reported"): ("Concluding report submitted", "art. 22"),
	("Petition Referral", "report_passed"): ("Concluding report passed", "art. 22"),
	("Petition Referral", "report_returned"): ("Concluding report sent back", "art. 22"),
	("Petition Referral", "answered"): ("Answer given", "art. 22"),
	("Petition Referral", "replied"): ("Suggestion answered", "art. 29"),
	("Petition", "registered"): ("Petition opened", "arts. 22, 23"),
	("Acceptance Dispute", "disputed"): ("Acceptance disputed", "art. 24"),
	("Acceptance Dispute", "dispute_decided"): ("Accepting organ named", "art. 24"),
	("Petition", "accepted"): ("Accepted", "arts. 23, 31"),
	("Petition", "heard"): ("Petitioner heard", "art. 31"),
	("Petition", "inquired"): ("Inquiry made", "art. 31"),
	("Petition", "opinion_issued"): ("Opinion signed", "art. 32"),
	("Petition", "opinion_redone"): ("Opinion to be redone", "art. 32"),
	("Petition", "served"): ("Opinion served", "art. 34"),
	("Petition", "extension_approved"): ("Extension approved", "art. 34"),
	("Petition", "extension_notified"): ("Petitioner told of the extension", "art. 34"),
	("Petition", "diverted"): ("Led to a legal route", "art. 31"),
	("Petition", "route_confirmed"): ("Receiving organ confirmed", "art. 31"),
	("Petition", "route_refused"): ("Receiving organ declined", "art. 31"),
	("Petition", "executed"): ("Opinion carried out", "art. 32"),
	("Petition", "terminated"): ("Ended", ""),
	("Petition", "rated"): ("Rated by the petitioner", "art. 21"),
	("Petition", "archived"): ("Archived", ""),
	("Petition", "withdrawn"): ("Withdrawn by the petitioner", ""),
	("Petition", "reminded"): ("Organ reminded", ""),
	("Service Record", "served"): ("Served on a recipient", "art. 34"),
	("Service Record", "review_requested"): ("Review requested", "art. 35"),
	("Service Record", "re_review_requested"): ("Re-review requested", "art. 36"),
	("Service Record", "review_served"): ("Review opinion served on a recipient", "art. 35"),
	("Service Record", "re_review_served"): ("Re-review opinion served on a recipient", "art. 36"),
	("Service Record", "request_ended"): None,
	("Petition", "review_served"): ("Review opinion served", "art. 35"),
	("Petition", "re_review_served"): ("Re-review opinion served", "art. 36"),
	("Petition", "redo_ordered"): ("Ordered to be done again", "art. 35"),
	("Petition Review", "requested"): None,
	("Petition Review", "served"): None,
	("Petition Review", "joined"): ("Another petitioner joined the review", "arts. 35, 36"),
	("Petition Review", "supplement_asked"): ("Supplement asked for", "arts. 35, 36"),
	("Petition Review", "supplemented"): ("Request supplemented", "arts. 35, 36"),
	("Petition Review", "accepted"): ("Taken on for review", "arts. 35, 36"),
	("Petition Review", "not_accepted"): ("Request for review turned away", "arts. 35, 36"),
	("Petition Review", "file_called"): ("Case file called for", "arts. 35, 36"),
	("Petition Review", "answered"): ("Organ answered the review", "arts. 35, 36"),
	("Petition Review", "signed"): ("Opinion of the review signed", "arts. 35, 36"),
	("Petition Review", "withdrawn"): ("Request for review withdrawn", "arts. 35, 36"),
	("Petition Review", "hearing_notified"): ("Hearing notified", "art. 36 §2"),
	("Petition Review", "hearing_concluded"): ("Hearing concluded", "art. 36 §2"),
	("Execution Task", "planned"): ("Execution planned", "art. 32"),
	("Execution Task", "executed"): ("Execution done", "art. 32"),
	("Legal Route", "told"): None,
	("Legal Route", "confirmed"): None,
	("Legal Route", "declined"): None,
	("Legal Route", "ended"): ("Legal route ended", "art. 31"),
}
SIGHT = {"Co-organ": "Takes part", "Task": "Has a task", "Filed": "Filed on behalf"}
CLOCK_EVENTS = {
	"Started": "Term begins",
	"Met": "Term kept",
	"Lapsed": "Term passed unused",
	"Stopped": "Term ended, nothing owed",
	"Suspended": "Term suspended",
	"Paused": "Term paused",
	"Resumed": "Term runs on",
	"Extended": "Term extended",
	"Reopened": "Term open again, first due date",
	"Late": "Term exceeded",
}
MILESTONE = "Clock Milestone"
LIMIT = 2000


def timeline(petition: Document) -> list[dict]:
	"""Return the lines of the story, oldest first; what is still due stands last.

	Each: on (datetime), recorded_on, organ, organ_title, what, detail, article, late, backdated, by, kind (step, custody,
	notice, letter, clock, due), ref_doctype, ref_name. Texts are in the user's language. Raises NotPermitted.
	"""
	require(petition, "read")
	name = petition.name
	lines = [*_steps(name), *_signing(name), *_custody(petition), *_papers(name), *_clocks(name)]
	order = {"step": 0, "custody": 1, "notice": 2, "letter": 3, "clock": 4, "due": 5}
	lines.sort(key=lambda line: (line["kind"] == "due", line["on"], order[line["kind"]]))
	return lines


def _steps(name: str) -> Iterable[dict]:
	rows = _list(
		MILESTONE,
		name,
		[
			"milestone",
			"occurred_on",
			"recorded_on",
			"backdated",
			"by_law",
			"organ",
			"note",
			"by_user",
			"ref_doctype",
			"ref_name",
		],
		"occurred_on asc, recorded_on asc, creation asc",
	)
	delivered = {row["ref_name"] for row in rows if row["milestone"] == "received"}
	referrals = _by_name("Petition Referral", name, ["kind", "role", "from_organ", "to_organ"])
	for row in rows:
		words = WORDS.get((row["ref_doctype"], row["milestone"]), (row["milestone"], ""))
		if not words:
			continue
		referral = referrals.get(row["ref_name"])
		if referral and row["milestone"] == "sent" and row["ref_name"] in delivered:
			continue
		what, article = _(words[0]), _(words[1]) if words[1] else ""
		detail = row["note"] or ""
		if referral and row["milestone"] in ("sent", "received"):
			what = _(referral["kind"]) if referral["role"] == "Lead" else _("Co-organ asked")
			detail = f"{organ_title(referral['from_organ'])} → {organ_title(referral['to_organ'])}"
			article = _("art. 22")
		yield _line(
			row["occurred_on"],
			"step",
			what,
			organ=None if "→" in detail else row["organ"],
			detail=row["by_law"] or detail,
			article=article,
			recorded_on=row["recorded_on"] if row["backdated"] else None,
			backdated=bool(row["backdated"]),
			by=get_fullname(row["by_user"]) if row["by_user"] else None,
			ref=(row["ref_doctype"], row["ref_name"]),
		)


def _signing(name: str) -> Iterable[dict]:
	return (_line(kind="step", **line) for line in trail.story(name))


def _custody(petition: Document) -> Iterable[dict]:
	for row in custody.history(petition):
		# Delivery of a referral is said by its own line.
		if row["source_doctype"] == "Petition Referral":
			continue
		what = _("In hand") if row["kind"] == "Holder" else _(SIGHT[row["kind"]])
		yield _line(
			row["from_on"],
			"custody",
			what,
			organ=row["organ"],
			detail=row["reason"],
			by=row["user"] and get_fullname(row["user"]),
		)


def _papers(name: str) -> Iterable[dict]:
	notices = _list(
		"Petition Notice",
		name,
		["kind", "title", "organ", "issued_on", "recipient_name", "letter"],
		"issued_on asc",
	)
	carried = set()
	for row in notices:
		carried.add(row["letter"])
		yield _line(
			row["issued_on"],
			"notice",
			row["title"],
			organ=row["organ"],
			detail=_("To {0}").format(row["recipient_name"]) if row["recipient_name"] else "",
			ref=("Official Letter", row["letter"]) if row["letter"] else ("Petition Notice", row["name"]),
		)
	for row in _list(
		"Official Letter",
		name,
		["title", "document_number", "organ", "issued_on", "recipient_organ"],
		"issued_on asc",
	):
		if row["name"] in carried:
			continue
		addressee = _("To {0}").format(organ_title(row["recipient_organ"])) if row["recipient_organ"] else ""
		detail = "　".join(part for part in (row["document_number"], addressee) if part)
		yield _line(
			row["issued_on"],
			"letter",
			row["title"],
			organ=row["organ"],
			detail=detail,
			ref=("Official Letter", row["name"]),
		)


def _clocks(name: str) -> Iterable[dict]:
	rows = {
		row["name"]: row
		for row in _list(
			"Deadline",
			name,
			["rule", "state", "kind", "organ", "due_on", "due_at", "was_late", "ref_doctype", "ref_name"],
			"started_on asc",
		)
	}
	if not rows:
		return
	rules = {
		rule.name: rule
		for rule in frappe.get_all(
			"Deadline Rule",
			filters={"name": ["in", {row["rule"] for row in rows.values()}]},
			fields=["name", "title", "article"],
		)
	}
	events = frappe.get_all(
		"Deadline Event",
		filters={"parent": ["in", list(rows)], "parenttype": "Deadline", "event": ["in", list(CLOCK_EVENTS)]},
		fields=["parent", "event", "happened_on", "recorded_on", "due_on", "note", "days"],
		order_by="happened_on asc, idx asc",
	)
	for event in events:
		row = rows[event.parent]
		rule = rules[row["rule"]]
		late = event.event == "Late" or (event.event == "Met" and row["state"] == "Late Met")
		what = _("Term kept too late") if late and event.event == "Met" else _(CLOCK_EVENTS[event.event])
		yield _line(
			event.happened_on,
			"clock",
			f"{_(rule.title)}：{what}",
			organ=row["organ"],
			detail=_("due on {0}").format(event.due_on)
			if event.event in ("Started", "Extended", "Resumed", "Reopened")
			else "",
			article=rule.article,
			late=late,
			ref=("Deadline", row["name"]),
		)
	for row in rows.values():
		if row["state"] != "Running":
			continue
		rule = rules[row["rule"]]
		over = when.now() >= get_datetime(row["due_at"]) and row["kind"] == "Duty"
		yield _line(
			f"{row['due_on']} 23:59:59",
			"due",
			f"{_(rule.title)}：{_('overdue since {0}') if over else _('due on {0}')}".format(row["due_on"]),
			organ=row["organ"],
			article=rule.article,
			late=over or bool(row["was_late"]),
			ref=("Deadline", row["name"]),
		)


def _list(doctype: str, petition: str, fields: list[str], order_by: str) -> list[dict]:
	return scope.get_list(
		doctype, filters={"petition": petition}, fields=["name", *fields], order_by=order_by, limit=LIMIT
	)


def _by_name(doctype: str, petition: str, fields: list[str]) -> dict[str, dict]:
	return {row["name"]: row for row in _list(doctype, petition, fields, "creation asc")}


def _line(
	on,
	kind: str,
	what: str,
	*,
	organ: str | None = None,
	detail: str | None = None,
	article: str | None = None,
	late: bool = False,
	recorded_on=None,
	backdated: bool = False,
	by: str | None = None,
	ref: tuple[str, str] | None = None,
) -> dict:
	return {
		"on": get_datetime(on),
		"recorded_on": recorded_on,
		"kind": kind,
		"organ": organ,
		"organ_title": organ_title(organ),
		"what": what,
		"detail": detail or "",
		"article": article or "",
		"late": late,
		"backdated": backdated,
		"by": by,
		"ref_doctype": ref[0] if ref else None,
		"ref_name": ref[1] if ref else None,
	}
