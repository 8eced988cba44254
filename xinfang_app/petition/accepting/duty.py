"""Performing a legal duty: 履职答复 (P5).

Rule (art. 31 item 5): who is asked to investigate a breach of law or to protect a right that it is its duty to protect,
performs, or answers why not. The term is that of its own law, shown to the citizen at acceptance; the 60 days do not
run. The written answer (W22) ends the organ's part.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.petition import acting, handling
from xinfang_app.petition.accepting import routes
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import notices
from xinfang_app.petition.referral_errors import RouteRefused
from xinfang_app.petition.referring import referral as referrals


def answer(
	route: Document,
	text: str,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Answer the citizen on a duty that the organ performed or may not perform; return the route, ended.

	`text` says what was found and done, or why nothing can be. Raises RouteRefused, SomethingMissing. Art. 31 item 5.
	"""
	petition = handling.petition_of(route)
	acting.lock(petition)
	scope.require(petition, "act")
	recusal.refuse(petition.name)
	if route.kind != "Duty" or route.stage != "Confirmed":
		frappe.throw(_("Only an open legal duty is answered in this way."), RouteRefused)
	handling.demand(text, _("Answer"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Answer"))
	handling.not_before(happened, route.told_on, _("Answer"), _("Acceptance"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	lead = referrals.current(petition)
	routes.end(route, happened, text, proof)
	if lead and lead.stage == "Accepted" and not lead.requires_report:
		referrals.mark_answered(lead, text, happened, **proof)
	notices.tell(
		"W22", petition, organ=petition.holder, occurred_on=happened, text=text, referral=lead, route=route
	)
	return route
