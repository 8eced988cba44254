"""Answering a suggestion: 建议回复 (P8).

Rule (art. 29): the organ studies the suggestion and replies. What is sound and practicable is adopted, wholly or in
part; what is not adopted gets its reasons too. Organs that helped have their say in the study. There is no term in the
text; sixty days are the house's own target (N18).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, handling
from xinfang_app.petition.accepting import routes
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import notices
from xinfang_app.petition.referral_errors import RouteRefused
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.workflows import stages

ADOPTION = ("Adopted", "Partly adopted", "Not adopted")


def reply(
	petition: Document,
	adoption: str,
	study: str,
	text: str,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Reply to the suggestion `petition`; return its Legal Route, ended.

	`adoption` is one of ADOPTION, `study` the reasons found, `text` what the citizen is told.
	Raises RouteRefused, SomethingMissing. Art. 29.
	"""
	acting.lock(petition)
	scope.require(petition, "act")
	recusal.refuse(petition.name)
	route = next((row for row in routes.of(petition.name, "Confirmed") if row.kind == "Suggestion"), None)
	if not route:
		frappe.throw(_("The suggestion is not accepted, or was answered already."), RouteRefused)
	if adoption not in ADOPTION:
		frappe.throw(_("Say whether the suggestion is adopted, partly adopted or not adopted."), RouteRefused)
	handling.demand(study, _("Study and reasons"))
	handling.demand(text, _("Reply to the citizen"))
	lead = referrals.current(petition)
	waiting = [acting.organ_title(helper.to_organ) for helper in referrals.helpers_of(lead)] if lead else []
	if waiting:
		frappe.throw(_("Still to be heard: {0}.").format("、".join(waiting)), RouteRefused)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Reply"))
	handling.not_before(happened, route.told_on, _("Reply"), _("Acceptance"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	routes.end(route, happened, text, proof, adoption=adoption, study=study)
	if lead:
		milestones.record(lead, "replied", happened, organ=petition.holder, **proof)
		if not lead.requires_report:
			referrals.mark_answered(lead, text, happened, **proof)
	petition.reload()
	stages.advance(petition, "Suggestion Replied", by_service=True)
	notices.tell(
		"W23", petition, organ=petition.holder, occurred_on=happened, text=text, referral=lead, route=route
	)
	return route
