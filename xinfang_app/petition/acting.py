"""Who acts: the organ on whose behalf a step is taken, and whether it is still the step's turn.

Rule: a step on the petition belongs to the organ that has it in hand (`access.require`). A step on a referral belongs
to one of its two ends: the receiver objects, answers and accepts; the sender decides objections and takes a petition
back. A user acts for an organ by a working post there on that day. Village liaisons, supervision, review and hearing
officers and custodians help, watch or judge; they take no step on this road.

Before a step is taken the record is locked, and compared with what the caller has read: if two officers work on one
petition at once, the second is told so, before anything of his is written.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import access
from xinfang_app.organization import posting
from xinfang_app.petition.referral_errors import NotYourOrgan, StaleDocument

WORKING_POSTS = (
	"Township Officer",
	"Township Leader",
	"Department Officer",
	"Department Leader",
	"County Petition Officer",
	"County Section Head",
	"County Leader",
)


def acts_for(organ: str | None, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) takes steps for `organ` today."""
	user = user or frappe.session.user
	if not organ:
		return False
	return user == "Administrator" or posting.has_post(user, organ, WORKING_POSTS)


def require_at(organ: str) -> None:
	"""Raise NotYourOrgan unless the user takes steps for `organ`."""
	if not acts_for(organ):
		frappe.throw(_("Only {0} can take this step.").format(organ_title(organ)), NotYourOrgan)


def require_judge(organ: str, not_user: str | None) -> None:
	"""Raise NotYourOrgan unless the user acts for `organ` and is not `not_user`: nobody decides on his own request."""
	require_at(organ)
	if not_user and frappe.session.user == not_user and not_user != "Administrator":
		frappe.throw(_("Whoever raised it cannot decide it."), NotYourOrgan)


def lock(doc: Document, seen: datetime | str | None = None) -> None:
	"""Hold the row of `doc` until the transaction ends. Raises StaleDocument if it changed since `seen`.

	`seen` is the `modified` that the user had before him (default: that of `doc`).
	"""
	stored = frappe.db.get_value(
		doc.doctype, doc.name, ["modified", "modified_by"], for_update=True, as_dict=True
	)
	if stored and get_datetime(stored.modified) == get_datetime(seen or doc.modified):
		return
	by = frappe.utils.get_fullname(stored.modified_by) if stored else ""
	frappe.throw(
		_(
			"{0} has just changed this record. Nothing of yours was written; your entries are still in the dialog. Reload and try again."
		).format(by),
		StaleDocument,
	)


def read(doctype: str, name: str) -> Document:
	"""Return a record that the user may see. Raises NotPermitted."""
	doc = frappe.get_doc(doctype, name)
	access.require(doc, "read")
	return doc


def held(doctype: str, name: str, seen: datetime | str | None = None) -> Document:
	"""Return a record that the user may see, its row held until the transaction ends (`lock`). Raises NotPermitted, StaleDocument."""
	doc = read(doctype, name)
	lock(doc, seen)
	return doc


def write(doc: Document, **values) -> Document:
	"""Set `values` on `doc` and save it as a service does; return it."""
	doc.update(values)
	return doc.save(ignore_permissions=True)


def organ_title(organ: str | None) -> str:
	"""Return the title of an organ, or its code where it has none."""
	return (frappe.get_cached_value("Organ", organ, "title") or organ) if organ else ""


def organ_kind(organ: str) -> str:
	"""Return the kind of an organ ("Petition Office", "Township", …)."""
	return frappe.get_cached_value("Organ", organ, "kind") or ""


def is_petition_office(organ: str | None) -> bool:
	"""Return whether `organ` is a petition office (信访局): it receives, sends on and supervises, it decides nothing."""
	return bool(organ) and organ_kind(organ) == "Petition Office"


def is_external(organ: str | None) -> bool:
	"""Return whether `organ` lies outside the system, so that nobody records for it here but the sender."""
	return bool(organ and frappe.get_cached_value("Organ", organ, "is_external"))
