"""Registration: nothing is refused, the stamp stays, identities are put away, the matter is made."""

import pytest

from xinfang_app import when
from xinfang_app.petition.registering import guard, query_code, receipt, supplement
from xinfang_app.petition.registering.errors import (
	AlreadyRegistered,
	OnlyByRegistration,
	RecordKept,
	SupplementAskedBefore,
	TooManyRepresentatives,
)
from xinfang_app.petition.registering.register import register, register_draft

PERSON = {"name": "林青苗", "phone": "13900009901", "id_no": "990124197001010018", "address": "东沟村三组9号"}


def letter(county, **more):
	data = {
		"form": "Visit",
		"channel": "0301",
		"organ": county.XFJ,
		"title": "青苗补偿款未足额发放",
		"content": "2025年修路征收承包地1.8亩，青苗补偿款只到账六成。",
		"claims": ["补足青苗补偿款", "公开补偿账目"],
		"purpose": "3",
		"category": "0201",
		"place": county.VILLAGE,
		"respondent_organ": county.LQ,
		"petitioners": [PERSON],
	}
	data.update(more)
	return data


def clocks(doc):
	import frappe

	rows = frappe.get_all(
		"Deadline",
		filters={"ref_name": doc.name, "ref_doctype": doc.doctype, "state": ("!=", "Cancelled")},
		fields=["rule", "due_on", "state"],
	)
	return {row.rule: (str(row.due_on), row.state) for row in rows}


def draft(values, user, as_user):
	import frappe

	with as_user(user):
		doc = frappe.new_doc("Petition Submission")
		doc.update(values)
		return doc.insert()


def test_a_letter_becomes_a_piece_and_a_matter(county, as_user):
	import frappe

	with as_user(county.xfj), when.at("2026-03-02 09:30"):
		doc = register(letter(county))
	assert (doc.status, doc.relation, doc.holder) == ("Registered", "New Matter", county.XFJ)
	assert doc.number == doc.petition_number and doc.number.startswith("XF-990124-2026-")
	assert str(doc.received_on) == str(doc.registered_on) == "2026-03-02 09:30:00"
	assert doc.scope_code == county.VILLAGE and doc.purpose_class == "Appeal"
	petition = frappe.get_doc("Petition", doc.petition)
	assert petition.number == doc.number
	assert petition.stage == "Registered" and petition.holder == county.XFJ
	assert [row.claim for row in petition.claims] == ["补足青苗补偿款", "公开补偿账目"]
	assert [row.claim_no for row in petition.claims] == [1, 2]
	assert (
		petition.first_submission == doc.name
		and petition.masked_name
		and "林青苗" not in petition.masked_name
	)
	assert clocks(doc)["N02"] == ("2026-03-17", "Running")
	assert clocks(doc)["N01"][1] == "Met"
	assert "N03" not in clocks(doc)
	assert frappe.db.exists("Custody", {"ref_name": petition.name, "kind": "Holder", "organ": county.XFJ})
	made = frappe.get_all(
		"Clock Milestone", filters={"ref_name": ("in", [doc.name, petition.name])}, pluck="milestone"
	)
	assert sorted(made) == ["received", "registered", "registered"]


def test_a_direct_piece_owes_a_notice_only_with_name_and_address(county, as_user):
	with as_user(county.lq), when.at("2026-03-02 09:30"):
		told = register(letter(county, organ=county.LQ))
		untold = register(
			letter(county, organ=county.LQ, petitioners=[{"name": "林青苗", "phone": "13900009901"}])
		)
	assert clocks(told)["N03"] == ("2026-03-17", "Running")
	assert "N03" not in clocks(untold) and untold.need_supplement
	assert "N02" not in clocks(told)


def test_a_suggestion_begins_on_its_own_road(county, as_user):
	import frappe

	with as_user(county.xfj):
		suggestion = register(letter(county, purpose="1", category="0901"))
		appeal = register(letter(county))
	roads = [frappe.db.get_value("Petition", doc.petition, "procedure") for doc in (suggestion, appeal)]
	assert roads[0] and roads[1] and roads[0] != roads[1]
	assert frappe.db.get_value("Procedure", roads[1], "is_default")


