"""What waits from the upper systems stands on the morning list, and what they demand goes on with the matter."""

import frappe
import pytest

from xinfang_app.exchange import reconcile, sample_present, samples
from xinfang_app.office import bulk, bulk_actions, worklist
from xinfang_app.petition import available
from xinfang_app.petition.referring import demanded

ASSIGNED = {"办理方式": "交办", "办理期限": "2026-05-30"}


@pytest.fixture
def morning(desk, county):
	"""`morning("2026-03-03 08:00")`: the sections of the officer's morning list by key."""
	from xinfang_app.organization import posting

	def at(moment, user=None):
		posting.forget()
		with desk.at(moment, user or county.xfj):
			return {section["key"]: section for section in worklist.of()["sections"]}

	return at


def test_a_list_waits_until_it_is_registered(desk, given, morning):
	batch = desk.take_in(given.book(given.row("GJ1"), given.row("GJ2"), given.row("GJ3", 下发时间="尽快")))
	(line,) = morning("2026-03-02 11:00")["lists"]["items"]
	assert line["number"] == "2行" or "2" in line["number"]
	assert line["route"] == ["upper-exchange", "import", batch.name] and line["title"] == "清单.xlsx"
	desk.run(batch)
	found = morning("2026-03-02 12:00")
	assert "lists" not in found and len(found["to_refer"]["items"]) == 2


def test_each_difference_is_a_line_of_its_own_until_it_is_settled(desk, given, morning, county):
	desk.imported(given.book(given.row("GJ1", **ASSIGNED), given.row("GJ2"), given.row("GJ3")))
	batch = desk.compare(
		given.book(
			given.row("GJ1", **{**ASSIGNED, "办理期限": "2026-06-30"}), given.row("GJ2"), given.row("GJ9")
		)
	)
	section = morning("2026-03-03 11:00")["above"]
	lines = {line["what"]: line for line in section["items"]}
	assert section["total"] == 3 and set(lines) == {"不一致", "本地有上级无", "上级有本地无"}
	assert lines["上级有本地无"]["title"] == "GJ9" and "2026-06-30" in lines["不一致"]["mark"]
	assert lines["不一致"]["number"].startswith("XF-990124-2026-")
	assert {tuple(line["route"][:3]) for line in section["items"]} == {
		("upper-exchange", "reconcile", batch.name)
	}
	# Lines of one comparison are told apart, or keys on the page would open the first of them alone.
	assert len({tuple(line["route"]) for line in section["items"]}) == 3
	row = next(row for row in desk.rows(batch) if row.upper_number == "GJ9")
	with desk.at("2026-03-03 12:00"):
		reconcile.register_row(batch, row)
	assert morning("2026-03-03 13:00")["above"]["total"] == 2
	for user in (county.lq, county.rsj, county.dg):
		assert not {"above", "lists"} & set(morning("2026-03-03 13:00", user))


def test_a_sealed_row_tells_no_number(desk, given, morning):
	desk.imported(given.book(given.row("GJ1")))
	desk.compare(given.book(given.row("GJ1"), given.row("GJ8", 信访目的="揭发控告")))
	(line,) = morning("2026-03-03 11:00")["above"]["items"]
	assert line["title"] == "密封" and "GJ8" not in str(line)


def test_what_is_assigned_above_is_assigned_on_with_its_day(desk, given, county):
	desk.imported(given.book(given.row("GJ1", **ASSIGNED), given.row("GJ2")))
	first, second = (given.matter(number).petition for number in ("GJ1", "GJ2"))
	with desk.at("2026-03-03 09:00"):
		assert available.of_petition(frappe.get_doc("Petition", first))["assigned_above"]
		assert "assigned_above" not in available.of_petition(frappe.get_doc("Petition", second))
		looked = bulk.look("refer", "Petition", [first, second], {"to_organ": county.LQ})
		assert [(row["kind"], row["due_on"]) for row in looked] == [
			("Assign", "2026-05-30"),
			("Transfer", None),
		]
		bulk_actions._refer(frappe.get_doc("Petition", first), {"to_organ": county.LQ}, None)
		bulk_actions._refer(frappe.get_doc("Petition", second), {"to_organ": county.LQ}, None)
	sent = {
		row.petition: (row.kind, str(row.due_on))
		for row in frappe.get_all("Petition Referral", fields=["petition", "kind", "due_on"])
	}
	assert sent == {first: ("Assign", "2026-05-30"), second: ("Transfer", "None")}


def test_a_day_that_has_passed_or_was_answered_is_demanded_no_more(desk, given):
	from xinfang_app.exchange import upper

	desk.imported(given.book(given.row("GJ1", **ASSIGNED)))
	matter = given.matter("GJ1")
	with desk.at("2026-05-30 09:00"):
		assert not demanded.of([matter.petition])[matter.petition].assigns
	with desk.at("2026-05-29 09:00"):
		assert demanded.of([matter.petition])[matter.petition].assigns
		upper.reported(matter)
		assert demanded.of([matter.petition]) == {}


def test_the_sample_to_compare_with_differs_in_each_kind_once(desk, given, county):
	with desk.at("2026-03-02 10:00"):
		content = samples.forty(county.XFJ, 12)
	desk.imported(content)
	with desk.at("2026-03-03 10:00"):
		present = sample_present.workbook(county.XFJ, "国家信访信息系统")
	batch = desk.compare(present)
	found = [verdict for verdict, state in given.verdicts(batch) if state == reconcile.OPEN]
	assert sorted(found) == ["Differs", "Differs", "Not here", "Not there"]
