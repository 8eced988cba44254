"""A random walk of cases through organs, against a model written with sets and nothing else.

The model knows no SQL, no map and no registry: who works where and which digits he sees stand here a second time.
After every walk list and document answers of everybody are compared with it.
"""

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinfang_app.access import custody, scope

SEES_DIGITS = {
	"county_officer": "980121",
	"section_head": "980121",
	"county_leader": "980121",
	"supervision": "980121",
	"review": "980121",
	"town_leader": "980121001",
	"other_officer": "980122",
}
WORKS_AT = {
	"county_officer": "office",
	"section_head": "office",
	"county_leader": "office",
	"supervision": "office",
	"review": "government",
	"dept_officer": "dept",
	"dept_leader": "dept",
	"dept2_officer": "dept2",
	"town_officer": "town",
	"town_leader": "town",
	"town2_officer": "town2",
	"other_officer": "other_office",
	"other_dept_officer": "other_dept",
}
HELPS_AT = {"village": "village", "village2": "village2"}
ONLY_TASKS = {"hearing", "petition_admin", "custodian"}
EVERYBODY = [*WORKS_AT, *HELPS_AT, *ONLY_TASKS, "system_manager"]

ORGANS = ["office", "dept", "dept2", "town", "town2", "other_dept", "village"]
PLACES = ["county", "village", "village3", "other_county"]
organs, places = st.sampled_from(ORGANS), st.sampled_from(PLACES)
kinds = st.sampled_from(["Task", "Filed", "Co-organ"])
takers = st.one_of(
	st.tuples(st.just("organ"), st.sampled_from([*ORGANS, "village2"])),
	st.tuples(
		st.just("user"),
		st.sampled_from(["hearing", "dept_officer", "village", "custodian", "system_manager"]),
	),
)
which = st.integers(0, 5)
steps = st.one_of(
	st.tuples(st.just("register"), organs, places),
	st.tuples(st.just("hand over"), which, organs),
	st.tuples(st.just("return"), which),
	st.tuples(st.just("give"), which, takers, kinds),
	st.tuples(st.just("end"), which, takers, kinds),
	st.tuples(st.just("record"), which, organs),
	st.tuples(st.just("draft"), organs, places, st.sampled_from(["dept_officer", "village", "town_officer"])),
	st.tuples(st.just("register draft"), which),
)


