"""Scans as files of the piece: limits, twins, names, turning, and reading them in the background."""

import frappe
import pytest

from xinfang_app.access.errors import NotPermitted
from xinfang_app.reception import drafts
from xinfang_app.reception.errors import FileLocked, FileNotReadable, FileTooLarge, PagesNotPossible
from xinfang_app.reception.reading import engine, job
from xinfang_app.reception.scans import files, keeping


def test_a_scan_is_a_private_file_of_the_piece_with_a_neutral_name(county, letters):
	scan = letters.scan(letters.begin())
	file = frappe.get_doc("File", scan.file)
	assert (file.is_private, file.attached_to_doctype) == (1, drafts.DOCTYPE)
	assert file.file_name == "扫描件-1.pdf" and file.file_url.startswith("/private/files/")


def test_a_scan_is_seen_by_whoever_sees_the_piece(county, letters, as_user):
	from xinfang_app.reception import api

	scan = letters.scan(letters.begin())
	with as_user(county.xfj):
		api.page(scan.name, 1)
		assert frappe.response.filecontent.startswith(b"\xff\xd8\xff")
	for stranger in (county.xfj2, county.rsj, county.lq, county.dg):
		with as_user(stranger):
			with pytest.raises(NotPermitted):
				api.page(scan.name, 1)
			assert not frappe.get_doc("File", scan.file).is_downloadable()


def test_eighty_megabytes_are_refused_in_plain_words(county):
	with pytest.raises(FileTooLarge, match=r"80(\.0)? MB.*上限"):
		keeping.checked(b"%PDF-" + b"0" * (80 * 2**20 - 5))


def test_the_limit_is_the_sites(county, letters, monkeypatch):
	monkeypatch.setitem(frappe.local.conf, "max_file_size", 100 * 2**20)
	assert keeping.limit() == 100 * 2**20 - keeping.ENVELOPE
	assert keeping.checked(letters.pdf(1)).pages == 1


@pytest.mark.parametrize(
	("content", "error", "words"),
	[
		(b"%PDF-1.7 rubbish", FileNotReadable, "损坏"),
		(b"hello", FileNotReadable, "不是扫描件"),
	],
)
def test_a_bad_file_is_refused_in_chinese(county, content, error, words):
	with pytest.raises(error, match=words):
		keeping.checked(content)


def test_a_locked_pdf_is_refused_in_chinese(county, letters):
	import io

	from pypdf import PdfReader, PdfWriter

	writer = PdfWriter()
	writer.append_pages_from_reader(PdfReader(io.BytesIO(letters.pdf(1))))
	writer.encrypt("geheim")
	out = io.BytesIO()
	writer.write(out)
	with pytest.raises(FileLocked, match="密码"):
		keeping.checked(out.getvalue())


def test_the_same_file_taken_in_twice_at_an_office_is_told(county, letters, as_user):
	content = letters.pdf(1)
	with as_user(county.xfj):
		keeping.add(letters.begin(), keeping.checked(content))
	assert keeping.twin(content, county.XFJ)["by"] == "xfj"
	assert keeping.twin(letters.pdf(1, shade=9), county.XFJ) is None
	assert keeping.twin(content, county.RSJ) is None


def test_a_turned_page_stays_turned_and_is_read_anew(county, letters):
	scan = letters.scan(letters.begin(), pages=2)
	letters.read(scan)
	scan.reload()
	assert keeping.turn(scan, 2, 90) == {2: 90} and keeping.turn(scan, 2, 270) == {2: 0}
	assert scan.text_enc is None
	for number, by in ((3, 90), (0, 90), (1, 45)):
		with pytest.raises(PagesNotPossible):
			keeping.turn(scan, number, by)


def test_what_was_read_is_encrypted(county, letters):
	scan = letters.scan(letters.begin())
	letters.read(scan)
	stored = frappe.db.get_value("Letter Scan", scan.name, "text_enc")
	assert stored and "青苗" not in stored
	assert job.read_text(scan.submission) == letters.LINES


def test_nothing_is_written_of_a_scan_that_went_meanwhile(county, letters, db):
	scan = letters.scan(letters.begin())
	keeping.wipe(scan.submission)
	letters.read(scan)
	assert not frappe.db.count("Letter Scan", {"submission": scan.submission})


def test_a_proposal_writes_nothing(county, letters, as_user):
	draft = letters.begin()
	letters.read(letters.scan(draft))
	before = frappe.db.get_value(drafts.DOCTYPE, draft.name, "*", as_dict=True)
	with as_user(county.xfj):
		job.proposed(drafts.get(draft.name))
	assert frappe.db.get_value(drafts.DOCTYPE, draft.name, "*", as_dict=True) == before


def test_without_a_reader_the_desk_says_so(county, letters, as_user, monkeypatch):
	monkeypatch.setattr(engine, "available", lambda: False)
	draft = letters.begin()
	scan = letters.scan(draft)
	assert not scan.state
	with as_user(county.xfj):
		assert job.proposed(drafts.get(draft.name)) == {"state": "off"}


def test_a_file_that_vanished_is_not_read_for_ever(county, letters):
	import os

	scan = letters.scan(letters.begin())
	os.unlink(frappe.get_doc("File", scan.file).get_full_path())
	job.read(scan)
	assert frappe.db.get_value("Letter Scan", scan.name, "state") == job.FAILED


@pytest.mark.skipif(not engine.available(), reason="the reader is an optional part of the installation")
@pytest.mark.slow
def test_the_reader_reads_a_printed_letter(county, letters):
	import io
	from pathlib import Path

	from PIL import Image, ImageDraw, ImageFont

	fonts = sorted(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"))
	image = Image.new("RGB", (1240, 500), "white")
	face = ImageFont.truetype(str(fonts[0]), 40, index=2)
	for place, line in enumerate(letters.LINES[:3]):
		ImageDraw.Draw(image).text((60, 60 + 90 * place), line[:26], font=face, fill="black")
	out = io.BytesIO()
	image.save(out, "JPEG")
	taken = files.taken(out.getvalue())
	scan = keeping.add(letters.begin(), taken)
	job.read(scan)
	assert "青苗补偿款" in "".join(job.read_text(scan.submission))
