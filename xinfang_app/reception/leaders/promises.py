"""接访承诺: what a leader promised when he received, by whom it is kept, until when; kept with proof, or not.

Rule (art. 18; DOMAIN D7, K12). A promise has its day and the organ that is to keep it, and a clock of its own (L02P); it
outlives the matter's own terms. The organ says how it was kept, with its proof. That it was not kept is said by the
office that keeps the record, when its day is over, with what is known; it stays so.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.access import watch_words
from xinfang_app.deadline import milestones
from xinfang_app.messages import outbox
from xinfang_app.organization import codes
from xinfang_app.petition import acting, handling
from xinfang_app.reception.leaders.errors import PromiseRefused
from xinfang_app.workflows import stages

DOCTYPE = "Reception Promise"
OPEN, KEPT, NOT_KEPT = "Promise open", "Promise kept", "Promise not kept"


def make(visit: Document, promise: str, organ: str, due_on, *, row_key: str | None = None) -> Document:
	"""Record what was promised at `visit`, by which organ it is kept and until when; return the Reception Promise."""
	access.require(visit, "act")
	acting.require_at(visit.holder)
	handling.demand(promise, _("What was promised"))
	handling.demand(due_on, _("Promised by"))
	watch_words.refuse(promise)
	if getdate(due_on) < getdate(visit.held_on):
		frappe.throw(_("The day promised lies before the reception."), PromiseRefused)
	place, own = (frappe.get_cached_value("Organ", name, "place_code") for name in (organ, visit.holder))
	if not organ or (organ != visit.holder and not (place and own and codes.contains(own, place))):
		frappe.throw(_("Name the organ of this place that keeps the promise."), PromiseRefused)
	row = next((row for row in visit.matters if row_key and row.row_key == row_key), None)
	if row_key and not row:
		frappe.throw(_("There is no such matter on this record."), PromiseRefused)
	entry = frappe.new_doc(DOCTYPE)
	entry.update(
		{
			"promise": promise.strip(),
			"organ": organ,
			"due_on": getdate(due_on),
			"leader": visit.leader,
			"leader_name": visit.leader_name,
			"made_on": visit.held_on,
			"visit": visit.name,
			"row_key": row_key,
			"petition": row.petition if row else None,
			"petition_number": frappe.db.get_value("Petition", row.petition, "number")
			if row and row.petition
			else None,
			"submission_number": row.submission_number if row else None,
			"holder": visit.holder,
			"scope_code": visit.scope_code,
		}
	)
	entry = handling.write(entry)
	# The entry counts from when it was made known here; the promise's own day does not move.
	milestones.record(entry, "promised", organ=visit.holder)
	outbox.put(
		key=f"reception-promise:{entry.name}:made",
		text="reception_promise",
		ref_doctype=DOCTYPE,
		ref_name=entry.name,
		organ=organ,
		audience=("officer", "leader"),
		content={},
	)
	return entry


def keep(entry: Document, note: str, proof: str, kept_on=None) -> Document:
	"""Record how a promise was kept, with its proof: by the organ bound, or by the office that keeps the record."""
	_may(entry, entry.organ, entry.holder)
	handling.demand(note, _("How it was kept"))
	handling.demand_file(proof, _("Proof that it was kept"))
	moment = handling.moment(kept_on)
	handling.not_in_future(moment, _("Keeping the promise"))
	handling.not_before(moment, entry.made_on, _("Keeping the promise"), _("The reception"))
	entry.update(
		{
			"kept_on": moment,
			"kept_note": note.strip(),
			"kept_proof": proof,
			"ended_by": frappe.session.user,
		}
	)
	entry = stages.advance(entry, KEPT, by_service=True, in_post=True)
	milestones.record(
		entry, "promise_kept", moment, organ=entry.organ, scan=proof, backdate_reason=note.strip()
	)
	return entry


def not_kept(entry: Document, reason: str) -> Document:
	"""Record that a promise was not kept when its day was over, with what is known of it; the office says so."""
	_may(entry, entry.holder)
	handling.demand(reason, _("Why it was not kept"))
	watch_words.refuse(reason)
	_over(entry)
	entry.update({"not_kept_reason": reason.strip(), "ended_by": frappe.session.user})
	entry = stages.advance(entry, NOT_KEPT, by_service=True, in_post=True)
	milestones.record(entry, "not_kept", organ=entry.holder)
	return entry


def check_kept(entry: Document) -> None:
	"""Stage guard: kept in some way, with its proof."""
	handling.demand(entry.kept_note, _("How it was kept"))
	handling.demand_file(entry.kept_proof, _("Proof that it was kept"))


def check_not_kept(entry: Document) -> None:
	"""Stage guard: its day is over, and it is said why it was not kept."""
	handling.demand(entry.not_kept_reason, _("Why it was not kept"))
	_over(entry)


def of(visit: Document) -> list[frappe._dict]:
	"""Return the promises made at a visit; the caller has checked that it may be read."""
	return frappe.get_all(
		DOCTYPE,
		filters={"visit": visit.name},
		fields=["name", "promise", "stage", "organ", "due_on", "kept_on", "row_key"],
		order_by="due_on asc, creation asc",
	)


def text(row: frappe._dict) -> dict | None:
	"""Return {title, lines} of a promise that was made for an organ. In `xf_outbox_texts`."""
	found = frappe.db.get_value(DOCTYPE, row.ref_name, ["organ", "due_on", "stage"], as_dict=True)
	if not found or found.stage != OPEN:
		return None
	return {
		"title": _("A leader's promise is to be kept by {0}").format(frappe.utils.formatdate(found.due_on)),
		"lines": [
			_("Organ: {0}").format(acting.organ_title(found.organ)),
			_("What was promised stands in the record."),
		],
	}


def may_keep(entry: Document) -> bool:
	"""Return whether the user may say that it was kept."""
	return entry.stage == OPEN and any(acting.acts_for(organ) for organ in (entry.organ, entry.holder))


def _over(entry: Document) -> None:
	if getdate(entry.due_on) >= when.today():
		frappe.throw(_("There is time to keep it until {0}.").format(entry.due_on), PromiseRefused)


def _may(entry: Document, *organs: str) -> None:
	access.require(entry, "read")
	if not any(acting.acts_for(organ) for organ in organs):
		acting.require_at(organs[0])
	if entry.stage != OPEN:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(entry.stage)), PromiseRefused
		)
