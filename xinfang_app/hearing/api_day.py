"""What the desk calls on the day of a hearing and for its conclusion. Thin, like `api`."""

import frappe
from frappe.utils import cint

from xinfang_app.hearing import challenges, concluding, deliberation, sitting
from xinfang_app.petition import acting


@frappe.whitelist(methods=["POST"])
def begin(hearing: str, present: str | list, attendance: str | dict, seen: str) -> str:
	"""Open the hearing (`sitting.begin`)."""
	return sitting.begin(
		acting.held("Hearing", hearing, seen),
		list(frappe.parse_json(present)),
		dict(frappe.parse_json(attendance)),
	).stage


@frappe.whitelist(methods=["POST"])
def absent(hearing: str, note: str, proof: str, seen: str, new_date: str | None = None) -> str:
	"""Record that the petitioner stayed away (`sitting.absent`)."""
	return sitting.absent(acting.held("Hearing", hearing, seen), note, new_date, proof=proof).stage


@frappe.whitelist(methods=["POST"])
def record(hearing: str, phase: str, text: str, seen: str) -> str:
	"""Write the record of a phase (`sitting.record`)."""
	return sitting.record(acting.held("Hearing", hearing, seen), phase, text).stage


@frappe.whitelist(methods=["POST"])
def add_evidence(
	hearing: str,
	side: str,
	title: str,
	shows: str,
	seen: str,
	file: str | None = None,
	other_view: str | None = None,
	accepted: str | None = None,
) -> str:
	"""Enter a piece of evidence (`sitting.add_evidence`)."""
	return sitting.add_evidence(
		acting.held("Hearing", hearing, seen),
		side,
		title,
		shows,
		file=file,
		other_view=other_view,
		accepted=accepted,
	).stage


@frappe.whitelist(methods=["POST"])
def judge_evidence(hearing: str, row: str, accepted: str, seen: str, other_view: str | None = None) -> str:
	"""Adopt a piece of evidence or not (`sitting.judge_evidence`)."""
	return sitting.judge_evidence(acting.held("Hearing", hearing, seen), row, accepted, other_view).stage


@frappe.whitelist(methods=["POST"])
def close(hearing: str, seen: str, record_scan: str | None = None) -> str:
	"""Close the sitting (`sitting.close`)."""
	return sitting.close(acting.held("Hearing", hearing, seen), record_scan).stage


@frappe.whitelist(methods=["POST"])
def claim(hearing: str, member: str, by_side: str, reason: str, seen: str) -> str:
	"""Put a claim of recusal on record (`challenges.claim`)."""
	return challenges.claim(acting.held("Hearing", hearing, seen), member, by_side, reason).stage


@frappe.whitelist(methods=["POST"])
def decide_claim(hearing: str, challenge: str, upheld: int | str, reason: str, seen: str) -> str:
	"""Decide a claim of recusal (`challenges.decide`)."""
	return challenges.decide(
		acting.held("Hearing", hearing, seen), challenge, bool(cint(upheld)), reason
	).stage


@frappe.whitelist(methods=["POST"])
def replace(
	hearing: str,
	member: str,
	seen: str,
	user: str | None = None,
	name: str | None = None,
	capacity: str | None = None,
	unit: str | None = None,
) -> str:
	"""Give a seat to somebody else (`challenges.replace`)."""
	return challenges.replace(
		acting.held("Hearing", hearing, seen), member, user=user, name=name, capacity=capacity, unit=unit
	).stage


@frappe.whitelist(methods=["POST"])
def deliberate(hearing: str, text: str, proposal: str) -> dict:
	"""Take down deliberation and proposal (`deliberation.write`)."""
	doc = acting.read("Hearing", hearing)
	deliberation.write(doc, text, proposal)
	return deliberation.view(doc)


@frappe.whitelist(methods=["POST"])
def vote(hearing: str, member: str, given: str, grounds: str | None = None) -> dict:
	"""Take down a vote (`deliberation.vote`)."""
	doc = acting.read("Hearing", hearing)
	deliberation.vote(doc, member, given, grounds)
	return deliberation.view(doc)


@frappe.whitelist()
def deliberation_of(hearing: str) -> dict:
	"""Return what the panel deliberated, to the panel; afterwards to who sees the hearing (`deliberation.view`)."""
	return deliberation.view(acting.read("Hearing", hearing))


@frappe.whitelist(methods=["POST"])
def conclude(
	hearing: str,
	seen: str,
	scan: str | None = None,
	occurred_on: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Sign the conclusion (`concluding.conclude`)."""
	return concluding.conclude(
		acting.held("Hearing", hearing, seen),
		scan=scan,
		occurred_on=occurred_on,
		backdate_reason=backdate_reason,
	).stage
