"""What the health page and a monitor call. Thin: the rules are in `health` and the probes."""

import hmac

import frappe

from xinfang_app.operations import health


@frappe.whitelist()
def page() -> dict:
	"""Return the lines of the health page (`health.page`)."""
	frappe.only_for(health.ROLES)
	return health.page()


@frappe.whitelist(allow_guest=True, methods=["GET"])
def ping() -> dict:
	"""Return {"ok": true} with 200, or {"ok": false} with 503; the state of each line to who knows the token.

	The token is `xf_health_token` of the configuration, sent as the header X-Health-Token.
	"""
	known = health.for_monitor()
	if not known["ok"]:
		frappe.local.response["http_status_code"] = 503
	token, given = frappe.conf.get("xf_health_token"), frappe.get_request_header("X-Health-Token")
	if token and given and hmac.compare_digest(str(token).encode(), given.encode()):
		return known
	return {"ok": known["ok"]}
