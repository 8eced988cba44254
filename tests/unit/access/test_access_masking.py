"""How a petitioner is called where the name is not to be read."""

import pytest

from xinfang_app.access.masking import ANONYMOUS, ORGANIZATION, masked


@pytest.mark.parametrize(
	("name", "mask"),
	[
		("王小明", "王某某"),
		("王明", "王某某"),
		("欧阳明远", "欧阳某某"),
		("欧阳 明", "欧阳某某"),
		("司马", "司某某"),
		("阿依古丽·买买提", "阿某某"),
		("John Smith", "J***"),
		("", ANONYMOUS),
		(None, ANONYMOUS),
		("  ", ANONYMOUS),
	],
)
def test_people(name, mask):
	assert masked(name) == mask


@pytest.mark.parametrize(
	("name", "mask"),
	[
		("青禾石湾建筑有限公司", "青禾某某有限公司"),
		("双井村村民委员会", "双井某某村民委员会"),
		("前营粮食专业合作社", "前营某某专业合作社"),
		("某个不知名的团体", "某个某某单位"),
		("Acme Ltd", "Ac***"),
	],
)
def test_organizations(name, mask):
	assert masked(name, ORGANIZATION) == mask


def test_the_mask_does_not_tell_the_length_of_the_name():
	assert len({masked(name) for name in ("王明", "王小明", "王小明明明")}) == 1


@pytest.mark.parametrize("name", ["王小明", "欧阳明远", "阿依古丽·买买提", "John Smith"])
def test_nothing_of_the_given_name_is_left(name):
	given = name[2:] if name.startswith("欧阳") else name[1:]
	assert not set(given) & set(masked(name)) - {"某"}
