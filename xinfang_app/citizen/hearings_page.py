"""The page `/hearings`: which hearings are held in public, when and where (听证公告). For everybody, without a login.

What is shown of them, and that nobody who petitions is, says `hearing.announcement`.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from xinfang_app.hearing import announcement
from xinfang_app.letters import chinese

ROUTE = "hearings"


class HearingsPage:
	"""Frappe's page_renderer for `/hearings`."""

	def __init__(self, path, http_status_code=None):
		self.path = (path or "").strip("/ ")

	def can_render(self) -> bool:
		return self.path == ROUTE

	def render(self) -> Response:
		text = _pages().get_template("hearings.html").render(note=None, hearings=announcement.shown())
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
	pages.filters["moment"] = chinese.moment
	return pages
