"""Results that go back up: which wait, the table in the upper system's columns, the papers beside it.

Rule: an answered or accepted matter waits until what it says was put out; a later step makes it wait again. What was
put out is remembered on the matter, and put out once more only when somebody says so. The table names no person: the
upper system knows its matter by the number. The papers do; taking them opens the identities in them, for this reason and
on record, and nothing of the bundle is kept here. Reported is what the officer confirms to have uploaded, and only that
ends the term of an assignment (art. 22 §1(3)).
"""

import hashlib

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.exchange import lists, rows, upper
from xinfang_app.exchange.errors import SentBefore, WrongStep
from xinfang_app.exchange.judging import CHANGED, NEW, SAME
from xinfang_app.letters import pdf, slots

#: Papers an upper system asks for: notices, opinion and answers, proofs of service, reports.
PAPERS = ("W08", "W09", "W10", "W11", "W18", "W21", "W22", "W23", "W24", "W27")
#: What of a petition makes it wait again when it changes.
TELLING = (
	"accepted_on",
	"opinion_issued_on",
	"served_on",
	"terminated_on",
	"result",
	"closing_code",
	"concluded",
)
SHOWN = 500
AT_MOST = 200


def waiting(organ: str, *, also_sent: bool = False, answered: bool = True) -> list[dict]:
	"""Return matters of `organ` whose result waits to be put out, longest assigned term first.

	`also_sent`: those too that were put out as they are. `answered`: only answered ones, else also accepted ones.
	Rows: name, upper_number, upper_system, kind, due_on, petition, number, title, stage, sent ("", "Changed", "Put
	out", "Reported"), print.
	"""
	matter, petition = frappe.qb.DocType(upper.DOCTYPE), frappe.qb.DocType("Petition")
	done = petition.concluded == 1
	if not answered:
		done = done | petition.accepted_on.isnotnull()
	query = (
		frappe.qb.from_(matter)
		.inner_join(petition)
		.on(petition.name == matter.petition)
		.select(
			matter.name,
			matter.upper_number,
			matter.upper_system,
			matter.kind,
			matter.due_on,
			matter.exported_print,
			matter.exported_on,
			matter.reported_on,
			matter.petition,
			petition.number,
			petition.title,
			petition.stage,
			*(petition[column] for column in TELLING),
		)
		.where((matter.organ == organ) & (matter.sealed == 0) & matter.withdrawn_on.isnull())
		.where(done)
		.orderby(matter.due_on.isnull())
		.orderby(matter.due_on)
		.orderby(petition.number)
	)
	if not also_sent:
		# Those put out as they are cannot be told in SQL; most of them are done for good.
		query = query.where(matter.reported_on.isnull() | (matter.reported_on < petition.modified))
	found = []
	for row in query.run(as_dict=True):
		row.print = fingerprint(row)
		row.sent = _sent(row)
		if (also_sent or row.sent in ("", "Changed")) and scope.may_name("Petition", row.petition):
			found.append(row)
		if len(found) == SHOWN:
			break
	return found


def export(organ: str, names: list[str], *, again: bool = False) -> Document:
	"""Begin to put out the results of the Upper Matters `names`; return the batch. Raises SentBefore, WrongStep."""
	chosen = {row.name: row for row in waiting(organ, also_sent=True, answered=False) if row.name in names}
	if not chosen or set(names) - set(chosen):
		frappe.throw(_("Choose matters whose result waits."), WrongStep)
	if len(chosen) > AT_MOST:
		frappe.throw(_("At most {0} matters go into one bundle.").format(AT_MOST), WrongStep)
	systems = {row.upper_system for row in chosen.values()}
	if len(systems) > 1:
		frappe.throw(_("Choose matters of one upper system at a time."), WrongStep)
	sent = [row.upper_number for row in chosen.values() if row.sent in ("Put out", "Reported")]
	if sent and not again:
		frappe.throw(
			_("Put out before and unchanged since: {0}. To put them out once more, say so.").format(
				"、".join(sent[:10])
			),
			SentBefore,
		)
	batch = frappe.new_doc("Exchange Batch")
	batch.update(
		{
			"purpose": lists.EXPORT,
			"status": "Preview",
			"upper_system": systems.pop(),
			"organ": organ,
			"file_name": _("Results {0}").format(when.now().strftime("%Y-%m-%d %H%M")),
			"total": len(chosen),
			"started_by": frappe.session.user,
			"heartbeat": when.now(),
		}
	)
	batch.insert(ignore_permissions=True)
	rows.add(
		batch.name,
		[
			{
				"row_no": place,
				"upper_number": row.upper_number,
				"verdict": CHANGED if row.sent == "Changed" else SAME if row.sent else NEW,
				"state": "Waiting",
				"upper_matter": row.name,
				"petition": row.petition,
			}
			for place, row in enumerate(chosen.values(), start=1)
		],
	)
	return batch


