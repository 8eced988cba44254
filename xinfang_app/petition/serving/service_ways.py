"""The ways of service: what each needs, and what it counts for.

The regulation has no rules of service of its own; these follow the Civil Procedure Law (2023), arts. 87 to 95.

| way | counts for the organ from | petitioner's term begins | source |
|---|---|---|---|
| handed over, other | the day, if signed for | the same day | arts. 87, 88: the day of the signature on the certificate |
| by post | the day of posting, with the mail number | the day he signed for it by the receipt | art. 91; for the organ DOMAIN: day of posting |
| electronic | the day it arrived, only with his consent | the same day | art. 90 |
| left with witnesses (留置) | the day it was left | the same day | art. 89 |
| announced in public | the day of the announcement | thirty days later | art. 95 |

- **Refused in hand** is no service yet, and is recorded with its reason: the paper may then be left. Leaving it takes the
  reason of the refusal, two witnesses of the village, neighbourhood or workplace who are named, and the certificate
  they signed or photographs (art. 89).
- **A refused letter** was posted and counts for the organ; the petitioner's term begins only when he is served in another way.
- **A letter that comes back** (address unclear, nobody of the name, moved away, not fetched) was no service, whatever the
  reason: the sixty days run on with their first due date. The reason and the day it came back stay on record. A second
  letter to somebody whose address was unclear needs a note of how it was made clear; otherwise another way is taken,
  in the end the announcement (art. 95: whereabouts unknown, or no other way left; cause and course are noted).
"""

import re
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
RETURNS = (
	"Address unclear",
	"Nobody of this name there",
	"Moved away",
	"Not fetched in time",
	"Other reason",
)
# Of these, the address on file is known to be wrong.
WRONG_ADDRESS = RETURNS[:3]


def check(way, result, proof, mail_number, witnesses, consent, note, refusal_reason=None) -> None:
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
		(way == "Left with witness", len(names(witnesses)) > 1, _("The names of two witnesses")),
		(way == "Left with witness", refusal_reason, _("The reason of the refusal")),
		(way in PROVEN, proof, _("The proof of service")),
		(way in ("Public announcement", "Other way"), note, _("A note why it was served in this way")),
	)
	for applies, given, what in needs:
		if applies:
			handling.demand(given, what)


def names(witnesses: str | None) -> list[str]:
	"""Return the different names in a list of witnesses, parted by commas, 、 or spaces."""
	return list(dict.fromkeys(part for part in re.split(r"[、，,;；\s]+", witnesses or "") if part))


def check_address(opinion: str, recipient: str | None, way: str, note: str | None) -> None:
	"""Refuse a second letter to an address from which the first came back, without a note of what made it clear."""
	if way != "By post" or not recipient:
		return
	returned = frappe.db.exists(
		"Service Record",
		{"opinion": opinion, "recipient": recipient, "return_reason": ["in", WRONG_ADDRESS]},
	)
	if returned:
		handling.demand(note, _("A note how the address was made clear since the letter came back"))


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
