"""The morning list: each thing that waits stands in its section, for whom it waits, as long as it waits."""

from xinfang_app import when


def only(items):
	assert len(items) == 1, items
	return items[0]


def test_a_new_matter_waits_at_the_office_with_its_term_and_next_step(road, work):
	road.registered()
	line = only(work("xfj", "2026-03-03 08:00")["to_refer"])
	assert (line["rule"], line["due_on"], line["days_left"]) == ("N02", "2026-03-17", 14)
	assert line["article"].startswith("《信访工作条例》第二十二条") and line["next_step"] == "转送或者交办"
	assert line["number"].startswith("XF-990124-2026-") and line["bulk"] == ["refer"]
	assert "to_refer" not in work("lq", "2026-03-03 08:00") and "to_refer" not in work(
		"rsj", "2026-03-03 08:00"
	)


def test_as_its_day_comes_it_moves_up_and_stands_once(road, work):
	road.registered()
	for moment, key, left in (
		("2026-03-13 08:00", "to_refer", 4),
		("2026-03-14 08:00", "due_soon", 3),
		("2026-03-17 08:00", "due_today", 0),
		("2026-03-18 00:01", "overdue", -1),
	):
		found = work("xfj", moment)
		assert list(found) == [key], moment
		assert only(found[key])["days_left"] == left


def test_what_a_section_hides_does_not_come_back_further_down(road, work, monkeypatch):
	from xinfang_app.office import work_rows

	for _place in range(3):
		road.registered()
		road.name = None
	monkeypatch.setattr(work_rows, "LIMIT", 2)
	found = work("xfj", "2026-03-18 08:00")
	assert list(found) == ["overdue"] and len(found["overdue"]) == 2


def test_what_is_handled_tells_its_next_step(road, work):
	road.heard()
	line = only(work("lq", "2026-03-19 08:00")["in_hand"])
	assert (line["rule"], line["next_step"]) == ("N06", "拟写处理意见")


def test_a_signature_waits_for_the_head_and_for_his_deputy_until_midnight(road, county, work, post_row):
	import frappe

	road.pending()
	assert only(work("lq_head", "2026-04-21 08:00")["to_sign"])["doctype"] == "Handling Opinion"
	assert "to_sign" not in work("lq", "2026-04-21 08:00")
	deputy = post_row(
		county.lq2,
		"QH-LQ",
		"Township Officer",
		deputy_of=county.postings["lq_head"],
		acting_from="2026-04-20",
		acting_to="2026-04-22",
	)
	assert "to_sign" in work("lq2", "2026-04-22 23:59")
	assert "to_sign" not in work("lq2", "2026-04-23 00:00")
	frappe.db.set_value("Posting", deputy, "limit_sign_opinion", 1)
	assert "to_sign" not in work("lq2", "2026-04-22 08:00")


def test_an_opinion_sent_back_returns_to_the_organ(road, work):
	from xinfang_app.petition.answering import opinion

	paper = road.pending()
	road.by("lq_head", "2026-04-21 09:00", opinion.send_back, paper, "事实不清")
	assert only(work("lq", "2026-04-22 08:00")["returned"])["what"] == "签批退回的处理意见"


def test_an_objection_waits_for_the_sender_and_then_comes_back_to_him(road, work):
	from xinfang_app.petition.referring import objection

	referral = road.referred()
	road.by(
		"lq",
		"2026-03-06 10:00",
		objection.object_to,
		referral,
		"征地补偿由县自然资源局办理，本镇没有此项职权",
		"县政府职权清单第三条",
	)
	found = work("xfj", "2026-03-07 08:00")
	assert only(found["decide"])["name"] == referral.name
	assert only(work("lq", "2026-03-07 08:00").get("to_accept", [{"name": road.name}]))
	referral.reload()
	road.by("xfj", "2026-03-09 10:00", objection.decide, referral, True, "同意")
	line = only(work("xfj", "2026-03-10 08:00")["returned"])
	assert (line["name"], line["due_on"]) == (road.name, "2026-03-17")
	assert "to_refer" not in work("xfj", "2026-03-10 08:00")


def test_answers_are_new_from_the_last_working_day_on(road, work):
	from xinfang_app.petition.referring import referral as referrals

	referral = road.referred()
	road.accepted()
	referral.reload()
	# A Friday; the Monday after it is still new, on Tuesday it is not.
	road.by("lq", "2026-03-13 16:00", referrals.answer, referral, "已受理办理")
	assert only(work("xfj", "2026-03-16 08:00")["answered"])["name"] == referral.name
	assert "answered" not in work("xfj", "2026-03-17 08:00")


def test_a_report_waits_for_the_assigner(road, work):
	import frappe

	referral = road.referred(kind="Assign", due_on="2026-05-20")
	line = only(work("lq", "2026-03-06 08:00")["to_accept"])
	assert line["rule"] == "N04" and line["due_on"] == "2026-03-20"
	assert work("xfj", "2026-03-06 08:00") == {}
	frappe.db.set_value("Petition Referral", referral.name, {"report_submitted_on": "2026-05-04 09:00:00"})
	assert only(work("xfj", "2026-05-05 08:00")["reports"])["name"] == referral.name


def test_a_draft_waits_for_its_writer_alone(county, road, as_user, work):
	import frappe

	with when.at("2026-03-02 10:00"), as_user(county.xfj):
		frappe.get_doc({"doctype": "Petition Submission", "title": "反映路灯", "form": "Letter"}).insert(
			ignore_permissions=True
		)
	line = only(work("xfj", "2026-03-03 08:00")["unregistered"])
	assert (line["rule"], line["bulk"], line["title"]) == ("N01", ["register"], "反映路灯")
	assert "unregistered" not in work("xfj2", "2026-03-03 08:00")
	assert "反映路灯" not in str(work("kz", "2026-03-03 08:00"))


