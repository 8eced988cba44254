"""DocTypes to which only this room adds, and which nobody changes or removes.

Rule: rows of the logs, of custody, of identities and of sealed pieces are written inside `writing()` by the functions
of this room. Every other insert, save, rename or delete through the ORM is refused, for Administrator too, and by
desk, REST and import alike. Inside `writing()` a row may be added; it may be changed only if its DocType says so
(`changes = True`: custody is ended, an identity corrected while it is typed, a custodian replaced).

The permission to write is a context variable, not a flag of the document: scripts typed on the desk can set flags,
they cannot reach this module. What somebody with a database shell can do is told in docs/access.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access.errors import AppendOnly

_writing: ContextVar[bool] = ContextVar("xinfang_access_writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
	"""Let the functions of this room write append-only rows inside the block."""
	token = _writing.set(True)
	try:
		yield
	finally:
		_writing.reset(token)


class AppendOnlyDocument(Document):
	"""A controller whose rows come from the services of access only."""

	changes = False

	def before_insert(self):
		if not _writing.get():
			self._refuse()

	def before_validate(self):
		if not self.is_new() and not (_writing.get() and self.changes):
			self._refuse()

	def before_rename(self, *args, **kwargs):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def db_set(self, *args, **kwargs):
		if not (_writing.get() and self.changes):
			self._refuse()
		super().db_set(*args, **kwargs)

	def notify_update(self):
		"""Tell nobody: even that such a row was written is not for every desk."""

	def _refuse(self):
		frappe.throw(
			_(
				"Records of {0} are kept as they were written; they cannot be added, changed or deleted by hand."
			).format(_(self.doctype)),
			AppendOnly,
		)


def add(doctype: str, **values) -> Document:
	"""Insert and return one row of an append-only DocType."""
	with writing():
		doc = frappe.get_doc({"doctype": doctype, **values})
		doc.flags.ignore_permissions = True
		doc.flags.ignore_links = True
		return doc.insert()


def add_even_if_refused(doctype: str, **values) -> Document:
	"""Insert a row that must stay even when what it tells of is refused and rolled back.

	The row is written now; if a request or a job ends in a rollback, it is written again in a transaction of its own.
	(A console or a command that rolls back does so on purpose.)
	"""
	doc = add(doctype, **values)
	if getattr(frappe.local, "request", None) or getattr(frappe.local, "job", None):
		if not _staying():
			frappe.db.after_rollback.add(_write_again)
			frappe.db.after_commit.add(_forget)
		_staying().append((doctype, values))
	return doc


def _staying() -> list[tuple[str, dict]]:
	rows = getattr(frappe.local, "xf_staying", None)
	if rows is None:
		rows = frappe.local.xf_staying = []
	return rows


def _forget() -> None:
	frappe.local.xf_staying = None


def _write_again(last: bool = False) -> None:
	"""Write the rows that were rolled back. A commit drops the callbacks still waiting, so this goes last."""
	if not last:
		frappe.db.after_rollback.add(lambda: _write_again(last=True))
		return
	rows = _staying()
	_forget()
	for doctype, values in rows:
		add(doctype, **values)
	frappe.db.commit()
