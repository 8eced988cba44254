// Who reviews finds what is due first: the colour says where a review stands.
frappe.listview_settings["Petition Review"] = {
	hide_name_column: true,
	add_fields: ["stage", "due_on", "result"],
	get_indicator(doc) {
		const running = ["Requested", "Supplementing", "Accepted", "Pending Signature", "Signed"].includes(doc.stage);
		const late = running && doc.due_on && doc.due_on < frappe.datetime.get_today();
		const colours = { Requested: "orange", Served: "green", "Not Accepted": "gray", Withdrawn: "gray" };
		return [__(doc.stage), late ? "red" : colours[doc.stage] || "blue", `stage,=,${doc.stage}`];
	},
};
