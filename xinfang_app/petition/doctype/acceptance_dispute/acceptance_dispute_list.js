// Disputes in the list, without their hash.

frappe.listview_settings["Acceptance Dispute"] = { hide_name_column: true };
