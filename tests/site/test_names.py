"""No DocType of the app bears a name that Frappe uses: the two would overwrite each other at every migrate."""

from pathlib import Path


def test_no_name_of_ours_is_frappes(site):
	import frappe

	ours = {path.stem for path in Path(frappe.get_app_path("xinfang_app")).glob("*/doctype/*/*.json")}
	theirs = {path.stem for path in Path(frappe.get_app_path("frappe")).glob("*/doctype/*/*.json")}
	assert len(ours) > 30 and len(theirs) > 100
	assert not ours & theirs
