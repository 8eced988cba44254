"""Accusations in a list: sealed by registration, nothing of them in rows, files, logs or comparisons."""

import frappe
import pytest
from sharing import module_at

PLAIN = module_at("security/test_petition_plain_text.py")

SECRET = {
	"标题": "举报套取集体资金甲乙丙",
	"信访内容": "某干部虚报人工费三十七万元并销毁账页",
	"信访人姓名": "欧阳青禾",
	"联系电话": "13900008817",
	"证件号码": "990124197803140011",
	"住址": "东沟村七组无名巷88号",
}
WORDS = tuple(SECRET.values())
#: Where a row of a list, or what became of it, could be left; one test searches everything.
TABLES = (
	"Exchange Row",
	"Exchange Batch",
	"Exchange Mapping",
	"Exchange Mapping Code",
	"Upper Matter",
	"Petition",
	"Petition Claim",
	"Petition Submission",
	"Petitioner",
	"Sealed Register",
	"Sealed Accusation",
	"Sealed File",
	"Clock Milestone",
	"Deadline",
	"File",
	"Version",
	"Comment",
	"Error Log",
	"Deleted Document",
)


def left(words):
	"""Return where one of `words` stands readable in the tables that an import touches."""
	return [
		(table, word)
		for table in TABLES
		for row in frappe.db.sql(f"select * from `tab{table}`")
		for word in words
		if word in str(row)
	]


@pytest.mark.parametrize(
	("purpose", "category"),
	[
		("揭发控告", "1401"),
		("检举控告", "0201"),
		("求决", "纪检监察/贪污贿赂"),
		("4", None),
		("信访举报", None),
	],
)
def test_it_goes_the_sealed_road_and_leaves_no_plain_text(desk, given, purpose, category):
	number = "GJ-SEALED-0001"
	content = given.book(given.row("GJ1"), given.row(number, 信访目的=purpose, 内容分类=category, **SECRET))
	batch = desk.take_in(content, name="本周清单.xlsx")
	assert left((*WORDS, number)) == []
	desk.run(batch)
	row = desk.rows(batch)[1]
	assert (row.state, row.sealed, row.upper_number, row.payload_enc, row.petition) == (
		"Done",
		1,
		None,
		None,
		None,
	)
	assert frappe.db.count("Sealed Register") == 1 and frappe.db.count("Petition") == 1
	search = PLAIN.traces if category == "1401" else left
	assert search((*WORDS, number)) == []


def test_a_mapping_cannot_unseal_it(desk, given):
	from xinfang_app.exchange import lists, mapping

	batch = desk.take_in(given.book(given.row("GJ1", 信访目的="检举控告", **SECRET)))
	with desk.at("2026-03-02 10:01"):
		mapping.add_codes(
			frappe.get_doc("Exchange Mapping", batch.mapping),
			[{"field": "purpose", "theirs": "检举控告", "ours": "求决"}],
		)
		lists.judge_again(batch)
	desk.run(batch)
	assert frappe.db.count("Sealed Register") == 1 and not frappe.db.count("Petition Submission")


def test_it_is_registered_once_and_told_as_sealed(desk, given):
	content = given.book(given.row("GJ1", 信访目的="揭发控告", **SECRET))
	desk.imported(content)
	again = desk.imported(content, "2026-03-03 10:00")
	assert given.verdicts(again) == [("Unchanged", "Looked at")]
	assert frappe.db.count("Sealed Register") == 1


def test_a_late_one_takes_its_extract_under_seal(desk, given):
	content = given.book(given.row("GJ-S-1", 信访目的="揭发控告", 下发时间="2026-02-20 09:00", **SECRET))
	desk.imported(content, "2026-03-09 10:00")
	register = frappe.get_last_doc("Sealed Register")
	assert str(register.received_on) == "2026-02-20 09:00:00"
	frappe.db.commit()
	assert left((*WORDS, "GJ-S-1")) == [] and frappe.db.count("Sealed File") == 1


def test_a_faulty_one_shows_nothing_either(desk, given):
	from xinfang_app.exchange import view

	batch = desk.take_in(given.book(given.row("GJ1", 信访目的="揭发控告", 下发时间="举报当日", **SECRET)))
	assert left((*WORDS, "举报当日")) == []
	with desk.at("2026-03-02 10:10"):
		(row,) = view.shown(batch)
	assert row["verdict"] == "Faulty" and not any(word in str(row) for word in WORDS)


def test_undoing_and_comparing_leave_it_alone(desk, given):
	content = given.book(given.row("GJ-S-1", 信访目的="揭发控告", **SECRET), given.row("GJ2"))
	batch = desk.imported(content)
	desk.undo(batch)
	assert [row.state for row in desk.rows(batch)] == ["Kept", "Undone"]
	compared = desk.compare(given.book(given.row("GJ-S-2", 信访目的="揭发控告", **SECRET)))
	(row,) = desk.rows(compared)
	assert (row.verdict, row.state, row.upper_number) == ("Not here", "To be settled", None)
	with desk.at("2026-03-03 11:00"):
		from xinfang_app.exchange import reconcile

		assert "GJ-S-2" not in str(reconcile.differences())
		reconcile.register_row(compared, row)
	assert frappe.db.count("Sealed Register") == 2
	assert left((*WORDS, "GJ-S-1", "GJ-S-2")) == []
