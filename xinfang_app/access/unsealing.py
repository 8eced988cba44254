"""Unsealing and reclassifying: two different custodians.

Rule (idea 8). What was sealed becomes readable again, or an ordinary matter, only if one custodian named for it asks
with a reason and another decides. Where only one is named, the custodians of the office above are named when he
asks. The sealed piece stays as it is, with both names in the log; the caller makes the ordinary record from what
`decide` returns.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import append_only, custodians, sealing
from xinfang_app.access.errors import NoCustodian, ReasonMissing, SecondCustodianNeeded

KINDS = ("Unseal", "Reclassify")
REASON_LENGTH = 4


def ask(register: str, kind: str, reason: str) -> Document:
	"""Ask to unseal or reclassify the sealed piece `register`; return the Sealed Request. Only its custodian may."""
	if kind not in KINDS:
		raise ValueError(f"unknown kind: {kind!r}")
	accusation = sealing.require_custodian(register)
	if len((reason or "").strip()) < REASON_LENGTH:
		frappe.throw(_("Say why it is to be unsealed."), ReasonMissing)
	_see_to_a_second(register, accusation)
	request = append_only.add(
		"Sealed Request",
		register=register,
		kind=kind,
		state="Asked",
		reason=reason.strip(),
		asked_by=frappe.session.user,
		asked_on=when.now(),
	)
	sealing.log(register, "Unsealing asked", request.name)
	return request


def decide(request: str, agreed: bool, note: str = "") -> dict | None:
	"""Agree to or refuse a Sealed Request; only another custodian of the piece may. Returns the content if agreed.

	The content holds identities and is as `sealing.open` returns it; the register row is then "Reclassified".
	"""
	doc = frappe.get_doc("Sealed Request", request, for_update=True)
	accusation = sealing.require_custodian(doc.register)
	if doc.asked_by == frappe.session.user:
		frappe.throw(_("Somebody else has to decide: two custodians are needed."), SecondCustodianNeeded)
	if doc.state != "Asked":
		frappe.throw(_("This request has been decided already."))
	with append_only.writing():
		doc.update(
			{
				"state": "Confirmed" if agreed else "Refused",
				"decided_by": frappe.session.user,
				"decided_on": when.now(),
				"note": note,
			}
		)
		doc.save(ignore_permissions=True)
		if agreed:
			register = frappe.get_doc("Sealed Register", doc.register)
			register.stage = "Reclassified"
			register.save(ignore_permissions=True)
	sealing.log(doc.register, "Unsealing decided", f"{doc.name} {doc.state}")
	return sealing.content_of(accusation) if agreed else None


def pending(register: str) -> list[dict]:
	"""Return the undecided requests about `register`, to its custodian: name, kind, reason, asked_by, asked_on."""
	sealing.require_custodian(register)
	return frappe.get_all(
		"Sealed Request",
		filters={"register": register, "state": "Asked"},
		fields=["name", "kind", "reason", "asked_by", "asked_on"],
		order_by="creation asc",
	)


def _see_to_a_second(register: str, accusation) -> None:
	out = set(custodians.excluded(register))
	standing = custodians.active(accusation, out)
	if len({row.user for row in standing}) > 1:
		return
	only = standing[0]
	people = custodians.above(only.organ, out, {only.user})
	if not people:
		frappe.throw(
			_("There is no second custodian, here or in the office above, who could decide."), NoCustodian
		)
	for user, office in people:
		custodians.name(accusation, user, office, frappe.session.user, _("Second custodian for unsealing"))
		sealing.log(register, "Custodian named", user)
	with append_only.writing():
		accusation.save(ignore_permissions=True)
