"""A record of a dispute holds no telephone and no identity number."""

import pytest

from xinfang_app.settling.screening import persons


@pytest.mark.parametrize(
	"text", ["电话13900000011", "139-0000-0011", "身份证 110101199001011234", "11010119900101123X"]
)
def test_numbers_of_people_are_found(text):
	assert persons.named("承包地界址不清", text)


@pytest.mark.parametrize(
	"text", ["", None, "2025年修路征收1.8亩", "欠薪21600000元", "编号XF-990124-2026-000012", "0990-5550003"]
)
def test_other_numbers_are_not(text):
	assert not persons.named(text)
