"""What drives put on the morning list: to open, to close, to say what came of them. In `xf_worklist`; plain dicts."""

from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import scope_map
from xinfang_app.organization import posting
from xinfang_app.petition.acting import organ_title
from xinfang_app.reception.drives import drives

LIMIT = 50


def sections(user: str) -> list[dict]:
	"""Return the section of drives for `user`: a draft and an outcome wait for who signs, a past last day for the organ."""
	who = scope_map(user)
	if not who.organs:
		return []
	signs = [organ for organ in who.organs if posting.may_sign(user, organ, "opinion")]
	items = [
		_item(row, step)
		for step, where in (
			(_("Open the drive"), {"stage": drives.DRAFT, "holder": ("in", signs or ("",))}),
			(
				_("Sum up what was suggested"),
				{"stage": drives.OPEN, "closes_on": ("<", when.today()), "holder": ("in", who.organs)},
			),
			(_("Publish the outcome"), {"stage": drives.CLOSED, "holder": ("in", signs or ("",))}),
		)
		for row in scope.get_list(
			drives.DOCTYPE,
			where,
			["name", "title", "holder", "opens_on", "stage"],
			user,
			order_by="closes_on asc",
			limit=LIMIT,
		)
	]
	return [{"key": "drives", "title": _("Suggestion drives"), "items": items}] if items else []


def _item(row: dict, step: str) -> dict:
	return {
		"doctype": drives.DOCTYPE,
		"name": row["name"],
		"what": _(drives.DOCTYPE),
		"title": row["title"],
		"organ": organ_title(row["holder"]),
		"due_on": row["opens_on"] if row["stage"] == drives.DRAFT else None,
		"next_step": step,
	}
