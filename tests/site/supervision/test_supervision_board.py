"""The supervision board: its figures, their lists, and who sees which."""

from io import BytesIO
from types import SimpleNamespace

import frappe
import pytest
from openpyxl import load_workbook
from sharing import module_at

from xinfang_app import when
from xinfang_app.organization import posting
from xinfang_app.supervision import api_board, board, board_rows

_OFFICE = module_at("site/office/conftest.py")
TODAY = "2026-03-10"


@pytest.fixture
def county(db):
	"""The county of the office's tests, in Chinese, on the tenth of March, with no clock of anybody else."""
	before, frappe.local.lang = frappe.local.lang, "zh"
	with when.at(f"{TODAY} 09:00"):
		made = _OFFICE.build()
		frappe.db.sql("delete from `tabDeadline`")
		frappe.db.sql("delete from `tabPetition`")
		yield made
	frappe.local.lang = before


@pytest.fixture
def make(county):
	"""`make("QH-LQ", "2026-03-01")` is a matter with a running duty; keywords change the clock."""
	made = []

	def matter(organ, due_on, place="990124003002", bounces=0, **values):
		number = f"XF-990124-2026-{len(made) + 1:06d}"
		petition = frappe.new_doc("Petition")
		petition.update(
			{
				"title": f"事项{len(made) + 1}",
				"number": number,
				"holder": organ,
				"lead_organ": organ,
				"registering_organ": "QH-XFJ",
				"scope_code": place,
				"place_code": place,
				"bounce_count": bounces,
			}
		)
		petition.flags.ignore_links = True
		petition.insert(ignore_permissions=True)
		clock = frappe.new_doc("Deadline")
		clock.update(
			{
				"title": "办理期限",
				"rule": "N06",
				"state": "Running",
				"kind": "Duty",
				"due_on": due_on,
				"ref_doctype": "Petition",
				"ref_name": petition.name,
				"petition": petition.name,
				"organ": organ,
				"holder": organ,
				"scope_code": place,
				"started_on": "2026-02-01 09:00:00",
				**values,
			}
		)
		clock.db_insert()
		made.append(petition)
		return petition

	return matter


@pytest.fixture
def spread(make):
	"""Overdue, due in 3, 7, 15 days and later, at two townships and a department; what must not count."""
	return SimpleNamespace(
		late=make("QH-LQ", "2026-03-09"),
		today=make("QH-LQ", TODAY),
		three=make("QH-RSJ", "2026-03-13", "990124004000"),
		seven=make("QH-SW", "2026-03-17", "990124004000"),
		fifteen=make("QH-RSJ", "2026-03-25", "990124000000"),
		later=make("QH-LQ", "2026-03-26"),
		window=make("QH-LQ", "2026-03-01", kind="Window"),
		met=make("QH-LQ", "2026-03-01", state="Met"),
		paused=make("QH-LQ", "2026-03-01", state="Paused"),
		sealed=make("QH-XFJ", "2026-03-01", ref_doctype="Sealed Register", ref_name="x", petition=None),
		other_county=make("QH-ELSE", "2026-03-01", "990199003002"),
	)


def lines(table):
	return {line["code"]: tuple(line[key] for key in board.TERMS) for line in table}


def test_supervision_sees_the_county_by_organ_and_by_township(spread, county, as_user):
	with as_user(county.dc):
		told = api_board.page()
	assert told["sums"] == {"overdue": 1, "due_3": 2, "due_7": 3, "due_15": 4} and told["by_range"]
	assert lines(told["organs"]) == {"QH-LQ": (1, 1, 1, 1), "QH-RSJ": (0, 1, 1, 2), "QH-SW": (0, 0, 1, 1)}
	assert lines(told["places"]) == {
		"990124003000": (1, 1, 1, 1),
		"990124004000": (0, 1, 2, 2),
		"990124000000": (0, 0, 0, 1),
	}
	assert told["organs"][0]["title"] == "柳桥镇人民政府"


@pytest.mark.parametrize(
	("who", "sums"),
	[
		("xfj", (1, 2, 3, 4)),
		("kz", (1, 2, 3, 4)),
		("ld", (1, 2, 3, 4)),
		("rsj", (0, 1, 1, 2)),
		("lq", (1, 1, 1, 1)),
		("lq_head", (1, 1, 1, 1)),
		("sw", (0, 0, 1, 1)),
	],
)
def test_others_see_their_part(spread, county, as_user, who, sums):
	with as_user(getattr(county, who)):
		told = api_board.page()
		assert tuple(told["sums"].values()) == sums
		for key in board.TERMS:
			assert len(api_board.rows(key)["rows"]) == told["sums"][key]


def test_a_township_leader_reads_his_villages(spread, county, as_user):
	with as_user(county.lq_head):
		assert lines(api_board.page()["places"]) == {"990124003002": (1, 1, 1, 1)}


def test_a_department_sees_what_binds_itself_not_what_binds_others_over_its_matters(make, county, as_user):
	make("QH-LQ", "2026-03-01", holder="QH-RSJ")
	with as_user(county.rsj):
		assert api_board.page()["sums"]["overdue"] == 0
		assert not api_board.rows("overdue", organ="QH-LQ")["rows"]


def test_who_holds_no_post_and_a_village_are_refused(spread, county, as_user):
	for who in (county.dg, "Guest"):
		with as_user(who):
			for call in (api_board.page, api_board.slower, lambda: api_board.rows("overdue")):
				with pytest.raises(frappe.PermissionError):
					call()


