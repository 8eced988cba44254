"""Scans as they lie with a letter: private files of its piece, under names that tell nothing.

Rule: a scan is a private File of the Petition Submission, so whoever may see the piece may see its scans and nobody
else (`access.case_file`, `access.side_records`). The name it had on the scanner or the telephone is forgotten: it often
names the citizen. Beside it one row of Letter Scan keeps how the pages are turned and, until the letter is registered,
what was read from it.

The same file taken in twice at one office is told, with who took it in and when, before it is kept a second time: two
officers may have the same envelope on their desks.
"""

import hashlib
import json

import frappe
from frappe import _
from frappe.core.api.file import get_max_file_size
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.petition.registering import purge
from xinfang_app.reception.errors import FileLocked, FileNotReadable, FileTooLarge, PagesNotPossible
from xinfang_app.reception.reading import engine
from xinfang_app.reception.scans import files

DOCTYPE = "Letter Scan"
PIECE = "Petition Submission"
WAITING = "Waiting"
#: What the envelope of a request adds to the file in it.
ENVELOPE = 64 * 1024
FAULTS = {
	"kind": "This is no scan: only PDF, TIFF, JPG, PNG and WEBP files are taken. Scan the letter again.",
	"damaged": "The file is damaged and cannot be opened. Scan the letter again; it can also be registered without its scan.",
	"pages": "The file has no page, or more than {0} pages. Scan it in parts.",
	"points": "The picture is too large to be shown. Scan it with fewer points (300 dpi are enough).",
}


def limit() -> int:
	"""Return how many bytes a scan may have: the site's own limit of uploads (`max_file_size`), less the envelope."""
	return get_max_file_size() - ENVELOPE


def checked(content: bytes) -> files.Taken:
	"""Return an uploaded file as it is to be kept. Raises FileTooLarge, FileNotReadable, FileLocked."""
	if len(content) > limit():
		frappe.throw(
			_("The file has {0} MB; at most {1} MB are taken. Scan with fewer points, or in parts.").format(
				round(len(content) / 2**20, 1), round(limit() / 2**20, 1)
			),
			FileTooLarge,
		)
	try:
		return files.taken(content)
	except files.Locked:
		frappe.throw(
			_(
				"The PDF is locked with a password and cannot be opened. Save it without the password, or scan the letter again."
			),
			FileLocked,
		)
	except files.Unreadable as fault:
		frappe.throw(_(FAULTS[fault.args[0]]).format(files.MAX_PAGES), FileNotReadable)


def twin(content: bytes, organ: str) -> dict | None:
	"""Return {"by", "on"} of the earlier scan with exactly these bytes at `organ`, or None."""
	row = frappe.db.get_value(
		DOCTYPE,
		{"mark": _mark(content), "organ": organ},
		["taken_in_by", "taken_in_on"],
		as_dict=True,
		order_by="creation desc",
	)
	if not row:
		return None
	return {"by": frappe.utils.get_fullname(row.taken_in_by), "on": str(row.taken_in_on)}


def add(piece: Document, taken: files.Taken, original: bytes | None = None) -> Document:
	"""Attach a scan to `piece`, which the caller has checked, and return its Letter Scan; it waits to be read.

	`original` are the bytes as uploaded, where they differ from what is kept.
	"""
	place = frappe.db.count(DOCTYPE, {"submission": piece.name}) + 1
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{_('Scan')}-{place}.{taken.ending}",
			"attached_to_doctype": PIECE,
			"attached_to_name": piece.name,
			"is_private": 1,
			"content": taken.content,
		}
	).insert(ignore_permissions=True)
	scan = frappe.new_doc(DOCTYPE)
	scan.update(
		{
			"submission": piece.name,
			"file": file.name,
			"kind": taken.kind,
			"place": place,
			"pages": taken.pages,
			"turns": "{}",
			"mark": _mark(original or taken.content),
			"organ": piece.organ,
			"taken_in_by": frappe.session.user,
			"taken_in_on": when.now(),
			"state": first_state(),
		}
	)
	return scan.insert(ignore_permissions=True)


def of(piece: str) -> list[dict]:
	"""Return the scans of the piece named `piece`, in order: {name, place, kind, pages, turns, state}."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"submission": piece},
		fields=["name", "place", "kind", "pages", "turns", "state", "file", "taken_in_on"],
		order_by="place asc, creation asc",
	)
	for row in rows:
		row["turns"] = turns(row)
	return rows


def turns(scan) -> dict[int, int]:
	"""Return how the pages of a scan are turned: page → degrees clockwise."""
	return {cint(number): cint(by) for number, by in json.loads(scan.turns or "{}").items()}


def content(scan) -> bytes:
	"""Return the bytes of a scan. The caller has checked who asks."""
	data = frappe.get_doc("File", scan.file).get_content()
	# Frappe gives text back where the bytes happen to be text.
	return data if isinstance(data, bytes) else data.encode()


def turn(scan: Document, number: int, by: int) -> dict[int, int]:
	"""Turn page `number` of `scan` by `by` degrees (a multiple of 90), and return how its pages are turned now."""
	if not 1 <= number <= scan.pages or by % 90:
		frappe.throw(_("There is no such page."), PagesNotPossible)
	turned = turns(scan)
	turned[number] = (turned.get(number, 0) + by) % 360
	scan.turns = json.dumps(turned)
	wait_again(scan)
	return turned


def wait_again(scan: Document) -> None:
	"""Save `scan` so that it is read anew: other pages, or the same ones turned."""
	scan.update({"state": first_state(), "text_enc": None, "read_on": None})
	scan.save(ignore_permissions=True)


def first_state() -> str | None:
	"""Return the state of a scan that was not read yet: waiting, or nothing where no reader is installed."""
	return WAITING if engine.available() else None


def replace(scan: Document, taken: files.Taken) -> None:
	"""Put other bytes in the place of those of `scan` (pages were taken out); it is read anew."""
	old = scan.file
	file = frappe.get_doc("File", old)
	new = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{file.file_name.rpartition('.')[0] or file.file_name}.{taken.ending}",
			"attached_to_doctype": PIECE,
			"attached_to_name": scan.submission,
			"is_private": 1,
			"content": taken.content,
		}
	).insert(ignore_permissions=True)
	scan.update({"file": new.name, "kind": taken.kind, "pages": taken.pages, "turns": "{}"})
	wait_again(scan)
	purge.files([old])


def forget_text(piece: str) -> None:
	"""Drop what was read from the scans of a piece: after registration the letter itself is what counts."""
	table = frappe.qb.DocType(DOCTYPE)
	frappe.qb.update(table).set(table.text_enc, None).where(table.submission == piece).run()


def wipe(piece: str) -> None:
	"""Delete the rows of the scans of a piece; its files go with the piece's own (`purge.files`)."""
	frappe.db.delete(DOCTYPE, {"submission": piece})


def _mark(data: bytes) -> str:
	return keys.keyed_hash(hashlib.sha256(data).hexdigest(), "scan")
