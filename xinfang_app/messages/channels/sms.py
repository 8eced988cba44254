"""SMS, through the gateway in Frappe's SMS Settings; without one nothing is sent. The title only, no link.

Frappe's own sender waits for ever for a gateway that does not answer; this one asks as it does, with a time limit.
Nothing is written after the gateway has answered, since a fault there would send it a second time; the outbox's row is
the record of it.
"""

import frappe
import requests
from frappe.core.doctype.sms_settings.sms_settings import get_headers, validate_receiver_nos

from xinfang_app.messages import texts
from xinfang_app.messages.errors import ChannelFailed

#: Seconds to connect and to answer.
TIMEOUT = (5, 10)


def is_set_up() -> bool:
	"""Return whether a gateway is set."""
	return bool(frappe.db.get_single_value("SMS Settings", "sms_gateway_url"))


def reaches(user: str) -> bool:
	"""Return whether `user` left a mobile number."""
	return bool(frappe.db.get_value("User", user, "mobile_no"))


def send(row: frappe._dict, said: texts.Text) -> None:
	"""Give the message to the gateway."""
	setting = frappe.get_doc("SMS Settings")
	number = frappe.db.get_value("User", row.recipient, "mobile_no")
	(number,) = validate_receiver_nos([number])
	fields = {line.parameter: line.value for line in setting.get("parameters") if not line.header}
	fields |= {setting.message_parameter: said.title, setting.receiver_parameter: number}
	headers = {**get_headers(setting), "Idempotency-Key": row.key}
	if headers.get("Content-Type") == "application/json":
		body = {"json": fields}
	else:
		body = {"data" if setting.use_post else "params": fields}
	try:
		answer = requests.request(
			"POST" if setting.use_post else "GET",
			setting.sms_gateway_url,
			headers=headers,
			timeout=TIMEOUT,
			allow_redirects=False,
			**body,
		)
	except requests.RequestException as error:
		# Its words hold the address with the number.
		raise ChannelFailed(type(error).__name__) from None
	if not 200 <= answer.status_code < 300:
		raise ChannelFailed(f"HTTP {answer.status_code}")
