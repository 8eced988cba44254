"""What was handed over, frozen at delivery.

Rule (docs/architecture.md): after a hand-back an organ sees its referral as it was, not what came later. So a referral
keeps the title, summary, claims, place, category and the numbers of the pieces at the moment of delivery. Identity is
never part of it: the organ opens it by its own task, which is logged (idea 9).
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_date, format_datetime, getdate

from xinfang_app.petition.acting import organ_title


def take(petition: Document, pieces: list, terms: dict) -> tuple[str, str]:
	"""Return (JSON, readable text) of what is handed over.

	`pieces` are Petition Submissions, or rows of it with name, number, form and received_on; `terms` holds `from_organ`, `to_organ`,
	`kind`, `sent_on`, `due_on`, `demand`.
	"""
	content = {
		"number": petition.number,
		"title": petition.title,
		"summary": petition.summary,
		"claims": [{"no": row.claim_no, "claim": row.claim} for row in petition.claims],
		"place": petition.place,
		"place_title": _title("Jurisdiction", petition.place),
		"category": petition.category,
		"category_title": _title("Petition Category", petition.category),
		"purpose_title": _title("Petition Purpose", petition.purpose),
		"people_count": petition.people_count,
		"upper_number": petition.upper_number,
		"pieces": [
			{
				"name": row.name,
				"number": row.number,
				"form": row.form,
				"received_on": str(row.received_on),
			}
			for row in pieces
		],
		**{key: str(value) if value is not None else None for key, value in terms.items()},
	}
	return json.dumps(content, ensure_ascii=False, default=str), _text(content)


def piece_names(referral: Document) -> list[str]:
	"""Return the names of the submissions that went over with `referral`."""
	return [row["name"] for row in json.loads(referral.snapshot or "{}").get("pieces", [])]


def _text(content: dict) -> str:
	lines = [
		(_("Petition number"), content["number"]),
		(_("Title"), content["title"]),
		(_("Place"), content["place_title"]),
		(_("Category"), content["category_title"]),
		(_("Purpose"), content["purpose_title"]),
		(_("Summary"), content["summary"]),
	]
	lines += [(_("Claim {0}").format(row["no"]), row["claim"]) for row in content["claims"]]
	lines += [
		(
			_("Piece"),
			" ".join(
				(
					row["number"] or "",
					_(row["form"] or ""),
					_("received on {0}").format(format_date(getdate(row["received_on"]))),
				)
			),
		)
		for row in content["pieces"]
	]
	lines += [
		(_("Upper number"), content["upper_number"]),
		(
			_("Handed over"),
			" → ".join((organ_title(content["from_organ"]), organ_title(content["to_organ"]))),
		),
		(_("Sent on"), format_datetime(content["sent_on"])),
		(_("Report due on"), content["due_on"] and format_date(getdate(content["due_on"]))),
		(_("Demand"), content["demand"]),
	]
	return "\n".join(f"{label}:{value}" for label, value in lines if value)


def _title(doctype: str, name: str | None) -> str | None:
	return frappe.get_cached_value(doctype, name, "title") if name else None
