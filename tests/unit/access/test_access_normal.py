"""Numbers and names of people in one form."""

import pytest

from xinfang_app.access import normal


@pytest.mark.parametrize(
	("typed", "expected"),
	[
		("139 0000 0001", "13900000001"),
		("+86-139-0000-0001", "13900000001"),
		("0086 13900000001", "13900000001"),
		("１３９０００００００１", "13900000001"),
		("(0912) 800-0001", "09128000001"),
		("86 0912 8000001", "09128000001"),
		# Not the country's prefix: the number would be no number without it.
		("8600123", "8600123"),
		("", ""),
		(None, ""),
	],
)
def test_phone(typed, expected):
	assert normal.phone(typed) == expected


def test_last_four():
	assert normal.last4("139-0000-4321") == "4321"
	assert normal.last4("321") == ""


def resident(first17: str) -> str:
	return first17 + normal.check_digit(first17)


def test_an_old_number_of_15_digits_is_the_same_person():
	new = resident("99012119650304123")
	assert normal.id_no("990121650304123") == new
	assert normal.id_no(new.lower()) == new
	assert normal.id_no(" ".join(new)) == new


def test_the_published_example_of_the_check_digit():
	"""GB 11643's own example ends in X."""
	assert normal.check_digit("11010519491231002") == "X"


@pytest.mark.parametrize(
	("number", "fault"),
	[
		(resident("99012119650304123"), None),
		("", None),
		("12345", "The ID number does not have 18 digits."),
		(resident("99012119651304123"), "The date of birth in the ID number does not exist."),
		("99012119650304123A", "The ID number does not have 18 digits."),
	],
)
def test_faults(number, fault):
	assert normal.id_fault(number) == fault


def test_one_wrong_digit_is_noticed_and_other_papers_are_not_checked():
	good = resident("99012119650304123")
	for place in (0, 3, 16):
		wrong = good[:place] + str((int(good[place]) + 1) % 10) + good[place + 1 :]
		assert normal.id_fault(wrong)
	assert normal.id_fault("A1234567", "Passport") is None


@pytest.mark.parametrize("typed", ["王 小明", "王小明", " 王小明 "])
def test_names(typed):
	assert normal.name(typed) == "王小明"


@pytest.mark.parametrize("dot", "•‧・．·")
def test_every_middle_dot_is_one(dot):
	assert normal.name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"
