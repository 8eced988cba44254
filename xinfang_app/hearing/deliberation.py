"""What the panel deliberates and how it votes (评议): sealed until the conclusion is signed.

Rule: the members deliberate apart. Until the conclusion is signed nobody outside the panel reads what was said, what is
proposed and who voted how: not the parties, not the officer of the organ, not its leader. So it does not stand on the
hearing but in a record that no list shows and no role reads, and this module alone opens it: for chair, members and
recorder with an account, who do not stand aside. Chair or recorder take the votes down; a member may give his own, which nobody else changes.

Each of those who were present decides, for or against the proposed conclusion, with his grounds; a proposal that is
changed is voted on anew. The majority carries it. Dissent is noted, and comes into the record with the conclusion.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.hearing import panel, who
from xinfang_app.hearing.errors import HearingRefused, StillSealed
from xinfang_app.hearing.vocabulary import AGAINST, CHAIR, CONCLUDED, FOR, MEMBER, RECORDER
from xinfang_app.petition import handling

DOCTYPE = "Hearing Deliberation"


def write(hearing: Document, text: str, proposal: str) -> Document:
	"""Take down the deliberation and the proposed conclusion; a changed proposal takes the votes back."""
	_require(hearing, CHAIR, RECORDER)
	handling.at_stage(hearing, ("Deliberation",), _("The deliberation"))
	handling.demand(text, _("Course of the deliberation"))
	handling.demand(proposal, _("Proposed conclusion"))
	refuse_watch_words(proposal)
	kept = _of(hearing) or frappe.new_doc(DOCTYPE)
	if kept.proposal != proposal:
		kept.set("votes", [])
	kept.update(
		{
			"hearing": hearing.name,
			"text": text,
			"proposal": proposal,
			"proposed_by": frappe.session.user,
		}
	)
	return handling.write(kept)


def vote(hearing: Document, member: str, given: str, grounds: str | None = None) -> Document:
	"""Take down the vote of the row `member`: its own, or any where the chair or recorder writes. Grounds for dissent."""
	_require(hearing)
	handling.at_stage(hearing, ("Deliberation",), _("The vote"))
	row = panel.row_of(hearing, member)
	own = row.user == frappe.session.user
	if not own and frappe.session.user not in who.panel_users(hearing, CHAIR, RECORDER):
		frappe.throw(_("A member gives his own vote only."), StillSealed)
	if row.name not in {one.name for one in deciding(hearing)}:
		frappe.throw(_("{0} does not decide here.").format(row.member_name), HearingRefused)
	handling.demand(given if given in (FOR, AGAINST) else None, _("Vote"))
	if given == AGAINST:
		handling.demand(grounds, _("Grounds of the vote"))
	kept = _of(hearing)
	if not kept or not kept.proposal:
		frappe.throw(_("There is no proposed conclusion to vote on yet."), HearingRefused)
	entry = next((one for one in kept.votes if one.member == row.name), None)
	if entry and not own and row.user and entry.recorded_by == row.user:
		frappe.throw(
			_("{0} gave his vote himself; he alone changes it.").format(row.member_name), StillSealed
		)
	entry = entry or kept.append("votes", {})
	entry.update(
		{
			"member": row.name,
			"member_name": row.member_name,
			"vote": given,
			"opinion": grounds,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		}
	)
	return handling.write(kept)


def take_back(hearing: Document) -> None:
	"""Take the votes back, since the panel will be another one. The caller has asked the right."""
	kept = _of(hearing)
	if kept and kept.votes:
		kept.set("votes", [])
		handling.write(kept)


def deciding(hearing: Document) -> list[Document]:
	"""Return the rows of those who vote: they decide, and were there."""
	return [row for row in panel.voting(hearing) if row.present]


def view(hearing: Document) -> dict:
	"""Return {text, proposal, votes, waiting}. Raises StillSealed for anybody outside the panel before the conclusion."""
	scope.require(hearing, "read")
	if hearing.stage != CONCLUDED:
		_require(hearing)
	kept = _of(hearing, lock=False)
	votes = kept.votes if kept else []
	given = {row.member for row in votes}
	return {
		"text": kept.text if kept else "",
		"proposal": kept.proposal if kept else "",
		"votes": [
			{"member": row.member, "name": row.member_name, "vote": row.vote, "opinion": row.opinion or ""}
			for row in votes
		],
		"waiting": [
			{"member": row.name, "name": row.member_name}
			for row in deciding(hearing)
			if row.name not in given
		],
	}


def may_read(hearing: Document) -> bool:
	"""Return whether the user reads the deliberation now."""
	return hearing.stage == CONCLUDED or frappe.session.user in who.panel_users(
		hearing, CHAIR, MEMBER, RECORDER
	)


def result(hearing: Document) -> tuple[Document, list[Document], list[Document]]:
	"""Return (what was kept, votes for, votes against) when everybody has voted and a majority carries the proposal.

	Raises HearingRefused.
	"""
	kept = _of(hearing)
	votes = {row.member: row for row in (kept.votes if kept else [])}
	wanted = deciding(hearing)
	missing = [row.member_name for row in wanted if row.name not in votes]
	if not kept or missing:
		frappe.throw(_("Not everybody has voted yet: {0}").format("、".join(missing)), HearingRefused)
	fault = panel.number_fault(hearing, wanted)
	if fault:
		frappe.throw(fault, HearingRefused)
	cast = [votes[row.name] for row in wanted]
	agreed = [row for row in cast if row.vote == FOR]
	against = [row for row in cast if row.vote == AGAINST]
	if len(agreed) <= len(against):
		frappe.throw(
			_("The proposal found no majority; the panel deliberates on another one."), HearingRefused
		)
	return kept, agreed, against


def _of(hearing: Document, *, lock: bool = True) -> Document | None:
	name = frappe.db.get_value(DOCTYPE, {"hearing": hearing.name}, for_update=lock)
	return frappe.get_doc(DOCTYPE, name) if name else None


def _require(hearing: Document, *roles: str) -> None:
	if frappe.session.user not in who.panel_users(hearing, *roles):
		frappe.throw(
			_("Until the conclusion is signed, only the panel reads and writes its deliberation."),
			StillSealed,
		)
