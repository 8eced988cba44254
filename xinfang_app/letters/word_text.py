"""The words of a paragraph, with the emphasis a template may use, as runs of a Word paragraph."""

import re

from xinfang_app.letters import word_styles


def fill(line, element, size: float, *, family: str = "fang") -> None:
	"""Write the text of `element`, a paragraph or a cell without blocks in it, into the Word paragraph `line`."""
	for text, looks in runs(element, {}):
		made = word_styles.run(
			line,
			text,
			size=looks.get("size", size),
			family=looks.get("family", family),
			bold=looks.get("bold", False),
		)
		made.underline = looks.get("underline")
		made.font.subscript, made.font.superscript = looks.get("sub"), looks.get("sup")


def runs(element, looks: dict) -> list[tuple[str, dict]]:
	"""Return the text of `element` in pieces of one look each; line breaks are "\\n"."""
	found = [(squeezed(element.text), looks)]
	for child in element:
		if child.tag == "br":
			found.append(("\n", looks))
		elif isinstance(child.tag, str):
			found += runs(child, {**looks, **_looks(child)})
		found.append((squeezed(child.tail), looks))
	return [(text, how) for text, how in found if text]


def squeezed(text: str | None) -> str:
	"""Return `text` with the line ends of the template's source taken out; full-width spaces are meant and stay."""
	return re.sub(r"[ \t\r\n]+", " ", text or "") if (text or "").strip(" \t\r\n") else ""


def _looks(element) -> dict:
	kinds = (element.get("class") or "").split()
	looks: dict = {"code": {"family": "mono", "bold": True}, "big": {"size": 20}}.get(
		next(iter(kinds), ""), {}
	)
	tags = {"b": "bold", "strong": "bold", "u": "underline", "sub": "sub", "sup": "sup"}
	return {**looks, tags[element.tag]: True} if element.tag in tags else looks
