// 领导接待日 in the list: absences in red.

frappe.listview_settings["Reception Duty"] = {
	hide_name_column: true,
	add_fields: ["status", "stand_in_name"],
	get_indicator(doc) {
		const colours = { Announced: "blue", "Reception held": "green", "Leader absent": "red", "Called off": "gray" };
		return [__(doc.status), colours[doc.status] || "orange", `status,=,${doc.status}`];
	},
	onload(listview) {
		listview.page.add_inner_button(__("Calendar"), () => frappe.set_route("List", "Reception Duty", "Calendar"));
		listview.page.add_inner_button(__("Record a leader's reception"), () => xinfang.leaders.record()).removeClass("btn-default").addClass("btn-primary");
	},
};
