"""Has this been brought before? Candidates for a human to look at, and his decision.

Rule: before and after registration the officer is shown matters that may be the same: by the same upper number, the
same person (keyed hashes, never by reading identities), the same organ complained of, the same category in the same
place, and a like text, also among the latest matters. The search looks only at matters the officer may see, and only
at a bounded number of each kind. Matters are ranked by how alike they are; people are never ranked or counted.

A human decides, with a reason that is kept: new · repeat of (the same people again) · joined to (others with the same
matter). Nothing follows by itself. What the law says about the case is shown as a hint (arts. 19, 36).

An attached piece is still owed its own disposal, notice and answer (arts. 22, 23). Where the earlier matter has
ended, or a superior is to refuse under art. 19, the repeat opens a row of its own, so that the refusal or the new
handling stands on a record.
"""

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import when
from xinfang_app.access import identity, scope
from xinfang_app.organization import jurisdiction, posting
from xinfang_app.petition.registering import likeness
from xinfang_app.petition.registering.errors import AlreadyRegistered, DecisionNeedsReason

RELATIONS = ("New Matter", "Repeat", "Joined")
#: How many matters of each kind are looked at, newest first.
BOUND = 60
SHOWN = 10
LEAST = 25
#: Points of each likeness; a like text gives up to TEXT.
UPPER_NUMBER, PERSON, RESPONDENT, VILLAGE, TOWNSHIP, CATEGORY, TEXT = 60, 40, 8, 12, 5, 10, 45
ALIKE = 0.3
ENDED = (
	"Terminated",
	"Archived",
	"Diverted",
	"Referred Judicial",
	"Suggestion Replied",
	"Not Accepted",
	"No Further Acceptance",
	"Withdrawn",
	"Settled",
	"Merged",
	"Filed",
)
#: An opinion is out: what remains is its service, its review by the petitioner's wish, and carrying it out.
ANSWERED = ("Opinion Issued", "Served", "Executing")
FIELDS = [
	"name",
	"number",
	"title",
	"summary",
	"stage",
	"holder",
	"place_code",
	"category",
	"respondent_organ",
	"upper_number",
	"masked_name",
	"registered_on",
	"closing_code",
]


@dataclass(frozen=True)
class Decision:
	"""What a human decided about a piece."""

	relation: str = "New Matter"
	petition: str | None = None
	reason: str | None = None
	open_own: bool = False
	"""Open a matter of its own although it repeats another: to refuse it (art. 19, 36) or to look at new facts."""

	@classmethod
	def of(cls, given: "dict | Decision | None") -> "Decision":
		"""Return the decision in `given` (a dict from outside, or nothing: new)."""
		if isinstance(given, cls):
			return given
		given = given or {}
		return cls(
			given.get("relation") or "New Matter",
			given.get("petition") or None,
			(given.get("reason") or "").strip() or None,
			bool(cint(given.get("open_own"))),
		)

	def opens_own(self, target: Document) -> bool:
		"""Return whether the piece opens a matter of its own although it repeats `target`."""
		return self.open_own or target.stage in ENDED

	def signed(self) -> dict[str, Any]:
		"""Return the fields that keep who decided, when and why."""
		return {
			"repeat_decision_by": frappe.session.user,
			"repeat_decision_on": when.now(),
			"repeat_decision_reason": self.reason,
		}


def candidates(piece: Document) -> list[dict]:
	"""Return up to ten {petition, number, title, stage, holder, masked_name, registered_on, score, reasons, hints}.

	Only matters the user may see, the likest first, each with its reasons in the user's language.
	"""
	persons = _same_persons(piece)
	found = {row.name: row for row in _near(piece, persons)}
	own_text = likeness.pairs(f"{piece.title or ''}{piece.content or ''}")
	answer = []
	for row in found.values():
		if row.name == piece.petition:
			continue
		score, reasons = _score(piece, row, row.name in persons, own_text)
		if score >= LEAST:
			answer.append(_shown(piece, row, score, reasons))
	answer.sort(key=lambda item: (-item["score"], item["number"] or ""))
	return answer[:SHOWN]


def target_of(decision: Decision) -> Document | None:
	"""Return the matter a decision points to, None for a new one. Raises DecisionNeedsReason, PermissionError."""
	if decision.relation not in RELATIONS:
		raise ValueError(f"unknown relation: {decision.relation!r}")
	if decision.relation == "New Matter":
		return None
	if not decision.petition or not decision.reason:
		frappe.throw(_("Say which matter it repeats, and why you think so."), DecisionNeedsReason)
	target = frappe.get_doc("Petition", decision.petition, for_update=True)
	scope.require(target, "read")
	return _living(target)


