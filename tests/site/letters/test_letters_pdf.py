"""The PDF: what a reader and a printer find in it, and who is on record for having opened it."""

import io

import pytest

A4 = (595, 842)


@pytest.fixture
def pages_of(words, road):
	"""`pages_of(letter)` makes the PDF and returns its pages (pypdf)."""
	from pypdf import PdfReader

	from xinfang_app.letters import pdf

	def read(letter):
		return PdfReader(io.BytesIO(pdf.of(letter, reason="核对制发的文书"))).pages

	return read


def stored(letter):
	import frappe

	return frappe.db.get_value("Official Letter", letter.name, "pdf")


def text_of(page):
	return page.extract_text().replace("\n", "").replace(" ", "")


def test_opinion_as_it_goes_to_the_petitioner(road, pages_of, letter_of):
	road.served()
	letter = letter_of("W21")
	pages = pages_of(letter)
	text = "".join(text_of(page) for page in pages)
	letter.reload()
	assert letter.page_count == len(pages) >= 2
	for page in pages:
		assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == A4
	for wanted in (
		"柳桥镇人民政府",
		"柳政信意〔2026〕1号",
		"信访事项处理意见书",
		"林青禾",
		road.petition.number,
		"2026年3月12日受理",
		"补足青苗补偿款",
		"《中华人民共和国土地管理法》第四十八条",
		"予以支持",
		"三十日内",
		"请求复查",
		"第三十五条",
		"2026年4月24日",
		"（印章）",
	):
		assert wanted in text, wanted
	for number, page in enumerate(pages, 1):
		assert f"—{number}—" in text_of(page)


def test_letter_format_has_no_number_on_its_first_page(road, pages_of, letter_of):
	road.referred(demand="请核实补偿标准、丈量记录与实际到账金额，逐项说明。" * 12)
	pages = pages_of(letter_of("W05"))
	assert len(pages) == 2
	assert "—1—" not in text_of(pages[0])
	assert "—2—" in text_of(pages[1])
	text = text_of(pages[0]) + text_of(pages[1])
	for wanted in (
		"青信转〔2026〕1号",
		"林青禾",
		"13900000011",
		"2026年3月20日",
		"2026年3月12日",
		"附件：信访材料",
	):
		assert wanted in text, wanted


def test_lines_move_closer_where_that_saves_a_page(words):
	from datetime import date

	from xinfang_app.letters import paper, pdf

	def made(paragraphs):
		html = paper.page(
			layout="Red-head document",
			title="告知书",
			organ={"title": "青禾县信访局", "seal": ""},
			number="青信告〔2026〕1号",
			date=date(2026, 3, 2),
			body="<p>请在期限内提出，以免影响您的权利。</p>" * paragraphs,
		)
		return pdf.make(html)[1]

	assert [made(10), made(13), made(40)] == [1, 1, 3]
	# Never a page with nothing but the seal.
	assert made(18) == 2


def test_receipt_carries_the_code_and_fits_one_page(road, pages_of):
	import frappe

	from xinfang_app import letters
	from xinfang_app.petition.registering import query_code

	piece = road.registered()
	letter = road.by("xfj", "2026-03-02 10:00", letters.issue, "W03", piece, organ="QH-XFJ")
	pages = pages_of(letter)
	code = query_code.told(piece.name)
	assert len(pages) == 1
	assert f"{code[:4]}-{code[4:]}" in text_of(pages[0])
	assert piece.number in text_of(pages[0])
	assert "2026年3月17日" in text_of(pages[0])
	assert not stored(letter), "a paper with the code is made each time and kept nowhere"
	assert not frappe.db.exists("File", {"file_name": ["like", f"{letter.name}%"]})


def test_the_answering_organ_does_not_get_the_code(words, road, as_user):
	"""With number and code it could rate itself and withdraw the matter in the petitioner's name."""
	import frappe

	from xinfang_app import letters
	from xinfang_app.letters import pdf
	from xinfang_app.petition.referral_errors import NotYourOrgan
	from xinfang_app.petition.registering import query_code

	piece = road.registered()
	receipt = road.by("xfj", "2026-03-02 10:00", letters.issue, "W03", piece, organ="QH-XFJ")
	road.accepted()
	piece.reload()
	with as_user(words.lq):
		with pytest.raises(NotYourOrgan):
			query_code.reprint(piece)
		with pytest.raises(NotYourOrgan):
			pdf.of(receipt, reason="办理需要核对")
	with as_user(words.xfj):
		assert query_code.reprint(piece)
	assert frappe.db.count("Comment", {"reference_name": piece.name, "comment_type": "Info"})


