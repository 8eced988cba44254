frappe.listview_settings["Recommendation"] = { hide_name_column: true };
