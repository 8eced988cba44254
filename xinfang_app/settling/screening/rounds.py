"""排查轮次: a month, or a campaign (百日排查), in which townships look for disputes and report.

Rule (art. 10; L11, L12). The county's petition office or a township begins a round for a period and says what to look
for. Each township reports once for it, also that nothing was found; its numbers are counted from its disputes, never
typed. That report is its monthly duty (L11). During a campaign the office circulates how it goes, which is its own
(L12). A round is closed when its period is over; townships that did not report stand so in it.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.access import custody
from xinfang_app.organization import codes
from xinfang_app.petition import acting, handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.settling.screening import persons
from xinfang_app.settling.screening.errors import RoundRefused
from xinfang_app.supervision.duties import routine_met
from xinfang_app.workflows import stages

DOCTYPE = "Screening Round"
OPEN, CLOSED = "Round under way", "Round closed"
MONTHLY, CAMPAIGN = "Monthly screening", "Screening campaign"
PAPER = "W37"
SETTLED = ("Dispute settled", "Dispute closed", "Became Petition")


def begin(
	office: str, kind: str, period_from, period_to, *, title: str = "", task: str = "", townships: list[str] | None = None
) -> Document:  # fmt: skip
	"""Begin a round for `office` (a petition office, or a township for itself); return the Screening Round."""
	acting.require_at(office)
	begin_on, end_on = getdate(period_from), getdate(period_to)
	if kind not in (MONTHLY, CAMPAIGN):
		handling.demand(None, _("Kind of round"))
	if end_on < begin_on:
		frappe.throw(_("The period ends before it begins."), RoundRefused)
	persons.refuse(title, task)
	found = _townships(office, townships)
	key = f"{office}:{kind}:{begin_on}"
	if frappe.db.exists(DOCTYPE, {"round_key": key}):
		frappe.throw(_("This round was begun already."), RoundRefused)
	name = title.strip() or f"{begin_on.year}年{begin_on.month}月{_(kind, lang='zh')}"
	entry = frappe.new_doc(DOCTYPE)
	entry.update(
		{
			"title": name,
			"kind": kind,
			"period_from": begin_on,
			"period_to": end_on,
			"task": (task or "").strip(),
			"holder": office,
			"scope_code": frappe.get_cached_value("Organ", office, "place_code"),
			"round_key": key,
			"areas": [{"organ": organ} for organ in found],
		}
	)
	entry = handling.write(entry)
	for organ in found:
		if organ != office:
			custody.give(
				entry, organ=organ, kind=custody.TASK, reason=_("Takes part in the round", lang="zh")
			)
	return entry


def report(entry: Document, organ: str, note: str = "") -> Document:
	"""Report a township's part; its numbers are counted now. Nothing found is reported too."""
	access.require(entry, "read")
	acting.require_at(organ)
	_open(entry)
	row = next((row for row in entry.areas if row.organ == organ), None)
	if not row:
		frappe.throw(_("{0} takes no part in this round.").format(acting.organ_title(organ)), RoundRefused)
	persons.refuse(note)
	row.update(
		{
			**counts(entry, organ),
			"reported_on": when.now(),
			"reported_by": frappe.session.user,
			"note": (note or "").strip(),
		}
	)
	entry = handling.write(entry)
	routine_met.met("L11", organ, when.today(), note=entry.title)
	return entry


def circulate(entry: Document, text: str) -> Document:
	"""Add a circular of how the round goes; for the office it is the monthly circular (L12)."""
	_office(entry)
	handling.demand(text, _("Circulars"))
	persons.refuse(text)
	line = f"{when.today()}　{text.strip()}"
	entry.circulars = f"{entry.circulars}\n{line}" if entry.circulars else line
	entry = handling.write(entry)
	routine_met.met("L12", entry.holder, when.today(), note=entry.title)
	return entry


def close(entry: Document, summary: str) -> Document:
	"""Close a round when its period is over; numbers of all townships are counted once more."""
	_office(entry)
	handling.demand(summary, _("Summary"))
	persons.refuse(summary)
	_over(entry)
	for row in entry.areas:
		row.update(counts(entry, row.organ))
	entry.update(
		{
			"summary": summary.strip(),
			"closed_on": when.now(),
			"closed_by": frappe.session.user,
		}
	)
	return stages.advance(entry, CLOSED, by_service=True, in_post=True)


def ledger(entry: Document, organ: str) -> Document | None:
	"""Make the ledger (W37) of a round for the office or for a township's own part; return the Official Letter."""
	access.require(entry, "read")
	acting.require_at(organ)
	if organ != entry.holder and organ not in [row.organ for row in entry.areas]:
		frappe.throw(_("{0} takes no part in this round.").format(acting.organ_title(organ)), RoundRefused)
	return papers.issue(PAPER, entry, organ=organ, occurred_on=when.now())


def counts(entry: Document, organ: str) -> dict[str, int]:
	"""Return how many disputes of `organ` the round has: found, settled, still open."""
	filters = {"round": entry.name, "township": organ}
	found = frappe.db.count("Dispute", filters)
	settled = frappe.db.count("Dispute", {**filters, "stage": ("in", SETTLED)})
	return {"found": found, "settled": settled, "still_open": found - settled}


def mine(entry: Document) -> list[str]:
	"""Return the organs for which the user reports in this round."""
	return [row.organ for row in entry.areas if acting.acts_for(row.organ)]


def check_closed(entry: Document) -> None:
	"""Stage guard: a round is closed with its summary, when its period is over."""
	handling.demand(entry.summary and entry.closed_by, _("Summary"))
	_over(entry)


def _townships(office: str, wanted: list[str] | None) -> list[str]:
	place = frappe.get_cached_value("Organ", office, "place_code")
	kind = acting.organ_kind(office)
	if kind == "Township":
		return [office]
	if kind != "Petition Office":
		frappe.throw(_("A round is begun by the petition office or by a township."), RoundRefused)
	today = when.today()
	rows = frappe.get_all(
		"Organ",
		filters={"kind": "Township", "is_external": 0},
		fields=["name", "place_code", "valid_from", "valid_to"],
		order_by="name asc",
	)
	found = [
		row.name
		for row in rows
		if row.place_code
		and codes.contains(place, row.place_code)
		and (not row.valid_to or row.valid_to >= today)
		and (not row.valid_from or row.valid_from <= today)
	]
	if wanted:
		found = [name for name in found if name in wanted]
	if not found:
		frappe.throw(_("No township takes part."), RoundRefused)
	return found


def _office(entry: Document) -> None:
	access.require(entry, "act")
	acting.require_at(entry.holder)
	_open(entry)


def _over(entry: Document) -> None:
	if when.today() < getdate(entry.period_to):
		frappe.throw(_("The round runs until {0}.").format(entry.period_to), RoundRefused)


def _open(entry: Document) -> None:
	if entry.stage != OPEN:
		frappe.throw(_("This round is closed."), RoundRefused)