class World:
	"""The walk in the database and, beside it, in sets."""

	def __init__(self, county):
		self.county = county
		self.cases, self.records, self.drafts = [], [], []

	def walk(self, path):
		for name, *arguments in path:
			getattr(self, name.replace(" ", "_"))(*arguments)

	def case(self, index):
		return self.cases[index % len(self.cases)] if self.cases else None

	def register(self, organ, place):
		doc = self.county.petition(organ, place, claims=[])
		custody.hand_over(doc, self.county.organ[organ], reason="登记")
		self.cases.append({"doc": doc, "has": [organ], "digits": self.county.place[place], "open": set()})

	def hand_over(self, index, organ):
		case = self.case(index)
		if case:
			custody.hand_over(case["doc"], self.county.organ[organ], reason="转送")
			if case["has"][-1] != organ:
				case["has"].append(organ)

	def return_(self, index):
		case = self.case(index)
		if case and len(case["has"]) > 1:
			self.hand_over(index, case["has"][-2])

	def give(self, index, taker, kind):
		case = self.case(index)
		if case:
			way, who = taker
			value = self.county.organ[who] if way == "organ" else self.county.user(who)
			custody.give(case["doc"], **{way: value}, kind=kind, reason="协助")
			case["open"].add((way, who, kind))

	def end(self, index, taker, kind):
		case = self.case(index)
		if case:
			way, who = taker
			value = self.county.organ[who] if way == "organ" else self.county.user(who)
			custody.end(case["doc"], **{way: value}, kind=kind)
			case["open"].discard((way, who, kind))

	def record(self, index, organ):
		case = self.case(index)
		if case:
			doc = self.county.add(
				"Handling Opinion",
				petition=case["doc"].name,
				organ=self.county.organ[organ],
				holder=self.county.organ[case["has"][-1]],
				scope_code=case["digits"],
			)
			self.records.append({"doc": doc, "case": case, "maker": organ})

	def draft(self, organ, place, owner):
		doc = self.county.add(
			"Petition Submission",
			status="Draft",
			organ=self.county.organ[organ],
			holder=self.county.organ[organ],
			scope_code=self.county.place[place],
			owner=self.county.user(owner),
		)
		self.drafts.append(
			{"doc": doc, "has": organ, "digits": self.county.place[place], "owner": owner, "case": None}
		)

	def register_draft(self, index):
		open_drafts = [draft for draft in self.drafts if not draft["case"]]
		if open_drafts:
			draft = open_drafts[index % len(open_drafts)]
			self.register(draft["has"], "county")
			draft["case"] = self.cases[-1]
			frappe.db.set_value(
				"Petition Submission",
				draft["doc"].name,
				{"status": "Registered", "petition": self.cases[-1]["doc"].name},
			)

	# What the model says.

	def follows(self, person, case):
		"""Whether a case lies with the person now, in his digits, or he was given something that is still open."""
		if WORKS_AT.get(person) == case["has"][-1]:
			return True
		if person in SEES_DIGITS and case["digits"].startswith(SEES_DIGITS[person]):
			return True
		return self.was_given(person, case)

	def was_given(self, person, case):
		for way, who, kind in case["open"]:
			if way == "user" and who == person and person != "system_manager":
				return True
			if way == "organ" and WORKS_AT.get(person) == who:
				return True
			if way == "organ" and HELPS_AT.get(person) == who and kind != "Co-organ":
				return True
		return False

	def cases_of(self, person):
		return {case["doc"].name for case in self.cases if self.follows(person, case)}

	def records_of(self, person):
		return {
			record["doc"].name
			for record in self.records
			if self.follows(person, record["case"]) or WORKS_AT.get(person) == record["maker"]
		}

	def drafts_of(self, person):
		seen = set()
		for draft in self.drafts:
			works = WORKS_AT.get(person)
			if not draft["case"]:
				if works == draft["has"] or draft["owner"] == person:
					seen.add(draft["doc"].name)
				continue
			mine = works in (draft["case"]["has"][-1], draft["has"])
			ranged = person in SEES_DIGITS and draft["digits"].startswith(SEES_DIGITS[person])
			if mine or ranged or self.was_given(person, draft["case"]):
				seen.add(draft["doc"].name)
		return seen


# `return` is a word of the language.
setattr(World, "return", World.return_)


def answers(doctype, docs, user):
	names = [doc.name for doc in docs]
	if not names:
		return set(), set()
	listed = frappe.db.sql(
		f"select name from `tab{doctype}` where name in %s and {scope.condition(doctype, user)}",
		[names],
		pluck=True,
	)
	return set(listed), {doc.name for doc in docs if scope.may(doc, "read", user)}


@pytest.mark.slow
def test_walks(county, db):
	frappe.local.xf_postings = None

	@settings(
		max_examples=40,
		deadline=None,
		suppress_health_check=list(HealthCheck),
		database=None,
	)
	@given(st.lists(steps, min_size=4, max_size=16))
	def walk(path):
		frappe.db.savepoint("walk")
		try:
			world = World(county)
			world.walk(path)
			for person in EVERYBODY:
				user = county.user(person)
				for doctype, things, expected in (
					("Petition", world.cases, world.cases_of(person)),
					("Handling Opinion", world.records, world.records_of(person)),
					("Petition Submission", world.drafts, world.drafts_of(person)),
				):
					listed, opened = answers(doctype, [thing["doc"] for thing in things], user)
					assert listed == expected, (person, doctype, "list", path)
					assert opened == expected, (person, doctype, "form", path)
		finally:
			frappe.db.rollback(save_point="walk")

	walk()
