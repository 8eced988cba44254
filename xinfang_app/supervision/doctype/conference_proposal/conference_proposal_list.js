frappe.listview_settings["Conference Proposal"] = { hide_name_column: true };
