"""Words by which petitioners are watched or rated stand nowhere in the app, and are found however they are written."""

import csv
import json
from pathlib import Path

import pytest

from xinfang_app.access import watch_words

APP = Path(__file__).resolve().parents[3] / "xinfang_app"


@pytest.mark.parametrize(
	"text",
	[
		"重点人员",
		"是否重点人员",
		"重 点 人 员",
		"稳控措施",
		"缠访次数",
		"是否越级",
		"Black_List",
		"blacklisted",
		"ｗａｔｃｈ ｌｉｓｔ",
		"风险等级",
		"Risk Level",
	],
)
def test_found(text):
	assert watch_words.found(text)


@pytest.mark.parametrize(
	"text",
	[
		"承办单位",
		"办理期限",
		"Urgency",
		"重点工程",
		"集体访",
		"信访人代表",
		"送达方式",
		"逾期",
		"稳定供水",
		None,
		"",
	],
)
def test_plain_words_pass(text):
	assert watch_words.found(text) is None


def doctypes():
	return [path for path in APP.glob("*/doctype/*/*.json")]


def test_no_doctype_of_ours_carries_one():
	assert len(doctypes()) > 30
	for path in doctypes():
		record = json.loads(path.read_text(encoding="utf-8"))
		texts = [record["name"], record.get("description")]
		for field in record.get("fields", []):
			texts += [
				field.get("label"),
				field.get("fieldname"),
				field.get("options"),
				field.get("description"),
			]
		assert watch_words.found(*texts) is None, path


def test_no_chinese_text_of_ours_carries_one():
	"""Except where a message says that it is refused; none does by word today."""
	with (APP / "translations" / "zh.csv").open(encoding="utf-8", newline="") as handle:
		for row in csv.reader(handle):
			if row:
				assert watch_words.found(*row[:2]) is None, row


def test_no_shipped_record_carries_one():
	for path in [
		*APP.glob("fixtures/*.json"),
		*APP.glob("*/shipped/**/*.json"),
		*APP.glob("*/shipped/**/*.html"),
	]:
		assert watch_words.found(path.read_text(encoding="utf-8")) is None, path
