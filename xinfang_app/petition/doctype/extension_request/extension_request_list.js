frappe.listview_settings["Extension Request"] = { hide_name_column: true };
