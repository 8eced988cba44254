"""`form`: a record's form as one of the county's people has it; each file here has a `county` of its own."""

import pytest

from tests.browser import rooms


@pytest.fixture
def form(county, browser_page):
	"""`form("lq", doctype, name)` opens the record's form, logged in as that person."""

	def open_as(who, doctype, name, **options):
		return rooms.opened_form(browser_page(getattr(county, who), rooms.PASSWORD, **options), doctype, name)

	return open_as
