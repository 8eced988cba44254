"""What each row of a list is, before anything is written: new, already here, changed, double, or with a fault.

Rule: a row is known by its number within its system and county. What is here already is compared: what the upper system
alone decides (kind, term, status) is taken over by the run; any other difference (title, content, people) is shown and
never written, for it is the officers' work. Where the same number is here from another system, the row is new and says
so: a human decides. A number that stands twice in the file is taken from its first row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe import _

from xinfang_app.access import masking
from xinfang_app.exchange import upper, who
from xinfang_app.exchange.entry import ABOVE, Entry, Said

NEW, SAME, CHANGED, DOUBLE, FAULTY = (
	"To register",
	"Unchanged",
	"Changed above",
	"Twice in the list",
	"Faulty",
)
#: Compared with what was registered, shown to the officer, never written.
SHOWN = ("title", "content", "people_count")
AT_ONCE = 500


@dataclass
class Verdict:
	"""What a row is. `changes`: {field, ours, theirs, takes}; of what is only shown the values are not kept."""

	verdict: str
	reason: str = ""
	hints: list[Said] = field(default_factory=list)
	changes: list[dict] = field(default_factory=list)
	matter: frappe._dict | None = None
	petition: str | None = None


class Judge:
	"""Compares rows with what the county of `organ` has from `system`."""

	def __init__(self, system: str, organ: str, entries: Iterable[Entry]):
		numbers = list(dict.fromkeys(entry.number for entry in entries if entry.number))
		self.system, self.organ = system, organ
		self.level = frappe.get_cached_value("Upper System", system, "source_level")
		self.matters = upper.known(system, organ, numbers)
		self.pieces = _pieces(numbers, who.county_of(organ))
		self.masked = _masked([rows[0].name for rows in self.pieces.values()])
		self.first: dict[str, int] = {}

	def of(self, entry: Entry) -> Verdict:
		"""Return what the row is. Rows are asked for in the order of the sheet."""
		if entry.faults:
			return Verdict(FAULTY, "；".join(said.kept() for said in entry.faults), entry.hints)
		number = upper.normal(entry.number)
		before = self.first.setdefault(number, entry.row_no)
		if before != entry.row_no:
			return Verdict(
				DOUBLE, _("The same number as in row {0}; that row counts.").format(before), entry.hints
			)
		matter = self.matters.get(number)
		if matter:
			return self._known(entry, matter, number)
		return self._elsewhere(entry, number)

	def _known(self, entry: Entry, matter: frappe._dict, number: str) -> Verdict:
		if matter.sealed:
			return Verdict(SAME, _("Registered under seal."), matter=matter)
		piece = next((row for row in self.pieces.get(number, ()) if row.name == matter.submission), None)
		changes = changed_above(entry, matter) + self._shown(entry, piece)
		taken = any(change["takes"] for change in changes)
		reason = _("Already here: {0}").format(piece.number) if piece else _("Already here.")
		return Verdict(
			CHANGED if taken else SAME, reason, entry.hints, changes, matter, matter.petition or None
		)

	def _elsewhere(self, entry: Entry, number: str) -> Verdict:
		"""No Upper Matter of this system: the number may have been typed at the counter, or come from another system."""
		for row in self.pieces.get(number, ()):
			if row.source_level not in upper.LEVELS or row.source_level == self.level:
				reason = _("Already here: {0}").format(row.number)
				return Verdict(SAME, reason, entry.hints, self._shown(entry, row), petition=row.petition)
			told = _("The same number is here from another system: {0}. Please check.")
			entry.hints.append(Said(told.format(row.number)))
		return Verdict(NEW, "", entry.hints)

	def _shown(self, entry: Entry, piece: frappe._dict | None) -> list[dict]:
		if not piece:
			return []
		found = [
			{"field": key, "takes": 0}
			for key in SHOWN
			if entry.data.get(key) not in (None, "") and _flat(entry.data[key]) != _flat(piece.get(key))
		]
		name = next((person["name"] for person in entry.people if person.get("name")), "")
		ours = self.masked.get(piece.name)
		if name and ours and ours not in (masking.masked(name), masking.masked(name, masking.ORGANIZATION)):
			found.append({"field": "name", "takes": 0})
		return found


def changed_above(entry: Entry, matter: frappe._dict) -> list[dict]:
	"""Return what the list says differently of what is the upper system's; an empty cell says nothing."""
	said = entry.above()
	return [
		{"field": key, "ours": str(matter.get(key) or ""), "theirs": str(said[key]), "takes": 1}
		for key in ABOVE
		if said[key] and str(said[key]) != str(matter.get(key) or "")
	]


def _pieces(numbers: list[str], county: str) -> dict[str, list[frappe._dict]]:
	"""Registered pieces of the county with one of `numbers`, by normal number, oldest first; not those of an undone import."""
	found: dict[str, list[frappe._dict]] = {}
	for start in range(0, len(numbers), AT_ONCE):
		for row in frappe.get_all(
			"Petition Submission",
			filters={
				"upper_number": ("in", numbers[start : start + AT_ONCE]),
				"status": "Registered",
				"is_part": 0,
			},
			fields=[
				"name",
				"number",
				"petition",
				"organ",
				"source_level",
				"upper_number",
				"title",
				"content",
				"people_count",
			],
			order_by="creation asc",
			limit_page_length=0,
		):
			if who.county_of(row.organ) == county:
				found.setdefault(upper.normal(row.upper_number), []).append(row)
	gone = upper.withdrawn([row.name for same in found.values() for row in same])
	kept = {number: [row for row in same if row.name not in gone] for number, same in found.items()}
	return {number: same for number, same in kept.items() if same}


def _masked(pieces: list[str]) -> dict[str, str]:
	found: dict[str, str] = {}
	for start in range(0, len(pieces), AT_ONCE):
		found.update(
			frappe.get_all(
				"Submission Petitioner",
				filters={
					"parenttype": "Petition Submission",
					"parent": ("in", pieces[start : start + AT_ONCE]),
					"is_main": 1,
				},
				fields=["parent", "masked_name"],
				as_list=True,
				limit_page_length=0,
			)
		)
	return found


def _flat(value) -> str:
	return "".join(str(value if value is not None else "").split())
