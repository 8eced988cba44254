"""What the guards know of the site's DocTypes, also in the middle of an update."""

import frappe

from xinfang_app.access import scoped, shape


def test_a_table_whose_rows_have_no_doctype_yet_stops_no_update(db):
	"""An update brings DocTypes in one by one: a parent may be there before its child."""
	wanted = {"Supervision Letter": scoped.registered()["Supervision Letter"].columns}
	assert "Supervision Matter" in shape._read(wanted)["children"]["Supervision Letter"]
	frappe.db.delete("DocType", {"name": "Supervision Matter"})
	frappe.clear_document_cache("DocType", "Supervision Matter")
	frappe.cache.delete_keys("doctype_meta")
	try:
		found = shape._read(wanted)
		assert found["installed"] == ["Supervision Letter"]
		assert "Supervision Matter" not in found["children"]["Supervision Letter"]
	finally:
		frappe.db.rollback()
		frappe.clear_cache(doctype="Supervision Matter")
