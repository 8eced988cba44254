frappe.listview_settings["Execution Task"] = {
	hide_name_column: true,
	add_fields: ["status", "due_on", "overdue"],
	get_indicator(doc) {
		const late = doc.overdue || doc.due_on < frappe.datetime.get_today();
		if (doc.status === "To be executed") return late ? [__("Past its date"), "red", "overdue,=,1"] : [__(doc.status), "orange", `status,=,${doc.status}`];
		return [__(doc.status), doc.status === "Executed" ? "green" : "red", `status,=,${doc.status}`];
	},
};
