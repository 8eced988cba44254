frappe.listview_settings["Inquiry Record"] = { hide_name_column: true };
