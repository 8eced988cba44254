"""Somebody at the handling organ tries to sign, rate, withdraw or close by form and REST instead of by the services."""

import frappe
import pytest

from tests.site.handling.conftest import PEOPLE, county, road  # noqa: F401
from tests.site.review.conftest import role
from xinfang_app.organization.roles import BASE_ROLE
from xinfang_app.petition import api_handling
from xinfang_app.petition.answering import opinion
from xinfang_app.petition.ending import archive
from xinfang_app.petition.handling_errors import NotReadyToSign, NotTheSigner, WrongMoment
from xinfang_app.petition.registering.errors import RecordKept


@pytest.fixture
def officer(road):  # noqa: F811
	"""The township's officer with the roles of his post, as rows: saving a User takes a second."""
	for who, _organ, post, _values in PEOPLE:
		for given in (post, BASE_ROLE):
			role(getattr(road.county, who), given)
	return road


def as_officer(road, who="lq"):  # noqa: F811
	return road.as_user(getattr(road.county, who))


def test_a_draft_is_edited_but_no_signature_is_typed_in(officer):
	draft = officer.drafted()
	with as_officer(officer):
		doc = frappe.get_doc("Handling Opinion", draft.name)
		doc.items[0].opinion = "予以支持，按每亩标准补足。"
		doc.update(
			{
				"signed_by": officer.county.lq_head,
				"signed_on": "2026-04-20",
				"stage": "Signed",
				"document_number": "伪",
			}
		)
		doc.save()
		doc.reload()
	assert doc.items[0].opinion.startswith("予以支持，按")
	assert (doc.signed_by, doc.stage, doc.document_number) == (None, "Draft", None)


def test_no_state_is_written_past_the_signature(officer):
	paper = officer.pending()
	states = {
		row.update_value: row.state
		for row in frappe.get_all(
			"Workflow Document State",
			filters={"parent": ["like", "%Handling Opinion%"], "parenttype": "Workflow"},
			fields=["state", "update_value"],
		)
	}
	with as_officer(officer):
		doc = frappe.get_doc("Handling Opinion", paper.name)
		doc.workflow_state = states["Signed"]
		doc.signed_by, doc.signed_on = officer.county.lq_head, "2026-04-20"
		with pytest.raises(frappe.ValidationError):
			doc.save()
	assert frappe.db.get_value("Handling Opinion", paper.name, ["stage", "signed_by"]) == (
		"Pending Signature",
		None,
	)


def test_an_unready_draft_does_not_reach_the_head_by_the_workflow(officer):
	from frappe.model.workflow import apply_workflow, get_transitions

	officer.accepted()
	draft = officer.by("lq", "2026-04-01 09:00", opinion.draft, officer.petition)
	with as_officer(officer):
		doc = frappe.get_doc("Handling Opinion", draft.name)
		action = get_transitions(doc)[0].action
		with pytest.raises(NotReadyToSign):
			apply_workflow(doc, action)


def test_a_pending_opinion_is_not_changed_under_the_heads_hand(officer):
	paper = officer.pending()
	with as_officer(officer):
		doc = frappe.get_doc("Handling Opinion", paper.name)
		doc.items[0].granted = "补发一半"
		with pytest.raises(WrongMoment):
			doc.save()


@pytest.mark.parametrize(
	"doctype, values",
	[
		("Satisfaction Rating", {"target": "Responsible organ", "value": "Satisfied", "source": "Call-back"}),
		("Withdrawal Request", {"status": "Withdrawal confirmed", "confirm_way": "Call-back"}),
		("Inquiry Record", {"kind": "Heard"}),
		("Service Record", {"way": "Electronic", "result": "Signed for"}),
		("Settlement", {"kind": "Mediated", "petitioner_consents": 1}),
	],
)
def test_no_record_is_made_by_hand(officer, doctype, values):
	officer.served()
	with as_officer(officer):
		doc = frappe.new_doc(doctype)
		doc.update({"petition": officer.name, "organ": "QH-LQ", **values})
		with pytest.raises(frappe.PermissionError):
			doc.insert()
	# Not even by somebody whom no role stops.
	with pytest.raises(RecordKept):
		frappe.get_doc(doc.as_dict()).insert()


@pytest.mark.parametrize(
	"doctype", ["Handling Opinion", "Service Record", "Execution Task", "Inquiry Record"]
)
def test_nothing_is_deleted_or_overwritten(officer, doctype):
	officer.served()
	name = frappe.db.get_value(doctype, {"petition": officer.name})
	with as_officer(officer), pytest.raises(frappe.PermissionError):
		frappe.delete_doc(doctype, name)
	with pytest.raises(RecordKept):
		frappe.get_doc(doctype, name).delete()
	doc = frappe.get_doc(doctype, name)
	doc.organ = "QH-RSJ"
	with pytest.raises(WrongMoment):
		doc.save()
	assert frappe.db.get_value(doctype, name, "organ") == "QH-LQ"


def test_the_index_is_put_in_order_and_not_bound_by_hand(officer):
	from tests.site.handling.test_handling_closing import close, do_tasks

	officer.served(proof="/private/files/proof.pdf")
	do_tasks(officer)
	close(officer, "T1")
	case_file = officer.by("lq", "2026-06-01 09:00", archive.compile_file, officer.petition)
	with as_officer(officer):
		doc = frappe.get_doc("Case File", case_file.name)
		doc.items[0].pages = 4
		doc.update({"status": "Bound", "archived_on": "2026-06-01", "keeping_term": "永久"})
		doc.save()
		doc.reload()
	assert (doc.items[0].pages, doc.keeping_term) == (4, "永久")
	assert (doc.status, doc.archived_on) == ("Being compiled", None)


def test_another_organ_sees_and_does_nothing(officer):
	paper = officer.pending()
	with as_officer(officer, "rsj"):
		assert not frappe.has_permission(
			"Handling Opinion", "read", frappe.get_doc("Handling Opinion", paper.name)
		)
		for call in (
			lambda: api_handling.view(officer.name),
			lambda: api_handling.sign_opinion(paper.name),
			lambda: api_handling.close(officer.name, "T1"),
			lambda: api_handling.presign_check(paper.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()


def test_nobody_signs_in_anothers_name(officer):
	paper = officer.pending()
	with as_officer(officer), pytest.raises(NotTheSigner):
		api_handling.sign_opinion(paper.name)
	assert "signer" not in api_handling.sign_opinion.__code__.co_varnames


def test_what_an_officer_had_before_him_is_compared(officer):
	from xinfang_app.petition.referral_errors import StaleDocument

	officer.accepted()
	with as_officer(officer), pytest.raises(StaleDocument):
		api_handling.draft_opinion(officer.name, seen="2026-03-01 09:00:00.000000")
