"""What the pages of this room call: the morning list, hand-overs, duty.

Thin: names and plain data in, plain data out. Who may do what is asked by the services.
"""

import frappe

from xinfang_app.access.errors import NotPermitted
from xinfang_app.office import (
	charge,
	duty,
	duty_view,
	handover,
	handover_list,
	handover_view,
	reassign,
	worklist,
)


@frappe.whitelist()
def today() -> dict:
	"""Return the morning list of the caller (`worklist.of`)."""
	return worklist.of()


@frappe.whitelist()
def my_colleagues() -> list[dict]:
	"""Return who works at the caller's organs besides him: [{value, label}]. For dialogs that give work to somebody."""
	return reassign.options()


@frappe.whitelist()
def handovers() -> dict:
	"""Return the posts whose work the caller may hand over, and the hand-overs he has a part in (`handover_view.board`)."""
	return handover_view.board()


@frappe.whitelist()
def open_work(posting: str) -> dict:
	"""Return what the person of a post has open, in groups, and who could receive it (`handover_view.open_work`)."""
	return handover_view.open_work(frappe.get_doc("Posting", posting))


@frappe.whitelist(methods=["POST"])
def prepare_handover(
	posting: str, receivers: str | dict, reason: str, effective_on: str | None = None
) -> str:
	"""Draw up a hand-over (`handover.prepare`); return its name."""
	given = frappe.parse_json(receivers) if isinstance(receivers, str) else receivers
	return handover.prepare(frappe.get_doc("Posting", posting), given, reason, effective_on or None).name


@frappe.whitelist()
def show_handover(name: str) -> dict:
	"""Return a hand-over for its page (`handover_view.told`)."""
	return handover_view.told(_handover(name))


@frappe.whitelist(methods=["POST"])
def confirm_giving(name: str, note: str | None = None) -> str:
	"""Confirm the list as who hands over, or for him (`handover.confirm_giving`)."""
	return handover.confirm_giving(_handover(name), note).stage


@frappe.whitelist(methods=["POST"])
def confirm_receiving(name: str) -> str:
	"""Confirm one's own part (`handover.confirm_receiving`)."""
	return handover.confirm_receiving(_handover(name)).stage


@frappe.whitelist(methods=["POST"])
def take_back_handover(name: str, reason: str) -> str:
	"""Take a hand-over back (`handover.take_back`)."""
	return handover.take_back(_handover(name), reason).stage


@frappe.whitelist()
def print_handover(name: str) -> None:
	"""Send the list as a PDF."""
	doc = _handover(name)
	frappe.local.response.filename = f"工作移交清单-{frappe.utils.get_fullname(doc.from_user)}.pdf"
	frappe.local.response.filecontent = handover_list.pages(doc)
	frappe.local.response.type = "pdf"


@frappe.whitelist()
def duty_board() -> dict:
	"""Return the roster, the running shift and the notes for the caller (`duty_view.board`)."""
	return duty_view.board()


@frappe.whitelist()
def duty_people(organ: str) -> list[dict]:
	"""Return whom the caller may put on duty at an organ of which he is in charge: [{value, label}]."""
	if not charge.is_in_charge(organ):
		raise NotPermitted
	return duty_view.people(organ)


@frappe.whitelist(methods=["POST"])
def plan_duty(organ: str, user: str, starts_on: str, ends_on: str, kind: str) -> str:
	"""Put somebody on duty (`duty.plan`)."""
	return duty.plan(organ, user, starts_on, ends_on, kind).name


@frappe.whitelist(methods=["POST"])
def cancel_duty(name: str, reason: str) -> None:
	"""Take a shift off the roster (`duty.cancel`)."""
	duty.cancel(_shift(name), reason)


@frappe.whitelist(methods=["POST"])
def take_over_duty(name: str, read: str | list | None = None) -> None:
	"""Begin one's shift, having read the notes named (`duty.take_over`)."""
	given = frappe.parse_json(read) if isinstance(read, str) else read
	duty.take_over(_shift(name), given or [])


@frappe.whitelist(methods=["POST"])
def hand_over_duty(name: str, note: str) -> None:
	"""Leave the note of one's shift (`duty.hand_over`)."""
	duty.hand_over(_shift(name), note)


@frappe.whitelist(methods=["POST"])
def read_duty_note(name: str) -> None:
	"""Confirm having read the note of an earlier shift (`duty.read_note`)."""
	duty.read_note(_shift(name))


def _handover(name: str):
	"""Return a hand-over in which the caller has a part; the same words whether there is none or it is not his."""
	doc = frappe.get_doc("Work Handover", name) if frappe.db.exists("Work Handover", name) else None
	if not doc:
		raise NotPermitted
	handover.require_part(doc)
	return doc


def _shift(name: str):
	if not frappe.db.exists("Duty Shift", name):
		raise NotPermitted
	return frappe.get_doc("Duty Shift", name, for_update=True)
