"""The pages of what came out of a scanner or a telephone: opened one by one, and cut into piles of their own.

PDF and pictures (JPEG, PNG, TIFF with several pages, WebP, BMP). A page is looked at in grey at 200 dots an inch, which
the symbol of the code needs; what is kept is the page as it was scanned, cut out of its PDF without loss, unless the
piece would be too large: then it is drawn anew at 150 dots.
"""

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

DPI, KEPT_DPI = 200, 150
MAX_PAGES = 100
# Twice an A3 page at 200 dots: larger pages are drawn smaller, so that one odd page does not take the machine's memory.
MAX_DOTS = 15_000_000
KEPT_AT_MOST = 8 * 1024 * 1024


class Unreadable(Exception):
	"""The file is none of the kinds above, is damaged, locked with a password, or has no page."""


class TooManyPages(Exception):
	"""The file has more than MAX_PAGES pages."""


def is_pdf(content: bytes) -> bool:
	"""Return whether `content` is meant to be a PDF."""
	return b"%PDF-" in content[:1024]


def each(content: bytes) -> Iterator[Image.Image]:
	"""Yield the pages of a scan in order, in grey and upright as far as the file says so. Raises Unreadable, TooManyPages."""
	yield from _pdf_pages(content, DPI) if is_pdf(content) else _pictures(content)


def count(content: bytes) -> int:
	"""Return the number of pages. Raises Unreadable, TooManyPages."""
	if is_pdf(content):
		with _opened(content) as document:
			return len(document)
	with _picture(content) as picture:
		return _checked(getattr(picture, "n_frames", 1))


def cut(content: bytes, numbers: list[int]) -> bytes:
	"""Return a PDF of the pages `numbers` (from 1) of a scan, at most KEPT_AT_MOST bytes where drawing anew helps."""
	if not is_pdf(content):
		wanted = [page for number, page in enumerate(_pictures(content, colour=True), 1) if number in numbers]
		return _as_pdf(wanted)
	with _opened(content) as document:
		piece = pypdfium2.PdfDocument.new()
		piece.import_pages(document, [number - 1 for number in numbers])
		kept = io.BytesIO()
		piece.save(kept)
		piece.close()
	if kept.tell() <= KEPT_AT_MOST:
		return kept.getvalue()
	drawn = (
		page for number, page in enumerate(_pdf_pages(content, KEPT_DPI, colour=True), 1) if number in numbers
	)
	return _as_pdf(list(drawn))


def shown(content: bytes, number: int, dpi: int = 110) -> bytes:
	"""Return the page `number` (from 1) of a kept PDF as JPEG, for the screen. Raises Unreadable."""
	with _opened(content) as document:
		if not 1 <= number <= len(document):
			raise Unreadable(number)
		page = _drawn(document[number - 1], dpi, colour=True)
	kept = io.BytesIO()
	page.save(kept, "JPEG", quality=80)
	return kept.getvalue()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
	try:
		document = pypdfium2.PdfDocument(content)
		_checked(len(document))
	except pypdfium2.PdfiumError as error:
		raise Unreadable(str(error))
	return document


def _checked(pages: int) -> int:
	if not pages:
		raise Unreadable("no page")
	if pages > MAX_PAGES:
		raise TooManyPages(pages)
	return pages


def _pdf_pages(content: bytes, dpi: int, colour: bool = False) -> Iterator[Image.Image]:
	with _opened(content) as document:
		for place in range(len(document)):
			try:
				yield _drawn(document[place], dpi, colour)
			except pypdfium2.PdfiumError as error:
				raise Unreadable(str(error))


def _drawn(page, dpi: int, colour: bool) -> Image.Image:
	width, height = page.get_size()
	scale = dpi / 72
	dots = width * height * scale * scale
	if dots > MAX_DOTS:
		scale *= (MAX_DOTS / dots) ** 0.5
	bitmap = page.render(scale=scale, grayscale=not colour)
	# `convert` copies, so the renderer's own memory goes back with each page of a long pile.
	drawn = bitmap.to_pil().convert("RGB" if colour else "L").copy()
	bitmap.close()
	page.close()
	return drawn


def _picture(content: bytes) -> Image.Image:
	try:
		return Image.open(io.BytesIO(content))
	except (OSError, Image.DecompressionBombError, ValueError) as error:
		raise Unreadable(str(error))


def _pictures(content: bytes, colour: bool = False) -> Iterator[Image.Image]:
	with _picture(content) as picture:
		_checked(getattr(picture, "n_frames", 1))
		try:
			for frame in ImageSequence.Iterator(picture):
				# A telephone notes how it was held; the picture itself lies on its side.
				page = ImageOps.exif_transpose(frame).convert("RGB" if colour else "L")
				dots = page.width * page.height
				if dots > MAX_DOTS:
					share = (MAX_DOTS / dots) ** 0.5
					page = page.resize((int(page.width * share), int(page.height * share)))
				yield page
		except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
			raise Unreadable(str(error))


def _as_pdf(drawn: list[Image.Image]) -> bytes:
	if not drawn:
		raise Unreadable("no page")
	kept = io.BytesIO()
	for page in drawn:
		# As large as an A4 page has dots, whatever the telephone's lens can do.
		page.thumbnail((2480, 3508))
	drawn[0].save(kept, "PDF", save_all=True, append_images=drawn[1:], resolution=KEPT_DPI, quality=80)
	return kept.getvalue()
