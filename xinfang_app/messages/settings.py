"""What the site and a user have said about when and how messages come."""

from dataclasses import dataclass
from datetime import time

import frappe
from frappe.utils import cint

from xinfang_app.messages.moments import Quiet

EVERYTHING, URGENT, NOTHING = "Everything", "Urgent only", "Nothing"
AT_ONCE, DIGEST, OFF = "At Once", "Digest", "Off"
SETTING, PREFERENCE = "Message Setting", "Message Preference"
EMAIL, SMS, ROBOT, IN_APP = "email", "sms", "robot", "in_app"
_FIELD = {EMAIL: "email_for", SMS: "sms_for", ROBOT: "robots_for"}


@dataclass(frozen=True)
class Setting:
	"""The site's own settings; what was never saved has the default of the form."""

	quiet: Quiet
	used_for: dict[str, str]
	pace: dict[str, str]

	def takes(self, channel: str, urgent: bool) -> bool:
		"""Return whether the site uses `channel` for such a message."""
		used = self.used_for[channel]
		return used == EVERYTHING or (used == URGENT and urgent)


def load() -> Setting:
	"""Read the settings; one query."""
	stored = frappe.db.get_singles_dict(SETTING)
	meta = frappe.get_meta(SETTING)

	def value(field: str):
		known = stored.get(field)
		return meta.get_field(field).default if known in (None, "") else known

	return Setting(
		Quiet(
			time(_hour(value("quiet_from_hour"))),
			time(_hour(value("quiet_until_hour"))),
			bool(cint(value("rest_days_quiet"))),
			_hour(value("digest_hour")),
		),
		{channel: value(field) for channel, field in _FIELD.items()},
		{EMAIL: value("email_pace"), SMS: value("sms_pace")},
	)


def pace(setting: Setting, user: str, channel: str) -> str:
	"""Return how `user` wants non-urgent messages on `channel`: At Once, Digest, or Off."""
	chosen = frappe.db.get_value(PREFERENCE, user, channel)
	return chosen or setting.pace[channel]


def _hour(value) -> int:
	return min(max(cint(value), 0), 23)
