"""The name of a figure, from which its list is opened: "month=2026-03;of=own;form=Visit;measure=heads".

It names no record and grants nothing: the list is read anew in the scope of whoever opens it.
"""

from dataclasses import dataclass

import frappe
from frappe import _

from xinfang_app.insight.monthly import definitions, dimensions
from xinfang_app.insight.monthly.definitions import Count
from xinfang_app.insight.monthly.errors import NoFigure
from xinfang_app.insight.monthly.month import Month

OWN, ADDED, REMOVED = "own", "added", "removed"
SEALED, SEALED_ADDED, SEALED_REMOVED = "sealed", "sealed-added", "sealed-removed"
KINDS = (OWN, ADDED, REMOVED, SEALED, SEALED_ADDED, SEALED_REMOVED)
#: By which attributes of a piece a figure may pick.
PICKS = (*dimensions.KEYS, "is_group")


@dataclass(frozen=True)
class Figure:
	"""What a figure counts: pieces of `month`, picked by `where`, in a measure; of which kind; of which closed month."""

	month: Month
	where: tuple[tuple[str, str], ...] = ()
	measure: str = "all"
	kind: str = OWN
	corrected: Month | None = None

	def __str__(self) -> str:
		parts = [("month", str(self.month)), ("of", self.kind), *self.where, ("measure", self.measure)]
		if self.corrected:
			parts.append(("corrected", str(self.corrected)))
		return ";".join(f"{key}={value}" for key, value in parts)

	@classmethod
	def parse(cls, text: str | None) -> "Figure":
		"""Return the figure of that name. Raises NoFigure, NoMonth."""
		parts = [tuple(part.split("=", 1)) for part in (text or "").split(";") if "=" in part]
		named = dict(parts)
		where = tuple((key, value) for key, value in parts if key in PICKS)
		rest = set(named) - set(PICKS) - {"month", "of", "measure", "corrected"}
		kind, measure = named.get("of", OWN), named.get("measure", "all")
		if rest or kind not in KINDS or measure not in definitions.measures():
			frappe.throw(_("There is no figure {0} in the monthly table.").format(text or "—"), NoFigure)
		corrected = Month.parse(named["corrected"]) if named.get("corrected") else None
		return cls(Month.parse(named.get("month")), where, measure, kind, corrected)

	@property
	def label(self) -> str:
		"""The figure in words."""
		picked = [dimensions.label_of(key, value) for key, value in self.where]
		words = [self.month.label, *picked, definitions.measures()[self.measure].label]
		if self.corrected:
			words.append(_("correction of {0}").format(self.corrected.label))
		return " · ".join(words)


def matches(count: Count, where: tuple[tuple[str, str], ...]) -> bool:
	"""Return whether a piece has every value of `where`."""
	return all(dimensions.text(getattr(count, key)) == value for key, value in where)
