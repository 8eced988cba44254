"""Files on guarded documents: private, under a neutral address of their own, and never the uploader's for ever.

Rule. A file attached to a guarded document is private, lies under a random name that says nothing, and shares its
bytes with no other row, even if somebody uploads the same again: Frappe would let both share one address, and the
address would carry the name the first one gave it. The name shown on the form stays. A private upload that is
attached to nothing yet is treated alike, since it may be attached to a case next. Who uploaded it reads it as long as
he may see the document.

A row that points to a private file by its address is made only by somebody who may read that file already; otherwise
knowing an address would be enough to read what it holds.

Frappe asks its own function and not the hooks when it serves a file, and writes the file before any hook runs.
Therefore this replaces the class of File (`override_doctype_class`).
"""

import os

import frappe
from frappe import _
from frappe.core.doctype.file.file import File
from frappe.utils import cint

from xinfang_app.access import protected, side_records
from xinfang_app.access.errors import NotPermitted

PRIVATE = "/private/files/"


class CaseFile(File):
	"""Frappe's File with the rules above."""

	def before_insert(self):
		if not self.is_folder:
			self._check_address()
			if self._is_guarded():
				self.is_private = 1
				self.flags.ignore_duplicate_entry_error = True
				if self.file_url and not self.content:
					self._refer()
					return
		super().before_insert()

	def validate(self):
		if not self.is_new() and not self.is_folder:
			self._check_change()
		super().validate()

	def save_file(self, content=None, decode=False, ignore_existing_file_check=False, overwrite=False):
		if not self._is_guarded() or overwrite:
			return super().save_file(content, decode, ignore_existing_file_check, overwrite)
		shown = self.file_name
		self.file_name = frappe.generate_hash(length=24) + os.path.splitext(shown or "")[1].lower()[:12]
		saved = super().save_file(content, decode, ignore_existing_file_check=True, overwrite=overwrite)
		# Frappe finds equal uploads by this hash; a value of its own keeps every row's bytes apart.
		self.content_hash = frappe.generate_hash(length=32)
		self.file_name = shown or self.file_name
		return saved

	def is_downloadable(self):
		"""Return whether the session's user may read the file. Frappe asks here, not the hooks."""
		return side_records.may(self, "read")

	def _is_guarded(self) -> bool:
		if self.attached_to_doctype:
			return bool(protected.level(self.attached_to_doctype))
		return bool(cint(self.is_private)) and not self.is_folder

	def _check_address(self) -> None:
		"""Refuse a row for a private file that the user cannot read already."""
		if (
			self.content
			or not (self.file_url or "").startswith(PRIVATE)
			or frappe.session.user == "Administrator"
		):
			return
		rows = frappe.get_all("File", filters={"file_url": self.file_url}, fields=["*"])
		if not any(frappe.get_doc({"doctype": "File", **row}).is_downloadable() for row in rows):
			frappe.throw(_("You have no access to this file."), NotPermitted)

	def _check_change(self) -> None:
		before = self.get_doc_before_save()
		if not before:
			return
		if self.file_url != before.file_url:
			self.content = b""
			self._check_address()
		guarded = protected.level(before.attached_to_doctype) or protected.level(self.attached_to_doctype)
		if guarded and not cint(self.is_private):
			frappe.throw(_("Files of a case stay private."), NotPermitted)

	def _refer(self) -> None:
		"""Attach a file by its address, without writing its bytes again; the loose row of the upload goes."""
		self.set_folder_name()
		self.set_file_name()
		self.validate_attachment_limit()
		loose = frappe.get_all(
			"File",
			filters={
				"file_url": self.file_url,
				"attached_to_doctype": ("is", "not set"),
				"owner": frappe.session.user,
			},
			fields=["name", "content_hash", "file_name", "file_size"],
			limit=1,
		)
		if loose and self.attached_to_doctype:
			self.content_hash, self.file_name = loose[0].content_hash, loose[0].file_name
			self.file_size = loose[0].file_size
			frappe.db.delete("File", {"name": loose[0].name})
