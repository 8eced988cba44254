"""Word beside the PDF: the same text, tables and marks, no seal."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from xinfang_app.letters import paper, papercode, word

CODE = papercode.new()


def made(layout="Red-head document", body="<p>正文一。</p>", **changes):
	values = {
		"layout": layout,
		"title": "告知书",
		"organ": {"title": "青禾县信访局", "seal": "QH-XFJ"},
		"number": "青信告〔2026〕1号",
		"date": date(2026, 3, 2),
		"salutation": "林某某：",
		"body": body,
		"copy_to": "柳桥镇人民政府",
		"code": CODE,
		**changes,
	}
	return docx.Document(io.BytesIO(word.make(paper.page(**values), note=word.COPY_NOTE)))


@pytest.mark.parametrize("layout", ["Red-head document", "Letter format", "Table form"])
def test_every_part_of_the_sheet_is_there(layout):
	document = made(layout, attachments="甲\n乙")
	text = "\n".join(line.text for line in document.paragraphs)
	for wanted in (
		"告知书",
		"青信告〔2026〕1号",
		"林某某：",
		"正文一。",
		"附件：1. 甲",
		"2026年3月2日",
		"（印章）",
		"抄送：柳桥镇人民政府。",
	):
		assert wanted in text, wanted
	assert text.count("青禾县信访局") >= (1 if layout == "Table form" else 2)
	head = document.sections[0].header
	assert word.COPY_NOTE in head.paragraphs[0].text and papercode.written(CODE) in head.paragraphs[1].text
	assert "PAGE" in document.sections[0].footer._element.xml


def test_no_picture_of_the_seal_goes_into_a_file_that_can_be_edited():
	document = made()
	assert not document.inline_shapes, "the only picture is the code, in the head"
	assert len(document.sections[0].header._element.findall(f".//{qn('w:drawing')}")) == 1


def test_emphasis_headings_and_indents():
	document = made(
		body='<h2>一、理由</h2><p>甲<b>乙</b><sup>2</sup><br>丙</p><p class="center">丁</p><div class="box"><p class="noindent">戊</p></div>'
	)
	lines = {line.text: line for line in document.paragraphs}
	assert lines["一、理由"].runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
	mixed = lines["甲乙2\n丙"]
	assert [(run.text, bool(run.bold)) for run in mixed.runs][:2] == [("甲", False), ("乙", True)]
	assert mixed.runs[2].font.superscript
	assert mixed._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
	assert lines["丁"].alignment is not None and "w:pBdr" in lines["戊"]._p.xml


def test_tables_keep_their_merged_cells_and_heads():
	document = made(
		body="""<table><thead><tr><th class="narrow">号</th><th>名</th><th>注</th></tr></thead><tbody>
		<tr><td rowspan="2" class="label">甲</td><td colspan="2">乙</td></tr>
		<tr class="tall"><td>丙</td><td><p>丁</p><p class="sign">签名</p></td></tr></tbody></table>"""
	)
	table = document.tables[0]
	assert (len(table.rows), len(table.columns)) == (3, 3)
	assert table.cell(1, 0)._tc is table.cell(2, 0)._tc and table.cell(1, 1)._tc is table.cell(1, 2)._tc
	assert table.cell(2, 2).text == "丁\n签名"
	assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
	assert table.rows[2].height is not None
	order = [child.tag.split("}")[1] for child in table.cell(2, 1)._tc.tcPr]
	assert order.index("tcMar") < order.index("vAlign"), "Word reads them in this order only"
