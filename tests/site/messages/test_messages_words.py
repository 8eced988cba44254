"""The system's own words are no quotation of a record: terms, rules, articles, organs; names stay one."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.deadline import catch_up, policies
from xinfang_app.messages import guard, outbox, sending, texts
from xinfang_app.messages.errors import MessageRefused

SAID = (catch_up.REMIND, catch_up.YELLOW, catch_up.RED, catch_up.URGE, catch_up.COPY, catch_up.REPORT)


@pytest.fixture(autouse=True)
def _standing():
	with when.at("2026-03-04 10:00"):
		yield


def shipped():
	"""Every rule with a policy: what it is called, and the first step of its policy that says something."""
	found = []
	for rule in frappe.get_all(
		"Deadline Rule",
		filters={"policy": ("is", "set")},
		fields=["name", "code", "title", "article", "policy"],
		order_by="code asc",
	):
		rule.ladder = policies.current(rule.policy)
		steps = policies.ladder(rule.ladder).steps
		rule.step = next(step for step in steps if step.action in SAID)
		found.append(rule)
	return found


def clock(rule, doctype, name):
	# What reminds is said of a term that runs, what presses of one that is over.
	day = 20 if rule.step.action == catch_up.REMIND else 2
	row = {
		"doctype": "Deadline",
		"name": frappe.generate_hash(length=10),
		"title": rule.title,
		"rule": rule.name,
		"state": "Running",
		"kind": "Duty",
		"organ": "QH-LQ",
		"holder": "QH-LQ",
		"ref_doctype": doctype,
		"ref_name": name,
		"started_on": "2026-02-01 09:00:00",
		"due_on": f"2026-03-{day:02d}",
		"due_on_raw": f"2026-03-{day:02d}",
		"due_at": f"2026-03-{day + 1:02d} 00:00:00",
		"ladder": rule.ladder,
		"stepped_to": "2026-03-01 09:00:00",
	}
	return frappe.get_doc(row).db_insert() or row["name"]


def duty(rule):
	"""As `supervision.duties.routine` writes it: its title is the rule's."""
	row = frappe.get_doc(
		{
			"doctype": "Routine Duty",
			"name": frappe.generate_hash(length=10),
			"title": rule.title,
			"organ": "QH-LQ",
			"status": "To be done",
			"period": "2026-03",
			"rule_code": rule.code,
			"basis": f"{rule.article}：{rule.title}",
			"scope_code": "990124003000",
			"duty_key": rule.code,
		}
	)
	row.db_insert()
	return "Routine Duty", row.name


def referral(rule):
	"""A referral whose letter cites the term and the article that bind its receiver, as letters do."""
	row = frappe.get_doc(
		{
			"doctype": "Petition Referral",
			"name": frappe.generate_hash(length=10),
			"petition_number": "XF-990124-2026-000009",
			"from_organ": "QH-XFJ",
			"to_organ": "QH-LQ",
			"stage": "Received",
			"snapshot_text": f"请依照{rule.article}“{rule.title}”（{rule.article}）的规定，在柳桥镇人民政府职责内办理。",
			"scope_code": "990124003002",
		}
	)
	row.db_insert()
	return "Petition Referral", row.name


@pytest.mark.parametrize("record", [duty, referral])
def test_a_step_of_every_shipped_rule_is_told(put, run, stored, record, monkeypatch):
	# A failure would roll the test's own rows back.
	monkeypatch.setattr(sending, "_note_failure", raising)
	rules = shipped()
	assert len(rules) > 40
	for rule in rules:
		doctype, name = record(rule)
		put(
			f"step:{rule.code}",
			text="deadline_step",
			ref_doctype=doctype,
			ref_name=name,
			petition=None,
			deadline=clock(rule, doctype, name),
			content={"step": rule.step.action},
			audience=["head"],
		)
	run()
	ends = {rule.code: stored.row(f"step:{rule.code}").status for rule in rules}
	assert {code: end for code, end in ends.items() if end != "Sent"} == {}


def raising(_row, error):
	raise error


def test_a_name_or_the_case_in_the_text_is_still_refused(put, stored, register, county):
	rule = next(rule for rule in shipped() if rule.code == "N06")
	deadline = clock(rule, "Petition", county.matter.name)
	for number, words in enumerate(("林某某", county.matter.title, county.matter.summary[3:22])):
		register.text(
			f"said{number}",
			lambda row, words=words: {"title": f"提醒：{rule.title}（{rule.article}）{words}", "lines": []},
		)
		put(f"k{number}", text=f"said{number}", deadline=deadline)
		with pytest.raises(MessageRefused):
			texts.of(outbox.read(stored.row(f"k{number}")), "zh")


def test_without_a_clock_the_words_of_a_rule_may_be_the_records_own(put, stored, county):
	frappe.db.set_value("Petition", county.matter.name, "title", "办结信访事项")
	put("k1")
	assert guard.quotes(outbox.read(stored.row("k1")), "提醒：办结信访事项", [])
