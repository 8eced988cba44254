"""A pile of scans files itself: each paper to its record, as far as nothing is decided by it.

Rule: the code on a page names the paper. Whoever scans files only papers he may see, for records his organ may act on;
a code of another county, of another organ or of nobody is told in the same words, so that scanning tells nothing.
Where the scan decides nothing (a proof still owed, a copy to keep) it is filed at once; where it does (a service, a
signature on paper) it waits as a proposal that an officer confirms, with the day it bears. What cannot be filed lies in
the tray of the organ that scanned it, with the reason; its code can be typed. Nothing is thrown away: a scan is filed
or set aside with a reason. Papers on sealed matters are not filed here, and their scans are not kept.
"""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.core.api.file import get_max_file_size

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.letters import papercode
from xinfang_app.letters.errors import ScanNotFiled, ScanRefused
from xinfang_app.letters.scans import pages, reading, returns, rows
from xinfang_app.letters.scans.rows import ASIDE, FILED, PROPOSED, SCAN, TRAY

ENVELOPE = 100 * 1024  # what an upload carries beside the file
REASON_LENGTH = 2


def take_in(content: bytes, organ: str, label: str = "") -> list[dict]:
	"""Take one scanned file for `organ`; return what became of each paper in it: {name, status, title, problem, ...}.

	`label` tells the file within the pile ("1"); no file name is kept, since names of scans name people. Raises
	ScanRefused for a file that is too large, empty or not the user's to scan.
	"""
	_check(content, organ)
	try:
		pieces = list(_pieces(content))
	except pages.TooManyPages:
		frappe.throw(
			_("A file may have {0} pages at most; scan in smaller piles.").format(pages.MAX_PAGES),
			ScanRefused,
		)
	except pages.Unreadable:
		return [_answer(rows.keep(organ, label, content, 0, problem=_("The file cannot be opened")))]
	if not pieces:
		return [{"status": ASIDE, "title": "", "problem": _("All pages are empty"), "place": label}]
	return [_take_piece(content, organ, label, codes, numbers) for codes, numbers in pieces]


def limit() -> int:
	"""Return how many bytes a file may have: the site's own limit of uploads (`max_file_size`)."""
	return get_max_file_size() - ENVELOPE


def confirm(name: str, values: dict | None = None) -> dict:
	"""File a proposal, or a paper from the tray, with the officer's answers; return its row. Raises ScanNotFiled."""
	row = rows.locked(name)
	if row.status not in (PROPOSED, TRAY) or not row.ref_name:
		frappe.throw(_("This scan has nowhere to go yet; type its code."), ScanNotFiled)
	return _answer(_file(row, _return_of(row), values or {}))


def by_code(name: str, typed: str) -> dict:
	"""Give a scan in the tray the code that was typed from it; it is then filed or proposed as if it had been read."""
	row = rows.locked(name)
	if row.status not in (TRAY, PROPOSED):
		frappe.throw(_("This scan was filed already."), ScanNotFiled)
	code = papercode.typed(typed)
	if not code:
		frappe.throw(
			_("This is no code of a paper; compare it with the letters under the symbol."), ScanNotFiled
		)
	row.update({"code": code, "letter": None, "ref_doctype": None, "ref_name": None, "problem": None})
	return _answer(_route(row))


def set_aside(name: str, note: str) -> dict:
	"""Set a scan aside that belongs nowhere, with the reason; it stays on record."""
	row = rows.locked(name)
	if row.status == FILED:
		frappe.throw(_("This scan was filed already."), ScanNotFiled)
	if len((note or "").strip()) < REASON_LENGTH:
		frappe.throw(_("Say why it is set aside."), ScanNotFiled)
	row.update(
		{"status": ASIDE, "note": note.strip(), "filed_by": frappe.session.user, "filed_on": when.now()}
	)
	return _answer(row.save(ignore_permissions=True))


def open_rows() -> list[dict]:
	"""Return the scans of the user's organs that wait: proposals with their questions first, then the tray, oldest first."""
	names = frappe.get_all(
		SCAN,
		filters={"organ": ["in", rows.own_organs()], "status": ["in", (PROPOSED, TRAY)]},
		order_by="status desc, uploaded_on asc, creation asc",
		pluck="name",
		limit=200,
	)
	return [_answer(frappe.get_doc(SCAN, name)) for name in names]


def page_image(name: str, number: int) -> bytes:
	"""Return one page of a scan as JPEG; raises NotPermitted for another organ's."""
	row = frappe.get_doc(SCAN, name)
	scope.require(row, "read")
	return pages.shown(rows.content_of(row), number)


def _pieces(content: bytes) -> Iterator[tuple[list[str], list[int]]]:
	"""Yield (codes, page numbers): neighbouring pages with the same code are one paper, empty backs are left out."""
	codes: list[str] = []
	numbers: list[int] = []
	for number, page in enumerate(pages.each(content), 1):
		found = reading.codes(page)
		if not found and reading.is_blank(page):
			continue
		if numbers and found and _paper(found) and _paper(found) == _paper(codes):
			numbers.append(number)
			continue
		if numbers:
			yield codes, numbers
		codes, numbers = found, [number]
	if numbers:
		yield codes, numbers


