"""One row of a list, read: what would be registered, what is the upper system's, and what stands against it.

Rule: what keeps a row from being told apart or timed is a fault, and the row waits to be mended: no number, a number
that lost its digits, a formula that was never calculated, a date that cannot be read or has not come. Everything else
is a hint: the piece is registered with what can be read, and registration notes the rest (arts. 22, 44(1)). The words
of the list decide whether it is an accusation as much as our codes do; a mapping cannot unseal one (art. 30).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.exchange import fields
from xinfang_app.exchange.codes import Codes
from xinfang_app.exchange.reading import values
from xinfang_app.exchange.reading.sheet import is_empty
from xinfang_app.exchange.reading.values import ValueFault
from xinfang_app.organization import competence

LONGEST_NUMBER = 60
TITLE = 140
SHORT_TITLE = 60
#: What of a row is the upper system's: kept on Upper Matter and updated by a later list.
ABOVE = ("kind", "due_on", "upper_state")


@dataclass(frozen=True)
class Said:
	"""Words about a cell. What stood in it (`values`) is for the screen and the error list only, never for a column."""

	text: str
	"""in the user's language, with {0}… for `values`"""
	values: tuple = ()

	def full(self) -> str:
		"""Return the words with what stood in the cell."""
		return self.text.format(*self.values)

	def kept(self) -> str:
		"""Return the words without it."""
		return self.text.format(*("…" for _value in self.values))


@dataclass
class Entry:
	"""A row, read. `data` is what `register` takes; moments are naive, in the site's zone."""

	row_no: int
	number: str = ""
	data: dict = field(default_factory=dict)
	people: list[dict] = field(default_factory=list)
	kind: str = "Transfer"
	dispatched_on: datetime | None = None
	due_on: date | None = None
	upper_status: str = ""
	upper_state: str = ""
	sealed: bool = False
	faults: list[Said] = field(default_factory=list)
	hints: list[Said] = field(default_factory=list)
	unknown: list[tuple[str, str]] = field(default_factory=list)
	"""(key of the field, word of the list) that no code fits."""

	def above(self) -> dict:
		"""Return what the upper system says of the matter: {kind, due_on, upper_state, upper_status}."""
		return {
			"kind": self.kind,
			"due_on": self.due_on,
			"upper_state": self.upper_state,
			"upper_status": self.upper_status,
		}


