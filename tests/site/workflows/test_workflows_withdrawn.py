"""An admin takes a step from a post on the desk: the services, which check rights by rules of their own, keep to it."""

import frappe
import pytest

from tests.site.hearing.conftest import county, court, road  # noqa: F401
from xinfang_app.access.errors import NotPermitted
from xinfang_app.hearing.errors import NotYourHearing
from xinfang_app.petition.answering import opinion
from xinfang_app.workflows import publishing
from xinfang_app.workflows.errors import StageNotAllowed

pytestmark = pytest.mark.usefixtures("db", "own_workflows")
STAFF = "Petition Staff"


def given_to(title, action, roles):
	"""Let `roles` alone take `action` in the procedure, and publish it."""
	procedure = frappe.get_doc("Procedure", title)
	ways = [row for row in procedure.transitions if row.action == action]
	assert ways
	for way in ways:
		way.roles = roles
	procedure.save()
	publishing.publish(procedure.document_type)


def test_the_notice_of_a_hearing_goes_out_by_the_post_that_the_admin_left_it_to(court):  # noqa: F811
	given_to("信访听证程序", "发出听证通知", "Township Leader")
	court.filled()
	with pytest.raises(StageNotAllowed):
		court.notified()
	assert court.hearing.stage == "Preparing" and not court.hearing.notified_on
	assert court.notified(who="lq_head").stage == "Notified"


def test_given_back_it_is_everybodys_again(court):  # noqa: F811
	given_to("信访听证程序", "发出听证通知", "Township Leader")
	given_to("信访听证程序", "发出听证通知", STAFF)
	assert court.notified().stage == "Notified"


def test_a_post_that_is_given_the_step_gains_no_right_by_it(court):  # noqa: F811
	given_to("信访听证程序", "发出听证通知", "Department Officer, Township Officer")
	court.filled()
	with pytest.raises((NotPermitted, NotYourHearing)):
		court.notified(who="rsj")
	assert court.hearing.stage == "Preparing"


def test_a_signature_is_refused_whole_where_the_matter_may_not_go_on(road):  # noqa: F811
	draft = road.pending()
	given_to("普通程序", "出具意见", "County Leader")
	frappe.db.savepoint("to_sign")
	with pytest.raises(StageNotAllowed):
		road.by("lq_head", "2026-04-24 15:00", opinion.sign, draft)
	frappe.db.rollback(save_point="to_sign")
	assert frappe.get_doc(draft.doctype, draft.name).stage == "Pending Signature"


def test_steps_added_by_the_admin_are_walked_through_as_before(road):  # noqa: F811
	procedure = frappe.get_doc("Procedure", "普通程序")
	way = next(row for row in procedure.transitions if row.action == "出具意见")
	here = next(row for row in procedure.states if row.state == way.from_state)
	procedure.append("states", {"state": "意见待登记", "stage": here.stage, "role": STAFF})
	target, way.to_state = way.to_state, "意见待登记"
	procedure.append(
		"transitions", {"from_state": "意见待登记", "action": "登记意见", "to_state": target, "roles": STAFF}
	)
	procedure.save()
	publishing.publish("Petition")
	road.signed()
	assert road.petition.stage == "Opinion Issued"
