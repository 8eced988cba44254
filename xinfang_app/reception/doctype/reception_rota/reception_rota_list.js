frappe.listview_settings["Reception Rota"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state"],
	get_indicator: (doc) => [__(doc.workflow_state || doc.stage), doc.stage === "Rota published" ? "green" : "orange", `stage,=,${doc.stage}`],
	onload(listview) {
		listview.page.add_inner_button(__("Rota rules"), () => frappe.set_route("List", "Reception Rule"));
	},
};
