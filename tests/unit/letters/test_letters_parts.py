"""Dates, slots, allowed HTML and the sheet of a paper."""

from datetime import date, datetime

import pytest

from xinfang_app.letters import chinese, document_numbers, markup, paper, slots
from xinfang_app.letters.checking import _without_jinja
from xinfang_app.letters.sandbox import TextError


@pytest.mark.parametrize(
	("value", "text"),
	[
		(0, "〇"),
		(1, "一"),
		(10, "十"),
		(11, "十一"),
		(20, "二十"),
		(34, "三十四"),
		(99, "九十九"),
		(100, "100"),
		(None, ""),
	],
)
def test_numbers_in_headings(value, text):
	assert chinese.number(value) == text


@pytest.mark.parametrize(
	("value", "text"),
	[
		(date(2026, 3, 2), "2026年3月2日"),
		("2026-11-30", "2026年11月30日"),
		(datetime(2026, 1, 9, 8), "2026年1月9日"),
		(None, ""),
	],
)
def test_days_without_leading_zeros(value, text):
	assert chinese.day(value) == text


def test_document_number_as_gb9704_writes_it():
	assert document_numbers.written("青信", "转", 2026, 1) == "青信转〔2026〕1号"


def test_slot_is_filled_and_escaped():
	html = f"<p>{slots.slot('p1', 'name')}，{slots.slot('p2', 'phone')}，{slots.slot('s1', 'query_code')}</p>"
	assert slots.petitioners(html) == ["p1", "p2"]
	filled = slots.fill(html, lambda name, part: {"p1": "<林&某>", "s1": "K7"}.get(name))
	assert filled == "<p>&lt;林&amp;某&gt;，，K7</p>"


def test_nobody_writes_a_slot_into_a_petition():
	assert slots.petitioners(slots.disarm("⟦p1:name⟧")) == []


def test_an_unknown_part_is_no_slot():
	with pytest.raises(ValueError):
		slots.slot("p1", "political_status")


@pytest.mark.parametrize(
	"html",
	[
		"<script>alert(1)</script>",
		'<img src="file:///etc/passwd">',
		'<p onclick="x()">a</p>',
		'<p style="background: url(http://x)">a</p>',
		'<link rel="stylesheet" href="http://x">',
		'<a href="javascript:x">a</a>',
		"<iframe></iframe>",
		'<p class="seal">a</p>',
		"<style>@import 'x'</style>",
		"<svg onload=x>",
		"<!DOCTYPE html>",
		"<?php ?>",
		"<{{ 'script' }}>alert(1)</{{ 'script' }}>",
		"<scr{# #}ipt>alert(1)</scr{# #}ipt>",
		"<{% if 1 %}script{% endif %}>",
		"<p {{ petition.title }}>a</p>",
		"<object data=x></object>",
		"<math></math>",
	],
)
def test_html_that_a_template_may_not_use(html):
	with pytest.raises(TextError) as caught:
		markup.check(_without_jinja(html), balanced=False)
	assert caught.value.kind == "tag"


def test_an_open_tag_is_found_once_rendered():
	with pytest.raises(TextError):
		markup.check("<table><tr><td>a</td></table>", balanced=True)
	markup.check('<table class="box"><tr><td colspan="2">a<br></td></tr></table>', balanced=True)


def _page(**changes):
	values = {
		"layout": "Red-head document",
		"title": "告知书",
		"organ": {"title": "青禾县信访局", "seal": ""},
		"number": "青信告〔2026〕1号",
		"date": date(2026, 3, 2),
		"body": "<p>正文</p>",
		**changes,
	}
	return paper.page(**values)


def test_a_paper_without_seal_image_shows_the_place():
	assert "（印章）" in _page()
	assert "（印章）" not in _page(organ={"title": "青禾县信访局", "seal": "QH-XFJ"})
	assert 'src="xf-seal:QH-XFJ"' in _page(organ={"title": "青禾县信访局", "seal": "QH-XFJ"})
	assert "signature" not in _page(has_seal=False)


def test_organ_and_title_are_escaped():
	html = _page(title="<i>告知</i>", organ={"title": "<b>局</b>", "seal": '"><script>'}, number="<1>")
	assert "<i>" not in html and "<b>" not in html and "<script>" not in html and "<1>" not in html


def test_a_long_organ_name_fits_the_line():
	for length in (4, 12, 20, 26):
		assert paper._head_size("局" * length) * length + 2 * length <= 482 or length > 22
	assert paper._head_size("局" * 8) == 34


def test_attachments_one_or_many():
	assert "附件：信访材料" in _page(attachments="信访材料")
	assert "1. 甲" in _page(attachments="甲\n乙") and "2. 乙" in _page(attachments="甲\n乙")
