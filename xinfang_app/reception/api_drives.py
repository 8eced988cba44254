"""Whitelisted: drives for suggestions. Each calls one service."""

import frappe

from xinfang_app.organization import posting
from xinfang_app.petition import acting
from xinfang_app.reception.drives import drives, joining


@frappe.whitelist()
def organs() -> list[dict]:
	"""Return the organs for which the caller drafts drives: [{value, label}]."""
	found = [row.organ for row in posting.current() if acting.acts_for(row.organ)]
	return [{"value": organ, "label": acting.organ_title(organ)} for organ in dict.fromkeys(found)]


@frappe.whitelist()
def view(name: str) -> dict:
	"""Return {acts, signs, counted, joins} for the form of a drive."""
	doc = acting.read(drives.DOCTYPE, name)
	acts = acting.acts_for(doc.holder)
	return {
		"acts": acts,
		"signs": acts and drives.signs(doc),
		"counted": joining.of(doc.name).as_dict(),
		"joins": doc.stage in joining.COUNTS_IN,
	}


@frappe.whitelist(methods=["POST"])
def begin(
	organ: str,
	title: str,
	question: str,
	opens_on: str,
	closes_on: str,
	background: str = "",
	how_to: str = "",
) -> str:
	"""Draft a drive (`drives.begin`); return its name."""
	return drives.begin(
		organ,
		title=title,
		question=question,
		background=background,
		how_to=how_to,
		opens_on=opens_on,
		closes_on=closes_on,
	).name


@frappe.whitelist(methods=["POST"])
def change(
	name: str, title: str, question: str, opens_on: str, closes_on: str, background: str = "", how_to: str = "", seen: str | None = None
) -> str:  # fmt: skip
	"""Change a draft (`drives.change`)."""
	return drives.change(
		acting.held(drives.DOCTYPE, name, seen),
		title=title,
		question=question,
		background=background,
		how_to=how_to,
		opens_on=opens_on,
		closes_on=closes_on,
	).stage


@frappe.whitelist(methods=["POST"])
def open_drive(name: str, seen: str | None = None) -> str:
	"""Open a drive (`drives.open_`)."""
	return drives.open_(acting.held(drives.DOCTYPE, name, seen)).stage


@frappe.whitelist(methods=["POST"])
def put_off(name: str, closes_on: str, seen: str | None = None) -> str:
	"""Put off the last day (`drives.put_off`)."""
	return drives.put_off(acting.held(drives.DOCTYPE, name, seen), closes_on).stage


@frappe.whitelist(methods=["POST"])
def call_off(name: str, reason: str = "", seen: str | None = None) -> str:
	"""Call a drive off (`drives.call_off`)."""
	return drives.call_off(acting.held(drives.DOCTYPE, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def close(name: str, summary: str, seen: str | None = None) -> str:
	"""Close a drive (`drives.close`)."""
	return drives.close(acting.held(drives.DOCTYPE, name, seen), summary).stage


@frappe.whitelist(methods=["POST"])
def publish(name: str, outcome: str, seen: str | None = None) -> str:
	"""Publish what came of a drive (`drives.publish`)."""
	return drives.publish(acting.held(drives.DOCTYPE, name, seen), outcome).stage


# From the form of a petition.


@frappe.whitelist()
def for_petition(petition: str) -> dict:
	"""Return the drives a suggestion belongs to or could (`joining.for_petition`)."""
	return joining.for_petition(acting.read("Petition", petition))


@frappe.whitelist(methods=["POST"])
def join(petition: str, drive: str) -> str:
	"""Count a suggestion in with a drive (`joining.join`)."""
	return joining.join(acting.read("Petition", petition), drive).title


@frappe.whitelist(methods=["POST"])
def leave(petition: str, drive: str) -> str:
	"""Take a suggestion out of a drive (`joining.leave`)."""
	return joining.leave(drive, petition).title
