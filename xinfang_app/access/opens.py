"""Whether what lies encrypted opens with the keys of this site. Numbers only: nothing that was opened leaves here.

Rule: identities open, and hash to the hashes stored beside them, with which people are found; sealed pieces and their
papers open. Asked by the health page for a few rows and after a restore for many. No row of the log is written, since
nobody is shown anything.
"""

import frappe

from xinfang_app.access import identity, keys, sealed_files, sealing
from xinfang_app.access.errors import KeysMissing

#: What is tried: how it is called in the answer.
IDENTITIES, HASHES, SEALED, PAPERS = "identities", "hashes", "sealed", "papers"


def check(limit: int) -> dict[str, tuple[int, int]]:
	"""Try at most `limit` rows of each kind, half the oldest and half the newest: {kind: (tried, opened)}."""
	found = {IDENTITIES: [0, 0], HASHES: [0, 0], SEALED: [0, 0], PAPERS: [0, 0]}
	fields = {f"{part}_enc" for part in identity.PARTS} | set(identity.HASHES)
	for row in _some("Petitioner", limit, sorted(fields)):
		_identity(row, found)
	for row in _some("Sealed Accusation", limit, ["register", "content"]):
		place = sealing.PLACE.format(row.register)
		_count(found[SEALED], lambda row=row, place=place: keys.decrypt(row.content, place, keys.SEALED))
	for row in _some("Sealed File", min(limit, 20), ["register", "file_no", "part_no", "parts", "content"]):
		_count(found[PAPERS], lambda row=row: sealed_files.part(row))
	return {kind: (tried, opened) for kind, (tried, opened) in found.items()}


def _identity(row, found: dict) -> None:
	for part in identity.PARTS:
		if row.get(f"{part}_enc"):
			_count(found[IDENTITIES], lambda part=part: identity.part_of(row, part))
	for field, (part, form) in identity.HASHES.items():
		if row.get(field):
			_count(found[HASHES], lambda field=field, part=part, form=form: _hashed(row, field, part, form))


def _hashed(row, field: str, part: str, form) -> None:
	if keys.keyed_hash(form(identity.part_of(row, part)), field) != row.get(field):
		raise KeysMissing


def _count(pair: list[int], attempt) -> None:
	pair[0] += 1
	try:
		attempt()
		pair[1] += 1
	except (KeysMissing, ValueError):
		# The sentence for the officer is not for this page.
		frappe.clear_last_message()


def _some(doctype: str, limit: int, fields: list[str]) -> list:
	"""Return the oldest and the newest rows of `doctype`, each once."""
	half = max(1, limit // 2)
	rows = {}
	for order in ("creation asc", "creation desc"):
		for row in frappe.get_all(doctype, fields=["name", *fields], order_by=order, limit=half):
			rows[row.name] = row
	return list(rows.values())
