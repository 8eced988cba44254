"""The visit desk: numbers without a gap, calling, the talk, everybody registered, the paper that is signed."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted, ReasonMissing
from xinfang_app.petition.registering import agency
from xinfang_app.petition.registering.errors import ConsentUnproved, TooManyRepresentatives
from xinfang_app.reception import drafts, earlier
from xinfang_app.reception.errors import TalkNotReady, VisitMoved
from xinfang_app.reception.visits import queue, talk

MORNING = "2026-03-02 09:00"


@pytest.fixture
def hall(county, as_user):
	"""The petition office on a morning; `hall.take()` gives numbers to visitors."""
	from types import SimpleNamespace

	with when.at(MORNING), as_user(county.xfj):
		yield SimpleNamespace(take=queue.take_number, organ=county.XFJ)


def talked(hall, people=(), **notes):
	"""A visit whose talk has begun, with people and what was said."""
	hall.take()
	visit = queue.call(hall.organ, "1号窗口")
	doc, record = talk.begin(visit)
	talk.save(
		doc,
		record,
		{"title": "青苗补偿款", "category": "0201"},
		list(people),
		{"statement": "只到账六成。", **notes},
	)
	return visit, doc, record


def test_numbers_begin_with_one_each_day_at_each_office(county, hall, as_user):
	assert [hall.take().number for _i in range(3)] == [1, 2, 3]
	with as_user(county.lq):
		assert queue.take_number().number == 1
	with when.at("2026-03-03 08:30"):
		assert hall.take().number == 1
	assert hall.take().number == 4


def test_a_number_that_was_rolled_back_is_given_again(hall):
	hall.take()
	frappe.db.savepoint("xf_numbers")
	assert hall.take().number == 2
	frappe.db.rollback(save_point="xf_numbers")
	assert hall.take().number == 2


def test_they_are_called_in_their_order(county, hall, as_user):
	for _i in range(3):
		hall.take()
	first = queue.call(hall.organ, "1号窗口")
	with as_user(county.xfj2):
		second = queue.call(hall.organ, "2号窗口")
	assert (first.number, second.number) == (1, 2) and second.served_by == county.xfj2
	assert queue.call(hall.organ, "1号窗口").number == 3
	assert queue.call(hall.organ, "1号窗口") is None
	assert queue.board(hall.organ)["waiting"] == []


def test_the_screen_shows_numbers_and_windows_only(hall):
	hall.take()
	hall.take(people_count=7)
	queue.call(hall.organ, "1号窗口")
	assert queue.board(hall.organ) == {"called": [{"number": 1, "window": "1号窗口"}], "waiting": [2]}


def test_who_did_not_appear_may_be_called_again_the_same_day(hall):
	hall.take()
	visit = queue.not_appeared(queue.call(hall.organ, "1号窗口"))
	assert visit.state == queue.NOT_APPEARED and queue.call(hall.organ, "1号窗口") is None
	assert queue.call(hall.organ, "2号窗口", number=1).state == queue.CALLED
	with when.at("2026-03-03 09:00"), pytest.raises(VisitMoved):
		queue.not_appeared(queue.get(visit.name))


def test_two_windows_do_not_serve_one_number(county, hall, as_user):
	hall.take()
	visit = queue.call(hall.organ, "1号窗口")
	talk.begin(queue.get(visit.name))
	with as_user(county.xfj2), pytest.raises(VisitMoved, match="xfj"):
		queue.call(hall.organ, "2号窗口", number=1)
	with pytest.raises(VisitMoved):
		queue.leave(queue.get(visit.name))
	with pytest.raises(VisitMoved):
		queue.call(hall.organ, "1号窗口", number=9)


def test_another_office_does_not_reach_into_the_queue(county, hall, as_user):
	visit = hall.take()
	for stranger in (county.lq, county.rsj, county.dg):
		with as_user(stranger), pytest.raises(NotPermitted):
			queue.get(visit.name)
	with as_user(county.lq), pytest.raises(NotPermitted):
		queue.of_today(hall.organ)


def test_a_visit_from_number_to_signed_record(county, hall, as_user):
	people = [{"name": "林青苗", "phone": "13900004417", "address": "东沟村"}, {"name": "林春草"}]
	visit, doc, record = talked(hall, people, answer="已告知程序。", materials="承包合同复印件")
	with when.at("2026-03-02 09:30"):
		made, kept = talk.finish(queue.get(visit.name), drafts.get(doc.name))
	assert made.form == "Visit" and made.channel == "0301" and made.content == "只到账六成。"
	assert len(made.petitioners) == 2 and made.people_count == 2
	assert queue.get(visit.name).state == queue.DONE
	assert (kept.status, kept.petition, kept.holder) == (talk.RECORDED, made.petition, county.XFJ)
	letter = frappe.get_doc("Official Letter", talk.paper(kept))
	assert "只到账六成。" in letter.html and "已告知程序。" in letter.html and "承包合同复印件" in letter.html
	assert "林青苗" not in letter.html and talk.paper(kept) == letter.name
	with when.at("2026-03-02 09:40"):
		signed = talk.sign(talk.get(kept.name), talk.SIGNED)
	assert str(signed.signed_on) == "2026-03-02 09:40:00"
	with pytest.raises(TalkNotReady):
		talk.sign(talk.get(kept.name), talk.SIGNED)


def test_the_talk_goes_on_where_it_was_after_a_crash(hall):
	visit, doc, record = talked(hall, [{"name": "林青苗"}])
	again, its_record = talk.begin(queue.get(visit.name))
	assert (again.name, its_record.name) == (doc.name, record.name)
	assert its_record.statement == "只到账六成。" and again.petitioners[0].masked_name == "林某某"


def test_nine_visitors_are_registered_and_five_speak(hall):
	people = [
		{"name": f"林青{c}", "is_representative": int(no < 5)} for no, c in enumerate("甲乙丙丁戊己庚辛壬")
	]
	visit, doc, record = talked(hall, people)
	people = [{"petitioner": row.petitioner, "is_representative": 1} for row in doc.petitioners]
	with pytest.raises(TooManyRepresentatives):
		talk.save(drafts.get(doc.name), record, {}, people, {})
	made, _record = talk.finish(queue.get(visit.name), drafts.get(doc.name))
	assert (
		len(made.petitioners) == 9
		and made.is_group
		and sum(r.is_representative for r in made.petitioners) == 5
	)


def test_a_record_that_is_not_signed_says_why(hall):
	visit, doc, record = talked(hall)
	with pytest.raises(TalkNotReady):
		talk.sign(record, talk.SIGNED)
	_made, kept = talk.finish(queue.get(visit.name), drafts.get(doc.name))
	for signature, more in (
		(talk.REFUSED, {}),
		(talk.SIGNED, {"signed_on": "2026-03-01 09:00"}),
		(talk.SIGNED, {"signed_on": "2026-03-09 09:00"}),
		(talk.SIGNED, {"scan": "/private/files/stamp.png"}),
	):
		with pytest.raises(TalkNotReady):
			talk.sign(talk.get(kept.name), signature, **more)
	assert (
		talk.sign(talk.get(kept.name), talk.REFUSED, note="本人不愿签名，值班人员在场").signature
		== talk.REFUSED
	)


def test_a_record_and_a_visit_carry_nothing_of_the_person(hall):
	visit, doc, record = talked(hall, [{"name": "林青苗", "phone": "13900004417"}])
	stored = [
		frappe.db.get_value("Hall Visit", visit.name, "*"),
		frappe.db.get_value("Reception Record", record.name, "*"),
	]
	assert "林" not in str(stored[0]) and "13900004417" not in str(stored)
	fields = {
		field.fieldname
		for doctype in ("Hall Visit", "Reception Record")
		for field in frappe.get_meta(doctype).fields
	}
	assert not fields & {"petitioner", "masked_name", "visits", "count", "times"}


# One person's earlier pieces


def piece(user, as_user, **values):
	from xinfang_app.petition.registering.register import register

	with as_user(user):
		return register(
			{"title": "修路", "petitioners": [{"name": "林青苗", "phone": "13900004417"}], **values}
		)


def test_earlier_pieces_are_listed_within_scope_and_logged_with_the_reason(county, as_user):
	mine = piece(county.xfj, as_user)
	theirs = piece(county.sw, as_user, place=county.FAR_VILLAGE)
	with as_user(county.xfj):
		found = earlier.pieces(reason="窗口核对是否重复", phone="139 0000 4417")
	assert {row["name"] for row in found} == {mine.name, theirs.name}
	log = frappe.get_last_doc("Identity Access Log", {"way": "Searched"})
	assert (log.user, log.reason) == (county.xfj, "窗口核对是否重复")
	with as_user(county.lq):
		assert earlier.pieces(reason="窗口核对是否重复", phone="13900004417") == []


def test_earlier_pieces_are_pieces_and_no_figure(county, as_user):
	piece(county.xfj, as_user)
	with as_user(county.xfj):
		(row,) = earlier.pieces(reason="窗口核对是否重复", name="林青苗")
	assert not [key for key, value in row.items() if isinstance(value, int | float)]
	assert not {"count", "score", "times", "hits"} & set(row) and "林青苗" not in str(row)


@pytest.mark.parametrize("reason", ["", "  ", "查"])
def test_without_a_reason_nobody_looks(county, as_user, reason):
	with as_user(county.xfj), pytest.raises(ReasonMissing):
		earlier.pieces(reason=reason, phone="13900004417")


def test_a_sealed_piece_is_not_among_them(county, as_user):
	piece(county.xfj, as_user, purpose="4", content="举报")
	with as_user(county.xfj):
		assert earlier.pieces(reason="窗口核对是否重复", phone="13900004417") == []


# Filing on behalf


def test_consent_put_on_record_later_lets_the_village_follow(county, as_user):
	from xinfang_app.access import scope

	filed = piece(county.dg, as_user, agent_kind="Village Liaison", agent_consent=1)
	petition = frappe.get_doc("Petition", filed.petition)
	assert filed.need_supplement and "同意" in filed.supplement_note
	assert not scope.may(petition, "read", county.dg)
	with as_user(county.dg), pytest.raises(NotPermitted):
		agency.prove(filed, agency.SPOKEN, witness="我自己")
	with as_user(county.lq):
		for way, proof in (
			(agency.SPOKEN, {}),
			(agency.WRITTEN, {}),
			(agency.WRITTEN, {"file": "/private/files/nowhere.pdf"}),
		):
			with pytest.raises(ConsentUnproved):
				agency.prove(frappe.get_doc(drafts.DOCTYPE, filed.name), way, **proof)
		agency.prove(frappe.get_doc(drafts.DOCTYPE, filed.name), agency.SPOKEN, witness="村会计孟某")
	assert scope.may(petition, "read", county.dg)
	other = piece(county.lq, as_user, title="另一件")
	assert not scope.may(frappe.get_doc("Petition", other.petition), "read", county.dg)


def test_consent_to_nobody_is_refused(county, as_user):
	own = piece(county.xfj, as_user)
	with as_user(county.xfj), pytest.raises(ConsentUnproved):
		agency.prove(own, agency.SPOKEN, witness="某人")
