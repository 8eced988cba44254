"""The sections of the morning list that belong to a person or a desk rather than to a term.

Drafts he received and did not register (已收未登), what he began before today, reminders his organ received, what he
or his village was asked to help with, and, for whoever is in charge of an organ, what has lost its owner: drafts and
tasks of people who no longer serve there, and matters at organs where nobody serves. Of other people's drafts only
their number is told: what is still being typed may turn out to be an accusation (arts. 30, 46(5)).
"""

from datetime import datetime, time, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from pypika.terms import PseudoColumn

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import ScopeMap
from xinfang_app.office import charge, work_rows, work_terms
from xinfang_app.office.items import LIMIT, Item, Section
from xinfang_app.organization import posting
from xinfang_app.organization.roles import LEADERS, OFFICERS
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.registering.repeats import ENDED

#: The stages of a matter that has not ended.
OPEN = ("Registered", "Referred", "Accepted", "Handling", "Opinion Issued", "Served", "Executing")
#: A reminder stands in the list for so many days.
REMINDED_FOR = 15


def drafts(who: ScopeMap) -> Section:
	"""Return the pieces the user received and has not registered, oldest first, each with the term of its entry (N01)."""
	filters = [["status", "=", "Draft"], ["owner", "=", who.user]]
	found, total = work_rows.first(
		"Petition Submission",
		filters,
		["name", "title", "received_on", "organ", "form"],
		who.user,
		"received_on asc",
	)
	terms = _entry_terms([row["name"] for row in found], who.user)
	items = []
	for row in found:
		item = Item(
			"unregistered",
			"Petition Submission",
			row["name"],
			_(row["form"]) if row["form"] else _("Petition Submission"),
			number=_("received {0}").format(str(row["received_on"])[5:16]),
			title=row["title"] or _("(no title yet)"),
			organ=organ_title(row["organ"]),
			next_step=_("Register it"),
			bulk=("register",),
		)
		items.append(work_rows.put_clock(item, terms.get(row["name"])))
	return Section("unregistered", items, total)


def unfinished(who: ScopeMap) -> Section:
	"""Return what the user began or was given before today: drafts of opinions and extensions, tasks."""
	section, today = Section("unfinished", total=0), datetime.combine(when.today(), time.min)
	begun = (
		("Handling Opinion", "drafted_by", _("Finish the opinion and submit it")),
		("Extension Request", "applied_by", _("Finish the request and submit it")),
	)
	for doctype, column, step in begun:
		filters = [[column, "=", who.user], ["stage", "=", "Draft"], ["creation", "<", today]]
		found, total = work_rows.first(
			doctype, filters, ["name", "petition", "petition_number", "organ"], who.user, "creation asc"
		)
		section.total += total
		section.items += [
			Item(
				"unfinished",
				doctype,
				row["name"],
				_(doctype),
				number=row["petition_number"] or "",
				organ=organ_title(row["organ"]),
				next_step=step,
				petition=row["petition"],
			)
			for row in found
		]
	given = _tasks_of(who.user, today)
	section.items, section.total = section.items + given, section.total + len(given)
	return work_rows.fill(section, who.user, who.organs)


def reminded(who: ScopeMap) -> Section:
	"""Return the reminders of the last days about open matters that the user's organs have in hand."""
	if not who.organs:
		return Section("reminded")
	since = when.now() - timedelta(days=REMINDED_FOR)
	found = scope.get_list(
		"Clock Milestone",
		[["holder", "in", who.organs], ["milestone", "=", "reminded"], ["occurred_on", ">=", since]],
		["petition", "organ", "note", "occurred_on"],
		who.user,
		order_by="occurred_on desc",
		limit=LIMIT,
	)
	last = {}
	for row in found:
		last.setdefault(row["petition"], row)
	open_ = (
		scope.get_list(
			"Petition",
			[["name", "in", list(last)], ["holder", "in", who.organs], ["stage", "not in", ENDED]],
			work_rows.MATTER,
			who.user,
		)
		if last
		else []
	)
	items = [
		Item(
			"reminded",
			"Petition",
			row["name"],
			_("Reminder of {0}").format(organ_title(last[row["name"]]["organ"])),
			number=row["number"] or "",
			title=row["title"] or "",
			organ=organ_title(row["holder"]),
			next_step=last[row["name"]]["note"] or _("Get on with it"),
			petition=row["name"],
		)
		for row in open_
	]
	return work_rows.fill(Section("reminded", items), who.user, who.organs)


def tasks(who: ScopeMap) -> Section:
	"""Return the open matters with which the user, his village or his organ was asked to help."""
	custody = frappe.qb.DocType("Custody")
	mine = custody.user == who.user
	organs = [*who.organs, *who.villages]
	if organs:
		mine = mine | custody.organ.isin(organs)
	names = (
		frappe.qb.from_(custody)
		.select(custody.ref_name)
		.distinct()
		.where(mine & (custody.ref_doctype == "Petition"))
		.where(custody.kind.isin(["Task", "Filed"]) & custody.to_on.isnull())
		.limit(1000)
		.run(pluck=True)
	)
	if not names:
		return Section("tasks")
	filters = [["name", "in", names], ["stage", "not in", ENDED]]
	found, total = work_rows.first("Petition", filters, work_rows.MATTER, who.user, "modified desc")
	items = [
		Item(
			"tasks",
			"Petition",
			row["name"],
			_("Helps or filed it"),
			number=row["number"] or "",
			title=row["title"] or "",
			organ=organ_title(row["holder"]),
			next_step=_("See how it stands: {0}").format(_(row["stage"])),
			petition=row["name"],
		)
		for row in found
	]
	return work_rows.fill(Section("tasks", items, total), who.user, who.organs)


