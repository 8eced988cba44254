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

from xinfang_app.messages.audience import ABOVE
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


def receiving(row: frappe._dict, place_code: str | None) -> list[str]:
	"""Return the enabled robots that take the message `row` (as `outbox.read` gives it) of a matter in `place_code`.

	Who reads a group is not asked: a message for named users goes to no robot, and one for those above an organ only
	to no group of the organ itself, nor of its township or village.
	"""
	if row.users:
		return []
	own_place = frappe.get_cached_value("Organ", row.organ, "place_code") if row.organ else None
	places = [code for code in (place_code, own_place) if code and not codes.fault(code)]
	above_only = all(code in ABOVE for code in row.audience)
	return [
		robot.name
		for robot in frappe.get_all(
			DOCTYPE,
			filters={"enabled": 1},
			fields=["name", "place", "organ", "urgent_only"],
			order_by="creation asc",
		)
		if (row.urgent or not robot.urgent_only)
		and not (above_only and _is_organs_own(robot, own_place))
		and (
			(row.organ and robot.organ == row.organ)
			or (robot.place and any(codes.contains(robot.place, place) for place in places))
		)
	]


def _is_organs_own(robot: frappe._dict, own_place: str | None) -> bool:
	"""Return whether a robot is an organ's, or that of the township or village in which the organ itself sits."""
	if robot.organ or not own_place:
		return True
	small = codes.tier_of(robot.place) in (codes.TOWNSHIP, codes.VILLAGE)
	return small and codes.contains(own_place, robot.place)


def note(robot: str, now: datetime, error: str | None = None) -> None:
	"""Write on the robot when it last took a message, or why it did not."""
	values = {"last_error": error[:140]} if error else {"last_sent_on": now, "last_error": None}
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
