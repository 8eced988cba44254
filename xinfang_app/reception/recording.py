"""The recording of a call (通话录音), where the office records: a private file of its piece.

Rule: as with scans, a recording is a private File of the Petition Submission under a name that tells nothing, so whoever
may see the piece may hear it and nobody else; it is sealed with the piece. Only sound is taken, known by its first
bytes and not by its name; the limit is the site's own. A recording attached to the wrong draft can be taken off again,
since it is somebody else's voice; after registration it stays.

Nobody is heard through: nothing is transcribed, recognized or compared.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.petition.registering import purge
from xinfang_app.reception import drafts
from xinfang_app.reception.errors import FileNotReadable, FileTooLarge
from xinfang_app.reception.scans import keeping

#: First bytes → ending, for the kinds telephones and recorders write.
MARKS = {
	b"ID3": "mp3",
	b"#!AMR": "amr",
	b"OggS": "ogg",
	b"fLaC": "flac",
}
#: MPEG audio without a tag: eleven bits set, then the layer; III is mp3, 0 is AAC (ADTS, twelve bits set).
SYNC, MP3_LAYER, AAC_LAYER = 0xE0, 1, 0
ENDINGS = ("mp3", "wav", "amr", "ogg", "flac", "m4a", "aac")
AT_MOST = 5


def ending(content: bytes) -> str | None:
	"""Return the ending that `content` should have if it is sound, else None. Pure."""
	for mark, found in MARKS.items():
		if content.startswith(mark):
			return found
	if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
		return "wav"
	if content[4:8] == b"ftyp":
		return "m4a"
	if len(content) > 3 and content[0] == 0xFF and content[1] & SYNC == SYNC:
		layer = content[1] >> 1 & 3
		if layer == MP3_LAYER and content[2] >> 4 != 0xF:
			return "mp3"
		if layer == AAC_LAYER and content[1] & 0xF0 == 0xF0:
			return "aac"
	return None


def add(piece: Document, content: bytes) -> str:
	"""Attach a recording to `piece`, a draft or registered; return the name of the File.

	Raises NotPermitted, FileTooLarge, FileNotReadable.
	"""
	scope.require(piece, "act")
	found = _checked(content)
	there = len(of(piece))
	if there >= AT_MOST:
		frappe.throw(_("At most {0} recordings are kept with a call.").format(AT_MOST), FileTooLarge)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{_('Recording of the call')}-{there + 1}.{found}",
			"attached_to_doctype": drafts.DOCTYPE,
			"attached_to_name": piece.name,
			"is_private": 1,
			"content": content,
		}
	).insert(ignore_permissions=True)
	return file.name


def take_off(piece: Document, name: str) -> None:
	"""Take the recording `name` off the draft `piece`. Raises NotPermitted, AlreadyRegistered, FileNotReadable."""
	scope.require(piece, "act")
	drafts.require_draft(piece)
	if name not in [row["name"] for row in of(piece)]:
		frappe.throw(_("There is no such recording of this call."), FileNotReadable)
	purge.files([name])


def of(piece: Document) -> list[dict]:
	"""Return the recordings of `piece`: {name, title, url, size}, the first one first."""
	rows = frappe.get_all(
		"File",
		filters={"attached_to_doctype": drafts.DOCTYPE, "attached_to_name": piece.name},
		fields=["name", "file_name", "file_url", "file_size"],
		order_by="creation asc",
	)
	return [
		{"name": row.name, "title": row.file_name, "url": row.file_url, "size": row.file_size}
		for row in rows
		if row.file_name.rpartition(".")[2].lower() in ENDINGS
	]


def _checked(content: bytes) -> str:
	if len(content) > keeping.limit():
		frappe.throw(
			_(
				"The recording has {0} MB; at most {1} MB are taken. Save it in a smaller format (mp3 or amr), or in parts."
			).format(round(len(content) / 2**20, 1), round(keeping.limit() / 2**20, 1)),
			FileTooLarge,
		)
	found = ending(content)
	if not found:
		frappe.throw(
			_("This is no recording: only mp3, wav, m4a, aac, amr, ogg and flac files are taken."),
			FileNotReadable,
		)
	return found
