"""Inspections (督查) and what they order organs to mend (整改).

Rule (arts. 16, 38, 40): a petition office inspects how organs keep their duties: which organs, which period, what is
checked; never people who petition. Each finding becomes an order to the organ (`Rectification`) with article, demand
and day, signed by a leader and told by paper (W31); its clock is S05. The organ replies with evidence; somebody who
neither ordered nor replied verifies. Important inspections are reported to the party committee and government.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.deadline import milestones
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.supervision import basis, evidence, who
from xinfang_app.supervision.refusals import BasisRefused, InspectionRefused, NotTheVerifier, NotYours
from xinfang_app.workflows import stages

REPORT_TO = ("Government", "Party Committee")


def plan(
	title: str,
	checked: str,
	organs: Iterable[str],
	*,
	begins_on=None,
	ends_on=None,
	period_from=None,
	period_to=None,
	team: Iterable[str] = (),
) -> Document:
	"""Plan an inspection of `organs` by the user's office; return it. Raises InspectionRefused, BackDoor."""
	office = who.own_office()
	handling.demand(title, _("Subject of the inspection"))
	inspection = frappe.new_doc("Inspection")
	inspection.update(
		{
			"title": title,
			"checked": checked,
			"from_organ": office,
			"scope_code": frappe.get_cached_value("Organ", office, "place_code"),
			"begins_on": begins_on,
			"ends_on": ends_on,
			"period_from": period_from,
			"period_to": period_to,
		}
	)
	for organ in dict.fromkeys(organs):
		inspection.append("organs", {"organ": organ})
	for user in dict.fromkeys(team):
		inspection.append("team", {"user": user})
	return handling.write(inspection)


def check(inspection: Document) -> None:
	"""Before a save: organs in, people out; nobody inspects his own organ; the team serves at the office."""
	refuse_watch_words(inspection.title, inspection.checked, inspection.summary)
	if any(row.organ == inspection.from_organ for row in inspection.organs):
		frappe.throw(_("Nobody inspects his own organ; that is for the office above."), InspectionRefused)
	if (
		inspection.period_from
		and inspection.period_to
		and getdate(inspection.period_to) < getdate(inspection.period_from)
	):
		frappe.throw(_("The period ends before it begins."), InspectionRefused)
	staff = posting.users_at(inspection.from_organ) if inspection.team else []
	for row in inspection.team:
		if row.user not in staff:
			frappe.throw(_("The team serves at the inspecting office."), InspectionRefused)
		row.member_name = frappe.utils.get_fullname(row.user)


def begin(inspection: Document) -> Document:
	"""Begin a planned inspection. Raises InspectionRefused without organs, matter or team."""
	_office(inspection, ("Planned",), _("Beginning"))
	_ready(inspection)
	inspection.began_on = when.now()
	return stages.advance(inspection, "Under way", by_service=True, in_post=True)


def find(
	inspection: Document, organ: str, finding: str, demand: str, due_on, article: str | None = None
) -> Document:
	"""Draft an order to one of the organs inspected about one finding; return the Rectification."""
	_office(inspection, ("Under way", "Findings told"), _("A finding"))
	if organ not in [row.organ for row in inspection.organs]:
		frappe.throw(_("This organ is not among those inspected."), InspectionRefused)
	for value, what in ((finding, _("Finding")), (demand, _("Demand")), (due_on, _("Rectified by"))):
		handling.demand(value, what)
	refuse_watch_words(finding, demand)
	return _order_draft(
		inspection, organ=organ, finding=finding, demand=demand, due_on=due_on, article=article
	)


