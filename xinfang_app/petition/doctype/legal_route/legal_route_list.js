// Legal routes in the list: the open ones first asked for, for each is followed to its end.

frappe.listview_settings["Legal Route"] = {
	hide_name_column: true,
	add_fields: ["stage"],
	filters: [["stage", "in", ["Told", "Confirmed"]]],
	get_indicator(doc) {
		const colour = { Told: "orange", Confirmed: "blue", Declined: "red", Ended: "green" };
		return [__(doc.stage), colour[doc.stage] || "gray", `stage,=,${doc.stage}`];
	},
};
