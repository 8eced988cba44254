"""Somebody looks for a list that shows what the form refuses, or the other way round.

The table: role × tier × kind of record × draft or registered × who holds, held, has a task, or none of these. For each
cell the list's answer, the document's answer and the table must be the same.
"""

import frappe
import pytest

from xinfang_app.access import custody, scope

RANGE = {"county_officer", "section_head", "county_leader", "supervision", "review"}
DEPT = {"dept_officer", "dept_leader"}
TOWN = {"town_officer", "town_leader"}

# name → (holder, place, what else happened, who sees it)
PETITIONS = {
	"a department has it": ("dept", "village", [], RANGE | DEPT | {"town_leader"}),
	"its own township has it": ("town", "village", [], RANGE | TOWN),
	"another township has it": ("town2", "village3", [], RANGE | {"town2_officer"}),
	"it lies at the county seat": ("dept2", "county", [], RANGE | {"dept2_officer"}),
	"the petition office has it": ("office", "village", [], RANGE | {"town_leader"}),
	"another county has it": ("other_dept", "other_county", [], {"other_officer", "other_dept_officer"}),
	"another county's, with our department": ("dept", "other_county", [], {"other_officer"} | DEPT),
	"a task for a hearing officer": (
		"dept",
		"village",
		[("give", {"user": "hearing"})],
		RANGE | DEPT | {"town_leader", "hearing"},
	),
	"a village filed it with consent": (
		"dept",
		"village",
		[("give", {"organ": "village", "kind": "Filed"})],
		RANGE | DEPT | {"town_leader", "village"},
	),
	"another village was asked to help": (
		"town",
		"village",
		[("give", {"organ": "village2"})],
		RANGE | TOWN | {"village2"},
	),
	"a department works on a part": (
		"dept",
		"village",
		[("give", {"organ": "dept2", "kind": "Co-organ"})],
		RANGE | DEPT | {"town_leader", "dept2_officer"},
	),
	"a village is never a co-organ": (
		"dept",
		"village",
		[("give", {"organ": "village", "kind": "Co-organ"})],
		RANGE | DEPT | {"town_leader"},
	),
	"a village as holder sees nothing by it": ("village", "village", [], RANGE | {"town_leader"}),
	"a task that has ended": (
		"dept",
		"village",
		[("give", {"organ": "dept2"}), ("end", {"organ": "dept2"})],
		RANGE | DEPT | {"town_leader"},
	),
	"a former holder keeps nothing": (
		"dept2",
		"village",
		[("hand_over", "town2"), ("hand_over", "dept")],
		RANGE | DEPT | {"town_leader"},
	),
	"a task for the petition admin's office goes past him": (
		"dept",
		"other_county",
		[("give", {"organ": "office"})],
		DEPT | {"other_officer", "county_officer", "section_head", "county_leader", "supervision"},
	),
	"far away": (
		"other_dept",
		"other_county",
		[("give", {"organ": "town2"})],
		{"other_officer", "other_dept_officer", "town2_officer"},
	),
}
# name → (status, holder = receiver, place, owner, who sees it): a submission of no petition yet
SUBMISSIONS = {
	"registered at a township": ("Registered", "town", "village", "town_officer", RANGE | TOWN),
	"registered, given to a department since": (
		"Registered",
		"dept",
		"village",
		"town_officer",
		RANGE | DEPT | TOWN,
	),
	"a draft of the petition office": (
		"Draft",
		"office",
		"village",
		"county_officer",
		{"county_officer", "section_head", "county_leader", "supervision"},
	),
	"a draft of the township": ("Draft", "town", "village", "town_officer", TOWN),
	"a draft of a village liaison": ("Draft", "village", "village", "village", {"village"}),
	"a draft of a village liaison for the township": (
		"Draft",
		"town",
		"village",
		"village",
		TOWN | {"village"},
	),
}
MAKER = {"registered, given to a department since": "town"}


