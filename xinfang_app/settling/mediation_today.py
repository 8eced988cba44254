"""Mediations on 今日工作: consent to ask, sessions to hold, agreements to follow. Registered in `xf_worklist`."""

from frappe import _
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.organization import posting
from xinfang_app.petition import acting

STEPS = {
	"Consent Asked": "Ask both sides whether they agree to mediation",
	"Under Way": "Plan or record the session",
	"Agreement Reached": "Follow whether the agreement is performed",
}
LIMIT = 100


def sections(user: str) -> list[dict]:
	"""Return the section of mediations that the organs of `user` have in hand."""
	organs = [row.organ for row in posting.current(user) if row.post in acting.WORKING_POSTS]
	if not organs:
		return []
	rows = scope.get_list(
		"Mediation",
		{"organ": ["in", organs], "stage": ["in", list(STEPS)]},
		["name", "title", "petition_number", "stage", "next_session_on", "perform_by"],
		user,
		order_by="creation asc",
		limit=LIMIT,
	)
	items = [
		{
			"doctype": "Mediation",
			"name": row["name"],
			"what": _("Mediation"),
			"number": row["petition_number"] or "",
			"title": row["title"] or "",
			"next_step": _(STEPS[row["stage"]]),
			"due_on": _due(row),
		}
		for row in rows
	]
	return [{"key": "mediations", "title": _("Mediations"), "items": items}] if items else []


def _due(row: dict):
	day = row["next_session_on"] if row["stage"] == "Under Way" else row["perform_by"]
	return getdate(day) if day else None
