"""The demo county, loaded once for all tests of this folder, in a transaction that is rolled back at the end."""

import pytest


@pytest.fixture(scope="package")
def county(site):
	"""The whole demo county as `make demo` loads it, with the days to come; nothing of it stays."""
	import frappe

	from xinfang_app import demo

	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.db.commit = lambda: forget_what_waits(frappe)
	# Frappe takes a very long transaction for a runaway; here it is one on purpose.
	frappe.db.MAX_WRITES_PER_TRANSACTION = 10_000_000
	try:
		demo.load(whole=True)
		frappe.set_user("Administrator")
		yield demo
	finally:
		frappe.db.__dict__.pop("commit", None)
		frappe.db.__dict__.pop("MAX_WRITES_PER_TRANSACTION", None)
		frappe.set_user("Administrator")
		frappe.db.rollback()
		frappe.clear_cache()


def forget_what_waits(frappe):
	"""In place of a commit: drop what would be sent after it. Frappe looks through all of it at every save."""
	frappe.db.after_commit.reset()
	if hasattr(frappe.local, "_realtime_log"):
		del frappe.local._realtime_log
