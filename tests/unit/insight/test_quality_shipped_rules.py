"""The shipped quality rules say what an officer can do about them, in words that are there."""

import csv
import json
import re
from pathlib import Path

APP = Path(__file__).resolve().parents[3] / "xinfang_app"
RULES = json.loads(
	(APP / "insight" / "quality" / "shipped" / "quality_rules.json").read_text(encoding="utf-8")
)
SCRIPTS = "".join(
	path.read_text(encoding="utf-8") for path in APP.rglob("*.js") if "/dist/" not in path.as_posix()
)


def test_each_code_and_title_stands_once():
	assert len({rule["code"] for rule in RULES}) == len({rule["title"] for rule in RULES}) == len(RULES) > 30


def test_each_button_is_one_of_a_form_and_has_its_chinese():
	with (APP / "translations" / "zh.csv").open(encoding="utf-8", newline="") as handle:
		known = {row[0] for row in csv.reader(handle) if row}
	for rule in RULES:
		button = rule["fix_button"]
		assert not button or (f'__("{button}")' in SCRIPTS and button in known), rule["code"]


def test_what_is_locked_names_its_article():
	for rule in RULES:
		assert bool(rule["locked"]) <= bool(re.search(r"第[一二三四五六七八九十]+条", rule["article"])), rule[
			"code"
		]
		assert rule["kind"] in ("Incomplete", "Contradictory", "Stuck")
		assert re.search(r"[\u4e00-\u9fff]", rule["message"]) and rule["message"].endswith("。")


def test_a_finding_speaks_of_records_never_of_people():
	for rule in RULES:
		assert not re.search(r"信访人(员)?(多次|反复|频繁)|上访|缠|闹", rule["message"] + rule["title"]), (
			rule["code"]
		)
