"""Places and organs that were merged while something was open: who sees and settles it now.

Rule (art. 24 §2: the successor takes it on). A village or township keeps its record for ever, with the last day it was
valid and what followed it (`organization`). Once a day, open disputes follow: their place code, township, holder and
duty unit become the successor's, with a line in their course; and whoever had a sight through an organ that has ended
(a village that filed a petition, or was asked to help) hands it to the successor. The place where a dispute was found
stays as it was found. Running twice changes nothing.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import custody
from xinfang_app.organization import competence, jurisdiction
from xinfang_app.petition import row_by_row
from xinfang_app.petition.acting import organ_title
from xinfang_app.settling.screening.disputes import DOCTYPE, ENDED

COLUMNS = ("township", "duty_unit")


def daily() -> int:
	"""Let open disputes and open sights follow organs and places that have ended; return how many moved. Hook of the scheduler."""
	return (
		row_by_row.each(_touched(), lambda name: _follow(frappe.get_doc(DOCTYPE, name)), "Merged") + _sights()
	)


def _touched() -> list[str]:
	"""Return the open disputes at a place or organ that has ended and has a successor; none where nothing has ended."""
	organs, places = _ended("Organ"), _ended("Jurisdiction")
	columns = {column: organs for column in (*COLUMNS, "holder")} | {"scope_code": places}
	either = [[column, "in", ended] for column, ended in columns.items() if ended]
	if not either:
		return []
	return frappe.get_all(
		DOCTYPE, filters={"stage": ("not in", ENDED)}, or_filters=either, pluck="name", limit=0
	)


def _ended(doctype: str) -> list[str]:
	return frappe.get_all(
		doctype,
		filters={"valid_to": ("<", when.today()), "successor": ("is", "set")},
		pluck="name",
		limit=0,
	)


def _follow(dispute: Document) -> int:
	place = jurisdiction.current(dispute.scope_code)
	changed = {
		column: competence.current_organ(dispute.get(column))
		for column in COLUMNS
		if dispute.get(column) and competence.current_organ(dispute.get(column)) != dispute.get(column)
	}
	holder = competence.current_organ(dispute.holder)
	if place == dispute.scope_code and not changed and holder == dispute.holder:
		return 0
	if holder != dispute.holder:
		custody.hand_over(dispute, holder, reason=_("Merged", lang="zh"))
	dispute.update({**changed, "scope_code": place})
	line = f"{when.now():%Y-%m-%d %H:%M}　{_('after a merger: {0}', lang='zh').format(organ_title(holder))}"
	dispute.road = f"{dispute.road}\n{line}" if dispute.road else line
	dispute.save(ignore_permissions=True)
	return 1


def _sights() -> int:
	"""Hand open rows of sight of organs that have ended to their successors."""
	ended = _ended("Organ")
	moved = 0
	for row in frappe.get_all(
		"Custody",
		filters={
			"organ": ("in", ended or ("",)),
			"kind": ("in", custody.SIGHT_KINDS),
			"to_on": ("is", "not set"),
		},
		fields=["ref_doctype", "ref_name", "kind", "organ", "source_doctype", "source_name"],
		limit=0,
	):
		heir = competence.current_organ(row.organ)
		if heir == row.organ or not frappe.db.exists(row.ref_doctype, row.ref_name):
			continue
		doc = frappe.get_doc(row.ref_doctype, row.ref_name)
		# The heir's sight ends with what the sight was given for.
		given_for = row.source_name and frappe._dict(doctype=row.source_doctype, name=row.source_name)
		custody.give(doc, organ=heir, kind=row.kind, reason=_("Merged", lang="zh"), source=given_for or None)
		custody.end(doc, organ=row.organ, kind=row.kind, source=given_for or None)
		moved += 1
	return moved