class Reader:
	"""Reads the rows of one list: `layout` is its columns {heading, field (key or None)}, `level` the system's own."""

	def __init__(self, layout: list[dict], codes: Codes, level: str):
		self.columns = {
			column["field"]: index
			for index, column in enumerate(layout)
			if column.get("field") and not fields.refused(column["heading"])
		}
		self.headings = {column["field"]: column["heading"] for column in layout if column.get("field")}
		self.codes, self.level = codes, level
		self.now = when.now()

	def read(self, row_no: int, cells: list, more: list[list] | None = None) -> Entry:
		"""Return the row read; `more` are further lines of the same matter, each with one more person."""
		entry = Entry(row_no)
		said = {key: cells[index] for key, index in self.columns.items() if index < len(cells)}
		self._number(entry, said)
		self._times(entry, said)
		texts = {key: self._text(entry, key, said.get(key)) for key in self.columns if _is_text(key)}
		self._words(entry, texts)
		self._numbers(entry, said)
		self._title(entry, texts)
		self._people(entry, texts, more or [])
		self._seal(entry, texts)
		return entry

	def _number(self, entry: Entry, said: dict) -> None:
		try:
			entry.number = " ".join(values.text(said.get(fields.UPPER_NUMBER)).split())
		except ValueFault as fault:
			entry.faults.append(self._fault(fields.UPPER_NUMBER, fault))
			return
		if not entry.number:
			entry.faults.append(Said(_("The number of the upper system is missing.")))
		elif len(entry.number) > LONGEST_NUMBER:
			entry.number = ""
			entry.faults.append(
				Said(_("The number of the upper system has more than {0} signs.").format(LONGEST_NUMBER))
			)

	def _times(self, entry: Entry, said: dict) -> None:
		try:
			found = values.moment(said.get(fields.DISPATCHED))
		except ValueFault as fault:
			found = None
			entry.faults.append(self._fault(fields.DISPATCHED, fault))
		if found:
			entry.dispatched_on = self._arrived(*found)
			if entry.dispatched_on > self.now:
				entry.faults.append(Said(_("It was sent down on a day that has not come yet.")))
		try:
			entry.due_on = values.day(said.get(fields.DUE))
		except ValueFault as fault:
			entry.faults.append(self._fault(fields.DUE, fault))
		begun = (entry.dispatched_on or self.now).date()
		if entry.due_on and entry.due_on < begun:
			entry.faults.append(Said(_("The term set from above ends before the matter was sent down.")))

	def _arrived(self, moment: datetime, with_hour: bool) -> datetime:
		"""A bare day is the close of business, or now if that is earlier."""
		if with_hour:
			return moment
		closed = datetime.combine(moment.date(), values.CLOSE)
		return min(closed, self.now) if moment.date() == self.now.date() else closed

	def _text(self, entry: Entry, key: str, value) -> str:
		try:
			return values.text(value)
		except ValueFault as fault:
			said = self._fault(key, fault)
			# A cell without its value would be lost; an ID number that lost its digits is left out and told.
			(entry.hints if key in fields.PERSON and not _uncalculated(value) else entry.faults).append(said)
			return ""

	def _words(self, entry: Entry, texts: dict) -> None:
		for key, said in texts.items():
			if fields.KEYS[key].kind != "code" or not said:
				continue
			code = self.codes.of(key, said)
			if not code:
				entry.unknown.append((key, said))
				entry.hints.append(self._about(key, _("“{0}” is not known here"), said[:40]))
			if key == "kind":
				entry.kind = code or "Transfer"
			elif key == fields.STATUS:
				entry.upper_status, entry.upper_state = said[:140], code or ""
			elif key != "id_type":
				# What is not known goes along as it is: registration notes it for the officer.
				entry.data[key] = code or said
		entry.data.setdefault("source_level", self.level)
		if entry.kind == "Assign" and not entry.due_on:
			entry.hints.append(Said(_("Assigned from above without a term.")))

	def _numbers(self, entry: Entry, said: dict) -> None:
		for key in ("people_count", "is_joint", "is_anonymous", "is_first_nationwide"):
			if is_empty(said.get(key)):
				continue
			try:
				value = values.whole(said[key]) if key == "people_count" else _yes(key, said[key])
			except ValueFault as fault:
				entry.hints.append(self._fault(key, fault))
				continue
			if value is not None:
				entry.data[key] = int(value)

	def _title(self, entry: Entry, texts: dict) -> None:
		for key in ("title", "content", "claims_text", "place_detail"):
			if texts.get(key):
				entry.data[key] = texts[key]
		title = entry.data.get("title", "")
		if len(title) > TITLE:
			entry.data["content"] = "\n".join(dict.fromkeys([title, entry.data.get("content") or title]))
			entry.data["title"] = title[:SHORT_TITLE]
		if len(entry.data.get("place_detail", "")) > TITLE:
			entry.data["place_detail"] = entry.data["place_detail"][:TITLE]

	def _people(self, entry: Entry, texts: dict, more: list[list]) -> None:
		lines = [texts]
		for cells in more:
			lines.append(
				{
					key: self._text(entry, key, cells[index])
					for key, index in self.columns.items()
					if key in fields.PERSON and index < len(cells)
				}
			)
		seen = set()
		for line in lines:
			person = {key: line[key] for key in fields.PERSON if line.get(key)}
			told = tuple(sorted(person.items()))
			if not any(person.get(key) for key in ("name", "phone", "id_no", "address")) or told in seen:
				continue
			seen.add(told)
			if person.get("id_type"):
				person["id_type"] = self.codes.of("id_type", person["id_type"]) or "Other"
			elif person.get("id_no"):
				person["id_type"] = "Resident ID"
			entry.people.append(person)

	def _seal(self, entry: Entry, texts: dict) -> None:
		told = self.codes.accuses(texts.get("purpose", ""), texts.get("category", ""))
		purpose = entry.data.get("purpose")
		classed = frappe.get_cached_value("Petition Purpose", purpose, "purpose_class") if purpose else None
		known = not any(key == "category" for key, _said in entry.unknown)
		routed = known and bool(competence.sealed_route(entry.data.get("category")))
		entry.sealed = told or classed == "Accusation" or routed
		if entry.sealed and classed != "Accusation" and not routed:
			entry.data["purpose"] = self.codes.accusation()

	def _fault(self, key: str, fault: ValueFault) -> Said:
		return self._about(key, _(fault.text), *fault.values)

	def _about(self, key: str, words: str, *values) -> Said:
		label = self._label(key).replace("{", "(").replace("}", ")")
		return Said(f"{label}：{words}", values)

	def _label(self, key: str) -> str:
		return self.headings.get(key) or _(fields.KEYS[key].label)


def _is_text(key: str) -> bool:
	return fields.KEYS[key].kind in ("text", "code") and key != fields.UPPER_NUMBER


def _uncalculated(value) -> bool:
	return getattr(value, "kind", None) == "formula"


def _yes(key: str, value) -> bool | None:
	said = values.plain(values.text(value))
	if key == "is_first_nationwide" and ("初" in said or "重" in said):
		return "初" in said
	answer = values.yes(value)
	if answer is None:
		raise ValueFault("“{0}” is neither yes nor no.", said[:20])
	return answer
