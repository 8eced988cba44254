"""The petitioner's own rating, never the organ's."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.petition import daily
from xinfang_app.petition.handling_errors import NotTheirOwnWord, RatingNotOpen, SomethingMissing
from xinfang_app.petition.serving import rating, rating_window


def call(road, moment="2026-05-06 09:00", who="xfj", target=rating.ORGAN, value="Satisfied", **terms):
	return road.by(
		who, moment, rating.rate_by_call, road.petition, target, value, **{"call_note": "致电本人", **terms}
	)


def test_office_and_organ_apart(road):
	road.served()
	assert rating.targets(road.petition) == {rating.ORGAN: "QH-LQ", rating.OFFICE: "QH-XFJ"}
	first = call(road, value="Not satisfied", reason="账目还没公开")
	assert (first.organ, first.entered_organ, road.petition.rating_state) == ("QH-LQ", "QH-XFJ", "Rated")
	second = call(road, target=rating.OFFICE)
	assert second.organ == "QH-XFJ"
	with pytest.raises(RatingNotOpen):
		call(road, value="Satisfied")
	assert frappe.db.get_value("Satisfaction Rating", first.name, "value") == "Not satisfied"


@pytest.mark.parametrize("who", ["lq", "lq_head", "rsj"])
def test_no_organ_enters_a_rating(road, who):
	road.served()
	with pytest.raises(frappe.PermissionError):
		call(road, who=who)
	assert not frappe.db.exists("Satisfaction Rating", {"petition": road.name})


def test_not_through_a_second_post(road):
	from tests.site.handling.conftest import post_row

	road.served()
	post_row(road.county.lq, "QH-XFJ", "County Petition Officer")
	with pytest.raises(NotTheirOwnWord):
		call(road, who="lq")


def test_a_call_has_its_note(road):
	road.served()
	with pytest.raises(SomethingMissing):
		call(road, call_note="")


def test_his_own_page_and_only_his(road):
	piece = road.registered()
	road.served()
	piece.reload()
	petition = road.petition
	with when.at("2026-05-06 20:00"):
		given = rating.rate(petition, rating.ORGAN, "Basically satisfied", piece=piece)
	assert given.source == "Citizen page" and not given.entered_by
	piece.petition = "another"
	with pytest.raises(NotTheirOwnWord):
		rating.rate(petition, rating.OFFICE, "Satisfied", piece=piece)


def test_not_before_the_answer_and_not_after_the_window(road):
	road.signed()
	with pytest.raises(RatingNotOpen):
		call(road, "2026-04-25 09:00")
	road.served()
	assert str(rating_window.until(road.petition)) == "2026-05-28"
	with pytest.raises(RatingNotOpen):
		call(road, "2026-05-29 09:00")
	with when.at("2026-05-29 03:00"):
		daily.run()
	assert road.petition.rating_state == "Overdue"


@pytest.mark.parametrize(
	"values, open_to_it",
	[
		({"pathway": "P6"}, True),
		({"pathway": "P1"}, False),
		({"pathway": "P7"}, False),
		({"purpose_class": "Accusation"}, False),
		({"stage": "Referred Judicial"}, False),
		({"pathway": "P8", "purpose_class": "Suggestion"}, True),
	],
)
def test_what_is_rated_at_all(db, values, open_to_it):
	petition = frappe.new_doc("Petition")
	petition.update(values)
	assert rating_window.is_for_rating(petition) == open_to_it


def test_a_nonsense_value_is_refused(road):
	road.served()
	with pytest.raises(RatingNotOpen):
		call(road, value="Delighted")
