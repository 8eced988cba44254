"""The other sections of the morning list: what was returned, answered, waits for a signature, a decision, a receipt.

Rule: each section asks one indexed question about the rows of the user's organs, under his scope. A matter that stands
under a term (overdue, due today, due soon) is not said a second time, also where it is not among the lines shown. Signatures are shown to whoever may
take the next step of the chain on that very day, a deputy within his period and limits included (`answering.waiting`).
"New" is what came since the last working day.

A village sees what it filed with consent or was asked to help with, and its own drafts.
"""

from datetime import datetime, time

from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import ScopeMap, scope_map
from xinfang_app.office import work_desk, work_rows, work_terms
from xinfang_app.office.items import LIMIT, Item, Section
from xinfang_app.petition.acting import is_petition_office, organ_title
from xinfang_app.petition.answering import waiting

REFERRAL = ["name", "petition", "petition_number", "from_organ", "to_organ", "kind", "role", "due_on"]


def of(user: str) -> list[Section]:
	"""Return the sections that this room gives `user`. Registered in `xf_worklist`."""
	who = scope_map(user)
	found = [*work_terms.of(who), *_signatures(who)]
	shown = {item.petition for section in found for item in section.items if item.petition}
	shown = shown.union(*(section.covers for section in found))
	if who.organs:
		found += [
			_returned(who, shown),
			_answered(who),
			_decisions(who),
			_reports(who),
			_receipts(who),
			*_in_hand(who, shown),
		]
	found += [
		work_desk.drafts(who),
		work_desk.unfinished(who),
		work_desk.reminded(who),
		work_desk.tasks(who),
		work_desk.ownerless(who),
	]
	if who.supervised:
		found.append(work_terms.of_area(who))
	_say_signing(found, who)
	return found


def _say_signing(sections: list[Section], who: ScopeMap) -> None:
	"""Where the opinion lies with its signer, the next step of the matter is his."""
	items = [one for section in sections for one in section.items if one.next_step == _("Write the opinion")]
	if not items:
		return
	filters = [["petition", "in", [item.petition for item in items]], ["stage", "=", "Pending Signature"]]
	waiting = {row["petition"] for row in scope.get_list("Handling Opinion", filters, ["petition"], who.user)}
	for item in items:
		if item.petition in waiting:
			item.next_step = _("Waits for the signature")


def _signatures(who: ScopeMap) -> list[Section]:
	rows = [row for row in waiting.waiting(who.user) if not row["blocked"]]
	section = Section("to_sign", total=len(rows))
	section.items += [
		Item(
			"to_sign",
			row["doctype"],
			row["name"],
			row["kind"],
			number=row["number"],
			# Matters give their title themselves; a paper about several has one of its own.
			title="" if row["petition"] else row["title"],
			organ=row["organ_title"],
			next_step=_("Sign or send back"),
			petition=row["petition"],
		)
		for row in rows[:LIMIT]
	]
	return [work_rows.fill(section, who.user, who.organs)]


def _returned(who: ScopeMap, shown: set[str]) -> Section:
	"""What came back: petitions from the organs they were sent to, opinions from their signer, reports from the assigner."""
	section = Section("returned", total=0)
	filters = [["holder", "in", who.organs], ["stage", "=", "Registered"], ["bounce_count", ">", 0]]
	_add(
		section, _petitions("returned", filters, shown, who, _("Send it to the competent organ"), ("refer",))
	)
	_add(section, _opinions_back(who))
	_add(section, _reports_back(who))
	return work_rows.fill(section, who.user, who.organs)


def _opinions_back(who: ScopeMap) -> tuple[list[Item], int]:
	found, total = work_rows.first(
		"Handling Opinion",
		[["organ", "in", who.organs], ["stage", "=", "Returned"]],
		["name", "petition", "petition_number", "organ"],
		who.user,
		"modified asc",
	)
	return [
		Item(
			"returned",
			"Handling Opinion",
			row["name"],
			_("Opinion sent back by the signer"),
			number=row["petition_number"] or "",
			organ=organ_title(row["organ"]),
			next_step=_("Correct it and submit again"),
			petition=row["petition"],
		)
		for row in found
	], total


def _reports_back(who: ScopeMap) -> tuple[list[Item], int]:
	found, total = work_rows.first(
		"Petition Referral",
		[["to_organ", "in", who.organs], ["report_verdict", "=", "Returned"]],
		REFERRAL,
		who.user,
		"report_verdict_on asc",
	)
	return [
		_referral(
			"returned", row, _("Concluding report sent back"), _("Submit the report again"), "from_organ"
		)
		for row in found
	], total


def _answered(who: ScopeMap) -> Section:
	since = datetime.combine(work_terms.last_workday_before(when.today()), time.min)
	found, total = work_rows.first(
		"Petition Referral",
		[["from_organ", "in", who.organs], ["stage", "=", "Answered"], ["answered_on", ">=", since]],
		REFERRAL,
		who.user,
		"answered_on desc",
	)
	items = [_referral("answered", row, _("Answer given"), _("Read the answer"), "to_organ") for row in found]
	return work_rows.fill(Section("answered", items, total), who.user, who.organs)


