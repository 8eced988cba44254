"""What help puts on the morning list: drafts to send up, approved help to be given. A line names no person."""

from frappe import _

from xinfang_app.access import scope
from xinfang_app.organization import posting
from xinfang_app.petition import acting

STEPS = {"Draft": "Send the help up for approval", "Approved": "Give the help against a receipt"}


def sections(user: str) -> list[dict]:
	"""Return the section of `user`. Registered in `xf_worklist`."""
	organs = [organ for organ in posting.organs_of(user) if acting.acts_for(organ, user)]
	if not organs:
		return []
	rows = scope.get_list(
		"Assistance Record",
		{"organ": ["in", organs], "stage": ["in", list(STEPS)]},
		["name", "petition_number", "title", "kind", "organ", "stage"],
		user,
		order_by="creation asc",
		limit=100,
	)
	items = [
		{
			"doctype": "Assistance Record",
			"name": row["name"],
			"what": _(row["kind"]),
			"number": row["petition_number"] or "",
			"title": row["title"] or "",
			"organ": acting.organ_title(row["organ"]),
			"next_step": _(STEPS[row["stage"]]),
			"due_on": None,
		}
		for row in rows
	]
	return [{"key": "assistance", "title": _("Help in hardship"), "items": items}] if items else []
