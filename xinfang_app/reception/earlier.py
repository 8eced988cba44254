"""One person's earlier pieces, asked for at the window.

Rule (idea 9, DOMAIN E2): whoever stands at the window may be asked whether he was here before, and an officer with a
reason may look. He searches by exact phone, ID number or name; the reason is typed and stays in the log with the
search. The answer is a list of pieces within the officer's scope, each a piece to be read, the latest first. It is no
figure: nothing is counted, rated or kept about the person, here or anywhere.
"""

import frappe
from frappe import _

from xinfang_app.access import identity, scope
from xinfang_app.access.errors import ReasonMissing

FIELDS = ["name", "number", "title", "form", "received_on", "petition", "petition_number", "organ"]
SHOWN = 50


def pieces(
	*, reason: str, phone: str | None = None, id_no: str | None = None, name: str | None = None
) -> list[dict]:
	"""Return the registered pieces of people with exactly this phone, ID number or name, within the user's scope.

	Each {name, number, title, form, received_on, organ, stage, holder, masked_name, petition, petition_number}, latest
	first. Raises ReasonMissing, and what `identity.search` raises (too many searches, not exactly one key).
	"""
	reason = (reason or "").strip()
	if len(reason) < identity.REASON_LENGTH:
		frappe.throw(_("Say why you need to know what this person brought before."), ReasonMissing)
	found = identity.search(phone=phone, id_no=id_no, name=name, reason=reason)
	masked = {row["petitioner"]: row["masked_name"] for row in found}
	if not masked:
		return []
	mentioned = frappe.get_all(
		"Submission Petitioner",
		filters={"petitioner": ("in", list(masked)), "parenttype": "Petition Submission"},
		fields=["parent", "petitioner"],
	)
	of_whom = {row.parent: masked[row.petitioner] for row in mentioned}
	if not of_whom:
		return []
	rows = scope.get_list(
		"Petition Submission",
		{"name": ("in", list(of_whom)), "status": "Registered"},
		fields=FIELDS,
		order_by="received_on desc",
		limit=SHOWN,
	)
	return [_shown(row, of_whom[row.name]) for row in rows]


def _shown(row, masked_name: str) -> dict:
	matter = frappe.db.get_value("Petition", row.petition, ["stage", "holder"], as_dict=True)
	title = (matter and matter.holder and frappe.get_cached_value("Organ", matter.holder, "title")) or None
	return {
		**{field: row[field] for field in FIELDS if field != "received_on"},
		"received_on": str(row.received_on),
		"organ": frappe.get_cached_value("Organ", row.organ, "title"),
		"stage": matter.stage if matter else None,
		"holder": title,
		"masked_name": masked_name,
	}
