"""An accusation and its papers: what leaves the sealed room, by whose hand, and who learns the informant's code."""

import re

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import identity, sealing
from xinfang_app.access.errors import AppendOnly, NotPermitted
from xinfang_app.citizen import api, sealed_code, view
from xinfang_app.letters import api as letters_api
from xinfang_app.letters import render
from xinfang_app.letters.errors import LetterNotIssuable
from xinfang_app.petition.registering import query_code

SECRETS = ("虚报人工费三十七万元", "双井村会计", "钱多多", "13900009999")


@pytest.fixture
def register(county, db):
	person = identity.keep(name="钱多多", phone="13900009999")
	row = sealing.seal(
		{
			"title": "双井村会计",
			"content": "虚报人工费三十七万元",
			"place": county.place["village"],
			"petitioners": [{"petitioner": person, "is_main": 1}],
		},
		received_on="2026-03-20 09:00:00",
		form="Letter",
		source_level="County",
		organ=county.organ["office"],
		target_organ=county.organ["discipline"],
		number="XF-980121-2026-000998",
	)
	return row


def test_the_code_is_told_once_to_whoever_seals(register):
	code = register.flags.query_code
	assert re.fullmatch(f"[{query_code.ALPHABET}]{{{query_code.LENGTH}}}", code)
	assert not frappe.get_doc("Sealed Register", register.name).flags.query_code
	assert sealed_code.matches(register.number, code.lower()) == register.name
	assert sealed_code.matches(register.number, "AAAA-AAAA") is None
	stored = frappe.db.get_value("Sealed Follow Code", register.name, "code_hash")
	assert code.replace("-", "") not in stored


def test_a_new_code_is_the_custodians_business(register, county, as_user):
	old = register.flags.query_code
	for person in ("county_officer", "county_leader", "town_officer", "custodian", "petition_admin"):
		with as_user(county.user(person)), pytest.raises((NotPermitted, frappe.PermissionError)):
			api.new_sealed_code(register.name)
	assert sealed_code.matches(register.number, old)
	with as_user(county.user("custodian_office")):
		new = api.new_sealed_code(register.name)
	assert sealed_code.matches(register.number, new) == register.name
	assert sealed_code.matches(register.number, old) is None


def test_a_code_is_not_written_by_hand(register):
	doc = frappe.get_doc("Sealed Follow Code", register.name)
	doc.code_hash = "0" * 64
	with pytest.raises(AppendOnly):
		doc.save(ignore_permissions=True)
	with pytest.raises(AppendOnly):
		doc.delete(ignore_permissions=True)


def test_the_informant_is_shown_two_dates(register, county, as_user):
	before = view.sealed(register)
	assert set(before) == {"number", "received_on", "transferred_on"} and before["transferred_on"] is None
	with as_user(county.user("custodian_office")):
		sealing.transfer(register, county.organ["discipline"])
	after = view.sealed(frappe.get_doc("Sealed Register", register.name))
	assert after["transferred_on"] == when.today()
	assert not any(secret in str(after) for secret in SECRETS)


def test_the_transfer_letter_is_a_custodians_and_says_nothing(register, county, as_user):
	with as_user(county.user("county_officer")), pytest.raises(NotPermitted):
		letters_api.issue_by_hand("W15J", "Sealed Register", register.name)
	with as_user(county.user("county_leader")), pytest.raises(NotPermitted):
		letters_api.issue_by_hand("W15J", "Sealed Register", register.name)
	with as_user(county.user("custodian_office")):
		name = letters_api.issue_by_hand("W15J", "Sealed Register", register.name)
	letter = frappe.get_doc("Official Letter", name)
	text = render.masked(letter.html)
	assert register.number in text and "密件" in text and "第三十条" in text
	assert not any(secret in letter.html for secret in SECRETS)
	assert letter.sealed and letter.recipient_organ == county.organ["discipline"]


def test_no_other_paper_takes_a_sealed_record(register, county, as_user):
	from xinfang_app import letters

	for code in ("W01", "W03", "W05", "W08", "W15", "W21"):
		with as_user(county.user("custodian_office")), pytest.raises(LetterNotIssuable):
			letters.issue(code, register, organ=county.organ["office"])
	with as_user(county.user("county_officer")), pytest.raises(LetterNotIssuable):
		letters.issue("W15J", register, organ=county.organ["office"])
