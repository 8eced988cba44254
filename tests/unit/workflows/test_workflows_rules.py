"""The pure parts of procedures: finding the way, merging them into one workflow, plain conditions, fingerprints, faults."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_app.workflows import compiling, conditions, fingerprint, install, ways
from xinfang_app.workflows.install import SHIPPED

STAGES = {"a": "A", "a2": "A", "a3": "A", "b": "B", "b2": "B", "c": "C"}


@pytest.mark.parametrize(
	("edges", "start", "stage", "way"),
	[
		([("a", "b")], "a", "B", ["b"]),
		([("a", "a2"), ("a2", "b")], "a", "B", ["a2", "b"]),
		([("a", "a2"), ("a2", "a3"), ("a3", "b"), ("a", "b2")], "a", "B", ["b2"]),
		([("a", "b"), ("b", "c")], "a", "C", None),  # a stage is never jumped over
		([("a", "a2"), ("a2", "a")], "a", "B", None),  # a loop ends
		([("a", "b"), ("a", "b2")], "a", "B", ["b"]),  # the admin's order decides
		([], "a", "A", []),
		([], "unknown", "B", None),
	],
)
def test_the_way_to_a_stage(edges, start, stage, way):
	assert ways.find(edges, STAGES, start, stage) == way


@given(
	st.lists(st.tuples(st.sampled_from(list(STAGES)), st.sampled_from(list(STAGES)))), st.sampled_from("ABC")
)
def test_a_way_is_made_of_edges_and_stays_in_its_stage(edges, stage):
	way = ways.find(edges, STAGES, "a", stage)
	if way:
		assert all(step in edges for step in zip(["a", *way[:-1]], way, strict=True))
		assert {STAGES[state] for state in way[:-1]} <= {"A"} and STAGES[way[-1]] == stage
	assert ways.reachable(edges, "a") >= set(way or [])


def procedure(*transitions, states=("s1", "s2"), **more):
	return {
		"states": [{"state": state, "stage": state.upper()} for state in states],
		"transitions": [
			{
				"from_state": origin,
				"action": action,
				"to_state": target,
				"roles": roles,
				"condition": condition,
			}
			for origin, action, target, roles, condition in transitions
		],
		**more,
	}


def test_shared_transitions_stand_alone_and_own_ones_carry_their_procedure():
	go = ("s1", "go", "s2", "R1，R2", "")
	rows = compiling.transitions(
		{"P": procedure(go, ("s1", "own", "s2", "R1", "doc.x == 1")), "Q'": procedure(go), "Z": procedure(go)}
	)
	assert {(row["action"], row["allowed"], row["condition"]) for row in rows} == {
		("go", "R1", ""),
		("go", "R2", ""),
		("own", "R1", "doc.procedure == 'P' and (doc.x == 1)"),
	}
	two = compiling.condition(["P", "Q'"], "", 3)
	assert two == """doc.procedure in ['P', "Q'"]"""
	assert conditions.fields_of(two) == {"procedure"}


def test_every_compiled_state_is_optional_writes_its_stage_and_the_first_comes_first():
	rows = compiling.states({"P": procedure(states=("s1", "s2")), "Q": procedure(states=("s9", "s1"))})
	assert [row["state"] for row in rows] == ["s1", "s9", "s2"]
	assert all(row["is_optional_state"] and row["update_field"] == "stage" for row in rows)
	assert rows[0]["update_value"] == "S1"


@pytest.mark.parametrize(
	("text", "fields"),
	[
		("doc.simplified == 1", {"simplified"}),
		("doc.pathway in ('P6', 'P8') and not doc.is_group", {"pathway", "is_group"}),
		("doc.people_count > -1", {"people_count"}),
		("frappe.db.get_value('User', 'x')", None),
		("doc.get('x')", None),
		("doc.__class__", None),
		("doc.a.b", None),
		("[x for x in doc.claims]", None),
		("lambda: 1", None),
		("doc.x ==", None),
		("doc.x if doc.y else doc.z", None),
		("(y := doc.x)", None),
	],
)
def test_conditions_are_plain_comparisons(text, fields):
	assert conditions.fields_of(text) == fields


RECORD = {"title": "普通程序", "is_default": 1, "note": "", "rows": [{"a": "1", "b": 0}, {"a": "2", "b": 1}]}


def stored(record):
	"""The record as the database gives it back, with columns of its own."""
	current = copy.deepcopy(record) | {"owner": "x", "modified": "now", "idx": 3, "note": None}
	current["rows"] = [{**row, "name": "hash", "idx": 1, "b": row["b"] or None} for row in current["rows"]]
	return current


def test_columns_of_the_database_and_empty_values_do_not_count():
	assert fingerprint.same(stored(RECORD), fingerprint.reduced(stored(RECORD), RECORD))
	assert fingerprint.same(stored(RECORD), RECORD)


@pytest.mark.parametrize(
	"change",
	[
		lambda r: r.update(title="另一程序"),
		lambda r: r.update(is_default=0),
		lambda r: r.update(note="本县说明"),
		lambda r: r["rows"].pop(),
		lambda r: r["rows"].reverse(),
		lambda r: r["rows"][0].update(a="9"),
		lambda r: r["rows"].append({"a": "3", "b": 0}),
	],
)
def test_every_real_change_counts(change):
	current = stored(RECORD)
	change(current)
	assert not fingerprint.same(current, RECORD)


def test_the_shipped_files_are_sound_and_readable():
	"""What `checking` asks of an admin holds for what we ship, for every procedure by itself."""
	from xinfang_app import hooks
	from xinfang_app.workflows import checking

	vocabularies = {**hooks.xf_stages, "Petition": None}
	shipped = {path.parent.name for path in SHIPPED.glob("*/*.json")}
	assert shipped == {doctype.lower().replace(" ", "_") for doctype in hooks.xf_stages}
	for record in install.procedures():
		stages = [row["stage"] for row in record["states"]]
		vocabulary = vocabularies[record["document_type"]] or list(dict.fromkeys(stages))
		roles = {role for row in record["transitions"] for role in compiling.roles_of(row)} | {
			"Petition Staff"
		}
		faults = checking.faults({record["title"]: {**record, "is_default": 1}}, vocabulary, roles, set())
		assert not faults, (record["title"], faults)
		assert json.dumps(record["description"]) and set(stages) <= set(vocabulary)


def test_every_open_stage_of_the_ordinary_road_has_its_way_out():
	"""The citizen may withdraw, settle or see the matter end from every open stage; what is closed only goes to the archive.

	Where an opinion is given, a review may overturn it after the end: the file is opened and the matter handled again.
	"""
	for record in install.procedures():
		if record["document_type"] != "Petition":
			continue
		stage = {row["state"]: row["stage"] for row in record["states"]}
		out: dict[str, set] = {}
		for row in record["transitions"]:
			out.setdefault(stage[row["from_state"]], set()).add(stage[row["to_state"]])
		closed = {
			"Terminated", "Referred Judicial", "Suggestion Replied", "Not Accepted", "No Further Acceptance",
			"Withdrawn", "Settled", "Merged", "Filed",
		}  # fmt: skip
		answered = "Opinion Issued" in stage.values()
		for name in set(stage.values()) - {"Archived"}:
			if name in closed:
				back = {"Handling"} if answered and name == "Terminated" else set()
				assert out[name] == {"Archived"} | back, (record["title"], name)
			else:
				assert {"Withdrawn", "Settled", "Merged", "Terminated"} <= out[name], (record["title"], name)
		assert out.get("Archived", set()) == ({"Terminated"} if answered else set()), record["title"]
