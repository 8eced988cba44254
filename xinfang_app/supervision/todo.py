"""What this room puts on the morning list: letters to send up, to sign for, to answer, to verify.

Rule: plain dicts for `xf_worklist` (this room imports nothing from office). Letters that wait for a signature stand
under 待我签发 with the other drafts. Each section is one indexed question under the user's own scope; a line goes when
its step is taken. A line names number, kind and organ, never a person who petitions.
"""

from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.organization import posting
from xinfang_app.petition.acting import organ_title
from xinfang_app.supervision import who

LIMIT = 100
LETTER = [
	"name",
	"title",
	"kind",
	"document_number",
	"organ",
	"from_organ",
	"due_on",
	"stage",
	"signed_by",
	"answered_by",
]
ORDER = [
	"name",
	"title",
	"document_number",
	"organ",
	"from_organ",
	"due_on",
	"stage",
	"ordered_by",
	"rectified_by",
]


def sections(user: str) -> list[dict]:
	"""Return the sections of `user`. Registered in `xf_worklist`."""
	offices, organs = who.offices_of(user), who.organs_of(user)
	found = []
	if offices:
		found += [_drafts(user, offices), _to_verify(user, offices)]
	if organs:
		found += [_to_receive(user, organs), _to_answer(user, organs)]
	return [section for section in found if section["items"]]


def _drafts(user: str, offices: list[str]) -> dict:
	rows = _letters(user, {"from_organ": ["in", offices], "stage": "Draft"}, "creation asc")
	more = scope.get_list(
		"Recommendation",
		{"from_organ": ["in", offices], "stage": "Draft"},
		["name", "title", "kind", "organ"],
		user,
		order_by="creation asc",
		limit=LIMIT,
	)
	items = [_line(row, _("Complete it and send it up")) for row in rows]
	items += [_line({**row, "doctype": "Recommendation"}, _("Complete it and send it up")) for row in more]
	return {"key": "letters_draft", "items": items}


def _to_verify(user: str, offices: list[str]) -> dict:
	own = posting.organs_of(user, when.today())
	rows = _letters(user, {"from_organ": ["in", offices], "stage": "Answered"}, "answered_on asc")
	items = [
		_line(row, _("Verify with file, organ and petitioner"), due_on=None)
		for row in rows
		if user not in (row["signed_by"], row["answered_by"]) and row["organ"] not in own
	]
	silent = _letters(
		user,
		{
			"from_organ": ["in", offices],
			"stage": ["in", ["Sent", "Received"]],
			"due_on": ["<", when.today()],
		},
		"due_on asc",
	)
	items += [
		_line(row, _("No reply by its day: raise it a level"))
		for row in silent
		if user != row["signed_by"] and row["organ"] not in own
	]
	orders = _orders(user, {"from_organ": ["in", offices], "stage": "Rectified"})
	items += [
		_line(row, _("Verify what was mended"), due_on=None)
		for row in orders
		if user not in (row["ordered_by"], row["rectified_by"]) and row["organ"] not in own
	]
	return {"key": "letters_verify", "items": items}


def _to_receive(user: str, organs: list[str]) -> dict:
	rows = _letters(user, {"organ": ["in", organs], "stage": "Sent"}, "sent_on asc")
	return {
		"key": "letters_receive",
		"items": [_line(row, _("Sign for it"), other="from_organ") for row in rows],
	}


def _to_answer(user: str, organs: list[str]) -> dict:
	rows = _letters(user, {"organ": ["in", organs], "stage": "Received"}, "due_on asc")
	items = [_line(row, _("Reply with evidence"), other="from_organ") for row in rows]
	orders = _orders(user, {"organ": ["in", organs], "stage": "Ordered"})
	items += [_line(row, _("Mend it and reply with evidence"), other="from_organ") for row in orders]
	advice = scope.get_list(
		"Recommendation",
		{"organ": ["in", organs], "stage": "Delivered"},
		["name", "title", "kind", "document_number", "organ", "from_organ", "due_on"],
		user,
		order_by="due_on asc",
		limit=LIMIT,
	)
	items += [
		_line(
			{**row, "doctype": "Recommendation"}, _("Give feedback on the recommendation"), other="from_organ"
		)
		for row in advice
	]
	return {"key": "letters_answer", "items": sorted(items, key=lambda item: str(item["due_on"] or "9999"))}


def _letters(user: str, filters: dict, order_by: str) -> list[dict]:
	rows = scope.get_list("Supervision Letter", filters, LETTER, user, order_by=order_by, limit=LIMIT)
	return [{**row, "doctype": "Supervision Letter"} for row in rows]


def _orders(user: str, filters: dict) -> list[dict]:
	rows = scope.get_list("Rectification", filters, ORDER, user, order_by="due_on asc", limit=LIMIT)
	return [{**row, "doctype": "Rectification", "kind": "Rectification"} for row in rows]


def _line(row: dict, step: str, *, other: str = "organ", **values) -> dict:
	return {
		"doctype": row["doctype"],
		"name": row["name"],
		"what": _(row["kind"]),
		"number": row.get("document_number") or "",
		"title": row["title"] or "",
		"organ": organ_title(row.get(other)),
		"next_step": step,
		"due_on": row.get("due_on"),
		**values,
	}
