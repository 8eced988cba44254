"""The sheet around a template's text: red head, number, title, salutation, signature with seal, notes.

Looks follow GB/T 9704 (format of official documents): A4, type area 156 × 225 mm, title of size 2, text of size 3 with
28 characters a line, page numbers with dashes. Three layouts: red-head document (number centred under the head), letter
format (two double red lines, number at the right, no page number on page 1) and table form (no red head). Every page
carries the paper's code at the top right (`papercode`). Copies (抄送) stand at the foot of the last page; on a red-head
document with who had it printed and when, on a letter alone (GB/T 9704, 7.4 and 10.1).
"""

import base64
import re
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

from xinfang_app.letters import chinese, papercode

CODE_ADDRESS = "xf-code:"
LETTER_FORMAT, TABLE_FORM = "Letter format", "Table form"
_CLASSES = {"Red-head document": "document", LETTER_FORMAT: "letter", TABLE_FORM: "form"}
_SHEETS = Path(__file__).parent / "sheets"


def page(
	*,
	layout: str,
	title: str,
	organ: dict,
	number: str,
	date: date,
	secrecy: str | None = None,
	has_seal: bool = True,
	salutation: str = "",
	body: str,
	attachments: str = "",
	copy_to: str = "",
	code: str = "",
) -> str:
	"""Return an HTML document without its style sheet; `salutation`, `body`, `attachments`, `copy_to` are HTML already.

	`code` is the paper's code; without it no symbol is printed.
	"""
	parts = [_code(code), _head(layout, title, organ, number, secrecy)]
	if salutation.strip():
		parts.append(f'<p class="salutation">{salutation.strip()}</p>')
	parts.append(f'<div class="text">{body}</div>')
	parts.append(_attachments(attachments))
	parts.append(_signature(layout, organ, date, has_seal))
	parts.append(_imprint(layout, organ, date, copy_to))
	return (
		'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
		f"<title>{escape(title)}</title></head>"
		f'<body class="{_CLASSES[layout]}">{"".join(parts)}</body></html>'
	)


def styled(html: str, *, preview: bool = False) -> str:
	"""Return `html` with the style sheet in its head; `preview` adds the mark that it is not an issued paper."""
	mark = '<div class="specimen">预　览</div>' if preview else ""
	return html.replace("</head>", f"<style>{_css()}</style></head>", 1).replace(
		"</body>", f"{mark}</body>", 1
	)


def on_screen(html: str) -> str:
	"""Return `html` with the paper's symbol inside it: a browser knows no `xf-code:` address."""

	def inside(match: re.Match) -> str:
		return "data:image/svg+xml;base64," + base64.b64encode(papercode.svg(match[1])).decode()

	return re.sub(rf"{CODE_ADDRESS}([0-9A-Z]+)", inside, html)


def tightened(html: str) -> str:
	"""Return `html` with its lines closer together, for a paper that would need a page for a few lines."""
	return html.replace('<body class="', '<body class="tight ', 1)


def _head(layout: str, title: str, organ: dict, number: str, secrecy: str | None) -> str:
	mark = f'<p class="secrecy">{escape(secrecy)}</p>' if secrecy else ""
	number_line = f'<p class="number">{escape(number)}</p>' if number else ""
	heading = f"<h1>{escape(title)}</h1>"
	if layout == TABLE_FORM:
		return f"{mark}{heading}{number_line}"
	head = f'<p class="redhead" style="font-size: {_head_size(organ["title"] or "")}pt">{escape(organ["title"] or "")}</p>'
	if layout == LETTER_FORMAT:
		return f'{head}<div class="doubleline"></div>{number_line}{mark}{heading}'
	return f'{mark}{head}{number_line}<div class="redline"></div>{heading}'


def _head_size(organ_title: str) -> int:
	"""Points of the red head: 34, smaller where a long name would not fit one line of 170 mm (482 pt)."""
	return max(18, min(34, 482 // max(len(organ_title), 1) - 3))


def _code(code: str) -> str:
	if not code:
		return ""
	return f'<div class="papercode"><img src="{CODE_ADDRESS}{escape(code)}" alt=""><p>{papercode.written(escape(code))}</p></div>'


def _imprint(layout: str, organ: dict, date: date, copy_to: str) -> str:
	copies = " ".join(copy_to.split())
	if not copies:
		return ""
	printed = (
		f'<p class="printed"><span>{escape(organ["title"] or "")}</span><span>{chinese.day(date)}印发</span></p>'
		if layout not in (LETTER_FORMAT, TABLE_FORM)
		else ""
	)
	return f'<div class="imprint"><p class="copies">抄送：{copies.rstrip("。")}。</p>{printed}</div>'


def _attachments(attachments: str) -> str:
	lines = [line.strip() for line in attachments.splitlines() if line.strip()]
	if not lines:
		return ""
	if len(lines) == 1:
		return f'<p class="attachment">附件：{lines[0]}</p>'
	rows = "".join(f"<p>{place}. {line}</p>" for place, line in enumerate(lines, 1))
	return f'<div class="attachments"><p>附件：</p><div>{rows}</div></div>'


def _signature(layout: str, organ: dict, date: date, has_seal: bool) -> str:
	if not has_seal:
		return ""
	if organ.get("seal"):
		seal = f'<img class="seal" src="xf-seal:{escape(str(organ["seal"]))}" alt="">'
	else:
		seal = '<span class="sealplace">（印章）</span>'
	return (
		f'<div class="signature">{seal}<p>{escape(organ["title"] or "")}</p>'
		f'<p class="date">{chinese.day(date)}</p></div>'
	)


@lru_cache(maxsize=1)
def _css() -> str:
	return (_SHEETS / "paper.css").read_text(encoding="utf-8")
