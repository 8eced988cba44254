"""Find the faults of procedures before they are published.

Rule: an error stops the publication; nothing that would strand a document, hide the stage or let a mail act without
login may come through. A procedure is sound when a new document begins at the first stage of the vocabulary, every
state stands for a known stage and can be reached, every state that is not final leads on to a final one, the stages
that the app's services use are there, roles exist, conditions are plain, and shared states mean the same everywhere.
"""

from dataclasses import dataclass

from frappe import _

from xinfang_app import registry
from xinfang_app.workflows import compiling, conditions, ways


@dataclass(frozen=True)
class Fault:
	"""One fault: in which procedure, and what is wrong (translated)."""

	procedure: str
	text: str


def faults(
	procedures: dict[str, dict], vocabulary: list[str], roles: set[str], fields: set[str]
) -> list[Fault]:
	"""Return all faults of the procedures of one DocType.

	`procedures`: name → {states, transitions, needed_stages, is_default} as `publishing.snapshot` makes it;
	`vocabulary`: the stages of the DocType, first one first; `roles`, `fields`: those that exist.
	"""
	found: list[Fault] = []
	for name, rows in procedures.items():
		found += [Fault(name, text) for text in _of_one(rows, vocabulary, roles, fields)]
	found += _of_shared(procedures)
	defaults = [name for name, rows in procedures.items() if rows.get("is_default")]
	if len(defaults) != 1:
		found.append(Fault("、".join(defaults), _("Exactly one procedure must be the default one.")))
	return found


def _of_one(rows: dict, vocabulary: list[str], roles: set[str], fields: set[str]) -> list[str]:
	states = [row["state"] for row in rows["states"]]
	if not states:
		return [_("There is no state.")]
	found: list[str] = []
	for state in {state for state in states if states.count(state) > 1}:
		found.append(_("The state “{0}” is there twice.").format(state))
	for row in rows["states"]:
		if row["stage"] not in vocabulary:
			found.append(_("State “{0}”: “{1}” is not a stage.").format(row["state"], row["stage"]))
		if row.get("role") and row["role"] not in roles:
			found.append(_("State “{0}”: there is no role “{1}”.").format(row["state"], row["role"]))
	if rows["states"][0]["stage"] != vocabulary[0]:
		found.append(_("The first state must stand for “{0}”.").format(_(vocabulary[0])))
	found += _of_transitions(rows, set(states), roles, fields)
	return found + _of_the_road(rows)


def _of_transitions(rows: dict, states: set[str], roles: set[str], fields: set[str]) -> list[str]:
	found: list[str] = []
	targets: dict[tuple, str] = {}
	for row in rows["transitions"]:
		where = f"{row['from_state']} — {row['action']} → {row['to_state']}"
		for state in (row["from_state"], row["to_state"]):
			if state not in states:
				found.append(_("{0}: there is no state “{1}”.").format(where, state))
		if not compiling.roles_of(row):
			found.append(_("{0}: no role may take it.").format(where))
		for role in compiling.roles_of(row):
			if role not in roles:
				found.append(_("{0}: there is no role “{1}”.").format(where, role))
		condition = row.get("condition") or ""
		read = conditions.fields_of(condition) if condition else set()
		if read is None:
			found.append(_("{0}: the condition must compare fields of the document only.").format(where))
		elif unknown := sorted(read - fields):
			found.append(_("{0}: there is no field “{1}”.").format(where, "、".join(unknown)))
		key = (row["from_state"], row["action"], condition)
		if targets.setdefault(key, row["to_state"]) != row["to_state"]:
			found.append(_("{0}: the same action leads to two states.").format(where))
	return found


def _of_the_road(rows: dict) -> list[str]:
	found: list[str] = []
	states = rows["states"]
	edges = [(row["from_state"], row["to_state"]) for row in rows["transitions"]]
	reached = ways.reachable(edges, states[0]["state"])
	backwards = [(target, origin) for origin, target in edges]
	ending: set[str] = set()
	for row in states:
		if row.get("is_final"):
			ending |= ways.reachable(backwards, row["state"])
	if not ending:
		found.append(_("No state is marked as final."))
	for row in states:
		if row["state"] not in reached:
			found.append(_("The state “{0}” can never be reached.").format(row["state"]))
		elif ending and row["state"] not in ending:
			found.append(_("From “{0}” no way leads to a final state.").format(row["state"]))
	stages = {row["stage"] for row in states if row["state"] in reached}
	for stage in needed(rows):
		if stage not in stages:
			found.append(
				_("The stage “{0}” ({1}) cannot be reached, but the app moves documents there.").format(
					_(stage), stage
				)
			)
	return found


def needed(rows: dict) -> list[str]:
	"""Return the stages that the procedure must keep, one per line in `needed_stages`."""
	return [line.strip() for line in (rows.get("needed_stages") or "").splitlines() if line.strip()]


def _of_shared(procedures: dict[str, dict]) -> list[Fault]:
	found: list[Fault] = []
	known: dict[str, tuple[str, dict]] = {}
	for name, rows in procedures.items():
		for row in rows["states"]:
			first, other = known.setdefault(row["state"], (name, row))
			if other["stage"] != row["stage"]:
				found.append(
					Fault(
						name,
						_("The state “{0}” stands for another stage in “{1}”.").format(row["state"], first),
					)
				)
			elif (other.get("role") or "") != (row.get("role") or ""):
				found.append(
					Fault(name, _("The state “{0}” names another role in “{1}”.").format(row["state"], first))
				)
	codes: dict[str, str] = {}
	for name, rows in procedures.items():
		if rows.get("code") and codes.setdefault(rows["code"], name) != name:
			found.append(
				Fault(
					name,
					_("The code “{0}” is already used by “{1}”.").format(rows["code"], codes[rows["code"]]),
				)
			)
	return found


def vocabulary_of(document_type: str) -> list[str]:
	"""Return the stages that `document_type` registered in `xf_stages`, the first one first."""
	return list((registry.entry("xf_stages", document_type) or {}).get("values") or [])
