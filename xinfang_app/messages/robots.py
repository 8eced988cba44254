"""Robots: which addresses are allowed, which robots a message goes to, and how each format wants it.

Rule: a robot's address is https, and its host stands in the list of the site's configuration (`xf_robot_hosts`;
without it the hosts of WeCom and DingTalk). So no admin of the desk can make the server ask inside its own network.
A host with another port than 443 is listed with it. Redirections are not followed. A message to a robot bears no link:
who reads the group is not known here.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote_plus, urlsplit

import frappe
from frappe import _

from xinfang_app.messages.errors import RobotRefused
from xinfang_app.organization import codes

DOCTYPE = "Message Robot"
WECOM, DINGTALK, JSON = "WeCom", "DingTalk", "JSON"
HOSTS = ("qyapi.weixin.qq.com", "oapi.dingtalk.com")


@dataclass(frozen=True)
class Call:
	"""One request to a robot."""

	url: str
	body: bytes
	headers: dict[str, str]


def is_allowed(url: str, hosts: tuple[str, ...]) -> bool:
	"""Return whether `url` is https and its host (with its port, unless 443) is one of `hosts`."""
	try:
		parts = urlsplit((url or "").strip())
		port = parts.port
	except ValueError:
		return False
	if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
		return False
	host = parts.hostname.lower()
	return (host if port in (None, 443) else f"{host}:{port}") in hosts


def require_allowed(url: str) -> None:
	"""Throw RobotRefused unless the robot's address is allowed on this site."""
	hosts = tuple(str(host).lower() for host in frappe.conf.get("xf_robot_hosts") or HOSTS)
	if not is_allowed(url, hosts):
		# The address is as good as a password: it is not repeated.
		frappe.throw(
			_("The address of a robot is https, at one of: {0}").format("、".join(hosts)), RobotRefused
		)


def request(format: str, url: str, secret: str, key: str, title: str, lines: list[str], now_ms: int) -> Call:
	"""Return what is sent to a robot. Pure."""
	headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
	if format == JSON:
		body = _json({"key": key, "title": title, "lines": lines})
		if secret:
			digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
			headers["X-Signature"] = f"sha256={digest}"
		return Call(url, body, headers)
	body = _json({"msgtype": "text", "text": {"content": "\n".join([title, *lines])}})
	if format == DINGTALK:
		url += ("&" if "?" in url else "?") + f"timestamp={now_ms}&sign={dingtalk_sign(secret, now_ms)}"
	return Call(url, body, headers)


def dingtalk_sign(secret: str, now_ms: int) -> str:
	"""Return DingTalk's signature of a moment, ready for an address."""
	digest = hmac.new(secret.encode(), f"{now_ms}\n{secret}".encode(), hashlib.sha256).digest()
	return quote_plus(base64.b64encode(digest))


def receiving(organ: str | None, place_code: str | None, urgent: bool) -> list[str]:
	"""Return the enabled robots that take messages about `organ` or a matter in `place_code`."""
	organ_place = frappe.get_cached_value("Organ", organ, "place_code") if organ else None
	places = [code for code in (place_code, organ_place) if code and not codes.fault(code)]
	return [
		row.name
		for row in frappe.get_all(
			DOCTYPE,
			filters={"enabled": 1},
			fields=["name", "place", "organ", "urgent_only"],
			order_by="creation asc",
		)
		if (urgent or not row.urgent_only)
		and (
			(organ and row.organ == organ)
			or (row.place and any(codes.contains(row.place, place) for place in places))
		)
	]


def note(robot: str, now: datetime, error: str | None = None) -> None:
	"""Write on the robot when it last took a message, or why it did not."""
	values = {"last_error": error} if error else {"last_sent_on": now, "last_error": None}
	frappe.db.set_value(DOCTYPE, robot, values, update_modified=False)


def _json(value: dict) -> bytes:
	return json.dumps(value, ensure_ascii=False).encode()


def fault_in(format: str, status: int, body: bytes) -> str | None:
	"""Return why an answer is a refusal, in a word, or None. The vendors say it in `errcode`, with status 200. Pure."""
	if not 200 <= status < 300:
		return f"HTTP {status}"
	if format == JSON:
		return None
	try:
		code = json.loads(body).get("errcode")
	except (ValueError, AttributeError):
		return "unreadable answer"
	return None if code == 0 else f"errcode {str(code)[:20]}"
