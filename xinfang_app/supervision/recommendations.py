"""The three recommendations (三项建议): improve work, improve policy, pursue responsibility.

Rule (art. 40). Improve work: to the organ that broke the rules of acceptance or handling (§1). Improve policy: to the
party committee or government, on policy problems that matters show (§2). Pursue responsibility: only for shirking, delay
or deceit with a grave result, on record with its evidence, to the organ that has power over the cadre, never to the
responsible organ itself (§3); it is no step of a ladder. The organ answers in writing within thirty days whether it
adopts, and why not (§4; N17). Ignored advice is a cause of its own (D12; art. 45(3)).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.deadline import engine, milestones
from xinfang_app.organization import competence
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import chain, recusal, signing, trail
from xinfang_app.petition.paperwork import papers
from xinfang_app.supervision import basis, drafting, evidence, matters, telling, who
from xinfang_app.supervision.accountability import breaches, measures
from xinfang_app.supervision.refusals import BasisRefused, RecommendationRefused
from xinfang_app.workflows import stages

DOCTYPE = "Recommendation"
WORK, POLICY, RESPONSIBILITY = "Improve Work", "Improve Policy", "Pursue Responsibility"
KINDS = (WORK, POLICY, RESPONSIBILITY)
OWN_GOVERNMENT = ("Government", "Party Committee")
#: Who has power over cadres (art. 40 section 3), as for measures.
CADRE_KINDS = measures.CADRE_KINDS
ADOPTIONS = ("Adopted", "Partly Adopted", "Not Adopted")
PAPER, FEEDBACK = "W32", "W33"
FEEDBACK_DAYS = 30
BASIS = {
	WORK: "《信访工作条例》第四十条第一款",
	POLICY: "《信访工作条例》第四十条第二款",
	RESPONSIBILITY: "《信访工作条例》第四十条第三款",
}


def draft(kind: str, organ: str, petitions: list[str], **values) -> Document:
	"""Draft a recommendation of `kind` to `organ` from `petitions`; return it. Raises NotYours, NotPermitted."""
	if kind not in KINDS:
		frappe.throw(_("There are three kinds of recommendation (art. 40)."), RecommendationRefused)
	held = matters.held_by(petitions)
	office = who.own_office()
	who.refuse_own(office, organ)
	record = frappe.new_doc(DOCTYPE)
	record.update(
		{
			"kind": kind,
			"organ": organ,
			"from_organ": office,
			"scope_code": frappe.get_cached_value("Organ", office, "place_code"),
			"legal_basis": BASIS[kind],
			"delivery": "Not sent",
		}
	)
	if kind == RESPONSIBILITY and len(held) == 1:
		record.responsible_organ = next(iter(held))
	# Facts are those of the organ that is responsible, not of the one that is written to.
	for holder, names in held.items():
		responsible = values.get("responsible_organ") or (holder if kind == RESPONSIBILITY else organ)
		matters.add(record, names, responsible)
	record.update({key: value for key, value in values.items() if value is not None})
	return handling.write(record)


def policy_organ(office: str) -> str | None:
	"""Return the government or party committee above the petition office `office`, to which policy is recommended (§2)."""
	seen: list[str] = []
	organ = frappe.get_cached_value("Organ", office, "parent_organ")
	while organ and organ not in seen:
		if acting.organ_kind(organ) in OWN_GOVERNMENT:
			return competence.current_organ(organ)
		seen.append(organ)
		organ = frappe.get_cached_value("Organ", organ, "parent_organ")
	return None


def submit(record: Document) -> Document:
	"""Send a draft up for signature. Raises RecommendationRefused, SomethingMissing for what it lacks."""
	_office(record)
	handling.at_stage(record, ("Draft",), _("Sending up"))
	check(record)
	came_from = record.workflow_state
	record.update({"submitted_by": frappe.session.user, "submitted_on": when.now(), "returned_reason": None})
	record = stages.advance(record, "Pending Signature", by_service=True)
	trail.note(record, trail.SENT, from_state=came_from)
	return record


def send_back(record: Document, reason: str) -> Document:
	"""Send it back to its drafter, with a reason."""
	scope.require(record, "act")
	handling.at_stage(record, ("Pending Signature",), _("Sending back"))
	handling.demand(reason, _("The reason"))
	signature, came_from = signing.in_system(record, *chain.steps(record)), record.workflow_state
	record.returned_reason = reason
	record = stages.advance(record, "Draft", by_service=True)
	trail.note(record, trail.BACK, from_state=came_from, signature=signature, reason=reason)
	return record


def sign(record: Document) -> Document:
	"""Sign as who is logged in, now, and deliver it: paper W32, thirty days to answer (N17)."""
	scope.require(record, "act")
	handling.at_stage(record, ("Pending Signature",), _("The signature"))
	step = signing.last_step(record)
	return _deliver(record, signing.in_system(record, step), step)


def sign_on_paper(
	record: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that `signer` signed it on paper, with its scan, and deliver it now."""
	scope.require(record, "act")
	signing.refuse_recused(record)
	handling.at_stage(record, ("Pending Signature",), _("The signature"))
	step = signing.last_step(record)
	signature = signing.on_paper(
		record, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	return _deliver(record, signature, step)


def answer(
	record: Document,
	adopted: str,
	feedback: str,
	*,
	reasons: str | None = None,
	files: list[dict] | None = None,
) -> Document:
	"""Give the organ's written feedback: adopted, partly or not, with what was done and why not (art. 40 §4)."""
	scope.require(record, "read")
	outside = acting.is_external(record.organ)
	(who.require_office if outside else who.require_target)(record.from_organ if outside else record.organ)
	handling.at_stage(record, ("Delivered",), _("The feedback"))
	handling.demand(adopted if adopted in ADOPTIONS else None, _("Adoption"))
	handling.demand(feedback, _("What was done"))
	if adopted != "Adopted":
		handling.demand(reasons, _("Why not, or not all"))
	files = evidence.check(record, files)
	record.update(
		{
			"adopted": adopted,
			"feedback": feedback.strip(),
			"reasons": reasons,
			"answered_on": when.now(),
			"answered_by": frappe.session.user,
		}
	)
	evidence.keep(record, "feedback_files", files)
	record = stages.advance(record, "Answered", by_service=True)
	milestones.record(record, "answered", organ=record.organ)
	if not outside:
		paper = papers.issue(FEEDBACK, record, organ=record.organ, occurred_on=when.now())
		record.feedback_letter = paper.name if paper else None
		record = handling.write(record)
	telling.office(record, telling.ANSWERED)
	return record


def withdraw(record: Document, reason: str) -> Document:
	"""Take it back, with a reason; its clock ends."""
	_office(record)
	handling.at_stage(record, ("Draft", "Delivered"), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	was_sent = record.delivery == "Sent"
	record.update(
		{"withdrawn_on": when.now(), "withdrawn_by": frappe.session.user, "withdrawn_reason": reason}
	)
	record = stages.advance(record, "Withdrawn", by_service=True)
	if was_sent:
		milestones.record(record, "withdrawn", organ=record.from_organ)
		telling.organ(record, telling.WITHDRAWN)
	return record


def check(record: Document) -> None:
	"""Refuse a recommendation without its ground, or to an organ that cannot act on it. Nothing is written."""
	for field in ("problem", "proposal", "legal_basis"):
		handling.demand(record.get(field), _(record.meta.get_label(field)))
	petitions = matters.petitions_of(record)
	for name in petitions:
		recusal.refuse(name)
	_check_basis(record, petitions)
	if record.kind == POLICY and acting.organ_kind(record.organ) not in OWN_GOVERNMENT:
		frappe.throw(
			_(
				"What is to change in policy is recommended to the party committee or government (art. 40 §2)."
			),
			RecommendationRefused,
		)
	if record.kind == RESPONSIBILITY:
		_check_responsibility(record)


def check_delivered(record: Document) -> None:
	"""Stage guard: delivered with a signature only."""
	if not record.signed_by:
		frappe.throw(_("A recommendation is delivered with its signature only."), RecommendationRefused)
	check(record)


def check_answered(record: Document) -> None:
	"""Stage guard: answered with the organ's word."""
	if not (record.answered_on and record.adopted):
		frappe.throw(_("A recommendation is answered with the feedback of the organ."), RecommendationRefused)


def shown(record: Document) -> dict:
	"""Return what the signing desk tells of it. Registered in hooks."""
	record = record if record.get("matters") else frappe.get_doc(record.doctype, record.name)
	names = ("legal_basis", "problem", "grave_result", "power_basis", "proposal", "returned_reason")
	lines = [(name, _(record.meta.get_label(name)), record.get(name)) for name in names]
	lines += [
		(f"matter_{row.idx}", row.petition_number or "", "\n".join(filter(None, (row.title, row.facts))))
		for row in record.matters
	]
	return {
		"number": "",
		"title": record.title,
		"what": " ".join((_(record.kind), acting.organ_title(record.organ))),
		"due_on": None,
		"fields": [{"name": name, "label": label, "text": text} for name, label, text in lines if text],
	}


def _check_basis(record: Document, petitions: list[str]) -> None:
	"""Raise BasisRefused where 43 to 46 are cited and no breached term of the statute is on record (arts. 43–46)."""
	texts = (record.legal_basis, record.problem, record.proposal, record.grave_result, record.power_basis)
	if record.kind == RESPONSIBILITY or not basis.cites_accountability(
		*texts, *(row.facts for row in record.matters)
	):
		return
	organ = record.responsible_organ or record.organ
	if not breaches.on_record(petitions, organ):
		frappe.throw(
			_(
				"Articles 43 to 46 are cited for breaches of the statute only; none of this organ is on record for these matters."
			),
			BasisRefused,
		)


def _check_responsibility(record: Document) -> None:
	handling.demand(record.grave_result, _("Grave result"))
	handling.demand(record.responsible_organ, _("Organ responsible"))
	handling.demand(record.power_basis, _("Why the target has the power over the cadre"))
	if not any(row.file and frappe.db.exists("File", {"file_url": row.file}) for row in record.evidence):
		frappe.throw(
			_("Responsibility is pursued with evidence only: attach it (art. 40 §3)."), RecommendationRefused
		)
	if acting.organ_kind(record.organ) not in CADRE_KINDS:
		frappe.throw(
			_("It goes to an organ that has power over cadres: discipline, party committee or government."),
			RecommendationRefused,
		)
	if record.responsible_organ == record.organ:
		frappe.throw(
			_("It goes to the organ that has power over the cadre, not to the responsible organ itself."),
			RecommendationRefused,
		)


def _deliver(record: Document, signature: signing.Signature, step: chain.Step) -> Document:
	check(record)
	signing.put(record, signature)
	record.update({"delivered_on": when.now(), "delivery": "Sent", "due_on": drafting.in_days(FEEDBACK_DAYS)})
	record = stages.advance(record, "Delivered", by_service=True)
	trail.note(record, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)
	milestones.record(record, "delivered", organ=record.from_organ)
	clock = engine.clock(record, "N17")
	if clock:
		record.due_on = clock.due_on
	for row in record.copies:
		custody.give(
			record, organ=row.organ, kind=custody.TASK, reason=_("Copy of a recommendation"), source=record
		)
	paper = papers.issue(PAPER, record, organ=record.from_organ, occurred_on=when.now())
	if paper:
		record.update({"letter": paper.name, "document_number": paper.document_number})
	record = handling.write(record)
	telling.organ(record, telling.SENT)
	telling.copies(record)
	return record


def _office(record: Document) -> None:
	scope.require(record, "act")
	who.require_office(record.from_organ)