def order(rectification: Document) -> Document:
	"""Order the organ to mend what was found: signed by a leader of the office, told by W31, clock S05."""
	_office(rectification, ("Draft",), _("The order"))
	_signer(rectification)
	for field in ("finding", "demand", "due_on"):
		handling.demand(rectification.get(field), _(rectification.meta.get_label(field)))
	if basis.cites_accountability(rectification.finding, rectification.article, rectification.demand):
		frappe.throw(
			_(
				"An order to rectify rests on no breached term of the statute; it cites no article from 43 to 46."
			),
			BasisRefused,
		)
	if getdate(rectification.due_on) <= when.today():
		frappe.throw(_("The day of the rectification has to lie ahead."), InspectionRefused)
	rectification.update({"delivery": "Sent", "ordered_by": frappe.session.user, "ordered_on": when.now()})
	rectification = stages.advance(rectification, "Ordered", by_service=True, in_post=True)
	milestones.record(rectification, "ordered", organ=rectification.from_organ)
	paper = papers.issue("W31", rectification, organ=rectification.from_organ, occurred_on=when.now())
	if paper:
		rectification.update({"letter": paper.name, "document_number": paper.document_number})
		rectification = handling.write(rectification)
	inspection = frappe.get_doc("Inspection", rectification.inspection)
	if inspection.stage == "Under way":
		# It follows the order, whoever signs that one.
		stages.advance(inspection, "Findings told", by_service=True)
	return rectification


def rectify(rectification: Document, reply: str, files: list[dict]) -> Document:
	"""Tell what was mended, with files; the organ itself, or the office for an organ outside the system."""
	scope.require(rectification, "read")
	outside = acting.is_external(rectification.organ)
	(who.require_office if outside else who.require_target)(
		rectification.from_organ if outside else rectification.organ
	)
	_at(rectification, ("Ordered",), _("The reply"))
	handling.demand(reply, _("The reply"))
	files = evidence.check(rectification, files)
	if not files:
		frappe.throw(_("A reply comes with its evidence: at least one file."), InspectionRefused)
	rectification.update(
		{
			"reply": reply.strip(),
			"rectified_on": when.now(),
			"rectified_by": frappe.session.user,
		}
	)
	evidence.keep(rectification, "evidence", files)
	rectification = stages.advance(rectification, "Rectified", by_service=True, in_post=True)
	milestones.record(rectification, "rectified", organ=rectification.organ)
	return rectification


def verify(rectification: Document, verdict: str, reason: str, *, due_on=None) -> Document:
	"""Verify a reply by somebody who neither ordered nor replied. Not met: a following order is drafted, to `due_on`."""
	_office(rectification, ("Rectified",), _("The verification"))
	who.refuse_serving(rectification.organ)
	if frappe.session.user in (rectification.ordered_by, rectification.rectified_by):
		frappe.throw(
			_("Whoever gave the order or the reply does not verify it; somebody else of the office does."),
			NotTheVerifier,
		)
	handling.demand(
		verdict if verdict in ("Demand met", "Demand not met") else None, _("Verdict on the reply")
	)
	handling.demand(reason, _("Reason of the verdict"))
	if verdict == "Demand not met":
		handling.demand(due_on, _("Rectified by"))
	rectification.update(
		{
			"verdict": verdict,
			"verdict_reason": reason,
			"verified_by": frappe.session.user,
			"verified_on": when.now(),
		}
	)
	verified = "Verified" if verdict == "Demand met" else "Not Met"
	rectification = stages.advance(rectification, verified, by_service=True, in_post=True)
	milestones.record(rectification, "verified", organ=rectification.from_organ)
	if verdict == "Demand not met":
		_order_draft(
			frappe.get_doc("Inspection", rectification.inspection),
			organ=rectification.organ,
			finding=rectification.finding,
			demand=rectification.demand,
			article=rectification.article,
			due_on=due_on,
			former=rectification.name,
		)
	return rectification


