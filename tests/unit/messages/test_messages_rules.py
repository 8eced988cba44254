"""Pure rules of messages: when they may go out, what they may carry, how robots are addressed."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, time
from urllib.parse import parse_qs, urlsplit

import pytest

from xinfang_app.deadline.days import PUBLISHED
from xinfang_app.messages import guard, moments, outbox, robots

QUIET = moments.Quiet(time(20), time(8), True, 8)


def at(text):
	return datetime.fromisoformat(text)


@pytest.mark.parametrize(
	("moment", "expected"),
	[
		("2026-03-04 10:00", "2026-03-04 10:00"),
		("2026-03-04 07:59:59", "2026-03-04 08:00"),
		("2026-03-04 20:00", "2026-03-05 08:00"),
		("2026-03-04 23:30", "2026-03-05 08:00"),
		# A weekend, from Friday evening.
		("2026-03-06 21:00", "2026-03-09 08:00"),
		("2026-03-07 10:00", "2026-03-09 08:00"),
		# Spring Festival 2026: rest from 02-15 to 02-23; Saturday 02-14 and 02-28 are worked.
		("2026-02-14 09:00", "2026-02-14 09:00"),
		("2026-02-14 21:00", "2026-02-24 08:00"),
		("2026-02-18 12:00", "2026-02-24 08:00"),
		("2026-02-28 09:00", "2026-02-28 09:00"),
	],
)
def test_what_is_quiet_waits_for_the_first_moment_that_is_not(moment, expected):
	assert moments.allowed(at(moment), QUIET, PUBLISHED.is_workday) == at(expected)


def test_quiet_hours_by_day_none_at_all_and_rest_days_loud():
	noon = moments.Quiet(time(12), time(14), False, 8)
	assert moments.allowed(at("2026-03-07 12:30"), noon, PUBLISHED.is_workday) == at("2026-03-07 14:00")
	never = moments.Quiet(time(0), time(0), False, 8)
	assert moments.allowed(at("2026-03-07 03:30"), never, PUBLISHED.is_workday) == at("2026-03-07 03:30")


def test_a_calendar_of_rest_days_only_does_not_hold_messages_for_ever():
	moment = moments.allowed(at("2026-03-02 10:00"), QUIET, lambda day: False)
	assert moment < at("2026-04-05 00:00")


def test_the_digest_goes_out_at_its_hour_of_the_next_day_worked():
	assert moments.digest(at("2026-03-04 07:00"), QUIET, PUBLISHED.is_workday) == at("2026-03-04 08:00")
	assert moments.digest(at("2026-03-04 08:00"), QUIET, PUBLISHED.is_workday) == at("2026-03-05 08:00")
	assert moments.digest(at("2026-02-14 15:00"), QUIET, PUBLISHED.is_workday) == at("2026-02-24 08:00")
	early = moments.Quiet(time(20), time(8), True, 6)
	assert moments.digest(at("2026-03-04 15:00"), early, PUBLISHED.is_workday) == at("2026-03-05 08:00")


def test_tries_come_at_growing_distances_and_end():
	now = at("2026-03-04 10:00")
	waits = [moments.next_try(failures, now) for failures in range(1, moments.ATTEMPTS)]
	assert [(moment - now).total_seconds() / 60 for moment in waits] == [1, 5, 15, 60] + [240] * 7
	assert moments.next_try(moments.ATTEMPTS, now) is None


@pytest.mark.parametrize(
	"title",
	[
		"",
		"<b>XF-990124-2026-000001</b>",
		"见 https://example.com/x",
		"联系 13900000011",
		"11010519491231002X",
		"a@example.com",
		"第一行\n第二行",
		"x" * 200,
		"&lt;script&gt;",
	],
)
def test_markup_addresses_and_peoples_numbers_are_refused(title):
	assert guard.fault(title, [])
	assert guard.fault("提醒", [title * 2 or "\n"])


def test_numbers_organs_rules_and_dates_pass():
	assert not guard.fault(
		"黄牌预警：XF-990124-2026-000001 已过期限",
		["青禾县人社局", "办结期限（第三十四条）", "应于 2026-04-20 办结，逾期 3 天", "青信督〔2026〕3号"],
	)


def test_a_quotation_is_found_and_an_organ_is_none():
	long = ["2025年修路征收承包地1.8亩，青苗补偿款只到账六成，青禾县人力资源和社会保障局未答复。"]
	assert guard.quoted("提醒：承包地1.8亩，青苗补偿款只到账六成", (), long)
	assert not guard.quoted("青禾县人力资源和社会保障局：承包地", (), long, ["青禾县人力资源和社会保障局"])
	assert guard.quoted("提醒：林某某", ["林某某"], ())


def test_a_row_has_no_place_for_people():
	assert guard.refused_key({"rule": "N06", "options": {"phone": "1"}}) == "phone"
	assert (
		guard.refused_key({"rule": "N06", "title": "办结", "options": {"kind": "督办函", "cause": ["1"]}})
		is None
	)


def test_only_https_to_listed_hosts():
	hosts = ("qyapi.weixin.qq.com", "bot.local:8443")
	assert robots.is_allowed("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", hosts)
	assert robots.is_allowed("https://QYAPI.weixin.qq.com:443/x", hosts)
	assert robots.is_allowed("https://bot.local:8443/x", hosts)
	for url in (
		"http://qyapi.weixin.qq.com/x",
		"https://qyapi.weixin.qq.com:8443/x",
		"https://bot.local/x",
		"https://qyapi.weixin.qq.com.evil.example/x",
		"https://qyapi.weixin.qq.com@127.0.0.1/x",
		"https://127.0.0.1/x",
		"https://[::1]/x",
		"https://qyapi.weixin.qq.com:x/",
		"file:///etc/passwd",
		"",
	):
		assert not robots.is_allowed(url, hosts), url


def test_each_format_as_its_receiver_wants_it():
	wecom = robots.request("WeCom", "https://q/x?key=1", "", "k1", "提醒", ["一行"], 5)
	assert json.loads(wecom.body) == {"msgtype": "text", "text": {"content": "提醒\n一行"}}
	assert wecom.headers["Idempotency-Key"] == "k1" and wecom.url == "https://q/x?key=1"
	ding = robots.request("DingTalk", "https://d/x?access_token=1", "SECabc", "k1", "提醒", [], 1700000000000)
	asked = parse_qs(urlsplit(ding.url).query)
	wanted = hmac.new(b"SECabc", b"1700000000000\nSECabc", hashlib.sha256).digest()
	assert base64.b64decode(asked["sign"][0]) == wanted and asked["timestamp"] == ["1700000000000"]
	plain = robots.request("JSON", "https://j/x", "s", "k1", "提醒", ["一行"], 5)
	assert json.loads(plain.body) == {"key": "k1", "title": "提醒", "lines": ["一行"]}
	assert plain.headers["X-Signature"] == "sha256=" + hmac.new(b"s", plain.body, hashlib.sha256).hexdigest()


def test_vendors_say_no_with_status_200():
	assert robots.fault_in("WeCom", 200, b'{"errcode":0}') is None
	assert (
		robots.fault_in("DingTalk", 200, b'{"errcode":310000,"errmsg":"sign not match"}') == "errcode 310000"
	)
	assert robots.fault_in("WeCom", 200, b"<html>") == "unreadable answer"
	assert robots.fault_in("JSON", 204, b"") is None
	assert robots.fault_in("JSON", 302, b"") == "HTTP 302"


def test_a_long_key_keeps_its_beginning_and_stays_its_own():
	long = [outbox.fitting("step", "x" * 200, end) for end in ("a", "b")]
	assert long[0] != long[1] and all(len(key) == outbox.KEY_LENGTH for key in long)