def test_each_making_is_an_opening_on_record(words, road, letter_of, as_user):
	import frappe

	from xinfang_app.letters import pdf

	road.accepted()
	petitioner = road.petition.first_petitioner
	count = lambda: frappe.db.count("Identity Access Log", {"petitioner": petitioner, "way": "Opened"})  # noqa: E731
	before = count()
	with as_user(words.lq):
		pdf.of(letter_of("W08"))
	assert count() == before + 1
	row = frappe.get_last_doc("Identity Access Log")
	assert (row.user, row.own_task) == (words.lq, 1)
	assert "柳政信受〔2026〕1号" in row.reason
	with as_user(words.lq):
		pdf.of(letter_of("W08"))
	assert count() == before + 1, "a stored PDF opens nothing by itself"


def test_the_file_hangs_on_no_document(words, road, letter_of):
	import frappe

	from xinfang_app.letters import pdf

	road.accepted()
	letter = letter_of("W08")
	pdf.make_in_background(letter.name)
	file = frappe.get_doc("File", {"file_url": stored(letter)})
	assert (file.is_private, file.attached_to_doctype, file.owner) == (1, None, "Administrator")
	assert letter.name in file.file_name and "林" not in file.file_name
	for user in (words.lq, words.xfj, words.lq_head):
		frappe.set_user(user)
		assert not file.is_downloadable()
	frappe.set_user("Administrator")


def test_a_changed_file_is_not_handed_out(words, road, letter_of):
	import frappe

	from xinfang_app.letters import pdf
	from xinfang_app.letters.errors import LetterDamaged

	road.accepted()
	letter = letter_of("W08")
	pdf.make_in_background(letter.name)
	path = frappe.get_doc("File", {"file_url": stored(letter)}).get_full_path()
	with open(path, "ab") as handle:
		handle.write(b"%changed")
	with pytest.raises(LetterDamaged):
		pdf.of(letter)


def test_nothing_is_fetched_from_outside(words):
	from xinfang_app.letters import pdf

	fetch = pdf._fetcher("QH-XFJ")
	for url in (
		"file:///etc/passwd",
		"http://127.0.0.1/",
		"https://example.com/x.png",
		"xf-seal:QH-LQ",
		"data:text/html,x",
	):
		with pytest.raises(ValueError):
			fetch(url)
	with pytest.raises(OSError):
		fetch("xf-font:../../../etc/passwd")


def test_a_seal_image_replaces_the_place(words, road, letter_of):
	import frappe
	from PIL import Image

	from xinfang_app.letters import pdf

	picture = io.BytesIO()
	Image.new("RGB", (60, 60), (200, 0, 0)).save(picture, "PNG")
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "seal.png",
			"attached_to_doctype": "Organ",
			"attached_to_name": "QH-XFJ",
			"is_private": 1,
			"content": picture.getvalue(),
		}
	).insert(ignore_permissions=True)
	frappe.db.set_value("Organ", "QH-XFJ", "seal_image", file.file_url)
	road.referred()
	letter = letter_of("W05")
	assert "（印章）" not in letter.html
	content, _pages = pdf.make(letter.html, seal_of="QH-XFJ")
	from pypdf import PdfReader

	images = set()
	for page in PdfReader(io.BytesIO(content)).pages:
		drawn = page["/Resources"].get("/XObject") or {}
		images |= {
			drawn.raw_get(key).idnum for key in drawn if drawn[key].get_object()["/Subtype"] == "/Image"
		}
	assert len(images) == 1


def test_pages_are_counted_without_opening_anybody(words, road, letter_of):
	import frappe

	from xinfang_app.letters import pdf

	road.accepted()
	before = frappe.db.count("Identity Access Log")
	assert pdf.pages(letter_of("W08")) == 2
	assert frappe.db.count("Identity Access Log") == before
