// What is still open stands out; the rest is read.
frappe.listview_settings["Hearing"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state", "held_on"],
	formatters: { number: xinfang.lists.tail },
	get_indicator(doc) {
		const colours = { Considered: "orange", Requested: "orange", "Conclusion Signed": "green", "Not Held": "red", Waived: "gray", Cancelled: "gray" };
		return [__(doc.workflow_state || doc.stage), colours[doc.stage] || "blue", `stage,=,${doc.stage}`];
	},
};
