"""Somebody who stands in for a leader or a custodian wants to open sealed pieces with it.

Being named for sealed pieces is no part of the posting that is lent: a deputy signs 代 and opens nothing. One who shall
stand in for a custodian needs a posting of that kind of his own, which a second person confirms (arts. 30, 46(5)), and
is still not named for what was sealed before.
"""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import identity, sealing
from xinfang_app.access.errors import NotPermitted
from xinfang_app.organization import posting


@pytest.fixture
def sealed(county, db):
	"""A piece sealed at the county office, whose custodian is custodian_office."""
	person = identity.keep(name="钱多多", phone="13900009999")
	register = sealing.seal(
		{
			"title": "双井村会计",
			"content": "虚报人工费",
			"place": county.place["village"],
			"petitioners": [{"petitioner": person, "is_main": 1}],
		},
		received_on="2026-03-20 09:00:00",
		form="Letter",
		source_level="County",
		organ=county.organ["office"],
		target_organ=county.organ["discipline"],
		number="XF-980121-2026-000998",
	)
	return register.name


def stand_in(county, who, for_whom, **values):
	"""A posting of `who` as stand-in for `for_whom`, in its acting period, as a row."""
	principal = frappe.db.get_value(
		"Posting", {"user": county.user(for_whom)}, ["name", "organ", "post"], as_dict=True
	)
	doc = frappe.new_doc("Posting")
	doc.update(
		{
			"user": county.user(who), "organ": principal.organ, "post": principal.post, "from_date": "2026-01-01",
			"deputy_of": principal.name, "acting_from": "2026-01-01", "acting_to": when.today(), **values,
		}
	)  # fmt: skip
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()
	posting.forget()


def opens(county, as_user, who, register):
	with as_user(county.user(who)):
		try:
			return bool(sealing.open(register))
		except NotPermitted:
			return False


def test_the_custodian_opens_it(county, as_user, sealed):
	assert opens(county, as_user, "custodian_office", sealed)


@pytest.mark.parametrize(
	("for_whom", "values"),
	[
		("county_leader", {}),
		# Nobody has confirmed the stand-in of the custodian.
		("custodian_office", {}),
		# Confirmed, but named for nothing that was sealed before.
		("custodian_office", {"confirmed_by": "Administrator"}),
	],
)
def test_a_stand_in_opens_nothing(county, as_user, sealed, for_whom, values):
	stand_in(county, "review", for_whom, **values)
	assert posting.current(county.user("review"))
	assert not opens(county, as_user, "review", sealed)
	assert not sealing.is_custodian(sealed)
	with as_user(county.user("review")):
		assert not sealing.is_custodian(sealed)


def test_an_unconfirmed_stand_in_is_not_even_asked_for_new_pieces(county, as_user, db):
	from xinfang_app.access import custodians

	stand_in(county, "review", "custodian_office")
	assert county.user("review") not in custodians.able(county.organ["office"], set())
