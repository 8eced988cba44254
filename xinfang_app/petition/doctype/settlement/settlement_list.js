frappe.listview_settings["Settlement"] = { hide_name_column: true };
