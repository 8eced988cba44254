"""The shape of the scoped DocTypes on this site: which there are, their child tables, and what their fields link to.

The guards ask for it in every request, and reading it out of some thirty metas takes tens of milliseconds. So it is
read once and kept in the site's cache (one read of redis for a request), and forgotten when a DocType or a field
changes and after every update. While DocTypes are being installed nothing is kept.
"""

from collections.abc import Callable
from typing import TypedDict

import frappe

KEY = "xf_access_shape"


class Shape(TypedDict):
	"""Plain values, since it is kept in redis."""

	installed: list[str]
	"""Registered DocTypes that the site has, with the columns they registered."""
	children: dict[str, list[str]]
	links: dict[str, dict[str, str]]
	"""DocType or child DocType → Link field → what it links to."""


def of(wanted: Callable[[], dict[str, list[str]]]) -> Shape:
	"""Return the shape of the DocTypes in `wanted` (DocType → columns it must have); asked only where it is read anew."""
	known = getattr(frappe.local, KEY, None)
	if known is None:
		if frappe.flags.in_install or frappe.flags.in_migrate:
			return _read(wanted())
		known = frappe.cache.get_value(KEY, lambda: _read(wanted()))
		setattr(frappe.local, KEY, known)
	return known


def forget(doc=None, method: str | None = None) -> None:
	"""Drop what is kept. Hook of DocType and Custom Field, and called after every update."""
	frappe.cache.delete_value(KEY)
	setattr(frappe.local, KEY, None)
	frappe.local.xf_protected = None


def _read(wanted: dict[str, list[str]]) -> Shape:
	present = set(frappe.get_all("DocType", filters={"name": ("in", list(wanted))}, pluck="name"))
	shape = Shape(installed=[], children={}, links={})
	for doctype, columns in wanted.items():
		if doctype not in present:
			continue
		meta = frappe.get_meta(doctype)
		if not all(column == "name" or meta.has_field(column) for column in columns):
			continue
		shape["installed"].append(doctype)
		# In the middle of an update a table may be there whose rows' DocType is still to come.
		tables = dict.fromkeys(field.options for field in meta.get_table_fields())
		shape["children"][doctype] = [name for name in tables if frappe.db.exists("DocType", name)]
		for name in (doctype, *shape["children"][doctype]):
			shape["links"][name] = {f.fieldname: f.options for f in frappe.get_meta(name).get_link_fields()}
	return shape
