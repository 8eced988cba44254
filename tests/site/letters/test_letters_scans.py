"""A pile of scans: which paper is which, what files itself, what lies in the tray and why."""

import pytest
from sharing import module_at

scans = module_at("site/letters/scans.py")


@pytest.fixture(autouse=True)
def chinese(site):
	"""Reasons in the tray are read by officers."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before


@pytest.fixture
def take(as_user, words):
	"""`take(user, content, organ)` takes one scanned file in."""
	from xinfang_app.letters.scans import filing

	def taken(user, content, organ="QH-LQ"):
		with as_user(user):
			return filing.take_in(content, organ, "1")

	return taken


@pytest.fixture
def notice(road, words, letter_of):
	road.accepted()
	return letter_of("W08")


def test_a_copy_of_a_notice_files_itself(notice, take, words):
	import frappe

	(row,) = take(words.lq, scans.pdf(scans.page(notice.barcode)))
	assert (row["status"], row["letter"], row["problem"]) == ("Filed", notice.name, None)
	stored = frappe.get_doc("Returned Scan", row["name"])
	assert (stored.filed_by, stored.petition, stored.organ) == (words.lq, notice.petition, "QH-LQ")
	kept = frappe.get_all(
		"File",
		filters={"attached_to_doctype": "Official Letter", "attached_to_name": notice.name},
		pluck="is_private",
	)
	assert kept == [1]


@pytest.mark.parametrize(("angle", "blur"), [(8, 1.5), (180, 1.0), (90, 0.5)])
def test_photographed_askew_and_out_of_focus(notice, take, words, angle, blur):
	picture = scans.jpeg(scans.page(notice.barcode, angle=angle, blur=blur))
	assert take(words.lq, picture)[0]["letter"] == notice.name


def test_a_pile_in_any_order(notice, take, words, letter_of):
	"""Two papers, the first of two pages, empty backs between them, and a page of somebody else."""
	import frappe

	referral = letter_of("W05")
	pile = scans.pdf(
		scans.page(notice.barcode),
		scans.blank(),
		scans.page(notice.barcode, angle=180),
		scans.page(),
		scans.page(referral.barcode),
	)
	rows = take(words.lq, pile)
	assert [(row["letter"], row["pages"], row["status"]) for row in rows] == [
		(notice.name, 2, "Filed"),
		(None, 1, "In the tray"),
		(referral.name, 1, "Filed"),
	]
	assert rows[1]["problem"] == "本页未识读到编码"
	from pypdf import PdfReader

	first = frappe.get_doc("File", {"attached_to_name": rows[0]["name"]})
	assert len(PdfReader(first.get_full_path()).pages) == 2


def test_codes_of_others_are_told_in_the_same_words(notice, take, words):
	"""Another organ's paper, another county's and nobody's: scanning tells nothing."""
	from xinfang_app.letters import papercode

	foreign = take(words.rsj, scans.pdf(scans.page(notice.barcode)), "QH-RSJ")[0]
	nobody = take(words.rsj, scans.pdf(scans.page(papercode.new())), "QH-RSJ")[0]
	for row in (foreign, nobody):
		assert (row["status"], row["letter"], row["title"]) == ("In the tray", None, None)
		assert row["problem"] == "本单位没有此编码的文书"


def test_scans_are_taken_for_ones_own_organ(notice, take, words):
	import frappe

	with pytest.raises(frappe.PermissionError):
		take(words.rsj, scans.pdf(scans.page(notice.barcode)), "QH-LQ")
	assert not frappe.db.exists("Returned Scan", {"uploaded_by": words.rsj})


def test_a_preview_files_nothing(notice, take, words):
	from xinfang_app.letters import papercode

	(row,) = take(words.lq, scans.pdf(scans.page(papercode.SPECIMEN)))
	assert (row["status"], row["problem"]) == ("In the tray", "这是预览稿或者草稿，不是已制发的文书")


@pytest.mark.parametrize(
	"content", [b"%PDF-1.7 nothing behind it", b"\x00\x01 not a picture", b"PK\x03\x04zip"]
)
def test_a_damaged_file_lies_in_the_tray_with_the_reason(words, take, content):
	(row,) = take(words.lq, content)
	assert (row["status"], row["problem"], row["pages"]) == ("In the tray", "文件无法打开", 0)


def test_a_file_of_80_mb_is_refused_before_anything_is_kept(words, take):
	import frappe

	from xinfang_app.letters.errors import ScanRefused

	with pytest.raises(ScanRefused) as caught:
		take(words.lq, b"%PDF-1.7" + bytes(80 * 1024 * 1024))
	assert "80MB" in str(caught.value) and "200dpi" in str(caught.value)
	with pytest.raises(ScanRefused):
		take(words.lq, b"")
	assert not frappe.db.count("Returned Scan")


def test_a_second_scan_of_the_same_paper_is_asked_about(notice, take, words, as_user):
	from xinfang_app.letters.scans import filing

	take(words.lq, scans.pdf(scans.page(notice.barcode)))
	(again,) = take(words.lq, scans.pdf(scans.page(notice.barcode)))
	assert again["status"] == "In the tray" and "已于" in again["problem"]
	with as_user(words.lq):
		assert filing.confirm(again["name"])["status"] == "Filed"


def test_a_code_is_typed_where_it_cannot_be_read(notice, take, words, as_user):
	from xinfang_app.letters import papercode
	from xinfang_app.letters.errors import ScanNotFiled
	from xinfang_app.letters.scans import filing

	(row,) = take(words.lq, scans.pdf(scans.page(notice.barcode, side=24, blur=3)))
	assert row["status"] == "In the tray"
	with as_user(words.lq):
		with pytest.raises(ScanNotFiled):
			filing.by_code(row["name"], "ABCD-EFGH-JKMNA")
		with pytest.raises(ScanNotFiled):
			filing.confirm(row["name"])
		filed = filing.by_code(row["name"], papercode.written(notice.barcode).lower())
	assert (filed["status"], filed["letter"]) == ("Filed", notice.name)


def test_set_aside_with_a_reason_and_never_deleted(words, take, as_user):
	import frappe

	from xinfang_app.letters.errors import LetterFrozen, ScanNotFiled
	from xinfang_app.letters.scans import filing

	(row,) = take(words.lq, scans.pdf(scans.page()))
	with as_user(words.lq):
		with pytest.raises(ScanNotFiled):
			filing.set_aside(row["name"], " ")
		assert filing.set_aside(row["name"], "误扫的内部材料")["status"] == "Set aside"
		assert filing.open_rows() == []
	with pytest.raises(LetterFrozen):
		frappe.delete_doc("Returned Scan", row["name"], ignore_permissions=True)


def test_the_tray_is_the_organs_own(words, take, as_user):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters.scans import filing

	(row,) = take(words.lq, scans.pdf(scans.page()))
	file = frappe.get_doc("File", {"attached_to_name": row["name"]})
	for user in (words.rsj, words.xfj):
		with as_user(user):
			assert filing.open_rows() == []
			assert not file.is_downloadable()
			for step in (
				lambda: filing.confirm(row["name"]),
				lambda: filing.by_code(row["name"], "x"),
				lambda: filing.set_aside(row["name"], "不是我的"),
				lambda: filing.page_image(row["name"], 1),
			):
				with pytest.raises(NotPermitted):
					step()
	with as_user(words.lq2):
		assert filing.page_image(row["name"], 1)[:2] == b"\xff\xd8"
		assert file.is_downloadable()
