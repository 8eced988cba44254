"""What other rooms registered about their DocTypes: the registry `xf_scoped`.

Each entry names columns of the DocType:
`range` the place code, `holder` the organ that has the matter now, `makers` the organs that made the record,
`subject` the column with the subject's name ("name" on the subject itself), `subject_doctype` where the subject column
is no Link, `draft` (column, value) of rows that are not registered yet, `sealed` a column that is set on rows nobody
may see through the ordinary rule, `refers` (type column, name column) of rows that may be about a sealed piece, `actors` organs beside the holder that may act on this one record.

A DocType that is registered but not yet installed on the site is passed over.
"""

from dataclasses import dataclass
from functools import cached_property

import frappe

from xinfang_app import registry
from xinfang_app.access import shape

NAME = "xf_scoped"


@dataclass(frozen=True)
class Scoped:
	"""One scoped DocType, as its room registered it."""

	doctype: str
	range: str | None = None
	holder: str | None = None
	makers: tuple[str, ...] = ()
	actors: tuple[str, ...] = ()
	subject: str | None = None
	subject_doctype: str | None = None
	draft: tuple[str, str] | None = None
	sealed: str | None = None
	refers: tuple[str, str] | None = None

	@cached_property
	def columns(self) -> list[str]:
		"""The columns the rule looks at."""
		found = [self.range, self.holder, self.subject, self.sealed, *self.makers, *self.actors]
		if self.draft:
			found.append(self.draft[0])
		found += self.refers or ()
		return list(dict.fromkeys(column for column in found if column))


def get(doctype: str) -> Scoped | None:
	"""Return what `doctype` registered, or None if it is not scoped."""
	return registered().get(doctype)


def registered() -> dict[str, Scoped]:
	"""Return every registered DocType, installed or not; read once per request."""
	known = getattr(frappe.local, "xf_scoped", None)
	if known is None:
		known = frappe.local.xf_scoped = {
			doctype: _scoped(doctype, entry) for doctype, entry in registry.entries(NAME).items()
		}
	return known


def installed() -> dict[str, Scoped]:
	"""Return the registered DocTypes that this site has, with the columns they registered.

	One without them is another app's of the same name, or half-way through an update; asked for its rows, it fails.
	"""
	names = set(_shape()["installed"])
	return {doctype: entry for doctype, entry in registered().items() if doctype in names}


def children(doctype: str) -> list[str]:
	"""Return the child DocTypes of the scoped `doctype`."""
	return _shape()["children"].get(doctype, [])


def links(doctype: str) -> dict[str, str]:
	"""Return the Link fields of a scoped DocType, or of a child of one, each with the DocType it links to."""
	return _shape()["links"].get(doctype, {})


def parents(child: str) -> list[str]:
	"""Return the scoped DocTypes that carry `child` as a table."""
	return [doctype for doctype in installed() if child in children(doctype)]


def subject_doctype(entry: Scoped) -> str | None:
	"""Return the DocType of which the subject column of `entry` holds names."""
	if entry.subject == "name":
		return entry.doctype
	if entry.subject_doctype or not entry.subject:
		return entry.subject_doctype
	return links(entry.doctype).get(entry.subject)


def subject_of(doc) -> tuple[str, str]:
	"""Return (DocType, name) of the subject that `doc` belongs to; `doc` itself if it belongs to none yet."""
	entry = get(doc.doctype)
	if entry and entry.subject and entry.subject != "name":
		name, doctype = doc.get(entry.subject), subject_doctype(entry)
		if name and doctype:
			return doctype, name
	return doc.doctype, doc.name


def related(doctype: str) -> list[Scoped]:
	"""Return the installed DocTypes whose rows belong to a subject of `doctype`, without the subject itself."""
	return [
		entry
		for entry in installed().values()
		if entry.subject and entry.subject != "name" and subject_doctype(entry) == doctype
	]


def _shape() -> shape.Shape:
	return shape.of(lambda: {doctype: entry.columns for doctype, entry in registered().items()})


def _scoped(doctype: str, entry: dict) -> Scoped:
	draft, refers = (tuple(entry.get(key) or ())[-2:] for key in ("draft", "refers"))
	return Scoped(
		doctype=doctype,
		range=_one(entry, "range"),
		holder=_one(entry, "holder"),
		makers=_all(entry, "makers"),
		actors=_all(entry, "actors"),
		subject=_one(entry, "subject"),
		subject_doctype=_one(entry, "subject_doctype"),
		draft=draft or None,
		sealed=_one(entry, "sealed"),
		refers=refers or None,
	)


def _all(entry: dict, key: str) -> tuple[str, ...]:
	"""Frappe hands out every value of a hook as a list, one item per app."""
	value = entry.get(key) or ()
	return tuple(dict.fromkeys([value] if isinstance(value, str) else value))


def _one(entry: dict, key: str) -> str | None:
	"""The last app's word counts."""
	values = _all(entry, key)
	return values[-1] if values else None
