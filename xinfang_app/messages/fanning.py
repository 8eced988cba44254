"""One message becomes deliveries: in the app at once, elsewhere as rows of their own.

Rule: all of it is one transaction with the end of the message's row, so a message fans out once. In the app it is
told at once to everybody it is for. E-mail, SMS and robots are rows of kind Channel, under the message's key, channel
and recipient; each is sent and tried again by itself. What is not urgent waits for the end of the quiet hours, or, if
its reader wants it so, for the day's digest: one row a user, channel and day, to which messages are added.

What is about a sealed piece is told in the app only, to those who may know of it. Whether a delivery is still for its
recipient is asked again when it goes out.
"""

import json
from datetime import datetime

import frappe

from xinfang_app import when
from xinfang_app.messages import audience, moments, outbox, registries, robots, settings, texts
from xinfang_app.messages.channels import email, in_app, sms
from xinfang_app.messages.errors import MessageError
from xinfang_app.messages.remembered import ask

#: What is written beside a message that found nobody at the post it was for.
FALLEN_BACK = "nobody at the post; the next one up was told"
TO_USERS = {settings.EMAIL: email, settings.SMS: sms}


def out(row: frappe._dict) -> str | None:
	"""Deliver a Message row; return the remark for its row, None without one. Nothing to say: raises Dropped."""
	told = audience.of(row)
	# One text a language; those who are told speak the same, nearly always.
	said = {
		language: texts.of(row, language) for language in {texts.language_of(user) for user in told.users}
	}
	if None in said.values():
		raise Dropped
	if not told.users:
		raise MessageError("nobody may be told")
	# In one order always: workers that tell the same people do not stand in each other's way.
	users = sorted(told.users)
	for user in users:
		in_app.tell(row, user, said[texts.language_of(user)])
	if not audience.sealed(row):
		_elsewhere(row, users)
	return FALLEN_BACK if told.fallen_back else None


class Dropped(Exception):
	"""The row has nothing to say any more."""


def next_moment(row: frappe._dict, setting: settings.Setting, now: datetime) -> datetime:
	"""Return when a delivery may go out: now, if it is urgent, else at the end of the quiet hours."""
	return now if row.urgent else moments.allowed(now, setting.quiet, registries.working_days())


def still_for(row: frappe._dict) -> bool:
	"""Return whether a delivery may still go to its recipient: hours or days have passed since it was written.

	The piece may have been sealed, the account closed, the post given to somebody else, the robot moved. A digest asks
	for each of its messages (`texts`); for itself only whether the account is open.
	"""
	if row.text == texts.DIGEST:
		return bool(frappe.db.get_value("User", row.recipient, "enabled"))
	parent = frappe.db.get_value(outbox.DOCTYPE, {"key": row.parent_key}, "*", as_dict=True)
	if not parent or audience.sealed(row):
		return False
	parent = outbox.read(parent)
	if row.channel == settings.ROBOT:
		return row.recipient in robots.receiving(parent, audience.place_of(parent))
	return audience.still(parent, row.recipient)


def _elsewhere(row: frappe._dict, users: list[str]) -> None:
	setting, now = ask(settings.load), when.now()
	urgent = bool(row.urgent)
	rows: list[tuple] = []
	for channel, module in TO_USERS.items():
		if not setting.takes(channel, urgent) or not ask(module.is_set_up):
			continue
		for user in users:
			pace = settings.pace(setting, user, channel)
			if pace == settings.OFF and not urgent or not module.reaches(user):
				continue
			if pace == settings.DIGEST and not urgent:
				_add_to_digest(row, user, channel, setting, now)
			else:
				rows.append(_delivery(row, channel, user, next_moment(row, setting, now)))
	if setting.takes(settings.ROBOT, urgent):
		for robot in robots.receiving(row, audience.place_of(row)):
			rows.append(_delivery(row, settings.ROBOT, robot, next_moment(row, setting, now)))
	outbox.insert(rows)


def _delivery(row: frappe._dict, channel: str, recipient: str, not_before: datetime) -> tuple:
	"""Return the row by which `row` goes to one recipient on one channel."""
	return outbox.values(
		key=outbox.fitting(row.key, channel, recipient),
		text=row.text,
		ref_doctype=row.ref_doctype,
		ref_name=row.ref_name,
		petition=row.petition,
		organ=row.organ,
		deadline=row.deadline,
		step=row.step,
		content=row.content,
		urgent=row.urgent,
		not_before=not_before,
		channel=channel,
		recipient=recipient,
		parent_key=row.key,
	)


def _add_to_digest(
	row: frappe._dict, user: str, channel: str, setting: settings.Setting, now: datetime
) -> None:
	at = moments.digest(now, setting.quiet, registries.working_days())
	while True:
		key = outbox.fitting("digest", user, channel, at.date().isoformat())
		outbox.insert(
			[
				outbox.values(
					key=key,
					text=texts.DIGEST,
					content={"rows": []},
					not_before=at,
					channel=channel,
					recipient=user,
				)
			]
		)
		stored = frappe.db.sql(
			f"select name, status, content from `tab{outbox.DOCTYPE}` where `key` = %s for update",
			(key,),
			as_dict=True,
		)[0]
		if stored.status == outbox.WAITING:
			break
		# Today's went out already: the settings were changed in between.
		at = moments.digest(at, setting.quiet, registries.working_days())
	content = json.loads(stored.content)
	content["rows"].append(row.name)
	frappe.db.sql(
		f"update `tab{outbox.DOCTYPE}` set content = %s, modified = %s where name = %s",
		(json.dumps(content), now, stored.name),
	)