def test_each_number_opens_its_list_the_earliest_first(spread, county, as_user):
	with as_user(county.dc):
		told = api_board.page()
		for table, by in ((told["organs"], "organ"), (told["places"], "place")):
			for line in table:
				for key in board.TERMS:
					assert len(api_board.rows(key, **{by: line["code"]})["rows"]) == line[key], (line, key)
		rows = api_board.rows("due_15")["rows"]
	assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)
	first = api_board_row(rows, spread.today.number)
	assert first["days_left"] == 0 and first["title"] == spread.today.title and first["doctype"] == "Petition"


def api_board_row(rows, number):
	return next(row for row in rows if row["number"] == number)


def test_a_list_goes_on_where_it_ended(make, county, as_user, monkeypatch):
	for _number in range(5):
		make("QH-LQ", "2026-03-01")
	monkeypatch.setattr(board_rows.rows, "__defaults__", (None, None, 15, 0, 2, None))
	seen, offset, more = [], 0, True
	with as_user(county.dc):
		while more:
			told = api_board.rows("overdue", offset=offset)
			seen += [row["name"] for row in told["rows"]]
			offset, more = len(seen), told["more"]
	assert len(set(seen)) == len(seen) == 5


def step(petition, occurred_on, milestone="accepted"):
	frappe.get_doc(
		{
			"doctype": "Clock Milestone",
			"name": frappe.generate_hash(length=10),
			"milestone": milestone,
			"occurred_on": occurred_on,
			"ref_doctype": "Petition",
			"ref_name": petition.name,
			"petition": petition.name,
		}
	).db_insert()


def test_stuck_is_a_duty_without_a_step_and_a_reminder_is_none(make, county, as_user):
	frappe.db.sql("delete from `tabClock Milestone`")
	moving, still, reminded = (make("QH-LQ", "2026-04-20") for _number in range(3))
	make("QH-LQ", "2026-04-20", started_on="2026-03-08 09:00:00")
	make("QH-LQ", "2026-04-20", state="Met")
	step(moving, "2026-03-05 09:00")
	step(still, "2026-02-02 09:00")
	step(reminded, "2026-03-09 09:00", "reminded")
	with as_user(county.dc):
		assert api_board.slower(15)["stuck"] == 2
		assert {row["name"] for row in api_board.rows("stuck", days=15)["rows"]} == {
			still.name,
			reminded.name,
		}
		assert api_board.slower(30)["stuck"] == 2
		with pytest.raises(frappe.ValidationError):
			api_board.slower(1)
	with as_user(county.rsj):
		assert api_board.slower(15)["stuck"] == 0


def test_bounced_counts_open_matters_that_came_back_twice(make, county, as_user):
	make("QH-LQ", "2026-04-20", bounces=1)
	twice = make("QH-LQ", "2026-04-20", bounces=2)
	more = make("QH-SW", "2026-04-20", "990124004000", bounces=3)
	ended = make("QH-LQ", "2026-04-20", bounces=4)
	frappe.db.set_value("Petition", ended.name, "terminated_on", f"{TODAY} 08:00:00")
	with as_user(county.dc):
		assert api_board.slower(15)["bounced"] == 2
		assert [row["name"] for row in api_board.rows("bounced")["rows"]] == [more.name, twice.name]
	with as_user(county.lq):
		assert [row["name"] for row in api_board.rows("bounced")["rows"]] == [twice.name]


def test_ownerless_organs_with_why(make, county, as_user):
	make("QH-SW", "2026-06-20", "990124004000")
	make("QH-RSJ", "2026-03-01", "990124000000")
	with as_user(county.dc):
		assert api_board.slower(15)["ownerless"] == []
		frappe.db.set_value("Posting", {"organ": "QH-SW"}, "to_date", "2026-03-01")
		frappe.db.set_value("Organ", "QH-RSJ", "valid_to", "2026-03-09")
		frappe.clear_document_cache("Organ", "QH-RSJ")
		posting.forget()
		found = {line["code"]: (line["number"], line["why"]) for line in api_board.slower(15)["ownerless"]}
		assert found == {
			"QH-SW": (1, frappe._("Nobody is posted there")),
			"QH-RSJ": (1, frappe._("The organ has ended")),
		}
		assert len(api_board.rows("ownerless")["rows"]) == 2
		assert len(api_board.rows("ownerless", organ="QH-SW")["rows"]) == 1
		# An organ that is not ownerless opens no list of this kind.
		assert not api_board.rows("ownerless", organ="QH-LQ")["rows"]


def test_the_file_holds_the_list_without_identities_or_formulas(spread, county, as_user):
	frappe.db.set_value("Petition", spread.late.name, {"title": "=1+1", "masked_name": "林某某"})
	with as_user(county.dc):
		api_board.export("overdue", organ="QH-LQ")
	content = frappe.response.filecontent
	page = load_workbook(BytesIO(content)).active
	values = [[cell.value for cell in line] for line in page.iter_rows()]
	assert len(values) == 2 and values[1][0] == spread.late.number and values[1][1] == "'=1+1"
	assert "林" not in str(values) and frappe.response.filename.startswith(frappe._("Past the term"))
	with as_user(county.sw):
		api_board.export("overdue")
	assert load_workbook(BytesIO(frappe.response.filecontent)).active.max_row == 1


def test_no_list_of_another_name_and_no_sql_in_a_place(spread, county, as_user):
	with as_user(county.dc):
		with pytest.raises(frappe.ValidationError):
			api_board.rows("everything")
		assert not api_board.rows("overdue", place="' or 1=1 -- ")["rows"]
		assert not api_board.rows("overdue", organ="x' or '1'='1")["rows"]
