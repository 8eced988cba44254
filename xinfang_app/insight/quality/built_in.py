"""The checks that come with the app and need more than one column. Rules name them; no rule of an admin does.

Each adds to `sql` what is wrong with the record, and says whose rule it is.
"""

from collections.abc import Callable

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.access.sql import any_of, in_list
from xinfang_app.insight.quality.waits import days_ago
from xinfang_app.organization import posting
from xinfang_app.petition.acting import WORKING_POSTS
from xinfang_app.petition.answering import chain

BOUNCES = 2


def claims_unanswered(rule: Document, sql) -> None:
	"""Art. 32: a signed opinion answers every claim; its answers stand on the claims of the petition."""
	sql.add(
		"exists (select 1 from `tabPetition Claim` claim where claim.parent = `tabPetition`.name"
		" and claim.parenttype = 'Petition' and ifnull(claim.result, '') = '')"
	)
	sql.add(_signed_opinion())


def not_heard(rule: Document, sql) -> None:
	"""Art. 31(6): hearing the petitioner and inquiring are both on record, or why they could not be done."""
	sql.add(_signed_opinion())
	sql.add(
		"(select count(distinct inquiry.kind) from `tabInquiry Record` inquiry"
		" where inquiry.petition = `tabPetition`.name) < 2"
	)


def concluded_unsigned(rule: Document, sql) -> None:
	"""A matter of art. 31(6) counts as concluded by its signed opinion; one without it contradicts itself."""
	sql.add("`tabPetition`.concluded = 1")
	sql.add("`tabPetition`.pathway = 'P6'")
	sql.add(f"not {_signed_opinion()}")


def served_before_signed(rule: Document, sql) -> None:
	"""Art. 34: what is served is the signed opinion, so no service lies before its signature."""
	sql.add(
		"exists (select 1 from `tabHandling Opinion` opinion where opinion.name = `tabService Record`.opinion"
		" and date(`tabService Record`.sent_on) < date(opinion.signed_on))"
	)


def people_fewer(rule: Document, sql) -> None:
	"""The number of people is at least that of the people listed."""
	sql.add(
		"(select count(*) from `tabSubmission Petitioner` person where person.parent = `tabPetition Submission`.name"
		" and person.parenttype = 'Petition Submission') > greatest(ifnull(`tabPetition Submission`.people_count, 0), 1)"
	)


def not_told(rule: Document, sql) -> None:
	"""Art. 34: the petitioner is told of the extension and its reason."""
	sql.add("`tabExtension Request`.notice_owed = 1")
	sql.add(f"`tabExtension Request`.notice_due_on < {sql.value(when.today())}")


def not_executed(rule: Document, sql) -> None:
	"""Art. 32 §2: what was granted is carried out by its date, or explained."""
	sql.add("`tabExecution Task`.status = 'To be executed'")
	sql.add(f"`tabExecution Task`.due_on < {sql.value(when.today())}")


def nothing_happened(rule: Document, sql) -> None:
	"""Nothing was recorded on the matter, its pieces and its referrals for so many working days."""
	since = sql.value(days_ago(cint(rule.days)))
	sql.add(f"`tabPetition`.registered_on < {since}")
	sql.add(
		"not exists (select 1 from `tabClock Milestone` event where event.petition = `tabPetition`.name"
		f" and event.recorded_on >= {since})"
	)


def bouncing(rule: Document, sql) -> None:
	"""Art. 24: after a second return the common superior decides; the matter does not go round."""
	sql.add(f"`tabPetition`.bounce_count >= {BOUNCES}")


def ownerless(rule: Document, sql) -> None:
	"""No organ has the matter in hand, or the one that has it has no officer or leader today."""
	table = frappe.qb.DocType("Petition")
	query = frappe.qb.from_(table).select(table.holder).distinct()
	if sql.names is not None:
		query = query.where(table.name.isin(sql.names))
	external = set(frappe.get_all("Organ", filters={"is_external": 1}, pluck="name"))
	holders = [organ for organ in query.run(pluck=True) if organ and organ not in external]
	vacant = [organ for organ in holders if not posting.users_at(organ, WORKING_POSTS)]
	sql.add(any_of(["ifnull(`tabPetition`.holder, '') = ''", in_list("Petition", "holder", vacant)]))


def nobody_signs(rule: Document, sql) -> None:
	"""A draft waits for a step of its procedure that nobody at the organ may take today."""
	doctype = rule.document_type
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name).where(table.stage == chain.PAPERS[doctype].waiting)
	if sql.names is not None:
		query = query.where(table.name.isin(sql.names))
	stuck, known = [], {}
	for name in query.run(pluck=True):
		record = frappe.get_doc(doctype, name)
		key = (
			record.organ,
			record.procedure,
			record.workflow_state,
			record.get(chain.PAPERS[doctype].sender),
		)
		if key not in known:
			known[key] = any(chain.able(record, step) for step in chain.steps(record))
		if not known[key]:
			stuck.append(name)
	sql.add(in_list(doctype, "name", stuck))


def _signed_opinion() -> str:
	return (
		"exists (select 1 from `tabHandling Opinion` opinion where opinion.petition = `tabPetition`.name"
		" and opinion.stage = 'Signed')"
	)


CHECKS: dict[str, Callable] = {
	check.__name__: check
	for check in (
		claims_unanswered,
		not_heard,
		concluded_unsigned,
		served_before_signed,
		people_fewer,
		not_told,
		not_executed,
		nothing_happened,
		bouncing,
		ownerless,
		nobody_signs,
	)
}
