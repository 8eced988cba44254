"""Whitelisted: rounds of screening and disputes. Each calls one service."""

import frappe
from frappe.utils import cint

from xinfang_app.organization import posting
from xinfang_app.petition import acting
from xinfang_app.settling.screening import analysis, disputes, ending, places, rounds


@frappe.whitelist()
def finders() -> list[dict]:
	"""Return the organs for which the caller registers disputes: [{value, label, place, begins}]; `begins`: rounds."""
	found = [row.organ for row in posting.current() if acting.acts_for(row.organ) or places.serves(row.organ)]
	return [
		{
			"value": organ,
			"label": acting.organ_title(organ),
			"place": frappe.get_cached_value("Organ", organ, "jurisdiction"),
			"begins": acting.acts_for(organ) and acting.organ_kind(organ) in ("Petition Office", "Township"),
		}
		for organ in dict.fromkeys(found)
	]


@frappe.whitelist(methods=["POST"])
def find(
	organ: str,
	kind: str,
	summary: str,
	title: str = "",
	place: str | None = None,
	place_text: str = "",
	parties_count: int = 2,
	cause: str | None = None,
	policy_point: str = "",
	urgency: str = "Ordinary dispute",
	found_on: str | None = None,
) -> str:
	"""Register a dispute (`disputes.find`); return its name."""
	return disputes.find(
		organ=organ,
		kind=kind,
		summary=summary,
		title=title,
		place=place,
		place_text=place_text,
		parties_count=cint(parties_count),
		cause=cause,
		policy_point=policy_point,
		urgency=urgency,
		found_on=found_on,
	).name


@frappe.whitelist()
def dispute_view(name: str) -> dict:
	"""Return {acts, sorts, level} for the form of a dispute."""
	doc = acting.read(disputes.DOCTYPE, name)
	return {
		"acts": disputes.may_act(doc),
		"sorts": disputes.may_sort(doc),
		"mine": doc.settled_by == frappe.session.user,
	}


@frappe.whitelist(methods=["POST"])
def send_up(name: str, reason: str, seen: str | None = None) -> str:
	"""Send a dispute up (`disputes.send_up`)."""
	return disputes.send_up(acting.held(disputes.DOCTYPE, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def sort(
	name: str,
	duty_unit: str,
	due_on: str,
	plan: str = "",
	mediation_kind: str = "",
	duty_leader: str | None = None,
	urgency: str = "",
	seen: str | None = None,
) -> str:
	"""Say who settles a dispute (`disputes.sort`)."""
	return disputes.sort(
		acting.held(disputes.DOCTYPE, name, seen),
		duty_unit,
		due_on,
		plan,
		mediation_kind=mediation_kind,
		duty_leader=duty_leader or None,
		urgency=urgency,
	).stage


@frappe.whitelist(methods=["POST"])
def settle(
	name: str,
	result: str,
	way: str = "Talk on the spot",
	proof: str | None = None,
	settled_on: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record that a dispute is settled (`disputes.settle`)."""
	return disputes.settle(
		acting.held(disputes.DOCTYPE, name, seen), result, way=way, proof=proof, settled_on=settled_on
	).stage


@frappe.whitelist(methods=["POST"])
def send_back(name: str, reason: str, seen: str | None = None) -> str:
	"""Open a dispute again that is not settled (`ending.send_back`)."""
	return ending.send_back(acting.held(disputes.DOCTYPE, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def close(name: str, lessons: str = "", seen: str | None = None) -> str:
	"""Close a settled dispute (`ending.close`)."""
	return ending.close(acting.held(disputes.DOCTYPE, name, seen), lessons).stage


@frappe.whitelist(methods=["POST"])
def become_petition(name: str, submission: str, seen: str | None = None) -> str:
	"""Record that a dispute became a petition (`ending.become_petition`)."""
	return ending.become_petition(acting.held(disputes.DOCTYPE, name, seen), submission).stage


# Rounds.


@frappe.whitelist(methods=["POST"])
def begin_round(
	office: str, kind: str, period_from: str, period_to: str, title: str = "", task: str = ""
) -> str:
	"""Begin a round (`rounds.begin`); return its name."""
	return rounds.begin(office, kind, period_from, period_to, title=title, task=task).name


@frappe.whitelist()
def round_view(name: str) -> dict:
	"""Return {acts, reports, ledgers} for the form of a round: organs for which the caller reports and makes ledgers."""
	doc = acting.read(rounds.DOCTYPE, name)
	mine = rounds.mine(doc)
	keeper = [doc.holder] if acting.acts_for(doc.holder) else []
	return {
		"acts": bool(keeper) and doc.stage == rounds.OPEN,
		"reports": _organs(mine) if doc.stage == rounds.OPEN else [],
		"ledgers": _organs(dict.fromkeys([*keeper, *mine])),
		"now": {row.organ: rounds.counts(doc, row.organ) for row in doc.areas},
		"titles": {row.organ: acting.organ_title(row.organ) for row in doc.areas},
	}


@frappe.whitelist(methods=["POST"])
def report_round(name: str, organ: str, note: str = "", seen: str | None = None) -> str:
	"""Report a township's part (`rounds.report`)."""
	return rounds.report(acting.held(rounds.DOCTYPE, name, seen), organ, note).stage


@frappe.whitelist(methods=["POST"])
def circulate_round(name: str, text: str, seen: str | None = None) -> str:
	"""Circulate how a round goes (`rounds.circulate`)."""
	return rounds.circulate(acting.held(rounds.DOCTYPE, name, seen), text).stage


@frappe.whitelist(methods=["POST"])
def close_round(name: str, summary: str, seen: str | None = None) -> str:
	"""Close a round (`rounds.close`)."""
	return rounds.close(acting.held(rounds.DOCTYPE, name, seen), summary).stage


@frappe.whitelist(methods=["POST"])
def ledger(name: str, organ: str) -> str | None:
	"""Make the ledger of a round (`rounds.ledger`); return the letter's name."""
	paper = rounds.ledger(acting.read(rounds.DOCTYPE, name), organ)
	return paper.name if paper else None


@frappe.whitelist()
def month(month: str) -> dict:
	"""Return the analysis of a month over what the caller may see (`analysis.of_month`)."""
	return analysis.of_month(month)


def _organs(names) -> list[dict]:
	return [{"value": name, "label": acting.organ_title(name)} for name in names]
