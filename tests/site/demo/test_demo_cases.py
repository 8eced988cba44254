"""The clocks of the ten cases: those that must be there with their dates, and those that must not."""

import pytest

#: case → title; rule → (due, stopped on or None, was late). Dates of 2026, month and day.
CASES = {
	"G1": (
		"土地征收青苗补偿款未足额发放",
		{
			"N02": ("03-17", "03-05"),
			"N04": ("03-20", "03-12"),
			"N05": ("03-12", "03-12"),
			"N06": ("05-11", "04-28"),
			"N09": ("05-28", None),
		},
		("N15", "N03", "N08", "N18"),
	),
	"G1 with its review": (
		"青苗补偿面积认定有误",
		{
			"N02": ("03-17", "03-05"),
			"N04": ("03-20", "03-12"),
			"N06": ("05-11", "04-28"),
			"N09": ("05-28", "05-20"),
			"N10": ("06-22", "06-15"),
			"N11": ("07-15", None),
		},
		("N12", "N15", "N03", "N08"),
	),
	"G2": (
		"石湾镇安置房工地拖欠三个月工资",
		{"N02": ("03-24", "03-10"), "N04": ("03-25", "03-17")},
		("N06", "N15", "N09"),
	),
	"G3": ("不服生效房屋买卖民事判决", {"N02": ("03-31", "03-16")}, ("N06", "N15", "N04", "N09", "N22")),
	"G5": (
		"建议增开镇村班车并加装路灯",
		{"N02": ("04-17", "04-07"), "N04": ("04-22", "04-14"), "N18": ("06-08", "05-20")},
		("N06", "N15", "N09"),
	),
	"G6": (
		"养殖场臭气和污水影响村民生活",
		{"N02": ("05-21", "05-07"), "N04": ("05-22", "05-14")},
		("N06", "N15", "N09"),
	),
	"G7": (
		"邻里宅基地界址争议",
		{"N02": ("05-26", "05-14"), "N04": ("05-29", "05-21")},
		("N06", "N15", "N09"),
	),
	"G8a": ("再次反映房屋征收补偿问题", {"N03": ("06-16", "06-04")}, ("N06", "N15", "N09")),
	"G10": (
		"原县办集体企业职工工龄认定",
		{
			"N02": ("07-16", "07-06"),
			"N04": ("07-21", "07-13"),
			"N06": ("10-12", "10-09"),
			"N08": ("10-14", "10-12"),
			"N09": ("11-09", None),
			"N10": ("11-25", "11-20"),
			"N11": ("12-21", "12-08"),
			"N12": ("01-07", "01-05"),
			"N07a": ("09-11", "09-09"),
		},
		("N15", "N03"),
	),
}
G10 = "原县办集体企业职工工龄认定"


def clocks(title: str) -> list:
	import frappe

	petition = frappe.db.get_value("Petition", {"title": title, "registered_on": [">=", "2026-01-01"]})
	assert petition, title
	return frappe.get_all(
		"Deadline",
		filters={"petition": petition},
		fields=["rule", "due_on", "due_on_raw", "stopped_on", "state", "was_late", "organ"],
		order_by="started_on",
	)


def day(value) -> str | None:
	return value.strftime("%m-%d") if value else None


@pytest.mark.parametrize("case", CASES)
def test_clocks_expected(county, case):
	title, expected, _absent = CASES[case]
	found = {}
	for clock in clocks(title):
		found.setdefault(clock.rule, clock)
	for rule, (due, stopped) in expected.items():
		assert rule in found, (case, rule, sorted(found))
		clock = found[rule]
		assert day(clock.due_on) == due, (case, rule)
		# A window of the citizen runs out by itself; what counts is that nobody shortened it.
		if stopped:
			assert day(clock.stopped_on) == stopped, (case, rule)
		assert not clock.was_late, (case, rule)


@pytest.mark.parametrize("case", CASES)
def test_clocks_absent(county, case):
	title, _expected, absent = CASES[case]
	assert not {clock.rule for clock in clocks(title)} & set(absent)


def test_g4_is_sealed(county):
	"""Only number and dates remain; the office's fifteen days end on 04-07, rolled over 清明."""
	import frappe

	register = frappe.get_last_doc(
		"Sealed Register", {"received_on": ["between", ["2026-03-20", "2026-03-20 23:59:59"]]}
	)
	clock = frappe.get_last_doc("Deadline", {"ref_doctype": "Sealed Register", "ref_name": register.name})
	assert (day(clock.due_on_raw), day(clock.due_on), day(clock.stopped_on)) == ("04-04", "04-07", "03-27")
	for doctype in ("Petition", "Petition Submission"):
		assert not frappe.db.exists(doctype, {"title": ["like", "%双井村%"]})


def test_g9_keeps_the_first_due_date_and_the_new_organ_gets_its_own(county):
	found = {(clock.rule, clock.organ): clock for clock in clocks("居民医保报销比例疑问")}
	office = found["N02", "990124-XFJ"]
	assert (day(office.due_on), day(office.stopped_on), office.was_late) == ("06-23", "06-17", 0)
	assert day(found["N05", "990124-MZJ"].due_on) == "06-17"
	notice = found["N04", "990124-YBJ"]
	assert (day(notice.due_on), day(notice.stopped_on)) == ("07-02", "06-18")
	simple = found["N15", "990124-YBJ"]
	assert (day(simple.due_on), day(simple.stopped_on)) == ("07-03", "06-30")
	assert not [rule for rule, _organ in found if rule == "N06"]


