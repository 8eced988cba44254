"""A paper as a Word file (docx), made from the same text as its PDF.

Rule: there is one text. A Letter Template is rendered once; PDF and Word are two prints of what came out, so no second
template has to be kept. Word is for working on a draft in WPS or Word: what was issued is the frozen text and its PDF,
and each Word file says in its head which of the two it is. It never carries the picture of a seal: a file that can be
edited and is sealed already would be a blank cheque; the place of the seal stays marked.

Names are filled by whoever calls, who has opened them (`pdf.values`); this module sees only text.
"""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from lxml import html as markup

from xinfang_app.letters import paper, papercode, word_styles, word_tables, word_text

COPY_NOTE = "编辑副本：正式文书以存档的PDF为准"
DRAFT_NOTE = "草稿：未编号、未制发"


def make(html: str, *, note: str) -> bytes:
	"""Return the docx of a paper's HTML, as `paper.page` wrote it, its slots filled; `note` stands in its head."""
	return _Paper(markup.document_fromstring(html), note).content()


class _Paper:
	def __init__(self, tree, note: str):
		body = tree.find("body")
		self.layout = next(
			name for name in body.get("class").split() if name in ("document", "letter", "form")
		)
		self.document = Document()
		self.title = tree.findtext("head/title") or ""
		word_styles.page(self.document, self.layout)
		self._head(body, note)
		word_styles.foot(self.document.sections[0])
		for element in body:
			self._block(element)
		self.document.core_properties.title = self.title
		self.document.core_properties.author = ""
		self.document.core_properties.comments = ""

	def content(self) -> bytes:
		kept = io.BytesIO()
		self.document.save(kept)
		return kept.getvalue()

	def _head(self, body, note: str) -> None:
		"""The note at the left of every page, the paper's code at the right."""
		line = self.document.sections[0].header.paragraphs[0]
		word_styles.tabs(line, self.document.sections[0])
		word_styles.run(line, note, size=9, family="hei")
		symbol = body.xpath('.//div[contains(@class, "papercode")]/img/@src')
		if symbol:
			code = symbol[0].removeprefix(paper.CODE_ADDRESS)
			line.add_run("\t").add_picture(io.BytesIO(papercode.png(code)), width=Mm(15))
			under = self.document.sections[0].header.add_paragraph()
			under.alignment = WD_ALIGN_PARAGRAPH.RIGHT
			word_styles.run(under, papercode.written(code), size=6, family="mono")

	def _block(self, element) -> None:
		kinds = (element.get("class") or "").split()
		if not isinstance(element.tag, str) or {"papercode", "specimen"} & set(kinds):
			return
		if "redhead" in kinds:
			word_styles.red_head(self._paragraph(), element.text_content())
		elif kinds and kinds[0] in ("redline", "doubleline"):
			word_styles.rule(self._paragraph(), double="doubleline" in kinds)
		elif "number" in kinds:
			line = self._paragraph(center=self.layout == "document", right=self.layout != "document")
			word_styles.run(line, element.text_content())
		elif "secrecy" in kinds:
			word_styles.run(self._paragraph(), element.text_content(), family="hei")
		elif element.tag == "h1":
			line = self._paragraph(center=True)
			word_styles.spaced(line, before=24, after=18, exactly=None)
			word_styles.run(line, element.text_content(), size=22, family="song", bold=True)
		elif "text" in kinds:
			self._text(element)
		elif "attachments" in kinds:
			lines = element.xpath("./div/p")
			for place, line in enumerate(lines):
				first = "附件：" if not place else "　　　"
				word_styles.run(self._paragraph(indent=2), first + line.text_content())
		elif "signature" in kinds:
			self._signature(element)
		elif "imprint" in kinds:
			self._imprint(element)
		else:
			word_text.fill(self._paragraph(indent=2 if "attachment" in kinds else 0), element, self.size)

	@property
	def size(self) -> float:
		return 14 if self.layout == "form" else 16

	def _text(self, element, boxed: bool = False) -> None:
		if (element.text or "").strip():
			word_styles.run(self._paragraph(indent=2), element.text.strip(), size=self.size)
		for child in element:
			if not isinstance(child.tag, str):
				continue
			kinds = (child.get("class") or "").split()
			if child.tag == "table":
				word_tables.add(self.document, child)
			elif child.tag == "hr":
				word_styles.rule(self._paragraph(), double=False)
			elif child.tag in ("div", "ol", "ul"):
				self._text(child, boxed or "box" in kinds)
			else:
				self._line(child, kinds, boxed)

	def _line(self, child, kinds: list[str], boxed: bool) -> None:
		flush = boxed or bool({"noindent", "center", "right", "small"} & set(kinds))
		line = self._paragraph(
			indent=0 if flush else 2, center="center" in kinds, right="right" in kinds, small="small" in kinds
		)
		if boxed:
			word_styles.boxed(line)
		size = 12 if "small" in kinds else 20 if "big" in kinds else self.size
		family = {"h2": "hei", "h3": "kai"}.get(child.tag, "fang")
		if child.tag in ("h2", "h3") or "keep" in kinds:
			line.paragraph_format.keep_with_next = True
		word_text.fill(line, child, size, family=family)

	def _signature(self, element) -> None:
		lines = [line.text_content() for line in element.findall("p")]
		for place, text in enumerate(lines):
			line = self._paragraph(right=True)
			line.paragraph_format.right_indent = Pt(self.size * 3)
			line.paragraph_format.keep_with_next = place + 1 < len(lines)
			if not place:
				word_styles.spaced(line, before=46, after=0)
			word_styles.run(line, text, size=self.size)
		word_styles.run(self._paragraph(right=True), "（印章）", size=12, grey=True)

	def _imprint(self, element) -> None:
		lines = element.findall("p")
		for place, line in enumerate(lines):
			made = self._paragraph()
			if self.layout == "document":
				word_styles.imprint_line(made, first=not place, last=place + 1 == len(lines))
			parts = [span.text_content() for span in line.findall("span")] or [line.text_content()]
			word_styles.tabs(made, self.document.sections[0])
			word_styles.run(made, "\t".join(parts), size=14)

	def _paragraph(self, *, indent: int = 0, center: bool = False, right: bool = False, small: bool = False):
		line = self.document.add_paragraph()
		word_styles.spaced(
			line, exactly=(18 if small else 25) if self.layout == "form" else (20 if small else 29)
		)
		if indent:
			word_styles.first_line(line, indent)
		if center or right:
			line.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.RIGHT
		return line
