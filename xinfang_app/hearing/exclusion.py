"""The days that a hearing takes out of the term of a re-review.

Rule (art. 36 §2): the time needed for a hearing is not counted in the thirty days of the re-review, and in no other
term: not in the sixty days, not in those of the review. It is counted from the notice of the hearing to its signed
conclusion, or to the day on which the hearing ended otherwise; a date that is moved begins nothing anew. A conclusion
signed on paper counts from the day it was signed, not from its entry. A hearing that the organ itself called off leaves
nothing out, unless the most days were reached before. The most days of the setting hold for all hearings of the re-review
together; after them the term runs on by itself. What was left out stands on the record, with its two days.

The clock itself is the re-review's: this module records `hearing_notified` and `hearing_concluded` on it.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, getdate

from xinfang_app import when
from xinfang_app.deadline import milestones
from xinfang_app.hearing import settings
from xinfang_app.hearing.vocabulary import RE_REVIEW
from xinfang_app.petition import handling

NOTIFIED, CONCLUDED = "hearing_notified", "hearing_concluded"
CALLED_OFF = "Cancelled"


def begin(hearing: Document) -> Document:
	"""Begin to leave days out, with the first notice of a hearing in a re-review; other hearings leave nothing out."""
	if hearing.level != RE_REVIEW or not hearing.review or hearing.excluded_from:
		return hearing
	if _left(hearing) <= 0:
		return hearing
	moment = when.now()
	milestones.record(frappe.get_doc("Petition Review", hearing.review), NOTIFIED, moment)
	hearing.excluded_from = moment
	return handling.write(hearing)


def end(hearing: Document) -> Document:
	"""Let the term run on from when the hearing ended. Nothing happens where nothing is left out (any more)."""
	if not hearing.excluded_from or hearing.excluded_to:
		return hearing
	longest, over = _longest(hearing), _over(hearing)
	if when.now() > longest and over > longest:
		return _capped(hearing, longest)
	called_off = hearing.stage == CALLED_OFF
	return _end(
		hearing,
		over,
		_("A hearing that was called off leaves nothing out of the term.") if called_off else None,
	)


def cap() -> None:
	"""Daily: let the terms run on whose hearing took the most days that may be left out; each for itself."""
	names = frappe.get_all(
		"Hearing",
		# An empty moment would count as one long ago.
		filters=[["excluded_from", "is", "set"], ["excluded_to", "is", "not set"]],
		pluck="name",
		order_by="excluded_from asc",
	)
	for name in names:
		hearing = frappe.get_doc("Hearing", name)
		longest = _longest(hearing)
		if when.now() < longest:
			continue
		frappe.db.savepoint("xf_hearing_cap")
		try:
			_capped(hearing, longest)
		except frappe.ValidationError:
			frappe.db.rollback(save_point="xf_hearing_cap")
			frappe.log_error(title="Hearing: most days left out", message=f"{name}\n{frappe.get_traceback()}")


def _left(hearing: Document) -> int:
	"""Return how many days the other hearings of the re-review have left over."""
	others = frappe.get_all(
		"Hearing",
		filters={"review": hearing.review, "name": ["!=", hearing.name]},
		pluck="excluded_days",
	)
	return settings.load().most_excluded_days - sum(cint(days) for days in others)


def _longest(hearing: Document) -> datetime:
	return get_datetime(hearing.excluded_from) + timedelta(days=max(_left(hearing), 0))


def _over(hearing: Document) -> datetime:
	"""Return when the hearing ended: at its conclusion, or its end otherwise; at once where it was called off."""
	start = get_datetime(hearing.excluded_from)
	if hearing.stage == CALLED_OFF:
		return start
	return max(start, get_datetime(hearing.concluded_on or hearing.ended_on or when.now()))


def _capped(hearing: Document, moment: datetime) -> Document:
	hearing.excluded_capped = 1
	return _end(hearing, moment, _("The most days that a hearing leaves out of the term were reached."))


def _end(hearing: Document, moment: datetime, law: str | None) -> Document:
	milestones.record(
		frappe.get_doc("Petition Review", hearing.review),
		CONCLUDED,
		moment,
		scan=hearing.conclusion_scan or hearing.ended_file,
		backdate_reason=hearing.backdate_reason or hearing.ended_reason,
		by_law=law,
	)
	hearing.update(
		{
			"excluded_to": moment,
			"excluded_days": (getdate(moment) - getdate(hearing.excluded_from)).days,
		}
	)
	return handling.write(hearing)
