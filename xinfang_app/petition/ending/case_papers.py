"""Every paper that belongs into the file of a petition, in the order of its date.

Rule: official letters, the pieces with their enclosures, records of hearing and inquiry, scans of signatures, proofs of
service and execution, agreements, withdrawals and reports. A file that several records name is one paper. Pages are
counted from PDFs and pictures; of other files nobody can tell.
"""

from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO

import frappe
from frappe.model.document import Document
from frappe.utils import getdate
from pypdf import PdfReader
from pypdf.errors import PdfReadError

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")


@dataclass
class Paper:
	"""One paper of a file, as it stands in the index."""

	paper: str
	made_on: date | None
	made_by: str
	ref_doctype: str
	ref_name: str
	document_number: str | None = None
	file: str | None = None
	pages: int = 0

	def as_row(self) -> dict:
		"""Return the paper as a row of the index."""
		return asdict(self)


#: DocType → (date field, {file field: title of the paper}).
ATTACHED: dict[str, tuple[str, dict[str, str]]] = {
	"Petition Referral": ("sent_on", {"receipt_proof": "转送交办签收凭证", "report_file": "办结报告(附件)"}),
	"Legal Route": ("creation", {"confirm_proof": "法定途径接收凭证"}),
	"Acceptance Dispute": ("creation", {"file": "受理协商与指定材料"}),
	"Inquiry Record": ("occurred_on", {"file": "笔录和证据材料", "scan": "笔录扫描件"}),
	"Handling Opinion": ("signed_on", {"scan": "处理意见书签批件"}),
	"Extension Request": ("signed_on", {"scan": "延期办理签批件", "notice_proof": "延期告知凭证"}),
	"Service Record": ("sent_on", {"proof": "送达凭证"}),
	"Execution Task": ("done_on", {"proof": "落实凭证"}),
	"Settlement": (
		"agreed_on",
		{
			"agreement_file": "调解(和解)协议书",
			"petitioner_consent_file": "信访人同意书",
			"other_consent_file": "对方同意书",
			"performed_proof": "协议履行凭证",
		},
	),
	"Withdrawal Request": ("requested_on", {"statement": "撤回申请", "upper_proof": "撤回核查文书"}),
	"Resolution Check": ("checked_on", {"proof": "化解核实凭证"}),
}


def of(petition: Document) -> list[Paper]:
	"""Return the papers of `petition`, oldest first, those of one day in the order of the road."""
	papers = [
		*_sheets(petition.name),
		*_pieces(petition.name),
		*_letters(petition.name),
		*_attached(petition.name),
		*_returned(petition.name),
		*_milestone_scans(petition.name),
	]
	seen: set[str] = set()
	once = []
	for paper in papers:
		if paper.file and paper.file in seen:
			continue
		seen.add(paper.file or "")
		once.append(paper)
	return sorted(once, key=lambda paper: paper.made_on or date.max)


def pages_of(url: str | None) -> int:
	"""Return how many pages the file at `url` has; 0 where that cannot be told."""
	name = url and frappe.db.get_value("File", {"file_url": url})
	if not name:
		return 0
	lowered = url.lower()
	if lowered.endswith(PICTURES):
		return 1
	if not lowered.endswith(".pdf"):
		return 0
	file = frappe.get_doc("File", name)
	if not file.exists_on_disk():
		return 0
	content = file.get_content()
	return pages_in(content if isinstance(content, bytes) else content.encode())


def pages_in(pdf: bytes) -> int:
	"""Return the number of pages of a PDF; 0 if it cannot be read."""
	try:
		return len(PdfReader(BytesIO(pdf)).pages)
	except PdfReadError:
		return 0


def _letters(petition: str) -> list[Paper]:
	rows = frappe.get_all(
		"Official Letter",
		filters={"petition": petition, "stage": "Issued"},
		fields=["name", "title", "document_number", "organ", "issued_on", "pdf"],
		order_by="issued_on asc, creation asc",
	)
	return [
		Paper(
			row.title,
			getdate(row.issued_on),
			_organ(row.organ),
			"Official Letter",
			row.name,
			row.document_number,
			row.pdf,
			_letter_pages(row.name),
		)
		for row in rows
	]


