"""权益反映: retaliation, obstruction and requests that an official stand aside, taken down and kept from whom they mean.

Rule (arts. 18, 28, 44(1), 46; DOMAIN E2, rights 4 to 6). Any officer who is told of it takes it down, supervision too, and
the citizen on his follow page; nobody is refused, nothing is needed but the words. From then on it is open to those named
for it alone (`handlers`): who took it down sees it no more. The reporter gets a number (W43). Its term is a target of the
house (S43), for the Regulation sets none.
"""

import secrets

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.deadline import engine, milestones
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.registering import uploads
from xinfang_app.rights import content, handlers, moving, telling
from xinfang_app.rights.errors import ReportRefused

DOCTYPE = "Rights Report"
RECEIVED, UNDER_WAY, DONE, TOLD = "Report received", "Being looked into", "Looked into", "Result told"
RETALIATION, OBSTRUCTION, RECUSAL = "Retaliation", "Obstruction", "Recusal asked for"
KINDS = (RETALIATION, OBSTRUCTION, RECUSAL)
ACTS = (
	"Registration refused",
	"Pressed to withdraw",
	"Pressed for a rating",
	"Kept from petitioning",
	"Other way",
)
WAYS = ("Orally", "In writing", "On the telephone", "On the follow page", "Found by supervision")
PIECE = "rights-piece"


def register(
	*,
	kind: str,
	text: str,
	act: str = "",
	way: str = "Orally",
	organs: list[str] | tuple[str, ...] = (),
	users: list[str] | tuple[str, ...] = (),
	who: str = "",
	petition: str | None = None,
	submission: str | None = None,
	reporter: dict | None = None,
	files: list[str] | tuple[str, ...] = (),
	received_on=None,
	by_citizen: bool = False,
) -> Document:
	"""Take a report down and give it to those who may look into it; return the Rights Report.

	`organs`, `users`: whom it means, as far as they are known here; `who`: in the reporter's words. `reporter`: {name,
	phone, address}, may be empty. `by_citizen`: for the follow page, which has checked number and code.
	Raises ReportRefused, SomethingMissing; PermissionError for somebody without a post.
	"""
	place = _place(petition, organs, by_citizen)
	if kind not in KINDS or (act and act not in ACTS) or way not in WAYS:
		frappe.throw(_("Choose what is reported."), ReportRefused)
	handling.demand(text, _("Account of what happened"))
	if kind == OBSTRUCTION:
		handling.demand(act, _("In what way"))
	_check_files(files)
	moment = handling.moment(received_on)
	handling.not_in_future(moment, _("The report"))
	told = {
		"text": text.strip(),
		"who": (who or "").strip(),
		"organs": [organ for organ in organs if frappe.db.exists("Organ", organ)],
		"users": [user for user in users if frappe.db.exists("User", user)],
		"petition": petition,
		"submission": submission,
		"reporter": {key: (reporter or {}).get(key) or "" for key in ("name", "phone", "address")},
		"place": place,
	}
	organ, people = handlers.choose(place, *handlers.meant(told))
	report = frappe.new_doc(DOCTYPE)
	report.update(
		{
			"number": _number(),
			"kind": kind,
			"act": act if kind == OBSTRUCTION else "",
			"way": way,
			"received_on": moment,
			"handler": organ,
			"registered_by": frappe.session.user,
			# On the follow page of the piece with which it was reported, of no other: an official knows none.
			"piece_mark": keys.mark(PIECE, submission) if submission and by_citizen else None,
		}
	)
	report = handling.write(report)
	told["papers"] = content.keep_papers(report.name, list(files))
	content.keep(report.name, content.TOLD, told)
	handlers.name(report, people)
	# The gap between telling and entering is no official's step: the term runs from when it was entered.
	milestones.record(report, "reported", organ=organ)
	clock = engine.clock(report, moving.TERM)
	if clock:
		report.due_on = clock.due_on
	if organ:
		moving.issue(report)
		telling.received(report, people)
	return handling.write(report)


def receipt(report: Document) -> dict:
	"""Return what the reporter is given at once: number, who looks into it, until when. Nothing of what he said."""
	return {
		"number": report.number,
		"handler": acting.organ_title(report.handler) if report.handler else "",
		"due_on": str(report.due_on or ""),
		"above": not report.handler,
	}


def of_piece(submission: str) -> list[dict]:
	"""Return the reports made with a piece, for its follow page: number, kind, dates, and the answer once it was given."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"piece_mark": keys.mark(PIECE, submission)},
		fields=["name", "number", "kind", "stage", "received_on", "due_on", "told_on", "way"],
		order_by="received_on asc",
	)
	return [
		{
			**row,
			"answer": content.read(row.name, content.ANSWERED).get("text", "") if row.stage == TOLD else "",
		}
		for row in rows
	]


def _place(petition: str | None, organs, by_citizen: bool) -> str:
	"""The place whose county looks into it: the matter's, the organ's that is meant, or the user's own."""
	if not by_citizen and not posting.current():
		frappe.throw(_("You hold no post here."), frappe.PermissionError)
	registering = frappe.db.get_value("Petition", petition, "registering_organ") if petition else None
	own = [row.organ for row in posting.current()]
	for organ in (registering, *organs, *own):
		county = posting.county_of(organ) if organ and frappe.db.exists("Organ", organ) else None
		if county:
			return county
	frappe.throw(_("Say which organ it is about."), ReportRefused)


def _check_files(files) -> None:
	if len(files) > content.MOST_PAPERS:
		frappe.throw(
			_("At most {0} papers; bring the rest on paper.").format(content.MOST_PAPERS), ReportRefused
		)
	for url in files:
		rows = frappe.get_all("File", {"file_url": url, "owner": frappe.session.user}, ["name", "file_size"])
		if not rows:
			frappe.throw(
				_("Attach files that you have uploaded yourself for this reply."), frappe.PermissionError
			)
		if (rows[0].file_size or 0) > content.MOST_BYTES:
			frappe.throw(_("A paper is too large; bring it on paper."), ReportRefused)
	uploads.check(
		[frappe.db.get_value("File", {"file_url": url, "owner": frappe.session.user}) for url in files]
	)


def _number() -> str:
	"""A number that tells nothing, not even how many there are."""
	while True:
		number = f"QY{when.today().year}-{secrets.randbelow(900000) + 100000}"
		if not frappe.db.exists(DOCTYPE, {"number": number}):
			return number
