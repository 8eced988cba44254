"""Shipped once, then the admin's: the ledger knows changed, deleted, never installed and untouched apart."""

import json

import frappe
import pytest

from xinfang_app.deadline import install as deadline_install
from xinfang_app.workflows import install, published
from xinfang_app.workflows.install import install_shipped


def shipped(code, **values):
	return {
		"code": code,
		"title": "初次联系信访人",
		"document_type": "Petition",
		"kind": "Duty",
		"length": 2,
		"unit": "Working Day",
		"start_milestone": "registered",
		"end_milestone": "heard",
		"bearer_field": "holder",
		"enabled": 1,
		"conditions": [{"field": "pathway", "value": "P6"}],
		**values,
	}


def ledger(code, kind="Deadline Rule"):
	return frappe.get_doc("Shipped Record", {"kind": kind, "ref_name": code})


def rule(code):
	return frappe.get_doc("Deadline Rule", code)


def test_never_installed_is_installed_once(db):
	assert install_shipped("Deadline Rule", [shipped("L91")]) == {"L91"}
	assert install_shipped("Deadline Rule", [shipped("L91")]) == set()
	assert ledger("L91").status == "As shipped"


def test_untouched_follows_a_new_shipped_version(db):
	install_shipped("Deadline Rule", [shipped("L91")])
	newer = shipped("L91", length=3, warn_days=2, conditions=[{"field": "pathway", "value": "P8"}])
	assert install_shipped("Deadline Rule", [newer]) == {"L91"}
	assert (rule("L91").length, rule("L91").warn_days, rule("L91").conditions[0].value) == (3, 2, "P8")
	assert install_shipped("Deadline Rule", [newer]) == set()


@pytest.mark.parametrize(
	"change", [{"title": "本县标题"}, {"length": 1}, {"enabled": 0}, {"conditions": []}, {"note": ""}]
)
def test_changed_here_stays_and_a_newer_version_is_noted(db, change):
	install_shipped("Deadline Rule", [shipped("L91", note="说明")])
	doc = rule("L91")
	doc.update(change)
	doc.save()
	newer = shipped("L91", note="说明", length=3)
	assert install_shipped("Deadline Rule", [newer]) == set()
	assert rule("L91").length != 3
	assert (ledger("L91").status, ledger("L91").newer_shipped) == ("Changed here", 1)


def test_deleted_here_stays_deleted(db):
	install_shipped("Deadline Rule", [shipped("L91")])
	frappe.delete_doc("Deadline Rule", "L91")
	assert install_shipped("Deadline Rule", [shipped("L91", length=3)]) == set()
	assert not frappe.db.exists("Deadline Rule", "L91")
	assert ledger("L91").status == "Deleted here"


def test_made_here_is_left_alone(db):
	frappe.get_doc({"doctype": "Deadline Rule", **shipped("L91", title="本县自建")}).insert()
	assert install_shipped("Deadline Rule", [shipped("L91")]) == set()
	assert rule("L91").title == "本县自建"
	assert ledger("L91").status == "Made here"
	assert install_shipped("Deadline Rule", [shipped("L91", length=9)]) == set()
	assert rule("L91").length == 2


def test_every_migrate_finds_nothing_to_do(db):
	before = frappe.get_all("Procedure Publication", ["name", "version", "modified"], order_by="name")
	install.after_sync()
	deadline_install.after_sync()
	assert frappe.get_all("Procedure Publication", ["name", "version", "modified"], order_by="name") == before
	assert {row.status for row in frappe.get_all("Shipped Record", ["status"])} == {"As shipped"}


def test_the_shipped_procedures_are_there_as_the_files_say(db):
	titles = {row["title"]: row for row in install.procedures()}
	assert set(published.of("Petition").procedures) == {
		title for title, row in titles.items() if row["document_type"] == "Petition"
	}
	assert {
		"ordinary",
		"simplified",
		"pathway",
		"suggestion",
		"opinion",
		"extension",
		"reviewed",
		"plain",
		"recommendation",
	} <= {row["code"] for row in titles.values()}
	for title, row in titles.items():
		doc = frappe.get_doc("Procedure", title)
		assert [(s.state, s.stage) for s in doc.states] == [(s["state"], s["stage"]) for s in row["states"]]
		assert len(doc.transitions) == len(row["transitions"])


def test_an_untouched_procedure_takes_a_renamed_state_along(bare):
	matter = bare.petition()
	record = next(row for row in install.procedures() if row["code"] == "ordinary")
	text = json.dumps(record, ensure_ascii=False).replace("已登记", "登记完毕")
	newer = json.loads(text)
	newer["states"][0]["was"] = "已登记"
	assert install_shipped("Procedure", [newer]) == {record["title"]}
	from xinfang_app.workflows import publishing

	others = [name for name in published.of("Petition").procedures if name != record["title"]]
	assert others
	moved = publishing.publish("Petition")["moved"]
	assert moved == {
		"已登记 → 登记完毕": frappe.db.count(
			"Petition", {"procedure": record["title"], "workflow_state": "登记完毕"}
		)
	}
	assert frappe.db.get_value("Petition", matter.name, "workflow_state") == "登记完毕"