def _decisions(who: ScopeMap) -> Section:
	section = Section("decide", total=0)
	found, total = work_rows.first(
		"Petition Referral",
		[["from_organ", "in", who.organs], ["stage", "=", "Objected"]],
		REFERRAL,
		who.user,
		"objection_on asc",
	)
	_add(
		section,
		(
			[
				_referral("decide", row, _("Objection"), _("Decide the objection"), "to_organ")
				for row in found
			],
			total,
		),
	)
	for mine, other in (("from_organ", "to_organ"), ("to_organ", "from_organ")):
		found, total = work_rows.first(
			"Petition Referral",
			[
				[mine, "in", who.organs],
				["return_offered_by", "!=", ""],
				["return_offered_by", "not in", who.organs],
				["stage", "in", ["Sent", "Received"]],
			],
			REFERRAL,
			who.user,
			"modified asc",
		)
		offers = [
			_referral("decide", row, _("Return offered"), _("Confirm the return, or not"), other)
			for row in found
		]
		_add(section, (offers, total))
	found, total = work_rows.first(
		"Acceptance Dispute",
		[["decider", "in", who.organs], ["stage", "=", "Raised"]],
		["name", "petition", "petition_number", "organ"],
		who.user,
		"raised_on asc",
	)
	disputes = [
		Item(
			"decide",
			"Acceptance Dispute",
			row["name"],
			_("Acceptance Dispute"),
			number=row["petition_number"] or "",
			organ=organ_title(row["organ"]),
			next_step=_("Name the accepting organ"),
			petition=row["petition"],
		)
		for row in found
	]
	_add(section, (disputes, total))
	return work_rows.fill(section, who.user, who.organs)


def _reports(who: ScopeMap) -> Section:
	found, total = work_rows.first(
		"Petition Referral",
		[
			["from_organ", "in", who.organs],
			["requires_report", "=", 1],
			["report_submitted_on", "is", "set"],
			["report_verdict", "=", ""],
			["stage", "!=", "Returned"],
		],
		REFERRAL,
		who.user,
		"report_submitted_on asc",
	)
	items = [
		_referral("reports", row, _("Concluding report"), _("Pass it or send it back"), "to_organ")
		for row in found
	]
	return work_rows.fill(Section("reports", items, total), who.user, who.organs)


def _receipts(who: ScopeMap) -> Section:
	found, total = work_rows.first(
		"Petition Referral",
		[["from_organ", "in", who.organs], ["stage", "=", "Sent"]],
		REFERRAL,
		who.user,
		"sent_on asc",
	)
	items = []
	for row in found:
		item = _referral(
			"to_receive", row, _("Letter to an outside organ"), _("Record the receipt"), "to_organ"
		)
		item.bulk = ("receive",)
		items.append(item)
	return work_rows.fill(Section("to_receive", items, total), who.user, who.organs)


def _in_hand(who: ScopeMap, shown: set[str]) -> list[Section]:
	"""What the organs hold and no near term has named yet: to be sent on, to be accepted, being handled.

	Sent to an outside organ, a petition stays in hand here; it waits for that organ and stands in none of the three.
	"""
	offices = [organ for organ in who.organs if is_petition_office(organ)]
	others = [organ for organ in who.organs if organ not in offices]
	refer, accept, hand = (
		Section("to_refer", total=0),
		Section("to_accept", total=0),
		Section("in_hand", total=0),
	)
	for section, organs, step, bulk in (
		(refer, offices, _("Send on or assign"), ("refer",)),
		(accept, others, _("Accept and tell the petitioner"), ()),
	):
		if not organs:
			continue
		came_in = [["holder", "in", organs], ["stage", "=", "Registered"], ["bounce_count", "=", 0]]
		sent_here = [["holder", "in", organs], ["stage", "=", "Referred"], ["lead_organ", "in", organs]]
		for filters in (came_in, sent_here):
			_add(section, _petitions(section.key, filters, shown, who, step, bulk))
	handled = [["holder", "in", who.organs], ["stage", "in", ["Accepted", "Handling", "Opinion Issued"]]]
	_add(hand, _petitions("in_hand", handled, shown, who, None, ()))
	return [work_rows.fill(section, who.user, who.organs) for section in (refer, accept, hand)]


def _petitions(
	key: str, filters: list, shown: set[str], who: ScopeMap, step: str | None, bulk: tuple[str, ...]
) -> tuple[list[Item], int]:
	"""Return lines of petitions, oldest first, without those already `shown`; `step` None: what the stage asks for."""
	if shown:
		filters = [*filters, ["name", "not in", sorted(shown)]]
	found, total = work_rows.first("Petition", filters, work_rows.MATTER, who.user, "received_on asc")
	return [
		Item(
			key,
			"Petition",
			row["name"],
			_("Returned petition") if key == "returned" else _("Petition"),
			number=row["number"] or "",
			title=row["title"] or "",
			organ=organ_title(row["holder"]),
			next_step=step or _(work_terms.NEXT_BY_STAGE[row["stage"]]),
			mark=work_rows.mark_of(row),
			petition=row["name"],
			bulk=bulk,
		)
		for row in found
	], total


def _referral(section: str, row: dict, what: str, step: str, other: str) -> Item:
	return Item(
		section,
		"Petition Referral",
		row["name"],
		what,
		number=row["petition_number"] or "",
		organ=organ_title(row[other]),
		next_step=step,
		petition=row["petition"],
	)


def _add(section: Section, more: tuple[list[Item], int]) -> None:
	section.items += more[0]
	section.total = section.count() + more[1]
