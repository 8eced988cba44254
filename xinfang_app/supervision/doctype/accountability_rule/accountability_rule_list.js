// 问责规则 in the list: the code is a column of its own.

frappe.listview_settings["Accountability Rule"] = { hide_name_column: true };
