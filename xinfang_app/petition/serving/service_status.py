"""Who has been served with an opinion, and since when: read from the Service Records."""

from datetime import date

import frappe
from frappe.utils import getdate

from xinfang_app.petition.serving import recipients


def outstanding(petition: str, opinion: str) -> list[recipients.Recipient]:
	"""Return who must still be served with the opinion named `opinion`."""
	return [who for who in recipients.required(petition) if not first(opinion, who.petitioner)]


def done_on(petition: str, opinion: str) -> date | None:
	"""Return the day on which the last required recipient was served, or None while somebody is outstanding."""
	needed = recipients.required(petition)
	rows = [first(opinion, who.petitioner) for who in needed] if needed else [first(opinion, None)]
	if not all(rows):
		return None
	return max(getdate(row.effective_on) for row in rows)


def standing(petition: str, opinion: str) -> list:
	"""Return, for each required recipient (for an anonymous matter: once), the newest service that counts."""
	keys = [who.petitioner for who in recipients.required(petition)] or [None]
	rows = [
		frappe.get_all(
			"Service Record",
			filters={
				"opinion": opinion,
				"recipient": key or ["is", "not set"],
				"failed": 0,
				"sent_on": ["is", "set"],
			},
			fields=["name", "recipient", "recipient_name", "review_from", "review_until", "effective_on"],
			order_by="creation desc",
			limit=1,
		)
		for key in keys
	]
	return [found[0] for found in rows if found]


def first(opinion: str, recipient: str | None):
	"""Return the first service of the opinion on `recipient` that counts for the organ, or None."""
	rows = frappe.get_all(
		"Service Record",
		filters={
			"opinion": opinion,
			"recipient": recipient or ["is", "not set"],
			"failed": 0,
			"sent_on": ["is", "set"],
		},
		fields=["name", "effective_on", "review_from", "way", "result"],
		order_by="effective_on asc, creation asc",
	)
	return rows[0] if rows else None


def reached(opinion: str, recipient: str) -> bool:
	"""Return whether the paper has reached `recipient`, or a letter to him is still out."""
	rows = frappe.get_all(
		"Service Record",
		filters={"opinion": opinion, "recipient": recipient, "failed": 0, "sent_on": ["is", "set"]},
		fields=["review_from", "way", "result"],
	)
	return any(row.review_from or (row.way == "By post" and not row.result) for row in rows)
