"""人民建议征集: an organ asks the public before it decides, and publishes what it made of the answers.

Rule (art. 29 §3): Party committees and governments ask for suggestions on work that matters for people's lives. An
officer drafts the drive of his organ; the head or a leader who signs for it opens it, and from its first day to its
last the question stands on the page `/suggestions`. What comes in is registered like any suggestion, with a number, a
study and a reply of its own (art. 29 §1): the drive counts it in (`joining`) and replaces nothing. After the last day
it is closed with a summary of what was suggested. The outcome, what is taken up and what is not and why, is signed by
a leader too and published on the same page.

Exceptions: the last day of an open drive may be put off, never brought forward. A drive may be called off until it is
closed; an open one with its reason, which then stands on the page. Neither changes anything for suggestions made.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.access import personal_numbers, watch_words
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.reception.drives.errors import DriveRefused
from xinfang_app.workflows import stages

DOCTYPE = "Suggestion Drive"
DRAFT, OPEN, CLOSED = "Drive draft", "Drive open", "Drive closed"
PUBLISHED, CALLED_OFF = "Outcome published", "Drive called off"


def begin(organ: str, **values) -> Document:
	"""Draft a drive for `organ`; `values` as for `change`. Returns the Suggestion Drive. Raises NotYourOrgan, DriveRefused."""
	acting.require_at(organ)
	drive = frappe.new_doc(DOCTYPE)
	drive.update({"holder": organ, "scope_code": frappe.get_cached_value("Organ", organ, "place_code")})
	_put(drive, **values)
	return handling.write(drive)


def change(drive: Document, **values) -> Document:
	"""Change a draft: {title, question, background, how_to, opens_on, closes_on}."""
	_own(drive, (DRAFT,))
	_put(drive, **values)
	return handling.write(drive)


def open_(drive: Document) -> Document:
	"""Open a drive: it stands on the page from its first day on. For whoever signs for the organ."""
	_signer(drive)
	_at(drive, (DRAFT,))
	_ready(drive)
	if getdate(drive.closes_on) < when.today():
		frappe.throw(_("The last day of the drive is past."), DriveRefused)
	drive.opens_on = max(getdate(drive.opens_on), when.today())
	drive.update({"opened_by": frappe.session.user, "opened_on": when.now()})
	return stages.advance(drive, OPEN, by_service=True)


def put_off(drive: Document, closes_on: date | str) -> Document:
	"""Put off the last day of an open drive."""
	_own(drive, (OPEN,))
	handling.demand(closes_on, _("Last day of the drive"))
	if getdate(closes_on) <= getdate(drive.closes_on):
		frappe.throw(
			_("The last day is put off to a day later than {0}.").format(drive.closes_on),
			DriveRefused,
		)
	if getdate(closes_on) < when.today():
		frappe.throw(_("The last day of the drive is past."), DriveRefused)
	drive.closes_on = getdate(closes_on)
	return handling.write(drive)


def call_off(drive: Document, reason: str = "") -> Document:
	"""Call a drive off; one that was opened with the reason, by whoever signs for the organ."""
	_own(drive, (DRAFT, OPEN))
	opened = drive.stage == OPEN
	if opened:
		_signer(drive)
		handling.demand(reason, _("Why the drive is called off"))
		_clean(reason)
	drive.update({"off_reason": (reason or "").strip(), "off_on": when.now()})
	return stages.advance(drive, CALLED_OFF, by_service=True, in_post=not opened)


def close(drive: Document, summary: str) -> Document:
	"""Close a drive after its last day, with a summary of what was suggested."""
	_own(drive, (OPEN,))
	_over(drive)
	handling.demand(summary, _("What was suggested"))
	_clean(summary)
	drive.update({"summary": summary.strip(), "closed_by": frappe.session.user, "closed_on": when.now()})
	return stages.advance(drive, CLOSED, by_service=True, in_post=True)


def publish(drive: Document, outcome: str) -> Document:
	"""Publish what comes of a closed drive. For whoever signs for the organ."""
	_signer(drive)
	_at(drive, (CLOSED,))
	handling.demand(outcome, _("What is taken up, what is not, and why"))
	_clean(outcome)
	drive.update({"outcome": outcome.strip(), "signed_by": frappe.session.user, "published_on": when.now()})
	return stages.advance(drive, PUBLISHED, by_service=True)


def signs(drive: Document, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) signs for the organ of a drive today."""
	return bool(posting.may_sign(user or frappe.session.user, drive.holder, "opinion"))


# Stage guards: what a stage needs, by whatever door it is entered.


def check_open(drive: Document) -> None:
	"""A drive is opened with its question and days, signed for."""
	_ready(drive)
	handling.demand(drive.opened_by, _("Drive signed by"))


def check_closed(drive: Document) -> None:
	"""A drive is closed after its last day, with its summary."""
	handling.demand(drive.summary and drive.closed_by, _("What was suggested"))
	_over(drive)


def check_published(drive: Document) -> None:
	"""The outcome is there, signed for."""
	handling.demand(drive.outcome and drive.signed_by, _("What is taken up, what is not, and why"))


def check_called_off(drive: Document) -> None:
	"""A drive that was opened is called off with its reason."""
	before = drive.get_doc_before_save()
	if not before or before.stage == OPEN:
		handling.demand(drive.off_reason, _("Why the drive is called off"))


def _put(drive: Document, *, title, question, opens_on, closes_on, background="", how_to="") -> None:
	handling.demand(title, _("Title"))
	handling.demand(question, _("What the public is asked"))
	handling.demand(opens_on, _("First day of the drive"))
	handling.demand(closes_on, _("Last day of the drive"))
	_clean(title, question, background)
	watch_words.refuse(how_to)
	first, last = getdate(opens_on), getdate(closes_on)
	if last < first:
		frappe.throw(_("The drive ends before it begins."), DriveRefused)
	if last < when.today():
		frappe.throw(_("The last day of the drive is past."), DriveRefused)
	drive.update(
		{
			"title": title.strip(),
			"question": question.strip(),
			"background": (background or "").strip(),
			"how_to": (how_to or "").strip(),
			"opens_on": first,
			"closes_on": last,
		}
	)


def _clean(*texts: str | None) -> None:
	"""What goes on a public page names nobody by telephone or identity number, and labels nobody."""
	if personal_numbers.named(*texts):
		frappe.throw(
			_("This is published: no telephone and no identity numbers of people in it."), DriveRefused
		)
	watch_words.refuse(*texts)


def _ready(drive: Document) -> None:
	handling.demand(drive.question, _("What the public is asked"))
	handling.demand(drive.opens_on and drive.closes_on, _("First day of the drive"))


def _over(drive: Document) -> None:
	if when.today() <= getdate(drive.closes_on):
		frappe.throw(_("The drive runs until {0}.").format(drive.closes_on), DriveRefused)


def _own(drive: Document, at: tuple[str, ...]) -> None:
	access.require(drive, "act")
	acting.require_at(drive.holder)
	_at(drive, at)


def _signer(drive: Document) -> None:
	access.require(drive, "act")
	if not signs(drive):
		frappe.throw(
			_("This is signed by the head or a leader of {0}.").format(acting.organ_title(drive.holder)),
			DriveRefused,
		)


def _at(drive: Document, at: tuple[str, ...]) -> None:
	if drive.stage not in at:
		frappe.throw(_("The drive is no longer where this step begins."), DriveRefused)
