"""A review of a matter that was closed or archived while the request was on its way."""

import frappe
import pytest

from xinfang_app.petition.answering import opinion
from xinfang_app.petition.ending import archive, closing
from xinfang_app.petition.handling_errors import FileClosed, WrongMoment
from xinfang_app.petition.serving import execution, service
from xinfang_app.petition.serving.service_status import standing
from xinfang_app.workflows import stages

PROOF = "/private/files/proof.pdf"


def close(review, moment="2026-06-23 09:00"):
	"""Close the matter (T1) once both petitioners' terms are over: the later one's last day is 06-22."""
	road = review.road
	for row in standing(road.name, opinion.current(road.name).name):
		review.by("lq", moment, service.attach_proof, frappe.get_doc("Service Record", row.name), PROOF)
	for row in execution.unsettled(road.name):
		task = frappe.get_doc("Execution Task", row.name)
		review.by("lq", moment, execution.done, task, outcome="已转账", proof=PROOF)
	return review.by("lq", moment, closing.close, road.petition, "T1")


def bind(review, day="2026-07-25"):
	road = review.road
	case_file = review.by("lq", f"{day} 09:00", archive.compile_file, road.petition)
	for row in case_file.items:
		row.pages = row.pages or 1
	case_file.save(ignore_permissions=True)
	return review.by("lq", f"{day} 10:00", archive.archive, road.petition, "Internal", "30年")


def ask_late(review, moment="2026-07-27 09:00"):
	"""Posted within the term, received long after: the matter is bound by then."""
	return review.requested(
		moment,
		filed_on="2026-06-22",
		way="By post",
		file="/private/files/envelope.pdf",
		recipient=review.other,
	)


def decide(review, result, **values):
	from xinfang_app.review import casework, deciding, decision, drafting

	review.by("rv", "2026-07-28 09:00", deciding.accept, review.doc)
	review.by("rv", "2026-07-28 10:00", casework.call_file, review.doc)
	review.by("lq", "2026-07-29 09:00", casework.answer, review.doc, "已按登记面积足额发放。")
	county = review.road.county
	review.by("rv", "2026-07-29 10:00", casework.set_panel, review.doc, [county.rv, county.rv2])
	draft = review.by("rv", "2026-07-30 09:00", drafting.begin, review.doc)
	texts = {
		"findings": "丈量为1.8亩。",
		"law": "《中华人民共和国土地管理法》第四十八条",
		"reasons": "已查明。",
	}
	review.by("rv", "2026-07-30 09:00", drafting.fill, draft, result=result, **texts, **values)
	review.by("rv", "2026-07-30 10:00", decision.submit, review.doc)
	return review.by("zf_head", "2026-07-31 09:00", decision.sign, review.doc)


@pytest.mark.parametrize("archived", [False, True])
def test_an_upheld_opinion_is_served_and_the_file_stays_bound(review, archived):
	close(review)
	if archived:
		bind(review)
	ask_late(review)
	decide(review, "Upheld")
	review.by("rv", "2026-08-03 09:00", service.serve, review.doc, review.other)
	assert review.doc.stage == "Served" and review.due("N10")[1] == "Met"
	assert review.road.petition.stage == ("Archived" if archived else "Terminated")
	assert bool(review.road.petition.archived_on) == archived


@pytest.mark.parametrize("archived", [False, True])
def test_a_redo_opens_the_matter_again(review, archived):
	close(review)
	if archived:
		bind(review)
	ask_late(review)
	decide(review, "Revoked and to be redone", redo_days=30)
	matter = review.road.petition
	assert (matter.stage, matter.archived_on, matter.closing_code) == ("Handling", None, None)
	assert review.due("N06R", matter)[1] == "Running"
	if archived:
		assert frappe.db.get_value("Case File", {"petition": matter.name}, "status") == "Being compiled"
	review.by("rv", "2026-08-03 09:00", service.serve, review.doc, review.other)
	assert review.doc.stage == "Served"


def test_a_change_opens_the_file_until_it_is_carried_out_and_bound_again(review):
	close(review)
	bind(review)
	ask_late(review)
	items = [{"claim_no": 1, "result": "Support", "granted": "按1.8亩补发", "due_on": "2026-08-20"}]
	decide(review, "Changed", items=items)
	matter = review.road.petition
	assert (matter.stage, matter.archived_on, matter.closing_code) == ("Terminated", None, "T1")
	task = frappe.get_last_doc(
		"Execution Task", {"petition": matter.name, "void": 0, "content": "按1.8亩补发"}
	)
	review.by("lq", "2026-08-10 09:00", execution.done, task, outcome="已转账", proof=PROOF)
	review.by("rv", "2026-08-03 09:00", service.serve, review.doc, review.other, proof=PROOF)
	bind(review, "2026-09-20")
	assert review.road.petition.stage == "Archived"


def test_revoked_takes_the_opinion_of_a_bound_file_away(review):
	close(review)
	bind(review)
	ask_late(review)
	decide(review, "Revoked")
	assert opinion.current(review.road.name) is None and review.road.petition.stage == "Terminated"


def test_a_closed_or_bound_file_is_opened_by_nothing_else(review):
	"""The steps exist for the effects of a review; by a button or another record nothing changes."""
	close(review)
	with pytest.raises(WrongMoment):
		review.by("lq_head", "2026-07-01 09:00", stages.advance, review.road.petition, "Handling")
	bind(review)
	with pytest.raises(FileClosed):
		review.by(
			"lq_head", "2026-07-26 09:00", stages.advance, review.road.petition, "Terminated", by_service=True
		)
	record = frappe.get_last_doc("Service Record", {"petition": review.road.name})
	record.note = "补记"
	with pytest.raises(FileClosed):
		record.save(ignore_permissions=True)
