frappe.listview_settings["Resolution Check"] = { hide_name_column: true };
