"""Somebody wants to read an accusation, or to learn that there is one: the accused, his office, an administrator.

Arts. 30 and 46(5). What it says, whom it names and who brought it open for custodians named for it alone; the rest see
a number and dates, and those concerned not even that.
"""

import json

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import identity, scope, sealed_scope, sealing, unsealing
from xinfang_app.access.errors import (
	AppendOnly,
	NoCustodian,
	NotPermitted,
	ReasonMissing,
	SecondCustodianNeeded,
)

WORDS = ("虚报人工费三十七万元", "双井村会计", "账页复印件")
FILE = "账页第三页".encode()


@pytest.fixture
def seal(county, db):
	"""`seal(**changes)` seals an accusation that the county office registered."""

	def make(**changes):
		person = identity.keep(name="钱多多", phone="13900009999")
		content = {
			"title": WORDS[1],
			"content": WORDS[0],
			"place": county.place["village"],
			"petitioners": [{"petitioner": person, "is_main": 1}],
			**changes.pop("content", {}),
		}
		return sealing.seal(
			content,
			**{
				"received_on": "2026-03-20 09:00:00",
				"form": "Letter",
				"source_level": "County",
				"organ": county.organ["office"],
				"target_organ": county.organ["discipline"],
				"files": [{"file_name": "账页复印件.txt", "content": FILE}],
				"number": "XF-980121-2026-000999",
				**changes,
			},
		)

	return make


@pytest.fixture
def opens(county, as_user):
	"""`opens(register)` is the set of people who can open it."""

	def who(register, among):
		able = set()
		for person in among:
			with as_user(county.user(person)):
				try:
					assert sealing.open(register.name)["content"] == WORDS[0]
					able.add(person)
				except NotPermitted:
					pass
		return able

	return who


def sees(county, register, people):
	"""Who sees the row of the register, in the list and in the form, which must agree."""
	listed, opened = set(), set()
	for person in people:
		condition = sealed_scope.condition(county.user(person))
		if frappe.db.sql(
			f"select 1 from `tabSealed Register` where name = %s and {condition}", register.name
		):
			listed.add(person)
		if sealed_scope.may(register, "read", county.user(person)):
			opened.add(person)
	assert listed == opened
	return listed


def log(register=None, **filters):
	if register:
		filters["register"] = register.name
	return frappe.get_all(
		"Sealed Opening Log", filters=filters, fields=["what", "user", "asked_for"], order_by="creation"
	)


REASON_TO_KNOW = {"county_leader", "section_head", "supervision"}


def test_the_database_holds_no_word_of_it(seal, db, county):
	register = seal(accused_users=[county.user("town_leader")])
	for table in (
		"Sealed Accusation",
		"Sealed File",
		"Sealed Register",
		"Sealed Exclusion",
		"Sealed Opening Log",
	):
		kept = json.dumps(
			db.sql(f"select * from `tab{table}`", as_dict=True), default=str, ensure_ascii=False
		)
		for word in (*WORDS, "钱多多", county.user("town_leader"), county.place["village"], FILE.decode()):
			assert word not in kept, (table, word)
	assert register.stage == "Registered"


def test_named_custodians_open_it_and_nobody_else(seal, opens, people, county):
	register = seal()
	assert opens(register, people) == {"custodian_office"}


def test_what_the_custodian_gets(seal, as_user, county):
	register = seal()
	with as_user(county.user("custodian_office")):
		content = sealing.open(register.name)
		assert content["title"] == WORDS[1]
		assert content["petitioners"][0]["name"] == "钱多多"
		assert content["files"] == [{"no": 1, "file_name": "账页复印件.txt", "size": len(FILE)}]
		assert sealing.open_file(register.name, 1) == ("账页复印件.txt", FILE)
	assert [row.what for row in log(register)] == ["Custodian named", "Opened", "File opened"]


def test_a_long_scan_is_kept_in_parts(seal, as_user, county, db):
	content = bytes(range(256)) * 6000
	register = seal(
		files=[{"file_name": "a.pdf", "content": content}, {"file_name": "b.txt", "content": b""}]
	)
	assert db.count("Sealed File", {"register": register.name, "file_no": 1}) == 3
	with as_user(county.user("custodian_office")):
		assert sealing.open_file(register.name, 1)[1] == content
		assert sealing.open_file(register.name, 2)[1] == b""


