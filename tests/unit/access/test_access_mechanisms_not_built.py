"""What watches, steers or stops people is not there: no label of it, no field, no way of collecting it.

Source: the table of mechanisms that must not be built (docs/mechanisms.md, second part), row by row, and the
anti-patterns seen in public code of such systems. Beside `test_access_watch_words.py`, which scans for the words that
are refused on the desk, this looks at all files that the app ships, names in English too.
"""

import json
import re
from pathlib import Path

import pytest

from xinfang_app.access import watch_words

APP = Path(__file__).resolve().parents[3] / "xinfang_app"
#: Row → how the mechanism would come back, in the words of the offices that had it.
LABELS = {
	"X1": ("劝返", "接返", "接回", "截访", "拦访"),
	"X2": ("人数级别", "规模等级"),
	"X3": ("驻京", "驻省"),
	"X4": ("稳控", "包稳定", "包人员稳定", "人员稳定"),
	"X5": ("重点人员", "重点群体", "重点信访人"),
	"X6": ("承包表", "个体稳定", "包保人员", "包保责任人"),
	"X7": ("稳定监控", "思想动态", "情绪动态", "职工动态"),
	"X8": ("跟贴", "发帖监测"),
	"X9": ("舆情监控", "舆情引导", "舆情监测"),
	"X10": ("维护稳定中心", "预警信息员", "反响预警"),
	"X11": ("处置打击", "打击人次", "固定证据", "违法上访"),
	"X12": ("敌对势力", "境外势力"),
	"X13": ("非访", "以访谋利", "缠访", "闹访", "老户", "重点上访"),
	"X14": ("息访", "罢访", "停访息诉"),
	"X15": ("零上访", "无越级", "无集体上访"),
	"X16": ("集体重访次数", "进京次数"),
	"X17": ("遣送",),
	"X18": ("进京访", "赴省访", "敏感节点"),
	"X19": ("敏感时期稳定", "稳定预案"),
	"X20": ("信访人的行为", "信访人行为评议"),
	"X21": ("教育转化", "法制教育班", "学习班"),
	"X22": ("结对稳", "一对一稳"),
}
#: Names of fields seen in systems that score, list or trace people.
FIELD_NAMES = re.compile(
	r"key_?person|vip|black_?list|grey_?list|watch_?list|stab(le|ility)|under_?control|control_?level|threat|danger"
	r"|risk_(score|level|grade)|person_score|credit|deduct|penalt|abnormal|malicious|vexatious|troublemaker"
	r"|(visit|petition|complaint)s?_count|times_(petitioned|visited)|repeat_offender|whereabouts|location_trace|gps|latitude|longitude"
	r"|intercept|return_home|escort|mood|sentiment|punish|detain",
	re.IGNORECASE,
)
#: Of a person nothing is kept but this (idea 9): names and numbers encrypted, and keyed hashes to find them by.
OF_A_PERSON = {
	"kind", "masked_name", "id_type", "id_suspect", "name_enc", "phone_enc", "id_no_enc", "address_enc",
	"name_hash", "phone_hash", "phone4_hash", "id_hash",
}  # fmt: skip
#: Where the words stand because they are refused: typed into a name or field, or a column of a list from above.
REFUSING = {"access/watch_words.py", "exchange/fields.py"}
#: These two go out, to an SMS gateway and to a robot that the configuration allows; nothing comes in by them.
MAY_ASK_THE_NET = {"messages/channels/sms.py", "messages/channels/robot.py"}


def shipped() -> list[Path]:
	kinds = ("*.json", "*.csv", "*.html", "*.py", "*.js", "*.css", "*.vue", "*.txt", "*.md")
	return [
		path
		for kind in kinds
		for path in APP.rglob(kind)
		if path.relative_to(APP).as_posix() not in REFUSING and "node_modules" not in path.parts
	]


def fields() -> list[tuple[str, dict]]:
	found = []
	for path in APP.glob("*/doctype/*/*.json"):
		record = json.loads(path.read_text(encoding="utf-8"))
		if record.get("doctype") == "DocType":
			found += [(record["name"], field) for field in record.get("fields", [])]
	return found


def test_the_table_is_whole():
	rows = re.findall(
		r"^\| (X\d+) ", (APP.parent / "docs" / "mechanisms.md").read_text(encoding="utf-8"), re.MULTILINE
	)
	assert rows == list(LABELS) == [f"X{number}" for number in range(1, 23)]


def test_no_label_of_the_table_stands_anywhere():
	files = shipped()
	assert len(files) > 900, "the scan looks in the wrong place"
	found = []
	for path in files:
		text = path.read_text(encoding="utf-8", errors="ignore")
		found += [
			f"{row} {word}: {path.relative_to(APP)}"
			for row, words in LABELS.items()
			for word in words
			if word in text
		]
	assert not found, found


def test_no_field_is_named_like_one():
	all_fields = fields()
	assert len(all_fields) > 1000
	found = [
		f"{doctype}.{field['fieldname']}"
		for doctype, field in all_fields
		if FIELD_NAMES.search(field["fieldname"])
	]
	assert not found, found


def test_no_option_or_label_is_refused_on_the_desk():
	found = [
		f"{doctype}.{field['fieldname']}"
		for doctype, field in fields()
		if watch_words.found(field.get("label"), field.get("options"), field.get("description"))
	]
	assert not found, found


def test_of_a_person_nothing_is_kept_but_who_he_is():
	kept = {
		field["fieldname"]
		for doctype, field in fields()
		if doctype == "Petitioner" and field["fieldtype"] not in ("Section Break", "Column Break")
	}
	assert kept == OF_A_PERSON


def test_nowhere_is_a_place_on_the_map_kept():
	assert not [doctype for doctype, field in fields() if field["fieldtype"] == "Geolocation"]
	assert not [
		path
		for path in shipped()
		if "navigator.geolocation" in path.read_text(encoding="utf-8", errors="ignore")
	]


def test_nothing_is_collected_outside():
	asking = {
		path.relative_to(APP).as_posix()
		for path in APP.rglob("*.py")
		if re.search(
			r"^\s*(import|from) (requests|urllib\.request|urllib3|http\.client|httpx|aiohttp|websocket)|make_(get|post)_request",
			path.read_text(encoding="utf-8"),
			re.MULTILINE,
		)
	}
	assert asking == MAY_ASK_THE_NET


@pytest.mark.parametrize(
	"bad", ["visit_count", "is_key_person", "risk_score", "stable_control", "malicious_repeat"]
)
def test_the_scan_would_find_them(bad):
	assert FIELD_NAMES.search(bad)
