"""Turn all procedures of a DocType into the rows of one Frappe Workflow.

Rule: Frappe knows one active workflow per DocType, so all procedures share it. A state that several procedures have
is one state. A transition that all procedures have stands alone; one that only some have carries a condition on
`doc.procedure`. Each role is a row of its own. Every state writes its stage (`update_field`), is optional (Frappe then
makes no Workflow Action rows, which cost half a second per save with 500 users) and sends no mail.

Pure functions on plain dicts, as `snapshot` of `publishing` makes them.
"""

BASE_ROLE = "Petition Staff"


def roles_of(transition: dict) -> list[str]:
	"""Return the roles of a transition row, which people type with Chinese or Western commas."""
	text = (transition.get("roles") or "").replace("\uff0c", ",").replace("、", ",").replace("\n", ",")
	return list(dict.fromkeys(role.strip() for role in text.split(",") if role.strip()))


def states(procedures: dict[str, dict]) -> list[dict]:
	"""Return the rows of Workflow Document State, the first states first, in the order of the procedures."""
	firsts = [rows["states"][0] for rows in procedures.values() if rows["states"]]
	rest = [row for rows in procedures.values() for row in rows["states"]]
	compiled: dict[str, dict] = {}
	for row in [*firsts, *rest]:
		compiled.setdefault(
			row["state"],
			{
				"state": row["state"],
				"doc_status": "0",
				"update_field": "stage",
				"update_value": row["stage"],
				"is_optional_state": 1,
				# Later versions of Frappe have a switch per state too.
				"send_email": 0,
				"allow_edit": row.get("role") or BASE_ROLE,
			},
		)
	return list(compiled.values())


def transitions(procedures: dict[str, dict]) -> list[dict]:
	"""Return the rows of Workflow Transition, merged over the procedures that share them."""
	users: dict[tuple, list[str]] = {}
	for name, rows in procedures.items():
		for row in rows["transitions"]:
			for role in roles_of(row):
				key = (row["from_state"], row["action"], row["to_state"], role, row.get("condition") or "")
				holders = users.setdefault(key, [])
				if name not in holders:
					holders.append(name)
	return [
		{
			"state": origin,
			"action": action,
			"next_state": target,
			"allowed": role,
			"allow_self_approval": 1,
			"condition": condition(names, own, len(procedures)),
		}
		for (origin, action, target, role, own), names in users.items()
	]


def condition(names: list[str], own: str, total: int) -> str:
	"""Return the Python condition for a transition that the procedures `names` (of `total`) have."""
	parts = []
	if len(names) == 1 and total > 1:
		parts.append(f"doc.procedure == {names[0]!r}")
	elif len(names) < total:
		parts.append(f"doc.procedure in {names!r}")
	if own:
		parts.append(f"({own})" if parts else own)
	return " and ".join(parts)


def content(procedures: dict[str, dict], default: str, aliases: dict) -> dict:
	"""Return what a Procedure Publication keeps for `published`."""
	return {
		"default": default,
		"procedures": {
			name: {
				"code": rows.get("code") or "",
				"first": rows["states"][0]["state"],
				"states": {row["state"]: row["stage"] for row in rows["states"]},
			}
			for name, rows in procedures.items()
		},
		"aliases": aliases,
	}