def test_parts_cannot_be_swapped(seal, as_user, county, db):
	register = seal(files=[{"file_name": "a.pdf", "content": bytes(600 * 1024)}])
	one, two = frappe.get_all(
		"Sealed File", filters={"register": register.name}, order_by="part_no", pluck="name"
	)
	db.set_value("Sealed File", one, "content", db.get_value("Sealed File", two, "content"))
	with as_user(county.user("custodian_office")), pytest.raises(frappe.ValidationError):
		sealing.open_file(register.name, 1)


def test_who_sees_that_it_exists(seal, people, county):
	register = seal()
	assert sees(county, register, people) == REASON_TO_KNOW | {"custodian_office"}


def test_a_leader_who_is_accused_learns_nothing_nor_does_his_office(seal, people, county, opens):
	"""A colleague sits beside him: the office above takes over."""
	register = seal(accused_users=[county.user("county_leader")])
	assert sees(county, register, people) == {"custodian", "custodian2"}
	assert opens(register, people) == {"custodian", "custodian2"}


def test_an_accused_custodian_is_not_named_and_the_one_above_takes_over(seal, people, county, opens):
	register = seal(accused_users=[county.user("custodian_office")])
	assert opens(register, people) == {"custodian", "custodian2"}
	assert not sees(county, register, people) & (REASON_TO_KNOW | {"custodian_office"})


def test_the_discipline_organ_itself_accused(seal, people, county, opens):
	register = seal(accused_users=[county.user("custodian_office"), county.user("custodian2")])
	assert opens(register, people) == {"custodian_up"}
	organ = seal(
		accused_organs=[county.organ["office"], county.organ["discipline"]], number="XF-980121-2026-000998"
	)
	assert opens(organ, people) == {"custodian_up"}


def test_nobody_left_the_piece_stays_sealed_and_says_so(seal, people, county, opens):
	accused = [county.user(p) for p in ("custodian_office", "custodian", "custodian_up")]
	register = seal(accused_users=accused)
	assert register.custodians_missing == 1 and opens(register, people) == set()


def test_the_organ_complained_of_in_the_content_is_excluded(seal, people, county):
	register = seal(content={"respondent_organ": county.organ["office"]})
	assert not sees(county, register, people) & REASON_TO_KNOW


@pytest.mark.parametrize("role", ["System Manager", "Petition Admin"])
def test_an_administrator_of_the_system_is_never_custodian(seal, county, opens, role, db):
	county.add(
		"Has Role", parent=county.user("custodian_office"), parenttype="User", parentfield="roles", role=role
	)
	frappe.clear_cache(user=county.user("custodian_office"))
	register = seal()
	assert opens(register, ["custodian_office", "custodian"]) == {"custodian"}


def test_a_posting_ended_ends_custody(seal, county, opens, db):
	register = seal()
	db.set_value("Posting", "XFSEC-custodian_office", "to_date", "2021-01-01")
	frappe.local.xf_postings = None
	assert opens(register, ["custodian_office"]) == set()
	sealing.renew_all()
	assert opens(register, ["custodian_office", "custodian", "custodian2"]) == {"custodian", "custodian2"}


def test_administrator_sees_cipher_text_and_is_refused(seal, county, as_user):
	register = seal()
	with pytest.raises(NotPermitted):
		sealing.open(register.name)
	with pytest.raises(NotPermitted):
		sealing.open_file(register.name, 1)
	accusation = frappe.get_doc("Sealed Accusation", {"register": register.name})
	assert not any(
		word in json.dumps(accusation.as_dict(), default=str, ensure_ascii=False) for word in WORDS
	)
	assert [row.user for row in log(register, what="Refused")] == ["Administrator", "Administrator"]


def test_a_custodian_written_into_the_database_by_hand_is_none(seal, county, as_user, db):
	"""Administrator, or whoever can write rows, names himself or a friend; without the key the row does not count."""
	register = seal()
	accusation = frappe.get_doc("Sealed Accusation", {"register": register.name})
	mark = accusation.custodians[0].mark
	county.add(
		"Sealed Custodian",
		parent=accusation.name,
		parenttype="Sealed Accusation",
		parentfield="custodians",
		user=county.user("custodian"),
		organ=county.organ["discipline"],
		named_on=accusation.custodians[0].named_on,
		active=1,
		mark=mark,
	)
	with as_user(county.user("custodian")), pytest.raises(NotPermitted):
		sealing.open(register.name)
	assert not sealed_scope.may(register, "read", county.user("custodian"))


