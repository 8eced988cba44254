"""What the desk calls about messages. Thin: the rules are in `state` and `robots`."""

import json

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.messages import robots, state
from xinfang_app.messages.channels import robot as channel
from xinfang_app.messages.errors import ChannelFailed


@frappe.whitelist()
def outbox_state() -> dict:
	"""Return how the outbox stands (`state.page`)."""
	frappe.only_for(state.ROLES)
	return state.page()


@frappe.whitelist(methods=["POST"])
def try_again(names: str | list[str]) -> int:
	"""Let rows that failed go out again; return how many (`state.try_again`)."""
	frappe.only_for(state.ROLES)
	return state.try_again(json.loads(names) if isinstance(names, str) else names)


@frappe.whitelist(methods=["POST"])
def dismiss(names: str | list[str]) -> int:
	"""Drop rows that can never go; return how many (`state.dismiss`)."""
	frappe.only_for(state.ROLES)
	return state.dismiss(json.loads(names) if isinstance(names, str) else names)


@frappe.whitelist(methods=["POST"])
def try_robot(robot: str) -> str | None:
	"""Send a test text to a robot; return what went wrong, or None."""
	doc = frappe.get_doc(robots.DOCTYPE, robot)
	doc.check_permission("write")
	doc.check_area()
	now = when.now()
	try:
		channel.post(
			doc, f"test:{doc.name}:{now.isoformat()}", _("Test message"), [_("Robot: {0}").format(doc.title)]
		)
	except ChannelFailed as error:
		robots.note(doc.name, now, str(error))
		return str(error)
	robots.note(doc.name, now)
	return None
