"""In the app: a line in Frappe's bell. Always on: an officer cannot switch off what his post is told.

The line bears the record, and so a link, only for who may read it now; Frappe and `access.side_records` ask again
when it is shown. Type Alert is never mailed by Frappe.
"""

import frappe

from xinfang_app.access import protected
from xinfang_app.messages import texts


def tell(row: frappe._dict, user: str, said: texts.Text) -> None:
	"""Write the line for `user`."""
	log = frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"from_user": "Administrator",
			"type": "Alert",
			"subject": said.title,
			"email_content": "<br>".join(frappe.utils.escape_html(line) for line in said.lines),
		}
	)
	if may_open(row, user):
		log.document_type, log.document_name = row.ref_doctype, row.ref_name
	log.insert(ignore_permissions=True)


def may_open(row: frappe._dict, user: str) -> bool:
	"""Return whether the message may bear a link to its record for `user`."""
	if not (row.ref_doctype and row.ref_name):
		return False
	return bool(
		frappe.db.exists(row.ref_doctype, row.ref_name)
		and protected.may_name(row.ref_doctype, row.ref_name, "read", user)
	)
