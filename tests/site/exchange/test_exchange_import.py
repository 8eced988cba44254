"""A list is taken in, looked at, registered, taken in again, undone."""

import frappe
import pytest

from xinfang_app import when

NAMED = ("林青苗", "13900009901", "990124197001010018", "东沟村三组9号")


def test_nothing_is_registered_before_the_run(desk, given):
	batch = desk.take_in(given.book(given.row()))
	assert given.verdicts(batch) == [("To register", "Waiting")]
	assert batch.status == "Preview"
	assert not frappe.db.count("Petition Submission") and not given.matter("GJ0001")


def test_a_row_becomes_a_piece_with_all_it_said(desk, given, county):
	batch = desk.imported(given.book(given.row(信访人数="12人")))
	(row,) = desk.rows(batch)
	assert (batch.status, row.state, row.payload_enc) == ("Done", "Done", None)
	petition = frappe.get_doc("Petition", row.petition)
	piece = frappe.get_doc("Petition Submission", petition.first_submission)
	assert piece.number in row.reason and piece.upper_number == petition.upper_number == "GJ0001"
	assert (piece.form, piece.purpose, piece.category) == ("Online", "3", "0201")
	assert (piece.source_level, piece.source_kind) == ("National", "Upper petition office")
	assert piece.place == county.VILLAGE and piece.people_count == 12 and piece.is_group
	assert str(piece.received_on) == "2026-03-02 08:30:00" and piece.registered_by == county.xfj
	assert not piece.need_supplement and "某族" not in str(piece.as_dict())
	assert petition.holder == county.XFJ and petition.stage == "Registered"
	due = frappe.db.get_value("Deadline", {"ref_name": piece.name, "rule": "N02"}, "due_on")
	assert str(due) == "2026-03-17"


def test_the_same_list_again_registers_nothing(desk, given):
	content = given.book(given.row("GJ0001"), given.row("GJ0002"))
	desk.imported(content)
	again = desk.imported(content, "2026-03-03 09:00")
	assert given.verdicts(again) == [("Unchanged", "Looked at")] * 2
	assert frappe.db.count("Petition Submission") == 2
	assert all("XF-990124-" in row.reason for row in desk.rows(again))


def test_a_changed_row_updates_what_is_the_upper_systems_and_nothing_else(desk, given):
	desk.imported(given.book(given.row(办理方式="交办", 办理期限="2026-05-30")))
	petition = frappe.get_doc("Petition", given.matter("GJ0001").petition)
	changed = given.row(
		办理方式="交办", 办理期限="2026-06-30", 标题="另一标题", 信访人姓名="周立山", 办理状态="办理中"
	)
	batch = desk.take_in(given.book(changed), "2026-03-03 09:00")
	(row,) = desk.rows(batch)
	assert row.verdict == "Changed above"
	shown = {item["field"]: item["takes"] for item in frappe.parse_json(row.changes)}
	assert shown == {"due_on": 1, "upper_state": 1, "title": 0, "name": 0}
	desk.run(batch, "2026-03-03 09:05")
	matter = given.matter("GJ0001")
	assert (str(matter.due_on), matter.upper_state) == ("2026-06-30", "Handling")
	after = frappe.get_doc("Petition", petition.name)
	assert (after.title, after.masked_name) == (petition.title, petition.masked_name)
	clocks = frappe.get_all(
		"Deadline",
		filters={"ref_name": matter.name, "rule": "N08U"},
		fields=["state", "due_on"],
		order_by="creation asc",
	)
	assert [(clock.state, str(clock.due_on)) for clock in clocks] == [
		("Cancelled", "2026-05-30"),
		("Running", "2026-06-30"),
	]


def test_an_empty_cell_takes_nothing_back(desk, given):
	desk.imported(given.book(given.row(办理方式="交办", 办理期限="2026-05-30")))
	again = desk.take_in(
		given.book(given.row(办理方式="交办", 办理期限=None, 办理状态=None)), "2026-03-03 09:00"
	)
	assert given.verdicts(again) == [("Unchanged", "Looked at")]
	assert str(given.matter("GJ0001").due_on) == "2026-05-30"


