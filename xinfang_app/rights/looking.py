"""Looking into a report: by somebody independent, with a finding; what follows; the answer to the reporter.

Rule (arts. 18, 28, 46; idea 12). Those named for a report open it, each opening on record. One of them, who did not take
it down and does not serve where the matter lies, looks into it and says whether it is borne out. Borne out, it leads to
an accountability flag on the organ (46(6) for retaliation, 43 or 44 for a refused registration, else 46(7)) or to a recusal; both
carry a claim in the words of who looked into it: neither the reporter nor his words nor the number of the report. The
reporter is told the result in any case.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.deadline import milestones
from xinfang_app.letters import pdf
from xinfang_app.messages import guard
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import recusal
from xinfang_app.rights import content, handlers, reports
from xinfang_app.rights.errors import NotNamed, ReportRefused
from xinfang_app.supervision.accountability import judging, raising
from xinfang_app.workflows import stages

BORNE_OUT, NOT_BORNE_OUT = "Borne out", "Not borne out"
TOLD_WAYS = ("Orally", "In writing", "On the telephone", "On the follow page", "Nobody to be told")


def open_(report: Document) -> dict:
	"""Return what was told and what was found, to somebody named for it; put the opening on record."""
	handlers.require(report)
	_log(report, _("Opened"))
	return {
		"told": content.read(report.name, content.TOLD),
		"found": content.read(report.name, content.FOUND),
		"answered": content.read(report.name, content.ANSWERED),
	}


def paper(report: Document, number: int) -> tuple[str, bytes]:
	"""Return (file name, content) of a paper that was handed in; put the opening on record."""
	handlers.require(report)
	labels = content.read(report.name, content.TOLD).get("papers") or []
	label = next((row for row in labels if row["no"] == number), None)
	if not label:
		frappe.throw(_("There is no such paper."), frappe.DoesNotExistError)
	_log(report, _("Opened a paper"))
	return label["file_name"], content.paper(report.name, number)


def receipt(report: Document) -> tuple[str, bytes]:
	"""Return (number, PDF) of the receipt, to be handed to the reporter by somebody named for the report."""
	handlers.require(report)
	if not report.letter:
		frappe.throw(_("There is no such paper."), frappe.DoesNotExistError)
	return report.number, pdf.of(frappe.get_doc("Official Letter", report.letter))


def begin(report: Document, verifier: str) -> Document:
	"""Say who looks into it: named for it, not who took it down, no part in the matter."""
	handlers.require(report)
	_at(report, reports.RECEIVED, reports.UNDER_WAY)
	_independent(report, verifier)
	report.update({"verifier": verifier, "verifier_named_on": when.now()})
	return stages.advance(report, reports.UNDER_WAY, by_service=True, in_post=True)


def meant_too(report: Document, organs=(), users=()) -> Document:
	"""Keep further organs and officials away who turn out to be meant; the report moves where it has to."""
	handlers.require(report)
	told = content.read(report.name, content.TOLD)
	told["organs"] = list(dict.fromkeys([*told["organs"], *organs]))
	told["users"] = list(dict.fromkeys([*told["users"], *users]))
	content.keep(report.name, content.TOLD, told)
	_log(report, _("Kept somebody away"))
	handlers.renew(report)
	return report


def conclude(report: Document, outcome: str, finding: str) -> Document:
	"""Record what was found, by who looked into it: borne out or not."""
	handlers.require(report)
	_at(report, reports.UNDER_WAY)
	if frappe.session.user != report.verifier:
		frappe.throw(_("Whoever looks into it says what was found."), NotNamed)
	if outcome not in (BORNE_OUT, NOT_BORNE_OUT):
		handling.demand(None, _("Outcome"))
	handling.demand(finding, _("What was found"))
	report.update({"outcome": outcome, "verified_on": when.now()})
	report = stages.advance(report, reports.DONE, by_service=True, in_post=True)
	content.keep(
		report.name, content.FOUND, {"finding": finding.strip(), "by": frappe.session.user, "on": when.now()}
	)
	milestones.record(report, "looked_into", organ=report.handler)
	return report


def flag(report: Document, organ: str, claim: str, article_item: str = "") -> Document:
	"""Raise an accountability flag on `organ` from a report that is borne out; return the flag.

	`claim`: what the organ did, without the reporter, his words or his matter's number. Raises ReportRefused.
	"""
	_follows(report)
	if report.flag:
		frappe.throw(_("A flag was raised from it already."), ReportRefused)
	handling.demand(organ, _("Organ"))
	_anonymous(report, claim, _("The claim"))
	item = article_item or _item(report, organ)
	if not frappe.db.exists("Accountability Article", item):
		frappe.throw(_("Choose the item of the Regulation."), ReportRefused)
	if not judging.may_raise(organ):
		frappe.throw(_("Only supervision of the county raises a flag by hand."), judging.NotTheJudge)
	mark = keys.mark("rights-flag", report.name)[:24]
	row = frappe._dict(organ=organ, is_sealed=0, evidence_key=f"w:{mark}", facts=claim.strip())
	made = raising.write(
		organ,
		[row],
		source="By hand",
		source_key=f"rights:{mark}",
		article_item=item,
		facts=claim.strip(),
		raised_by=frappe.session.user,
	)
	report.flag = made.name
	handling.write(report)
	return made


def recuse(report: Document, user: str, interest: str) -> Document:
	"""Order that `user` stands aside from the matter of a report that is borne out; return the Recusal."""
	_follows(report)
	petition = content.read(report.name, content.TOLD).get("petition")
	if not petition:
		frappe.throw(_("This report is about no registered matter."), ReportRefused)
	if report.recusal:
		frappe.throw(_("A recusal was ordered from it already."), ReportRefused)
	_anonymous(report, interest, _("The interest in the matter"))
	made = recusal.order(frappe.get_doc("Petition", petition), user, interest.strip())
	report.recusal = made.name
	handling.write(report)
	return made


def tell(report: Document, way: str, text: str) -> Document:
	"""Record that the reporter was told the result, how and in what words; on the follow page he reads them."""
	handlers.require(report)
	_at(report, reports.DONE)
	if way not in TOLD_WAYS:
		handling.demand(None, _("How the reporter was told"))
	handling.demand(text, _("What the reporter is told"))
	report.update({"told_on": when.now(), "told_way": way})
	report = stages.advance(report, reports.TOLD, by_service=True, in_post=True)
	content.keep(report.name, content.ANSWERED, {"text": text.strip(), "by": frappe.session.user})
	milestones.record(report, "result_told", organ=report.handler)
	return report


def check_under_way(report: Document) -> None:
	"""Stage guard: somebody looks into it who did not take it down."""
	handling.demand(report.verifier, _("Who looks into it"))
	_not_its_taker(report, report.verifier)


def check_looked_into(report: Document) -> None:
	"""Stage guard: there is an outcome."""
	handling.demand(report.outcome and report.verified_on, _("Outcome"))


def check_told(report: Document) -> None:
	"""Stage guard: the reporter was told in some way, or there is nobody to be told."""
	handling.demand(report.told_way and report.told_on, _("How the reporter was told"))


def _follows(report: Document) -> None:
	handlers.require(report)
	_at(report, reports.DONE, reports.TOLD)
	if report.outcome != BORNE_OUT:
		frappe.throw(_("Only what is borne out leads to a flag or a recusal."), ReportRefused)


def _anonymous(report: Document, text: str, what: str) -> None:
	"""Refuse a text that shows who reported, in his words, or which matter or report it is."""
	handling.demand(text, what)
	told = content.read(report.name, content.TOLD)
	numbers = [report.number]
	if told.get("petition"):
		numbers.append(frappe.db.get_value("Petition", told["petition"], "number"))
	short = [value for value in (*told["reporter"].values(), *numbers) if value]
	if guard.quoted(text, short, [told["text"]]):
		frappe.throw(
			_(
				"{0} shows who reported it: write it in your own words, without name, number or quotation."
			).format(what),
			ReportRefused,
		)


def _item(report: Document, organ: str) -> str:
	if report.kind == reports.RETALIATION:
		return "46-6"
	if report.act == "Registration refused":
		return "43-1" if acting.is_petition_office(organ) else "44-1"
	return "46-7"


def _independent(report: Document, user: str) -> None:
	if not handlers.is_named(report, user):
		frappe.throw(_("Choose somebody who is named for this report."), ReportRefused)
	_not_its_taker(report, user)
	petition = content.read(report.name, content.TOLD).get("petition")
	if petition and recusal.is_recused(petition, user):
		frappe.throw(_("This official already stands aside."), ReportRefused)


def _not_its_taker(report: Document, user: str) -> None:
	if user == report.registered_by:
		frappe.throw(_("Whoever took a report down does not look into it."), ReportRefused)


def _log(report: Document, what: str) -> None:
	report.append(
		"openings",
		{
			"opened_on": when.now(),
			"opened_by": frappe.session.user,
			"opened_name": frappe.utils.get_fullname(frappe.session.user),
			"what": what,
		},
	)
	handling.write(report)


def _at(report: Document, *at: str) -> None:
	if report.stage not in at:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(report.stage)), ReportRefused
		)
