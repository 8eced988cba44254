"""What is taken as a scan, told by its first bytes, and its pages. No database here.

Rule: an office scans to PDF, TIFF or JPEG and photographs to JPEG, PNG or WEBP; a TIFF becomes a PDF, so that every
page can be shown. What is too large, damaged or locked with a password is refused before anything is written, in words
that say what to do; the letter itself can be registered without its scan. A page is never laid out larger than
LONGEST, whatever size a file claims for it.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

PDF, PICTURE = "pdf", "picture"
#: First bytes → how the file is called here. A PDF may have a little rubbish before its mark.
MARKS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"II*\x00": "tif", b"MM\x00*": "tif"}
PDF_MARK, PDF_WITHIN = b"%PDF-", 1024
MAX_PAGES = 300
#: Pictures of more points are no photographs of a letter; reading them would fill the memory.
MAX_POINTS = 120_000_000
#: The longest side of a page as it is laid out, in points of the screen.
LONGEST = 3000
SHORTEST = 200


class Unreadable(Exception):
	"""The bytes are no scan, or damaged. `args[0]` is "kind", "damaged", "pages" or "points"."""


class Locked(Exception):
	"""The PDF opens with a password only."""


@dataclass(frozen=True)
class Taken:
	"""A file that can be shown: its bytes (a TIFF has become a PDF), its kind, its ending, how many pages."""

	content: bytes
	kind: str
	ending: str
	pages: int


def taken(content: bytes) -> Taken:
	"""Return `content` as it is to be kept. Raises Unreadable, Locked."""
	ending = _ending(content)
	if not ending:
		raise Unreadable("kind")
	if ending == "tif":
		content, ending = _tiff_as_pdf(content), "pdf"
	if ending == "pdf":
		with _opened(content) as document:
			pages = len(document)
		if not 0 < pages <= MAX_PAGES:
			raise Unreadable("pages")
		return Taken(content, PDF, ending, pages)
	_picture(content).close()
	return Taken(content, PICTURE, ending, 1)


def page(content: bytes, kind: str, number: int, *, longest: int = 1600, turn: int = 0) -> Image.Image:
	"""Return page `number` (from 1) upright after `turn` degrees clockwise, its longest side at most `longest`."""
	longest = max(SHORTEST, min(int(longest), LONGEST))
	if kind == PDF:
		with _opened(content) as document:
			if not 1 <= number <= len(document):
				raise Unreadable("pages")
			sheet = document[number - 1]
			scale = longest / max(*sheet.get_size(), 1)
			image = sheet.render(scale=scale).to_pil().convert("RGB")
			sheet.close()
	else:
		image = _picture(content)
		image.thumbnail((longest, longest), Image.LANCZOS)
	return image.rotate(-turn, expand=True) if turn % 360 else image


def collected(sources: list[tuple[bytes, str, list[tuple[int, int]]]]) -> bytes:
	"""Return one PDF of chosen pages: sources of (content, kind, [(page from 1, degrees clockwise)]), in this order."""
	import pypdfium2

	made = pypdfium2.PdfDocument.new()
	for content, kind, pages in sources:
		if kind == PICTURE:
			content = _picture_as_pdf(_picture(content))
		with _opened(content) as document:
			if any(not 1 <= number <= len(document) for number, _turn in pages):
				raise Unreadable("pages")
			made.import_pages(document, [number - 1 for number, _turn in pages])
		for place, (_number, turn) in enumerate(pages, start=len(made) - len(pages)):
			sheet = made[place]
			sheet.set_rotation((sheet.get_rotation() + turn) % 360)
	out = io.BytesIO()
	made.save(out)
	made.close()
	return out.getvalue()


def as_jpeg(image: Image.Image, quality: int = 82) -> bytes:
	"""Return `image` as the bytes of a JPEG."""
	out = io.BytesIO()
	image.save(out, "JPEG", quality=quality)
	return out.getvalue()


def _ending(content: bytes) -> str | None:
	for mark, ending in MARKS.items():
		if content.startswith(mark):
			return ending
	if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
		return "webp"
	return "pdf" if PDF_MARK in content[:PDF_WITHIN] else None


def _opened(content: bytes):
	# Imported late: only whoever handles a scan needs the library.
	import pypdfium2

	try:
		return pypdfium2.PdfDocument(content)
	except pypdfium2.PdfiumError as error:
		if "password" in str(error).lower():
			raise Locked from error
		raise Unreadable("damaged") from error


def _picture(content: bytes) -> Image.Image:
	"""Return a picture, upright as the camera meant it, in plain colours."""
	try:
		image = Image.open(io.BytesIO(content))
		if image.width * image.height > MAX_POINTS:
			raise Unreadable("points")
		image.load()
		return ImageOps.exif_transpose(image).convert("RGB")
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
		raise Unreadable("damaged") from error


def _picture_as_pdf(image: Image.Image) -> bytes:
	out = io.BytesIO()
	image.save(out, "PDF", resolution=200)
	return out.getvalue()


def _tiff_as_pdf(content: bytes) -> bytes:
	try:
		image = Image.open(io.BytesIO(content))
		if image.width * image.height > MAX_POINTS:
			raise Unreadable("points")
		frames = []
		for frame in ImageSequence.Iterator(image):
			if len(frames) == MAX_PAGES:
				raise Unreadable("pages")
			frames.append(frame.convert("RGB"))
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
		raise Unreadable("damaged") from error
	out = io.BytesIO()
	frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=200)
	return out.getvalue()