def test_g10_extension_is_counted_from_acceptance(county):
	clock = next(c for c in clocks("原县办集体企业职工工龄认定") if c.rule == "N06")
	assert (day(clock.due_on_raw), day(clock.due_on)) == ("10-11", "10-12")


def test_g8_new_evidence_is_taken_up(county):
	import frappe

	fresh = frappe.get_last_doc("Petition", {"title": "房屋征收补偿：提供新的测绘证据"})
	assert fresh.concluded and fresh.result == "Support"
	assert frappe.get_last_doc("Petition", {"title": "再次反映房屋征收补偿问题"}).stage == "Not Accepted"


def newest(doctype: str, title: str, **filters):
	import frappe

	petition = frappe.db.get_value("Petition", {"title": title, "registered_on": [">=", "2026-01-01"]})
	return frappe.get_last_doc(doctype, {"petition": petition, **filters})


def test_g7_is_mediated_with_both_sides_consent(county):
	mediation = newest("Mediation", "邻里宅基地界址争议")
	assert (mediation.stage, mediation.petitioner_consents, mediation.other_consents) == ("Performed", 1, 1)
	assert (str(mediation.agreed_on), str(mediation.performed_on)) == ("2026-06-05", "2026-07-18")
	import frappe

	assert frappe.db.get_value("Petition", mediation.petition, ["stage", "closing_code"]) == ("Settled", "T4")


def test_g8b_is_not_taken_up_again_after_the_last_word(county):
	import frappe

	route = newest("Legal Route", "再次要求认定改制期间工龄")
	last = newest("Petition Review", G10, level="Re-Review")
	assert (route.kind, route.new_facts) == ("No further acceptance", "No")
	assert (route.final_review_number, str(route.final_review_served_on)) == (
		last.document_number,
		"2027-01-05",
	)
	assert (
		route.signed_by
		and frappe.db.get_value("Petition", route.petition, "stage") == "No Further Acceptance"
	)


def test_g10_is_heard_in_public_and_cited(county):
	hearing = newest("Hearing", G10)
	assert (hearing.stage, str(hearing.held_on)[:10], hearing.public) == (
		"Conclusion Signed",
		"2026-08-20",
		1,
	)
	assert sum(row.role == "Hearing member" for row in hearing.panel) == 5
	# At handling no day is left out of a term (art. 36 names the re-review only).
	assert not hearing.excluded_days
	opinion = newest("Handling Opinion", G10)
	assert hearing.conclusion_number in "".join(row.facts for row in opinion.items)


def test_g10_is_owned_conferred_recommended_and_helped(county):
	import frappe

	ownership = newest("Leader Ownership", G10)
	assert (ownership.stage, ownership.leader_tier, ownership.resolved) == ("Closed", "County", 0)
	assert str(ownership.first_met_on) == "2026-07-22" and len(ownership.reports) == 5
	for clock in clocks(G10):
		assert not clock.was_late, clock
	topic = frappe.get_last_doc("Conference Topic", {"petition": ownership.petition})
	meeting = frappe.get_doc("Joint Conference", topic.parent)
	assert (meeting.stage, str(meeting.held_on)[:10]) == ("Decisions Issued", "2026-09-01")
	assert frappe.db.get_value("Conference Task", {"conference": meeting.name}, "stage") == "Checked"
	advice = frappe.get_last_doc("Recommendation", {"kind": "Improve Policy"})
	assert (advice.stage, advice.adopted) == ("Answered", "Partly Adopted")
	given = frappe.get_all(
		"Assistance Record", {"petition": ownership.petition}, ["stage", "given_on"], order_by="given_on"
	)
	assert len(given) == 3 and {str(row.given_on) for row in given} == {"2026-10-20"}


def test_g10_ends_after_three_tiers(county):
	import frappe

	review, again = (newest("Petition Review", G10, level=level) for level in ("Review", "Re-Review"))
	assert (review.result, again.result) == ("Upheld", "Upheld")
	assert (str(review.served_on), str(again.served_on)) == ("2026-11-20", "2027-01-05")
	assert again.external and not again.late
	assert frappe.db.get_value("Petition", review.petition, ["stage", "closing_code"]) == ("Terminated", "T3")


def test_g5_answers_a_drive_whose_outcome_is_published(county):
	import frappe

	from xinfang_app.reception.drives import joining

	drive = frappe.get_doc("Suggestion Drive", {"holder": "990124-JTJ"})
	title = frappe.db.get_value("Petition", drive.suggestions[0].petition, "title")
	assert (drive.stage, title) == ("Outcome published", "建议增开镇村班车并加装路灯")
	assert joining.of(drive.name) == joining.Counted(all=1, partly=1)


def test_what_runs_on_the_day_of_loading(county):
	import frappe

	from xinfang_app.citizen import reception_page
	from xinfang_app.reception.drives import shown

	days = reception_page.announced("990124000000")
	assert days and all(day["leader"] and day["organ"] == "青禾县人民政府" for day in days)
	assert [drive.title for drive in shown.all_() if drive.state == "正在征集"] == ["老旧小区改造内容"]
	current = frappe.get_last_doc("Screening Round")
	stages = frappe.get_all("Dispute", filters={"round": current.name}, pluck="stage")
	assert current.stage == "Round under way" and sorted(stages) == [
		"Dispute closed",
		"Dispute found",
		"Sent Up",
	]