def test_the_same_row_twice_is_told_and_taken_once(desk, given):
	batch = desk.imported(given.book(given.row("GJ 0001"), given.row("GJ0002"), given.row("gj0001")))
	assert given.verdicts(batch) == [
		("To register", "Done"),
		("To register", "Done"),
		("Twice in the list", "Looked at"),
	]
	assert "第2行" in desk.rows(batch)[2].reason
	assert frappe.db.count("Petition Submission") == 2


def test_faulty_rows_stop_nobody_and_come_back_mended(desk, given, county):
	from xinfang_app.exchange import lists, view
	from xinfang_app.exchange.reading import opening

	rows = [
		given.row("GJ0001"),
		given.row(None, 标题="=1+1"),
		given.row("GJ0003", 下发时间="尽快"),
		given.row("GJ0004", 办理方式="交办", 办理期限="2026-02-01"),
		given.row("GJ0005", 下发时间="2026-03-09"),
		given.row(990124197001010018),
		given.row("GJ0007"),
	]
	batch = desk.imported(given.book(*rows))
	assert [verdict for verdict, _state in given.verdicts(batch)] == [
		"To register",
		*["Faulty"] * 5,
		"To register",
	]
	assert frappe.db.count("Petition Submission") == 2
	kept = desk.rows(batch)
	assert "尽快" not in kept[2].reason and "日期" in kept[2].reason, (
		"what stood in the cell is not kept in plain"
	)
	with desk.at("2026-03-02 10:10"):
		content = view.error_list(batch)
	((head, *lines),) = [[cells for _no, cells in sheet.rows] for sheet in opening.read(content)]
	assert head[0] == "理由" and head[1:] == list(given.HEADINGS)
	assert len(lines) == 5 and "“尽快”不是可识别的日期" in lines[1][0]
	# The sheet as it is: the reasons beside it are no column of ours, so only the faults are left to mend.
	lines[1][1 + given.HEADINGS.index("下发时间")] = "2026-03-02"
	again = desk.take_in(given.book(*[lines[1]], headings=head), "2026-03-02 10:20", name="mended.xlsx")
	assert given.verdicts(again) == [("To register", "Waiting")]
	assert lists.reader_of(again).columns["upper_number"] == 2


def test_a_late_import_counts_from_the_day_it_was_sent_down(desk, given):
	batch = desk.imported(given.book(given.row(下发时间="2026-02-25 15:00")), "2026-03-09 10:00")
	(row,) = desk.rows(batch)
	piece = frappe.get_doc("Petition Submission", {"petition": row.petition})
	assert str(piece.received_on) == "2026-02-25 15:00:00" and piece.arrival_scan and piece.arrival_reason
	due = frappe.db.get_value("Deadline", {"ref_name": piece.name, "rule": "N02"}, "due_on")
	assert str(due) == "2026-03-12"
	paper = frappe.get_doc("File", {"file_url": piece.arrival_scan})
	said = paper.get_content()
	said = said.decode() if isinstance(said, bytes) else said
	assert paper.attached_to_name == piece.name and paper.is_private
	assert "GJ0001" in said and batch.file_hash in said
	assert not any(word in said for word in NAMED)


def test_an_assigned_matter_keeps_its_term_until_the_result_is_reported(desk, given, county):
	from xinfang_app.exchange import upper

	desk.imported(given.book(given.row(办理方式="上级交办", 办理期限="2026/6/30")))
	matter = given.matter("GJ0001")
	assert (matter.kind, str(matter.due_on)) == ("Assign", "2026-06-30")
	clock = frappe.get_doc("Deadline", {"ref_name": matter.name, "rule": "N08U"})
	assert (clock.state, str(clock.due_on), clock.organ) == ("Running", "2026-06-30", county.XFJ)
	with desk.at("2026-06-29 09:00"):
		upper.reported(matter)
	clock.reload()
	assert clock.state == "Met"