def test_a_cipher_text_moved_to_ones_own_piece_does_not_open(seal, county, as_user, db):
	theirs = seal(accused_users=[county.user("custodian_office")])
	own = seal(number="XF-980121-2026-000998")
	stolen = db.get_value("Sealed Accusation", {"register": theirs.name}, "content")
	db.set_value("Sealed Accusation", {"register": own.name}, "content", stolen)
	with as_user(county.user("custodian_office")), pytest.raises(frappe.ValidationError):
		sealing.open(own.name)


@pytest.mark.parametrize("who", ["county_leader", "dept_officer", "system_manager", "village", "custodian"])
def test_an_attempt_without_right_is_logged_though_it_is_rolled_back(
	seal, county, as_user, who, db, monkeypatch
):
	register = seal()
	monkeypatch.setattr(frappe.local, "request", object(), raising=False)
	with as_user(county.user(who)):
		with pytest.raises(NotPermitted) as refused:
			sealing.open(register.name)
		with pytest.raises(NotPermitted) as nowhere:
			sealing.open("no-such-piece")
	assert str(refused.value) == str(nowhere.value)
	frappe.db.rollback()
	tried = {row.asked_for for row in log(what="Refused", user=county.user(who))}
	assert tried == {register.name, "no-such-piece"}
	frappe.db.rollback()


def test_the_log_and_the_marks_are_append_only(seal, county):
	register = seal()
	for doctype in ("Sealed Opening Log", "Sealed Register", "Sealed Accusation", "Sealed File"):
		name = frappe.get_all(doctype, limit=1, pluck="name")[0]
		for act in (
			lambda: frappe.get_doc(doctype, name).save(ignore_permissions=True),
			lambda: frappe.delete_doc(doctype, name, force=True, ignore_permissions=True),
			lambda: frappe.get_doc({"doctype": doctype}).insert(
				ignore_permissions=True, ignore_mandatory=True
			),
		):
			with pytest.raises(AppendOnly):
				act()
	assert frappe.db.exists("Sealed Register", register.name)


def test_transfer_hands_it_on(seal, county, as_user, opens, people):
	register = seal()
	with as_user(county.user("county_leader")), pytest.raises(NotPermitted):
		sealing.transfer(register.name, county.organ["discipline"])
	with when.at("2026-03-24 10:00"), as_user(county.user("custodian_office")):
		moved = sealing.transfer(register.name, county.organ["discipline"])
	assert (moved.stage, str(moved.transferred_on)) == ("Transferred", "2026-03-24 10:00:00")
	assert opens(register, people) == {"custodian", "custodian2"}
	assert sees(county, register, people) == REASON_TO_KNOW | {"custodian", "custodian2"}


def test_it_does_not_go_to_an_organ_that_is_concerned(seal, county, as_user):
	register = seal(accused_organs=[county.organ["discipline"]])
	with as_user(county.user("custodian_office")), pytest.raises(NotPermitted):
		sealing.transfer(register.name, county.organ["discipline"])


def test_found_concerned_later(seal, county, as_user, opens, people):
	register = seal()
	with as_user(county.user("custodian_office")):
		sealing.exclude(register.name, users=[county.user("section_head")])
	# The whole office is out, its custodian with it; the county's discipline organ took over.
	assert opens(register, people) == {"custodian", "custodian2"}
	assert sees(county, register, people) == {"custodian", "custodian2"}


# Two custodians


def test_unsealing_needs_two(seal, county, as_user):
	register = seal()
	with as_user(county.user("county_leader")), pytest.raises(NotPermitted):
		unsealing.ask(register.name, "Unseal", "已查实")
	with as_user(county.user("custodian_office")):
		with pytest.raises(ReasonMissing):
			unsealing.ask(register.name, "Unseal", " ")
		request = unsealing.ask(register.name, "Reclassify", "属求决事项,不是检举控告")
		with pytest.raises(SecondCustodianNeeded):
			unsealing.decide(request.name, True)
	with pytest.raises(NotPermitted):
		unsealing.decide(request.name, True)
	with as_user(county.user("custodian")):
		content = unsealing.decide(request.name, True, note="同意")
		assert content["content"] == WORDS[0]
		with pytest.raises(frappe.ValidationError):
			unsealing.decide(request.name, True)
	assert frappe.db.get_value("Sealed Register", register.name, "stage") == "Reclassified"


def test_a_refusal_leaves_it_sealed(seal, county, as_user):
	register = seal()
	with as_user(county.user("custodian_office")):
		request = unsealing.ask(register.name, "Unseal", "申请启封核对")
	with as_user(county.user("custodian2")):
		assert unsealing.decide(request.name, False, note="理由不足") is None
	assert frappe.db.get_value("Sealed Register", register.name, "stage") == "Registered"


