// Notices in the list, without their hash.

frappe.listview_settings["Petition Notice"] = { hide_name_column: true };
