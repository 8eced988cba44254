"""The code on every paper: opaque, checked, and read back from a page that was tilted and blurred."""

import io

import pytest
from PIL import Image, ImageFilter

from xinfang_app.letters import papercode


def symbol(code, side, blur=0.0, angle=0.0):
	"""A white page of 1000 × 1400 dots with the symbol of `side` dots near its upper right corner."""
	drawn = Image.open(io.BytesIO(papercode.png(code))).convert("L").resize((side, side), Image.LANCZOS)
	page = Image.new("L", (1000, 1400), 255)
	page.paste(drawn, (820 - side // 2, 60))
	page = page.rotate(angle, fillcolor=110, expand=True, resample=Image.BICUBIC)
	return page.filter(ImageFilter.GaussianBlur(blur))


def test_a_number_is_opaque_and_checks_itself():
	codes = {papercode.new() for _ in range(200)}
	assert len(codes) == 200
	for code in codes:
		assert len(code) == 13 and set(code) <= set(papercode.ALPHABET)
		assert papercode.typed(papercode.written(code).lower()) == code
		assert papercode.scanned(papercode.PREFIX + code) == code


def test_a_number_that_begins_like_the_mark_of_the_symbol():
	drawn = papercode.PREFIX + "5CPK6SV1TC"
	code = drawn + papercode.check_character(drawn)
	assert papercode.typed(code) == papercode.typed(papercode.PREFIX + code) == code


def test_one_slip_of_the_pen_is_noticed():
	code = papercode.new()
	for place in range(len(code)):
		other = "2" if code[place] != "2" else "3"
		assert papercode.typed(code[:place] + other + code[place + 1 :]) is None
	for place in range(11):
		swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
		assert swapped == code or papercode.typed(swapped) is None


@pytest.mark.parametrize("text", ["", "XF", "1031234567890", "https://example.com/x", "XF" + "A" * 12, None])
def test_other_texts_are_no_code(text):
	assert papercode.typed(text) is None
	assert papercode.scanned(text or "") is None


def test_the_specimen_is_no_paper():
	assert papercode.scanned(papercode.PREFIX + papercode.SPECIMEN) is None
	assert papercode.is_specimen(papercode.PREFIX + papercode.SPECIMEN)


@pytest.mark.parametrize(
	("side", "blur", "angle"), [(118, 0, 0), (118, 1.5, 8), (118, 1.0, -8), (90, 0.8, 180)]
)
def test_it_is_read_back_from_a_bad_page(side, blur, angle):
	"""118 dots are 15 mm at 200 dots per inch."""
	import zxingcpp

	code = papercode.new()
	found = zxingcpp.read_barcodes(symbol(code, side, blur, angle))
	assert [papercode.scanned(one.text) for one in found] == [code]
