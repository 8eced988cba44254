"""Handing an ownership over: when the leader's posting ends, or when another leader takes it on.

Rule (DOMAIN D1; idea 13): a matter that a leader owns is never without an owner. When his posting ends it goes to the
successor who is named, if he leads there; else to the head of that organ; else to another leader there. Where nobody
leads there any more, the record says since when it is vacant, it stands first on the list of the office that follows,
and the office names a leader. While a leader is merely away, his stand-in acts for him and nothing is handed over.
By hand it is handed over by the head of the approving organ or his stand-in, or by the office with the approval on paper.
The new leader meets the petitioner himself within seven days (B01 begins anew); what was done stays, with who did it.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.errors import NoLeadingPost, OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.organization import posting, posting_end
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.handling_errors import NotTheSigner
from xinfang_app.supervision import evidence


def hand_over(
	ownership: Document, leader: str, reason: str, *, organ: str | None = None, scan: str | None = None
) -> Document:
	"""Give an ownership to another leader; return it. Raises NoLeadingPost, NotTheSigner, Recused, OwnershipRefused."""
	scope.require(ownership, "read")
	handling.at_stage(ownership, common.RUNNING, _("Handing over"))
	handling.demand(reason, _("The reason"))
	if not ownership.here:
		frappe.throw(_("A leader above the county is changed by an order from above."), OwnershipRefused)
	post = who.require_leading(leader, organ=organ)
	if who.tier(post) not in who.HERE:
		frappe.throw(_("Leaders above the county are entered with the order from above."), NoLeadingPost)
	if leader == ownership.leader:
		frappe.throw(_("{0} owns this matter already.").format(who.full_name(leader)), OwnershipRefused)
	recusal.refuse(ownership.petition, leader)
	if not who.in_charge(frappe.session.user, ownership.approving_organ):
		if not common.follows(ownership):
			frappe.throw(
				_("Another leader is named by the person in charge, or by the office with his approval."),
				NotTheSigner,
			)
		evidence.demand(ownership, scan, _("The approval on paper"))
	ownership = give(ownership, leader, post, reason.strip())
	if scan:
		evidence.attach(ownership, scan)
	return ownership


def give(ownership: Document, leader: str, post: posting.PostingRow, reason: str) -> Document:
	"""Write the new leader on an ownership, with the one before in its history; the caller has checked the right."""
	former = ownership.leader
	ownership.append(
		"owners",
		{
			"leader": former,
			"leader_name": ownership.leader_name,
			"leader_post": ownership.leader_post,
			"from_on": _since(ownership),
			"to_on": when.today(),
			"reason": reason,
		},
	)
	ownership.update(
		{
			"leader": leader,
			"leader_name": who.full_name(leader),
			"leader_post": who.post_title(post),
			"leader_tier": who.tier(post),
			"organ": post.organ,
			"approving_organ": who.approving_organ(post.organ),
			"bearer": post.organ,
			"vacant_on": None,
		}
	)
	ownership = handling.write(ownership)
	if ownership.stage in common.RUNNING:
		for doctype in ("Ownership Duty", "Ownership Help"):
			table = frappe.qb.DocType(doctype)
			frappe.qb.update(table).set(table.organ, post.organ).where(
				table.ownership == ownership.name
			).run()
		common.let_see(ownership, [leader])
		if former and former not in common.team_of(ownership):
			common.end_sight(ownership, [former])
		milestones.record(ownership, "handed_over", organ=post.organ, note=reason)
		milestones.record(ownership, "report_owed", organ=post.organ, due_on=ownership.next_report_on)
		if ownership.stage == "Owned":
			milestones.record(ownership, "owner_set", organ=post.organ)
			milestones.record(ownership, "term_set", organ=post.organ, due_on=ownership.due_on)
	telling.leader(ownership, telling.HANDED_OVER)
	telling.office(ownership, telling.HANDED_OVER)
	return ownership


def open_work(user: str, organ: str) -> list[dict]:
	"""Return what `user` owns as a leader of `organ`: dicts of {doctype, name, label, due_on}. In `xf_open_work`."""
	rows = frappe.get_all(
		common.DOCTYPE,
		filters={"leader": user, "organ": organ, "stage": ["in", common.OPEN]},
		fields=["name", "title", "due_on"],
		order_by="due_on asc",
	)
	return [
		{"doctype": common.DOCTYPE, "name": row.name, "label": row.title or "", "due_on": row.due_on}
		for row in rows
	]


def officer_of(doctype: str, name: str, organ: str | None) -> str | None:
	"""Return whom the clocks of an ownership and its duties remind: the leader, while somebody stands in for him that person.

	In `xf_officer_of`.
	"""
	if doctype not in (common.DOCTYPE, "Ownership Duty"):
		return None
	owned = frappe.db.get_value("Ownership Duty", name, "ownership") if doctype == "Ownership Duty" else name
	row = frappe.db.get_value(common.DOCTYPE, owned, ["leader", "organ"], as_dict=True)
	if not row or not row.leader or organ not in (None, row.organ):
		return None
	return next(iter(posting.stand_ins(row.organ, [row.leader])), row.leader)


def stand_in_sight(user: str) -> dict[str, list[str]]:
	"""Return the matters owned by leaders for whom `user` stands in today. In `xf_passing_sight`."""
	principals = [leader for leader in who.principals(user) if leader != user]
	if not principals:
		return {}
	rows = frappe.get_all(
		common.DOCTYPE,
		filters={"leader": ["in", principals], "stage": ["in", common.RUNNING]},
		pluck="petition",
	)
	return {"Petition": list(dict.fromkeys(rows))}


def posting_ended(posting_doc, to_user: str | None, work: list[dict]) -> None:
	"""Hand on what the leaver owned. In `xf_posting_ended`; called when the posting has ended, or for a hand-over."""
	last = posting_end.last_day(posting_doc)
	ended = bool(last and last <= when.today())
	if not ended and not who.leading(to_user, organ=posting_doc.organ):
		return
	names = [item["name"] for item in work if item["doctype"] == common.DOCTYPE]
	for name in names:
		ownership = frappe.get_doc(common.DOCTYPE, name)
		if ownership.leader != posting_doc.user or ownership.stage not in common.OPEN:
			continue
		successor = next_leader(ownership, posting_doc.user, posting_doc.organ, to_user)
		if successor:
			give(
				ownership,
				successor.user,
				successor,
				_("The posting of {0} ended").format(ownership.leader_name),
			)
		else:
			ownership.vacant_on = when.today()
			ownership = handling.write(ownership)
			telling.office(ownership, telling.VACANT)


def next_leader(
	ownership: Document, leaver: str, organ: str, to_user: str | None
) -> posting.PostingRow | None:
	"""Return who takes over: the successor named, the head, another leader of the organ; nobody who stands aside."""
	waiting = [to_user, posting.head_of(organ), *posting.users_at(organ, LEADERS)]
	for user in dict.fromkeys(filter(None, waiting)):
		row = who.leading(user, organ=organ)
		if (
			row
			and who.tier(row) in who.HERE
			and user != leaver
			and not recusal.is_recused(ownership.petition, user)
		):
			return row
	return None


def _since(ownership: Document):
	return ownership.owners[-1].to_on if ownership.owners else ownership.started_on