@pytest.fixture
def made(county, db):
	"""Every case of the tables, written in a transaction."""
	frappe.local.xf_postings = None
	rows = {}
	for name, (holder, place, happened, sees) in PETITIONS.items():
		petition = county.petition(holder, place)
		for step, detail in happened:
			if step == "hand_over":
				custody.hand_over(petition, county.organ[detail], reason="转办")
			else:
				values = {
					k: county.user(v) if k == "user" else county.organ.get(v, v) for k, v in detail.items()
				}
				getattr(custody, step)(petition, **values)
		rows["Petition", petition.name] = (name, sees)
		rows.update(related(county, petition, name, sees))
	for name, (status, holder, place, owner, sees) in SUBMISSIONS.items():
		row = county.add(
			"Petition Submission",
			status=status,
			holder=county.organ[holder],
			organ=county.organ[MAKER.get(name, holder)],
			scope_code=county.place[place],
			owner=county.user(owner),
			title=name,
		)
		rows["Petition Submission", row.name] = (name, sees)
	return rows


def related(county, petition, name, sees):
	"""A record of the same petition made by an organ that has nothing else to do with it, and one by nobody."""
	common = {"petition": petition.name, "holder": petition.holder, "scope_code": petition.scope_code}
	opinion = county.add("Handling Opinion", organ=county.organ["town2"], **common)
	nobodys = county.add("Handling Opinion", **common)
	referral = county.add(
		"Petition Referral", from_organ=county.organ["dept2"], to_organ=county.organ["other_dept"], **common
	)
	claim = frappe.get_all("Petition Claim", filters={"parent": petition.name}, pluck="name")[0]
	return {
		("Handling Opinion", opinion.name): (name, sees | {"town2_officer"}),
		("Handling Opinion", nobodys.name): (name, sees),
		("Petition Referral", referral.name): (name, sees | {"dept2_officer", "other_dept_officer"}),
		("Petition Claim", claim): (name, sees),
	}


def test_list_and_form_and_table_agree(county, made, people):
	docs = {key: frappe.get_doc(*key) for key in made}
	for person in people:
		user = county.user(person)
		for doctype in sorted({doctype for doctype, _name in made}):
			rows = {name: cell for (dt, name), cell in made.items() if dt == doctype}
			expected = {name for name, (_case, sees) in rows.items() if person in sees}
			listed = {
				row[0]
				for row in frappe.db.sql(
					f"select name from `tab{doctype}` where name in %s and {scope.condition(doctype, user)}",
					[list(rows)],
				)
			}
			opened = {name for name in rows if scope.may(docs[doctype, name], "read", user)}
			told = {
				key: [rows[name][0] for name in wrong]
				for key, wrong in {
					"list shows too much": listed - expected,
					"list hides": expected - listed,
					"form shows too much": opened - expected,
					"form hides": expected - opened,
				}.items()
				if wrong
			}
			assert not told, (person, doctype, told)


def test_frappes_own_list_count_and_form_agree(county, made, people, as_user):
	"""The same through Frappe, so through the hooks and the roles."""
	docs = {key: frappe.get_doc(*key) for key in made}
	for person in people:
		user = county.user(person)
		for doctype in ("Petition", "Petition Submission", "Handling Opinion", "Petition Referral"):
			rows = {name: cell for (dt, name), cell in made.items() if dt == doctype}
			expected = {name for name, (_case, sees) in rows.items() if person in sees}
			with as_user(user):
				if not frappe.has_permission(doctype, "read"):
					# A role may narrow the rule, never widen it; the matter itself is readable for all who have it.
					assert not expected or doctype not in ("Petition", "Petition Submission")
					continue
				listed = set(frappe.get_list(doctype, {"name": ("in", list(rows))}, pluck="name", limit=0))
				counted = frappe.get_list(doctype, {"name": ("in", list(rows))}, ["count(name) as n"])[0].n
				opened = {
					name for name in rows if frappe.has_permission(doctype, "read", docs[doctype, name])
				}
			assert listed == expected, (person, doctype)
			assert counted == len(expected), (person, doctype)
			assert opened == expected, (person, doctype)


def test_the_table_covers_both_answers_for_every_person(made, people):
	"""A person who sees everything or nothing in the table would test nothing; those who hold no case are known."""
	blind = {
		"petition_admin",
		"custodian_office",
		"custodian",
		"custodian2",
		"custodian_up",
		"system_manager",
		"clerk",
	}
	for person in people:
		seen = [name for name, (_case, sees) in made.items() if person in sees]
		assert bool(seen) != (person in blind), person
		assert len(seen) < len(made)


