"""半年信访工作情况: every figure of the table is the county's, and equals a count made without the app's code."""

from datetime import date

import pytest

PERIOD = (date(2025, 1, 1), date(2025, 6, 30))
BETWEEN = "between '2025-01-01 00:00:00' and '2025-06-30 23:59:59'"

#: The figures of the half-year summary that the demo county is made after: all, done, still open.
ONLINE = {
	"H1": (212, 177, 35),
	"H2": (107, 86, 21),
	"H3": (51, 43, 8),
	"H4": (5, 5, 0),
	"H5": (49, 43, 6),
	"H7": (24, 14, 10),
}
#: What leaders and supervision did: receptions, people, top leaders' visits, inspections, letters, leaders who own.
WORK = {"H9": 78, "H10": 922, "H11": 7, "H14": 14, "H15": 45, "H26.leaders": 12}
#: Cases owned by leaders: all, solved, open.
OWNED = {"H12": (3, 1, 2), "H13": (3, 2, 1), "H26": (36, 36, 0)}
LEVEL = {"H2": "National", "H3": "Provincial", "H4": "Prefecture", "H5": "County"}


@pytest.fixture(scope="module")
def table(county):
	"""The report's rows for Administrator by their key."""
	from xinfang_app.insight import half_year
	from xinfang_app.insight.period import Period

	return {row["key"]: row["value"] for row in half_year.table(Period(*PERIOD))}


def counted(sql: str) -> int:
	import frappe

	return frappe.db.sql(sql)[0][0]


def pieces(where: str) -> int:
	"""Count pieces by SQL alone: registered, no parts, received in the period."""
	return counted(
		f"""select count(*) from `tabPetition Submission` s
		where s.status = 'Registered' and s.is_part = 0 and s.received_on {BETWEEN} and {where}"""
	)


OPEN_MATTER = """exists (
	select 1 from `tabPetition Submission` part join `tabPetition` p on p.name = part.petition
	where (part.name = s.name or part.split_from = s.name)
		and (p.concluded_on is null or p.concluded_on > '2025-06-30 23:59:59'))"""


@pytest.mark.parametrize("key", ONLINE)
def test_figure_is_the_county_s(table, key):
	assert (table[key], table[f"{key}.done"], table[f"{key}.open"]) == ONLINE[key]


@pytest.mark.parametrize("key", [k for k in ONLINE if k != "H7"])
def test_figure_equals_an_independent_count(table, key):
	where = "s.form = 'Online'" + (f" and s.source_level = '{LEVEL[key]}'" if key in LEVEL else "")
	assert table[key] == pieces(where)
	assert table[f"{key}.open"] == pieces(f"{where} and {OPEN_MATTER}")
	assert table[f"{key}.done"] == pieces(f"{where} and not {OPEN_MATTER}")


@pytest.mark.parametrize("form", ["Letter", "Visit", "Call", "Fax"])
def test_other_forms_equal_an_independent_count(table, form):
	assert table[f"form.{form}"] == pieces(f"s.form = '{form}'") > 0
	assert table[f"form.{form}.open"] == pieces(f"s.form = '{form}' and {OPEN_MATTER}")


def test_assignments_equal_an_independent_count(table):
	sent = f"""select count(distinct r.petition) from `tabPetition Referral` r
		where r.kind = 'Assign' and r.role = 'Lead' and r.sent_on {BETWEEN}"""
	passed = "r.report_verdict = 'Passed' and r.report_verdict_on <= '2025-06-30 23:59:59'"
	assert table["H7"] == counted(sent)
	assert table["H7.done"] == counted(f"{sent} and {passed}")


def test_passed_assignments_have_their_papers(county):
	assert (
		counted(
			f"""select count(*) from `tabPetition Referral` r where r.kind = 'Assign' and r.sent_on {BETWEEN}
			and r.report_verdict = 'Passed' and coalesce(r.report_file, '') = ''"""
		)
		== 0
	)


@pytest.mark.parametrize("key", WORK)
def test_work_of_leaders_and_supervision_is_the_county_s(table, key):
	assert table[key] == WORK[key]


@pytest.mark.parametrize("key", OWNED)
def test_owned_cases_are_the_county_s(table, key):
	assert (table[key], table[f"{key}.done"], table[f"{key}.open"]) == OWNED[key]


