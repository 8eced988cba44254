"""Likeness of Chinese texts by pairs of characters."""

from xinfang_app.petition.registering.likeness import likeness, pairs

LETTER = "2025年修路征收我家承包地1.8亩,青苗补偿款只到账六成,要求补足并公开账目。"
RETOLD = "要求公开账目并补足青苗补偿款。去年修路征收承包地1.8亩,补偿款只发了六成。"
OTHER = "石湾镇安置房工地拖欠务工人员三个月工资共21.6万元,要求尽快支付。"


def test_the_same_text_is_wholly_alike():
	assert likeness(pairs(LETTER), pairs(LETTER)) == 1.0


def test_a_retold_letter_is_more_alike_than_another_matter():
	assert likeness(pairs(LETTER), pairs(RETOLD)) > 0.6
	assert likeness(pairs(LETTER), pairs(OTHER)) < 0.15


def test_signs_blanks_and_width_of_letters_do_not_count():
	assert pairs("青苗 补偿,款A") == pairs("青苗补偿款a")


def test_texts_too_short_to_tell_are_not_alike():
	assert likeness(pairs("要求补偿"), pairs("要求补偿")) == 0.0


def test_a_very_long_text_is_cut():
	assert len(pairs("".join(chr(0x4E00 + i) for i in range(9000)))) == 1999