def ownerless(who: ScopeMap) -> Section:
	"""Return, for whoever is in charge, what nobody looks after any more."""
	section, organs = Section("ownerless", total=0), charge.organs_of(who.user)
	for organ in organs:
		staff = set(posting.users_at(organ))
		for person, number in _left_behind(organ, staff):
			section.items.append(
				Item(
					"ownerless",
					"Organ",
					organ,
					_("{0} has left").format(frappe.utils.get_fullname(person)),
					title=_("{0} drafts and tasks have no owner").format(number),
					organ=organ_title(organ),
					next_step=_("Hand them over"),
				)
			)
	for organ, number in _in_hand_of(_deserted(who), who.user):
		section.items.append(
			Item(
				"ownerless",
				"Organ",
				organ,
				_("Nobody is posted there"),
				title=_("{0} open matters have no owner").format(number),
				organ=organ_title(organ),
				next_step=_("Have somebody posted there"),
			)
		)
	section.total = len(section.items)
	return section


def _entry_terms(names: list[str], user: str) -> dict[str, dict]:
	if not names:
		return {}
	found = scope.get_list(
		"Deadline",
		[["ref_name", "in", names], ["rule", "=", work_terms.ENTRY], ["state", "=", "Running"]],
		work_rows.TERM,
		user,
	)
	return {row["ref_name"]: row for row in found}


def _tasks_of(user: str, before: datetime) -> list[Item]:
	"""Return the matters assigned to `user` before today that he may still see."""
	given = frappe.get_all(
		"ToDo",
		filters={
			"allocated_to": user,
			"status": "Open",
			"reference_type": "Petition",
			"creation": ["<", before],
		},
		fields=["reference_name"],
		order_by="creation asc",
		limit=LIMIT,
	)
	names = [row.reference_name for row in given]
	return [
		Item(
			"unfinished",
			"Petition",
			row["name"],
			_("Given to me"),
			number=row["number"] or "",
			title=row["title"] or "",
			organ=organ_title(row["holder"]),
			next_step=_(work_terms.NEXT_BY_STAGE.get(row["stage"], row["stage"])),
			petition=row["name"],
			bulk=("reassign",),
		)
		for row in work_rows.matters(names, user).values()
		if row["stage"] not in ENDED
	]


def _left_behind(organ: str, staff: set[str]) -> list[tuple[str, int]]:
	"""Return (user, number of drafts and open tasks) of people who no longer serve at `organ`."""
	counts: dict[str, int] = {}
	for row in frappe.get_all(
		"Petition Submission", filters={"status": "Draft", "organ": organ}, fields=["owner"], limit=1000
	):
		if row.owner not in staff and row.owner != "Administrator":
			counts[row.owner] = counts.get(row.owner, 0) + 1
	todo, petition = frappe.qb.DocType("ToDo"), frappe.qb.DocType("Petition")
	for (person,) in (
		frappe.qb.from_(todo)
		.inner_join(petition)
		.on(petition.name == todo.reference_name)
		.select(todo.allocated_to)
		.where((todo.reference_type == "Petition") & (todo.status == "Open"))
		.where((petition.holder == organ) & petition.stage.notin(ENDED))
		.limit(1000)
		.run()
	):
		if person and person not in staff:
			counts[person] = counts.get(person, 0) + 1
	return sorted(counts.items())


def _deserted(who: ScopeMap) -> list[str]:
	"""Return the organs of this system in the area the user supervises at which nobody works today."""
	found = []
	for low, high in who.supervised:
		organs = frappe.get_all(
			"Organ",
			filters=[
				["place_code", ">=", low],
				["place_code", "<", high],
				["is_external", "=", 0],
				["tier", "!=", "Village"],
			],
			pluck="name",
		)
		if not organs:
			continue
		row = frappe.qb.DocType("Posting")
		staffed = set(
			frappe.qb.from_(row)
			.select(row.organ)
			.distinct()
			.where(row.organ.isin(organs) & row.post.isin([*OFFICERS, *LEADERS]))
			.where((row.from_date <= when.today()) & (row.to_date.isnull() | (row.to_date >= when.today())))
			.run(pluck=True)
		)
		found += [organ for organ in organs if organ not in staffed]
	return sorted(set(found))


def _in_hand_of(organs: list[str], user: str) -> list[tuple[str, int]]:
	"""Return (organ, number of its open matters in the user's scope), organs without one left out."""
	if not organs:
		return []
	petition = frappe.qb.DocType("Petition")
	return list(
		frappe.qb.from_(petition)
		.select(petition.holder, Count("*"))
		.where(petition.holder.isin(organs) & petition.stage.isin(OPEN))
		.where(PseudoColumn(f"({scope.condition('Petition', user)})"))
		.groupby(petition.holder)
		.orderby(petition.holder)
		.run()
	)
