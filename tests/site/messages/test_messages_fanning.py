"""A message becomes deliveries: whom it reaches, when, on which channel, with which words."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.messages import audience, outbox, state
from xinfang_app.organization import posting


@pytest.fixture(autouse=True)
def _standing(monkeypatch):
	"""The moment of writing rows."""
	with when.at("2026-03-04 10:00"):
		yield


def set_up(**values):
	for field, value in values.items():
		frappe.db.set_single_value("Message Setting", field, value)


def away(county, who, post):
	"""Give `who` the posting of a stand-in, in force in March 2026."""
	principal = frappe.get_doc("Posting", county.postings[post])
	name = f"stand-in-{who}"
	frappe.get_doc(
		{
			"doctype": "Posting",
			"name": name,
			"user": getattr(county, who),
			"organ": principal.organ,
			"post": principal.post,
			"from_date": "2026-01-01",
			"deputy_of": principal.name,
			"acting_from": "2026-03-01",
			"acting_to": "2026-03-31",
		}
	).db_insert()
	posting.forget()


def test_one_row_a_key_and_one_line_in_the_bell(put, run, county, stored):
	assert put("k1") and put("k1") is None
	assert run() == 1 and run() == 0
	keeper = posting.inbox_of("QH-LQ")
	assert [(line.for_user, line.document_name) for line in stored.bell()] == [(keeper, county.matter.name)]
	assert stored.row("k1").status == "Sent"


def test_whoever_is_away_is_joined_by_the_stand_in(put, run, county, stored):
	away(county, "lq2", "lq_head")
	put("k1", audience=["head"])
	run()
	assert {line.for_user for line in stored.bell()} == {county.lq_head, county.lq2}


def test_a_stand_in_whose_days_are_over_is_told_nothing(put, run, county, stored):
	away(county, "lq2", "lq_head")
	put("k1", audience=["head"])
	run("2026-04-01 10:00")
	assert {line.for_user for line in stored.bell()} == {county.lq_head}


def test_an_empty_post_goes_to_the_next_one_up_and_is_shown(put, run, county, stored):
	frappe.db.set_value("Posting", {"organ": "QH-LQ"}, "to_date", "2026-03-01")
	posting.forget()
	put("k1")
	run()
	told = {line.for_user for line in stored.bell()}
	assert told and told <= {county.xfj, county.xfj2, county.kz, county.dc, county.gl}
	assert "next one up" in stored.row("k1").error


def test_nobody_in_the_county_at_all_goes_to_the_systems_managers(put, run, county, stored):
	frappe.db.set_value("Posting", {"organ": ("like", "QH-%")}, "to_date", "2026-03-01")
	posting.forget()
	put("k1")
	run()
	assert stored.row("k1").status == "Sent" and frappe.db.count(
		"Notification Log", {"for_user": "Administrator"}
	)


@pytest.mark.parametrize(
	("code", "who"),
	[
		("officer", ["lq"]),
		("head", ["lq_head"]),
		("leader", ["lq_head"]),
		("place_leader", ["lq_head"]),
		("supervision", ["dc"]),
		("admin", ["gl"]),
		("place_office", ["kz", "xfj"]),
		("superior_office", ["ld"]),
		("section_head", ["lq_head"]),
		("unknown code", ["lq_head"]),
	],
)
def test_each_code_of_an_audience(put, county, stored, code, who):
	frappe.db.set_value("Organ", "QH-LQ", "inbox_user", county.lq)
	frappe.db.set_value("Organ", "QH-XFJ", "inbox_user", county.xfj)
	posting.forget()
	put("k1", audience=[code])
	told = audience.of(outbox.read(stored.row("k1")))
	assert sorted(told.users) == sorted(getattr(county, short) for short in who)


def test_whoever_has_it_assigned_is_its_officer(put, county, stored):
	frappe.get_doc(
		{
			"doctype": "ToDo",
			"name": "xf-todo",
			"reference_type": "Petition",
			"reference_name": county.matter.name,
			"allocated_to": county.lq2,
			"status": "Open",
			"description": "x",
		}
	).db_insert()
	put("k1")
	assert audience.of(outbox.read(stored.row("k1"))).users == [county.lq2]


def test_a_link_only_for_who_may_read_the_record(put, run, county, stored):
	put("k1", audience=[], users=[county.rsj, county.lq])
	run()
	lines = {line.for_user: line.document_name for line in stored.bell()}
	assert lines == {county.rsj: None, county.lq: county.matter.name}


def test_a_closed_account_is_replaced_by_the_keeper_of_the_inbox(put, run, county, stored):
	frappe.db.set_value("User", county.rsj, "enabled", 0)
	frappe.db.set_value("Organ", "QH-LQ", "inbox_user", county.lq)
	put("k1", audience=[], users=[county.rsj])
	run()
	assert [line.for_user for line in stored.bell()] == [county.lq]


def test_nothing_to_say_any_more_is_dropped(put, run, register, stored):
	register.text("done", lambda row: None)
	put("k1", text="done")
	run()
	assert stored.row("k1").status == "Dropped" and not stored.bell()


# Quiet hours, digests, preferences


def test_spring_festival_is_quiet_for_mail_but_not_for_the_bell(put, run, county, mail, stored):
	set_up(email_pace="At Once")
	put("k1", audience=["head"], not_before="2026-02-14 21:00:00")
	run("2026-02-14 21:00")
	assert len(stored.bell()) == 1
	run("2026-02-18 12:00")
	run("2026-02-23 23:00")
	assert not mail
	run("2026-02-24 08:00")
	assert [line.recipients for line in mail] == [[county.lq_head]]
	assert run("2026-02-24 09:00") == 0


def test_what_is_urgent_knows_no_quiet_hours(put, run, mail):
	put("k1", audience=["head"], urgent=True, not_before="2026-02-18 03:00:00")
	run("2026-02-18 03:00")
	assert len(mail) == 1


def test_a_quiet_time_that_began_after_the_row_was_written_holds_it(put, run, mail):
	set_up(email_pace="At Once")
	put("k1", audience=["head"])
	run("2026-03-04 10:00")
	mail.clear()
	put("k2", audience=["head"])
	with when.at("2026-03-04 19:59"):
		frappe.db.set_value("Outbox Message", {"key": "k2"}, "not_before", "2026-03-04 19:59:00")
	from xinfang_app.messages import sending

	with when.at("2026-03-04 19:59"):
		sending.run(limit=1)
	run("2026-03-04 20:05")
	assert not mail
	run("2026-03-05 08:00")
	assert len(mail) == 1


def test_a_digest_is_one_mail_a_day_with_each_message_once(put, run, county, mail):
	for number in range(3):
		put(f"k{number}", audience=["head"], content={"n": number})
	run("2026-03-04 15:00")
	put("k9", audience=["head"], content={"n": 9}, not_before="2026-03-04 16:00:00")
	run("2026-03-04 16:00")
	assert not mail
	run("2026-03-05 08:00")
	assert len(mail) == 1 and mail[0].subject == "今日消息 4 条"
	assert all(f"000009 {number}" in mail[0].message for number in (0, 1, 2, 9))
	assert frappe.db.count("Outbox Message", {"key": f"digest:email:{county.lq_head}:2026-03-05"}) == 0
	assert frappe.db.count("Outbox Message", {"key": f"digest:{county.lq_head}:email:2026-03-05"}) == 1
	assert run("2026-03-05 09:00") == 0


def test_a_digest_tells_nothing_that_is_moot_by_then(put, run, register, mail):
	open_still = {"one", "two"}
	register.text(
		"step",
		lambda row: {"title": f"提醒 {row.content.n}", "lines": []} if row.content.n in open_still else None,
	)
	for number in ("one", "two"):
		put(number, text="step", content={"n": number}, audience=["head"])
	run("2026-03-04 15:00")
	open_still.remove("one")
	run("2026-03-05 08:00")
	assert "提醒 two" in mail[0].message and "提醒 one" not in mail[0].message


def test_a_user_says_for_himself_how_and_for_nobody_else(put, run, county, mail, as_user):
	with as_user(county.lq_head):
		frappe.get_doc({"doctype": "Message Preference", "user": county.lq_head, "email": "Off"}).insert()
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			frappe.get_doc({"doctype": "Message Preference", "user": county.lq, "email": "Off"}).insert()
	with as_user(county.lq):
		assert frappe.get_list("Message Preference") == []
		with pytest.raises(frappe.PermissionError):
			doc = frappe.get_doc("Message Preference", county.lq_head)
			doc.email = "Digest"
			doc.save()
	put("k1", audience=["head"])
	run()
	run("2026-03-05 09:00")
	assert not mail


def test_frappes_own_switch_for_mails_is_kept_to(put, run, county, mail):
	frappe.db.set_value("Notification Settings", county.lq_head, "enable_email_notifications", 0)
	put("k1", audience=["head"], urgent=True)
	run()
	assert not mail


def test_a_mail_bears_a_link_only_for_who_may_read(put, run, county, mail):
	put("k1", audience=[], users=[county.rsj, county.lq], urgent=True)
	run()
	links = {line.recipients[0]: "/app/petition/" in line.message for line in mail}
	assert links == {county.rsj: False, county.lq: True}


def test_without_a_gateway_there_is_no_sms_and_no_fault(put, run, county, stored):
	frappe.db.set_value("User", county.lq_head, "mobile_no", "13900000077")
	put("k1", audience=["head"], urgent=True)
	run()
	assert frappe.db.count("Outbox Message", {"channel": "sms"}) == 0 and stored.row("k1").status == "Sent"


# The admin's page


def test_the_admins_page_tells_no_case(put, run, county, stored, as_user):
	from xinfang_app.messages import api

	name = put("k1")
	frappe.db.set_value(
		"Outbox Message",
		name,
		{"status": "Given Up", "attempts": 12, "error": "HTTP 500"},
		update_modified=False,
	)
	with as_user(county.gl):
		told = api.outbox_state()
		assert [line["error"] for line in told["rows"] if line["name"] == name] == ["HTTP 500"]
		text = frappe.as_json(told)
		assert county.matter.name not in text and "XF-990124" not in text
		assert api.try_again([name]) == 1
	assert stored.row("k1").status == "Waiting" and stored.row("k1").attempts == 0
	run()
	assert stored.row("k1").status == "Sent"
	with as_user(county.gl):
		assert api.try_again([name]) == 0
	for who in (county.kz, county.lq):
		with as_user(who), pytest.raises(frappe.PermissionError):
			api.outbox_state()
	assert state.numbers()["sent_today"] >= 0


def given_up(put, number, status="Given Up", **values):
	names = [put(f"{status} {one}", **values) for one in range(number)]
	frappe.db.sql(
		"update `tabOutbox Message` set status = %s, attempts = 3, error = 'HTTP 500' where name in %s",
		(status, names),
	)
	return names


def test_what_fails_now_is_shown_however_much_was_given_up(put, county):
	frappe.db.sql("delete from `tabOutbox Message`")
	lost = set(given_up(put, state.SHOWN + 5))
	failing = set(given_up(put, 3, "Waiting"))
	shown = [line["name"] for line in state.page()["rows"]]
	assert len(shown) == state.SHOWN and failing < set(shown) and set(shown) - failing < lost
	given_up_more = given_up(put, state.SHOWN, "Waiting ")
	frappe.db.sql(
		"update `tabOutbox Message` set status = 'Waiting' where name in %s", (tuple(given_up_more),)
	)
	shown = {line["name"] for line in state.page()["rows"]}
	assert len(shown & lost) == state.SHOWN // 2 == len(shown - lost)


def test_an_admin_drops_what_can_never_go(put, run, county, stored, as_user):
	from xinfang_app.messages import api

	(lost,) = given_up(put, 1)
	(failing,) = given_up(put, 1, "Waiting")
	fresh = put("fresh")
	for who in (county.kz, county.lq):
		with as_user(who), pytest.raises(frappe.PermissionError):
			api.dismiss([lost])
	with as_user(county.gl):
		assert api.dismiss([lost, failing, fresh]) == 2
		assert api.dismiss([lost]) == 0 and api.try_again([lost]) == 0
		with pytest.raises(frappe.ValidationError):
			api.dismiss([])
	row = stored.row("Given Up 0")
	assert (row.status, row.modified_by, row.error) == ("Dropped", county.gl, "dismissed; HTTP 500")
	assert row.sent_on and stored.row("fresh").status == "Waiting"
	run("2026-03-05 10:00")
	assert stored.row("Waiting 0").status == "Dropped"


def test_an_admin_drops_nothing_of_another_area(put, county, stored, as_user):
	from xinfang_app.messages import api

	own, other = given_up(put, 2)
	frappe.db.set_value("Outbox Message", other, "organ", None, update_modified=False)
	with as_user(county.gl), pytest.raises(frappe.PermissionError):
		api.dismiss([own, other])
	assert {stored.row(f"Given Up {one}").status for one in (0, 1)} == {"Given Up"}
	assert api.dismiss([own, other]) == 2


def test_nobody_reads_or_writes_rows_by_hand(put, county, as_user):
	name = put("k1")
	with as_user(county.gl):
		assert not frappe.has_permission("Outbox Message", "read", name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Outbox Message")
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc("Outbox Message", name).save(ignore_permissions=True)
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Outbox Message", name)


def test_old_rows_are_cleared_and_given_up_ones_stay(put, run, stored):
	from xinfang_app.messages import clearing

	put("old")
	run()
	put("lost")
	frappe.db.set_value("Outbox Message", {"key": "lost"}, "status", "Given Up")
	with when.at("2026-06-01 10:00"):
		clearing.clear_sent_messages()
		assert stored.row("old")
	with when.at("2026-06-05 10:00"):
		clearing.clear_sent_messages()
	assert not stored.row("old") and stored.row("lost")
