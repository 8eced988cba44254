"""What the phone desk calls. Thin; the rules are in `calls` and `recording`."""

import frappe

from xinfang_app.access import scope
from xinfang_app.petition import again
from xinfang_app.petition.registering import register as registration
from xinfang_app.reception import calls, drafts, recording
from xinfang_app.reception.api import _data, _uploaded
from xinfang_app.reception.visits import talk


@frappe.whitelist()
def unfinished() -> list[dict]:
	"""Return the user's calls that are not registered yet (`calls.unfinished`)."""
	return calls.unfinished()


@frappe.whitelist(methods=["POST"])
def begin(organ: str | None = None) -> dict:
	"""Begin a call that comes in now (`calls.begin`)."""
	return calls.shown(*calls.begin(organ))


@frappe.whitelist(methods=["POST"])
def take_up(draft: str) -> dict:
	"""Go on with a call that broke off (`calls.take_up`)."""
	doc = drafts.get(draft)
	return calls.shown(doc, calls.take_up(doc))


@frappe.whitelist(methods=["POST"])
def save(
	draft: str,
	values: str | dict,
	people: str | list | None = None,
	notes: str | dict | None = None,
	seen: str | None = None,
) -> dict:
	"""Save what was typed during a call (`calls.save`)."""
	doc = drafts.get(draft)
	told = calls.save(doc, _data(values), _data(people), _data(notes), seen)
	return {**calls.shown(doc, calls.record_of(doc)), "notes": told}


@frappe.whitelist(methods=["POST"])
def over(draft: str) -> dict:
	"""Note that the caller has hung up (`calls.over`)."""
	doc = drafts.get(draft)
	return calls.shown(doc, calls.over(doc))


@frappe.whitelist(methods=["POST"])
def put_down(draft: str) -> None:
	"""Drop a call in which nothing was brought (`calls.put_down`)."""
	calls.put_down(drafts.get(draft))


@frappe.whitelist()
def proposal(draft: str) -> dict:
	"""Return what the text typed so far seems to say (`calls.proposed`); nothing is written by it."""
	doc = frappe.get_doc(drafts.DOCTYPE, draft)
	scope.require(doc, "act")
	return calls.proposed(doc)


@frappe.whitelist()
def read_back(draft: str) -> dict:
	"""Return what will be registered, to be read out to the caller (`calls.read_back`)."""
	return calls.read_back(frappe.get_doc(drafts.DOCTYPE, draft))


@frappe.whitelist(methods=["POST"])
def finish(draft: str, seen: str, decision: str | dict | None = None) -> dict:
	"""Register the call that was read back (`calls.finish`); return what is told, with the days of the terms."""

	def work() -> dict:
		made, record = calls.finish(drafts.get(draft), decision=_data(decision), seen=seen)
		return {**registration.told(made), "terms": calls.told(made) if record else {}}

	return again.once_more(work)


@frappe.whitelist(methods=["POST"])
def hand_to(draft: str, user: str, seen: str | None = None) -> None:
	"""Give an unfinished call to a colleague (`calls.hand_to`)."""
	calls.hand_to(drafts.get(draft), user, seen)


@frappe.whitelist(methods=["POST"])
def take_recording(submission: str) -> list[dict]:
	"""Attach the uploaded recording (`file` of the form) to a call; return its recordings (`recording.of`)."""
	piece = drafts.get(submission)
	recording.add(piece, _uploaded())
	return recording.of(piece)


@frappe.whitelist(methods=["POST"])
def drop_recording(draft: str, file: str) -> list[dict]:
	"""Take a recording off a draft (`recording.take_off`); return those that stay."""
	piece = drafts.get(draft)
	recording.take_off(piece, file)
	return recording.of(piece)


@frappe.whitelist()
def record(submission: str) -> dict | None:
	"""Return the record of the talk about a piece, for its form, None if there is none."""
	piece = frappe.get_doc(drafts.DOCTYPE, submission)
	scope.require(piece, "read")
	kept = talk.standing(piece)
	if not kept:
		return None
	fields = ("way", "interviewers", "occurred_on", "ended_on", "answer")
	return {
		**{field: kept.get(field) for field in fields},
		"has_call_back": bool(kept.call_back),
		"recordings": recording.of(piece),
	}


@frappe.whitelist(methods=["POST"])
def number_to_call(submission: str, reason: str | None = None) -> str:
	"""Return the number to call back, opened on record (`calls.number_to_call`)."""
	return calls.number_to_call(frappe.get_doc(drafts.DOCTYPE, submission), reason)
