frappe.listview_settings["Satisfaction Rating"] = {
	hide_name_column: true,
	add_fields: ["value"],
	get_indicator(doc) {
		const colours = { "Satisfied": "green", "Basically satisfied": "blue", "Not satisfied": "red" };
		return [__(doc.value), colours[doc.value] || "gray", `value,=,${doc.value}`];
	},
};
