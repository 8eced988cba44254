"""Which kind of file it is, by its first bytes and never by its name: systems give web pages the ending .xls."""

from xinfang_app.exchange.reading import csv_text, xls, xlsx
from xinfang_app.exchange.reading.sheet import MAX_BYTES, MEGABYTE, ReadingError, Sheet

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"


def read(content: bytes, file_name: str = "") -> list[Sheet]:
	"""Return the sheets of a list that hold anything. Raises ReadingError."""
	if not content:
		raise ReadingError("The file is empty.")
	if len(content) > MAX_BYTES:
		raise ReadingError("The file is larger than {0} MB. Please split the list.", MAX_BYTES // MEGABYTE)
	sheets = [sheet for sheet in _reader(content)(content) if sheet.rows]
	if not sheets:
		raise ReadingError("The file holds no rows.")
	return sheets


def _reader(content: bytes):
	if content.startswith(ZIP):
		return xlsx.read
	if content.startswith(OLE):
		return xls.read
	head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
	if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<style")):
		raise ReadingError(
			"This is a web page with the ending of Excel. Please open it in Excel or WPS and save it as .xlsx."
		)
	if head.startswith(b"%pdf"):
		raise ReadingError("The file is neither an Excel workbook nor a text table.")
	return csv_text.read
