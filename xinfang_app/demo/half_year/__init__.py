"""The demo half-year: the first half of 2025 in the invented county, lived through the app's own services."""

from xinfang_app.demo.half_year import leading, plan, pressing, roads
from xinfang_app.demo.play import Case


def cases() -> list[Case]:
	"""Return all pieces of the half-year, what leaders did and what organs were pressed with, as cases for `play`."""
	county = roads.County()
	return [*(roads.live(item, county) for item in plan.items()), *pressing.cases(), *leading.cases()]
