"""The visit after the code was right: a signed cookie, thirty minutes, renewed by use for at most four hours.

Rule: the cookie names the matter, when the visit began and when it ends, under a keyed hash that also covers the stored
hash of the code: a code given anew ends every visit of the old one. It is HttpOnly and SameSite=Strict, and each form
carries a second hash derived from it, so that no other site can post in a petitioner's name. Nothing is kept on the
server.
"""

import hmac
from datetime import datetime, timedelta

import frappe

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.citizen.entry import PIECE, SEALED, Visitor

COOKIE = "xf_follow"
LASTS, AT_MOST = timedelta(minutes=30), timedelta(hours=4)
_STORED = {PIECE: ("Petition Submission", "query_code_hash"), SEALED: ("Sealed Follow Code", "code_hash")}


def begin(visitor: Visitor) -> str:
	"""Return the cookie of a new visit of `visitor`."""
	return _token(visitor, when.now())


def read(token: str | None) -> Visitor | None:
	"""Return whose visit `token` is, or None if it is forged, over, or its code was changed."""
	parts = (token or "").split(".")
	if len(parts) != 5:
		return None
	kind, name, began, until, given = parts
	if kind not in _STORED or not (began.isdigit() and until.isdigit()):
		return None
	if not hmac.compare_digest(given.encode(), _mac(kind, name, began, until).encode()):
		return None
	return Visitor(kind, name) if _moment(until) > when.now() else None


def renew(token: str) -> str:
	"""Return the cookie that goes on with the visit of a valid `token`, never beyond AT_MOST from its beginning."""
	kind, name, began, _until, _mac_given = token.split(".")
	return _token(Visitor(kind, name), _moment(began))


def form_token(token: str) -> str:
	"""Return what every form of this visit must carry."""
	return keys.keyed_hash(token.split(".")[2] + token.split(".")[1], "citizen form")


def owns_form(token: str, given: str | None) -> bool:
	"""Return whether a form that carries `given` came from a page of this visit."""
	return hmac.compare_digest(form_token(token).encode(), (given or "").encode())


def _token(visitor: Visitor, began: datetime) -> str:
	until = min(when.now() + LASTS, began + AT_MOST)
	parts = (visitor.kind, visitor.name, _stamp(began), _stamp(until))
	return ".".join((*parts, _mac(*parts)))


def _mac(kind: str, name: str, began: str, until: str) -> str:
	doctype, field = _STORED[kind]
	stored = frappe.db.get_value(doctype, name, field) or ""
	return keys.mark("citizen visit", kind, name, began, until, stored)


def _stamp(moment: datetime) -> str:
	return moment.strftime("%Y%m%d%H%M%S")


def _moment(stamp: str) -> datetime:
	try:
		return datetime.strptime(stamp, "%Y%m%d%H%M%S")
	except ValueError:
		return datetime.min
