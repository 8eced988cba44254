"""What the hand-over page shows: whose work can be handed over, what is open, and how a hand-over stands."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.office import charge, handover, handover_work
from xinfang_app.organization import posting, posting_end
from xinfang_app.petition.acting import organ_title


def board() -> dict:
	"""Return {posts, handovers}: the posts whose work the caller may list, and the hand-overs he has a part in."""
	user = frappe.session.user
	own = [row.name for row in posting.current(user)]
	organs = charge.organs_of(user)
	filters = {"organ": ["in", organs]} if organs else None
	names = {*own, *(frappe.get_all("Posting", filters=filters, pluck="name", limit=500) if filters else [])}
	rows = frappe.get_all(
		"Posting",
		filters={"name": ["in", sorted(names) or [""]], "handed_over_on": ["is", "not set"]},
		fields=["name", "user", "organ", "post", "to_date"],
		order_by="from_date asc",
	)
	posts = [
		{
			"posting": row.name,
			"person": frappe.utils.get_fullname(row.user),
			"own": row.user == user,
			"organ": organ_title(row.organ),
			"post": _(row.post),
			"to_date": str(row.to_date) if row.to_date else None,
		}
		for row in rows
	]
	return {"posts": sorted(posts, key=lambda row: (not row["own"], row["organ"])), "handovers": _handovers()}


def open_work(posting_doc: Document) -> dict:
	"""Return {groups, receivers, otherwise} of a Posting. Raises NotPermitted."""
	handover.require_prepare(posting_doc)
	people = [user for user in posting.users_at(posting_doc.organ) if user != posting_doc.user]
	otherwise = posting_end.receiver(posting_doc)
	return {
		"person": frappe.utils.get_fullname(posting_doc.user),
		"organ": organ_title(posting_doc.organ),
		"to_date": str(posting_doc.to_date) if posting_doc.to_date else None,
		"groups": handover_work.groups(posting_doc),
		"receivers": [{"value": user, "label": frappe.utils.get_fullname(user)} for user in people],
		"otherwise": frappe.utils.get_fullname(otherwise) if otherwise else None,
	}


def told(doc: Document) -> dict:
	"""Return a hand-over as plain values, with the steps open to the caller. The caller was asked before."""
	user = frappe.session.user
	started = any(row.received_on for row in doc.items)
	return {
		"name": doc.name,
		"person": frappe.utils.get_fullname(doc.from_user),
		"organ": organ_title(doc.organ),
		"reason": doc.reason,
		"stage": doc.stage,
		"stage_title": _(doc.stage),
		"prepared_on": str(doc.prepared_on)[:16],
		"given": _given(doc),
		"items": [
			{
				"part": _(row.part),
				"number": row.number,
				"label": row.label,
				"due_on": str(row.due_on) if row.due_on else None,
				"to": frappe.utils.get_fullname(row.to_user),
				"received_on": str(row.received_on)[:16] if row.received_on else None,
			}
			for row in doc.items
		],
		"steps": {
			"give": doc.stage == handover.PREPARED and user == doc.from_user,
			"give_for": doc.stage == handover.PREPARED
			and user != doc.from_user
			and charge.is_in_charge(doc.organ),
			"receive": doc.stage == handover.GIVEN
			and any(row.to_user == user and not row.received_on for row in doc.items),
			"take_back": doc.stage in (handover.PREPARED, handover.GIVEN)
			and not started
			and (user in (doc.prepared_by, doc.from_user) or charge.is_in_charge(doc.organ)),
		},
	}


def _given(doc: Document) -> str | None:
	if not doc.given_on:
		return None
	by = frappe.utils.get_fullname(doc.given_by)
	text = f"{by} {str(doc.given_on)[:16]}"
	return f"{text}（{doc.given_note}）" if doc.given_note else text


def _handovers() -> list[dict]:
	user, item, head = (
		frappe.session.user,
		frappe.qb.DocType("Work Handover Item"),
		frappe.qb.DocType("Work Handover"),
	)
	part = (head.from_user == user) | (head.prepared_by == user)
	part = part | head.name.isin(frappe.qb.from_(item).select(item.parent).where(item.to_user == user))
	organs = charge.organs_of(user)
	if organs:
		part = part | head.organ.isin(organs)
	rows = (
		frappe.qb.from_(head)
		.select(head.name, head.from_user, head.organ, head.stage, head.prepared_on)
		.where(part)
		.orderby(head.prepared_on, order=frappe.qb.desc)
		.limit(30)
		.run(as_dict=True)
	)
	return [
		{
			"name": row.name,
			"person": frappe.utils.get_fullname(row.from_user),
			"organ": organ_title(row.organ),
			"stage": row.stage,
			"stage_title": _(row.stage),
			"prepared_on": str(row.prepared_on)[:16],
		}
		for row in rows
	]
