"""What no message carries: who petitions, what the matter is, markup, links.

Rule (arts. 30, 46; idea 7): messages leave the house by mail, SMS and group chats, past every rule of scope. So a
message is made of the number of the matter, the term's rule and article, organs and dates, and of nothing else. The
functions that make texts are written so; this module does not trust them. `fault` refuses markup, addresses,
telephones and identity numbers in any text; `quotes` compares it with what is written in the record itself and in its
petition: a title, a masked name or a stretch of a text found in the message stops it. The system's own words are no
quotation wherever else they stand: the title, code and article of the term a row is about, the titles of organs. A
recurring duty bears the title of its rule, and a referral cites the article that binds its receiver.
"""

import re
from collections.abc import Iterable

import frappe

from xinfang_app.access import scoped

TITLE_LENGTH, LINE_LENGTH, LINES = 140, 300, 40
#: So many signs in a row of a long text are a quotation.
QUOTED = 16
#: Keys under which people and contents would be written into a row's `content`.
REFUSED_KEYS = frozenset(
	"name full_name names person petitioner first_petitioner masked_name phone mobile telephone id_number "
	"address summary facts accused informant".split()
)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]{2,8}|#\d+);")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\S", re.I)
_MOBILE = re.compile(r"(?<![\dA-Za-z-])1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHORT = ("Data", "Phone")
_LONG = ("Small Text", "Text", "Long Text", "Text Editor", "HTML Editor", "Markdown Editor")
#: Columns of a record that a message may show: its numbers, and what the system itself writes.
_SHOWN = re.compile(r"(?:^|_)(?:number|code|key|rule|word|unit|article|doctype)$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Columns that may hold a person's name: compared however short they are. Others from four signs on.
_PERSON = re.compile(r"name|person|petitioner|contact|caller|people|informant|accused|witness")


def fault(title: str, lines: Iterable[str]) -> str | None:
	"""Return why a message with these words is refused, as a word for the log, or None. Pure."""
	parts = [title, *lines]
	if not all(isinstance(part, str) for part in parts) or not title.strip():
		return "no text"
	if len(title) > TITLE_LENGTH or len(parts) > LINES + 1 or any(len(part) > LINE_LENGTH for part in parts):
		return "too long"
	for part in parts:
		for word, pattern in (
			("line break", _CONTROL),
			("markup", _MARKUP),
			("address", _ADDRESS),
			("telephone", _MOBILE),
			("identity number", _IDENTITY),
		):
			if pattern.search(part):
				return word
	return None


def refused_key(content) -> str | None:
	"""Return a key of `content` (nested ones too) that has no place in a row of the outbox, or None. Pure."""
	if isinstance(content, dict):
		for key, value in content.items():
			if str(key).lower() in REFUSED_KEYS:
				return str(key)
			found = refused_key(value)
			if found:
				return found
	elif isinstance(content, list | tuple):
		return next(filter(None, map(refused_key, content)), None)
	return None


def quoted(text: str, short: Iterable[str], long: Iterable[str], shown: Iterable[str] = ()) -> bool:
	"""Return whether `text` holds one of the `short` values, or a stretch of a `long` one. Pure.

	What stands in `shown` (organs, numbers) is taken out of the text first: a long text may name the organ, too.
	"""
	for value in sorted((value for value in shown if value), key=len, reverse=True):
		text = text.replace(value, "\n")
	if any(value in text for value in short):
		return True
	stretches = {
		part[start : start + QUOTED]
		for part in text.split("\n")
		for start in range(max(len(part) - QUOTED + 1, 0))
	}
	return any(stretch in value for value in long for stretch in stretches)


def quotes(row: frappe._dict, title: str, lines: list[str]) -> bool:
	"""Return whether the message quotes the record it is about, or that record's petition."""
	short: set[str] = set()
	long: set[str] = set()
	shown: set[str] = {*_organ_titles([row.organ]), *_words_of_term(row.deadline)}
	for doctype, name in _records(row):
		_collect(doctype, name, short, long, shown)
	short = {value for value in short if value not in shown}
	return quoted("\n".join([title, *lines]), short, long, shown)


def _records(row) -> list[tuple[str, str]]:
	found = [(row.ref_doctype, row.ref_name)] if row.ref_doctype and row.ref_name else []
	if row.petition and ("Petition", row.petition) not in found:
		found.append(("Petition", row.petition))
	return found


def _collect(doctype: str, name: str, short: set, long: set, shown: set) -> None:
	if not scoped.get(doctype):
		return
	meta = frappe.get_meta(doctype)
	fields = [field for field in meta.fields if field.fieldtype in (*_SHORT, *_LONG, "Link")]
	row = frappe.db.get_value(doctype, name, [field.fieldname for field in fields], as_dict=True)
	if not row:
		return
	for field in fields:
		value = str(row.get(field.fieldname) or "").strip()
		if field.fieldtype == "Link":
			if field.options == "Organ" and value:
				shown.update(_organ_titles([value]))
		elif field.fieldtype in _LONG:
			long.add(value)
			if 4 <= len(value) < QUOTED:
				short.add(value)
		elif _SHOWN.search(field.fieldname):
			shown.add(value)
		elif len(value) >= (2 if _PERSON.search(field.fieldname) else 4) and _CHINESE.search(value):
			short.add(value)
	long.discard("")


def _words_of_term(deadline: str | None) -> list[str]:
	"""What the system itself calls the term: its title, its rule's code, title and article, its organs."""
	term = deadline and frappe.db.get_value(
		"Deadline", deadline, ["title", "rule", "organ", "holder"], as_dict=True
	)
	if not term:
		return []
	rule = frappe.db.get_value("Deadline Rule", term.rule, ["code", "title", "article"]) or ()
	return [value for value in (term.title, *rule, *_organ_titles([term.organ, term.holder])) if value]


def _organ_titles(organs: Iterable[str | None]) -> list[str]:
	found: list[str] = []
	for organ in filter(None, organs):
		row = frappe.get_cached_value("Organ", organ, ["title", "short_title"], as_dict=True)
		found += [value for value in (row and row.title, row and row.short_title) if value]
	return found