def test_nothing_at_all_is_still_registered(county, as_user):
	with as_user(county.xfj):
		doc = register({})
	assert doc.number and doc.organ == county.XFJ
	assert doc.need_supplement and "姓名" in doc.supplement_note
	assert not doc.notice_owed


def test_unknown_codes_and_a_bad_id_are_noted_not_refused(county, as_user):
	with as_user(county.xfj):
		doc = register(
			letter(
				county,
				channel="9999",
				category="nonsense",
				form="Pigeon",
				arrived_on="soon",
				title="长" * 600,
				petitioners=[{**PERSON, "id_no": "12345"}],
			)
		)
	assert doc.number
	assert not doc.channel and not doc.category and not doc.form and not doc.arrived_on
	assert len(doc.title) == 500
	for word in ("9999", "nonsense", "Pigeon", "soon"):
		assert word in doc.supplement_note


def test_a_draft_with_nothing_at_all_saves(county, as_user):
	doc = draft({}, county.xfj, as_user)
	assert doc.received_on and doc.status == "Draft" and not doc.number
	assert not doc.holder and not doc.scope_code, "only its writer sees a draft"


def test_a_draft_is_registered_as_it_stands(county, as_user):
	import frappe

	with when.at("2026-03-02 09:30"):
		doc = draft({"form": "Letter", "title": "来信", "entry_name": "周望山"}, county.xfj, as_user)
	with as_user(county.xfj), when.at("2026-03-03 08:30"):
		done = register({"name": doc.name, "content": "反映村道损坏。", "entry_address": "前营村1号"})
	assert done.name == doc.name and str(done.received_on) == "2026-03-02 09:30:00"
	assert clocks(done)["N02"][0] == "2026-03-17", (
		"counted from the first save, though the draft had no receiver"
	)
	assert len(done.petitioners) == 2
	deadlines = frappe.get_all(
		"Deadline", filters={"ref_name": doc.name}, fields=["petition", "scope_code", "organ"]
	)
	assert {(row.petition, row.scope_code, row.organ) for row in deadlines} == {
		(done.petition, done.scope_code, county.XFJ)
	}


def test_the_stamp_is_neither_cleared_nor_changed(county, as_user):
	import frappe

	with when.at("2026-03-02 09:30"):
		doc = draft({"title": "a", "received_on": "2026-03-09 09:00:00"}, county.xfj, as_user)
	assert str(doc.received_on) == "2026-03-02 09:30:00"
	for value in (None, "", "2026-03-08 09:00:00", "2026-02-01 09:00:00"):
		with as_user(county.xfj), when.at("2026-03-05 09:30"):
			again = frappe.get_doc("Petition Submission", doc.name)
			again.received_on = value
			again.save()
		assert (
			str(frappe.db.get_value("Petition Submission", doc.name, "received_on")) == "2026-03-02 09:30:00"
		)
	service = frappe.get_doc("Petition Submission", doc.name)
	service.received_on = None
	service.save(ignore_permissions=True)
	assert str(service.received_on) == "2026-03-02 09:30:00", "not even a service clears it"


def test_a_letter_that_lay_in_the_house_counts_from_its_arrival(county, as_user):
	from xinfang_app.deadline.errors import BackdatingUnproved

	with when.at("2026-03-09 09:30"):
		doc = draft({"title": "来信", "content": "反映村道损坏。"}, county.xfj, as_user)
	with as_user(county.xfj), when.at("2026-03-09 10:00"):
		with pytest.raises(BackdatingUnproved):
			register({"name": doc.name, "arrived_on": "2026-03-02 09:00:00"})
		doc.reload()
		done = register(
			{
				"name": doc.name,
				"occurred_on": "2026-03-02 09:00:00",
				"scan": "/private/files/stamp.png",
				"backdate_reason": "收发室漏转",
			}
		)
	assert str(done.received_on) == "2026-03-02 09:00:00"
	assert clocks(done)["N02"][0] == "2026-03-17"


def test_a_later_arrival_buys_no_time(county, as_user):
	with when.at("2026-03-02 09:30"):
		doc = draft({"title": "来信"}, county.xfj, as_user)
	with as_user(county.xfj), when.at("2026-03-04 10:00"):
		done = register({"name": doc.name, "arrived_on": "2026-03-04 09:00:00"})
	assert str(done.received_on) == "2026-03-02 09:30:00"


