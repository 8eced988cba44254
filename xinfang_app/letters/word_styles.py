"""How a Word paper looks: page, fonts, lines, after GB/T 9704 as the style sheet of the PDF has it.

Fonts are named as offices have them (仿宋_GB2312, 黑体, 楷体, 小标宋); WPS and Word put their own in place where one is
missing. Chinese and Latin letters are named apart, as Word wants it.
"""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

RED, GREY = RGBColor(0xD7, 0x00, 0x0F), RGBColor(0x99, 0x99, 0x99)
FAMILIES = {
	"fang": "仿宋_GB2312",
	"hei": "黑体",
	"kai": "楷体_GB2312",
	"song": "方正小标宋简体",
	"mono": "等线",
}
# Top, right, bottom, left in millimetres.
_MARGINS = {"document": (37, 26, 35, 28), "letter": (37, 26, 35, 28), "form": (24, 20, 18, 22)}


def page(document, layout: str) -> None:
	"""Make the only section of `document` an A4 page of `layout`, and its plain text 仿宋 of size 3."""
	section = document.sections[0]
	section.page_width, section.page_height = Mm(210), Mm(297)
	top, right, bottom, left = _MARGINS[layout]
	section.top_margin, section.right_margin = Mm(top), Mm(right)
	section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
	section.header_distance, section.footer_distance = Mm(5), Mm(10 if layout == "form" else 25)
	normal = document.styles["Normal"]
	normal.font.size = Pt(16)
	_name(normal.element.get_or_add_rPr(), "fang")


def foot(section) -> None:
	"""Number the pages as official papers do: — 1 —."""
	line = section.footer.paragraphs[0]
	line.alignment = WD_ALIGN_PARAGRAPH.CENTER
	run(line, "— ", size=14)
	number = line.add_run()
	number.font.size = Pt(14)
	for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
		part = OxmlElement("w:fldChar" if kind else "w:instrText")
		if kind:
			part.set(qn("w:fldCharType"), kind)
		else:
			part.text = text
		number._r.append(part)
	run(line, " —", size=14)


def run(
	line,
	text: str,
	*,
	size: float | None = None,
	family: str = "fang",
	bold: bool = False,
	colour: RGBColor | None = None,
	grey: bool = False,
):
	"""Add `text` to a paragraph and return the run."""
	made = line.add_run(text)
	_name(made._r.get_or_add_rPr(), family)
	if size:
		made.font.size = Pt(size)
	made.bold = bold or None
	if colour or grey:
		made.font.color.rgb = colour or GREY
	return made


def red_head(line, organ: str) -> None:
	"""Write the issuing organ's name in red across the head, smaller where the name is long."""
	spaced(line, before=0, after=12, exactly=None)
	line.alignment = WD_ALIGN_PARAGRAPH.CENTER
	run(
		line,
		organ,
		size=max(18, min(34, 482 // max(len(organ), 1) - 3)),
		family="song",
		bold=True,
		colour=RED,
	)


def rule(line, *, double: bool) -> None:
	"""Make an empty paragraph the red line under the head."""
	spaced(line, before=0, after=6, exactly=4)
	_border(line, "bottom", "thickThinSmallGap" if double else "single", "24" if double else "16", "D7000F")


def boxed(line) -> None:
	"""Draw a frame around a paragraph; neighbours share it."""
	for side in ("top", "left", "bottom", "right"):
		_border(line, side, "single", "8", "000000", space="6")


def imprint_line(line, *, first: bool, last: bool) -> None:
	"""Draw the lines of the imprint (版记): thick above and below, thin between."""
	if first:
		spaced(line, before=24, after=0, exactly=24)
		_border(line, "top", "single", "8", "000000")
	_border(line, "bottom", "single", "8" if last else "6", "000000")


def first_line(line, characters: int) -> None:
	"""Indent the first line by so many Chinese characters."""
	indent = line._p.get_or_add_pPr().get_or_add_ind()
	indent.set(qn("w:firstLineChars"), str(characters * 100))
	indent.set(qn("w:firstLine"), str(characters * 320))


def spaced(line, *, before: float = 0, after: float = 0, exactly: float | None = 29) -> None:
	"""Set the space around a paragraph and its line height in points; None lets the line grow with its letters."""
	form = line.paragraph_format
	form.space_before, form.space_after = Pt(before), Pt(after)
	if exactly:
		form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exactly)
	else:
		form.line_spacing_rule = WD_LINE_SPACING.SINGLE


def tabs(line, section) -> None:
	"""Give a paragraph one tab stop, at the right edge of the text."""
	width = section.page_width - section.left_margin - section.right_margin
	form = line.paragraph_format
	form.tab_stops.clear_all()
	form.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _name(properties, family: str) -> None:
	fonts = properties.get_or_add_rFonts()
	fonts.set(qn("w:ascii"), "Times New Roman")
	fonts.set(qn("w:hAnsi"), "Times New Roman")
	fonts.set(qn("w:eastAsia"), FAMILIES[family])


def _border(line, side: str, kind: str, size: str, colour: str, space: str = "1") -> None:
	properties = line._p.get_or_add_pPr()
	borders = properties.find(qn("w:pBdr"))
	if borders is None:
		borders = OxmlElement("w:pBdr")
		properties.insert_element_before(
			borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
		)
	# Word wants the sides in this order.
	for name in ("top", "left", "bottom", "right"):
		known = borders.find(qn(f"w:{name}"))
		if name == side:
			made = known if known is not None else OxmlElement(f"w:{name}")
			for key, value in (("val", kind), ("sz", size), ("space", space), ("color", colour)):
				made.set(qn(f"w:{key}"), value)
			known = made
		if known is not None:
			borders.append(known)
