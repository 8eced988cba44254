"""Withdrawing flags whose evidence fell.

Rule (idea 12). Where what stood as evidence no longer counts (a term was lifted, or should not have begun; a notice was
found to have been given in time) its row is marked as fallen. When what remains no longer reaches the number for which the flag was raised, the
flag is withdrawn with a note, as long as no measure is decided. One statement finds what fell.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.deadline import milestones
from xinfang_app.messages import outbox

FLAG = "Accountability Flag"
#: A flag that is not decided can still be withdrawn.
UNDECIDED = ("Flag raised", "Answered", "Verified")
OPEN_EVIDENCE = """from `tabFlag Evidence` e
	inner join `tabAccountability Flag` f on f.name = e.parent and f.status in %(open)s"""


def fallen() -> int:
	"""Mark evidence whose term no longer counts, and withdraw the flags that lost their number by it; return how many."""
	found = frappe.db.sql(
		f"""
		select e.name, e.parent, d.lifted_on {OPEN_EVIDENCE}
		inner join `tabDeadline` d on d.name = e.deadline
		where ifnull(e.fallen, 0) = 0
			and (d.lifted_on is not null or d.state = 'Cancelled' or (d.was_late = 0 and d.state = 'Met'))
		union all
		select e.name, e.parent, null {OPEN_EVIDENCE}
		inner join `tabExtension Request` x on x.name = e.ref_name and e.ref_doctype = 'Extension Request'
		where ifnull(e.fallen, 0) = 0 and e.evidence_key like 'x:%%'
			and x.notice_owed = 0 and date(x.notified_on) <= x.due_before
		""",
		{"open": UNDECIDED},
		as_dict=True,
	)
	withdrawn = 0
	for name in dict.fromkeys(row.parent for row in found):
		flag = frappe.get_doc(FLAG, name, for_update=True)
		notes = {row.name: row.lifted_on for row in found if row.parent == name}
		for row in flag.evidence:
			if row.name in notes:
				row.fallen = 1
				row.fallen_note = (
					_("The late record was lifted; it was done in time.", lang="zh")
					if notes[row.name]
					else _("The term was found to be kept, or should not have begun.", lang="zh")
				)
		standing = sum(not row.fallen for row in flag.evidence)
		if standing >= max(flag.needed or 1, 1):
			flag.save(ignore_permissions=True)
			continue
		withdraw(
			flag,
			_("Its evidence fell: {0} of {1} no longer stand.", lang="zh").format(
				len(flag.evidence) - standing, len(flag.evidence)
			),
		)
		withdrawn += 1
	return withdrawn


def withdraw(flag: Document, note: str) -> Document:
	"""Withdraw an undecided flag with a note, end its clocks and tell the organ."""
	flag.update({"status": "Withdrawn", "withdrawn_on": when.now(), "withdrawn_note": note})
	flag.save(ignore_permissions=True)
	milestones.record(flag, "withdrawn", note=note)
	outbox.put(
		key=f"flag:{flag.name}:withdrawn",
		text="accountability_flag",
		ref_doctype=FLAG,
		ref_name=flag.name,
		organ=flag.organ,
		audience=("head", "supervision"),
		content={},
	)
	return flag
