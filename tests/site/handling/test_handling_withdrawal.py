"""Withdrawal by the petitioner's own word, and by nobody else's."""

import frappe
import pytest

from xinfang_app.petition.ending import withdrawal
from xinfang_app.petition.handling_errors import NotTheirOwnWord, SomethingMissing, WrongMoment

TWO = [
	{"name": "林青禾", "phone": "13900000011", "address": "柳桥镇东沟村3组", "is_main": 1},
	{"name": "周甲", "phone": "13900000012", "address": "柳桥镇东沟村3组"},
]


def asked(road, moment="2026-04-01 09:00", who="lq", **terms):
	return road.by(who, moment, withdrawal.request, road.petition, **{"way": "In person", **terms})


def test_a_request_withdraws_nothing(road):
	road.accepted()
	entry = asked(road)
	assert (entry.status, road.petition.stage) == ("To be confirmed", "Accepted")
	assert road.clock("N06").state == "Running"


@pytest.mark.parametrize("who", ["lq", "lq_head", "rsj", "rsj_head"])
def test_the_handling_organ_confirms_nothing(road, who):
	road.accepted()
	entry = asked(road)
	with pytest.raises(frappe.PermissionError):
		road.by(who, "2026-04-02 09:00", withdrawal.confirm_by_call, entry, "电话核实")
	assert frappe.db.get_value("Withdrawal Request", entry.name, "status") == "To be confirmed"


def test_not_even_through_a_second_post_at_the_petition_office(road):
	"""An officer of the township who also sits at the petition office remains the handling organ's man."""
	from tests.site.handling.conftest import post_row

	road.accepted()
	entry = asked(road)
	post_row(road.county.lq, "QH-XFJ", "County Petition Officer")
	with pytest.raises(NotTheirOwnWord):
		road.by("lq", "2026-04-02 09:00", withdrawal.confirm_by_call, entry, "电话核实")


def test_the_petition_offices_call_with_its_note(road):
	road.accepted()
	entry = asked(road)
	with pytest.raises(SomethingMissing):
		road.by("xfj", "2026-04-02 09:00", withdrawal.confirm_by_call, entry, " ")
	entry = road.by("xfj", "2026-04-02 09:00", withdrawal.confirm_by_call, entry, "致电本人，确认自愿撤回")
	assert (entry.status, entry.confirmed_organ) == ("Withdrawal confirmed", "QH-XFJ")
	petition = road.petition
	assert (petition.stage, petition.closing_code) == ("Withdrawn", "T9")
	assert road.clock("N06").state == "Stopped"


def test_the_petitioner_may_say_no(road):
	road.accepted()
	entry = road.by("xfj", "2026-04-02 09:00", withdrawal.deny, asked(road), "本人表示没有要撤回")
	assert (entry.status, road.petition.stage) == ("Not confirmed", "Accepted")
	with pytest.raises(WrongMoment):
		road.by("xfj", "2026-04-03 09:00", withdrawal.confirm_by_call, entry, "再问")
	assert asked(road, "2026-04-05 09:00"), "he may change his mind"


def test_his_own_page(road):
	piece = road.registered()
	road.accepted()
	other = road.name
	entry = asked(road)
	stranger = frappe.copy_doc(piece)
	stranger.petition = "somebody-elses"
	with pytest.raises(NotTheirOwnWord):
		withdrawal.confirm(entry, piece=stranger)
	entry = withdrawal.confirm(entry, piece=frappe.get_doc("Petition Submission", piece.name))
	assert (entry.status, entry.confirm_way) == ("Withdrawal confirmed", "Citizen page")
	assert frappe.db.get_value("Petition", other, "stage") == "Withdrawn"


def test_one_of_two_petitioners_ends_nothing(road):
	road.registered(petitioners=TWO)
	road.accepted()
	entry = road.by("xfj", "2026-04-02 09:00", withdrawal.confirm_by_call, asked(road), "本人确认")
	assert (entry.status, road.petition.stage) == ("Withdrawal confirmed", "Accepted")
	from xinfang_app.petition.serving import recipients

	(left,) = recipients.not_withdrawn(road.name)
	entry = asked(road, "2026-04-03 09:00", requester=left.petitioner)
	road.by("xfj", "2026-04-04 09:00", withdrawal.confirm_by_call, entry, "本人确认")
	assert road.petition.stage == "Withdrawn"


def test_after_aid_the_upper_office_looks_first(road):
	road.accepted()
	entry = asked(road, aid_on="2026-03-15")
	assert entry.needs_upper_check
	entry = road.by("xfj", "2026-04-02 09:00", withdrawal.confirm_by_call, entry, "本人确认")
	assert (entry.status, road.petition.stage) == ("To be confirmed", "Accepted")
	with pytest.raises(SomethingMissing):
		road.by(
			"xfj",
			"2026-04-03 09:00",
			withdrawal.upper_check,
			entry,
			checked_by="市局某科长",
			checked_on="2026-04-03",
			note="自愿",
			proof="",
		)
	road.by(
		"xfj",
		"2026-04-03 09:00",
		withdrawal.upper_check,
		entry,
		checked_by="市局某科长",
		checked_on="2026-04-03",
		note="未见以救助换撤回",
		proof="/private/files/check.pdf",
	)
	assert road.petition.stage == "Withdrawn"


def test_aid_long_ago_needs_no_check(road):
	road.accepted()
	assert not asked(road, aid_on="2026-01-30").needs_upper_check


def test_a_written_request_has_its_paper_and_nobody_asks_for_a_stranger(road):
	road.accepted()
	with pytest.raises(SomethingMissing):
		asked(road, way="In writing")
	from xinfang_app.access import identity

	with pytest.raises(NotTheirOwnWord):
		asked(road, requester=identity.keep(name="郑某", phone="13900000099"))


def test_no_withdrawal_once_answered(road):
	road.served()
	with pytest.raises(WrongMoment):
		asked(road, "2026-04-29 09:00")
