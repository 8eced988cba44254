"""Raising flags: by the rules every night; the one way a flag is written, also by a ladder (`ladder`) and by hand (`by_hand`).

Rule (idea 12). A flag is a claim with evidence, never a verdict: what counts is a closed list of breaches (`breaches`),
the organ answers, somebody else verifies. Each breach stands in one flag of a rule only, so a night that runs twice
raises nothing twice, and breaches already dismissed are not raised again. A rule that only reminds sends a message and
raises nothing. Set-based: one statement for each rule finds what counts; documents are written only for the flags.
"""

import hashlib

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.deadline import engine, milestones
from xinfang_app.messages import outbox
from xinfang_app.organization import posting
from xinfang_app.supervision.accountability import breaches, judging, lookback, measures, withdrawing

FLAG, RULE = "Accountability Flag", "Accountability Rule"
SEALED_DOCTYPES = ("Sealed Register", "Sealed Accusation", "Sealed File", "Sealed Opening Log")
ANSWER_RULE = "S06"


def nightly() -> None:
	"""Apply every enabled rule, then withdraw what fell. Hook of the daily scheduler; each rule is its own transaction."""
	for name in frappe.get_all(RULE, filters={"enabled": 1}, pluck="name", order_by="code asc"):
		try:
			apply(frappe.get_doc(RULE, name))
			frappe.db.commit()
		except Exception:
			# One rule's error does not stop the others; it is on the error log and on the next night's list.
			frappe.db.rollback()
			frappe.log_error(title=f"Accountability Rule {name}")
			frappe.db.commit()
	withdrawing.fallen()
	frappe.db.commit()


def apply(rule: Document) -> list[Document]:
	"""Raise what `rule` finds: one flag for each organ that reached its number; return the new flags."""
	# Two workers at once would each find the same breaches; the second waits here and then finds none.
	frappe.db.get_value(RULE, rule.name, "name", for_update=True)
	by_organ: dict[str, list] = {}
	for row in breaches.find(rule):
		by_organ.setdefault(row.organ, []).append(row)
	if rule.measure == measures.REMIND:
		for organ, rows in by_organ.items():
			_remind(rule, organ, len(rows))
		return []
	raised = [
		write(
			organ,
			rows,
			source="By a rule",
			source_key=f"{rule.name}:{organ}:{mark(rows)}",
			breach=rule.breach,
			rule=rule.name,
			article_item=rule.article_item,
			measure=rule.measure,
			needed=rule.threshold,
			facts=_("{0}: {1} in {2} days (rule {3}).", lang="zh").format(
				_(rule.breach, lang="zh"), len(rows), rule.window_days, rule.title
			),
		)
		for organ, rows in by_organ.items()
	]
	return [flag for flag in raised if flag]


def write(
	organ: str, rows: list, *, source: str, source_key: str, breach: str = "", **values
) -> Document | None:
	"""Write one flag with its evidence and look-back, start its clock and tell the organ; None where the key is known."""
	if frappe.db.exists(FLAG, {"source_key": source_key}):
		return None
	for row in rows:
		row.number = "" if row.is_sealed else number_of(row)
	title = frappe.get_cached_value("Organ", organ, ["short_title", "title"])
	flag = frappe.new_doc(FLAG)
	flag.update(
		{
			"title": _("{0}: {1}", lang="zh").format(
				title[0] or title[1],
				_(breach, lang="zh") if breach else item_title(values.get("article_item")),
			)[:140],
			"organ": organ,
			"status": "Flag raised",
			"source": source,
			"source_key": source_key[:140],
			"raised_on": when.now(),
			"verifier_organ": judging.verifier_of(organ),
			# The county's, so that a township's leader does not see by his range what concerns others there.
			"scope_code": posting.county_of(organ) or frappe.db.get_value("Organ", organ, "place_code"),
			"lookback": lookback.write(lookback.of(rows)),
			"needed": 1,
			"proposed_measure": values.pop("measure", None),
			**values,
			"evidence": [_told(row, breach) for row in rows],
		}
	)
	flag.insert(ignore_permissions=True)
	milestones.record(flag, "raised")
	clock = engine.clock(flag, ANSWER_RULE)
	if clock:
		flag.answer_due = clock.due_on
		flag.save(ignore_permissions=True)
	outbox.put(
		key=f"flag:{flag.name}:raised",
		text="accountability_flag",
		ref_doctype=FLAG,
		ref_name=flag.name,
		organ=organ,
		audience=("head", "leader", "supervision"),
		content={"due_on": str(flag.answer_due or "")},
	)
	return flag


def number_of(row) -> str:
	"""Return the number by which people know what a breach is about."""
	if row.petition:
		return frappe.db.get_value("Petition", row.petition, "number") or ""
	if not row.ref_doctype or row.ref_doctype in SEALED_DOCTYPES:
		return ""
	meta = frappe.get_meta(row.ref_doctype)
	field = next((name for name in ("number", "petition_number", "title") if meta.has_field(name)), None)
	return (frappe.db.get_value(row.ref_doctype, row.ref_name, field) or "") if field else ""


def item_title(item: str | None) -> str:
	"""Return the words of an item of F7."""
	return frappe.get_cached_value("Accountability Article", item, "title") if item else ""


def _told(row, breach: str) -> dict:
	"""One row of evidence: terms, numbers, days; nothing of a sealed piece but that it was one."""
	shown = {
		"breach": _(breach, lang="zh") if breach else row.get("facts_title") or "",
		"evidence_key": row.evidence_key,
		"deadline": row.deadline,
		"is_sealed": int(bool(row.is_sealed)),
	}
	if row.is_sealed:
		return {
			**shown,
			"facts": _("A sealed piece: neither number nor content is shown.", lang="zh"),
			"rule": row.rule,
		}
	return {
		**shown,
		"rule": row.rule,
		"number": row.number,
		"due_on": getdate(row.due_on) if row.due_on else None,
		"ended_on": row.ended_on,
		"article": frappe.db.get_value("Deadline Rule", row.rule, "article") if row.rule else "",
		"ref_doctype": row.ref_doctype,
		"ref_name": row.ref_name,
		"facts": row.get("facts") or row.title,
		"file": row.get("file"),
	}


def mark(rows: list) -> str:
	"""Return the same short text for the same breaches, in whatever order."""
	keys = "|".join(sorted(row.evidence_key for row in rows))
	return hashlib.sha256(keys.encode()).hexdigest()[:24]


def _remind(rule: Document, organ: str, number: int) -> None:
	"""Once for each organ and window of the rule's own length."""
	window = when.today().toordinal() // max(int(rule.window_days), 1)
	outbox.put(
		key=f"remind:{rule.name}:{organ}:{window}",
		text="accountability_reminder",
		ref_doctype=RULE,
		ref_name=rule.name,
		organ=organ,
		audience=("head", "leader"),
		content={"title": rule.title, "number": number, "days": rule.window_days},
	)
