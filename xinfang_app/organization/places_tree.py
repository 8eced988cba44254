"""The tree of places, by the plain parent link. Reference data: whoever reads Jurisdiction reads all of it."""

import frappe
from frappe.query_builder import DocType


def children(parent: str | None) -> list[dict]:
	"""Return [{value, title, expandable}] of the places whose parent is `parent`, or that have none, in code order."""
	place, below = DocType("Jurisdiction"), DocType("Jurisdiction").as_("below")
	query = (
		frappe.qb.from_(place)
		.left_join(below)
		.on(below.parent_jurisdiction == place.name)
		.select(place.name.as_("value"), place.title, place.valid_to, below.name.as_("child"))
		.orderby(place.name)
	)
	if parent:
		query = query.where(place.parent_jurisdiction == parent)
	else:
		query = query.where(place.parent_jurisdiction.isnull() | (place.parent_jurisdiction == ""))
	found: dict[str, dict] = {}
	for row in query.run(as_dict=True):
		title = f"{row.title}(→{row.valid_to})" if row.valid_to else row.title
		node = found.setdefault(row.value, {"value": row.value, "title": title, "expandable": 0})
		if row.child:
			node["expandable"] = 1
	return list(found.values())
