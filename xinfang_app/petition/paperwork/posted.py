"""Letters that are out in the post: sent, and neither signed for nor refused nor come back.

The post office is not asked by this program; what became of a letter is what its receipt says, entered by an officer.
So the list is there for asking after the letters that are out longest.
"""

from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope


def out(organs: list[str]) -> list[dict]:
	"""Return the posted letters of `organs` whose receipt is still out, the oldest first."""
	if not organs:
		return []
	rows = scope.get_list(
		"Service Record",
		{"organ": ["in", organs], "way": "By post", "result": "", "sent_on": ["is", "set"]},
		[
			"name",
			"petition",
			"petition_number",
			"recipient_name",
			"mail_number",
			"sent_on",
			"document_number",
		],
		order_by="sent_on asc",
		limit=200,
	)
	return [
		{**row, "sent_on": str(row.sent_on), "days": (when.today() - getdate(row.sent_on)).days}
		for row in rows
	]
