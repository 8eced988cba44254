"""The page `/suggestions`: what the public is asked, and what came of it (人民建议征集, art. 29). For everybody, without a login.

What is shown, and that nobody who suggested something is, says `reception.drives.shown`.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from xinfang_app.letters import chinese
from xinfang_app.reception.drives import shown

ROUTE = "suggestions"


class SuggestionsPage:
	"""Frappe's page_renderer for `/suggestions`."""

	def __init__(self, path, http_status_code=None):
		self.path = (path or "").strip("/ ")

	def can_render(self) -> bool:
		return self.path == ROUTE

	def render(self) -> Response:
		text = _pages().get_template("suggestions.html").render(note=None, drives=shown.all_())
		return Response(text, mimetype="text/html")


@lru_cache(maxsize=1)
def _pages() -> Environment:
	pages = Environment(
		loader=FileSystemLoader(Path(__file__).parent / "pages"),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
		lstrip_blocks=True,
	)
	pages.filters["day"] = chinese.day
	return pages
