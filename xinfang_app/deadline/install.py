"""Bring in what the room ships: escalation policies and deadline rules; afterwards they are the admin's, within the lock."""

import json
from pathlib import Path

import frappe

from xinfang_app.deadline import awake, changing
from xinfang_app.deadline import rules as deadline_rules
from xinfang_app.workflows.install import install_shipped

SHIPPED = Path(__file__).parent / "shipped"
#: Set once the clocks of a site that ran before there were policies have got their ladders.
LADDERS_GIVEN = "xf_ladders_given"


def after_sync() -> None:
	"""Install policies and rules. Idempotent; hooks call it after install and after every migrate."""
	install_shipped("Escalation Policy", policies())
	install_shipped("Deadline Rule", rules())
	give_ladders()
	awake.stay_awake()


def policies() -> list[dict]:
	"""Return the shipped policies as plain dicts."""
	return json.loads((SHIPPED / "escalation_policies.json").read_text(encoding="utf-8"))


def rules() -> list[dict]:
	"""Return the shipped rules as plain dicts."""
	return json.loads((SHIPPED / "deadline_rules.json").read_text(encoding="utf-8"))


def give_ladders() -> None:
	"""Let clocks that ran before there were policies be pressed, too: once for a site, from the present moment on.

	A rule that the admin has changed here has no policy yet and gets the shipped one, as if it had come with it.
	"""
	if frappe.db.get_default(LADDERS_GIVEN):
		return
	for rule in rules():
		if rule.get("policy") and not frappe.db.get_value("Deadline Rule", rule["code"], "policy"):
			frappe.db.set_value("Deadline Rule", rule["code"], "policy", rule["policy"])
	deadline_rules.forget()
	changing.give([rule["code"] for rule in rules() if rule.get("policy")])
	frappe.db.set_default(LADDERS_GIVEN, 1)
