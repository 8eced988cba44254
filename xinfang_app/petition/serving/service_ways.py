"""The ways of service: what each needs, and what it counts for.

| way | counts for the organ from | petitioner's term begins |
|---|---|---|
| handed over, other | the day, if signed for | the same day |
| by post | the day of posting (with the mail number) | the day he signed for it, recorded when the receipt comes |
| electronic | the day it arrived, only with his consent | the same day |
| left with a witness | the day it was left, with witnesses | the same day |
| announced in public | the day of the announcement, with the reason | thirty days later |

A refused paper that was handed over is no service yet: it may be left with a witness. A refused letter was posted and
counts for the organ; the petitioner's term begins only when he is served in another way. A letter that comes back
undelivered was no service. By analogy with the rules of civil procedure on service.
"""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.petition import handling
from xinfang_app.petition.handling_errors import ServiceNotPossible

WAYS = (
	"Handed to the recipient",
	"By post",
	"Electronic",
	"Left with witness",
	"Public announcement",
	"Other way",
)
PROVEN = ("Left with witness", "Public announcement")  # no service without its proof
ANNOUNCED = timedelta(days=30)


def check(way, result, proof, mail_number, witnesses, consent, note) -> None:
	"""Refuse what does not make a service in this `way`. Raises ServiceNotPossible, SomethingMissing."""
	if way not in WAYS:
		frappe.throw(_("Choose a way of service."), ServiceNotPossible)
	if way == "By post" and result:
		frappe.throw(
			_("By post: enter what became of the letter when the receipt comes."), ServiceNotPossible
		)
	if way != "By post" and result not in ("Signed for", "Refused by recipient"):
		frappe.throw(_("Choose whether it was signed for or refused."), ServiceNotPossible)
	needs = (
		(way == "By post", mail_number, _("The mail number")),
		(way == "Electronic", consent, _("The petitioner's consent to electronic service")),
		(way == "Left with witness", witnesses, _("The names of the witnesses")),
		(way in PROVEN, proof, _("The proof of service")),
		(way in ("Public announcement", "Other way"), note, _("A note why it was served in this way")),
	)
	for applies, given, what in needs:
		if applies:
			handling.demand(given, what)


def effect(record: Document) -> None:
	"""Write on `record`, by the table above, what the service counts for; nothing is saved."""
	sent = getdate(record.sent_on)
	posted = record.way == "By post"
	refused_in_hand = record.result == "Refused by recipient" and record.way not in (
		"By post",
		"Left with witness",
	)
	record.failed = int(record.result == "Sent back" or refused_in_hand)
	record.effective_on = None if record.failed else sent
	if record.failed or record.result == "Refused by recipient" and posted or posted and not record.result:
		record.review_from = None
	elif record.way == "Public announcement":
		record.review_from = sent + ANNOUNCED
	else:
		record.review_from = getdate(record.received_date) if posted else sent
	if record.review_from and not posted and record.way != "Public announcement":
		record.received_date = record.review_from
