"""How often somebody may try, counted in redis.

Rule: an address may try VISITS times an hour, and FAILURES times for one number; after that the number is shut for this
address for LOCK seconds, whatever code it gives, and without telling. Other addresses are not shut out, so that nobody
can lock a petitioner out of his own matter. What protects the code is its length (25^8), not these counts.
"""

import hashlib

import frappe
from frappe import _

VISITS, FAILURES = 60, 6
HOUR, LOCK = 3600, 900


class TooManyTries(frappe.ValidationError):
	"""This address asks for too much; it may come back later."""

	http_status_code = 429


def count_visit(limit: int = VISITS) -> None:
	"""Count one try of the caller's address; raises TooManyTries beyond `limit` an hour."""
	if _count("visit", "", HOUR) > limit:
		frappe.throw(_("Too many queries from this address. Please come back later."), TooManyTries)


def is_locked(number: str) -> bool:
	"""Return whether the caller's address failed too often for `number`."""
	return int(frappe.cache.get(_key("failed", number)) or 0) >= FAILURES


def count_failure(number: str) -> None:
	"""Count one failed try of the caller's address for `number`; each prolongs a lock."""
	_count("failed", number, LOCK, prolong=True)


def forget_failures(number: str) -> None:
	"""Forget the failed tries of the caller's address for `number`: he is in."""
	frappe.cache.delete(_key("failed", number))


def _count(kind: str, about: str, seconds: int, *, prolong: bool = False) -> int:
	key = _key(kind, about)
	value = frappe.cache.incrby(key, 1)
	if prolong or value == 1:
		frappe.cache.expire(key, seconds)
	return value


def _key(kind: str, about: str) -> bytes:
	who = f"{getattr(frappe.local, 'request_ip', None) or 'local'}|{about}"
	# Hashed: redis keeps neither addresses nor numbers in the clear.
	return frappe.cache.make_key(f"xf-citizen-{kind}-{hashlib.sha256(who.encode()).hexdigest()}")
