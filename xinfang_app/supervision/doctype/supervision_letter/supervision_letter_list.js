// Who presses finds what waits first: the colour says where a letter stands.
frappe.listview_settings["Supervision Letter"] = {
	hide_name_column: true,
	add_fields: ["stage", "due_on"],
	get_indicator(doc) {
		const late = ["Received", "Sent"].includes(doc.stage) && doc.due_on && doc.due_on < frappe.datetime.get_today();
		const colours = { Draft: "orange", Answered: "purple", Closed: "green", Escalated: "red", Withdrawn: "gray" };
		return [__(doc.stage), late ? "red" : colours[doc.stage] || "blue", `stage,=,${doc.stage}`];
	},
};
