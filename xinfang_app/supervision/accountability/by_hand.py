"""Raising a flag by hand: supervision names an organ, an item of the Regulation, facts and evidence.

Rule (idea 12). Only supervision of the county raises one. Evidence is a missed term, a record the user may read, or a
paper with what it shows; a target of the county or the house is none, for it only reminds. Nothing sealed is evidence
but what its own log says by a rule (art. 30). Art. 43 speaks of petition offices, arts. 44 and 45 of other organs. A
grave result needs its facts and its paper, and only with it responsibility may be proposed (art. 40 section 3).
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.supervision import evidence as uploads
from xinfang_app.supervision.accountability import breaches, judging, measures, raising
from xinfang_app.supervision.accountability.errors import FlagRefused, NotTheJudge

SEALED_DOCTYPES = raising.SEALED_DOCTYPES


def raise_by_hand(
	organ: str,
	article_item: str,
	facts: str,
	evidence: list[dict],
	*,
	measure: str | None = None,
	grave: bool = False,
	grave_facts: str = "",
	grave_file: str | None = None,
) -> Document:
	"""Raise a flag on `organ` for supervision, with `evidence` ({deadline} or {ref_doctype, ref_name}, facts, file); return it.

	Raises NotTheJudge for who does not supervise the organ, FlagRefused without facts or evidence, or for evidence the
	user may not read. Nothing sealed is evidence here: only its own log is.
	"""
	if not judging.may_raise(organ):
		frappe.throw(_("Only supervision of the county raises a flag by hand."), NotTheJudge)
	if not frappe.db.exists("Accountability Article", article_item):
		frappe.throw(_("Choose the item of the Regulation."), FlagRefused)
	_check_hand(organ, article_item, facts, evidence, measure, grave, grave_facts, grave_file)
	rows = [_hand_evidence(organ, given) for given in evidence]
	flag = raising.write(
		organ,
		rows,
		source="By hand",
		source_key=f"hand:{organ}:{raising.mark(rows)}:{article_item}",
		article_item=article_item,
		measure=measure or None,
		facts=facts.strip(),
		grave=int(bool(grave)),
		grave_facts=grave_facts,
		grave_file=grave_file,
		raised_by=frappe.session.user,
	)
	if not flag:
		frappe.throw(_("A flag with this evidence stands already."), FlagRefused)
	uploads.attach(flag, *(row.file for row in rows))
	return flag


def _check_hand(organ, article_item, facts, evidence, measure, grave, grave_facts, grave_file) -> None:
	if not (facts or "").strip() or not evidence:
		frappe.throw(_("A flag needs facts and evidence; it is a claim, not a suspicion."), FlagRefused)
	if measure and measure not in measures.MEASURES:
		frappe.throw(_("There is no such measure."), FlagRefused)
	if grave and not ((grave_facts or "").strip() and _is_file(grave_file)):
		frappe.throw(_("A grave result needs its facts and the paper that proves it."), FlagRefused)
	if measure and measures.MEASURES[measure].grave and not grave:
		frappe.throw(
			_("Responsibility is pursued only where a grave result is on record (art. 40 §3)."), FlagRefused
		)
	office = frappe.get_cached_value("Organ", organ, "kind") == breaches.PETITION_OFFICE
	if article_item.startswith("43") != office and article_item[:2] in ("43", "44", "45"):
		frappe.throw(
			_("Article 43 speaks of petition offices, articles 44 and 45 of other organs."), FlagRefused
		)


def _hand_evidence(organ: str, given: dict) -> frappe._dict:
	"""Return one row of evidence that the user gave. Raises FlagRefused."""
	given = frappe._dict(given)
	row = frappe._dict(organ=organ, facts=(given.facts or "").strip(), file=given.file, is_sealed=0)
	if given.file and not _is_file(given.file):
		frappe.throw(_("{0}: upload the file first.").format(_("Evidence")), FlagRefused)
	if given.deadline:
		clock = (
			frappe.get_doc("Deadline", given.deadline) if scope.may_name("Deadline", given.deadline) else None
		)
		if not clock or clock.ref_doctype in SEALED_DOCTYPES:
			frappe.throw(_("This cannot be evidence, or you may not read it."), FlagRefused)
		if clock.organ != organ or not clock.was_late or clock.lifted_on:
			frappe.throw(_("The term does not bind this organ, or was not missed."), FlagRefused)
		if not (breaches.of_clock(clock.rule)):
			frappe.throw(
				_("A target of the county or the house only reminds; it is no breach of the Regulation."),
				FlagRefused,
			)
		row.update(
			evidence_key=f"d:{clock.name}", deadline=clock.name, rule=clock.rule, title=clock.title,
			ref_doctype=clock.ref_doctype, ref_name=clock.ref_name, petition=clock.petition, due_on=clock.due_on,
			ended_on=getdate(clock.stopped_on) if clock.stopped_on else None,
		)  # fmt: skip
		return row
	if given.ref_doctype:
		if given.ref_doctype in SEALED_DOCTYPES or not scope.get_list(
			given.ref_doctype, {"name": given.ref_name}
		):
			frappe.throw(_("This cannot be evidence, or you may not read it."), FlagRefused)
		petition = given.ref_name if given.ref_doctype == "Petition" else None
		row.update(
			evidence_key=f"r:{given.ref_name}", ref_doctype=given.ref_doctype, ref_name=given.ref_name,
			petition=petition,
		)  # fmt: skip
		return row
	if not row.facts or not row.file:
		frappe.throw(_("Evidence is a term, a record, or a paper with what it shows."), FlagRefused)
	row.evidence_key = f"f:{row.file}"[:140]
	return row


def _is_file(url: str | None) -> bool:
	"""Whether `url` is an upload of the user's own, attached to nothing else."""
	if not url or not frappe.db.exists("File", {"file_url": url}):
		return False
	uploads.demand(frappe.new_doc(raising.FLAG), url, _("Evidence"))
	return True


def missed(organ: str) -> list[dict]:
	"""Return the missed terms of `organ` that may stand as evidence and that the user may read: [{value, label}], newest first."""
	rows = scope.get_list(
		"Deadline",
		{
			"organ": organ,
			"was_late": 1,
			"lifted_on": ("is", "not set"),
			"ref_doctype": ("not in", SEALED_DOCTYPES),
		},
		["name", "rule", "title", "petition", "ref_doctype", "ref_name", "due_on"],
		order_by="due_on desc",
		limit=50,
	)
	return [
		{"value": row["name"], "label": f"{row['title']} · {row['due_on']} · {raising.number_of(row) or '–'}"}
		for row in map(frappe._dict, rows)
		if breaches.of_clock(row["rule"])
	]
