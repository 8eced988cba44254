"""The county and the road of `tests/site/handling`, for papers about real records."""

import runpy
from collections import defaultdict
from pathlib import Path

import pytest

_handling = runpy.run_path(str(Path(__file__).parents[1] / "handling" / "conftest.py"))
county = _handling["county"]
road = _handling["road"]


@pytest.fixture(autouse=True)
def request_cache(site):
	"""A request has this cache from the start; a test makes its own."""
	import frappe

	frappe.local.request_cache = defaultdict(dict)


@pytest.fixture
def words(county):
	"""The organs with their words, so that document numbers read as they should."""
	import frappe

	for organ, word in (("QH-XFJ", "青信"), ("QH-LQ", "柳政信"), ("QH-RSJ", "青人社信")):
		frappe.db.set_value("Organ", organ, "document_word", word)
	frappe.db.set_value("Organ", "QH-LQ", "phone", "0000-7654321")
	return county


@pytest.fixture
def letter_of():
	"""`letter_of(code)`: the newest Official Letter of that template."""
	import frappe

	def find(code):
		names = frappe.get_all(
			"Official Letter", filters={"template": code}, order_by="creation desc", limit=1, pluck="name"
		)
		return frappe.get_doc("Official Letter", names[0]) if names else None

	return find
