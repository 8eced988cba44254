"""Loading a county from files: all or nothing, again and again."""

import csv

import pytest

from xinfang_app import when

FILES = {
	"jurisdictions.csv": [
		["区划代码", "名称"],
		["970000000000", "载省"],
		["970100000000", "载市"],
		["970124000000", "载县"],
		["970124101000", "载镇"],
	],
	"organs.csv": [
		["机关代码", "机关名称", "类型", "区划代码", "业务上级代码", "职责分类", "收件人账号"],
		["97-ZF", "载县人民政府", "人民政府", "970124000000", "", "", ""],
		["97-RS", "载县人社局", "部门", "970124000000", "97-ZF", "04 0402", "b@load.example"],
		["97-JW", "载县纪委", "纪检监察机关", "970124000000", "", "", ""],
		["97-T", "载镇人民政府", "乡镇（街道）", "970124101000", "97-ZF", "", ""],
	],
	"postings.csv": [
		[
			"账号",
			"姓名",
			"机关代码",
			"职务",
			"起始日期",
			"机关负责人",
			"代理对象账号",
			"代理起始日",
			"代理终止日",
			"确认人账号",
		],
		["a@load.example", "甲", "97-RS", "部门领导", "2026-01-01", "是", "", "", "", ""],
		["b@load.example", "乙", "97-RS", "部门信访干部", "2026-01-01", "", "", "", "", ""],
		[
			"b@load.example",
			"乙",
			"97-RS",
			"部门领导",
			"2026-01-01",
			"",
			"a@load.example",
			"2026-03-02",
			"2026-03-10",
			"",
		],
		["c@load.example", "丙", "97-T", "乡镇信访干部", "2026-01-01", "否", "", "", "", ""],
		["d@load.example", "丁", "97-JW", "检举件保管人", "2026-01-01", "", "", "", "", "a@load.example"],
	],
}


@pytest.fixture
def folder(tmp_path, db):
	"""A folder of a small county; folder.write(file, rows, encoding) changes a file."""
	import frappe

	frappe.local.lang = "zh"

	def write(file, rows, encoding="utf-8-sig"):
		with (tmp_path / file).open("w", encoding=encoding, newline="") as target:
			csv.writer(target).writerows(rows)

	for file, rows in FILES.items():
		write(file, rows)
	return frappe._dict(path=tmp_path, write=write)


def counts():
	import frappe

	return {
		"Jurisdiction": frappe.db.count("Jurisdiction", {"name": ("like", "97%")}),
		"Organ": frappe.db.count("Organ", {"name": ("like", "97-%")}),
		"Posting": frappe.db.count("Posting", {"organ": ("like", "97-%")}),
		"Organ Competence": frappe.db.count("Organ Competence", {"parent": ("like", "97-%")}),
	}


def test_a_county_is_loaded_and_works(folder):
	import frappe

	from xinfang_app.organization import competence, load, posting

	with when.at("2026-03-05"):
		assert load.county(folder.path) == {
			"Jurisdiction": {"new": 4, "changed": 0, "same": 0},
			"Organ": {"new": 4, "changed": 0, "same": 0},
			"Posting": {"new": 5, "changed": 0, "same": 0},
		}
		assert counts() == {"Jurisdiction": 4, "Organ": 4, "Posting": 5, "Organ Competence": 2}
		assert posting.organs_of("b@load.example") == ["97-RS"]
		assert posting.may_sign("b@load.example", "97-RS", "opinion").on_behalf_of == "a@load.example"
		assert posting.has_post("d@load.example", "97-JW", "Discipline Custodian")
		assert [code for code, _r in competence.competent("0402", "970124101000")] == ["97-RS"]
		assert frappe.db.get_value("Organ", "97-RS", ["head", "tier", "inbox_user"]) == (
			"a@load.example",
			"County",
			"b@load.example",
		)
	parent = frappe.db.get_value("Jurisdiction", "970124101000", ["tier", "parent_jurisdiction"])
	assert parent == ("Township", "970124000000")


def test_loading_again_changes_nothing(folder):
	import frappe

	from xinfang_app.organization import load

	with when.at("2026-03-05"):
		load.county(folder.path)
		before = frappe.get_all("Posting", filters={"organ": ("like", "97-%")}, fields=["*"], order_by="name")
		again = load.county(folder.path)
		after = frappe.get_all("Posting", filters={"organ": ("like", "97-%")}, fields=["*"], order_by="name")
	assert {name: (one["new"], one["changed"]) for name, one in again.items()} == dict.fromkeys(again, (0, 0))
	assert before == after


def test_changed_rows_are_changed_and_the_history_says_so(folder):
	import frappe

	from xinfang_app.organization import load, posting

	with when.at("2026-03-05"):
		load.county(folder.path)
		organs = [list(row) for row in FILES["organs.csv"]]
		organs[2][1], organs[2][5] = "载县人力资源局", "0402 0409"
		postings = [[*row[:5], row[5], *row[6:]] for row in FILES["postings.csv"]]
		postings[3][8] = "2026-03-04"
		folder.write("organs.csv", organs)
		folder.write("postings.csv", postings)
		done = load.county(folder.path)
		assert done["Organ"]["changed"] == 1 and done["Posting"]["changed"] == 1
		assert posting.may_sign("b@load.example", "97-RS", "opinion") is None
	named = frappe.get_all("Organ Competence", filters={"parent": "97-RS"}, pluck="category", order_by="idx")
	assert named == ["0402", "0409"]
	assert frappe.db.exists("Version", {"ref_doctype": "Organ", "docname": "97-RS"})