def withdraw(rectification: Document, reason: str) -> Document:
	"""Take an order back, with a reason; its clock ends."""
	_office(rectification, ("Draft", "Ordered"), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	was_sent = rectification.delivery == "Sent"
	rectification.withdrawn_reason = reason
	rectification = stages.advance(rectification, "Withdrawn", by_service=True, in_post=True)
	if was_sent:
		milestones.record(rectification, "withdrawn", organ=rectification.from_organ)
	return rectification


def report(inspection: Document, organ: str, number: str, scan: str) -> Document:
	"""Record that an important inspection was reported to the party committee or government, with its paper."""
	_office(inspection, ("Under way", "Findings told", "Closed"), _("The report"))
	if acting.organ_kind(organ) not in REPORT_TO:
		frappe.throw(
			_("Important inspections are reported to the party committee or the government."),
			InspectionRefused,
		)
	handling.demand(number, _("Number of the report"))
	handling.demand_file(scan, _("Text of the report"))
	inspection.update(
		{
			"important": 1,
			"reported_to": organ,
			"reported_on": when.now(),
			"report_number": number,
			"report_scan": scan,
		}
	)
	return handling.write(inspection)


def close(inspection: Document, summary: str) -> Document:
	"""Close an inspection whose orders are all verified or withdrawn. Raises InspectionRefused."""
	_office(inspection, ("Under way", "Findings told"), _("Closing"))
	handling.demand(summary, _("Summary of the inspection"))
	refuse_watch_words(summary)
	_all_verified(inspection)
	inspection.update({"closed_on": when.now(), "summary": summary})
	return stages.advance(inspection, "Closed", by_service=True, in_post=True)


def check_begun(inspection: Document) -> None:
	"""Stage guard: begun with its matter, its organs and its team."""
	_ready(inspection)
	_by_its_button(inspection, inspection.began_on)


def check_told(inspection: Document) -> None:
	"""Stage guard: an organ was told what was found."""
	_by_its_button(
		inspection, frappe.db.exists("Rectification", {"inspection": inspection.name, "delivery": "Sent"})
	)


def check_closed(inspection: Document) -> None:
	"""Stage guard: summed up, and no order is open."""
	handling.demand(inspection.summary, _("Summary of the inspection"))
	_all_verified(inspection)
	_by_its_button(inspection, inspection.closed_on)


def check_ordered(rectification: Document) -> None:
	"""Stage guard: signed by somebody, and sent."""
	_by_its_button(rectification, rectification.ordered_by and rectification.delivery == "Sent")


def check_rectified(rectification: Document) -> None:
	"""Stage guard: a reply with its evidence."""
	_by_its_button(
		rectification, rectification.reply and rectification.rectified_by and rectification.evidence
	)


def check_verified(rectification: Document) -> None:
	"""Stage guard: a verdict with its reason, by somebody who neither ordered nor replied."""
	_by_its_button(rectification, rectification.verdict and rectification.verified_by)
	handling.demand(rectification.verdict_reason, _("Reason of the verdict"))
	if rectification.verified_by in (rectification.ordered_by, rectification.rectified_by):
		frappe.throw(
			_("Whoever gave the order or the reply does not verify it; somebody else of the office does."),
			NotTheVerifier,
		)


def check_withdrawn(rectification: Document) -> None:
	"""Stage guard: withdrawn with a reason only."""
	handling.demand(rectification.withdrawn_reason, _("The reason"))


def _ready(inspection: Document) -> None:
	handling.demand(inspection.checked, _("What is checked"))
	if not inspection.organs or not inspection.team:
		frappe.throw(_("An inspection names its organs and its team before it begins."), InspectionRefused)


def _all_verified(inspection: Document) -> None:
	open_ = frappe.db.count(
		"Rectification", {"inspection": inspection.name, "stage": ["in", ["Draft", "Ordered", "Rectified"]]}
	)
	if open_:
		frappe.throw(_("{0} orders are not verified yet.").format(open_), InspectionRefused)


def _by_its_button(record: Document, done) -> None:
	"""Refuse a step that brings no record of what was done: the workflow's menu takes none with it."""
	if not done:
		frappe.throw(
			_("{0}: made and changed with its own buttons only.").format(_(record.doctype)), InspectionRefused
		)


def _order_draft(inspection: Document, **values) -> Document:
	record = frappe.new_doc("Rectification")
	record.update(
		{
			"inspection": inspection.name,
			"title": inspection.title,
			"from_organ": inspection.from_organ,
			"scope_code": inspection.scope_code,
			"delivery": "Not sent",
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
			**values,
		}
	)
	return handling.write(record)


def _signer(record: Document) -> None:
	if not posting.may_sign(frappe.session.user, record.from_organ, "opinion"):
		frappe.throw(
			_("An order to rectify is signed by the head or a leader of the petition office."), NotYours
		)


def _office(record: Document, at: tuple[str, ...], what: str) -> None:
	scope.require(record, "act")
	who.require_office(record.from_organ)
	_at(record, at, what)


def _at(record: Document, at: tuple[str, ...], what: str) -> None:
	if record.stage not in at:
		frappe.throw(
			_("{0} is not possible at the present stage ({1}).").format(what, _(record.stage)),
			InspectionRefused,
		)
