"""The dates of DOMAIN.md G, from registration to acceptance: clocks that must run, and clocks that must not."""

from xinfang_app import when


def test_g1_transfer_notice_and_acceptance(road):
	petition = road.petition("2026-03-02 09:30", form="Visit")
	piece = road.first_piece(petition)
	assert road.clock("N02", piece).due == "2026-03-17"

	referral = road.refer(petition, "QH-LQ", "2026-03-05 15:00")
	assert (referral.stage, str(referral.received_on), referral.kind) == (
		"Received",
		"2026-03-05 15:00:00",
		"Transfer",
	)
	assert road.clock("N02", piece).state == "Met"
	assert road.clock("N02", piece).stopped == "2026-03-05"
	assert road.clock("N04", referral).due == "2026-03-20"
	assert road.clock("N05", referral).due == "2026-03-12"
	assert road.clock("N08", referral) is None
	petition.reload()
	assert (petition.stage, petition.holder, petition.lead_organ) == ("Referred", "QH-LQ", "QH-LQ")
	assert road.clock("N06", petition) is None

	road.accept(petition, "2026-03-12 10:00", "lq")
	referral.reload()
	assert (petition.stage, petition.pathway, str(petition.accepted_on)) == (
		"Accepted",
		"P6",
		"2026-03-12 10:00:00",
	)
	assert road.clock("N04", referral).state == "Met"
	assert road.clock("N05", referral).state == "Stopped"
	assert road.clock("N06", petition).due == "2026-05-11"
	assert road.clock("N06", petition).organ == "QH-LQ"
	assert road.clock("N15", petition) is None
	assert referral.stage == "Accepted"


def test_g1_notices_of_destination_and_acceptance(road):
	petition = road.petition("2026-03-02 09:30")
	road.refer(petition, "QH-LQ", "2026-03-05 15:00")
	road.accept(petition, "2026-03-12 10:00", "lq")
	rows = road.frappe.get_all(
		"Petition Notice",
		filters={"petition": petition.name},
		fields=["kind", "organ", "recipient", "recipient_name", "text"],
		order_by="issued_on asc",
	)
	assert [(row.kind, row.organ) for row in rows] == [("W07", "QH-XFJ"), ("W08", "QH-LQ")]
	assert all(row.recipient for row in rows)
	assert all("林守田" not in (row.recipient_name or "") + (row.text or "") for row in rows)


def test_g2_duty_of_the_bureau_runs_no_sixty_days(road):
	petition = road.petition(
		"2026-03-09 09:00",
		form="Online",
		source_level="National",
		title="工地拖欠务工人员工资",
		category="0402",
		people_count=12,
		urgency="Urgent",
	)
	assert road.clock("N02", road.first_piece(petition)).due == "2026-03-24"
	referral = road.refer(petition, "QH-RSJ", "2026-03-10 09:00")
	assert road.clock("N04", referral).due == "2026-03-25"
	road.accept(
		petition,
		"2026-03-13 09:00",
		"rsj",
		pathway="P5",
		law="《劳动保障监察条例》第十七条",
		term_text="自立案之日起60个工作日内",
		term_on="2026-06-05",
		also_told="劳动仲裁(一年内申请)",
	)
	assert (petition.stage, petition.pathway) == ("Diverted", "P5")
	assert road.clock("N06", petition) is None and road.clock("N15", petition) is None
	assert road.clock("N04", referral).state == "Met"
	from xinfang_app.petition.accepting import routes

	(route,) = routes.of(petition.name)
	assert (route.kind, route.stage, str(route.term_on)) == ("Duty", "Confirmed", "2026-06-05")
	assert road.clock("N32", route).due == "2026-06-05"
	notice = road.frappe.get_doc("Petition Notice", route.notice)
	assert notice.kind == "W08" and "劳动仲裁" in notice.text


def test_g3_visitor_with_a_judgment_is_led_to_the_court(road):
	from xinfang_app.petition.accepting import pathway

	petition = road.petition(
		"2026-03-16 09:00", form="Visit", title="不服民事判决要求县里改判", category="1301", purpose="2"
	)
	piece = road.first_piece(petition)
	assert road.clock("N02", piece).due == "2026-03-31"
	with when.at("2026-03-16 11:00"), road.by("xfj"):
		route = pathway.judicial(
			petition,
			"《民事诉讼法》第二百一十一条",
			"已生效判决应当向原审法院的上一级法院申请再审,或者依法申请检察监督。",
			receiving_organ="CH-FY",
		)
	assert (petition.stage, petition.pathway) == ("Referred Judicial", "P1")
	assert (route.kind, route.stage) == ("Judicial guidance", "Ended")
	assert (road.clock("N02", piece).state, road.clock("N02", piece).stopped) == ("Met", "2026-03-16")
	assert road.clock("N06", petition) is None
	assert road.frappe.get_all("Petition Notice", {"petition": petition.name}, pluck="kind") == ["W11"]
	assert pathway.closing_fault(petition, "T7") is None
	assert pathway.closing_fault(petition, "T6")


