frappe.listview_settings["Supervision Check"] = { hide_name_column: true };
