"""Unit tests speak English, as without a site, also where they run after tests on one."""

import pytest


@pytest.fixture(autouse=True)
def english():
	import frappe

	before = getattr(frappe.local, "lang", None)
	if before:
		frappe.local.lang = "en"
	yield
	if before:
		frappe.local.lang = before