def test_g5_suggestion_with_a_co_organ(road):
	from xinfang_app.petition.accepting import suggestion
	from xinfang_app.petition.referring import referral as referrals

	petition = road.petition(
		"2026-04-02 09:00",
		form="Online",
		title="建议增开镇村班车并加装路灯",
		category="0901",
		purpose="1",
		claims=["增开镇村班车", "学校路口加装路灯"],
	)
	assert road.clock("N02", road.first_piece(petition)).due == "2026-04-17"
	lead = road.refer(
		petition,
		"QH-JTJ",
		"2026-04-07 09:00",
		co_organs=[{"organ": "QH-LQ", "sub_term_on": "2026-04-30", "demand": "说明路灯选址"}],
	)
	(helper,) = referrals.helpers_of(lead)
	assert road.clock("N04", lead).due == "2026-04-22"
	assert road.clock("N18", lead).due == "2026-06-08"
	assert road.clock("N04", helper) is None and road.clock("N18", helper) is None
	assert (road.clock("N31", helper).due, road.clock("N31", helper).organ) == ("2026-04-30", "QH-LQ")

	road.accept(petition, "2026-04-10 09:00", "jtj", pathway="P8")
	assert petition.stage == "Accepted" and road.clock("N06", petition) is None
	with when.at("2026-04-28 09:00"), road.by("lq"):
		helper.reload()
		referrals.answer(helper, "路口两侧各装一盏,由镇里供电。")
	assert road.clock("N31", helper).state == "Met"
	with when.at("2026-05-20 09:00"), road.by("jtj"):
		petition.reload()
		route = suggestion.reply(
			petition, "Partly adopted", "客流不足,先试运行。", "路灯采纳;班车先试运行三个月。"
		)
	petition.reload()
	assert (petition.stage, route.stage, route.adoption) == ("Suggestion Replied", "Ended", "Partly adopted")
	assert (road.clock("N18", lead).state, road.clock("N18", lead).stopped) == ("Met", "2026-05-20")
	assert "W23" in road.frappe.get_all("Petition Notice", {"petition": petition.name}, pluck="kind")


def test_g9_objection_return_and_simplified_acceptance(road):
	from xinfang_app.petition.referring import objection

	petition = road.petition(
		"2026-06-08 09:00", form="Fax", title="居民医保报销比例疑问", category="0506", purpose="5"
	)
	piece = road.first_piece(petition)
	assert road.clock("N02", piece).due == "2026-06-23"
	wrong = road.refer(petition, "QH-MZJ", "2026-06-10 09:00")
	assert road.clock("N05", wrong).due == "2026-06-17"
	assert road.clock("N02", piece).state == "Met"

	with when.at("2026-06-12 09:00"), road.by("mzj"):
		objection.object_to(
			wrong,
			"居民医保报销由医疗保障部门经办,我局没有该项职权。",
			"三定方案;《社会保险法》第七条",
			competent_organ="QH-YBJ",
		)
	assert (wrong.stage, wrong.objection_late) == ("Objected", 0)
	with when.at("2026-06-15 09:00"), road.by("xfj"):
		objection.decide(wrong, True, "情况属实,改转县医保局。")
	petition.reload()
	assert (wrong.stage, wrong.misrouted, wrong.return_kind) == ("Returned", 1, "Objection agreed")
	assert (petition.stage, petition.holder, petition.bounce_count) == ("Registered", "QH-XFJ", 1)
	assert petition.lead_organ is None
	assert (road.clock("N02", piece).state, road.clock("N02", piece).due) == ("Running", "2026-06-23")
	assert road.clock("N04", wrong).state == "Stopped"

	right = road.refer(petition, "QH-YBJ", "2026-06-17 09:00")
	wrong.reload()
	assert (right.is_bounce, wrong.replaced_by) == (1, right.name)
	assert road.clock("N04", right).due == "2026-07-02"
	assert (road.clock("N02", piece).state, road.clock("N02", piece).stopped) == ("Met", "2026-06-17")
	assert not road.clock("N02", piece).late

	road.accept(petition, "2026-06-18 09:00", "ybj", simplified=True)
	assert road.clock("N15", petition).due == "2026-07-03"
	assert road.clock("N06", petition) is None


def test_g9_without_simplification_has_sixty_days(road):
	petition = road.petition("2026-06-08 09:00", form="Fax", category="0506", purpose="5")
	road.refer(petition, "QH-YBJ", "2026-06-17 09:00")
	road.accept(petition, "2026-06-18 09:00", "ybj")
	assert road.clock("N06", petition).due == "2026-08-17"


def test_last_day_of_objection_over_the_dragon_boat_festival(road):
	petition = road.petition("2026-06-12 09:00")
	referral = road.refer(petition, "QH-MZJ", "2026-06-16 09:00")
	assert road.clock("N05", referral).due == "2026-06-24"


def test_g10_assignment_with_its_absolute_term(road):
	petition = road.petition(
		"2026-07-01 09:00", people_count=23, is_joint=1, source_level="Provincial", category="0409"
	)
	referral = road.refer(
		petition, "QH-RSJ", "2026-07-06 09:00", kind="Assign", due_on="2026-10-14", demand="100日内反馈"
	)
	assert (referral.requires_report, str(referral.due_on)) == (1, "2026-10-14")
	assert road.clock("N08", referral).due == "2026-10-14"
	assert road.clock("N04", referral).due == "2026-07-21"
	road.accept(petition, "2026-07-13 09:00", "rsj")
	assert road.clock("N06", petition).due == "2026-09-11"
	assert road.clock("N08", referral).state == "Running"


def test_late_notice_buys_no_time(road):
	petition = road.petition("2026-03-02 09:00")
	referral = road.refer(petition, "QH-LQ", "2026-03-05 09:00")
	road.accept(petition, "2026-03-31 09:00", "lq")
	assert str(petition.accepted_on) == "2026-03-20 09:00:00"
	assert road.clock("N06", petition).due == "2026-05-19"
	assert (road.clock("N04", referral).state, road.clock("N04", referral).late) == ("Late Met", True)
	(row,) = road.frappe.get_all(
		_milestone(road),
		{"petition": petition.name, "ref_doctype": "Petition", "milestone": "accepted"},
		["backdated", "by_law"],
	)
	assert row.by_law and not row.backdated


def _milestone(road):
	return "Clock Milestone"
