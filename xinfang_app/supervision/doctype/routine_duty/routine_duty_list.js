// 例行职责 in the list: open ones past their day in red.

frappe.listview_settings["Routine Duty"] = {
	hide_name_column: true,
	add_fields: ["status", "due_on"],
	get_indicator(doc) {
		if (doc.status === "Done for the period") return [__(doc.status), "green", `status,=,${doc.status}`];
		const over = doc.due_on < frappe.datetime.get_today();
		return over ? [__("Past its day"), "red", "status,=,To be done"] : [__(doc.status), "orange", "status,=,To be done"];
	},
};
