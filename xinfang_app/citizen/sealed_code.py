"""The code with which an informant follows a sealed accusation: that it came in, and that it was sent on. No more.

Rule (art. 30): a sealed piece has no row that a code could hang on but its line in the register, so the code has a
record of its own. It is made when the piece is sealed and shown once to the officer who registers it, to hand over;
later only a custodian can have a new one made, which replaces the old. It is kept as a keyed hash and never shown again.
"""

import hmac
import secrets

import frappe
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import append_only, keys, scope
from xinfang_app.petition.registering import query_code

DOCTYPE = "Sealed Follow Code"


def give(register: Document, _event: str | None = None) -> None:
	"""Make the code of a piece that is being sealed; its flag `query_code` tells it once to whoever registers. A doc_events hook."""
	register.flags.query_code = _make(register)


def give_anew(register: Document) -> str:
	"""Return a new code for `register` to a custodian named for it, where the informant has lost his."""
	scope.require(register, "act")
	return _make(register)


def matches(number: str, code: str) -> str | None:
	"""Return the Sealed Register row `number` if `code` is its code, else None; the same steps for every answer."""
	register = frappe.db.get_value("Sealed Register", {"number": number}, "name")
	stored = frappe.db.get_value(DOCTYPE, register or "", "code_hash") or _hash("")
	same = hmac.compare_digest(stored, _hash(query_code.normal(code)))
	return register if register and same else None


def _make(register: Document) -> str:
	code = "".join(secrets.choice(query_code.ALPHABET) for _i in range(query_code.LENGTH))
	with append_only.writing():
		if frappe.db.exists(DOCTYPE, register.name):
			doc = frappe.get_doc(DOCTYPE, register.name)
		else:
			doc = frappe.new_doc(DOCTYPE)
			doc.register = register.name
		doc.update({"code_hash": _hash(code), "given_on": when.now(), "given_by": frappe.session.user})
		doc.save(ignore_permissions=True)
	return code


def _hash(code: str) -> str:
	return keys.keyed_hash(code, "sealed follow code")