def test_without_a_second_custodian_nothing_is_unsealed(seal, county, as_user):
	register = seal(accused_users=[county.user("custodian_office"), county.user("custodian")])
	with as_user(county.user("custodian_up")), pytest.raises(NoCustodian):
		unsealing.ask(register.name, "Unseal", "申请启封核对")


# What hangs on it


def test_clocks_of_a_sealed_piece_follow_its_row(seal, county, people):
	register = seal(accused_users=[county.user("section_head")])
	other = seal(number="XF-980121-2026-000998")
	rows = {
		one.name: county.add(
			"Deadline",
			ref_doctype="Sealed Register",
			ref_name=one.name,
			organ=county.organ["office"],
			holder=county.organ["office"],
			scope_code=county.place["county"],
		)
		for one in (register, other)
	}
	for piece in (register, other):
		clock = rows[piece.name]
		expected = sees(county, piece, people)
		assert {p for p in people if scope.may(clock, "read", county.user(p))} == expected
		assert expected == {
			p
			for p in people
			if frappe.db.sql(
				f"select 1 from tabDeadline where name = %s and {scope.condition('Deadline', county.user(p))}",
				clock.name,
			)
		}


def test_the_letter_that_carries_it_is_for_its_custodians(seal, county, people):
	register = seal()
	letter = county.add(
		"Official Letter",
		ref_doctype="Sealed Register",
		ref_name=register.name,
		sealed=1,
		organ=county.organ["office"],
		holder=county.organ["office"],
		scope_code=county.place["county"],
	)
	may = {p for p in people if scope.may(letter, "read", county.user(p))}
	listed = {
		p
		for p in people
		if frappe.db.sql(
			f"select 1 from `tabOfficial Letter` where name = %s and {scope.condition('Official Letter', county.user(p))}",
			letter.name,
		)
	}
	assert may == listed == {"custodian_office"}


# Over HTTP


def test_over_http(login, cases, county, people):
	person = identity.keep(name="钱多多", phone="13900009999")
	register = sealing.seal(
		{"content": WORDS[0], "petitioners": [{"petitioner": person}]},
		received_on="2026-03-20 09:00:00",
		organ=county.organ["office"],
		number="XF-980121-2026-000997",
		accused_users=[county.user("section_head")],
		files=[{"file_name": "x.txt", "content": FILE}],
	)
	accusation = frappe.db.get_value("Sealed Accusation", {"register": register.name})
	cases.made += [("Petitioner", person)]
	cases.done()
	for who in (
		"county_leader",
		"section_head",
		"dept_officer",
		"village",
		"system_manager",
		"petition_admin",
		"custodian_office",
	):
		session = login(who)
		for answer in (
			session.get(f"/api/resource/Sealed Accusation/{accusation}"),
			session.get("/api/resource/Sealed Accusation", params={"fields": '["*"]'}),
			session.get(
				"/api/resource/Sealed Custodian", params={"parent": "Sealed Accusation", "fields": '["user"]'}
			),
			session.get("/api/resource/Sealed File"),
			session.get("/api/resource/Sealed Opening Log"),
			session.get(f"/api/resource/Sealed Register/{register.name}"),
			session.get("/api/resource/Sealed Register", params={"fields": '["number"]'}),
			session.call(
				"frappe.client.get_count", doctype="Sealed Register", filters={"number": register.number}
			),
			session.call("xinfang_app.access.api.open_sealed", register=register.name),
			session.put(f"/api/resource/Sealed Register/{register.name}", json={"stage": "Closed"}),
			session.post("/api/resource/Sealed Exclusion", json={"register": register.name, "mark": "x"}),
			session.delete(f"/api/resource/Sealed Register/{register.name}"),
		):
			assert WORDS[0] not in answer.text and register.number not in answer.text
			assert answer.status_code >= 400 or answer.json() in ({"data": []}, {"message": 0}), (
				who,
				answer.url,
				answer.text[:200],
			)
	opened = login("custodian").call("xinfang_app.access.api.open_sealed", register=register.name)
	assert opened.json()["message"]["content"] == WORDS[0]
	file = login("custodian").call("xinfang_app.access.api.open_sealed_file", register=register.name, no=1)
	assert file.content == FILE
	# Opening leaves a row even though nothing else was written; so does every attempt.
	frappe.db.rollback()
	told = {(row.user, row.what) for row in log(register)}
	assert (county.user("custodian"), "Opened") in told
	for who in ("county_leader", "section_head", "village", "system_manager"):
		assert (county.user(who), "Refused") in told
