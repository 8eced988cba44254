"""Closing an ownership: asked by the leader, checked by somebody else, with the petitioner's view.

Rule (art. 18; DOMAIN D1): the leader asks to close when his duties are done, he has met the petitioner (or offered to,
on record) and no request for help is open. Somebody of the office that follows who neither owns nor worked on the matter
checks: the file, the organ, and the petitioner, who is asked, or why that was impossible. **Resolved is apart from
concluded**: the check says whether the problem was in fact solved; a matter may be closed unsolved only with a reason
that is kept (three tiers ended, the claim rests on no law and was explained). The petitioner's view stands in the check
alone, which the organ that has the matter does not read. What is not enough goes back to work, with a day that lies ahead.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import watch_words
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling
from xinfang_app.leadership.errors import NotTheChecker, OwnershipRefused
from xinfang_app.leadership.owning import common, duties, helps
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal
from xinfang_app.supervision import who as supervising
from xinfang_app.workflows import stages

CHECK = "Ownership Check"
CLOSE, BACK = "Close it", "Back to work"


def ask(ownership: Document, result: str) -> Document:
	"""Ask, for the leader, that his ownership be closed; return it. Raises OwnershipRefused for what is still open."""
	common.require_leader(ownership, _("Asking to close"))
	handling.at_stage(ownership, common.OWNED, _("Asking to close"))
	handling.demand(result, _("What was achieved"))
	watch_words.refuse(result)
	if not ownership.meetings and ownership.here:
		frappe.throw(_("The leader has not met the petitioner yet, nor recorded why not."), OwnershipRefused)
	left = len(duties.open_of(ownership.name))
	if left:
		frappe.throw(
			_("{0} duties are still open; do them, or have the office find them not owed.").format(left),
			OwnershipRefused,
		)
	if helps.open_of(ownership.name):
		frappe.throw(
			_("Help that was asked for is still open: wait for the answer or take it back."), OwnershipRefused
		)
	ownership.update(
		{
			"result": result.strip(),
			"closing_asked_by": frappe.session.user,
			"closing_asked_on": when.now(),
			"returned_reason": None,
		}
	)
	ownership = stages.advance(ownership, "Closing Asked", by_service=True)
	milestones.record(ownership, "closing_asked", organ=ownership.bearer)
	telling.office(ownership, telling.CLOSING_ASKED)
	return ownership


def check(
	ownership: Document,
	verdict: str,
	*,
	finding: str,
	resolved: bool,
	petitioner_asked: bool,
	petitioner_view: str | None = None,
	not_asked_reason: str | None = None,
	unresolved_reason: str | None = None,
	due_on: date | str | None = None,
) -> Document:
	"""Check and close an ownership, or send it back to work until `due_on`; return it. Raises NotTheChecker, Recused."""
	common.require_follower(ownership)
	handling.at_stage(ownership, ("Closing Asked",), _("The check"))
	refuse_partial(ownership)
	recusal.refuse(ownership.petition)
	if verdict not in (CLOSE, BACK):
		frappe.throw(_("Close it, or send it back to work."), OwnershipRefused)
	handling.demand(finding, _("What was found"))
	if petitioner_asked:
		handling.demand(petitioner_view, _("The petitioner's view"))
	else:
		handling.demand(not_asked_reason, _("Why the petitioner was not asked"))
	watch_words.refuse(finding, unresolved_reason)
	if verdict == CLOSE and not resolved:
		handling.demand(unresolved_reason, _("Why it is closed unsolved"))
	term = _term(ownership, due_on) if verdict == BACK else None
	record = frappe.new_doc(CHECK)
	record.update(
		{
			**common.values(ownership),
			"title": ownership.title,
			"verdict": verdict,
			"resolved": int(bool(resolved and verdict == CLOSE)),
			"finding": finding.strip(),
			"petitioner_asked": int(bool(petitioner_asked)),
			"petitioner_view": petitioner_view if petitioner_asked else None,
			"not_asked_reason": None if petitioner_asked else not_asked_reason,
			"checked_by": frappe.session.user,
			"checked_on": when.now(),
		}
	)
	handling.write(record)
	return (
		_close(ownership, resolved, unresolved_reason)
		if verdict == CLOSE
		else _back(ownership, finding, term)
	)


def refuse_partial(ownership: Document) -> None:
	"""Raise NotTheChecker where the user had a hand in the matter or serves at the leader's organ."""
	if is_partial(ownership):
		frappe.throw(
			_("Whoever owned or worked on the matter does not check it; somebody else of the office does."),
			NotTheChecker,
		)


def is_partial(ownership: Document) -> bool:
	"""Return whether the user owns, owned or worked on the matter, asked to close it, or serves at the leader's organ."""
	user = frappe.session.user
	if not ownership.here:
		# Above, the office enters everything; whoever asked to close is still not who checks.
		return user in (ownership.closing_asked_by, *common.people_of(ownership))
	hands = {ownership.leader, ownership.closing_asked_by, *common.people_of(ownership)}
	hands |= {row.leader for row in ownership.owners} | {row.reported_by for row in ownership.reports}
	hands |= {row.recorded_by for row in ownership.meetings}
	hands |= set(
		frappe.get_all(
			duties.DOCTYPE, filters={"ownership": ownership.name, "proof": ["is", "set"]}, pluck="done_by"
		)
	)
	return user in hands or supervising.serves(ownership.organ)


def check_closed(ownership: Document) -> None:
	"""Stage guard: closed by a check only, and that of somebody else."""
	if not ownership.closed_by or ownership.closed_by in (ownership.leader, ownership.closing_asked_by):
		frappe.throw(_("An ownership is closed by a check of somebody else only."), OwnershipRefused)
	if not frappe.db.exists(
		CHECK, {"ownership": ownership.name, "verdict": CLOSE, "checked_by": ownership.closed_by}
	):
		frappe.throw(_("An ownership is closed by a check of somebody else only."), OwnershipRefused)


def check_asked(ownership: Document) -> None:
	"""Stage guard: closing is asked with a result."""
	if not (ownership.result and ownership.closing_asked_by):
		frappe.throw(_("Closing is asked for with what was achieved."), OwnershipRefused)


def _close(ownership: Document, resolved: bool, unresolved_reason: str | None) -> Document:
	ownership.update(
		{
			"resolved": int(bool(resolved)),
			"unresolved_reason": None if resolved else unresolved_reason,
			"closed_on": when.today(),
			"closed_by": frappe.session.user,
			"live_key": None,
			"next_report_on": None,
			"vacant_on": None,
		}
	)
	ownership = stages.advance(ownership, "Closed", by_service=True)
	milestones.record(ownership, "closed", organ=ownership.office)
	common.end_sight(ownership, common.people_of(ownership))
	telling.leader(ownership, telling.CLOSED)
	return ownership


def _back(ownership: Document, finding: str, term: date) -> Document:
	ownership.update({"returned_reason": finding.strip(), "due_on": term})
	ownership = stages.advance(ownership, "Owned", by_service=True)
	milestones.record(ownership, "sent_back", organ=ownership.office)
	milestones.record(ownership, "term_set", organ=ownership.bearer, due_on=term)
	telling.leader(ownership, telling.SENT_BACK)
	return ownership


def _term(ownership: Document, due_on: date | str | None) -> date:
	"""Return the day until which the work goes on: the old one where it lies ahead, else one that the check sets."""
	day = getdate(due_on or ownership.due_on)
	if day <= when.today():
		frappe.throw(
			_("The term is over: set a day that lies ahead for the rest of the work."), OwnershipRefused
		)
	return day
