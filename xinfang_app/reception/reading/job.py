"""Reading scans in the background, and the proposal made from what was read.

Rule: a job reads whatever waits, the oldest first, and ends when nothing waits; so the models are loaded once for a
whole stack, and several workers never read the same scan (`skip locked`). A scan whose reader died is read again after
a quarter of an hour. What was read is kept encrypted beside the scan and only until the letter is registered; a letter
that is sealed meanwhile has no row any more, and what was just read of it is written nowhere.
"""

import json
from datetime import timedelta

import frappe

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.reception import choices
from xinfang_app.reception.reading import engine, proposal
from xinfang_app.reception.scans import files, keeping

#: Pages of one scan that are read: a proposal needs the letter, not its enclosures.
PAGES = 6
DEAD_AFTER = timedelta(minutes=15)
READING, READ, NOTHING, FAILED = "Being read", "Text read", "Nothing read", "Not readable"


def later() -> None:
	"""Have waiting scans read after this transaction's commit; does nothing where no reader is installed."""
	if engine.available():
		frappe.enqueue(
			"xinfang_app.reception.reading.job.read_waiting", queue="long", enqueue_after_commit=True
		)


def read_waiting() -> None:
	"""Job: read every scan that waits. It returns nothing, since the queue would keep the answer."""
	while name := _take():
		try:
			read(frappe.get_doc(keeping.DOCTYPE, name))
		except Exception:
			# The scan is not tried again and again; the error itself goes to the log as ever.
			frappe.db.rollback()
			_set(name, FAILED)
			frappe.db.commit()
			raise
		frappe.db.commit()


def read(scan) -> None:
	"""Read the pages of a Letter Scan and keep what was read."""
	turned = keeping.turns(scan)
	found: list[str] = []
	try:
		data = keeping.content(scan)
		for number in range(1, min(scan.pages, PAGES) + 1):
			image = files.page(data, scan.kind, number, longest=engine.LONGEST, turn=turned.get(number, 0))
			found += engine.lines(image)
	except (files.Unreadable, files.Locked, FileNotFoundError):
		_set(scan.name, FAILED)
		return
	keep(scan.name, found)


def keep(scan: str, lines: list[str]) -> None:
	"""Keep the `lines` read from the scan named `scan`, encrypted; nothing is written if it has gone meanwhile."""
	text = json.dumps(lines, ensure_ascii=False)
	_set(scan, READ if lines else NOTHING, keys.encrypt(text, _place(scan)) if lines else None)


def read_text(piece: str) -> list[str]:
	"""Return the lines read from the scans of the piece named `piece`, in order."""
	rows = frappe.get_all(
		keeping.DOCTYPE,
		filters={"submission": piece, "text_enc": ("is", "set")},
		fields=["name", "text_enc"],
		order_by="place asc, creation asc",
	)
	return [line for row in rows for line in json.loads(keys.decrypt(row.text_enc, _place(row.name)))]


def proposed(piece) -> dict:
	"""Return what the scans of the draft `piece` seem to say, for its officer: {state, fields, categories, accusation}.

	state: "off" (no reader installed), "waiting", "read", "nothing" or "" (no scans).
	"""
	states = [row.state for row in keeping.of(piece.name)]
	if not states:
		return {"state": ""}
	if any(state in (keeping.WAITING, READING) for state in states):
		return {"state": "waiting" if engine.available() else "off"}
	lines = read_text(piece.name)
	if not lines:
		return {"state": "nothing" if any(states) else "off"}
	places = [(row[0], row[3]) for row in choices.all_of(piece.organ)["places"]]
	found = proposal.of(lines, places)
	return {
		"state": "read",
		"fields": found.fields,
		"categories": found.categories,
		"accusation": found.accusation,
	}


def _take() -> str | None:
	"""Take the next scan that waits and commit that it is being read; return its name, or None."""
	rows = frappe.db.sql(
		"""select name from `tabLetter Scan`
		where state = 'Waiting' or (state = 'Being read' and read_on < %(dead)s)
		order by taken_in_on, creation limit 1 for update skip locked""",
		{"dead": when.now() - DEAD_AFTER},
	)
	if not rows:
		frappe.db.commit()
		return None
	_set(rows[0][0], READING)
	frappe.db.commit()
	return rows[0][0]


def _set(name: str, state: str, text: str | None = None) -> None:
	frappe.db.set_value(
		keeping.DOCTYPE,
		name,
		{"state": state, "read_on": when.now(), "text_enc": text},
		update_modified=False,
	)


def _place(scan: str) -> str:
	return f"Letter Scan/{scan}/text"
