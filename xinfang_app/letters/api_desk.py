"""What the paper desk calls: the print queue, returned scans, letters out in the post, phrases.

Thin; the rules are in `printing`, `scans` and `phrases`.
"""

import frappe
from frappe import _

from xinfang_app.letters import phrases, printing
from xinfang_app.letters.errors import ScanRefused
from xinfang_app.letters.scans import filing, pages
from xinfang_app.organization import posting


@frappe.whitelist()
def state() -> dict:
	"""Return what the desk shows at once: {organs, waiting, scans, posted, limit}; `limit` in bytes for one file."""
	own = posting.organs_of(frappe.session.user)
	return {
		"organs": [{"value": code, "label": frappe.get_cached_value("Organ", code, "title")} for code in own],
		"waiting": printing.waiting(),
		"scans": filing.open_rows(),
		"posted": _posted(),
		"limit": filing.limit(),
	}


@frappe.whitelist()
def printed_lately() -> list[dict]:
	"""Return what was printed or taken off at the user's organs, newest first."""
	return printing.history()


@frappe.whitelist(methods=["POST"])
def enqueue(letter: str, reason: str | None = None) -> str:
	"""Put a letter into the print queue; a letter that was printed before needs a reason. Return the row's name."""
	return printing.again(frappe.get_doc("Official Letter", letter), reason).name


@frappe.whitelist(methods=["POST"])
def take(names: list | str, duplex: bool | int = False) -> dict:
	"""Take rows of the queue: {names, pages, left}. Their PDF is fetched with `taken_pdf`."""
	taken = printing.take(_names(names), duplex=bool(frappe.utils.cint(duplex)))
	return {"names": taken.names, "pages": taken.pages, "left": taken.left}


@frappe.whitelist(methods=["POST"])
def taken_pdf(names: list | str, duplex: bool | int = False) -> None:
	"""Send one PDF of the rows that the user took; each identity in it is opened, on record."""
	taken = printing.take(_names(names), duplex=bool(frappe.utils.cint(duplex)))
	frappe.local.response.filename = "papers.pdf"
	frappe.local.response.filecontent = taken.content
	frappe.local.response.type = "pdf"


@frappe.whitelist(methods=["POST"])
def printed(names: list | str) -> int:
	"""Record that rows came out of the printer."""
	return printing.printed(_names(names))


@frappe.whitelist(methods=["POST"])
def put_back(names: list | str) -> int:
	"""Put taken rows back into the queue."""
	return printing.put_back(_names(names))


@frappe.whitelist(methods=["POST"])
def take_off(names: list | str) -> int:
	"""Take rows off the queue that need no print."""
	return printing.take_off(_names(names))


@frappe.whitelist(methods=["POST"])
def scan(organ: str, label: str = "") -> list[dict]:
	"""Take one scanned file (the request's `file`); return what became of each paper in it."""
	sent = frappe.request.files.get("file")
	if not sent:
		frappe.throw(_("The file is empty."), ScanRefused)
	return filing.take_in(sent.stream.read(), organ, label)


@frappe.whitelist(methods=["POST"])
def confirm_scan(scan_name: str, values: dict | str | None = None) -> dict:
	"""File a proposal with the officer's answers."""
	return filing.confirm(scan_name, frappe.parse_json(values) if values else {})


@frappe.whitelist(methods=["POST"])
def scan_code(scan_name: str, code: str) -> dict:
	"""Give a scan the code typed from it."""
	return filing.by_code(scan_name, code)


@frappe.whitelist(methods=["POST"])
def set_scan_aside(scan_name: str, note: str) -> dict:
	"""Set a scan aside with the reason."""
	return filing.set_aside(scan_name, note)


@frappe.whitelist()
def scan_page(scan_name: str, number: int = 1) -> None:
	"""Send one page of a scan as a picture."""
	try:
		content = filing.page_image(scan_name, frappe.utils.cint(number))
	except pages.Unreadable:
		raise frappe.DoesNotExistError
	frappe.local.response.filename = "page.jpg"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"
	frappe.local.response.display_content_as = "inline"


@frappe.whitelist()
def search_phrases(txt: str = "", category: str | None = None) -> list[dict]:
	"""Return phrases and policy texts that hold all words of `txt`, those in force first."""
	if not frappe.has_permission(phrases.PHRASE, "read"):
		raise frappe.PermissionError
	return phrases.search(txt, category or None)


def _posted() -> list[dict]:
	"""Letters out in the post without a receipt, at the user's organs, the oldest first."""
	found = []
	for path in frappe.get_hooks("xf_letters_posted"):
		found += frappe.get_attr(path)(posting.organs_of(frappe.session.user))
	return found


def _names(names: list | str) -> list[str]:
	return [str(name) for name in frappe.parse_json(names)]