def test_what_somebody_left_behind_is_told_by_number_alone(county, road, as_user, work):
	import frappe

	with when.at("2026-03-02 10:00"), as_user(county.xfj2):
		frappe.get_doc({"doctype": "Petition Submission", "title": "密封前的话", "form": "Letter"}).insert(
			ignore_permissions=True
		)
	assert "ownerless" not in work("kz", "2026-03-03 08:00")
	frappe.db.set_value("Posting", county.postings["xfj2"], "to_date", "2026-03-05")
	line = only(work("kz", "2026-03-06 08:00")["ownerless"])
	assert "1" in line["title"] and "密封" not in str(line) and "离岗" in line["what"]
	assert "ownerless" not in work("xfj", "2026-03-06 08:00")


def test_an_organ_without_people_is_told_to_the_county(county, road, work):
	import frappe

	road.referred(to="QH-LQ")
	for short in ("lq", "lq2", "lq_head"):
		frappe.db.set_value("Posting", county.postings[short], "to_date", "2026-03-08")
	lines = work("kz", "2026-03-09 08:00")["ownerless"]
	assert [line["organ"] for line in lines] == ["柳桥镇人民政府"] and "1" in lines[0]["title"]


def test_supervision_sees_what_is_overdue_elsewhere_and_the_organ_its_own(road, work):
	road.referred()
	found = work("dc", "2026-03-21 08:00")
	line = only(found["area_overdue"])
	assert (line["organ"], line["bulk"], line["next_step"]) == ("柳桥镇人民政府", ["remind"], "督促承办单位")
	assert only(work("lq", "2026-03-21 08:00")["overdue"])["days_left"] == -1
	assert "area_overdue" not in work("sw", "2026-03-21 08:00") and work("sw", "2026-03-21 08:00") == {}


def test_a_village_sees_what_it_was_asked_to_help_with(county, road, work):
	from xinfang_app.access import custody

	road.referred()
	assert work("dg", "2026-03-06 08:00") == {}
	custody.give(road.petition, organ="QH-LQ-DG", kind="Task", reason="协助核实")
	assert only(work("dg", "2026-03-06 08:00")["tasks"])["name"] == road.name
	custody.end(road.petition, organ="QH-LQ-DG")
	assert work("dg", "2026-03-06 08:00") == {}


def test_a_leader_with_two_posts_sees_both_organs(county, road, work, post_row):
	road.referred()
	road.name = None
	road.registered("2026-03-04 09:00", title="安置房质量问题", content="墙体开裂要求修缮。")
	road.referred("2026-03-05 11:00", to="QH-SW")
	post_row(county.lq_head, "QH-SW", "Township Leader", is_head=1)
	lines = work("lq_head", "2026-03-06 08:00")["to_accept"]
	assert {line["organ"] for line in lines} == {"柳桥镇人民政府", "石湾镇人民政府"}


def test_without_a_post_the_list_is_empty_and_says_so(db, as_user):
	from xinfang_app.office import worklist

	with as_user("Guest"):
		assert worklist.of() | {"now": "", "today": ""} == {
			"posts": [],
			"now": "",
			"today": "",
			"sections": [],
		}


def test_the_number_counts_what_is_not_shown(road, work, monkeypatch):
	from xinfang_app.office import work_rows

	for place in range(3):
		road.name = None
		road.registered("2026-03-02 09:30", title=f"第{place}件", content=f"内容{place}" * 9)
	monkeypatch.setattr(work_rows, "LIMIT", 2)
	from xinfang_app.office import worklist

	for moment, key in (("2026-03-03 08:00", "to_refer"), ("2026-03-30 08:00", "overdue")):
		with when.at(moment), road.as_user(road.county.xfj):
			(section,) = [one for one in worklist.of()["sections"] if one["key"] == key]
		assert (section["total"], section["more"], len(section["items"])) == (3, False, 2)


def test_another_room_adds_its_lines(road, work, monkeypatch):
	import frappe

	from xinfang_app.office.items import Item

	hooks = frappe.get_hooks
	given = [Item("to_sign", "Petition", "x", "a"), Item("own", "Petition", "y", "b")]
	monkeypatch.setattr(
		frappe,
		"get_attr",
		lambda path, known=frappe.get_attr: (lambda user: given) if path == "t" else known(path),
	)
	monkeypatch.setattr(
		frappe,
		"get_hooks",
		lambda *a, **k: [*hooks(*a, **k), "t"] if a == ("xf_worklist",) else hooks(*a, **k),
	)
	found = work("xfj", "2026-03-03 08:00")
	assert [line["name"] for line in found["to_sign"]] == ["x"] and list(found)[-1] == "own"


def test_every_line_is_within_the_readers_scope(county, road, work, as_user):
	from xinfang_app.access import scope
	from xinfang_app.organization import posting

	road.pending()
	road.name = None
	road.registered("2026-03-04 09:00", title="安置房质量问题", content="墙体开裂要求修缮。")
	for who in ("xfj", "kz", "ld", "dc", "lq", "lq_head", "sw", "rsj", "dg"):
		for lines in work(who, "2026-05-20 08:00").values():
			for line in lines:
				if line["petition"] and line["title"]:
					posting.forget()
					with when.at("2026-05-20 08:00"), as_user(getattr(county, who)):
						assert scope.may_name("Petition", line["petition"]), (who, line)