def _letter_pages(name: str) -> int:
	from xinfang_app.letters import pdf

	return pdf.pages(frappe.get_doc("Official Letter", name))


def _pieces(petition: str) -> list[Paper]:
	found = []
	for piece in frappe.get_all(
		"Petition Submission",
		filters={"petition": petition, "status": "Registered"},
		fields=["name", "number", "received_on"],
		order_by="received_on asc",
	):
		for url in frappe.get_all(
			"File",
			filters={"attached_to_doctype": "Petition Submission", "attached_to_name": piece.name},
			pluck="file_url",
			order_by="creation asc",
		):
			found.append(
				Paper(
					f"信访材料({piece.number})",
					getdate(piece.received_on),
					"信访人",
					"Petition Submission",
					piece.name,
					None,
					url,
					pages_of(url),
				)
			)
	return found


def _attached(petition: str) -> list[Paper]:
	found = []
	for doctype, (day, files) in ATTACHED.items():
		meta = frappe.get_meta(doctype)
		fields = [field for field in files if meta.has_field(field)]
		maker = next(field for field in ("organ", "to_organ") if meta.has_field(field))
		for row in frappe.get_all(
			doctype,
			filters={"petition": petition},
			fields=["name", "creation", day, maker, *fields],
			order_by="creation asc",
		):
			found += [
				Paper(
					files[field],
					getdate(row.get(day) or row.creation),
					_organ(row.get(maker)),
					doctype,
					row.name,
					None,
					row.get(field),
					pages_of(row.get(field)),
				)
				for field in fields
				if row.get(field)
			]
	return found


def _returned(petition: str) -> list[Paper]:
	"""Signed copies that came back by the scanner and are kept with their paper (`letters.scans`)."""
	rows = frappe.get_all(
		"Returned Scan",
		filters={"petition": petition, "status": "Filed", "letter": ["is", "set"]},
		fields=["file", "title", "letter", "organ", "uploaded_on", "pages"],
		order_by="uploaded_on asc",
	)
	return [
		Paper(
			f"{row.title}(回收件)",
			getdate(row.uploaded_on),
			_organ(row.organ),
			"Official Letter",
			row.letter,
			None,
			row.file,
			row.pages,
		)
		for row in rows
	]


def _sheets(petition: str) -> list[Paper]:
	"""Records that were written here and have no paper of their own: printed, each is a sheet."""
	found = [
		Paper(
			"信访件登记信息",
			getdate(row.registered_on),
			_organ(row.organ),
			"Petition Submission",
			row.name,
			pages=1,
		)
		for row in frappe.get_all(
			"Petition Submission",
			filters={"petition": petition, "status": "Registered"},
			fields=["name", "organ", "registered_on"],
			order_by="registered_on asc",
		)
		if not frappe.db.exists(
			"Official Letter", {"template": "W01", "ref_name": row.name, "stage": "Issued"}
		)
	]
	for row in frappe.get_all(
		"Inquiry Record",
		filters={"petition": petition, "file": ["is", "not set"], "scan": ["is", "not set"]},
		fields=["name", "kind", "occurred_on", "organ"],
		order_by="occurred_on asc, creation asc",
	):
		title = "听取陈述记录" if row.kind == "Heard" else "调查核实记录"
		found.append(
			Paper(title, getdate(row.occurred_on), _organ(row.organ), "Inquiry Record", row.name, pages=1)
		)
	for row in frappe.get_all(
		"Satisfaction Rating", filters={"petition": petition}, fields=["name", "rated_on", "organ"]
	):
		found.append(
			Paper("满意度评价记录", getdate(row.rated_on), "信访人", "Satisfaction Rating", row.name, pages=1)
		)
	return found


def _milestone_scans(petition: str) -> list[Paper]:
	rows = frappe.get_all(
		"Clock Milestone",
		filters={"petition": petition, "scan": ["is", "set"]},
		fields=["name", "occurred_on", "organ", "scan"],
		order_by="occurred_on asc",
	)
	return [
		Paper(
			"补录凭证",
			getdate(row.occurred_on),
			_organ(row.organ),
			"Clock Milestone",
			row.name,
			None,
			row.scan,
			pages_of(row.scan),
		)
		for row in rows
	]


def _organ(code: str | None) -> str:
	return (frappe.get_cached_value("Organ", code, "title") or code) if code else ""