def decide(
	piece: Document,
	decision: str,
	petition: str | None = None,
	reason: str | None = None,
	open_own: bool = False,
) -> Document:
	"""Record afterwards what a registered `piece` is, and return it.

	A piece that opened a matter of its own is put to the earlier one; its own matter is merged into that (closing
	code T10), as long as nothing but the registration has happened there. Raises AlreadyRegistered when the own
	matter has gone further: then the two are joined by the organ that handles them.
	"""
	from xinfang_app.petition.ending import closing
	from xinfang_app.petition.referring import referral
	from xinfang_app.petition.registering import matter

	scope.require(piece, "act")
	choice = Decision.of({"relation": decision, "petition": petition, "reason": reason, "open_own": open_own})
	target = target_of(choice)
	if target is None:
		piece.update(
			{
				"relation": "New Matter",
				"repeat_of": None,
				"repeat_of_number": None,
				"is_first_here": 1,
				**choice.signed(),
			}
		)
		piece.save(ignore_permissions=True)
		return piece
	own = frappe.get_doc("Petition", piece.petition, for_update=True)
	if own.name == target.name:
		frappe.throw(_("The piece belongs to this matter already."), AlreadyRegistered)
	if own.stage != "Registered" or own.first_submission != piece.name or cint(own.submission_count) > 1:
		frappe.throw(
			_("The matter {0} is already being handled; the organ that handles it joins the two.").format(
				own.number
			),
			AlreadyRegistered,
		)
	claims = [row.claim for row in own.claims]
	piece.update(
		{
			"relation": decision,
			"repeat_of": target.name,
			"repeat_of_number": target.number,
			"is_first_here": 0,
			**choice.signed(),
		}
	)
	piece.flags.ignore_links = True
	if choice.opens_own(target):
		piece.save(ignore_permissions=True)
		return piece
	closing.merge(own, target, reason=reason)
	piece.update({"petition": target.name, "petition_number": target.number})
	piece.save(ignore_permissions=True)
	matter.follow(piece, target)
	matter.attach(target, piece, claims, joined=decision == "Joined")
	if target.holder != piece.organ:
		referral.forward(piece)
	return piece


def hints(piece: Document, row: Any) -> list[str]:
	"""Return what the law says to think about if `piece` is the same matter as `row`, in the user's language."""
	if row.closing_code == "T3":
		return [
			_(
				"A re-review opinion was served. With the same facts and reasons it is not accepted again (art. 36); ask: are there new facts or reasons?"
			)
		]
	if row.stage in ENDED:
		return [_("This matter has ended; the repeat opens a matter of its own.")]
	if row.stage in ANSWERED:
		return [
			_(
				"This matter was answered: the repeat joins it; tell the petitioner how it is carried out and how to ask for a review."
			)
		]
	if row.holder == piece.organ:
		return [_("If it is the same matter: your organ has it in hand, join the piece to it.")]
	if not _above(piece.organ, row.holder):
		return []
	due = _running_term(row.name)
	holder = frappe.get_cached_value("Organ", row.holder, "title")
	if due is None:
		return [_("{0} has this matter but has not accepted it yet: press or join.").format(holder)]
	if due < when.today():
		return [
			_(
				"The term at {0} ended on {1}: a superior takes the matter up or supervises; it does not refuse."
			).format(holder, due)
		]
	return [
		_(
			"{0} handles this matter, its term runs until {1}. If it is the same matter, a superior does not accept it (art. 19); the refusal names the running matter and its term."
		).format(holder, due)
	]


def _same_persons(piece: Document) -> set[str]:
	"""Return the names of matters brought by one of the people of `piece`, found by keyed hashes."""
	people: set[str] = set()
	for row in piece.petitioners:
		people.update(identity.same_person(row.petitioner))
	if not people:
		return set()
	child, submission = frappe.qb.DocType("Submission Petitioner"), frappe.qb.DocType("Petition Submission")
	rows = (
		frappe.qb.from_(child)
		.inner_join(submission)
		.on(submission.name == child.parent)
		.select(submission.petition)
		.distinct()
		.where(child.petitioner.isin(sorted(people)))
		.where(child.parenttype == "Petition Submission")
		.where(submission.petition.isnotnull())
		.limit(BOUND)
		.run()
	)
	return {row[0] for row in rows}


