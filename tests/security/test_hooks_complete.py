"""Somebody adds a DocType with cases in it and forgets to guard it."""

import frappe
import pytest

from xinfang_app.access import scoped

pytestmark = pytest.mark.usefixtures("db")


def guarded():
	return list(scoped.installed())


def test_every_registered_doctype_is_installed_with_its_columns(db):
	registered = scoped.registered()
	assert len(registered) > 15
	assert set(registered) == set(scoped.installed())


def test_every_scoped_doctype_has_a_condition_and_a_permission_hook(db):
	conditions, permissions = (
		frappe.get_hooks("permission_query_conditions"),
		frappe.get_hooks("has_permission"),
	)
	for doctype in guarded():
		assert conditions.get(doctype) == [f"xinfang_app.access.hooks_for.rows__{frappe.scrub(doctype)}"]
		assert permissions.get(doctype) == ["xinfang_app.access.hooks_for.may"]


def test_every_child_table_has_a_condition(db):
	conditions = frappe.get_hooks("permission_query_conditions")
	children = {child for doctype in guarded() for child in scoped.children(doctype)}
	assert len(children) >= 6
	missing = [child for child in children if child not in conditions]
	assert not missing, missing


def test_the_conditions_are_about_their_doctype(db, as_user):
	with as_user("Guest"):
		for doctype, (method,) in [
			(doctype, methods)
			for doctype, methods in frappe.get_hooks("permission_query_conditions").items()
			if methods[0].startswith("xinfang_app.access.hooks_for")
		]:
			assert frappe.get_attr(method)("Guest") == "1=0", doctype


def test_every_doctype_with_a_place_and_a_holder_is_registered(db):
	"""A record of a case carries both columns; one that does and is not registered is open to every role that reads."""
	rooms = frappe.get_all("Module Def", filters={"app_name": "xinfang_app"}, pluck="name")
	names = frappe.get_all("DocType", filters={"module": ("in", rooms), "istable": 0}, pluck="name")
	cases = [
		name
		for name in names
		if {"scope_code", "holder"} <= {f.fieldname for f in frappe.get_meta(name).fields}
	]
	assert len(cases) > 15
	assert not set(cases) - set(guarded())


def test_every_link_to_a_petition_is_in_a_guarded_doctype(db):
	from xinfang_app.access import protected

	links = frappe.get_all(
		"DocField",
		filters={"fieldtype": "Link", "options": ("in", ["Petition", "Petitioner"])},
		pluck="parent",
	)
	assert links
	assert not {doctype for doctype in links if not protected.level(doctype)}


@pytest.mark.parametrize(
	"switch", ["in_global_search", "show_title_field_in_link", "allow_import", "track_views", "allow_rename"]
)
def test_no_guarded_doctype_opens_itself(db, switch):
	from xinfang_app.access import protected

	for doctype in protected.levels():
		meta = frappe.get_meta(doctype)
		assert not meta.get(switch), (doctype, switch)
		if switch == "in_global_search":
			assert not [f.fieldname for f in meta.fields if f.in_global_search], doctype


def test_no_role_reads_what_is_closed(db):
	for doctype in frappe.get_hooks("xf_closed"):
		meta = frappe.get_meta(doctype)
		assert not [p.role for p in meta.permissions], doctype
		assert not meta.track_changes, doctype
