"""From the lines of a letter to a proposal: what is found, what is left out, what is never taken for granted."""

import pytest

from xinfang_app.reception.reading import guess, proposal

PLACES = [
	("990124003000", "柳桥镇"),
	("990124003002", "东沟村"),
	("990124004000", "石湾镇"),
	("990124004001", "双井村"),
	("990124004002", "东沟村"),
]
LETTER = """关于青苗补偿款未足额发放的反映
青禾县信访局领导：
我叫林青苗，家住柳桥镇东沟村3组，电话139 0000 4417。2025年3月修路征收我家承包
地1.8亩，青苗补偿款只到账六成，多次到村里询问没有结果。
我的诉求如下：
1、补足青苗补偿款；
2、公开征地补偿账目。
此致
敬礼！
反映人：林青苗
2026年3月2日""".split("\n")


def test_a_plain_letter_gives_every_field():
	found = proposal.of(LETTER, PLACES)
	assert found.fields["name"] == "林青苗"
	assert found.fields["phone"] == "13900004417"
	assert found.fields["address"] == "柳桥镇东沟村3组"
	assert found.fields["letter_date"] == "2026-03-02"
	assert found.fields["title"] == "关于青苗补偿款未足额发放的反映"
	assert found.fields["claims_text"].split("\n") == ["补足青苗补偿款", "公开征地补偿账目"]
	assert found.fields["place"] == "990124003002"
	assert found.categories[0]["code"] == "0201" and "青苗补偿" in found.categories[0]["words"]
	assert not found.accusation


def test_the_content_is_the_letter_without_its_frame():
	content = proposal.of(LETTER).fields["content"]
	assert content.startswith("我叫林青苗") and "承包地1.8亩" in content
	assert not any(word in content for word in ("敬礼", "青禾县信访局领导", "2026年3月2日"))


@pytest.mark.parametrize(
	("line", "day"),
	[
		("二〇二六年三月十二日", "2026-03-12"),
		("2026.3.12", "2026-03-12"),
		("2026年12月31号", "2026-12-31"),
		("二○二六年十二月二十日", "2026-12-20"),
		("2026年13月40日", ""),
	],
)
def test_a_date_is_read_however_it_is_written(line, day):
	assert proposal.of(["县信访局：", "请修路。", line]).fields.get("letter_date", "") == day


def test_the_last_date_counts_not_that_of_the_story():
	lines = ["2024年5月1日发生纠纷，2025年6月1日又来。", "反映人：马向田", "2026年2月3日"]
	assert proposal.of(lines).fields["letter_date"] == "2026-02-03"


@pytest.mark.parametrize(
	"lines",
	[
		["姓名：欧阳青禾", "电话：13900000001"],
		["我叫欧阳青禾，今年52岁。"],
		["请解决停水问题。", "欧阳青禾", "2026年3月2日"],
	],
)
def test_a_name_of_two_family_characters(lines):
	assert proposal.of(lines).fields["name"] == "欧阳青禾"


@pytest.mark.parametrize("line", ["我是河湾村的。", "我叫不出名字，", "此致敬礼", "请求尽快解决"])
def test_what_is_no_name_is_no_name(line):
	assert "name" not in proposal.of(["县信访局：", line]).fields


def test_without_a_title_the_first_claim_stands_for_it():
	found = proposal.of(["您好！", "村里路灯坏了半年，恳请尽快修复路灯。"])
	assert found.fields["title"] == found.fields["claims_text"].split("\n")[0]


def test_an_empty_page_proposes_nothing():
	found = proposal.of(["", "  "])
	assert (found.fields, found.categories, found.accusation) == ({}, [], [])


def test_of_two_villages_of_a_name_the_one_whose_township_is_named():
	assert guess.place("石湾镇东沟村的水渠", PLACES) == "990124004002"
	assert guess.place("柳桥镇东沟村的水渠", PLACES) == "990124003002"
	assert guess.place("东沟村的水渠", PLACES) is None
	assert guess.place("外县某地", PLACES) is None


def test_words_of_an_accusation_are_pointed_out_and_no_category_of_it_is_guessed():
	found = proposal.of(["实名举报村干部套取集体资金，侵占补偿款三十七万元。"])
	assert {"举报", "套取", "侵占"} <= set(found.accusation)
	assert not [row for row in found.categories if row["code"].startswith("14")]


def test_every_guessed_category_exists():
	import json
	from pathlib import Path

	app = Path(proposal.__file__).parents[2]
	known = {
		row["code"]
		for row in json.loads((app / "fixtures" / "petition_category.json").read_text(encoding="utf-8"))
	}
	words = json.loads((Path(guess.__file__).parent / "words.json").read_text(encoding="utf-8"))
	assert set(words) <= known and not [code for code in words if code.startswith("14")]
