frappe.listview_settings["Withdrawal Request"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator(doc) {
		const colours = { "To be confirmed": "orange", "Withdrawal confirmed": "green", "Not confirmed": "red" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
