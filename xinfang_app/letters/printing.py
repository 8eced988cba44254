"""The print queue: which papers of an organ still have to be printed, and who printed which when.

Rule: a paper that is printed waits in the queue of the organ that issued it, from its issue on (`Letter Template`: goes
to the print queue; papers to organs outside the system always). The queue is a table, so it outlives every restart.
An officer takes papers: from then on they are his, and nobody prints them a second time by accident. When they came
out of the printer he says so, and who and when stay on record; where the printer jammed he puts them back. A paper
that was printed is printed again only with a reason, which stays on record too.

    Waiting → Printing (taken by) → Printed (printed by)     Waiting → Taken off (needs no print)

Two officers at one queue: each paper goes to the one whose request comes first; the other is told who has it. One
paper that cannot be printed (a damaged file, a receipt only another organ may print) stops none of the others; it goes
back with what is wrong. Printing opens the identities in the papers, each on record.
"""

import io
from dataclasses import dataclass, field

import frappe
from frappe import _
from pypdf import PdfReader, PdfWriter

from xinfang_app import when
from xinfang_app.access import identity, scope
from xinfang_app.letters import pdf, slots
from xinfang_app.letters.errors import LetterDamaged, ReprintUnexplained
from xinfang_app.organization import posting

QUEUE = "Letter Print"
WAITING, PRINTING, PRINTED, TAKEN_OFF = "Waiting", "Printing", "Printed", "Taken off"
REASON_LENGTH = 4
AT_ONCE = 100
_OPENING = "打印文书：{0}"


@dataclass
class Taken:
	"""What came of taking papers: the PDF of those taken, in the order asked for, and why others were left."""

	content: bytes = b""
	names: list[str] = field(default_factory=list)
	pages: int = 0
	left: list[dict] = field(default_factory=list)


def enqueue(letter, *, reason: str | None = None):
	"""Put an Official Letter into the queue of its organ; return the row. `reason`: of a reprint."""
	row = frappe.new_doc(QUEUE)
	row.update(
		{
			"letter": letter.name,
			"organ": letter.organ,
			"status": WAITING,
			"queued_on": when.now(),
			"queued_by": frappe.session.user,
			"is_reprint": int(bool(reason)),
			"reason": reason,
		}
	)
	return row.insert(ignore_permissions=True)


def again(letter, reason: str | None = None):
	"""Put a letter into the queue by hand; return its row, the standing one where it waits already.

	Raises ReprintUnexplained where it was printed before and `reason` says nothing; NotPermitted for other organs.
	"""
	scope.require(letter, "read")
	_require_organ(letter.organ)
	standing = frappe.db.get_value(QUEUE, {"letter": letter.name, "status": ["in", (WAITING, PRINTING)]})
	if standing:
		return frappe.get_doc(QUEUE, standing)
	reason = (reason or "").strip()
	printed = frappe.db.exists(QUEUE, {"letter": letter.name, "status": PRINTED})
	if printed and len(reason) < REASON_LENGTH:
		frappe.throw(_("This paper was printed already: say why it is printed again."), ReprintUnexplained)
	return enqueue(letter, reason=reason if printed else None)


def waiting(organ: str | None = None) -> list[dict]:
	"""Return the papers that wait or are being printed at the user's organs (or one of them), oldest first.

	Only letters the user may see: of a sealed matter, its custodians alone learn that a letter waits.
	"""
	rows = frappe.get_all(
		QUEUE,
		filters={"organ": ["in", _organs(organ)], "status": ["in", (WAITING, PRINTING)]},
		fields=[
			"name",
			"letter",
			"organ",
			"status",
			"queued_on",
			"taken_by",
			"taken_on",
			"is_reprint",
			"reason",
			"problem",
		],
		order_by="queued_on asc, creation asc",
		limit=500,
	)
	return _with_letters(rows)


def history(organ: str | None = None, limit: int = 50) -> list[dict]:
	"""Return what was printed or taken off at the user's organs, newest first."""
	rows = frappe.get_all(
		QUEUE,
		filters={"organ": ["in", _organs(organ)], "status": ["in", (PRINTED, TAKEN_OFF)]},
		fields=["name", "letter", "organ", "status", "printed_by", "printed_on", "is_reprint", "reason"],
		order_by="printed_on desc, creation desc",
		limit=limit,
	)
	return _with_letters(rows)


def take(names: list[str], *, duplex: bool = False) -> Taken:
	"""Take the rows `names` for the user and return one PDF of their papers, in this order.

	Rows that the user has taken before and not confirmed are made again. `duplex`: each paper begins on a new sheet.
	"""
	taken, writer = Taken(), PdfWriter()
	for name in names[:AT_ONCE]:
		row = _locked(name)
		if row.status == PRINTING and row.taken_by != frappe.session.user:
			taken.left.append(
				_left(row, _("{0} is printing it").format(frappe.utils.get_fullname(row.taken_by)))
			)
			continue
		if row.status not in (WAITING, PRINTING):
			taken.left.append(_left(row, _("It is out of the queue already")))
			continue
		try:
			content = _content(frappe.get_doc("Official Letter", row.letter))
		except (LetterDamaged, frappe.PermissionError) as problem:
			# One paper stops none of the others; its message is told with the row, not as an error of the whole.
			frappe.clear_last_message()
			_move(row, WAITING, problem=str(problem), taken_by=None, taken_on=None)
			taken.left.append(_left(row, str(problem)))
			continue
		taken.pages += _append(writer, content, duplex)
		taken.names.append(name)
		_move(row, PRINTING, problem=None, taken_by=frappe.session.user, taken_on=when.now())
	if taken.names:
		kept = io.BytesIO()
		writer.write(kept)
		taken.content = kept.getvalue()
	return taken


