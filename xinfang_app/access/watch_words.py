"""Words by which petitioners are watched, rated or stopped. No field, label, option, tag or name of ours carries them.

Source: the table of mechanisms that must not be built (DOMAIN.md, E2), in the words in which they would come back.
The list errs on the side of refusing: what is meant well can be said in other words. Nothing here touches the database
except `refuse`, which throws.
"""

import re
import unicodedata

import frappe
from frappe import _

from xinfang_app.access.errors import BackDoor

WORDS = (
	"重点人员",
	"重点人头",
	"重点群体",
	"重点对象",
	"重点上访",
	"重点信访人",
	"特殊人员",
	"敏感人员",
	"涉稳人员",
	"不稳定因素人员",
	"稳控",
	"管控对象",
	"管控级别",
	"管控等级",
	"盯防",
	"布控",
	"包稳定",
	"稳定监控",
	"维稳",
	"缠访",
	"闹访",
	"非访",
	"非正常上访",
	"无理上访",
	"以访谋利",
	"越级",
	"进京访",
	"赴京",
	"赴省",
	"零上访",
	"息访",
	"罢访",
	"停访",
	"老户",
	"上访户",
	"钉子户",
	"黑名单",
	"灰名单",
	"失信上访",
	"劝返",
	"接返",
	"截访",
	"拦截",
	"遣送",
	"扬言",
	"风险等级",
	"危险等级",
	"危险程度",
	"人员评分",
	"信访人评分",
	"信访人积分",
	"信访人等级",
	"信访人画像",
	"人员画像",
	"上访次数",
	"轨迹",
	"行踪",
	"思想动态",
	"舆情监控",
	"帮教对象",
	"blacklist",
	"black list",
	"watchlist",
	"watch list",
	"key person",
	"key persons",
	"troublemaker",
	"risk score",
	"risk level",
	"person score",
	"petitioner score",
	"petitioner rating",
	"vexatious",
)


def found(*texts: str | None) -> str | None:
	"""Return the first word of the list that stands in one of `texts`, or None.

	Blanks, underscores and width of characters make no difference: "重 点_人员" is 重点人员.
	"""
	for text in texts:
		plain = _plain(text)
		for word in WORDS:
			if _plain(word) in plain:
				return word
	return None


def refuse(*texts: str | None) -> None:
	"""Throw BackDoor if one of `texts` holds a word of the list."""
	word = found(*texts)
	if word:
		frappe.throw(
			_(
				"「{0}」 labels petitioners; this system keeps no such label. Describe the matter, or what the organ owes."
			).format(word),
			BackDoor,
		)


def _plain(text: str | None) -> str:
	return re.sub(r"[\s_\-·.]", "", unicodedata.normalize("NFKC", text or "")).casefold()
