frappe.listview_settings["Reception Visit"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state"],
	get_indicator: (doc) => [__(doc.workflow_state || doc.stage), doc.stage === "Completed" ? "green" : "orange", `stage,=,${doc.stage}`],
	onload(listview) {
		listview.page.add_inner_button(__("Reception days"), () => frappe.set_route("List", "Reception Duty"));
		listview.page.add_inner_button(__("Record a leader's reception"), () => xinfang.leaders.record()).removeClass("btn-default").addClass("btn-primary");
	},
};
