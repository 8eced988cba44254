"""What is found, on whom it falls, who sees it, and that it goes when it is mended."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.insight import install
from xinfang_app.insight.quality import page, run, waits
from xinfang_app.organization import posting
from xinfang_app.petition.answering import inquiry
from xinfang_app.petition.referring import referral
from xinfang_app.petition.registering import classification

NIGHT = "2026-04-25 02:00"
FINDING = "Quality Finding"


def look(moment=NIGHT, organs=None):
	"""Look with the rules as they are; commits do not leave the test's transaction."""
	posting.forget()
	with when.at(moment):
		return run.run(organs)


def standing(name, **filters):
	return set(
		frappe.get_all(FINDING, {"ref_name": name, "gone_on": ["is", "not set"], **filters}, pluck="rule")
	)


def put(doc, **values):
	"""Values that no service would write: an import's, or those of a record older than a guard."""
	frappe.db.set_value(doc.doctype, doc.name, values, update_modified=False)


def test_nothing_is_asked_at_registration_and_something_later(road):
	road.registered(purpose=None, category=None)
	look("2026-03-02 12:00")
	assert not standing(road.name)
	road.by("xfj", "2026-03-03 09:00", referral.refer, road.petition, "QH-LQ")
	look("2026-03-03 12:00")
	assert {"Q04", "Q05"} <= standing(road.name)
	(row,) = frappe.get_all(
		FINDING, {"ref_name": road.name, "rule": "Q04"}, ["organ", "petition", "holder", "scope_code"]
	)
	assert row == {
		"organ": "QH-LQ",
		"petition": road.name,
		"holder": "QH-LQ",
		"scope_code": road.petition.scope_code,
	}


def test_a_mended_finding_is_gone_and_one_that_comes_back_begins_anew(road):
	road.accepted()
	put(road.petition, category=None)
	look("2026-04-01 02:00")
	assert "Q05" in standing(road.name)
	with_page = road.by("lq", "2026-04-02 09:00", page.findings, {"rule": "Q05"})
	assert [row["ref_name"] for row in with_page["rows"]] == [road.name]
	assert with_page["rows"][0]["opens"] == {
		"doctype": "Petition", "name": road.name, "button": "Classify", "field": "category",
	}  # fmt: skip
	road.by("lq", "2026-04-02 09:10", classification.classify, road.petition, "补填", category="0201")
	# Mended since the night: not shown, without waiting for the next one.
	assert not road.by("lq", "2026-04-02 09:20", page.findings, {"rule": "Q05"})["rows"]
	name = frappe.db.get_value(FINDING, {"ref_name": road.name, "rule": "Q05"})
	assert str(frappe.db.get_value(FINDING, name, "gone_on")) == "2026-04-02"
	put(road.petition, category=None)
	look("2026-04-09 02:00")
	first, gone = frappe.db.get_value(FINDING, name, ["first_seen", "gone_on"])
	assert (str(first), gone) == ("2026-04-09", None)
	look("2026-04-10 02:00")
	assert str(frappe.db.get_value(FINDING, name, "first_seen")) == "2026-04-09"
	assert frappe.db.count(FINDING, {"ref_name": road.name, "rule": "Q05"}) == 1


def test_contradictions(road):
	road.served()
	petition = road.petition
	look("2026-04-29 02:00")
	assert not {"Q09", "Q10", "Q32", "Q33", "Q37"} & standing(road.name)
	put(petition, accepted_on="2026-03-01 09:00:00", opinion_issued_on="2026-02-01 09:00:00")
	frappe.db.set_value("Petition Claim", {"parent": petition.name}, "result", "")
	frappe.db.delete("Inquiry Record", {"petition": petition.name, "kind": "Heard"})
	service = frappe.get_all("Service Record", {"petition": petition.name}, pluck="name")[0]
	frappe.db.set_value("Service Record", service, "sent_on", "2026-04-23")
	look("2026-04-29 03:00")
	assert {"Q09", "Q10", "Q32", "Q33"} <= standing(petition.name)
	assert "Q34" in standing(service)
	frappe.db.set_value("Handling Opinion", {"petition": petition.name}, "stage", "Superseded")
	look("2026-04-29 04:00")
	assert "Q37" in standing(petition.name) and "Q09" not in standing(petition.name)


def test_stuck_by_working_days_not_by_calendar(road):
	"""Twenty working days from 2026-03-18 pass on 04-16, the Qingming holiday (04-06) not counted."""
	road.heard()
	with when.at("2026-04-07 09:00"):
		assert str(waits.days_ago(2)) == "2026-04-03"
	look("2026-04-15 02:00")
	assert "Q51" not in standing(road.name)
	look("2026-04-17 02:00")
	assert "Q51" in standing(road.name)
	road.drafted()
	road.by("lq", "2026-04-20 11:00", _hear, road.petition)
	look("2026-04-21 02:00")
	assert "Q51" not in standing(road.name)