def test_merged_numbers_are_further_people_of_one_matter(desk, given):
	rows = [
		given.row("GJ0001", 信访人姓名="林青苗", 联系电话="13900000001", 信访人数=3),
		given.row(None, 信访人姓名="周立山", 联系电话="13900000002", 证件号码="990124197801010010"),
		given.row(None, 信访人姓名="周立山", 联系电话="13900000002", 证件号码="990124197801010010"),
		given.row("GJ0002"),
	]
	batch = desk.imported(given.book(*rows, merged=["B2:B4"]))
	assert given.verdicts(batch) == [("To register", "Done")] * 2
	piece = frappe.get_doc("Petition Submission", {"upper_number": "GJ0001"})
	assert len(piece.petitioners) == 2 and piece.people_count == 3
	assert sum(row.is_main for row in piece.petitioners) == 1


def test_gbk_text_with_other_headings(desk, given):
	text = (
		"某省信访件清单,,,\r\n"
		"件号,来信人,手机号码,主要内容,交办日期,限办日期,办理方式,表外列\r\n"
		"SJ77,何某,13900000777,反映水渠淤塞,2026.3.2,2026.5.20,交办,x\r\n"
		"合计,1件,,,,,,\r\n"
	)
	batch = desk.imported(text.encode("gbk"), name="清单.csv", system="省信访信息系统")
	assert given.verdicts(batch) == [("To register", "Done")]
	piece = frappe.get_doc("Petition Submission", {"upper_number": "SJ77"})
	assert piece.source_level == "Provincial" and piece.title.startswith("反映水渠淤塞")
	assert str(given.matter("SJ77").due_on) == "2026-05-20"


def test_a_formula_without_its_value_is_named(desk, given):
	batch = desk.take_in(given.book(given.row("GJ0001", 标题='="甲"&"乙"')))
	(row,) = desk.rows(batch)
	assert row.verdict == "Faulty" and "标题" in row.reason and "公式" in row.reason


def test_unknown_words_are_noted_and_can_be_given_a_code(desk, given, county):
	from xinfang_app.exchange import lists, mapping, view

	batch = desk.take_in(
		given.book(given.row("GJ1", 内容分类="三农问题"), given.row("GJ2", 内容分类="三农问题"))
	)
	with desk.at("2026-03-02 10:01"):
		(word,) = view.words(batch)
		assert (word["field"], word["theirs"], word["rows"]) == ("category", "三农问题", 2)
		mapping.add_codes(
			frappe.get_doc("Exchange Mapping", batch.mapping),
			[{"field": "category", "theirs": "三农问题", "ours": "村务管理"}],
		)
		lists.judge_again(batch)
		assert not view.words(batch)
	desk.run(batch)
	assert frappe.db.get_value("Petition Submission", {"upper_number": "GJ1"}, "category") == "0102"
	unknown = desk.imported(given.book(given.row("GJ3", 内容分类="别的说法")), "2026-03-02 11:00")
	piece = frappe.get_doc("Petition Submission", {"upper_number": "GJ3"})
	assert piece.need_supplement and "别的说法" in piece.supplement_note and not piece.category
	assert given.verdicts(unknown) == [("To register", "Done")]


def test_the_mapping_is_remembered_and_the_admins(desk, given):
	from xinfang_app.exchange import mapping

	headings = ("甲列", "编号", "来信人", "内容", "信访目的", "日期")
	rows = given.book(["x", "GJ1", "林某", "内容", "求决", "2026-03-02 08:00"], headings=headings)
	layout = [
		{"heading": "编号", "field": "upper_number"},
		{"heading": "来信人", "field": "name"},
		{"heading": "内容", "field": "content"},
		{"heading": "日期", "field": "dispatched_on"},
	]
	first = desk.take_in(rows, layout=layout)
	again = desk.take_in(rows)
	assert first.mapping == again.mapping
	assert frappe.parse_json(again.layout)[5] == {"heading": "日期", "field": "dispatched_on"}
	assert frappe.parse_json(again.layout)[4]["field"] is None, (
		"what was confirmed counts, not what is guessed"
	)
	doc = frappe.get_doc("Exchange Mapping", again.mapping)
	next(row for row in doc.columns if row.heading == "信访目的").field = "Purpose"
	doc.save()
	assert frappe.parse_json(desk.take_in(rows).layout)[4]["field"] == "purpose"
	layout, name = mapping.propose("省信访信息系统", headings)
	assert name is None and layout[1]["field"] == "upper_number"


