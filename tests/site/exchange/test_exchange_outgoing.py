"""Results that go back up: what waits, the table in the upper system's columns, what was put out before."""

import io
import zipfile

import frappe
import pytest
from openpyxl import load_workbook

from xinfang_app.exchange import bundle, outgoing, running
from xinfang_app.exchange.errors import SentBefore, WrongStep

ASSIGNED = {"办理方式": "交办", "办理期限": "2026-05-30"}


@pytest.fixture
def answered(desk, given, county):
	"""GJ1 and GJ2 have ended, GJ3 has not; GJ1 is assigned from above."""
	from xinfang_app.petition.ending import closing

	desk.imported(given.book(given.row("GJ1", **ASSIGNED), given.row("+GJ2"), given.row("GJ3")))
	with desk.at("2026-03-04 10:00"):
		for number in ("GJ1", "+GJ2"):
			petition = frappe.get_doc("Petition", given.matter(number).petition)
			closing.file(petition, "No request", "=1+1 仅寄来报纸")
	return {number: given.matter(number).name for number in ("GJ1", "+GJ2", "GJ3")}


def put_out(desk, names, *, again=False, moment="2026-03-05 10:00"):
	with desk.at(moment):
		batch = outgoing.export(desk.county.XFJ, names, again=again)
		running.start(batch)
		running.run(batch.name, frappe.db.get_value("Exchange Batch", batch.name, "serial"))
		batch.reload()
		content = bundle.make(batch)
		outgoing.mark_put_out(batch)
	return batch, zipfile.ZipFile(io.BytesIO(content))


def waiting(desk, **more):
	with desk.at("2026-03-05 11:00"):
		return [(row.upper_number, row.sent) for row in outgoing.waiting(desk.county.XFJ, **more)]


def test_what_is_answered_waits_assigned_ones_first(answered, desk):
	assert waiting(desk) == [("GJ1", ""), ("+GJ2", "")]


def test_the_table_speaks_the_upper_systems_columns_and_runs_nothing(answered, desk):
	_batch, archive = put_out(desk, [answered["GJ1"], answered["+GJ2"]])
	data = archive.read("办理结果.xlsx")
	head, *rows = [[cell for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]
	assert [cell.value for cell in head][:4] == ["信访件编号", "本级登记编号", "办理状态", "责任单位"]
	assert [row[0].value for row in rows] == ["GJ1", "+GJ2"]
	assert all(cell.data_type != "f" for row in rows for cell in row)
	assert rows[0][2].value == "已办结" and "=1+1" in rows[0][13].value


def test_what_was_put_out_is_remembered_and_put_out_again_only_on_purpose(answered, desk, given):
	names = [answered["GJ1"], answered["+GJ2"]]
	put_out(desk, names)
	assert waiting(desk) == []
	assert waiting(desk, also_sent=True) == [("GJ1", "Put out"), ("+GJ2", "Put out")]
	with desk.at("2026-03-05 12:00"), pytest.raises(SentBefore, match="GJ1"):
		outgoing.export(desk.county.XFJ, names)
	put_out(desk, names, again=True, moment="2026-03-05 13:00")
	frappe.db.set_value("Petition", given.matter("GJ1").petition, "terminated_on", "2026-03-05 14:00:00")
	assert waiting(desk) == [("GJ1", "Changed")]


def test_only_the_word_that_it_was_uploaded_ends_the_term(answered, desk):
	clock = {"ref_name": answered["GJ1"], "rule": "N08U"}
	batch, _archive = put_out(desk, [answered["GJ1"]])
	assert frappe.db.get_value("Deadline", clock, "state") == "Running", (
		"closing the matter here ends nothing above"
	)
	with desk.at("2026-03-06 09:00"):
		assert outgoing.confirm(batch) == 1
	assert frappe.db.get_value("Deadline", clock, "state") == "Met"
	assert waiting(desk, also_sent=True)[0] == ("GJ1", "Reported")


def test_nothing_is_confirmed_that_was_not_fetched(answered, desk):
	with desk.at("2026-03-05 10:00"):
		batch = outgoing.export(desk.county.XFJ, [answered["GJ1"]])
		running.start(batch)
		running.run(batch.name, frappe.db.get_value("Exchange Batch", batch.name, "serial"))
		with pytest.raises(WrongStep):
			outgoing.confirm(batch)


def test_what_does_not_wait_cannot_be_chosen(answered, desk):
	for names in ([answered["GJ3"]], ["nothing"], []):
		with desk.at("2026-03-05 10:00"), pytest.raises(WrongStep):
			outgoing.export(desk.county.XFJ, names)


def test_the_admins_columns_and_words_count(answered, desk):
	doc = frappe.new_doc("Exchange Mapping")
	doc.update({"title": "上报表", "upper_system": "国家信访信息系统", "purpose": "Result upload"})
	doc.set(
		"columns",
		[
			{"heading": "事项编码", "field": "Number of the upper system"},
			{"heading": "空列"},
			{"heading": "状态", "field": "Stage"},
		],
	)
	doc.set("codes", [{"field": "Status above", "theirs": "办毕", "ours": "已办结"}])
	doc.insert()
	_batch, archive = put_out(desk, [answered["GJ1"]])
	sheet = load_workbook(io.BytesIO(archive.read("办理结果.xlsx"))).active
	assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
		["事项编码", "空列", "状态"],
		["GJ1", None, "办毕"],
	]


def test_papers_go_along_and_opening_them_is_on_record(desk, given, county):
	from xinfang_app.petition.accepting import acceptance
	from xinfang_app.petition.referring import referral

	desk.imported(given.book(given.row("GJ/..1")))
	petition = given.matter("GJ/..1").petition
	with desk.at("2026-03-04 10:00"):
		referral.refer(frappe.get_doc("Petition", petition), county.LQ)
	with desk.at("2026-03-05 09:00", county.lq):
		acceptance.accept(frappe.get_doc("Petition", petition), pathway="P6")
	matter = given.matter("GJ/..1").name
	assert waiting(desk) == [] and waiting(desk, answered=False) == [("GJ/..1", "")]
	before = frappe.db.count("Identity Access Log", {"user": county.xfj})
	_batch, archive = put_out(desk, [matter])
	papers = [name for name in archive.namelist() if name.endswith(".pdf")]
	assert papers and all(name.startswith("GJ") and ".." not in name for name in papers)
	assert archive.read(papers[0]).startswith(b"%PDF")
	logged = frappe.get_all(
		"Identity Access Log",
		filters={"user": county.xfj, "way": "Opened"},
		fields=["reason"],
		order_by="creation desc",
	)
	assert len(logged) > before and "GJ/..1" in logged[0].reason
	assert not frappe.db.exists("File", {"file_name": ("like", "%.zip")})
