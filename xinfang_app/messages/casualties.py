"""A row that takes its worker down with it (memory, a crash in a library) must not stand first for ever.

Rule: before a row is dealt with its name is counted in Redis, and forgotten afterwards. A row whose count has stood
several times without an end is taken to have killed its workers: it fails like any other, waits, and lets the others
go on. Without Redis nothing is counted and everything goes on as before.
"""

import frappe
from redis.exceptions import RedisError

from xinfang_app.messages.errors import MessageError

#: A worker may be killed for another's fault; a row is suspected from here on.
DEATHS = 5
KEPT_SECONDS = 86400


def note(row: frappe._dict) -> None:
	"""Count that `row` is begun; raise MessageError where too many workers ended with it."""
	try:
		begun = frappe.cache.incr(_key(row))
		frappe.cache.expire(_key(row), KEPT_SECONDS)
	except RedisError:
		return
	if begun > DEATHS:
		raise MessageError("workers died with this row")


def forget(row: frappe._dict) -> None:
	"""The row came to an end, whichever."""
	try:
		frappe.cache.delete(_key(row))
	except RedisError:
		return


def _key(row: frappe._dict) -> bytes:
	return frappe.cache.make_key(f"xf_outbox_begun:{row.name}")
