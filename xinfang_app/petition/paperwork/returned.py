"""What a signed paper that comes back does on the road: proof of service, approval on paper, signed record.

Rule: the scan goes where the paper belongs, through the service of that step, which checks everything anew. It decides
something, and therefore waits for an officer, where a day or a signature comes onto the record with it: the certificate
of service that was taken along blank (W24), the approval signed on paper (W17, W21S), an outside organ's receipt. It is
filed at once where it only proves what is on record already. A form filled in by the petitioner (评价表) is kept with
its paper: the rating itself is his word, and is entered by the petition office alone (art. 21 §2).
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access, when
from xinfang_app.access import scope
from xinfang_app.letters.scans.returns import Return
from xinfang_app.petition import acting
from xinfang_app.petition.answering import chain, extension, opinion, passing, signing
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.serving import mail_numbers, served_papers, service, service_ways


def service_record(letter: Document, record: Document) -> Return | None:
	"""The certificate of service: a blank one serves, a receipt ends the posting, else it is the proof still owed."""
	if not record.sent_on:
		return Return(_("Record the service in person"), _serving(record), True, _served_asks())
	if record.way == "By post" and not record.result:
		return _posted(record)
	if record.proof_owed:
		return Return(_("Hand in the proof of service"), _proof(record))
	return None


def by_mail_number(text: str) -> tuple[Document, Return] | None:
	"""A receipt of the post office, found by the number of the letter, where the user's organ waits for it."""
	number = mail_numbers.normal(text)
	name = mail_numbers.is_valid(number) and frappe.db.get_value("Service Record", {"mail_number": number})
	if not name or not scope.may_name("Service Record", name, "act"):
		return None
	record = frappe.get_doc("Service Record", name)
	wanted = service_record(record, record)
	return (record, wanted) if wanted else None


def handling_opinion(letter: Document, record: Document) -> Return | None:
	"""The sheet for signing an opinion (W21S); a signed copy of the opinion itself is kept with it."""
	return _signature(record) if letter.template == "W21S" else None


def extension_request(letter: Document, record: Document) -> Return | None:
	"""The form for approving an extension (W17), or the notice of it, signed for by the petitioner (W18)."""
	if letter.template == "W17":
		return _signature(record)
	if letter.template == "W18" and record.notified_on and not record.notice_proof:
		return Return(_("Proof that the petitioner was told"), _set(record, "notice_proof"))
	return None


def inquiry_record(letter: Document, record: Document) -> Return | None:
	"""The record of a hearing or an inquiry, signed by those who were heard (W16)."""
	return None if record.file else Return(_("File as the signed record"), _set(record, "file"))


def petition_referral(letter: Document, record: Document) -> Return | None:
	"""The receipt of an outside organ on a letter of transfer or assignment."""
	if (
		letter.template not in ("W05", "W06")
		or record.stage != "Sent"
		or not acting.is_external(record.to_organ)
	):
		return None

	def run(url: str, values: dict) -> str:
		referrals.receive(record, values.get("occurred_on"), url, **_late(values, url))
		return _("Receipt of the outside organ")

	return Return(
		_("Record the receipt by the outside organ"), run, True, [_day(_("Received on")), _reason()]
	)


def _posted(record: Document) -> Return:
	asks = [
		_choice("result", _("Result of service"), ("Signed for", "Refused by recipient", "Sent back")),
		_day(_("Received by the petitioner on")),
		{"fieldname": "signer", "fieldtype": "Data", "label": _("Who signed for it")},
		{
			**_choice("return_reason", _("Why the letter came back"), ("", *service_ways.RETURNS)),
			"depends_on": "eval:doc.result=='Sent back'",
			"reqd": 0,
		},
	]

	def run(url: str, values: dict) -> str:
		service.receive(
			record,
			values.get("result") or "Signed for",
			values.get("occurred_on") or when.today(),
			signer=values.get("signer"),
			proof=url,
			return_reason=values.get("return_reason") or None,
		)
		return _("Mail receipt")

	return Return(_("Enter the mail receipt"), run, True, asks)


def _serving(record: Document):
	def run(url: str, values: dict) -> str:
		service.serve(
			served_papers.document(record),
			record.recipient,
			"Handed to the recipient",
			values.get("occurred_on"),
			url,
			result=values.get("result") or "Signed for",
			signer=values.get("signer"),
			backdate_reason=values.get("backdate_reason"),
		)
		return _("Service in person")

	return run


def _served_asks() -> list[dict]:
	return [
		_choice("result", _("Result of service"), ("Signed for", "Refused by recipient")),
		_day(_("Served or posted on")),
		{"fieldname": "signer", "fieldtype": "Data", "label": _("Who signed for it")},
		_reason(),
	]


def _proof(record: Document):
	def run(url: str, _values: dict) -> str:
		service.attach_proof(record, url)
		return _("Proof of service")

	return run


def _set(record: Document, field: str):
	def run(url: str, _values: dict) -> str:
		access.require(record, "act")
		acting.write(record, **{field: url})
		return _(record.meta.get_label(field))

	return run


def _signature(record: Document) -> Return | None:
	"""The next signature that `record` waits for, given on paper: the last one issues or approves, an earlier one passes on."""
	step = next(iter(chain.steps(record)), None)
	if not step:
		return None
	people = [
		{
			"value": who.user,
			"label": signing.full_name(who.user) + (_("(stand-in)") if who.on_behalf_of else ""),
		}
		for who in chain.able(record, step)
	]
	asks = [
		{
			"fieldname": "signer",
			"fieldtype": "Select",
			"label": _("Name of the signer"),
			"options": people,
			"default": people[0]["value"] if people else None,
			"reqd": 1,
		},
		_day(_("Signed on")),
		_reason(),
	]
	last = opinion.sign_on_paper if record.doctype == "Handling Opinion" else extension.approve_on_paper

	def run(url: str, values: dict) -> str:
		(last if step.last else passing.pass_on_paper)(
			record,
			signer=values.get("signer"),
			occurred_on=values.get("occurred_on"),
			scan=url,
			backdate_reason=values.get("backdate_reason"),
		)
		return _("Signed on paper")

	return Return(_("Record the signature on paper: {0}").format(step.action), run, True, asks)


def _day(label: str) -> dict:
	return {
		"fieldname": "occurred_on",
		"fieldtype": "Date",
		"label": label,
		"default": str(when.today()),
		"reqd": 1,
	}


def _reason() -> dict:
	return {
		"fieldname": "backdate_reason",
		"fieldtype": "Small Text",
		"label": _("Reason for entering it afterwards"),
		"depends_on": "eval:doc.occurred_on && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.occurred_on) > 2",
	}


def _choice(fieldname: str, label: str, values: tuple[str, ...]) -> dict:
	return {
		"fieldname": fieldname,
		"fieldtype": "Select",
		"label": label,
		"options": [{"value": value, "label": _(value)} if value else "" for value in values],
		"default": values[0],
		"reqd": 1,
	}


def _late(values: dict, url: str) -> dict:
	return {"scan": url, "backdate_reason": values.get("backdate_reason")}