def _hear(petition):
	inquiry.record(petition, "Inquiry", text="又核实一次。", investigators="承办人甲")


def test_ownerless_bouncing_and_a_step_for_nobody(road):
	paper = road.pending()
	look()
	assert not {"Q52", "Q54"} & (standing(road.name) | standing(paper.name))
	put(road.petition, bounce_count=2, stage="Referred")
	frappe.db.set_value("Posting", road.county.postings["lq_head"], "to_date", "2026-04-24")
	look()
	assert "Q54" in standing(paper.name) and "Q53" in standing(road.name)
	for short in ("lq", "lq2"):
		frappe.db.set_value("Posting", road.county.postings[short], "to_date", "2026-04-24")
	look()
	assert "Q52" in standing(road.name)
	assert frappe.db.get_value(FINDING, {"ref_name": road.name, "rule": "Q52"}, "organ") == "QH-LQ"


def test_a_draft_left_lying_is_seen_by_its_own_organ_only(county, as_user):
	with when.at("2026-03-02 09:00"), as_user(county.lq):
		draft = frappe.new_doc("Petition Submission")
		draft.update({"organ": "QH-LQ", "form": "Letter", "content": "未登记的来信"})
		draft.insert(ignore_permissions=True)
	look("2026-03-02 20:00")
	assert not standing(draft.name)
	look("2026-03-04 02:00")
	assert standing(draft.name) == {"Q01"}
	for short, sees in (("lq", 1), ("xfj", 0), ("rsj", 0)):
		with as_user(getattr(county, short)), when.at("2026-03-04 09:00"):
			posting.forget()
			assert scope.count(FINDING, {"ref_name": draft.name}) == sees, short


def test_the_page_counts_and_shows_within_the_scope(road):
	road.accepted()
	put(road.petition, category=None, place=None)
	look("2026-04-01 02:00")
	own = road.by("lq", "2026-04-01 09:00", page.summary)
	other = road.by("rsj", "2026-04-01 09:00", page.summary)
	county = road.by("xfj", "2026-04-01 09:00", page.summary)
	assert {row["organ"] for row in own["organs"]} == {"QH-LQ"}
	assert not [row for row in other["organs"] if row["organ"] == "QH-LQ"]
	assert [row["total"] for row in county["organs"] if row["organ"] == "QH-LQ"] == [own["total"]]
	assert not [
		row
		for row in road.by("rsj", "2026-04-01 09:00", page.findings)["rows"]
		if row["petition"] == road.name
	]
	keys = {key for row in own["organs"] for key in row}
	assert keys == {"organ", "title", "Must", "Should", "Note", "total"}


def test_a_bound_file_and_a_rule_that_is_off_find_nothing(road):
	road.accepted()
	put(road.petition, category=None)
	look("2026-04-01 02:00")
	assert "Q05" in standing(road.name)
	frappe.db.set_value("Quality Rule", "Q05", "enabled", 0)
	frappe.clear_document_cache("Quality Rule", "Q05")
	look("2026-04-02 02:00")
	assert "Q05" not in standing(road.name)
	frappe.db.set_value("Quality Rule", "Q05", "enabled", 1)
	frappe.clear_document_cache("Quality Rule", "Q05")
	put(road.petition, stage="Archived")
	look("2026-04-03 02:00")
	assert not standing(road.name)


def test_looking_again_at_one_organ_leaves_the_others(road):
	road.accepted()
	put(road.petition, category=None)
	look("2026-04-01 02:00")
	put(road.petition, category="0201")
	look("2026-04-01 09:00", organs=["QH-RSJ"])
	assert "Q05" in standing(road.name)
	assert road.by("lq", "2026-04-01 09:10", page.look_again) == "done"
	assert "Q05" not in standing(road.name)


def test_the_form_tells_it_at_once(road):
	road.accepted()
	put(road.petition, pathway=None)
	found = road.by("lq", "2026-04-01 09:00", run.of_record, "Petition", road.name)
	assert "Q07" in [rule.code for rule in found] and found[0].severity == "Must"


@pytest.mark.parametrize("code", [rule["code"] for rule in install.rules()])
def test_each_shipped_rule_can_be_asked(db, code):
	"""Its fields, stages and milestones exist, and its statement is sound; an empty answer is one, too."""
	assert run.still(frappe.get_doc("Quality Rule", code), ["nothing"]) == set()
