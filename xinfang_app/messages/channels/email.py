"""E-mail, through Frappe's own queue: the row of the queue is written in the delivery's transaction, so once.

A user who switched Frappe's notifications or their mails off gets none; a site without an outgoing account sends none.
"""

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import (
	is_email_notifications_enabled,
	is_notifications_enabled,
)
from frappe.utils import escape_html, get_url_to_form

from xinfang_app.messages import texts
from xinfang_app.messages.channels import in_app


def is_set_up() -> bool:
	"""Return whether the site can send mail."""
	return bool(
		frappe.conf.get("mail_server")
		or frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1})
	)


def reaches(user: str) -> bool:
	"""Return whether `user` has an address and has not switched mails off."""
	address = frappe.db.get_value("User", user, "email")
	return bool(address and is_notifications_enabled(user) and is_email_notifications_enabled(user))


def send(row: frappe._dict, said: texts.Text) -> None:
	"""Queue the mail to `row.recipient`."""
	parts = [f"<p>{escape_html(line)}</p>" for line in said.lines]
	if in_app.may_open(row, row.recipient):
		url = get_url_to_form(row.ref_doctype, row.ref_name)
		parts.append(f'<p><a href="{escape_html(url)}">{escape_html(url)}</a></p>')
	frappe.sendmail(
		recipients=[frappe.db.get_value("User", row.recipient, "email")],
		subject=said.title,
		message="".join(parts) or f"<p>{escape_html(said.title)}</p>",
		add_unsubscribe_link=0,
		header=None,
	)
