"""The code with which a petitioner follows his own matter, together with the number (arts. 18, 21).

Rule: eight characters without look-alikes, drawn at random, told once at registration. Kept twice: as a keyed hash,
to be compared, and encrypted, so that the holder can print a lost receipt again; each reprint is logged. Neither is
shown in a form, list or export.
"""

import hmac
import secrets

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import keys, scope
from xinfang_app.petition import acting

# No 0 O, 1 I L, 2 Z, 5 S, 8 B: codes are copied by hand and read out on the telephone.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8


def give(doc: Document) -> str:
	"""Draw a code for the named `doc`, keep it hashed and encrypted in its fields (not saved here) and return it."""
	code = "".join(secrets.choice(ALPHABET) for _i in range(LENGTH))
	doc.query_code_hash = _hash(code)
	doc.query_code_enc = keys.encrypt(code, _place(doc.name))
	return code


def matches(number: str, code: str) -> str | None:
	"""Return the name of the registered submission `number` if `code` is its code, else None.

	An unknown number takes the same steps as a wrong code, so that the answer does not tell which it was.
	"""
	row = frappe.db.get_value(
		"Petition Submission",
		{"number": (number or "").strip().upper(), "status": "Registered"},
		["name", "query_code_hash"],
		as_dict=True,
	)
	stored = (row.query_code_hash if row else None) or _hash("")
	same = hmac.compare_digest(stored, _hash(normal(code)))
	return row.name if row and same else None


def normal(code: str | None) -> str:
	"""Return `code` as it was given: capitals, without the blanks and dashes people put in."""
	return "".join(c for c in (code or "").upper() if c.isalnum())


def reprint(doc: Document) -> str:
	"""Return the code of `doc` for a second receipt, to the organ that registered it; logged on the piece.

	Not to the organ that answers in between: with number and code one rates and withdraws as the petitioner.
	"""
	scope.require(doc, "read")
	acting.require_at(doc.organ)
	doc.add_comment("Info", _("The query code was printed again."))
	return keys.decrypt(doc.query_code_enc, _place(doc.name))


def told(name: str) -> str:
	"""Return the code of the submission `name` for its printed receipt; the caller has checked and logs who prints."""
	return keys.decrypt(frappe.db.get_value("Petition Submission", name, "query_code_enc"), _place(name))


def _hash(code: str) -> str:
	return keys.keyed_hash(code, "query code")


def _place(name: str) -> str:
	return f"Petition Submission/{name}/query_code"