def test_everybody_is_registered_the_sixth_representative_is_refused(county, as_user):

	people = [{"name": f"河湾{n}", "address": "河湾村"} for n in "一二三四五六七八"]
	for n, person in enumerate(people):
		person["is_representative"] = n < 5
	with as_user(county.xfj):
		doc = register(letter(county, petitioners=people))
		assert len(doc.petitioners) == 8 and doc.people_count == 8 and doc.is_group
		assert sum(row.is_representative for row in doc.petitioners) == 5
		people[5]["is_representative"] = True
		with pytest.raises(TooManyRepresentatives):
			register(letter(county, petitioners=people))
		# It limits who talks on a visit; a letter may be signed by any number.
		assert register(letter(county, form="Letter", channel="0204", petitioners=people)).number


def test_a_registered_piece_is_closed_to_forms(county, as_user):
	import frappe

	with as_user(county.xfj):
		done = register(letter(county))
		for field, value in (
			("content", "改写"),
			("title", "改写"),
			("place", county.OTHER_VILLAGE),
			("entry_name", "某人"),
		):
			doc = frappe.get_doc("Petition Submission", done.name)
			doc.set(field, value)
			with pytest.raises(AlreadyRegistered):
				doc.save()
		doc = frappe.get_doc("Petition Submission", done.name)
		doc.update({"number": "XF-1", "holder": county.LQ, "status": "Draft", "petition": None, "is_part": 1})
		doc.save()
		doc.reload()
	assert doc.number == done.number and doc.holder == county.XFJ and doc.status == "Registered"
	assert doc.petition == done.petition and not doc.is_part
	with as_user(county.xfj), pytest.raises(AlreadyRegistered):
		register({"name": done.name})
	with as_user(county.sw), pytest.raises(frappe.PermissionError) as refused:
		register({"name": done.name})
	assert done.number not in str(refused.value), "not even its number is told"


def test_a_form_changes_nothing_of_a_matter_but_its_summary(county, as_user):
	import frappe

	with as_user(county.xfj):
		petition = frappe.get_doc("Petition", register(letter(county)).petition)
		petition.update(
			{"summary": "摘要", "holder": county.LQ, "number": "X", "concluded": 1, "stage": "Served"}
		)
		petition.claims[0].result = "Support"
		petition.set("claims", petition.claims[:1])
		petition.save()
		petition.reload()
	assert petition.summary == "摘要"
	assert petition.holder == county.XFJ and not petition.concluded and petition.stage == "Registered"
	assert petition.number.startswith("XF-") and len(petition.claims) == 2 and not petition.claims[0].result


def test_what_came_in_cannot_be_deleted(county, as_user):
	import frappe

	done = draft({}, county.xfj, as_user)
	with as_user(county.xfj):
		registered = register(letter(county))
	for doctype, name in (
		("Petition Submission", done.name),
		("Petition Submission", registered.name),
		("Petition", registered.petition),
	):
		with pytest.raises(RecordKept):
			frappe.delete_doc(doctype, name, ignore_permissions=True, force=True)


def test_a_matter_is_made_by_registration_only(county, as_user):
	import frappe

	with pytest.raises(OnlyByRegistration):
		frappe.get_doc({"doctype": "Petition", "title": "x"}).insert()


def test_one_registers_for_the_own_organ(county, as_user):
	import frappe

	with as_user(county.lq), pytest.raises(frappe.PermissionError):
		register(letter(county, organ=county.XFJ))
	with as_user(county.dg):
		assert receipt.receivers_for() == [county.LQ, county.LQ_DG]
		assert register(letter(county, organ=county.LQ)).holder == county.LQ


def test_a_draft_of_somebody_else_is_not_registered(county, as_user):
	import frappe

	doc = draft({"title": "x"}, county.xfj, as_user)
	with as_user(county.xfj2), pytest.raises(frappe.PermissionError):
		register({"name": doc.name})


def test_a_village_follows_what_it_filed_with_consent_only(county, as_user):
	from xinfang_app.access import scope

	filed = {"agent_kind": "Village Liaison", "organ": county.LQ}
	import frappe

	spoken = {"agent_consent_way": "Spoken before a witness", "agent_witness": "村会计孟某"}
	with as_user(county.dg):
		with_consent = register(letter(county, **filed, agent_consent=1, **spoken))
		ticked = register(letter(county, **filed, agent_consent=1))
		without = register(letter(county, **filed))
	see = [
		scope.may(frappe.get_doc("Petition", doc.petition), "read", county.dg)
		for doc in (with_consent, ticked, without)
	]
	assert see == [True, False, False]


