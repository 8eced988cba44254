"""What is said of reception days: day, organ, what is to be done; never who comes, never what about (art. 30)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate, getdate

from xinfang_app import when
from xinfang_app.messages import outbox
from xinfang_app.organization import posting
from xinfang_app.petition.acting import organ_title
from xinfang_app.reception.leaders import rules

TEXT = "reception_duty"
CONVENING = ("Party Committee", "Government")


def on_the_rota(duty: Document) -> None:
	"""Tell a leader that the rota with his day is published."""
	_put(duty, "announced", (duty.leader,))


def changed(duty: Document, before: str | None) -> None:
	"""Tell the leaders concerned, and the office, that a published day was changed."""
	_put(duty, f"changed:{when.now():%Y%m%d%H%M%S}", dict.fromkeys(filter(None, (before, duty.leader))))


def stands_in(duty: Document) -> None:
	"""Tell who receives instead."""
	_put(duty, f"stand-in:{duty.stand_in}", (duty.stand_in,), urgent=getdate(duty.day) == when.today())


def absent(duty: Document) -> None:
	"""Tell the convener, the head of the office and the leader that he was absent without a stand-in."""
	_put(duty, "absent", (*noticed_by(duty), duty.stand_in or duty.leader), urgent=True)


def noticed_by(duty: Document) -> list[str]:
	"""Return the convener of the place and the head of the office, but never the leader who was absent."""
	missing = {duty.leader, duty.stand_in}
	found = [_convener(duty, missing), posting.head_of(duty.holder), posting.inbox_of(duty.holder)]
	return list(dict.fromkeys(user for user in found if user and user not in missing))


def text(row: frappe._dict) -> dict | None:
	"""Return {title, lines} about a reception day as it stands now. In `xf_outbox_texts`."""
	duty = frappe.db.get_value(
		"Reception Duty", row.ref_name, ["day", "status", "organ", "begins_at", "ends_at", "absent_on"], as_dict=True
	)  # fmt: skip
	if not duty:
		return None
	what = row.key.split(":")[2]
	if what in ("announced", "stand-in") and (duty.status != "Announced" or getdate(duty.day) < when.today()):
		return None
	title = {
		"announced": _("You receive petitioners on {0}"),
		"stand-in": _("You receive petitioners as a stand-in on {0}"),
		"changed": _("The reception of {0} was changed"),
		"absent": _("Absent from the reception of {0} without a stand-in"),
	}[what].format(formatdate(duty.day))
	lines = [
		_("Organ: {0}").format(organ_title(duty.organ)),
		_("Time of day: {0}").format(rules.hours(duty.begins_at, duty.ends_at)),
	]
	if what in ("announced", "stand-in"):
		lines.append(_("Who cannot come names a stand-in beforehand, with the reason."))
	if what == "absent":
		lines.append(_("Noted on {0}; it may be explained in the record.").format(formatdate(duty.absent_on)))
	return {"title": title, "lines": lines}


def _convener(duty: Document, missing: set) -> str | None:
	"""The head of the county's party committee or government (art. 13) who is not the one absent."""
	county = posting.county_of(duty.organ)
	for kind in CONVENING:
		for organ in frappe.get_all(
			"Organ", filters={"kind": kind, "jurisdiction": county, "is_external": 0}, pluck="name", order_by="name asc"
		):  # fmt: skip
			for user in (posting.head_of(organ), *posting.users_at(organ, "County Leader")):
				if user and user not in missing:
					return user
	return None


def _put(duty: Document, what: str, users, urgent: bool = False) -> None:
	outbox.put(
		key=f"reception:{duty.name}:{what}",
		text=TEXT,
		ref_doctype=duty.doctype,
		ref_name=duty.name,
		organ=duty.organ,
		users=tuple(user for user in users if user),
		urgent=urgent,
		content={},
	)
