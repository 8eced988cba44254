"""What the form of a flag calls. Thin: names and plain data in, plain data out; the rules are in `accountability/`."""

import frappe
from frappe import _
from frappe.utils import cint

from xinfang_app import access
from xinfang_app.access.scope_map import scope_map
from xinfang_app.petition import acting
from xinfang_app.supervision.accountability import by_hand, flags, judging, lookback, measures, raising

FLAG = raising.FLAG


@frappe.whitelist()
def view(flag: str) -> dict:
	"""Return {lookback, steps, measures, outside} of a flag for its form: what the caller may do with it now."""
	doc = frappe.get_doc(FLAG, flag)
	access.require(doc, "read")
	judges = judging.may_judge(doc)
	heard = doc.status == "Answered" or flags.answer_is_over(doc)
	undecided = doc.status in ("Flag raised", "Answered", "Verified")
	return {
		"lookback": _shown(lookback.read(doc.lookback)),
		"steps": {
			"answer": doc.status == "Flag raised" and acting.acts_for(doc.organ),
			"verify": judges and heard and doc.status in ("Flag raised", "Answered"),
			"dismiss": judges and undecided,
			"free": judges and undecided,
			"decide": judges and doc.status == "Verified",
			"carry_out": judges and doc.status == "Decided",
			"close": judges and doc.status == "Carried Out",
		},
		"measures": [
			{
				"value": name,
				"label": _(name),
				"power": measures.power_of(name),
				"article": measure.article,
				"grave": measure.grave,
				"kind": measure.power,
			}
			for name, measure in measures.MEASURES.items()
		],
		"superiors": [
			{"value": organ, "label": acting.organ_title(organ)} for organ in measures.superiors(doc.organ)
		],
		"cadre": [
			{"value": organ, "label": acting.organ_title(organ)} for organ in measures.cadre_organs(doc.organ)
		],
		"conference": measures.conference_of(doc.organ),
		# Whose finding the caller records, where the one to verify enters nothing here himself.
		"outside": judges and judging.records(doc),
		"verifier": acting.organ_title(doc.verifier_organ),
	}


def _shown(value: dict) -> dict:
	for step in value["steps"]:
		for person in step["people"]:
			person["part"] = _(person["part"])
	return value


@frappe.whitelist()
def may_raise() -> bool:
	"""Return whether the caller raises flags by hand at all (for the button of the list)."""
	posts = {row.post for row in judging.posting.current()}
	return bool(posts & set(judging.POSTS)) and bool(scope_map().supervised)


@frappe.whitelist()
def missed_terms(organ: str) -> list[dict]:
	"""Return the missed terms of an organ that may stand as evidence, newest first: [{value, label}] (`by_hand.missed`)."""
	return by_hand.missed(organ)


@frappe.whitelist(methods=["POST"])
def raise_flag(
	organ: str,
	article_item: str,
	facts: str,
	deadline: str | None = None,
	evidence_facts: str | None = None,
	file: str | None = None,
	measure: str | None = None,
	grave: int | bool = False,
	grave_facts: str = "",
	grave_file: str | None = None,
) -> str | None:
	"""Raise a flag by hand (`by_hand.raise_by_hand`); return its name."""
	evidence = [{"deadline": deadline}] if deadline else []
	if file:
		evidence.append({"facts": evidence_facts or facts, "file": file})
	flag = by_hand.raise_by_hand(
		organ,
		article_item,
		facts,
		evidence,
		measure=measure,
		grave=bool(cint(grave)),
		grave_facts=grave_facts,
		grave_file=grave_file,
	)
	return flag.name if flag else None


@frappe.whitelist(methods=["POST"])
def answer(flag: str, text: str, file: str | None = None, seen: str | None = None) -> str:
	"""Record the organ's answer (`flags.answer`)."""
	return flags.answer(acting.held(FLAG, flag, seen), text, file).status


@frappe.whitelist(methods=["POST"])
def verify(
	flag: str,
	finding: str,
	file: str | None = None,
	grave: int | bool = False,
	grave_facts: str = "",
	grave_file: str | None = None,
	outside_name: str = "",
	outside_number: str = "",
	outside_on: str | None = None,
	outside_scan: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record that the claim stands (`flags.verify`)."""
	return flags.verify(
		acting.held(FLAG, flag, seen),
		finding,
		file,
		grave=bool(cint(grave)),
		grave_facts=grave_facts,
		grave_file=grave_file,
		found=_found(outside_name, outside_number, outside_on, outside_scan),
	).status


@frappe.whitelist(methods=["POST"])
def dismiss(
	flag: str,
	reason: str,
	file: str | None = None,
	outside_name: str = "",
	outside_number: str = "",
	outside_on: str | None = None,
	outside_scan: str | None = None,
	seen: str | None = None,
) -> str:
	"""End the flag with a reason (`flags.dismiss`)."""
	found = _found(outside_name, outside_number, outside_on, outside_scan)
	return flags.dismiss(acting.held(FLAG, flag, seen), reason, file, found=found).status


def _found(name: str, number: str, day: str | None, scan: str | None) -> dict:
	return {"name": name, "number": number, "day": day, "scan": scan}


@frappe.whitelist(methods=["POST"])
def free(flag: str, user: str, document: str, note: str, seen: str | None = None) -> str:
	"""Take a person out of the look-back by his recorded dissent (`flags.free`)."""
	return flags.free(acting.held(FLAG, flag, seen), user, document, note).status


@frappe.whitelist(methods=["POST"])
def decide(
	flag: str,
	measure: str,
	decision_number: str,
	decided_on: str,
	scan: str,
	deciding_organ: str | None = None,
	deciding_name: str | None = None,
	note: str = "",
	seen: str | None = None,
) -> str:
	"""Record the decision of the organ with the power (`flags.decide`)."""
	return flags.decide(
		acting.held(FLAG, flag, seen),
		measure,
		decision_number=decision_number,
		decided_on=decided_on,
		scan=scan,
		deciding_organ=deciding_organ or None,
		deciding_name=deciding_name,
		note=note,
	).status


@frappe.whitelist(methods=["POST"])
def carry_out(flag: str, note: str, file: str, seen: str | None = None) -> str:
	"""Record how the measure was carried out (`flags.carry_out`)."""
	return flags.carry_out(acting.held(FLAG, flag, seen), note, file).status


@frappe.whitelist(methods=["POST"])
def close(flag: str, note: str = "", seen: str | None = None) -> str:
	"""Close the flag (`flags.close`)."""
	return flags.close(acting.held(FLAG, flag, seen), note).status