def _take_piece(content: bytes, organ: str, label: str, codes: list[str], numbers: list[int]) -> dict:
	place = _("page {0}").format("–".join(dict.fromkeys(str(number) for number in (numbers[0], numbers[-1]))))
	place = f"{label}·{place}" if label else place
	code = _paper(codes)
	letter = _letter(code)
	if letter and letter.sealed:
		return {
			"status": ASIDE,
			"title": letter.title,
			"place": place,
			"problem": _("A paper on a sealed matter is kept by its custodian; this scan was not stored."),
		}
	row = rows.keep(
		organ, place, pages.cut(content, numbers), len(numbers), code=code or (codes[0] if codes else None)
	)
	if not codes:
		return _answer(_to_tray(row, _("No code found on this page")))
	if any(papercode.is_specimen(text) for text in codes):
		return _answer(_to_tray(row, _("This is a preview or a draft, no issued paper")))
	return _answer(_route(row))


def _route(row):
	"""Find the record of a scan by its code, and file it or propose it."""
	letter = _letter(row.code)
	if letter:
		if letter.sealed:
			frappe.throw(
				_("A paper on a sealed matter is kept by its custodian; this scan was not stored."),
				ScanNotFiled,
			)
		row.update(
			{
				"letter": letter.name,
				"title": " ".join(filter(None, (letter.title, letter.document_number))),
				"ref_doctype": letter.ref_doctype,
				"ref_name": letter.ref_name,
				"petition": letter.petition,
			}
		)
	else:
		known = None if papercode.typed(row.code) else returns.by_code(row.code or "")
		if not known:
			ours = bool(papercode.typed(row.code))
			return _to_tray(
				row,
				_("No paper of your organ has this code")
				if ours
				else _("The code is no paper's: {0}").format(row.code),
			)
		doc = known[0]
		row.update({"ref_doctype": doc.doctype, "ref_name": doc.name, "petition": doc.get("petition")})
	before = frappe.db.get_value(
		SCAN, {"letter": row.letter, "status": FILED, "name": ["!=", row.name]}, "filed_on"
	)
	if row.letter and before:
		return _to_tray(
			row, _("A scan of this paper was filed on {0} already").format(frappe.utils.formatdate(before))
		)
	return _propose(row)


def _propose(row):
	frappe.db.savepoint("xf_scan")
	try:
		wanted = _return_of(row)
		row.filed_as = wanted.title
		if not wanted.decides:
			return _file(row, wanted, {})
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		# The record does not take it (any more): the pile goes on, the reason is told with this paper.
		frappe.db.rollback(save_point="xf_scan")
		frappe.clear_last_message()
		row.reload()
		return _to_tray(row, str(refusal))
	row.update({"status": PROPOSED, "problem": None})
	return row.save(ignore_permissions=True)


def _file(row, wanted: returns.Return, values: dict):
	filed_as = wanted.run(row.file, values)
	row.update(
		{
			"status": FILED,
			"problem": None,
			"filed_as": filed_as,
			"filed_by": frappe.session.user,
			"filed_on": when.now(),
		}
	)
	return row.save(ignore_permissions=True)


def _return_of(row) -> returns.Return:
	if row.letter:
		return returns.of(frappe.get_doc("Official Letter", row.letter))
	known = returns.by_code(row.code or "")
	if not known:
		frappe.throw(_("This scan has nowhere to go yet; type its code."), ScanNotFiled)
	return known[1]


def _letter(code: str | None):
	"""Return the Official Letter with this code if the user may see it."""
	name = code and frappe.db.get_value("Official Letter", {"barcode": code})
	if not name or not scope.may_name("Official Letter", name, "read"):
		return None
	return frappe.get_doc("Official Letter", name)


def _paper(codes: list[str]) -> str | None:
	return next((code for code in map(papercode.scanned, codes) if code), None)


def _to_tray(row, problem: str):
	row.update({"status": TRAY, "problem": problem[:200]})
	return row.save(ignore_permissions=True)


def _check(content: bytes, organ: str) -> None:
	if organ not in rows.own_organs():
		frappe.throw(_("Scans are taken for one's own organ."), frappe.PermissionError)
	if not content:
		frappe.throw(_("The file is empty."), ScanRefused)
	if len(content) > limit():
		frappe.throw(
			_(
				"The file has {0} MB; at most {1} MB are taken. Scan in grey at 200 dots an inch, or in smaller piles."
			).format(len(content) // 1024 // 1024, limit() // 1024 // 1024),
			ScanRefused,
		)


def _answer(row) -> dict:
	"""What the desk shows of a row, with the questions a proposal asks."""
	found = {
		key: row.get(key)
		for key in (
			"name",
			"status",
			"problem",
			"place",
			"pages",
			"code",
			"title",
			"filed_as",
			"letter",
			"ref_doctype",
			"ref_name",
		)
	}
	found["asks"] = []
	if row.status == PROPOSED:
		try:
			wanted = _return_of(row)
			found["asks"], found["filed_as"] = wanted.asks, wanted.title
		except (frappe.ValidationError, frappe.PermissionError) as refusal:
			frappe.clear_last_message()
			found["problem"] = str(refusal)
	return found
