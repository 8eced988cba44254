"""The phone desk: a call is received when it comes in, typed while it lasts, read back, registered; or sealed."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import identity, scope, sealing
from xinfang_app.access.errors import NotPermitted, ReasonMissing
from xinfang_app.petition.handling_errors import WrongMoment
from xinfang_app.petition.referral_errors import StaleDocument
from xinfang_app.petition.registering.errors import AlreadyRegistered
from xinfang_app.reception import calls, drafts, earlier, letter, recording, tray
from xinfang_app.reception.errors import CallNotEmpty, FileNotReadable, FileTooLarge, TalkNotReady
from xinfang_app.reception.visits import talk

MORNING, LATER = "2026-03-02 09:00", "2026-03-02 09:12"
PHONE, OTHER = "13900004417", "13900007788"
MP3 = b"ID3\x04" + b"\x00" * 60 + b"sound-of-the-caller-0817"
SAID = "我是东沟村的林青苗，修路征收承包地，青苗补偿款只到账六成，要求补足青苗补偿款。"


@pytest.fixture
def phone(county, as_user):
	"""The petition office at its telephone on a morning."""
	with when.at(MORNING), as_user(county.xfj):
		yield county


def typed(values=None, people=({"name": "林青苗", "phone": PHONE, "address": "东沟村3组"},), **notes):
	"""A call that was begun and typed."""
	doc, _record = calls.begin()
	given = {"title": "青苗补偿款未足额发放", "content": SAID, "category": "0201", **(values or {})}
	calls.save(doc, given, list(people), notes)
	return drafts.get(doc.name)


def record_of(name):
	return frappe.get_doc(talk.DOCTYPE, {"submission": name})


def test_a_call_is_received_when_it_comes_in(phone):
	doc, record = calls.begin()
	with when.at(LATER):
		calls.save(doc, {"content": SAID})
		made, kept = calls.finish(drafts.get(doc.name))
	assert (made.form, made.channel, made.status) == ("Call", "0401", "Registered")
	assert str(made.received_on) == f"{MORNING}:00" and str(made.registered_on) == f"{LATER}:00"
	assert (str(kept.occurred_on), str(kept.ended_on)) == (f"{MORNING}:00", f"{LATER}:00")
	assert kept.way == talk.BY_TELEPHONE and kept.status == talk.RECORDED and kept.statement == SAID
	assert kept.petition == made.petition and record.name == kept.name


def test_who_calls_is_an_identity_and_stands_nowhere_in_plain(phone):
	doc = typed(call_back=OTHER)
	made, kept = calls.finish(doc)
	stored = [
		frappe.db.get_value(made.doctype, made.name, "*"),
		frappe.db.get_value(talk.DOCTYPE, kept.name, "*"),
	]
	rows = frappe.get_all("Submission Petitioner", {"parent": made.name}, ["masked_name", "petitioner"])
	assert PHONE not in str(stored) and OTHER not in str(stored) and rows[0].masked_name == "林某某"
	assert identity.open(rows[0].petitioner, made.doctype, made.name)["phone"] == PHONE


def test_a_call_that_broke_off_waits_for_its_taker_alone(phone, as_user):
	doc = typed()
	assert [row["name"] for row in calls.unfinished()] == [doc.name]
	assert doc.name not in [row["name"] for row in tray.rows()]
	with as_user(phone.xfj2):
		assert calls.unfinished() == []
		with pytest.raises(NotPermitted):
			drafts.get(doc.name)
	frappe.db.set_value(doc.doctype, doc.name, "modified", "2026-03-02 09:06:00", update_modified=False)
	with when.at("2026-03-02 14:00"):
		record = calls.take_up(drafts.get(doc.name))
		shown = calls.shown(drafts.get(doc.name), record)
		made, kept = calls.finish(drafts.get(doc.name))
	assert shown["values"]["content"] == SAID and shown["people"][0]["masked_name"] == "林某某"
	# It did not last until the afternoon: what was typed last was its end.
	assert str(kept.ended_on) == "2026-03-02 09:06:00"


def test_a_call_given_to_a_colleague_goes_with_its_record(phone, as_user):
	doc = typed(answer="已告知程序。")
	calls.hand_to(doc, phone.xfj2)
	assert calls.unfinished() == []
	with as_user(phone.xfj2):
		assert [row["name"] for row in calls.unfinished()] == [doc.name]
		assert scope.may(record_of(doc.name), "read")
		_made, kept = calls.finish(drafts.get(doc.name))
	assert kept.answer == "已告知程序。"


def test_a_draft_reassigned_at_a_staff_change_takes_its_record_along(phone, as_user):
	doc = typed({"title": ""}, call_back=OTHER)
	assert calls.unfinished()[0]["title"] == SAID[:30]
	frappe.db.set_value(doc.doctype, doc.name, "owner", phone.xfj2)
	with as_user(phone.xfj2):
		record = calls.take_up(drafts.get(doc.name))
		assert calls.number_to_call(doc) == OTHER
	assert not scope.may(record, "read", phone.xfj)


def test_the_end_of_a_call_is_noted_and_may_lie_before_the_registration(phone):
	doc = typed()
	with when.at("2026-03-02 09:05"):
		calls.over(drafts.get(doc.name))
	with when.at(LATER):
		_made, kept = calls.finish(drafts.get(doc.name))
	assert str(kept.ended_on) == "2026-03-02 09:05:00"
	with pytest.raises(AlreadyRegistered):
		calls.over(drafts.get(doc.name))


def test_nothing_brought_leaves_no_piece_but_anything_taken_down_does(phone, as_user):
	doc, record = calls.begin()
	with as_user(phone.xfj2), pytest.raises(NotPermitted):
		calls.put_down(doc)
	calls.put_down(drafts.get(doc.name))
	assert not frappe.db.exists(drafts.DOCTYPE, doc.name) and not frappe.db.exists(talk.DOCTYPE, record.name)
	assert not frappe.db.exists("Deadline", {"ref_name": doc.name})
	emptied = typed()
	calls.save(emptied, {"title": "", "content": "", "category": ""}, [])
	with pytest.raises(CallNotEmpty, match="也应登记"):
		calls.put_down(drafts.get(emptied.name))
	paper = drafts.begin()
	with pytest.raises(CallNotEmpty):
		calls.put_down(drafts.get(paper.name))
	heard, _record = calls.begin()
	recording.add(heard, MP3)
	with pytest.raises(CallNotEmpty):
		calls.put_down(drafts.get(heard.name))


def test_two_windows_do_not_overwrite_each_other(phone):
	doc = typed()
	before = doc.modified
	calls.save(drafts.get(doc.name), {"title": "甲"}, seen=before)
	with pytest.raises(StaleDocument):
		calls.save(drafts.get(doc.name), {"title": "乙"}, seen=before)


def test_an_anonymous_caller_may_be_called_back(phone):
	doc = typed({"is_anonymous": 1}, people=(), call_back=OTHER)
	made, kept = calls.finish(doc)
	assert made.is_anonymous and not made.petitioners and kept.call_back
	assert calls.number_to_call(frappe.get_doc(made.doctype, made.name)) == OTHER
	log = frappe.get_last_doc("Identity Access Log")
	assert (log.way, log.petitioner, log.ref_doctype) == ("Opened", kept.call_back, talk.DOCTYPE)


def test_the_number_to_call_back_is_corrected_in_place_and_forgotten(phone):
	doc = typed(call_back=OTHER)
	first = record_of(doc.name).call_back
	calls.save(doc, {}, None, {"call_back": PHONE})
	assert record_of(doc.name).call_back == first and calls.number_to_call(doc) == PHONE
	calls.save(drafts.get(doc.name), {}, None, {"call_back": ""})
	assert not record_of(doc.name).call_back and not frappe.db.exists("Petitioner", first)
	assert calls.number_to_call(doc) == ""


def test_the_number_to_call_back_needs_a_task_or_a_reason(phone, as_user):
	made, _kept = calls.finish(typed({"place": phone.VILLAGE}, call_back=OTHER))
	piece = frappe.get_doc(made.doctype, made.name)
	with as_user(phone.lq), pytest.raises((NotPermitted, ReasonMissing)):
		calls.number_to_call(piece)
	with as_user(phone.rsj), pytest.raises(NotPermitted):
		calls.number_to_call(piece, reason="我想知道他是谁")


def test_those_spoken_for_are_registered_too(phone):
	people = [{"name": "林青苗", "phone": PHONE}, {"name": "林春草"}, {"name": "马向田"}]
	made, _kept = calls.finish(typed({"is_joint": 1}, people))
	assert len(made.petitioners) == 3 and made.people_count == 3 and made.is_joint


def test_what_is_read_back_says_what_will_be_registered(phone):
	doc = typed(
		{"claims_text": "补足青苗补偿款\n公开账目", "place": phone.VILLAGE, "purpose": "5"},
		answer="告知了补偿标准。",
	)
	found = calls.read_back(doc)
	rows = dict(found["rows"])
	assert rows["来电人"] == "林某某" and PHONE not in str(found)
	assert rows["诉求"] == "1. 补足青苗补偿款\n2. 公开账目" and rows["内容分类"].endswith("土地征收")
	assert rows["电话中当场答复"] == "告知了补偿标准。" and "咨询" in rows["信访目的"] and found["simple"]
	assert found["lacks"] == []
	assert "匿名" in str(calls.read_back(typed({"is_anonymous": 1}, ()))["rows"][0])


def test_a_question_answered_on_the_telephone_keeps_its_road(phone):
	made, kept = calls.finish(typed({"purpose": "5"}, answer="告知了补偿标准和公示网址。"))
	assert kept.answer == "告知了补偿标准和公示网址。"
	assert frappe.db.get_value("Petition", made.petition, "stage") == "Registered"
	assert "信访部门转送、交办" in calls.told(made)


def test_the_text_typed_so_far_proposes_category_place_and_claims(phone):
	found = calls.proposed(typed({"category": ""}))
	assert found["categories"][0]["code"] == "0201" and found["fields"]["place"] == phone.VILLAGE
	assert found["fields"]["claims_text"] and not found["accusation"]
	assert calls.proposed(typed({"content": "我要举报某主任"}))["accusation"]


def test_earlier_pieces_are_found_by_the_number(phone):
	made, _kept = calls.finish(typed())
	found = earlier.pieces(reason="电话核对是否重复", phone="139 0000 4417")
	assert [row["name"] for row in found] == [made.name] and found[0]["form"] == "Call"


def test_a_call_is_registered_once_and_its_record_is_closed(phone):
	doc = typed()
	calls.finish(doc)
	for again in (calls.finish, calls.put_down, lambda piece: calls.save(piece, {"title": "改"})):
		with pytest.raises((AlreadyRegistered, TalkNotReady)):
			again(drafts.get(doc.name))
	record = record_of(doc.name)
	for signing in (lambda: talk.paper(record), lambda: talk.sign(record, talk.SIGNED)):
		with pytest.raises(TalkNotReady, match="复述核对"):
			signing()


# Recordings


@pytest.mark.parametrize(
	("content", "kind"),
	[
		(MP3, "mp3"),
		(b"\xff\xfb\x90\x64" + b"\0" * 20, "mp3"),
		(b"\xff\xf1\x50\x80" + b"\0" * 20, "aac"),
		(b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
		(b"#!AMR\n\x3c", "amr"),
		(b"\0\0\0\x20ftypM4A ", "m4a"),
		(b"OggS\0\x02", "ogg"),
		(b"RIFF\x00\x00\x00\x00WEBPVP8 ", None),
		(b"%PDF-1.4", None),
		(b"\xff\xd8\xff\xe0JFIF", None),
		(b"<html><script>", None),
		("通话".encode("utf-16"), None),
		(b"", None),
	],
)
def test_sound_is_known_by_its_first_bytes(content, kind):
	assert recording.ending(content) == kind


def test_a_recording_is_a_private_file_of_the_piece_under_a_neutral_name(phone, as_user):
	doc = typed()
	file = frappe.get_doc("File", recording.add(doc, MP3))
	assert file.is_private and file.file_name.startswith("通话录音-1") and file.attached_to_name == doc.name
	made, _kept = calls.finish(drafts.get(doc.name))
	with as_user(phone.xfj2):
		assert frappe.has_permission("File", "read", file.name)
	with as_user(phone.rsj):
		assert not frappe.has_permission("File", "read", file.name)
		with pytest.raises(NotPermitted):
			recording.add(frappe.get_doc(made.doctype, made.name), MP3)
	# A recorder is often ready only after the call.
	recording.add(frappe.get_doc(made.doctype, made.name), MP3 + b"2")
	assert len(recording.of(made)) == 2
	with pytest.raises(AlreadyRegistered):
		recording.take_off(drafts.get(made.name), file.name)


def test_a_recording_of_somebody_else_is_taken_off_the_draft(phone):
	doc, other = typed(), typed()
	mine, theirs = recording.add(doc, MP3), recording.add(other, MP3 + b"x")
	with pytest.raises(FileNotReadable):
		recording.take_off(doc, theirs)
	recording.take_off(doc, mine)
	assert recording.of(doc) == [] and len(recording.of(other)) == 1


def test_what_is_no_recording_or_too_large_is_refused_in_chinese(phone, monkeypatch):
	doc = typed()
	with pytest.raises(FileNotReadable, match="不是录音"):
		recording.add(doc, b"%PDF-1.4 minutes")
	monkeypatch.setattr("xinfang_app.reception.scans.keeping.limit", lambda: 2**20)
	with pytest.raises(FileTooLarge, match="超过上限 1.0 MB"):
		recording.add(doc, MP3 + b"\0" * 2**20)


# Accusations


def test_an_accusation_is_sealed_with_its_record_its_number_and_its_recording(phone, as_user):
	doc = typed({"purpose": "4", "content": "举报某主任套取资金"}, call_back=OTHER, answer="已告知密封办理。")
	file, number = recording.add(doc, MP3), record_of(doc.name).call_back
	made, kept = calls.finish(drafts.get(doc.name))
	assert made.doctype == "Sealed Register" and made.form == "Call" and kept is None
	assert not frappe.db.exists(drafts.DOCTYPE, doc.name) and not frappe.db.exists("File", file)
	assert not frappe.db.exists(talk.DOCTYPE, {"submission": doc.name}) and not frappe.db.exists(
		"Petitioner", number
	)
	for user in (phone.xfj, phone.jw1, phone.jw2):
		with as_user(user):
			if sealing.is_custodian(made.name):
				record = sealing.open(made.name)["reception_records"][0]
				assert record["call_back"] == OTHER and record["answer"] == "已告知密封办理。"
				return
	pytest.fail("nobody keeps it")


def test_ordinary_claims_of_an_accusing_caller_go_on_as_a_call(phone):
	doc = typed({"content": "举报某主任，又说村道损坏"}, call_back=OTHER)
	letter.seal_out(doc, {"title": "村道损坏", "content": "请求修复村道。"})
	made, kept = calls.finish(drafts.get(doc.name))
	assert made.form == "Call" and kept.statement == "请求修复村道。" and not kept.call_back


def test_another_office_sees_neither_call_nor_record(phone, as_user):
	made, kept = calls.finish(typed())
	for stranger in (phone.rsj, phone.dg):
		with as_user(stranger):
			assert not scope.may(frappe.get_doc(made.doctype, made.name), "read")
			assert not scope.may(kept, "read")
			with pytest.raises(NotPermitted):
				calls.read_back(frappe.get_doc(made.doctype, made.name))
	with as_user(phone.jw1), pytest.raises((NotPermitted, WrongMoment)):
		drafts.get(made.name)