def _near(piece: Document, persons: set[str]) -> list:
	"""Return matters that share one indexed column with `piece`, a bounded number of each kind, in the user's scope."""
	kinds: list[dict] = []
	if persons:
		kinds.append({"name": ("in", sorted(persons))})
	if piece.upper_number:
		kinds.append({"upper_number": piece.upper_number})
	if piece.respondent_organ:
		kinds.append({"respondent_organ": piece.respondent_organ})
	if piece.place:
		kinds.append({"place_code": piece.place})
	township = jurisdiction.at_tier(piece.place, "Township") if piece.place else None
	if piece.category and township:
		low, high = jurisdiction.range_of(township)
		kinds.append({"category": piece.category, "place_code": ("between", (low, high))})
	elif piece.category:
		kinds.append({"category": piece.category})
	# A letter just opened has neither place nor category yet; a repeat often comes soon after.
	kinds.append({})
	rows = []
	for filters in kinds:
		rows += scope.get_list(
			"Petition", filters=filters, fields=FIELDS, order_by="modified desc", limit=BOUND
		)
	return rows


def _score(piece: Document, row: Any, same_person: bool, own_text: str) -> tuple[int, list[str]]:
	score, reasons = 0, []

	def add(points: int, reason: str) -> None:
		nonlocal score
		score += points
		reasons.append(reason)

	if piece.upper_number and piece.upper_number == row.upper_number:
		add(UPPER_NUMBER, _("the same number of the upper system"))
	if same_person:
		add(PERSON, _("the same petitioner"))
	if piece.respondent_organ and piece.respondent_organ == row.respondent_organ:
		add(RESPONDENT, _("the same organ complained of"))
	if piece.place and row.place_code:
		if piece.place == row.place_code:
			add(VILLAGE, _("the same place"))
		elif jurisdiction.at_tier(piece.place, "Township") == jurisdiction.at_tier(
			row.place_code, "Township"
		):
			add(TOWNSHIP, _("the same township"))
	if piece.category and piece.category == row.category:
		add(CATEGORY, _("the same category"))
	alike = likeness.likeness(own_text, likeness.pairs(f"{row.title or ''}{row.summary or ''}"))
	if alike >= ALIKE:
		add(round(TEXT * alike), _("text {0}% alike").format(round(alike * 100)))
	return score, reasons


def _shown(piece: Document, row: Any, score: int, reasons: list[str]) -> dict:
	return {
		"petition": row.name,
		"number": row.number,
		"title": row.title,
		"stage": row.stage,
		"ended": row.stage in ENDED,
		"holder": frappe.get_cached_value("Organ", row.holder, "title") if row.holder else None,
		"masked_name": row.masked_name,
		"registered_on": str(getdate(row.registered_on)) if row.registered_on else None,
		"score": score,
		"reasons": reasons,
		"hints": hints(piece, row),
	}


def _living(target: Document) -> Document:
	"""Return the matter that `target` was merged into, if it was."""
	seen = {target.name}
	while target.merged_into and target.merged_into not in seen:
		seen.add(target.merged_into)
		target = frappe.get_doc("Petition", target.merged_into, for_update=True)
	return target


def _above(organ: str | None, holder: str | None) -> bool:
	"""Return whether `organ` stands above `holder`: a higher tier, or the petition office of the holder's county."""
	if not organ or not holder:
		return False
	one, other = (
		frappe.get_cached_value("Organ", name, ["tier", "kind", "place_code"], as_dict=True)
		for name in (organ, holder)
	)
	tiers = ["Village", "Township", "County", "Prefecture", "Province"]
	if one.tier in tiers and other.tier in tiers and tiers.index(one.tier) != tiers.index(other.tier):
		return tiers.index(one.tier) > tiers.index(other.tier)
	return one.kind == "Petition Office" and posting.county_of(organ) == posting.county_of(holder)


def _running_term(petition: str):
	"""Return the last day of the running term of `petition` (art. 34), or None if none runs."""
	due = frappe.db.get_value(
		"Deadline",
		{
			"ref_doctype": "Petition",
			"ref_name": petition,
			"rule": ("in", ("N06", "N15")),
			"state": ("in", ("Running", "Paused")),
		},
		"due_on",
		order_by="due_on desc",
	)
	return getdate(due) if due else None