def test_only_the_organ_that_has_it_acts(county, db):
	petition = county.petition("dept", "village")
	custody.give(petition, organ=county.organ["dept2"])
	acts = {
		p
		for p in (
			"dept_officer",
			"dept_leader",
			"dept2_officer",
			"county_officer",
			"town_leader",
			"supervision",
			"hearing",
			"petition_admin",
			"system_manager",
		)
		if scope.may(petition, "act", county.user(p))
	}
	assert acts == {"dept_officer", "dept_leader"}
	supervises = {
		p
		for p in (
			"dept_officer",
			"town_leader",
			"review",
			"county_officer",
			"section_head",
			"county_leader",
			"supervision",
			"other_officer",
			"hearing",
		)
		if scope.may(petition, "supervise", county.user(p))
	}
	assert supervises == {"county_officer", "section_head", "county_leader", "supervision"}


@pytest.mark.parametrize("ptype", ["delete", "share", "submit", "cancel", "amend", "import"])
def test_nobody_deletes_shares_or_submits_a_registered_case(county, db, ptype, people):
	petition = county.petition("dept", "village")
	assert not [p for p in people if scope.may(petition, ptype, county.user(p))]


def test_a_forged_holder_opens_no_door(county, db):
	"""The document in memory says what the request says; only the stored row counts."""
	petition = county.petition("dept2", "village3")
	petition = frappe.get_doc("Petition", petition.name)
	petition.holder, petition.scope_code = county.organ["dept"], county.place["village"]
	for ptype in ("read", "write", "act"):
		assert not scope.may(petition, ptype, county.user("dept_officer"))


def test_a_task_does_not_reach_other_rows(county, db):
	mine, other = county.petition("dept2", "village3"), county.petition("dept2", "village3")
	custody.give(mine, user=county.user("hearing"))
	user = county.user("hearing")
	assert scope.may(mine, "read", user) and not scope.may(other, "read", user)


def test_more_than_500_tasks(county, db):
	"""The condition then asks custody instead of listing names; both say the same."""
	names = []
	for _ in range(510):
		petition = county.petition("other_dept", "other_county", claims=[])
		county.add(
			"Custody",
			ref_doctype="Petition",
			ref_name=petition.name,
			kind="Task",
			organ=county.organ["dept2"],
			from_on="2026-03-02 09:00:00",
		)
		names.append(petition.name)
	stranger = county.petition("other_dept", "other_county")
	condition = scope.condition("Petition", county.user("dept2_officer"))
	assert "exists" in condition
	seen = frappe.db.sql(f"select name from tabPetition where {condition}", pluck=True)
	assert set(names) <= set(seen) and stranger.name not in seen
	# A range user with that many beyond his range gets the parts themselves.
	for name in names:
		frappe.db.set_value("Petition", name, "holder", county.organ["office"])
	seen = frappe.db.sql(
		f"select name from tabPetition where {scope.condition('Petition', county.user('county_officer'))}",
		pluck=True,
	)
	assert set(names) <= set(seen) and stranger.name not in seen


def test_a_range_user_has_one_range_and_no_or(county, db):
	county.petition("dept", "village")
	assert " or " not in scope.condition("Petition", county.user("county_officer"))
	beyond = county.petition("office", "other_county")
	condition = scope.condition("Petition", county.user("county_officer"))
	assert beyond.name in condition


def test_a_percent_sign_in_a_login_is_harmless(county, db):
	user = "50%s" + county.user("dept_officer")
	county.add(
		"Posting", user=user, organ=county.organ["dept"], post="Department Officer", from_date="2020-01-01"
	)
	frappe.local.xf_postings = None
	draft = county.add("Petition Submission", status="Draft", owner=user, scope_code=county.place["village"])
	condition = scope.condition("Petition Submission", user)
	assert "%" not in condition
	assert (draft.name,) in frappe.db.sql(
		f"select name from `tabPetition Submission` where {condition} and 1 = %(one)s", {"one": 1}
	)
