"""Which HTML a template may use.

Rule: text, tables and emphasis only. No scripts, pictures, links, styles or outside resources: a paper looks the same
years later, and neither its preview on the desk nor the PDF maker can be made to run or fetch anything. Looks come from
the style sheet through the classes below.
"""

from html.parser import HTMLParser

from xinfang_app.letters.sandbox import TextError

TAGS = {
	*("p", "br", "b", "strong", "u", "sub", "sup", "span", "div", "h2", "h3", "ol", "ul", "li", "hr"),
	*("table", "thead", "tbody", "tr", "th", "td", "caption", "colgroup", "col"),
}
ATTRIBUTES = {"class", "colspan", "rowspan"}
# The classes of sheets/paper.css that a template may use.
CLASSES = {
	*(
		"noindent",
		"center",
		"right",
		"label",
		"tall",
		"taller",
		"big",
		"code",
		"box",
		"small",
		"keep",
		"sign",
		"narrow",
		"wide",
	),
}


def check(text: str, *, balanced: bool) -> None:
	"""Raise `TextError("tag")` if `text` uses HTML outside the lists, or, if `balanced`, leaves a tag open."""
	parser = _Checker(balanced)
	parser.feed(text)
	parser.close()
	if balanced and parser.open:
		raise TextError("tag", f"<{parser.open[-1]}>", parser.getpos()[0])


class _Checker(HTMLParser):
	def __init__(self, balanced: bool):
		super().__init__(convert_charrefs=True)
		self.balanced = balanced
		self.open: list[str] = []

	def handle_starttag(self, tag, attrs):
		if tag not in TAGS:
			self._refuse(f"<{tag}>")
		for name, value in attrs:
			if name not in ATTRIBUTES:
				self._refuse(name)
			if name == "class" and not set((value or "").split()) <= CLASSES:
				self._refuse(f'class="{value}"')
			if name in ("colspan", "rowspan") and not (value or "").isdigit():
				self._refuse(f'{name}="{value}"')
		if tag not in ("br", "hr", "col"):
			self.open.append(tag)

	def handle_startendtag(self, tag, attrs):
		if tag not in ("br", "hr", "col"):
			self._refuse(f"<{tag}/>")
		self.handle_starttag(tag, attrs)

	def handle_endtag(self, tag):
		if tag not in TAGS or self.balanced and (not self.open or self.open.pop() != tag):
			self._refuse(f"</{tag}>")

	def handle_decl(self, decl):
		self._refuse(f"<!{decl}>")

	def handle_pi(self, data):
		self._refuse(f"<?{data}>")

	def unknown_decl(self, data):
		self._refuse(f"<![{data}]>")

	def _refuse(self, what: str):
		raise TextError("tag", what, self.getpos()[0])