@pytest.mark.parametrize(
	"columns",
	[
		[("编号", "Number of the upper system"), ("民族", "Content of the piece")],
		[("编号", "Number of the upper system"), ("内容", "Title"), ("标题", "Title")],
		[("内容", "Title")],
		[("编号", "Number of the upper system"), ("意见", "Result")],
	],
)
def test_a_mapping_that_loses_or_takes_too_much_is_refused(db, columns):
	from xinfang_app.exchange.errors import MappingFault

	doc = frappe.new_doc("Exchange Mapping")
	doc.update({"title": "坏", "upper_system": "国家信访信息系统", "purpose": "Incoming list"})
	doc.set("columns", [{"heading": heading, "field": field} for heading, field in columns])
	with pytest.raises(MappingFault):
		doc.insert()


def test_a_number_typed_at_the_counter_is_here_already(desk, given, county):
	from xinfang_app.petition.registering.register import register

	with desk.at("2026-03-02 09:00"):
		typed = register(
			{"title": "手工登记", "upper_number": "GJ0001", "source_level": "National", "organ": county.XFJ}
		)
		register({"title": "县里自编", "upper_number": "GJ0002", "organ": county.XFJ})
		register(
			{"title": "省里的", "upper_number": "GJ0003", "source_level": "Provincial", "organ": county.XFJ}
		)
	assert given.matter("GJ0001").petition == typed.petition
	batch = desk.take_in(
		given.book(given.row("GJ0001", 办理状态=None), given.row("GJ0002"), given.row("GJ0003"))
	)
	found = desk.rows(batch)
	assert [row.verdict for row in found] == ["Unchanged", "Unchanged", "To register"]
	assert "其他系统" in found[2].hints


def test_two_pieces_with_one_number_at_the_counter_are_both_registered(desk, county):
	from xinfang_app.petition.registering.register import register

	data = {"title": "甲", "upper_number": "GJ0009", "source_level": "National", "organ": county.XFJ}
	with desk.at("2026-03-02 09:00"):
		register(data)
		register(data)
	assert frappe.db.count("Petition Submission", {"upper_number": "GJ0009"}) == 2
	assert frappe.db.count("Upper Matter", {"upper_number": "GJ0009"}) == 1


def test_no_identity_of_a_list_stands_anywhere_in_plain(desk, given):
	batch = desk.take_in(given.book(given.row(), given.row("GJ0002", 下发时间="林青苗")))
	plain = str([{**row, "payload_enc": None} for row in desk.rows(batch)]) + str(batch.as_dict())
	assert not any(word in plain for word in NAMED)
	assert all(row.payload_enc for row in desk.rows(batch))
	desk.run(batch)
	assert [bool(row.payload_enc) for row in desk.rows(batch)] == [False, True]
	with when.at("2026-03-12 10:00"):
		from xinfang_app.exchange import install

		frappe.db.set_value(
			"Exchange Batch", batch.name, "modified", "2026-03-02 10:05:00", update_modified=False
		)
		install.daily()
	assert not any(row.payload_enc for row in desk.rows(batch))


def test_a_preview_nobody_runs_is_given_up(desk, given):
	from xinfang_app.exchange import install

	batch = desk.take_in(given.book(given.row()))
	frappe.db.set_value(
		"Exchange Batch", batch.name, "creation", "2026-03-02 10:00:00", update_modified=False
	)
	with when.at("2026-03-04 10:00"):
		install.daily()
	batch.reload()
	assert batch.status == "Discarded" and not desk.rows(batch)[0].payload_enc


def test_the_upper_number_finds_its_matter_whole_and_by_its_end(desk, given, county):
	from xinfang_app.exchange import view

	desk.imported(given.book(given.row("GJ2026030017"), given.row("GJ2026031117")))
	with desk.at("2026-03-02 11:00"):
		assert [row["upper_number"] for row in view.find("gj2026030017")] == ["GJ2026030017"]
		assert {row["upper_number"] for row in view.find("0017")} == {"GJ2026030017"}
		assert not view.find("%017") and not view.find("_017")
	with desk.at("2026-03-02 11:00", county.sw):
		assert view.find("GJ2026030017") == []
