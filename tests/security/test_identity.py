"""Somebody wants to know who a petitioner is: from the database, from a list, by a search, by a case of his own.

An identity is opened by one method, for a record that mentions it and that one may see, with a reason, and every
opening is logged and can be shown to the petitioner.
"""

import json

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import custody, identity, keys
from xinfang_app.access.errors import AppendOnly, NotPermitted, ReasonMissing, TooManySearches

NAME, PHONE, ID_NO, ADDRESS = "欧阳明远", "139 0000 4321", "990121196503041238", "石桥村三组17号"


@pytest.fixture
def person(db, county):
	return identity.keep(name=NAME, phone=PHONE, id_no=ID_NO, id_type="Resident ID", address=ADDRESS)


@pytest.fixture
def case(county, person):
	"""A petition of that person with the department, and his submission."""
	petition = county.petition("dept", "village", first_petitioner=person)
	petition.submission = county.add(
		"Petition Submission",
		status="Registered",
		petition=petition.name,
		holder=petition.holder,
		organ=county.organ["office"],
		scope_code=petition.scope_code,
		petitioners=[{"petitioner": person, "masked_name": "欧阳某某", "is_main": 1}],
	)
	return petition


def logs(**filters):
	return frappe.get_all(
		"Identity Access Log",
		filters=filters,
		fields=[
			"way",
			"user",
			"organ",
			"reason",
			"own_task",
			"ref_name",
			"petitioner",
			"searched_by",
			"hits",
		],
		order_by="creation asc",
	)


def test_the_database_alone_names_nobody(person, db):
	row = db.sql("select * from tabPetitioner where name = %s", person, as_dict=True)[0]
	kept = json.dumps(row, default=str, ensure_ascii=False)
	for word in (NAME, "明远", PHONE, "13900004321", "4321", ID_NO, ADDRESS):
		assert word not in kept.replace(row.name, "")
	assert row.masked_name == "欧阳某某"


def test_hashes_are_keyed_and_apart(person, db, monkeypatch):
	row = db.get_value(
		"Petitioner", person, ["id_hash", "phone_hash", "phone4_hash", "name_hash"], as_dict=True
	)
	assert len(set(row.values())) == 4
	monkeypatch.setitem(frappe.local.conf, keys.HASH, keys.new_key(keys.HASH))
	other = identity.keep(name=NAME, phone=PHONE, id_no=ID_NO)
	assert db.get_value("Petitioner", other, "id_hash") != row.id_hash


def test_a_cipher_text_moved_to_another_row_does_not_open(person, case, county, as_user, db):
	other = identity.keep(name="李四", phone="13911110000")
	db.set_value("Petitioner", person, "name_enc", db.get_value("Petitioner", other, "name_enc"))
	with as_user(county.user("dept_officer")), pytest.raises(frappe.ValidationError):
		identity.open(person, "Petition", case.name)


def test_keys_rotate(person, db, monkeypatch):
	before = frappe.local.conf[keys.IDENTITY]
	monkeypatch.setitem(frappe.local.conf, keys.IDENTITY, [keys.new_key(keys.IDENTITY), before])
	token = db.get_value("Petitioner", person, "name_enc")
	assert keys.decrypt(token, f"Petitioner/{person}/name") == NAME
	turned = keys.rotated(token)
	monkeypatch.setitem(frappe.local.conf, keys.IDENTITY, frappe.local.conf[keys.IDENTITY][:1])
	assert keys.decrypt(turned, f"Petitioner/{person}/name") == NAME
	with pytest.raises(frappe.ValidationError):
		keys.decrypt(token, f"Petitioner/{person}/name")


def test_a_lost_key_is_not_replaced_by_a_new_one(person, db, monkeypatch):
	from xinfang_app.access import install

	written = []
	monkeypatch.setattr(install, "update_site_config", lambda *args, **kwargs: written.append(args))
	monkeypatch.setitem(frappe.local.conf, keys.IDENTITY, None)
	assert keys.IDENTITY not in install.ensure_keys() and not written


@pytest.mark.parametrize("key", ["officer_of_holder", "task", "co_organ"])
def test_ones_own_task_opens_it_with_an_automatic_reason(person, case, county, as_user, key):
	user = {"officer_of_holder": "dept_officer", "task": "hearing", "co_organ": "dept2_officer"}[key]
	if key == "task":
		custody.give(case, user=county.user("hearing"))
	if key == "co_organ":
		custody.give(case, organ=county.organ["dept2"], kind="Co-organ")
	with as_user(county.user(user)):
		opened = identity.open(person, "Petition Submission", case.submission.name)
	assert (opened["name"], opened["phone"], opened["id_no"], opened["address"]) == (
		NAME,
		PHONE,
		ID_NO,
		ADDRESS,
	)
	(row,) = logs(petitioner=person)
	assert (row.way, row.user, row.own_task, row.reason) == (
		"Opened",
		county.user(user),
		1,
		identity.OWN_TASK,
	)


