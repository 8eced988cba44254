"""Finding the code on a page: scanned straight, put in upside down, or photographed askew and out of focus.

The decoder (zxing-cpp) copes with any angle. A page on which it finds nothing is tried again sharpened and drawn twice as
large, and with one threshold for the whole page instead of a local one, which helps against shadows and faint print.
Beside the papers' own codes it reads the linear codes of the post office, by which a mail receipt finds its letter.
"""

from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

_FORMATS = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128)
# A page with less ink than this is the empty back of another.
_INK = 0.002
_LARGEST = 24_000_000


def codes(page: Image.Image) -> list[str]:
	"""Return the texts of the codes on a grey page, each once; [] if none can be read."""
	for attempt in _attempts(page):
		found = [
			one.text
			for one in zxingcpp.read_barcodes(attempt[0], formats=_joined(), **attempt[1])
			if one.text
		]
		if found:
			return list(dict.fromkeys(found))
	return []


def is_blank(page: Image.Image) -> bool:
	"""Return whether a grey page is empty: the back of a sheet that went through the scanner on both sides."""
	small = page.resize((200, 280))
	inner = small.crop((8, 8, 192, 272))
	dark = sum(inner.histogram()[:150])
	return dark < _INK * inner.width * inner.height


def _attempts(page: Image.Image) -> Iterator[tuple[Image.Image, dict]]:
	yield page, {}
	clear = ImageOps.autocontrast(page, cutoff=1)
	yield clear.filter(ImageFilter.UnsharpMask(3, 250, 0)), {}
	yield clear, {"binarizer": zxingcpp.Binarizer.GlobalHistogram}
	if page.width * page.height * 4 <= _LARGEST:
		large = clear.resize((page.width * 2, page.height * 2), Image.BICUBIC)
		yield large.filter(ImageFilter.UnsharpMask(6, 300, 0)), {}


def _joined():
	formats = _FORMATS[0]
	for one in _FORMATS[1:]:
		formats = formats | one
	return formats
