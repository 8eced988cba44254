"""The page `/reception`: which leader receives when and where (art. 18). Public, without a login; names of officials only.

Rule: shown are the announced days from today on, with the leader who will come (the stand-in where there is one) and why
a day was changed where it was. Nobody who booked appears. A day that was called off stands as called off until it is over.
"""

from functools import lru_cache
from pathlib import Path

import frappe
from frappe.utils import getdate
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from xinfang_app import when
from xinfang_app.letters import chinese
from xinfang_app.organization import codes
from xinfang_app.petition.acting import organ_title
from xinfang_app.reception.leaders import rules

ROUTE = "reception"
SHOWN = 200
WEEK = "一二三四五六日"


class ReceptionPage:
	"""Frappe's page_renderer for `/reception`."""

	def __init__(self, path, http_status_code=None):
		self.path = (path or "").strip("/ ")

	def can_render(self) -> bool:
		return self.path == ROUTE

	def render(self) -> Response:
		place = (frappe.form_dict.get("place") or "")[:12]
		days = announced(place if place.isdigit() else None)
		text = _pages().get_template("reception.html").render(note=None, days=days, today=when.today())
		return Response(text, mimetype="text/html")


def announced(place: str | None = None) -> list[dict]:
	"""Return the days to come of published rotas, of all places or of those in `place`: plain values for the page."""
	filters: list = [
		["day", ">=", when.today()],
		["status", "in", ["Announced", "Reception held", "Called off"]],
	]
	if place and not codes.fault(place):
		low, high = codes.range_of(place)
		filters += [["scope_code", ">=", low], ["scope_code", "<", high]]
	rows = frappe.get_all(
		"Reception Duty",
		filters=filters,
		fields=[
			"day",
			"status",
			"leader_name",
			"post",
			"stand_in_name",
			"stand_in_post",
			"begins_at",
			"ends_at",
			"place",
			"organ",
			"holder",
			"change_note",
			"rota",
		],
		order_by="day asc, begins_at asc",
		limit=SHOWN,
	)
	published = set(
		frappe.get_all("Reception Rota", filters={"stage": "Rota published"}, pluck="name", limit=0)
	)
	return [_shown(row) for row in rows if row.rota in published]


def _shown(row) -> dict:
	day = getdate(row.day)
	office = frappe.get_cached_value("Organ", row.holder, ["phone"]) if row.holder else None
	return {
		"day": day,
		"weekday": f"星期{WEEK[day.weekday()]}",
		"hours": rules.hours(row.begins_at, row.ends_at),
		"leader": row.stand_in_name or row.leader_name or "",
		"post": (row.stand_in_post if row.stand_in_name else row.post) or "",
		"instead_of": row.leader_name if row.stand_in_name else "",
		"place": row.place or "",
		"organ": organ_title(row.organ),
		"called_off": row.status == "Called off",
		"phone": (office if isinstance(office, str) else (office or [""])[0]) or "",
		"booking": organ_title(row.holder),
	}


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