@pytest.mark.parametrize(
	"person_key", ["county_officer", "county_leader", "supervision", "dept_leader", "town_leader"]
)
def test_anything_else_needs_a_typed_reason(person, case, county, as_user, person_key):
	with as_user(county.user(person_key)):
		for reason in (None, "", "  看 "):
			with pytest.raises(ReasonMissing):
				identity.open(person, "Petition", case.name, reason=reason)
		assert identity.open(person, "Petition", case.name, reason="回访核实满意度")["name"] == NAME
	(row,) = logs(petitioner=person)
	assert (row.reason, row.own_task) == ("回访核实满意度", 0)


@pytest.mark.parametrize(
	"person_key",
	[
		"dept2_officer",
		"town2_officer",
		"village",
		"other_officer",
		"petition_admin",
		"system_manager",
		"hearing",
		"custodian",
		"clerk",
	],
)
def test_out_of_scope_no_reason_helps_and_the_attempt_stays_on_record(
	person, case, county, as_user, person_key, db, monkeypatch
):
	monkeypatch.setattr(frappe.local, "request", object(), raising=False)
	with as_user(county.user(person_key)), pytest.raises(NotPermitted):
		identity.open(person, "Petition", case.name, reason="想了解一下情况")
	(row,) = logs(petitioner=person)
	assert (row.way, row.user) == ("Refused", county.user(person_key))
	# What was refused is rolled back; the record of it is not.
	db.rollback()
	(row,) = logs(petitioner=person)
	assert row.way == "Refused"
	db.rollback()


def test_a_case_of_ones_own_opens_nobody_elses_identity(person, case, county, as_user):
	own = county.petition("dept2", "village3")
	with as_user(county.user("dept2_officer")), pytest.raises(NotPermitted):
		identity.open(person, "Petition", own.name)


def test_administrator_has_no_task(person, case, county, monkeypatch):
	with pytest.raises(ReasonMissing):
		identity.open(person, "Petition", case.name)
	# In a web request not even a reason helps; a job that prints for somebody gives one.
	monkeypatch.setattr(frappe.local, "request", object(), raising=False)
	with pytest.raises(NotPermitted):
		identity.open(person, "Petition", case.name, reason="系统维护需要")


def test_who_opened_it_is_shown_to_the_petitioner_without_officials_names(person, case, county, as_user):
	with when.at("2026-03-05 10:00"), as_user(county.user("dept_officer")):
		identity.open(person, "Petition", case.name)
	with when.at("2026-03-06 10:00"), as_user(county.user("county_leader")):
		identity.open(person, "Petition", case.name, reason="督办前了解情况")
	with as_user(county.user("village")), pytest.raises(NotPermitted):
		identity.open(person, "Petition", case.name)
	rows = identity.openings_for(person)
	assert [(str(row["on"]), row["reason"]) for row in rows] == [
		("2026-03-05", identity.OWN_TASK),
		("2026-03-06", "督办前了解情况"),
	]
	assert all(set(row) == {"on", "organ", "reason"} and row["organ"] for row in rows)


# Search


SEARCHES = [
	{"phone": "13900004321"},
	{"phone": "+86 139-0000-4321"},
	{"id_no": ID_NO.lower()},
	{"last4": "4321"},
	{"name": "欧阳 明远"},
]


@pytest.mark.parametrize("asked", SEARCHES)
def test_search_answers_masked_rows_in_scope(person, case, county, as_user, asked):
	hidden = county.petition("dept2", "village3", first_petitioner=person)
	with as_user(county.user("dept_officer")):
		rows = identity.search(**asked)
	assert [(r["masked_name"], r["ref_doctype"], r["ref_name"]) for r in rows] == [
		("欧阳某某", "Petition", case.name)
	]
	assert hidden.name not in json.dumps(rows, default=str, ensure_ascii=False)
	assert not any(
		word in json.dumps(rows, default=str, ensure_ascii=False) for word in (NAME, "4321", ID_NO)
	)
	with as_user(county.user("county_officer")):
		assert {r["ref_name"] for r in identity.search(**asked)} == {case.name, hidden.name}
	with as_user(county.user("village")):
		assert identity.search(**asked) == []


@pytest.mark.parametrize(
	"asked",
	[{"phone": "1390000432"}, {"id_no": ID_NO[:-1]}, {"last4": "432"}, {"name": "欧阳"}, {"name": "欧阳%"}],
)
def test_search_is_exact(person, case, county, as_user, asked):
	with as_user(county.user("county_officer")):
		assert identity.search(**asked) == []


def test_search_takes_one_key(person, county, as_user):
	with as_user(county.user("county_officer")):
		for asked in ({}, {"phone": "1", "name": "x"}):
			with pytest.raises(frappe.ValidationError):
				identity.search(**asked)


