"""Numbers of the post office: what a slip of the pen makes of them is noticed."""

import pytest

from xinfang_app.petition.serving import mail_numbers, service_ways


@pytest.mark.parametrize(
	"number", ["EA123456785CN", "ea 1234 5678 5 cn", "1031-2345-67890", "9800012345678", "XA00000000099"]
)
def test_numbers_of_the_post_office(number):
	assert mail_numbers.is_valid(mail_numbers.normal(number))


@pytest.mark.parametrize(
	"number",
	[
		"",
		"EA123456784CN",
		"EA123456785US",
		"SF1234567890123",
		"103123456789",
		"XA0000000009",
		"8031234567890",
		"一二三",
	],
)
def test_slips_and_couriers(number):
	assert not mail_numbers.is_valid(mail_numbers.normal(number))


@pytest.mark.parametrize(
	("text", "count"),
	[("甲、乙", 2), ("村委会甲、乙", 2), ("甲，甲", 1), ("甲 乙;丙", 3), ("", 0), (None, 0)],
)
def test_witnesses_are_counted_by_name(text, count):
	assert len(service_ways.names(text)) == count