def test_work_equals_an_independent_count(table):
	receptions = f"select count(*) from `tabReception Visit` where held_on {BETWEEN}"
	assert table["H9"] == counted(receptions)
	assert table["H10"] == counted(receptions.replace("count(*)", "sum(people_count)"))
	assert table["H14"] == counted(f"select count(*) from `tabInspection` where began_on {BETWEEN}")
	papers = "template like 'W29%' or template like 'W30%' or template = 'W06'"
	assert table["H15"] == counted(
		f"select count(*) from `tabOfficial Letter` where ({papers}) and issued_on {BETWEEN}"
	)
	owned = (
		"select count(*) from `tabLeader Ownership` where leader_tier = 'County' and year(started_on) = 2025"
	)
	assert table["H26"] == counted(owned)
	assert table["H26.leaders"] == counted(owned.replace("count(*)", "count(distinct leader)"))


def late(rules: str, form: str) -> int:
	return counted(
		f"""select count(*) from `tabDeadline` d
		left join `tabPetition Referral` r on d.ref_doctype = 'Petition Referral' and r.name = d.ref_name
		left join `tabPetition Submission` s on s.name = coalesce(r.submission, d.ref_name)
		left join `tabPetition` p on p.name = d.petition
		where d.rule in ({rules}) and d.was_late = 1 and d.started_on {BETWEEN}
			and coalesce(s.form, p.form) {form}"""
	)


def test_online_pieces_were_accepted_and_answered_in_time(table):
	assert table["H8.acceptance"] == table["H8.reply"] == 100
	assert late("'N02', 'N03', 'N04', 'N06', 'N15'", "= 'Online'") == 0


def test_late_ones_are_told(table):
	"""The half-year holds late notices and late answers; they lie among letters and visits."""
	assert late("'N04'", "<> 'Online'") >= 2
	assert late("'N06'", "<> 'Online'") >= 4
	assert table["all.acceptance"] < 100
	assert table["all.reply"] < 100


def test_the_half_year_holds_what_an_office_meets(county):
	assert pieces("s.relation = 'Joined'") >= 8
	assert (
		counted("select count(*) from `tabPetition Submission` where is_part = 1 and received_on " + BETWEEN)
		>= 5
	)
	three = """select count(*) from (select split_from from `tabPetition Submission`
		where is_part = 1 and form = 'Letter' group by split_from having count(*) = 2) letters"""
	assert counted(three) == 1
	assert (
		counted("select count(*) from `tabPetition Referral` where stage = 'Returned' and sent_on " + BETWEEN)
		>= 5
	)
	assert (
		counted("select count(*) from `tabPetition Referral` where role = 'Co-organ' and sent_on " + BETWEEN)
		>= 3
	)
	assert (
		counted("select count(*) from `tabPetition` where stage = 'Withdrawn' and registered_on " + BETWEEN)
		>= 4
	)
	assert counted(f"select count(*) from `tabSealed Register` where received_on {BETWEEN}") == 2


def test_every_figure_opens_its_list(county):
	"""The list behind a figure has as many rows as the table says."""
	from xinfang_app.insight import half_year
	from xinfang_app.insight.period import Period
	from xinfang_app.insight.report.half_year_petition_list import half_year_petition_list

	for row in half_year.table(Period(*PERIOD)):
		_columns, rows = half_year_petition_list.execute(
			{"from_date": PERIOD[0], "to_date": PERIOD[1], "figure": row["key"]}
		)
		assert len(rows) == row["rows"], row["key"]


def test_a_township_counts_its_own_only(county, as_user):
	from xinfang_app.insight import half_year
	from xinfang_app.insight.period import Period

	with as_user("lq.leader1@qinghe.example"):
		mine = {row["key"]: row["value"] for row in half_year.table(Period(*PERIOD))}
	inside = pieces(
		"s.form = 'Online' and (s.scope_code like '990124101%' or s.holder = '990124101-ZF' or s.organ = '990124101-ZF')"
	)
	assert 0 < mine["H1"] == inside < 212


def test_the_ten_cases_lie_outside_the_period(county):
	assert counted("select count(*) from `tabPetition Submission` where year(received_on) = 2026") >= 11
	assert (
		counted(
			f"select count(*) from `tabPetition Submission` where year(received_on) = 2026 and received_on {BETWEEN}"
		)
		== 0
	)


def test_numbers_have_no_gap(county):
	import frappe

	for year in (2025, 2026):
		numbers = frappe.db.sql_list(
			"""select number from `tabPetition Submission` where number like %(mark)s
			union all select number from `tabSealed Register` where number like %(mark)s""",
			{"mark": f"XF-990124-{year}-%"},
		)
		serials = sorted(int(number.rsplit("-", 1)[1]) for number in numbers)
		assert serials == list(range(1, len(serials) + 1))