def test_searches_are_logged_without_what_was_typed_and_limited(person, case, county, as_user, monkeypatch):
	monkeypatch.setattr(identity, "SEARCHES_PER_HOUR", 3)
	with as_user(county.user("county_officer")):
		with when.at("2026-03-05 10:00"):
			for _ in range(3):
				identity.search(phone="13900004321")
			with pytest.raises(TooManySearches):
				identity.search(phone="13900004321")
		with when.at("2026-03-05 11:01"):
			identity.search(phone="13900004321")
	rows = logs(user=county.user("county_officer"))
	assert [(r.way, r.searched_by, r.hits) for r in rows] == [("Searched", "Phone", 1)] * 4
	assert "4321" not in json.dumps(rows, default=str)


def test_the_same_person(person, db):
	by_id = identity.keep(name="欧阳明", id_no=ID_NO)
	by_phone_and_name = identity.keep(name=NAME, phone="13900004321")
	family = identity.keep(name="欧阳小妹", phone="13900004321")
	namesake = identity.keep(name=NAME, phone="13700000000")
	other_id = identity.keep(name=NAME, phone="13900004321", id_no="990121197503041237")
	same = identity.same_person(person)
	assert {person, by_id, by_phone_and_name} == set(same)
	assert not {family, namesake, other_id} & set(same)


@pytest.mark.parametrize("number", ["12345", "990121196513041230", "不详", ""])
def test_a_bad_number_warns_and_is_kept(db, county, number):
	frappe.local.message_log = []
	name = identity.keep(name="王五", id_no=number, id_type="Resident ID")
	assert bool(frappe.local.message_log) == bool(number)
	assert bool(db.get_value("Petitioner", name, "id_suspect")) == bool(number)


def test_a_correction_keeps_the_rest(person, db):
	identity.keep(petitioner=person, phone="13600000000")
	hashes = identity.person_hashes(person)
	assert hashes["phone"] == keys.keyed_hash("13600000000", "phone_hash")
	assert "id" in hashes and "name" in hashes


# Append-only


@pytest.mark.parametrize("doctype", ["Identity Access Log", "Petitioner", "Custody"])
def test_nobody_changes_or_removes_a_row_not_even_administrator(person, case, county, as_user, doctype):
	custody.hand_over(case, county.organ["dept2"], reason="x")
	with as_user(county.user("dept2_officer")):
		identity.open(person, "Petition", case.name)
	name = frappe.get_all(doctype, order_by="creation desc", limit=1, pluck="name")[0]
	for act in (
		lambda: frappe.get_doc(doctype, name).save(),
		lambda: frappe.get_doc(doctype, name).save(ignore_permissions=True),
		lambda: frappe.get_doc(doctype, name).delete(),
		lambda: frappe.delete_doc(doctype, name, force=True, ignore_permissions=True),
		lambda: frappe.rename_doc(doctype, name, "x"),
		lambda: frappe.get_doc(doctype, name).db_set("modified_by", "x"),
		lambda: frappe.get_doc({"doctype": doctype, "name": "x"}).insert(ignore_permissions=True),
	):
		with pytest.raises((AppendOnly, frappe.ValidationError, frappe.PermissionError)) as refused:
			act()
		assert refused.type is not frappe.DoesNotExistError
	assert frappe.db.exists(doctype, name)


def test_over_http_nobody_opens_by_another_way(login, cases, county):
	person = identity.keep(name=NAME, phone=PHONE)
	case = cases.petition("dept", "village", first_petitioner=person)
	cases.made.append(("Petitioner", person))
	cases.done()
	for who in ("dept_officer", "county_leader", "petition_admin", "system_manager", "clerk"):
		session = login(who)
		for answer in (
			session.get(f"/api/resource/Petitioner/{person}"),
			session.get("/api/resource/Petitioner", params={"fields": '["*"]'}),
			session.get("/api/resource/Petition", params={"fields": '["first_petitioner.name_enc"]'}),
			session.call(
				"frappe.client.get_value", doctype="Petitioner", fieldname="masked_name", filters=person
			),
			session.call(
				"frappe.desk.search.search_link", doctype="Petitioner", txt="", ignore_user_permissions=1
			),
			session.call(
				"frappe.client.validate_link", doctype="Petitioner", docname=person, fields='["masked_name"]'
			),
			session.call("frappe.desk.form.load.getdoc", doctype="Petitioner", name=person),
			session.call(
				"frappe.desk.reportview.export_query",
				doctype="Petitioner",
				fields='["name"]',
				file_format_type="CSV",
			),
		):
			assert answer.status_code >= 400, (who, answer.url, answer.text[:200])
	# Administrator gets cipher text.
	answer = login("Administrator").get(f"/api/resource/Petitioner/{person}")
	assert NAME not in answer.text and "139" not in json.dumps(answer.json()["data"]["phone_enc"])[:4]
	assert case.name
