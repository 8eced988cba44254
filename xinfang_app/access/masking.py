"""How a petitioner is called where the name itself is not to be read: 王某某, 欧阳某某, 青禾某某有限公司.

The mask tells the family name and nothing about the length of the rest. An organization keeps its first two characters
and the word that says what it is. Nothing here touches the database.
"""

import re
import unicodedata

ANONYMOUS = "匿名"
PERSON, ORGANIZATION = "Person", "Organization"

COMPOUND_SURNAMES = frozenset(
	"欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 "
	"仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 "
	"段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 "
	"南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 完颜 耶律 叶赫 那拉".split()
)

SUFFIXES = (
	"股份有限公司",
	"有限责任公司",
	"有限公司",
	"村民委员会",
	"居民委员会",
	"业主委员会",
	"村民小组",
	"专业合作社",
	"合作社",
	"经营部",
	"卫生院",
	"幼儿园",
	"公司",
	"学校",
	"中学",
	"小学",
	"协会",
	"农场",
	"饭店",
	"商店",
	"厂",
	"店",
	"场",
)


def masked(name: str | None, kind: str = PERSON) -> str:
	"""Return the mask of a person's or an organization's name; 匿名 where there is none."""
	text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name or "")).strip()
	if not text:
		return ANONYMOUS
	if kind == ORGANIZATION:
		return _organization(text)
	text = text.replace(" ", "") if _is_chinese(text) else text
	if text[:2] in COMPOUND_SURNAMES and len(text) > 2:
		return f"{text[:2]}某某"
	if _is_chinese(text):
		return f"{text[0]}某某"
	return f"{text[0]}***"


def _organization(text: str) -> str:
	text = text.replace(" ", "") if _is_chinese(text) else text
	if not _is_chinese(text):
		return f"{text[:2]}***"
	suffix = next((word for word in SUFFIXES if text.endswith(word) and len(text) > len(word) + 1), "")
	head = text[: 2 if len(text) - len(suffix) > 2 else 1]
	return f"{head}某某{suffix or '单位'}"


def _is_chinese(text: str) -> bool:
	return bool(re.match(r"[\u3400-\u9fff]", text))
