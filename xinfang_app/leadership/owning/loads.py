"""How much each leader has on him, and spreading many matters evenly.

Rule (S1-10: 36 hard cases to 12 leaders): before matters are given out, everybody sees what each leader owns already,
what waits for approval, and what is past its term. The proposal spreads matters to whoever has the fewest, in the order
in which they are listed; people choose. It counts matters of officials, never anything about who petitions.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.leadership import who
from xinfang_app.leadership.errors import OwnershipRefused
from xinfang_app.leadership.owning import common, proposing
from xinfang_app.organization import leading
from xinfang_app.petition import acting
from xinfang_app.petition.answering import recusal
from xinfang_app.supervision import who as supervising


def of(place_code: str | None = None) -> list[dict]:
	"""Return the leaders whom the user may propose, each with his load: {user, name, post, organ, organ_title, tier, owned,
	waiting, overdue}; the petition office sees the county's, others those of their own organs."""
	offices = supervising.offices_of()
	if offices:
		rows = who.leaders_in(place_code or frappe.get_cached_value("Organ", offices[0], "place_code"))
	else:
		own = set(supervising.organs_of())
		place = next((frappe.get_cached_value("Organ", organ, "place_code") for organ in own), None)
		rows = [row for row in who.leaders_in(place) if row.organ in own] if place else []
	# Those of government and party committee stand first: they take on what organs could not settle.
	rows.sort(key=lambda row: row.kind not in leading.SEATS)
	users = [row.user for row in rows]
	known = counts(users)
	names = dict(
		frappe.get_all(
			"User", filters={"name": ["in", users or [""]]}, fields=["name", "full_name"], as_list=True
		)
	)
	return [
		{
			"user": row.user,
			"name": names.get(row.user) or row.user,
			"post": who.post_title(row),
			"organ": row.organ,
			"organ_title": acting.organ_title(row.organ),
			"tier": who.tier(row),
			**known[row.user],
		}
		for row in rows
	]


def counts(users: Iterable[str]) -> dict[str, dict[str, int]]:
	"""Return user → {owned, waiting, overdue}, in one question."""
	found = {user: {"owned": 0, "waiting": 0, "overdue": 0} for user in users}
	if not found:
		return found
	today = when.today()
	for row in frappe.get_all(
		common.DOCTYPE,
		filters={"leader": ["in", list(found)], "stage": ["in", common.OPEN]},
		fields=["leader", "stage", "due_on"],
	):
		told = found[row.leader]
		told["waiting" if row.stage == "Pending Approval" else "owned"] += 1
		if row.stage == "Owned" and row.due_on and getdate(row.due_on) < today:
			told["overdue"] += 1
	return found


def spread(petitions: Iterable[str], load: Mapping[str, int]) -> dict[str, str]:
	"""Return petition → leader: each to whoever has the fewest then, the first named among equals. Pure."""
	now = dict(load)
	given = {}
	for petition in petitions:
		if not now:
			break
		leader = min(now, key=now.__getitem__)
		given[petition] = leader
		now[leader] += 1
	return given


def suggestion(petitions: Iterable[str], leaders: Iterable[str] | None = None) -> list[dict]:
	"""Return a proposal for `petitions`: [{petition, number, title, holder_title, leader, owner}]; nothing is written.

	A leader who stands aside from a matter is passed over for it; `owner` says who owns it already.
	"""
	people = of()
	wanted = set(leaders or _first_asked(people))
	load = {row["user"]: row["owned"] + row["waiting"] for row in people if row["user"] in wanted}
	lines = []
	for name in list(dict.fromkeys(petitions))[: proposing.AT_MOST]:
		petition = frappe.get_doc("Petition", name)
		scope.require(petition, "read")
		owner = frappe.db.get_value(
			common.DOCTYPE, {"live_key": proposing.live_key(name, "here")}, "leader_name"
		)
		able = {user: n for user, n in load.items() if not recusal.is_recused(name, user)}
		leader = None if owner else spread([name], able).get(name)
		if leader:
			load[leader] += 1
		lines.append(
			{
				"petition": name,
				"number": petition.number,
				"title": petition.title,
				"holder_title": acting.organ_title(petition.holder),
				"leader": leader,
				"owner": owner,
			}
		)
	return lines


def _first_asked(people: list[dict]) -> list[str]:
	"""Return the leaders to whom matters are spread unless others are named: those of government and party committee."""
	first = [row["user"] for row in people if acting.organ_kind(row["organ"]) in leading.SEATS]
	return first or [row["user"] for row in people]


def propose_many(rows: Iterable[dict], *, listed_for: str, due_on: date | str, **terms) -> dict:
	"""Propose each row {petition, leader}; return {"made": [names], "refused": [{petition, message}]}.

	One that is refused stops no other: each is its own savepoint.
	"""
	made, refused = [], []
	chosen = [row for row in rows if row.get("leader")]
	if not chosen:
		frappe.throw(_("Name a leader for at least one matter."), OwnershipRefused)
	if len(chosen) > proposing.AT_MOST:
		frappe.throw(_("At most {0} matters at once.").format(proposing.AT_MOST), OwnershipRefused)
	for row in chosen:
		frappe.db.savepoint("xf_own")
		try:
			petition = frappe.get_doc("Petition", row["petition"])
			made.append(
				proposing.propose(petition, row["leader"], listed_for=listed_for, due_on=due_on, **terms).name
			)
		except (frappe.ValidationError, frappe.PermissionError) as fault:
			frappe.db.rollback(save_point="xf_own")
			frappe.clear_last_message()
			number = frappe.db.get_value("Petition", row["petition"], "number")
			refused.append({"petition": row["petition"], "number": number, "message": str(fault)})
	return {"made": made, "refused": refused}
