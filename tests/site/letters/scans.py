"""Papers as they come back: printed, and scanned or photographed."""

import io

from PIL import Image, ImageDraw, ImageFilter

from xinfang_app.letters import papercode


def page(code=None, *, side=118, blur=0.0, angle=0.0, text="送达回证"):
	"""An A4 page at 200 dots an inch with the code of a paper (15 mm) at its upper right, or without one."""
	drawn = Image.new("L", (1654, 2339), 255)
	pen = ImageDraw.Draw(drawn)
	for line in range(300, 1900, 60):
		pen.rectangle([160, line, 160 + (line * 7) % 1300, line + 22], fill=30)
	if code:
		symbol = Image.open(io.BytesIO(papercode.png(code))).convert("L").resize((side, side), Image.LANCZOS)
		drawn.paste(symbol, (1654 - 157 - side, 40))
	drawn = drawn.rotate(angle, expand=True, fillcolor=120, resample=Image.BICUBIC)
	return drawn.filter(ImageFilter.GaussianBlur(blur)) if blur else drawn


def blank():
	return Image.new("L", (1654, 2339), 252)


def pdf(*pages):
	"""A scanner's PDF of these pages."""
	kept = io.BytesIO()
	pages[0].save(kept, "PDF", save_all=True, append_images=list(pages[1:]), resolution=200)
	return kept.getvalue()


def jpeg(picture, quality=70):
	kept = io.BytesIO()
	picture.save(kept, "JPEG", quality=quality)
	return kept.getvalue()
