"""What the form of a hearing shows: the open steps for who is logged in, and what stands in their way."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.hearing import deliberation, hearings, notices, panel, pending, settings, who
from xinfang_app.hearing.vocabulary import CHAIR, HANDLING, OPEN, PHASES, RECORDER
from xinfang_app.organization import posting

#: Stage → steps of the organ that hears, the next one first.
_ORGAN = {
	"Considered": ["ask", "decide", "not_asked"],
	"Requested": ["decide", "waive"],
	"Preparing": ["notify", "add_evidence", "claim", "waive"],
	"Notified": ["begin", "move", "absent", "replace", "add_evidence", "claim", "waive"],
	"Under Way": ["record", "add_evidence", "judge_evidence", "claim", "close"],
	"Deliberation": ["conclude_paper"],
}
_BENCH = {
	"Notified": ["begin", "absent", "add_evidence", "claim"],
	"Under Way": ["record", "add_evidence", "judge_evidence", "claim", "close"],
	"Deliberation": ["deliberate", "vote", "conclude_paper"],
}


def of(hearing: Document) -> dict:
	"""Return {steps, hint, faults, phases, rules, deliberation}. The caller has asked `access`."""
	steps = _steps(hearing)
	rules = settings.load()
	return {
		"steps": steps,
		"hint": _hint(hearing),
		"faults": _faults(hearing),
		"phases": list(PHASES),
		"least": panel.least(hearing),
		"notice_days": rules.notice_days,
		"in_organ": who.acts_for(hearing.organ),
		"may_decide": _may_decide(hearing),
		"deliberation": deliberation.view(hearing) if _shows_deliberation(hearing) else None,
		"sealed": hearing.stage == "Deliberation" and not deliberation.may_read(hearing),
	}


def of_petition(petition: Document) -> dict:
	"""Return {may, rows}: whether the user may begin a hearing at the handling level, and those on record."""
	rows = scope.get_list(
		hearings.DOCTYPE,
		{"petition": petition.name},
		["name", "number", "level_shown", "level", "stage", "workflow_state"],
		order_by="creation asc",
	)
	open_ = any(row["stage"] in OPEN and row["level"] == HANDLING for row in rows)
	fits = petition.stage in pending.HANDLED and petition.pathway in (None, "", "P6")
	return {"may": fits and not open_ and who.acts_for(petition.holder), "rows": rows}


def of_review(review: Document) -> dict:
	"""Return {may, rows} for a review."""
	rows = scope.get_list(
		hearings.DOCTYPE,
		{"review": review.name},
		["name", "number", "level_shown", "stage", "workflow_state"],
		order_by="creation asc",
	)
	open_ = any(row["stage"] in OPEN for row in rows)
	return {
		"may": review.stage in pending.REVIEWED and not open_ and who.acts_for(review.organ),
		"rows": rows,
	}


def _steps(hearing: Document) -> list[str]:
	steps: list[str] = []
	on_bench = frappe.session.user in who.panel_users(hearing, CHAIR, RECORDER)
	if who.acts_for(hearing.organ):
		steps += _ORGAN.get(hearing.stage, [])
	if on_bench:
		steps = [*_BENCH.get(hearing.stage, []), *steps]
	elif hearing.stage == "Deliberation" and frappe.session.user in who.panel_users(hearing):
		steps = ["vote", *steps]
	if hearing.stage in notices.SITTING and panel.unable(hearing):
		steps = [step for step in steps if step not in ("close", "conclude_paper")]
		steps = ["move", *steps] if who.acts_for(hearing.organ) else steps
	steps = list(dict.fromkeys(steps))
	if hearing.stage == "Deliberation" and frappe.session.user in who.panel_users(hearing, CHAIR):
		steps.append("conclude")
	if any(row.outcome == "Not decided" for row in hearing.challenges) and _may_decide(hearing):
		steps.insert(0, "decide_claim")
	return [step for step in steps if _fits(step, hearing)] + _last(hearing)


def _fits(step: str, hearing: Document) -> bool:
	"""Whether a step makes sense for this hearing and this user."""
	own = hearing.source == hearings.OWN
	told = hearing.source == hearings.TOLD
	return {
		"ask": hearing.stage != "Considered" or told,
		"not_asked": told,
		"decide": _may_decide(hearing) and not (hearing.stage == "Considered" and told),
		"waive": not own,
		"judge_evidence": bool(hearing.evidence),
	}.get(step, True)


def _last(hearing: Document) -> list[str]:
	may = hearing.source == hearings.OWN and hearing.stage in ("Considered", "Preparing", "Notified")
	return ["call_off"] if may and _may_decide(hearing) else []


def _may_decide(hearing: Document) -> bool:
	return bool(posting.may_sign(frappe.session.user, who.organ_of(hearing), "opinion"))


def _shows_deliberation(hearing: Document) -> bool:
	return hearing.stage in ("Deliberation", "Conclusion Signed") and deliberation.may_read(hearing)


def _faults(hearing: Document) -> list[str]:
	"""What is still to be filled in before the notices go out; and, once they are out, before the hearing can be opened."""
	if hearing.stage not in ("Preparing", "Notified"):
		return []
	found = []
	if not hearing.held_on:
		found.append(_("The day of the hearing is not set."))
	if not hearing.place:
		found.append(_("The venue is not set."))
	seated = [row for row in hearing.panel if not row.stands_aside]
	for role, text in ((CHAIR, _("Name the chair.")), (RECORDER, _("Name the recorder."))):
		if not any(row.role == role for row in seated):
			found.append(text)
	fault = panel.number_fault(hearing, panel.voting(hearing))
	return [*found, fault] if fault else found


def _hint(hearing: Document) -> str:
	"""What happens next, in one sentence."""
	fault = panel.unable(hearing) if hearing.stage in notices.SITTING else None
	if fault:
		return _(
			"The panel can no longer decide: {0} Give the hearing another day and name another member; its record is kept."
		).format(fault)
	return {
		"Considered": _("The head or a leader decides whether the hearing is held."),
		"Requested": _(
			"The head or a leader decides whether the hearing is held, and the petitioner is told if not."
		),
		"Preparing": _("Fill in day, venue, panel and those who take part; then send the notices."),
		"Notified": _(
			"On the day the chair opens the hearing; until then the date can be moved and members replaced."
		),
		"Under Way": _("Write the record phase by phase, then close the sitting."),
		"Deliberation": _(
			"The panel deliberates and votes in closed session; the chair signs the conclusion."
		),
		"Conclusion Signed": _("The opinion has to cite the number of this conclusion."),
	}.get(hearing.stage, "")