def test_one_bad_row_and_nothing_is_loaded(folder):
	from xinfang_app.organization import load
	from xinfang_app.organization.errors import LoadError

	postings = [list(row) for row in FILES["postings.csv"]]
	postings[4][2] = "97-NONE"
	folder.write("postings.csv", postings)
	with pytest.raises(LoadError) as fault:
		load.county(folder.path)
	assert str(fault.value) == "共1处问题，未载入任何数据\npostings.csv第5行：没有机关97-NONE"
	assert counts() == dict.fromkeys(counts(), 0)


def test_all_bad_rows_are_named_at_once_in_the_order_of_the_files(folder):
	from xinfang_app.organization import load
	from xinfang_app.organization.errors import LoadError

	places = [list(row) for row in FILES["jurisdictions.csv"]]
	places[4][0] = "97012410100"
	organs = [list(row) for row in FILES["organs.csv"]]
	organs[2][5] = "0402 8888"
	folder.write("jurisdictions.csv", places)
	folder.write("organs.csv", organs)
	with pytest.raises(LoadError) as fault:
		load.county(folder.path)
	assert [str(problem) for problem in fault.value.problems] == [
		"jurisdictions.csv第5行：区划代码“97012410100”：区划代码须为12位数字",
		"organs.csv第3行：没有内容分类8888",
		"organs.csv第5行：没有区划970124101000",
	] + [str(problem) for problem in fault.value.problems[3:]]


def test_a_failure_while_writing_leaves_nothing(folder, monkeypatch):
	from xinfang_app.organization import load, load_write

	def fail(*_args):
		raise RuntimeError("the disk is full")

	monkeypatch.setattr(load_write, "postings", fail)
	with pytest.raises(RuntimeError):
		load.county(folder.path)
	assert counts() == dict.fromkeys(counts(), 0)


def test_only_checking_writes_nothing(folder):
	from xinfang_app.organization import load

	assert load.county(folder.path, check_only=True)["postings.csv"] == {"rows": 5}
	assert counts() == dict.fromkeys(counts(), 0)


def test_gbk_files_as_office_programs_save_them(folder):
	import frappe

	from xinfang_app.organization import load

	for file, rows in FILES.items():
		folder.write(file, rows, encoding="gbk")
	load.county(folder.path)
	assert frappe.db.get_value("Jurisdiction", "970124101000", "title") == "载镇"


def test_a_posting_may_overlap_none_that_the_site_holds(folder):
	from xinfang_app.organization import load
	from xinfang_app.organization.errors import LoadError

	load.county(folder.path)
	head = FILES["postings.csv"][0]
	folder.write(
		"postings.csv",
		[head, ["c@load.example", "丙", "97-RS", "部门领导", "2026-02-01", "是", "", "", "", ""]],
	)
	with pytest.raises(LoadError) as fault:
		load.county(folder.path)
	assert "甲在此期间为该机关负责人" in str(fault.value)


def test_accounts_come_with_their_roles_and_only_once(folder, roles_of, tmp_path):
	import frappe

	from xinfang_app.organization import load

	secret = tmp_path / "passwords.csv"
	with when.at("2026-02-01"):
		load.county(folder.path)
		some = ["b@load.example", "d@load.example"]
		assert load.accounts(password_file=str(secret), users=some) == {"made": 2, "present": 0}
		assert roles_of("b@load.example") == {"Department Officer", "Petition Staff"}
		assert roles_of("d@load.example") == {"Discipline Custodian", "Petition Staff"}
		assert load.accounts(password="Qinghe-2026-demo", users=some) == {"made": 0, "present": 2}
	assert secret.stat().st_mode & 0o777 == 0o600
	rows = list(csv.reader(secret.open(encoding="utf-8-sig")))
	assert [row[:2] for row in rows[1:]] == [["b@load.example", "乙"], ["d@load.example", "丁"]]
	from frappe.utils.password import check_password

	assert check_password("b@load.example", rows[1][2]) == "b@load.example"
	person = frappe.get_doc("User", "b@load.example")
	assert (person.full_name, person.enabled, person.user_type, person.language) == (
		"乙",
		1,
		"System User",
		"zh",
	)


def test_passwords_are_given_one_way_and_never_overwrite_a_file(folder, tmp_path):
	from xinfang_app.organization import load
	from xinfang_app.organization.errors import LoadError

	load.county(folder.path)
	taken = tmp_path / "taken.csv"
	taken.write_text("keep me")
	for arguments in (
		{},
		{"password": "x", "password_file": "y"},
		{"password": "123456"},
		{"password_file": str(taken)},
	):
		with pytest.raises(LoadError):
			load.accounts(users=["b@load.example"], **arguments)
	assert taken.read_text() == "keep me"


def test_the_demo_county_is_what_its_script_writes_and_loads(db):
	import frappe

	from xinfang_app.demo import make_county
	from xinfang_app.organization import load

	written = {}
	for name, (columns, rows) in make_county.files().items():
		with (make_county.FOLDER.parent / name).open(encoding="utf-8-sig", newline="") as file:
			written[name] = list(csv.DictReader(file))
		assert written[name] == rows and list(written[name][0]) == list(columns)
	load.county(make_county.FOLDER)
	tiers = {
		tier: frappe.db.count("Jurisdiction", {"name": ("like", "99%"), "tier": tier})
		for tier in ("Province", "Prefecture", "County", "Township", "Village")
	}
	assert tiers == {"Province": 1, "Prefecture": 1, "County": 1, "Township": 14, "Village": 300}
	assert frappe.db.count("Organ", {"place_code": "990124000000"}) == 60
	assert len(written["county/postings.csv"]) == 511