def of_letters(letters: list[str]) -> dict[str, dict]:
	"""Return letter → {name, status, taken_by, printed_by, printed_on} of its latest row in the queue of the user's organs."""
	found = frappe.get_all(
		QUEUE,
		filters={"letter": ["in", letters or [""]], "organ": ["in", _organs()], "status": ["!=", TAKEN_OFF]},
		fields=["name", "letter", "status", "taken_by", "printed_by", "printed_on"],
		order_by="queued_on asc, creation asc",
	)
	return {row.letter: row for row in found}


def take_letters(letters: list[str]) -> list[str]:
	"""Take for the user the waiting rows of `letters`, of which another list makes the PDF; return all rows he now has."""
	taken = []
	for known in of_letters(letters).values():
		row = _locked(known.name)
		if row.status == WAITING:
			_move(row, PRINTING, problem=None, taken_by=frappe.session.user, taken_on=when.now())
		if row.status == PRINTING and row.taken_by == frappe.session.user:
			taken.append(row.name)
	return taken


def printed(names: list[str]) -> int:
	"""Record that the rows `names` came out of the printer; return how many were marked."""
	return _each(names, (PRINTING,), PRINTED, printed_by=frappe.session.user, printed_on=when.now())


def put_back(names: list[str]) -> int:
	"""Put taken rows back into the queue: the printer jammed, or whoever took them went home."""
	return _each(names, (PRINTING,), WAITING, taken_by=None, taken_on=None)


def take_off(names: list[str]) -> int:
	"""Take waiting rows off the queue: handed over in another way, no print needed. Who did it stays on record."""
	return _each(names, (WAITING,), TAKEN_OFF, printed_by=frappe.session.user, printed_on=when.now())


def _each(names: list[str], at: tuple[str, ...], status: str, **values) -> int:
	count = 0
	for name in names:
		row = _locked(name)
		if row.status in at:
			_move(row, status, **values)
			count += 1
	return count


def _content(letter) -> bytes:
	scope.require(letter, "read")
	if slots.has_secret(letter.html):
		scope.require(frappe.get_doc(letter.ref_doctype, letter.ref_name), "act")
	reason = _OPENING.format(letter.document_number or letter.title)
	made = pdf.is_made(letter.name)
	content = pdf.of(letter, reason=reason)
	if made:
		for petitioner in slots.petitioners(letter.html):
			identity.open(petitioner, letter.ref_doctype, letter.ref_name, reason=reason)
	return content


def _append(writer: PdfWriter, content: bytes, duplex: bool) -> int:
	pages = PdfReader(io.BytesIO(content)).pages
	for page in pages:
		writer.add_page(page)
	if duplex and len(pages) % 2:
		writer.add_blank_page()
	return len(pages)


def _locked(name: str):
	"""Return the row `name`, held until the transaction ends; raises NotPermitted for another organ's."""
	row = frappe.get_doc(QUEUE, name, for_update=True)
	_require_organ(row.organ)
	return row


def _move(row, status: str, **values) -> None:
	row.update({"status": status, **values})
	row.save(ignore_permissions=True)


def _left(row, why: str) -> dict:
	return {
		"name": row.name,
		"title": frappe.db.get_value("Official Letter", row.letter, "title"),
		"why": why,
	}


def _require_organ(organ: str) -> None:
	if organ not in _organs():
		frappe.throw(_("Papers are printed by the organ that issued them."), frappe.PermissionError)


def _organs(organ: str | None = None) -> list[str]:
	own = posting.organs_of(frappe.session.user)
	# An empty list would be no filter at all.
	return [code for code in own if organ in (None, code)] or [""]


def _with_letters(rows: list[dict]) -> list[dict]:
	if not rows:
		return []
	letters = {
		letter.name: letter
		for letter in scope.get_list(
			"Official Letter",
			{"name": ["in", list({row.letter for row in rows})]},
			[
				"name",
				"title",
				"document_number",
				"recipient_masked",
				"recipient_organ",
				"issued_on",
				"page_count",
			],
		)
	}
	found = []
	for row in rows:
		letter = letters.get(row.letter)
		if not letter:
			continue
		found.append(
			{
				**row,
				"title": letter.title,
				"document_number": letter.document_number,
				"pages": letter.page_count,
				"issued_on": letter.issued_on,
				"addressee": letter.recipient_masked
				or frappe.get_cached_value("Organ", letter.recipient_organ or "", "title")
				or "",
				"organ_title": frappe.get_cached_value("Organ", row.organ, "title"),
				"taken_by_name": frappe.utils.get_fullname(row.taken_by) if row.get("taken_by") else "",
				"printed_by_name": frappe.utils.get_fullname(row.printed_by) if row.get("printed_by") else "",
			}
		)
	return found
