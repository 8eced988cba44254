"""Where hard matters are found that a leader should own: the backlog, and what came back.

Rule (art. 18; DOMAIN D1). Listed are matters, oldest first: those past a term or open longer than the days asked for
(积案), those that came in again (重复), and disputes found in screening that became petitions (排查).
Matters with an owner are left out. Nothing is ranked by how often anybody
petitioned, and no person is named: that a matter came back says how it was handled.
"""

from datetime import timedelta

import frappe
from frappe import _
from pypika.terms import PseudoColumn

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.leadership.errors import OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.registering.repeats import ENDED

BACKLOG, REPEATED, SCREENED = "Backlog", "Repeated", "Screening"
DAYS = 90
LIMIT = 100
FIELDS = ["name", "number", "title", "holder", "registered_on", "stage"]


def find(kind: str, days: int = DAYS) -> list[dict]:
	"""Return matters without an owner that the user may see: {name, number, title, holder_title, registered_on, why}."""
	if kind not in (BACKLOG, REPEATED, SCREENED):
		frappe.throw(
			_("Matters are found in the backlog, among those that came back, or from screening."),
			OwnershipRefused,
		)
	petition, owned = frappe.qb.DocType("Petition"), frappe.qb.DocType(common.DOCTYPE)
	taken = (
		frappe.qb.from_(owned)
		.select(owned.petition)
		.where(owned.stage.isin(common.OPEN) & (owned.here == 1) & owned.petition.isnotnull())
	)
	query = (
		frappe.qb.from_(petition)
		.select(*FIELDS)
		.where(petition.stage.notin(list(ENDED)))
		.where(petition.name.notin(taken))
		.where(PseudoColumn(f"({scope.condition('Petition')})"))
		.orderby(petition.registered_on)
		.limit(LIMIT)
	)
	if kind == BACKLOG:
		query = query.where(petition.registered_on < when.now() - timedelta(days=max(int(days), 1)))
	else:
		query = query.where(petition.name.isin(_came_back() if kind == REPEATED else _screened()))
	found = query.run(as_dict=True)
	return [
		{
			"name": row["name"],
			"number": row["number"],
			"title": row["title"],
			"holder_title": organ_title(row["holder"]),
			"registered_on": str(row["registered_on"])[:10] if row["registered_on"] else "",
			"why": _(row["stage"]),
		}
		for row in found
	]


def _came_back():
	"""Return the question for the matters with a later piece, of the last two years."""
	piece = frappe.qb.DocType("Petition Submission")
	return (
		frappe.qb.from_(piece)
		.select(piece.petition)
		.where((piece.relation == "Repeat") & piece.petition.isnotnull())
		.where(piece.received_on >= when.now() - timedelta(days=730))
	)


def _screened():
	"""Return the question for the petitions that disputes found in screening became."""
	dispute = frappe.qb.DocType("Dispute")
	return frappe.qb.from_(dispute).select(dispute.petition).where(dispute.petition.isnotnull())
