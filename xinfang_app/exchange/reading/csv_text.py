"""Lists as text (.csv, .txt): in UTF-8, UTF-16 or the Chinese encodings of Windows, with comma, semicolon or tab.

Rule: the encoding is found by trying, strictly; a file that fits none is refused rather than read with question marks.
Signs by which other systems keep long numbers as text (`="0123"`, a leading apostrophe, a tab behind) are taken off.
"""

import codecs
import csv
import io
import re

from xinfang_app.exchange.reading.sheet import MAX_TEXT, ReadingError, Sheet

ENCODINGS = ("utf-8-sig", "gb18030")
_AS_TEXT = re.compile(r'^="(.*)"$', re.S)


def read(content: bytes, title: str = "") -> list[Sheet]:
	"""Return the one sheet of the text `content`. Raises ReadingError."""
	text = decoded(content)
	sheet = Sheet(title)
	limit = csv.field_size_limit(4 * MAX_TEXT)
	try:
		reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
		for cells in reader:
			sheet.add(reader.line_num, [_plain(cell) for cell in cells])
	except csv.Error as error:
		raise ReadingError("The text cannot be read as a table (line {0}).", reader.line_num) from error
	finally:
		csv.field_size_limit(limit)
	return [sheet]


def decoded(content: bytes) -> str:
	"""Return the text of `content`. Raises ReadingError where no encoding fits."""
	for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
		if content.startswith(mark):
			return _strict(content, encoding) or ""
	if b"\0" in content:
		raise ReadingError("The file is neither an Excel workbook nor a text table.")
	for encoding in ENCODINGS:
		text = _strict(content, encoding)
		if text is not None:
			return text
	raise ReadingError("The encoding of the text is unknown. Please save it as UTF-8 or as .xlsx.")


def _strict(content: bytes, encoding: str) -> str | None:
	try:
		return content.decode(encoding)
	except UnicodeDecodeError:
		return None


def _delimiter(text: str) -> str:
	"""The sign that stands in most of the first lines, and there most often."""
	lines = text[:20_000].splitlines()[:20]
	weights = {
		sign: (sum(sign in line for line in lines), max((line.count(sign) for line in lines), default=0))
		for sign in (",", "\t", ";")
	}
	return max(weights, key=lambda sign: weights[sign])


def _plain(cell: str) -> str:
	cell = cell.strip(" \t\r\n\u3000\ufeff\u00a0")
	found = _AS_TEXT.match(cell)
	if found:
		return found.group(1).replace('""', '"')
	return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@0123456789" else cell
