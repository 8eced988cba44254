"""What the desk's dialogs call from hearing the petitioner to the archive.

Thin: names and plain data in, plain data out; the rules are in the modules beside this one. Where a form was open
before, it sends the `modified` it has read, so that two officers do not write over each other.
"""

import frappe
from frappe.utils import cint

from xinfang_app import access
from xinfang_app.petition import acting, handling_view
from xinfang_app.petition.answering import extension, inquiry, opinion, recusal
from xinfang_app.petition.ending import archive, closing, report, settlement, withdrawal
from xinfang_app.petition.registering import joining
from xinfang_app.petition.serving import execution, rating, resolution, service


@frappe.whitelist()
def view(petition: str) -> dict:
	"""Return the open steps and the records of this part for the form (`handling_view.of`)."""
	return handling_view.of(acting.read("Petition", petition))


@frappe.whitelist(methods=["POST"])
def record_inquiry(
	petition: str,
	kind: str,
	text: str | None = None,
	occurred_on: str | None = None,
	way: str | None = None,
	place: str | None = None,
	investigators: str | None = None,
	people: str | None = None,
	file: str | None = None,
	impossible: int | bool = False,
	reason: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record a hearing or an inquiry (`inquiry.record`)."""
	return inquiry.record(
		acting.held("Petition", petition, seen),
		kind,
		text=text,
		occurred_on=occurred_on,
		way=way,
		place=place,
		investigators=investigators,
		people=people,
		file=file,
		impossible=bool(cint(impossible)),
		reason=reason,
		scan=scan,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def draft_opinion(petition: str, seen: str | None = None) -> str:
	"""Begin the opinion (`opinion.draft`); return its name, so that the form can open it."""
	return opinion.draft(acting.held("Petition", petition, seen)).name


@frappe.whitelist()
def presign_check(handling_opinion: str) -> list[dict]:
	"""Return what the check before signing finds."""
	found = opinion.presign_check(acting.read("Handling Opinion", handling_opinion))
	return [{"text": problem.text, "hard": problem.hard, "claim_no": problem.claim_no} for problem in found]


@frappe.whitelist(methods=["POST"])
def submit_opinion(handling_opinion: str, seen: str | None = None) -> str:
	"""Send the opinion to the head (`opinion.submit`)."""
	return opinion.submit(acting.held("Handling Opinion", handling_opinion, seen)).stage


@frappe.whitelist(methods=["POST"])
def recall_opinion(handling_opinion: str, seen: str | None = None) -> str:
	"""Take the opinion back before it is signed (`opinion.recall`)."""
	return opinion.recall(acting.held("Handling Opinion", handling_opinion, seen)).stage


@frappe.whitelist(methods=["POST"])
def sign_opinion(handling_opinion: str, seen: str | None = None) -> str | None:
	"""Sign and issue the opinion as who is logged in (`opinion.sign`); return its document number."""
	return opinion.sign(acting.held("Handling Opinion", handling_opinion, seen)).document_number


@frappe.whitelist(methods=["POST"])
def sign_opinion_on_paper(
	handling_opinion: str,
	signer: str,
	occurred_on: str,
	scan: str,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str | None:
	"""Record the signed paper of the opinion (`opinion.sign_on_paper`); return its document number."""
	return opinion.sign_on_paper(
		acting.held("Handling Opinion", handling_opinion, seen),
		signer=signer,
		occurred_on=occurred_on,
		scan=scan,
		backdate_reason=backdate_reason,
	).document_number


@frappe.whitelist(methods=["POST"])
def request_extension(petition: str, reason: str, days: int = 30, seen: str | None = None) -> str:
	"""Ask for an extension (`extension.request`)."""
	return extension.request(acting.held("Petition", petition, seen), reason, cint(days)).name


@frappe.whitelist(methods=["POST"])
def approve_extension_on_paper(
	extension_request: str,
	signer: str,
	occurred_on: str,
	scan: str,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record the signed paper of the extension (`extension.approve_on_paper`); return the new due date."""
	return str(
		extension.approve_on_paper(
			acting.held("Extension Request", extension_request, seen),
			signer=signer,
			occurred_on=occurred_on,
			scan=scan,
			backdate_reason=backdate_reason,
		).due_after
	)


@frappe.whitelist(methods=["POST"])
def tell_extension(
	petition: str,
	way: str,
	occurred_on: str | None = None,
	proof: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Record that the petitioner was told of the approved extension (`extension.notify`)."""
	acting.read("Petition", petition)
	name = extension.standing(petition, "Approved")
	if not name:
		raise frappe.DoesNotExistError
	return extension.notify(
		acting.held("Extension Request", name),
		occurred_on=occurred_on,
		way=way,
		proof=proof,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def serve(
	petition: str,
	way: str,
	recipient: str | None = None,
	occurred_on: str | None = None,
	proof: str | None = None,
	result: str | None = None,
	mail_number: str | None = None,
	signer: str | None = None,
	witnesses: str | None = None,
	consent: int | bool = False,
	note: str | None = None,
	refusal_reason: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record a service of the signed opinion (`service.serve`)."""
	acting.held("Petition", petition, seen)
	signed = opinion.current(petition)
	if not signed:
		raise frappe.DoesNotExistError
	return service.serve(
		signed,
		recipient or None,
		way,
		occurred_on,
		proof,
		result=result or None,
		mail_number=mail_number,
		signer=signer,
		witnesses=witnesses,
		consent=bool(cint(consent)),
		note=note,
		refusal_reason=refusal_reason,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def prepare_service(petition: str, recipient: str) -> str | None:
	"""Make the blank certificate of service (`service.prepare`); return the Official Letter."""
	acting.read("Petition", petition)
	signed = opinion.current(petition)
	if not signed:
		raise frappe.DoesNotExistError
	return service.prepare(signed, recipient).letter


@frappe.whitelist(methods=["POST"])
def receive_service(
	service_record: str,
	result: str,
	occurred_on: str,
	signer: str | None = None,
	proof: str | None = None,
	return_reason: str | None = None,
	refusal_reason: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record what became of a posted letter (`service.receive`)."""
	return service.receive(
		acting.held("Service Record", service_record, seen),
		result,
		occurred_on,
		signer=signer,
		proof=proof,
		return_reason=return_reason or None,
		refusal_reason=refusal_reason,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def attach_service_proof(service_record: str, proof: str, seen: str | None = None) -> str:
	"""Hand in the proof of a service (`service.attach_proof`)."""
	return service.attach_proof(acting.held("Service Record", service_record, seen), proof).name


@frappe.whitelist(methods=["POST"])
def submit_report(
	referral: str,
	text: str,
	file: str | None = None,
	occurred_on: str | None = None,
	execution_note: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Submit the concluding report of an assignment (`report.submit`)."""
	return report.submit(
		acting.read("Petition Referral", referral),
		text,
		file,
		occurred_on,
		execution_note=execution_note,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def judge_report(referral: str, passed: int | bool, note: str | None = None) -> str:
	"""Pass or return a concluding report (`report.verdict`)."""
	return report.verdict(acting.read("Petition Referral", referral), bool(cint(passed)), note).report_verdict


@frappe.whitelist()
def reports(petition: str) -> list[dict]:
	"""Return the assignments of a petition whose report is owed or waits for a verdict."""
	acting.read("Petition", petition)
	return report.owed(petition)


@frappe.whitelist()
def tasks(petition: str) -> list[dict]:
	"""Return the tasks of a petition that are neither carried out nor explained."""
	acting.read("Petition", petition)
	return execution.unsettled(petition)


@frappe.whitelist(methods=["POST"])
def executed(
	execution_task: str,
	outcome: str,
	proof: str,
	occurred_on: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record that a task was carried out (`execution.done`)."""
	return execution.done(
		acting.held("Execution Task", execution_task, seen),
		outcome=outcome,
		proof=proof,
		occurred_on=occurred_on,
		backdate_reason=backdate_reason,
	).status


@frappe.whitelist(methods=["POST"])
def not_executed(execution_task: str, reason: str, seen: str | None = None) -> str:
	"""State why a task is not carried out (`execution.not_done`)."""
	return execution.not_done(acting.held("Execution Task", execution_task, seen), reason).status


@frappe.whitelist()
def closing_codes(petition: str) -> list[dict]:
	"""Return the closing codes that fit the petition, each with what stands against it (`closing.codes_for`)."""
	return closing.codes_for(acting.read("Petition", petition))


@frappe.whitelist(methods=["POST"])
def close(
	petition: str,
	code: str,
	reason: str | None = None,
	occurred_on: str | None = None,
	proof: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Close a petition with its code (`closing.close`)."""
	return closing.close(
		acting.held("Petition", petition, seen),
		code,
		reason,
		occurred_on,
		proof=proof,
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def settle(petition: str, values: str | dict, seen: str | None = None) -> str:
	"""End a petition by agreement (`settlement.settle`); `values` are its arguments."""
	given = frappe._dict(frappe.parse_json(values))
	return settlement.settle(
		acting.held("Petition", petition, seen),
		kind=given.kind,
		other_party=given.other_party,
		terms=given.terms,
		agreement_file=given.agreement_file,
		petitioner_consents=bool(cint(given.petitioner_consents)),
		other_consents=bool(cint(given.other_consents)),
		agreed_on=given.agreed_on,
		mediator=given.mediator,
		petitioner_consent_file=given.petitioner_consent_file,
		other_consent_file=given.other_consent_file,
		backdate_reason=given.backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def file_away(
	petition: str, ground: str, reason: str, duplicate_number: str | None = None, seen: str | None = None
) -> str:
	"""File a piece without answer (`closing.file`); `duplicate_number` is the number of the petition it duplicates."""
	found = (
		frappe.db.get_value("Petition", {"number": duplicate_number.strip()}) if duplicate_number else None
	)
	other = acting.read("Petition", found) if found else None
	return closing.file(acting.held("Petition", petition, seen), ground, reason, other).stage


@frappe.whitelist(methods=["POST"])
def join(petition: str, into: str, reason: str, seen: str | None = None) -> str:
	"""Join a petition to another one of the same organ (`joining.join`); return the one that stays."""
	return joining.join(acting.held("Petition", petition, seen), acting.read("Petition", into), reason).name


@frappe.whitelist(methods=["POST"])
def request_withdrawal(
	petition: str,
	way: str,
	requester: str | None = None,
	reason: str | None = None,
	statement: str | None = None,
	occurred_on: str | None = None,
	aid_on: str | None = None,
) -> str:
	"""Enter a petitioner's wish to withdraw (`withdrawal.request`)."""
	return withdrawal.request(
		acting.read("Petition", petition),
		way=way,
		requester=requester or None,
		reason=reason,
		statement=statement,
		occurred_on=occurred_on,
		aid_on=aid_on,
	).name


@frappe.whitelist(methods=["POST"])
def confirm_withdrawal(withdrawal_request: str, confirmed: int | bool, call_note: str) -> str:
	"""Record the petition office's call: confirmed or not (`withdrawal.confirm_by_call`, `withdrawal.deny`)."""
	entry = acting.held("Withdrawal Request", withdrawal_request)
	act = withdrawal.confirm_by_call if cint(confirmed) else withdrawal.deny
	return act(entry, call_note).status


@frappe.whitelist(methods=["POST"])
def check_withdrawal(
	withdrawal_request: str,
	checked_by: str,
	checked_on: str,
	note: str,
	proof: str,
	upper_organ: str | None = None,
) -> str:
	"""Record the upper office's check of a withdrawal after aid (`withdrawal.upper_check`)."""
	return withdrawal.upper_check(
		acting.held("Withdrawal Request", withdrawal_request),
		checked_by=checked_by,
		checked_on=checked_on,
		note=note,
		proof=proof,
		upper_organ=upper_organ,
	).status


@frappe.whitelist(methods=["POST"])
def rate_by_call(petition: str, target: str, value: str, call_note: str, reason: str | None = None) -> str:
	"""Keep the rating given on the petition office's call (`rating.rate_by_call`)."""
	return rating.rate_by_call(
		acting.held("Petition", petition), target, value, reason, call_note=call_note
	).name


@frappe.whitelist()
def rating_targets(petition: str) -> list[str]:
	"""Return what can still be rated (`rating.open_targets`)."""
	return rating.open_targets(acting.read("Petition", petition))


@frappe.whitelist(methods=["POST"])
def check_resolution(
	petition: str,
	resolved: int | bool,
	way: str,
	note: str,
	proof: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record what the petitioner says about the solution (`resolution.check`)."""
	return resolution.check(
		acting.held("Petition", petition, seen), bool(cint(resolved)), way, note, proof
	).name


@frappe.whitelist()
def colleagues(petition: str) -> list[dict]:
	"""Return the officials of the organ that has a petition (`handling_view.colleagues`)."""
	doc = acting.read("Petition", petition)
	access.require(doc, "act")
	return handling_view.colleagues(doc)


@frappe.whitelist()
def joinable(petition: str) -> list[dict]:
	"""Return the petitions to which this one may be joined (`handling_view.joinable`)."""
	return handling_view.joinable(acting.read("Petition", petition))


@frappe.whitelist(methods=["POST"])
def recuse(petition: str, user: str, reason: str, asked_by: str = "The official") -> str:
	"""Record that an official stands aside (`recusal.declare`)."""
	return recusal.declare(acting.read("Petition", petition), user, reason, asked_by).name


@frappe.whitelist(methods=["POST"])
def lift_recusal(recusal_name: str, reason: str) -> str:
	"""End a recusal (`recusal.lift`)."""
	return recusal.lift(acting.held("Recusal", recusal_name), reason).status


@frappe.whitelist(methods=["POST"])
def compile_file(petition: str) -> str:
	"""Make or update the case file (`archive.compile_file`); return its name."""
	return archive.compile_file(acting.read("Petition", petition)).name


@frappe.whitelist()
def file_faults(case_file: str) -> list[str]:
	"""Return what stands against binding a case file."""
	record = acting.read("Case File", case_file)
	return archive.faults(frappe.get_doc("Petition", record.petition), record)


@frappe.whitelist(methods=["POST"])
def bind_file(petition: str, seal_level: str | None = None, keeping_term: str | None = None) -> str:
	"""Bind the case file and archive the petition (`archive.archive`)."""
	return archive.archive(acting.held("Petition", petition), seal_level, keeping_term).name
