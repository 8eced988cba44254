"""What an office above demands of a matter that it sent down: which system, its number, the kind, by which day.

Rule (art. 22 §1(3)): a matter assigned from above is owed a result by the day its letter names. Whoever sends it on
needs that day before him: the dialog proposes an assignment with it, a run in bulk assigns with it, and he may set an
earlier one. The rooms that know the upper systems answer through the registry `xf_demanded_above` of hooks: functions
`(petitions) -> {petition: {system, number, kind, due_on}}`. Nothing follows by itself.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import getdate

from xinfang_app import when

NAME = "xf_demanded_above"


class Demand(NamedTuple):
	"""What is demanded from above. `kind` is Transfer or Assign, `due_on` the day by which the result is owed there."""

	system: str
	number: str
	kind: str
	due_on: date | None

	@property
	def assigns(self) -> bool:
		"""Whether the matter should go on as an assignment, with the day from above: that day is still to come."""
		return self.kind == "Assign" and bool(self.due_on and self.due_on > when.today())

	def told(self) -> dict:
		"""Return it as plain values for the desk."""
		return {
			"system": self.system,
			"number": self.number,
			"kind": self.kind,
			"due_on": str(self.due_on) if self.due_on else None,
			"assigns": self.assigns,
		}


def of(petitions: Iterable[str]) -> dict[str, Demand]:
	"""Return petition → what is demanded from above, for those of `petitions` of which something is.

	Asks nobody's permission: the caller has the petitions before him.
	"""
	names, found = sorted(set(petitions)), {}
	if not names:
		return found
	for path in frappe.get_hooks(NAME):
		for petition, row in frappe.get_attr(path)(names).items():
			due = getdate(row["due_on"]) if row["due_on"] else None
			found.setdefault(petition, Demand(row["system"], row["number"], row["kind"] or "Transfer", due))
	return found
