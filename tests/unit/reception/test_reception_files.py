"""What is taken as a scan: by its bytes, page by page; damaged and locked files."""

import io

import pytest
from PIL import Image

from xinfang_app.reception.scans import files


def picture(form="PNG", size=(300, 400), colour="white"):
	out = io.BytesIO()
	Image.new("RGB", size, colour).save(out, form)
	return out.getvalue()


def pdf(pages=3):
	out = io.BytesIO()
	sheets = [Image.new("RGB", (200 + 10 * no, 300), (no * 40, 0, 0)) for no in range(pages)]
	sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
	return out.getvalue()


def locked_pdf():
	from pypdf import PdfReader, PdfWriter

	writer = PdfWriter()
	for sheet in PdfReader(io.BytesIO(pdf(1))).pages:
		writer.add_page(sheet)
	writer.encrypt("qinghe")
	out = io.BytesIO()
	writer.write(out)
	return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_one_page(form):
	taken = files.taken(picture(form))
	assert (taken.kind, taken.pages) == (files.PICTURE, 1)


def test_a_pdf_has_its_pages():
	taken = files.taken(pdf(3))
	assert (taken.kind, taken.ending, taken.pages) == (files.PDF, "pdf", 3)


def test_a_tiff_of_several_pages_becomes_a_pdf():
	out = io.BytesIO()
	Image.new("RGB", (200, 300)).save(
		out, "TIFF", save_all=True, append_images=[Image.new("RGB", (200, 300))]
	)
	taken = files.taken(out.getvalue())
	assert (taken.kind, taken.ending, taken.pages) == (files.PDF, "pdf", 2)


@pytest.mark.parametrize(
	("content", "fault"),
	[
		(b"", "kind"),
		("来信正文".encode(), "kind"),
		(b"PK\x03\x04" + b"0" * 100, "kind"),
		(b"%PDF-1.7\n" + b"rubbish" * 50, "damaged"),
		(b"\x89PNG\r\n\x1a\n" + b"0" * 50, "damaged"),
		(picture("JPEG")[:200], "damaged"),
	],
)
def test_what_is_no_scan_or_damaged_is_told_apart(content, fault):
	with pytest.raises(files.Unreadable) as told:
		files.taken(content)
	assert told.value.args[0] == fault


def test_a_pdf_cut_short_is_damaged_or_still_whole():
	whole = pdf(2)
	try:
		taken = files.taken(whole[: len(whole) // 3])
	except files.Unreadable as fault:
		assert fault.args[0] in ("damaged", "pages")
	else:
		assert taken.pages >= 1


def test_a_pdf_with_a_password_is_locked():
	with pytest.raises(files.Locked):
		files.taken(locked_pdf())


def test_a_page_is_laid_out_within_bounds_and_turned():
	image = files.page(pdf(1), files.PDF, 1, longest=600)
	assert max(image.size) in (599, 600, 601) and image.height > image.width
	turned = files.page(pdf(1), files.PDF, 1, longest=600, turn=90)
	assert turned.width > turned.height
	assert max(files.page(picture(size=(9000, 90)), files.PICTURE, 1, longest=10**9).size) <= files.LONGEST


def test_turning_is_clockwise():
	image = Image.new("RGB", (40, 20), "white")
	image.putpixel((0, 0), (255, 0, 0))
	out = io.BytesIO()
	image.save(out, "PNG")
	turned = files.page(out.getvalue(), files.PICTURE, 1, longest=400, turn=90)
	assert turned.getpixel((turned.width - 1, 0)) == (255, 0, 0)


def test_a_page_that_is_not_there():
	for number in (0, 4):
		with pytest.raises(files.Unreadable):
			files.page(pdf(3), files.PDF, number)


def test_pages_of_several_scans_make_one_pdf():
	made = files.collected([(pdf(3), files.PDF, [(3, 0), (1, 90)]), (picture(), files.PICTURE, [(1, 0)])])
	assert files.taken(made).pages == 3
	first, second = (files.page(made, files.PDF, number, longest=300) for number in (1, 2))
	assert first.height > first.width and second.width > second.height


def test_a_picture_of_absurd_size_is_refused(monkeypatch):
	monkeypatch.setattr(files, "MAX_POINTS", 1000)
	with pytest.raises(files.Unreadable) as told:
		files.taken(picture())
	assert told.value.args[0] == "points"
