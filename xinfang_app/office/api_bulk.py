"""What lists and the morning list call to do many at once.

Thin: names and plain data in, plain data out; the rules are in `bulk` and `bulk_actions`.
"""

import frappe
from frappe import _

from xinfang_app.access import scope
from xinfang_app.letters import printing
from xinfang_app.office import bulk, bulk_actions, bulk_print
from xinfang_app.office.errors import BulkRefused


@frappe.whitelist(methods=["POST"])
def look(action: str, doctype: str, names: str | list, args: str | dict | None = None) -> list[dict]:
	"""Return what would happen to each row, or why not (`bulk.look`); writes nothing."""
	return bulk.look(action, doctype, _list(names), _dict(args))


@frappe.whitelist(methods=["POST"])
def start(action: str, doctype: str, rows: str | list, args: str | dict | None = None) -> dict:
	"""Begin a run (`bulk.start`) and return how it stands."""
	return bulk.state(bulk.start(action, doctype, _list(rows), _dict(args)).name)


@frappe.whitelist()
def state(run: str) -> dict:
	"""Return how an own run stands (`bulk.state`)."""
	return bulk.state(run)


@frappe.whitelist()
def recent() -> list[dict]:
	"""Return the caller's last runs (`bulk.recent`)."""
	return bulk.recent()


@frappe.whitelist()
def closing_codes() -> list[dict]:
	"""Return the closing codes that can be used on many at once: [{value, label}]."""
	return bulk_actions.closing_codes()


@frappe.whitelist()
def letters_of(doctype: str, names: str | list) -> list[str]:
	"""Return the letters about the given records that the caller may see, in the order of the records."""
	found = []
	column = {"Petition": "petition", "Petition Submission": "ref_name", "Petition Referral": "ref_name"}.get(
		doctype
	)
	if not column:
		return found
	rows = scope.get_list(
		"Official Letter", [[column, "in", _list(names)]], ["name", column], order_by="issued_on asc"
	)
	for name in _list(names):
		found += [row["name"] for row in rows if row[column] == name]
	return found


@frappe.whitelist()
def waiting_letters(petitions: str | list) -> list[str]:
	"""Return the letters about the given petitions that wait in the print queue of the caller's organs, in their order."""
	names = letters_of("Petition", petitions)
	queued = printing.of_letters(names)
	return [name for name in names if name in queued and queued[name].status == printing.WAITING]


@frappe.whitelist()
def printed(run: str) -> None:
	"""Send the letters of an own print run as one PDF; every identity in them is opened for the caller, on record."""
	told, names = _print_run(run)
	# A GET is rolled back unless told otherwise; the log of the openings has to stay.
	frappe.local.flags.commit = True
	frappe.local.response.filename = f"文书-{told['started_on'][:10]}.pdf"
	frappe.local.response.filecontent = bulk_print.joined(names)
	frappe.local.response.type = "pdf"


@frappe.whitelist(methods=["POST"])
def came_out(run: str) -> int:
	"""Record that the letters of an own print run came out of the printer; return how many of the queue were marked."""
	_told, names = _print_run(run)
	return printing.printed(printing.take_letters(names))


def _print_run(run: str) -> tuple[dict, list[str]]:
	told = bulk.state(run)
	names = [row["name"] for row in told["rows"] if row["state"] == "Done"]
	if told["action"] != "print" or not names:
		frappe.throw(_("There is nothing to print."), BulkRefused)
	return told, names


def _list(value: str | list) -> list:
	return frappe.parse_json(value) if isinstance(value, str) else value


def _dict(value: str | dict | None) -> dict:
	return (frappe.parse_json(value) if isinstance(value, str) else value) or {}
