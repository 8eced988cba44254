"""What a report says, what was found and what was answered: encrypted, read by those named for it alone.

Rule (arts. 18, 30, 46(6)). Whom it is about, who told it, in what words and about which matter lies in Rights Content,
encrypted under the key of sealed pieces and bound to its report and part. No list shows it, no role reads it, nothing
of it stands in the report's row, its messages, clocks or versions. `handlers.named` says who may read; each opening is a
row of the report.
"""

import json

import frappe
from frappe.model.document import Document

from xinfang_app.access import keys
from xinfang_app.petition import handling
from xinfang_app.petition.registering import purge

DOCTYPE = "Rights Content"
TOLD, FOUND, ANSWERED, PAPER = "What was told", "What was found", "What was answered", "Paper handed in"
#: More than this is brought on paper.
MOST_BYTES, MOST_PAPERS = 4 * 1024 * 1024, 5


def keep(report: str, part: str, payload: dict) -> None:
	"""Write (or write anew) a part of a report."""
	text = keys.encrypt(
		json.dumps(payload, ensure_ascii=False, default=str), _place(report, part, 0), keys.SEALED
	)
	name = frappe.db.get_value(DOCTYPE, {"report": report, "part": part, "seq": 0})
	if name:
		frappe.db.set_value(DOCTYPE, name, "body", text, update_modified=False)
		return
	_row(report, part, 0, text)


def read(report: str, part: str) -> dict:
	"""Return a part of a report, {} where there is none. The caller has checked who reads."""
	body = frappe.db.get_value(DOCTYPE, {"report": report, "part": part, "seq": 0}, "body")
	return json.loads(keys.decrypt(body, _place(report, part, 0), keys.SEALED)) if body else {}


def keep_papers(report: str, files: list[str]) -> list[dict]:
	"""Take the user's own uploads (addresses) in, encrypted; the files go. Return their labels {no, file_name}."""
	labels = []
	for number, url in enumerate(files[:MOST_PAPERS], start=1):
		file = frappe.get_doc("File", {"file_url": url, "owner": frappe.session.user})
		content = file.get_content()
		content = content if isinstance(content, bytes) else content.encode()
		_row(report, PAPER, number, keys.encrypt_bytes(content, _place(report, PAPER, number)))
		labels.append({"no": number, "file_name": file.file_name})
		# Past Frappe's bin, which keeps name and address; off the disk once this is committed.
		purge.files([file.name])
	return labels


def paper(report: str, number: int) -> bytes:
	"""Return a paper that was handed in. The caller has checked who reads."""
	body = frappe.db.get_value(DOCTYPE, {"report": report, "part": PAPER, "seq": number}, "body")
	if not body:
		raise frappe.DoesNotExistError
	return keys.decrypt_bytes(body, _place(report, PAPER, number))


def _row(report: str, part: str, number: int, body: str) -> Document:
	row = frappe.new_doc(DOCTYPE)
	row.update({"report": report, "part": part, "seq": number, "body": body})
	return handling.write(row)


def _place(report: str, part: str, number: int) -> str:
	return f"{DOCTYPE}/{report}/{part}/{number}"
