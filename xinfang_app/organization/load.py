"""Load a county: its places, organs and postings from three files, and then its people's accounts.

Rule: everything is checked first, then everything is written, or nothing is. A bad row is named with file, line and
reason, all of them at once. Loading the same files again changes nothing; loading changed files changes the changed
rows. Nothing is deleted: a place, organ or posting ends by its last day.

Exception: rows of other files than the three are not read; categories ship with the app.

	bench --site SITE xinfang-load-county FOLDER [--accounts]
	bench --site SITE execute xinfang_app.organization.load.county --kwargs '{"folder": "…"}'
"""

from pathlib import Path

import frappe
from frappe import _

from xinfang_app.organization import daily, load_check, load_columns, load_files, load_write, posting
from xinfang_app.organization.errors import LoadError
from xinfang_app.organization.load_accounts import accounts
from xinfang_app.organization.load_files import Problem, Row

__all__ = ["accounts", "check", "county"]

#: More problems than anybody reads at once; the rest is counted.
_SHOWN = 200


def county(folder: str | Path, check_only: bool = False) -> dict[str, dict[str, int]]:
	"""Load the county whose files lie in `folder`; the caller commits.

	Returns {DocType: {"new", "changed", "same"}}; with `check_only` nothing is written and the numbers are those of
	the rows read. Raises LoadError with every problem if any row is bad; then nothing was written.
	"""
	rows, known, problems = check(Path(folder))
	if problems:
		raise LoadError(_message(problems), problems)
	if check_only:
		return {file: {"rows": len(file_rows)} for file, file_rows in rows.items()}
	frappe.db.savepoint("xf_load_county")
	try:
		counts = {
			"Jurisdiction": load_write.places(rows["jurisdictions.csv"]),
			"Organ": load_write.organs(rows["organs.csv"]),
			"Posting": load_write.postings(rows["postings.csv"], known),
		}
		posting.forget()
		daily.run()
	except Exception:
		frappe.db.rollback(save_point="xf_load_county")
		posting.forget()
		raise
	return counts


def check(folder: Path) -> tuple[dict[str, list[Row]], load_check.Known, list[Problem]]:
	"""Read and check the files. Returns (rows by file, what the site would hold, problems in the order of the files)."""
	rows: dict[str, list[Row]] = {}
	problems: list[Problem] = []
	for file, columns in load_columns.FILES.items():
		rows[file], found = load_files.read(folder / file, columns)
		problems.extend(found)
	known = _known()
	if not problems:
		problems.extend(load_check.places(rows["jurisdictions.csv"], known))
		problems.extend(load_check.organs(rows["organs.csv"], known))
		problems.extend(load_check.postings(rows["postings.csv"], known))
		problems.extend(load_check.inboxes(rows["organs.csv"], known))
	order = list(load_columns.FILES)
	problems.sort(key=lambda problem: (order.index(problem.file), problem.line))
	return rows, known, problems


def _known() -> load_check.Known:
	"""Return what the site holds; a stand-in's principal by his account, as in the files."""
	places = frappe.get_all("Jurisdiction", fields=["name", *load_write.PLACE_FIELDS])
	organs = frappe.get_all("Organ", fields=["name", *load_write.ORGAN_FIELDS])
	postings = frappe.get_all("Posting", fields=["name", *load_write.POSTING_FIELDS])
	users = {row.name: row.user for row in postings}
	for row in postings:
		row.deputy_of = users.get(row.deputy_of) if row.deputy_of else None
	return load_check.Known(
		places={row.code: row for row in places},
		organs={row.code: row for row in organs},
		postings={load_check.posting_key(row): row for row in postings},
		categories=frozenset(frappe.get_all("Petition Category", pluck="name")),
	)


def _message(problems: list[Problem]) -> str:
	lines = [str(problem) for problem in problems[:_SHOWN]]
	if len(problems) > _SHOWN:
		lines.append(_("and {0} more").format(len(problems) - _SHOWN))
	return "\n".join([_("{0} problems; nothing was loaded").format(len(problems)), *lines])