class Preparer:
	"""Makes the papers of each matter beforehand, so that the bundle is put together quickly."""

	def __init__(self, batch: Document):
		self.batch = batch

	def __call__(self, row: frappe._dict) -> dict:
		"""Make the missing PDFs; the system does it, nobody sees an identity by this."""
		user, found = frappe.session.user, papers_of(row.petition)
		try:
			for letter in found:
				pdf.make_in_background(letter.name)
		finally:
			frappe.set_user(user)
		return {"state": "Done", "reason": _("{0} papers").format(len(found)), "done_on": when.now()}


def papers_of(petition: str) -> list[frappe._dict]:
	"""Return the papers of a petition that go up, of those the user may see, oldest first."""
	return scope.get_list(
		"Official Letter",
		{"petition": petition, "stage": "Issued", "sealed": 0, "template": ("in", PAPERS)},
		["name", "title", "document_number", "template", "issued_on", "recipient_masked"],
		order_by="issued_on asc",
	)


def opened(letter: str, number: str) -> bytes:
	"""Return the PDF of a paper; the identities in it are opened for the report, which is logged."""
	doc = frappe.get_doc("Official Letter", letter)
	scope.require(doc, "read")
	reason = _("Report of the result to the upper system ({0})").format(number)
	made = pdf.is_made(letter)
	content = pdf.of(doc, reason=reason)
	if made:
		from xinfang_app.access import identity

		for petitioner in slots.petitioners(doc.html):
			identity.open(petitioner, doc.ref_doctype, doc.ref_name, reason=reason)
	return content


def mark_put_out(batch: Document) -> None:
	"""Remember on each matter of `batch` what was put out."""
	for row in rows.of(batch.name, state="Done"):
		petition = frappe.db.get_value("Petition", row.petition, list(TELLING), as_dict=True)
		frappe.db.set_value(
			upper.DOCTYPE,
			row.upper_matter,
			{
				"exported_on": when.now(),
				"exported_print": fingerprint(petition),
				"exported_batch": batch.name,
			},
			update_modified=False,
		)


def confirm(batch: Document) -> int:
	"""Record that the bundle was uploaded; return how many matters are reported by it. Raises WrongStep."""
	count = 0
	for row in rows.of(batch.name, state="Done"):
		matter = frappe.get_doc(upper.DOCTYPE, row.upper_matter, for_update=True)
		if matter.exported_batch != batch.name:
			continue
		concluded = cint(frappe.db.get_value("Petition", row.petition, "concluded"))
		# An acceptance that was uploaded is no result: the term of the assignment runs on.
		if concluded:
			upper.reported(matter)
		rows.write(row.name, reason=_("Uploaded above"))
		count += 1
	if not count:
		frappe.throw(_("Fetch the bundle first."), WrongStep)
	return count


def fingerprint(row: frappe._dict) -> str:
	"""Return what tells one state of a result from another."""
	said = "|".join(str(row.get(column) if row.get(column) is not None else "") for column in TELLING)
	return hashlib.sha256(said.encode()).hexdigest()[:40]


def _sent(row: frappe._dict) -> str:
	if not row.exported_print:
		return ""
	if row.exported_print != row.print:
		return "Changed"
	return "Reported" if row.reported_on else "Put out"
