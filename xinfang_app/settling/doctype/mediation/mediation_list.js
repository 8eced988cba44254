// What is still open stands out; the rest is read.
frappe.listview_settings["Mediation"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state"],
	formatters: { petition_number: xinfang.lists.tail, kind: xinfang.lists.word },
	get_indicator(doc) {
		const colours = { "Consent Asked": "orange", "Agreement Reached": "green", Performed: "green", "Not Agreed": "red", "No Consent": "gray" };
		return [__(doc.workflow_state || doc.stage), colours[doc.stage] || "blue", `stage,=,${doc.stage}`];
	},
};
