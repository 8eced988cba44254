"""What is counted in the monthly table, and how. The one place where it is said; screen, list, Excel and closing follow it.

A **piece** (件) is one thing that came in: a letter, a call, a fax, a message, or one visit by people who came together.
It belongs to the month in which it was **received** (first seen by the office, `received_on`), whenever it was
registered, and to the petition office in whose county it is managed.

Counted: every registered piece, whatever came of it: also one that joined a running matter, repeats one, was merged
into another or filed. Joining and merging is about matters; what came in stays what came in.
Transferred-in: what an upper office passes on is one piece with that source level. Referring it on to an organ of the
same county counts nothing again.
A split letter is one piece; its parts are not (`is_part`).
Not counted: drafts. Nobody has decided yet whether one is an accusation; once registered, it counts in the month in
which it came.
Sealed accusations stand on a line of their own, as a number only, and only of those rows of the Sealed Register that
the viewer may see. They are in no other figure, for neither category, place nor organ of an accusation is told.

A piece is a **repeat** (重) when an officer decided that the same people bring the same matter again, or noted at the
counter of a new matter that they have brought it before. Everything else is a first piece (初), also the piece of
others who join a matter.

People (人次) are heads per piece: who came on that visit, who signed that letter. Whoever comes twice is counted
twice, once with each piece. Nothing here looks at who they were; there is no figure about a person.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from frappe import _

PIECE, SEALED = "Petition Submission", "Sealed Register"
VISIT = "Visit"
FORMS = ("Letter", "Visit", "Online", "Call", "Fax")
SOURCES = ("National", "Provincial", "Prefecture", "County", "Township", "Village")

#: The pieces that count, as SQL on `tabPetition Submission`.
COUNTED = f"`tab{PIECE}`.`status` = 'Registered' and `tab{PIECE}`.`is_part` = 0"
#: What is kept of each piece: name of the column in the books → SQL on `tabPetition Submission`.
VALUES = {
	"form": f"ifnull(`tab{PIECE}`.`form`, '')",
	"source_level": f"ifnull(`tab{PIECE}`.`source_level`, '')",
	"category": f"ifnull(`tab{PIECE}`.`category`, '')",
	"scope_code": f"ifnull(`tab{PIECE}`.`scope_code`, '')",
	"organ": f"ifnull(`tab{PIECE}`.`organ`, '')",
	"is_repeat": (
		f"(ifnull(`tab{PIECE}`.`relation`, '') = 'Repeat'"
		f" or (ifnull(`tab{PIECE}`.`relation`, '') in ('', 'New Matter')"
		f" and ifnull(`tab{PIECE}`.`is_first_here`, 1) = 0))"
	),
	"is_group": f"ifnull(`tab{PIECE}`.`is_group`, 0)",
	"people_count": f"greatest(ifnull(`tab{PIECE}`.`people_count`, 1), 1)",
}
#: Sealed rows that count; one that was unsealed goes on as an ordinary piece.
SEALED_COUNTED = f"`tab{SEALED}`.`stage` != 'Reclassified'"


@dataclass(frozen=True)
class Count:
	"""Pieces that are alike in all that the table asks: `n` of them, with `heads` people. A single piece has n = 1."""

	form: str
	source_level: str
	category: str
	place: str
	organ: str
	is_repeat: bool
	is_group: bool
	n: int = 1
	heads: int = 1

	@property
	def group(self) -> str:
		"""The first level of the category: 0201 → 02."""
		return self.category[:2]


@dataclass(frozen=True)
class Measure:
	"""What a column counts. `takes` says which pieces, `heads` whether their people are counted instead of them."""

	key: str
	label: str
	rule: str
	takes: Callable[[Count], bool] = field(default=lambda count: True)
	heads: bool = False

	def of(self, counts: list[Count]) -> int:
		"""Return the figure for `counts`."""
		return sum((c.heads if self.heads else c.n) for c in counts if self.takes(c))


def measures() -> dict[str, Measure]:
	"""Return every measure by its key, with label and rule in the user's language."""
	found = (
		Measure(
			"all",
			_("Pieces and visits"),
			_("Every registered piece received in the month, visits included, each once."),
		),
		Measure(
			"pieces",
			_("Pieces", context="Count"),
			_("Letters, online pieces, calls and faxes. A letter on several matters is one piece."),
			lambda c: c.form != VISIT,
		),
		Measure(
			"batches",
			_("Visits", context="Count"),
			_("People who came together at one time are one visit."),
			lambda c: c.form == VISIT,
		),
		Measure(
			"heads",
			_("People", context="Count"),
			_("Heads per piece: who came on the visit, who signed the letter. Nobody is followed over time."),
			heads=True,
		),
		Measure(
			"first",
			_("First pieces"),
			_("Not decided to be a repeat; also the piece of others who join a running matter."),
			lambda c: not c.is_repeat,
		),
		Measure(
			"repeat",
			_("Repeat pieces"),
			_("An officer decided that the same people bring the same matter again."),
			lambda c: c.is_repeat,
		),
		Measure(
			"group",
			_("Group pieces"),
			_("Visits and letters of five people or more."),
			lambda c: c.is_group,
		),
	)
	return {measure.key: measure for measure in found}


def notes() -> list[str]:
	"""Return the rest of the definitions as sentences in the user's language, for the foot of the sheet."""
	return [
		_(
			"Counted by the day of receipt. Drafts are not counted; parts of a split letter count with their letter."
		),
		_(
			"Joined, merged, transferred-in and filed pieces count once each, where they were registered in the county; referring them on counts nothing again."
		),
		_(
			"Place: where the matter lies; outside the county, or unknown, the place of the organ that manages it. Merged places count under the place that followed them."
		),
		_("Sealed accusations are in none of these figures."),
		_(
			"The figures of a closed month do not change. What is registered, changed or no longer counted afterwards stands as a correction in the next open month."
		),
	]
