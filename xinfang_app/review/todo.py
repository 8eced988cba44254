"""What this room puts on the morning list: requests to take on, files to hand over, opinions to draft and to serve.

Rule: plain dicts for `xf_worklist`. Each section is one indexed question under the user's own scope; a line goes when its
step is taken. A line names number, level and organ, never a person who petitions. What waits for a signature stands
under 待我签发 with the other drafts.
"""

from frappe import _

from xinfang_app.access import scope
from xinfang_app.petition.acting import organ_title
from xinfang_app.review import overturns, reviews, who

LIMIT = 100
FIELDS = [
	"name",
	"petition_number",
	"title",
	"level",
	"organ",
	"respondent_organ",
	"due_on",
	"answer_due_on",
	"file_called_on",
	"answered_on",
	"stage",
	"external",
]
STEPS = {
	"Requested": "Check the request and take it on",
	"Supplementing": "Wait for the supplement, then take it on",
	"Accepted": "Call for the file, draft the opinion",
	"Signed": "Serve the opinion of the review",
}


def sections(user: str) -> list[dict]:
	"""Return the sections of `user`. Registered in `xf_worklist`."""
	organs = who.organs_of(user)
	found = []
	if organs:
		found += [_to_review(user, organs), _to_answer(user, organs)]
	found.append(overturns.section(user))
	return [section for section in found if section["items"]]


def _to_review(user: str, organs: list[str]) -> dict:
	rows = []
	for field, external in (("organ", 0), ("recorded_organ", 1)):
		rows += _rows(user, {field: ["in", organs], "external": external, "stage": ["in", list(STEPS)]})
	items = [
		_line(row, _("Enter what the organ outside decided") if row["external"] else _(STEPS[row["stage"]]))
		for row in rows
	]
	return {"key": "reviews", "title": _("Reviews in hand"), "items": items}


def _to_answer(user: str, organs: list[str]) -> dict:
	rows = _rows(
		user,
		{
			"respondent_organ": ["in", organs],
			"stage": "Accepted",
			"file_called_on": ["is", "set"],
			"answered_on": ["is", "not set"],
		},
	)
	items = [
		{
			**_line(row, _("Hand over the file and answer")),
			"due_on": row["answer_due_on"],
			"organ": organ_title(row["organ"]),
		}
		for row in rows
	]
	return {"key": "reviews_answer", "title": _("Reviews that wait for your answer"), "items": items}


def _rows(user: str, filters: dict) -> list[dict]:
	return scope.get_list(reviews.DOCTYPE, filters, FIELDS, user, order_by="due_on asc", limit=LIMIT)


def _line(row: dict, step: str) -> dict:
	return {
		"doctype": reviews.DOCTYPE,
		"name": row["name"],
		"what": _(row["level"]),
		"number": row["petition_number"] or "",
		"title": row["title"] or "",
		"organ": organ_title(row["respondent_organ"]),
		"next_step": step,
		"due_on": row["due_on"],
	}
