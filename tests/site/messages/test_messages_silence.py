"""Attacks on silence: a text that names somebody, quotes the case, or is about a sealed piece."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import protected
from xinfang_app.messages import audience, outbox, texts
from xinfang_app.messages.errors import MessageRefused


@pytest.fixture(autouse=True)
def _standing():
	with when.at("2026-03-04 10:00"):
		yield


def said(row, title, lines=()):
	from xinfang_app.messages import registries

	real = registries.function
	registries.function = lambda registry, name: lambda _row: {"title": title, "lines": list(lines)}
	try:
		return texts.of(outbox.read(row), "zh")
	finally:
		registries.function = real


@pytest.mark.parametrize(
	("title", "lines"),
	[
		("林某某的信访事项将到期", []),
		("提醒：土地征收青苗补偿款未足额发放", []),
		("提醒", ["修路征收承包地1.8亩，青苗补偿款只到账六成"]),
		("提醒", ["请联系13900000011"]),
		("提醒<img src=x>", []),
		("提醒", ["http://msg.localhost/app/petition/x"]),
		("", []),
	],
)
def test_a_text_that_tells_more_than_it_may_is_stopped(put, stored, title, lines):
	put("k1")
	with pytest.raises(MessageRefused):
		said(stored.row("k1"), title, lines)


def test_the_number_the_organ_and_dates_pass(put, stored):
	put("k1")
	text = said(
		stored.row("k1"),
		"黄牌预警：信访事项 XF-990124-2026-000009 已过期限",
		["责任单位：柳桥镇人民政府", "期限：办结（第三十四条）", "应于2026-04-20前办结"],
	)
	assert text.title.startswith("黄牌")


def test_people_have_no_place_in_a_row(put):
	for key in ("phone", "petitioner", "summary", "masked_name"):
		with pytest.raises(ValueError):
			put("k1", content={"options": {key: "x"}})
	with pytest.raises(TypeError):
		put("k1", content={"doc": object()})


def test_what_is_kept_of_an_error_is_not_its_words():
	from xinfang_app.messages import sending

	try:
		raise ValueError("林青禾 13900000011")
	except ValueError as error:
		kept = sending.said_of(error)
	assert kept.startswith("ValueError") and "林" not in kept and "139" not in kept


@pytest.fixture
def sealed(county, monkeypatch):
	"""A row about a sealed piece of which the section head may know; supervision is excluded."""
	real = protected.may_name

	def may(doctype, name, ptype="read", user=None):
		if doctype == "Sealed Register":
			return user == county.kz
		return real(doctype, name, ptype, user)

	monkeypatch.setattr(protected, "may_name", may)
	return {"ref_doctype": "Sealed Register", "ref_name": "x", "petition": None, "organ": "QH-XFJ"}


def test_of_a_sealed_piece_only_those_are_told_who_may_know(put, run, county, stored, mail, sealed):
	put("k1", **sealed, audience=["supervision", "leader", "place_office", "admin"], urgent=True)
	run()
	assert {line.for_user for line in stored.bell()} == {county.kz}
	assert not mail and frappe.db.count("Outbox Message", {"kind": "Channel"}) == 0


def test_if_nobody_may_know_of_it_nobody_is_told(put, county, stored, sealed, monkeypatch):
	monkeypatch.setattr(protected, "may_name", lambda *args, **kwargs: False)
	put("k1", **sealed, audience=["supervision"])
	assert audience.of(outbox.read(stored.row("k1"))).users == []


def test_a_letter_that_carries_a_sealed_piece_counts_as_one(put, county, stored):
	frappe.get_doc(
		{
			"doctype": "Official Letter",
			"name": "xf-sealed-letter",
			"ref_doctype": "Sealed Register",
			"ref_name": "x",
			"sealed": 1,
			"organ": "QH-XFJ",
		}
	).db_insert()
	put("k1", ref_doctype="Official Letter", ref_name="xf-sealed-letter", petition=None)
	assert audience.sealed(outbox.read(stored.row("k1")))
