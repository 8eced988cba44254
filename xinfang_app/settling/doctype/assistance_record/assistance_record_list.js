// The colour says where a help stands.
frappe.listview_settings["Assistance Record"] = {
	hide_name_column: true,
	add_fields: ["stage"],
	get_indicator(doc) {
		const colours = { Draft: "orange", "Pending Approval": "purple", Approved: "blue", "Help given": "green", Refused: "red", "Help declined": "gray" };
		return [__(doc.stage), colours[doc.stage], `stage,=,${doc.stage}`];
	},
};
