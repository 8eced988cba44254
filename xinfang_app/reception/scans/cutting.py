"""Taking pages out of a scan: another letter that lay in the same stack, or a further matter of the same letter.

Rule: scanners put a whole stack into one file. Pages that are another letter become a draft of their own, received at
the same moment as the stack (its terms began then, whatever is cut later); they leave the first scan. Pages that
belong to a further matter of the same letter stay in it and are attached to the part as well (`letter.register`).
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app.access import scope
from xinfang_app.petition import acting
from xinfang_app.reception import drafts
from xinfang_app.reception.errors import PagesNotPossible
from xinfang_app.reception.scans import files, keeping


def cut_off(piece: Document, scan: Document, pages: list[int], seen=None) -> Document:
	"""Make `pages` (numbers from 1) of `scan`, which lies with the draft `piece`, a letter of its own; return its draft.

	`seen` is the `modified` of the draft the user had before him. Raises PagesNotPossible, StaleDocument, NotPermitted.
	"""
	scope.require(piece, "act")
	drafts.require_draft(piece)
	acting.lock(piece, seen)
	chosen = sorted(set(pages))
	if scan.submission != piece.name or not chosen or not all(1 <= number <= scan.pages for number in chosen):
		frappe.throw(_("There is no such page."), PagesNotPossible)
	rest = [number for number in range(1, scan.pages + 1) if number not in chosen]
	if not rest:
		frappe.throw(_("At least one page stays with this letter."), PagesNotPossible)
	data, turned = keeping.content(scan), keeping.turns(scan)
	with_turns = {number: turned.get(number, 0) for number in (*chosen, *rest)}
	mine, its = (
		files.taken(
			files.collected([(data, scan.kind, [(number, with_turns[number]) for number in numbers])])
		)
		for numbers in (rest, chosen)
	)
	other = drafts.begin(
		organ=piece.organ,
		form=piece.form,
		common=bool(piece.holder),
		received_with=get_datetime(piece.received_on),
		like=piece,
	)
	keeping.add(other, its)
	keeping.replace(scan, mine)
	return other


def attached(piece: Document, sources: list[dict]) -> bytes | None:
	"""Return one PDF of the pages in `sources` ({"scan", "page"}) of the scans of `piece`, or None if there are none.

	Raises PagesNotPossible for pages that do not lie with the piece.
	"""
	if not sources:
		return None
	scans = {row.name: row for row in keeping.of(piece.name)}
	chosen: list[tuple[bytes, str, list[tuple[int, int]]]] = []
	for source in sources:
		scan, number = scans.get(source.get("scan")), int(source.get("page") or 0)
		if not scan or not 1 <= number <= scan.pages:
			frappe.throw(_("There is no such page."), PagesNotPossible)
		chosen.append((keeping.content(scan), scan.kind, [(number, scan.turns.get(number, 0))]))
	return files.collected(chosen)