def test_a_forged_identity_row_is_dropped(county, as_user):
	import frappe

	with as_user(county.xfj):
		theirs = register(letter(county)).petitioners[0].petitioner
	forged = draft({"title": "x", "petitioners": [{"petitioner": theirs, "is_main": 1}]}, county.lq, as_user)
	assert forged.petitioners == []
	with as_user(county.lq):
		forged.append("petitioners", {"petitioner": theirs})
		forged.save()
	assert frappe.db.count("Submission Petitioner", {"parent": forged.name}) == 0


def test_the_query_code_is_told_once_and_kept_unreadable(county, as_user):
	import frappe

	with as_user(county.xfj):
		doc = register(letter(county))
	code = doc.flags.query_code
	assert len(code) == 8 and not set(code) & set("0O1IL2Z5S8B")
	row = frappe.db.get_value(
		"Petition Submission", doc.name, ["query_code_hash", "query_code_enc"], as_dict=True
	)
	assert code not in row.query_code_hash and code not in row.query_code_enc
	assert query_code.matches(doc.number, f" {code[:4]}-{code[4:].lower()} ") == doc.name
	assert query_code.matches(doc.number, "AAAAAAAA") is None
	assert query_code.matches("XF-990124-2026-999999", code) is None
	with as_user(county.xfj):
		assert query_code.reprint(doc) == code
	assert frappe.db.exists("Comment", {"reference_name": doc.name, "comment_type": "Info"})
	with as_user(county.lq), pytest.raises(frappe.PermissionError):
		query_code.reprint(frappe.get_doc("Petition Submission", doc.name))


def test_a_supplement_is_asked_once_and_makes_the_notice_owed(county, as_user):
	import frappe

	with as_user(county.lq), when.at("2026-03-02 09:30"):
		doc = register(letter(county, organ=county.LQ, petitioners=[]))
		supplement.ask(doc, "请补充姓名、住址")
	assert "N03" not in clocks(doc)
	with as_user(county.lq), when.at("2026-03-06 09:30"):
		with pytest.raises(SupplementAskedBefore):
			supplement.ask(frappe.get_doc("Petition Submission", doc.name))
		doc = frappe.get_doc("Petition Submission", doc.name)
		supplement.record(doc, text="附银行流水。", petitioner=dict(PERSON), claims=["赔偿利息"])
	assert doc.can_notify and not doc.need_supplement and "附银行流水" in doc.content
	assert clocks(doc)["N03"] == ("2026-03-17", "Running")
	petition = frappe.get_doc("Petition", doc.petition)
	assert petition.claims[-1].claim == "赔偿利息" and petition.claims[-1].added_by == doc.name


def test_open_work_of_a_leaver(county, as_user):
	from types import SimpleNamespace

	import frappe

	from xinfang_app.petition import open_work

	mine = draft({"title": "草稿"}, county.xfj, as_user)
	with as_user(county.lq):
		only = register(letter(county, organ=county.LQ))
	work = open_work.of(county.xfj, county.XFJ)
	assert [item["name"] for item in work] == [mine.name], "colleagues keep the organ's matters"
	assert only.petition in [item["name"] for item in open_work.of(county.lq, county.LQ)], (
		"nobody else is there"
	)
	open_work.hand_on(SimpleNamespace(user=county.xfj), county.xfj2, work)
	assert frappe.db.get_value("Petition Submission", mine.name, "owner") == county.xfj2


def test_default_and_service_marks(county):
	import frappe

	doc = frappe.new_doc("Petition Submission")
	assert not guard.by_service(doc)
	assert not frappe.get_doc(
		{"doctype": "Petition Submission", "flags": {"ignore_permissions": 1}}
	).flags.ignore_permissions


def test_a_draft_may_be_registered_by_the_function_too(county, as_user):
	doc = draft({"title": "来信", "content": "内容"}, county.xfj, as_user)
	with as_user(county.xfj):
		assert register_draft(doc).status == "Registered"
