"""A clockwork: moments, and documents that carry the clocks."""

import pytest


@pytest.fixture
def at():
	"""`with at("2026-03-02 09:00"):` is that moment for the app."""
	from xinfang_app import when

	return when.at


@pytest.fixture
def clocks(bare):
	"""`clocks(doc)` → rule code → state of its clocks, as the database has them now."""
	import frappe

	def of(doc):
		return {
			row.rule: row
			for row in frappe.get_all(
				"Deadline",
				filters={"ref_doctype": doc.doctype, "ref_name": doc.name},
				fields=["*"],
				order_by="started_on asc, creation asc",
			)
		}

	return of
