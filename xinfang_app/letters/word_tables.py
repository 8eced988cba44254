"""Tables of a paper in Word: widths, merged cells, high rows and heads as the style sheet has them."""

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from xinfang_app.letters import word_styles, word_text

SIZE = 12
_WIDTHS = {"label": 25, "narrow": 14, "wide": 50}
_HEIGHTS = {"tall": 20, "taller": 40}


def add(document, element) -> None:
	"""Add the HTML table `element` at the end of `document`."""
	rows = element.xpath(".//tr")
	places, columns = laid_out(rows)
	if not columns:
		return
	section = document.sections[0]
	whole = section.page_width - section.left_margin - section.right_margin
	table = document.add_table(len(rows), columns)
	table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
	widths = _column_widths(places, columns, whole)
	for column, width in zip(table.columns, widths, strict=True):
		column.width = width
	for place, row in enumerate(rows):
		_row(table.rows[place], row)
	for cell, top, left, height, width in places:
		made = table.cell(top, left)
		if height > 1 or width > 1:
			made = made.merge(table.cell(top + height - 1, left + width - 1))
		made.width = sum(widths[left : left + width])
		_cell(made, cell)
	gap = document.add_paragraph()
	word_styles.spaced(gap, exactly=6)


def laid_out(rows: list) -> tuple[list[tuple], int]:
	"""Return where each cell lies, as (cell, row, column, rows, columns), and how many columns the table has."""
	taken: set[tuple[int, int]] = set()
	places = []
	for top, row in enumerate(rows):
		left = 0
		for cell in row.xpath("./th | ./td"):
			while (top, left) in taken:
				left += 1
			width = int(cell.get("colspan") or 1)
			height = min(int(cell.get("rowspan") or 1), len(rows) - top)
			taken |= {(top + down, left + along) for down in range(height) for along in range(width)}
			places.append((cell, top, left, height, width))
			left += width
	return places, max((column for _row, column in taken), default=-1) + 1


def _column_widths(places: list[tuple], columns: int, whole: int) -> list[int]:
	"""Columns that a class fixes get its width, the others share the rest."""
	fixed: dict[int, int] = {}
	for cell, _top, left, _height, width in places:
		kinds = (cell.get("class") or "").split()
		if width == 1 and left not in fixed:
			known = next((_WIDTHS[kind] for kind in kinds if kind in _WIDTHS), None)
			if known:
				fixed[left] = Mm(known)
	free = columns - len(fixed)
	rest = max(whole - sum(fixed.values()), Mm(15) * free)
	return [fixed.get(column) or int(rest / free) for column in range(columns)]


def _row(made, row) -> None:
	properties = made._tr.get_or_add_trPr()
	properties.append(OxmlElement("w:cantSplit"))
	height = next((_HEIGHTS[kind] for kind in (row.get("class") or "").split() if kind in _HEIGHTS), None)
	if height:
		made.height, made.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
	if row.getparent().tag == "thead":
		properties.append(OxmlElement("w:tblHeader"))


def _cell(made, cell) -> None:
	kinds = (cell.get("class") or "").split()
	head = cell.tag == "th" or "label" in kinds
	high = any(kind in _HEIGHTS for kind in (cell.getparent().get("class") or "").split())
	made.vertical_alignment = WD_ALIGN_VERTICAL.TOP if high and not head else WD_ALIGN_VERTICAL.CENTER
	blocks = [child for child in cell if child.tag in ("p", "div", "ol", "ul")] or [cell]
	for place, block in enumerate(blocks):
		line = made.paragraphs[0] if not place else made.add_paragraph()
		word_styles.spaced(line, exactly=18)
		inner = (block.get("class") or "").split()
		if head or "narrow" in kinds or "center" in inner:
			line.alignment = WD_ALIGN_PARAGRAPH.CENTER
		elif {"sign", "right"} & set(inner):
			line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
			word_styles.spaced(line, before=16 if "sign" in inner else 0, exactly=18)
		word_text.fill(line, block, SIZE, family="hei" if head else "fang")
	# Word reads the properties of a cell in one order only.
	made._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(_margins())


def _margins():
	margins = OxmlElement("w:tcMar")
	for side in ("top", "bottom"):
		part = OxmlElement(f"w:{side}")
		part.set(qn("w:w"), "60")
		part.set(qn("w:type"), "dxa")
		margins.append(part)
	return margins
