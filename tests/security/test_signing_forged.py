"""Somebody wants a signature that is not his, through the desk's calls, Frappe's own, or by writing the record."""

import frappe
import pytest

from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.petition import api_signing
from xinfang_app.petition.handling_errors import SomethingMissing

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def draft(county, db):
	"""An opinion of the township that waits for signature, and a step of it, as rows."""
	petition = county.petition("town", stage="Handling")
	record = county.add(
		"Handling Opinion",
		petition=petition.name,
		petition_number=petition.number,
		organ=county.organ["town"],
		holder=county.organ["town"],
		scope_code=petition.scope_code,
		stage="Pending Signature",
		workflow_state="待签",
		procedure="处理意见审签",
		submitted_by=county.user("town_officer"),
	)
	county.add(
		"Signing Step",
		petition=petition.name,
		organ=county.organ["town"],
		holder=county.organ["town"],
		scope_code=petition.scope_code,
		ref_doctype="Handling Opinion",
		ref_name=record.name,
		outcome="Sent back",
		reason="内部理由",
	)
	return record


def test_strangers_neither_read_nor_sign(county, draft, as_user):
	for stranger in (
		"town2_officer",
		"dept_leader",
		"other_officer",
		"village2",
		"petition_admin",
		"custodian",
	):
		with as_user(county.user(stranger)):
			for call in (api_signing.read, api_signing.view):
				with pytest.raises(NotPermitted):
					call("Handling Opinion", draft.name)
			with pytest.raises(NotPermitted):
				api_signing.sign("Handling Opinion", draft.name, str(draft.modified))
			(answer,) = api_signing.sign_many(
				[{"doctype": "Handling Opinion", "name": draft.name, "seen": str(draft.modified)}]
			)
			assert not answer["done"]
			assert not api_signing.waiting()
			assert not scope.get_list("Signing Step", {"ref_name": draft.name})
	assert frappe.db.get_value("Handling Opinion", draft.name, "stage") == "Pending Signature"


def test_the_drafter_and_range_readers_do_not_sign(county, draft, as_user):
	for reader in ("town_officer", "county_officer", "supervision"):
		with as_user(county.user(reader)):
			(answer,) = api_signing.sign_many(
				[{"doctype": "Handling Opinion", "name": draft.name, "seen": str(draft.modified)}]
			)
			assert not answer["done"], reader
	assert frappe.db.get_value("Handling Opinion", draft.name, "signed_by") is None


def test_no_signature_without_what_was_seen(county, draft, as_user):
	with as_user(county.user("town_leader")), pytest.raises(SomethingMissing):
		api_signing.sign("Handling Opinion", draft.name, "")


def test_only_papers_are_signed(county, draft, as_user):
	with as_user(county.user("town_leader")):
		for doctype in ("Petition", "User", "Signing Step"):
			with pytest.raises(frappe.PermissionError):
				api_signing.sign(doctype, draft.petition, str(draft.modified))
			with pytest.raises(frappe.PermissionError):
				api_signing.read(doctype, draft.petition)


def test_a_step_is_written_by_nobody(county, draft, as_user):
	name = frappe.db.get_value("Signing Step", {"ref_name": draft.name})
	with as_user(county.user("town_leader")):
		step = frappe.get_doc("Signing Step", name)
		step.reason = "改了"
		with pytest.raises(frappe.PermissionError):
			step.save()
		with pytest.raises(frappe.PermissionError):
			frappe.copy_doc(step).insert()
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			frappe.delete_doc("Signing Step", name)
	assert frappe.db.get_value("Signing Step", name, "reason") == "内部理由"
