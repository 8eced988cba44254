"""Robots: one request with a time limit, its answer read by the vendor's rule, nothing followed."""

import time

import frappe
import requests

from xinfang_app import when
from xinfang_app.messages import robots, texts
from xinfang_app.messages.errors import ChannelFailed

#: Seconds to connect and to answer.
TIMEOUT = (5, 10)
ANSWER_LENGTH = 10_000


def send(row: frappe._dict, said: texts.Text) -> None:
	"""Tell the robot `row.recipient`; a robot that was deleted or switched off is told nothing, which is no fault."""
	robot = frappe.db.exists(robots.DOCTYPE, row.recipient) and frappe.get_doc(robots.DOCTYPE, row.recipient)
	if robot and robot.enabled:
		post(robot, row.key, said.title, said.lines)
		robots.note(robot.name, when.now())


def post(robot, key: str, title: str, lines: list[str]) -> None:
	"""Send one text to a robot. Raises ChannelFailed, in words without its address."""
	url = robot.get_password("url")
	secret = robot.get_password("secret", raise_exception=False) or ""
	# Asked again: the configuration may have changed since the form was saved.
	robots.require_allowed(url)
	call = robots.request(robot.format, url, secret, key, title, lines, int(time.time() * 1000))
	try:
		with requests.post(
			call.url,
			data=call.body,
			headers=call.headers,
			timeout=TIMEOUT,
			allow_redirects=False,
			stream=True,
		) as answer:
			status = answer.status_code
			body = next(answer.iter_content(ANSWER_LENGTH), b"")
	except requests.RequestException as error:
		# Its words hold the address, which is as good as a password.
		raise ChannelFailed(type(error).__name__) from None
	fault = robots.fault_in(robot.format, status, body)
	if fault:
		raise ChannelFailed(fault)
