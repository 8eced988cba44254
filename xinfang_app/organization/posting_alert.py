"""Tell people that work has come to them.

Rule: the alert on the desk is written in the same transaction as the hand-over, so that neither exists without the
other. The e-mail goes out by a job after the commit, for a mail server that fails must not hold up a hand-over. Both
name the organ and a number of items, never a matter: e-mail leaves the house.
"""

from datetime import date

import frappe
from frappe import _
from frappe.desk.doctype.notification_settings.notification_settings import is_email_notifications_enabled
from frappe.utils import formatdate, get_url_to_form

from xinfang_app.organization.roles import ADMIN_ROLE


def tell(doc, to_user: str | None, count: int, last_day: date) -> None:
	"""Tell `to_user` that `count` open items of the Posting `doc` are now his; with nobody there, the petition admins."""
	organ = frappe.db.get_value("Organ", doc.organ, "title")
	sentence = (
		_("{0} left {1} on {2}: {3} open items are now with you")
		if to_user
		else _("{0} left {1} on {2}: {3} open items have no owner, nobody else is posted there")
	)
	subject = sentence.format(doc.person_name or doc.user, organ, formatdate(last_day), count)
	users = [to_user] if to_user else _admins()
	users = frappe.get_all("User", filters={"name": ("in", users), "enabled": 1}, pluck="name")
	for user in users:
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": user,
				"from_user": frappe.session.user,
				"type": "Alert",
				"document_type": "Organ",
				"document_name": doc.organ,
				"subject": subject,
			}
		).insert(ignore_permissions=True)
	frappe.enqueue(
		"xinfang_app.organization.posting_alert.mail",
		enqueue_after_commit=True,
		users=users,
		subject=subject,
		organ=doc.organ,
	)


def mail(users: list[str], subject: str, organ: str) -> None:
	"""Send the alert to those of `users` who have not switched e-mail off. Job."""
	for user in users:
		if is_email_notifications_enabled(user):
			frappe.sendmail(
				recipients=[frappe.db.get_value("User", user, "email")],
				subject=subject,
				message=f'<p>{frappe.utils.escape_html(subject)}</p><p><a href="{get_url_to_form("Organ", organ)}">{_("Open in the system")}</a></p>',
			)


def _admins() -> list[str]:
	rows = frappe.get_all("Posting", filters={"post": ADMIN_ROLE, "active": 1}, pluck="user")
	return sorted(set(rows)) or ["Administrator"]
