"""What the desk and the phone app call: opening an identity, searching, and the sealed pieces.

All take POST: opening writes the log, and a GET would not commit it.
"""

import frappe

from xinfang_app.access import identity, sealing, unsealing


@frappe.whitelist(methods=["POST"])
def open_identity(petitioner: str, ref_doctype: str, ref_name: str, reason: str | None = None) -> dict:
	"""Return the identity of a petitioner for the record (ref_doctype, ref_name); see `identity.open`."""
	return identity.open(petitioner, ref_doctype, ref_name, reason)


@frappe.whitelist(methods=["POST"])
def search_people(
	phone: str | None = None, id_no: str | None = None, last4: str | None = None, name: str | None = None
) -> list[dict]:
	"""Return the matters of people with exactly this phone, ID number, last four digits or name; see `identity.search`."""
	return identity.search(phone=phone, id_no=id_no, last4=last4, name=name)


@frappe.whitelist(methods=["POST"])
def identity_log(ref_doctype: str, ref_name: str) -> list[dict]:
	"""Return who opened identities for a matter, to those who supervise it; see `identity.log_of`."""
	return identity.log_of(frappe.get_doc(ref_doctype, ref_name))


@frappe.whitelist(methods=["POST"])
def sealed_state(register: str) -> dict:
	"""Return what the form of a sealed piece offers the user: {"custodian": bool, "requests": [...]}. Not logged."""
	if not sealing.is_custodian(register):
		return {"custodian": False, "requests": []}
	return {"custodian": True, "requests": unsealing.pending(register)}


@frappe.whitelist(methods=["POST"])
def sealed_log(register: str) -> list[dict]:
	"""Return who opened or tried to open a sealed piece, to its custodian; see `sealing.log_of`."""
	return sealing.log_of(register)


@frappe.whitelist(methods=["POST"])
def open_sealed(register: str) -> dict:
	"""Return the content of a sealed piece to its custodian; see `sealing.open`."""
	return sealing.open(register)


@frappe.whitelist(methods=["POST"])
def open_sealed_file(register: str, no: int) -> None:
	"""Send one paper of a sealed piece to its custodian; see `sealing.open_file`."""
	file_name, content = sealing.open_file(register, no)
	frappe.response.filename = file_name
	frappe.response.filecontent = content
	frappe.response.type = "download"


@frappe.whitelist(methods=["POST"])
def transfer_sealed(register: str, to_organ: str, occurred_on: str | None = None) -> dict:
	"""Hand a sealed piece on to `to_organ`; see `sealing.transfer`."""
	return sealing.transfer(register, to_organ, occurred_on).as_dict()


@frappe.whitelist(methods=["POST"])
def close_sealed(register: str, closing: str, occurred_on: str | None = None) -> dict:
	"""Record how a sealed piece ended; see `sealing.close`."""
	return sealing.close(register, closing, occurred_on).as_dict()


@frappe.whitelist(methods=["POST"])
def exclude_one_from_sealed(register: str, user: str | None = None, organ: str | None = None) -> None:
	"""Keep one more person or organ away from a sealed piece; see `sealing.exclude`."""
	sealing.exclude(register, [user] if user else (), [organ] if organ else ())


@frappe.whitelist(methods=["POST"])
def ask_unsealing(register: str, kind: str, reason: str) -> str:
	"""Ask to unseal or reclassify; return the name of the request. See `unsealing.ask`."""
	return unsealing.ask(register, kind, reason).name


@frappe.whitelist(methods=["POST"])
def decide_unsealing(request: str, agreed: bool, note: str = "") -> dict | None:
	"""Decide another custodian's request; return the content if agreed. See `unsealing.decide`."""
	return unsealing.decide(request, frappe.utils.sbool(agreed) is True, note)
