"""The conclusion of a hearing (听证结论): signed, told, and cited by what is decided afterwards.

Rule: the conclusion is what the majority of the panel carried, dissent noted. The chair signs it, in the system where
he has an account, else on paper, and the officer records the scan. With the signature it gets its number, the days that
were left out of the re-review end, the petitioner and the other organs are told, and the deliberation is open to whoever
sees the hearing. It is the main basis of the opinion, which must cite it (`citing`).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.hearing import deliberation, exclusion, notices, telling, who
from xinfang_app.hearing.errors import NotYourHearing
from xinfang_app.hearing.vocabulary import CHAIR, RECORDER
from xinfang_app.petition import handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.workflows import stages


def conclude(
	hearing: Document,
	*,
	scan: str | None = None,
	occurred_on: datetime | str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Sign the conclusion as the chair, now; or record what the chair signed on paper, with its `scan`.

	Raises HearingRefused until everybody voted and a majority carries it; NotYourHearing.
	"""
	scope.require(hearing, "read")
	handling.at_stage(hearing, ("Deliberation",), _("The conclusion"))
	moment = _signed(hearing, scan, occurred_on, backdate_reason)
	kept, agreed, against = deliberation.result(hearing)
	hearing.update(
		{
			"conclusion": kept.proposal,
			"votes_for": len(agreed),
			"votes_against": len(against),
			"dissent": "\n".join(_("{0}: {1}").format(row.member_name, row.opinion or "") for row in against)
			or None,
			"concluded_on": moment,
			"conclusion_scan": scan,
			"backdate_reason": backdate_reason or hearing.backdate_reason,
		}
	)
	hearing = stages.advance(hearing, "Conclusion Signed", by_service=True)
	milestones.record(hearing, "concluded", moment, scan=scan, backdate_reason=backdate_reason)
	_papers(hearing)
	hearing = exclusion.end(hearing)
	telling.close_sight(hearing)
	telling.organ(hearing, telling.CONCLUDED)
	return hearing


def _signed(hearing: Document, scan: str | None, occurred_on, backdate_reason: str | None) -> datetime:
	chair = who.panel_users(hearing, CHAIR)
	if not scan:
		if frappe.session.user not in chair:
			frappe.throw(
				_("The chair signs the conclusion; what was signed on paper is recorded with its scan."),
				NotYourHearing,
			)
		return when.now()
	if frappe.session.user not in who.panel_users(hearing, CHAIR, RECORDER):
		who.require_organ(hearing)
	handling.demand_file(scan, _("Signed conclusion"))
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, _("The signature"))
	handling.not_before(moment, hearing.closed_on, _("The signature"), _("the sitting"))
	handling.check_entry(moment, scan=scan, backdate_reason=backdate_reason)
	return moment


def _papers(hearing: Document) -> None:
	organ, now = who.organ_of(hearing), when.now()
	paper = papers.issue("W19J", hearing, organ=organ, occurred_on=now)
	hearing.update(
		{
			"conclusion_letter": paper.name if paper else None,
			"conclusion_number": paper.document_number if paper else hearing.number,
		}
	)
	handling.write(hearing)
	papers.issue("W19P", hearing, organ=organ, occurred_on=now)
	for person in notices.petitioners(hearing):
		papers.issue("W19R", hearing, organ=organ, occurred_on=now, recipient=person)
	for other in who.other_organs(hearing):
		telling.organ(hearing, telling.CONCLUDED, other)
