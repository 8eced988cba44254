// 权益反映 in the list of those named for them.

frappe.listview_settings["Rights Report"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state", "due_on"],
	get_indicator(doc) {
		const colours = { "Report received": "orange", "Being looked into": "blue", "Looked into": "blue", "Result told": "green" };
		return [__(doc.workflow_state || doc.stage), colours[doc.stage] || "gray", `stage,=,${doc.stage}`];
	},
	onload(listview) {
		listview.page.add_inner_button(__("Take down a report about rights"), () => xinfang.rights.take_down()).removeClass("btn-default").addClass("btn-primary");
	},
};
