"""One line of the morning list, and a section of it.

Rule: a line says what it is, its number, title and organ, the term that runs with its article and the days left, and
the one next step. Rooms add sections through the registry `xf_worklist` of hooks: dotted functions `(user) -> list[Item]`,
or `-> Section` / `list[Section]` where a section holds more lines than it shows. A room of the same rank, which imports
nothing from here, answers with plain dicts of the same keys (`Section.of`). A line never names a person who petitions:
the title of a matter says what it is about.
"""

from dataclasses import asdict, dataclass, field
from datetime import date

from xinfang_app import when

#: So many lines of a section are shown.
LIMIT = 100
#: A section is counted up to this number; beyond it the page says "more than".
CAP = 1000

#: Key → title, in the order of the page.
SECTIONS: dict[str, str] = {
	"duty": "On duty: urgent matters",
	"overdue": "Past the term",
	"due_today": "Due today",
	"due_soon": "Due within three days",
	"reminded": "Reminders received",
	"to_sign": "Waiting for my signature",
	"letters_receive": "Supervision letters to sign for",
	"letters_answer": "Supervision letters to answer",
	"letters_verify": "Replies to verify",
	"letters_draft": "Supervision letters to send up",
	"returned": "Returned to me",
	"answered": "Newly answered",
	"decide": "Objections and disputes to decide",
	"above": "Differences with the upper systems",
	"reports": "Concluding reports to check",
	"lists": "Lists from above, not registered",
	"unregistered": "Received, not registered",
	"unfinished": "Unfinished from yesterday",
	"to_refer": "To be sent on",
	"to_accept": "To be accepted",
	"to_receive": "Receipts to be recorded",
	"tasks": "Asked to help",
	"in_hand": "Being handled",
	"ownerless": "Without an owner",
	"area_overdue": "Overdue elsewhere in the area",
}


@dataclass
class Item:
	"""One line. `name` is opened by Enter; `bulk` names the actions in bulk that may be tried on it."""

	section: str
	doctype: str
	name: str
	what: str
	number: str = ""
	title: str = ""
	organ: str = ""
	next_step: str = ""
	rule: str = ""
	clock: str = ""
	article: str = ""
	due_on: date | None = None
	mark: str = ""
	"""Urgent, group and the like, in the user's language; about the matter, never about a person."""
	petition: str | None = None
	bulk: tuple[str, ...] = ()
	bulk_name: str | None = None
	"""The record that the actions in bulk take, where it is not the one that is opened."""
	route: tuple[str, ...] = ()
	"""The page on which the line is worked, where that is not the form of the record; tells lines of one record apart."""

	def told(self) -> dict:
		"""Return the line as plain values for the page."""
		row = asdict(self)
		row["due_on"] = str(self.due_on) if self.due_on else None
		row["days_left"] = (self.due_on - when.today()).days if self.due_on else None
		row["bulk"], row["route"] = list(self.bulk), list(self.route)
		row["bulk_name"] = self.bulk_name or self.name
		return row


@dataclass
class Section:
	"""Lines under one head. `total` counts all of them, also those beyond what is shown."""

	key: str
	items: list[Item] = field(default_factory=list)
	total: int | None = None
	title: str = ""
	covers: set[str] = field(default_factory=set)
	"""The petitions under this head, shown or not: what stands here is not said again further down."""

	@classmethod
	def of(cls, told: dict) -> "Section":
		"""Return the section that another room told: {key, items: [{what an Item has}], total, title}."""
		items = [Item(**{**row, "section": told["key"]}) for row in told["items"]]
		return cls(told["key"], items, told.get("total"), told.get("title") or "")

	def count(self) -> int:
		"""Return how many lines the section has, shown or not."""
		return len(self.items) if self.total is None else self.total
