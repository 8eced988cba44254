frappe.listview_settings["Rectification"] = { hide_name_column: true };
