"""Whether the problem is solved in fact, apart from whether the procedure is done.

Rule: `concluded` says that an opinion was issued and served; `resolved` says that the demand was met or agreed, and is
set only after somebody asked the petitioner: how, who, when, and what he said are on record. A closed matter may be
unresolved, and a later check may say so; the newest counts. No promise to stop petitioning is asked for, here or at
closing.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime

from xinfang_app import access, when
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal, signing

WAYS = ("Visited", "Called", "Met at the office")


def check(petition: Document, resolved: bool, way: str, note: str, proof: str | None = None) -> Document:
	"""Record what the petitioner said about the solution; return the Resolution Check and set it on `petition`.

	The organ that has the matter checks, or the petition office. Raises SomethingMissing, NotPermitted.
	"""
	access.require(petition, "supervise" if handling.petition_office_of() else "act")
	recusal.refuse(petition.name)
	handling.demand(way if way in WAYS else None, _("How it was checked with the petitioner"))
	handling.demand(note, _("What the petitioner said"))
	if proof:
		handling.demand_file(proof, _("Proof of the check"))
	entry = handling.write(
		handling.new_record(
			"Resolution Check",
			petition,
			resolved=int(resolved),
			way=way,
			note=note,
			proof=proof,
			checked_by=frappe.session.user,
			checked_on=when.now(),
		)
	)
	petition.resolved = int(resolved)
	checked = format_datetime(entry.checked_on, "yyyy-MM-dd")
	petition.resolved_note = f"{_(way, 'zh')}，{signing.full_name(frappe.session.user)}，{checked}：{note}"
	handling.write(petition)
	return entry
