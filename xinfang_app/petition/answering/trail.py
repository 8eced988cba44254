"""What became of a draft on its way to the signature: one row for each step, kept for good.

Rule: sending up, each review, the signature, sending back and refusing leave a row each, with who, for whom (代), how
(in the system or on paper with its scan and recorder) and the reason. A reason for sending back stays readable after
the draft was mended and signed. Rows are added, never changed. A round begins each time the draft is sent up.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import registry, when
from xinfang_app.access import scope
from xinfang_app.petition import handling

DOCTYPE = "Signing Step"
SENT, PASSED, SIGNED = "Sent for signature", "Passed on", "Signed"
BACK, REFUSED, TAKEN = "Sent back", "Refused", "Taken back"
#: What the petition's story says of a step; the signature itself is a milestone and told there.
STORY = {
	SENT: "{0} sent up for signature",
	PASSED: "{0} reviewed",
	BACK: "{0} sent back to the drafter",
	REFUSED: "{0} refused",
	TAKEN: "{0} taken back to mend",
}
FIELDS = [
	"name",
	"outcome",
	"action",
	"from_state",
	"to_state",
	"reason",
	"sign_mode",
	"user",
	"signer_name",
	"on_behalf_of",
	"sign_note",
	"signed_on",
	"recorded_by",
	"recorded_on",
	"scan",
	"backdate_reason",
	"round",
	"organ",
	"ref_doctype",
	"ref_name",
]


def note(
	record: Document,
	outcome: str,
	*,
	from_state: str,
	action: str | None = None,
	signature=None,
	reason: str | None = None,
) -> Document:
	"""Write that `record` came from `from_state` to where it stands now; return the Signing Step.

	`signature` is the `signing.Signature` of whoever took the step; without one it is who is logged in, now.
	"""
	user = frappe.session.user
	step = _new(
		record,
		ref_doctype=record.doctype,
		ref_name=record.name,
		outcome=outcome,
		action=action,
		from_state=from_state,
		to_state=record.workflow_state,
		reason=reason,
		round=_round(record) + (outcome == SENT),
		user=user,
		signer_name=frappe.utils.get_fullname(user),
		signed_on=when.now(),
	)
	if signature:
		step.update(
			{
				"sign_mode": signature.mode,
				"user": signature.user,
				"signer_name": signature.name,
				"on_behalf_of": signature.on_behalf_of,
				"sign_note": signature.note,
				"signed_on": signature.on,
				"scan": signature.scan,
				"backdate_reason": signature.backdate_reason,
			}
		)
	return handling.write(step)


def of(record: Document) -> list[dict]:
	"""Return the steps of `record` that the user may see, oldest first, with the recorder's name."""
	rows = scope.get_list(
		DOCTYPE, {"ref_name": record.name}, FIELDS, order_by="recorded_on asc, creation asc", limit=500
	)
	for row in rows:
		row["recorder"] = frappe.utils.get_fullname(row.recorded_by) if row.recorded_by else ""
	return rows


def story(petition: str) -> list[dict]:
	"""Return the steps on the petition named `petition` before its signatures, as the timeline tells them, oldest first."""
	rows = scope.get_list(
		DOCTYPE,
		{"petition": petition, "outcome": ["in", list(STORY)]},
		FIELDS,
		order_by="recorded_on asc, creation asc",
		limit=500,
	)
	return [
		{
			"on": row.signed_on,
			"what": _(STORY[row.outcome]).format(_(row.ref_doctype)),
			"organ": row.organ,
			"detail": "：".join(part for part in (row.action, row.reason) if part),
			"recorded_on": row.recorded_on if row.backdate_reason else None,
			"backdated": bool(row.backdate_reason),
			"by": row.sign_note or row.signer_name,
			"ref": (row.ref_doctype, row.ref_name),
		}
		for row in rows
	]


def reviewers(record: Document) -> list[str]:
	"""Return who has reviewed `record` in the present round."""
	return frappe.get_all(
		DOCTYPE,
		filters={"ref_name": record.name, "outcome": PASSED, "round": _round(record)},
		pluck="user",
	)


def _new(record: Document, **values) -> Document:
	"""Return an unsaved step on `record`.

	A paper about no single petition, and one that is `apart`, has its steps seen by its own organ only.
	"""
	entry = registry.entry("xf_signed_papers", record.doctype) or {}
	if record.get("petition") and not entry.get("apart"):
		return handling.new_record(DOCTYPE, handling.petition_of(record), record.organ, **values)
	own = entry["organ"]
	organ = record.get(own[-1] if isinstance(own, list) else own)
	step = frappe.new_doc(DOCTYPE)
	step.update({"holder": organ, "organ": organ, "recorded_on": when.now(), **values})
	step.recorded_by = frappe.session.user
	return step


def _round(record: Document) -> int:
	return frappe.db.count(DOCTYPE, {"ref_name": record.name, "outcome": SENT})
