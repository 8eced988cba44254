frappe.listview_settings["Signing Step"] = { hide_name_column: true };
