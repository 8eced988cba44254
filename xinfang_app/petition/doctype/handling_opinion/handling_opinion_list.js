frappe.listview_settings["Handling Opinion"] = { hide_name_column: true };
