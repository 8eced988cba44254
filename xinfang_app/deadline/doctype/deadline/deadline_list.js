// 时限 list: the colour says what the organ owes. Overdue is judged by the date, whether or not a job has marked it.

frappe.listview_settings["Deadline"] = {
	add_fields: ["kind", "state", "due_on", "was_late", "late_by_record"],
	hide_name_column: true,
	formatters: {
		kind: (value) => frappe.xf.clocks.kind(value),
	},
	get_indicator(doc) {
		const running = doc.state === "Running";
		const over = running && doc.due_on < frappe.datetime.get_today();
		if (over && doc.kind === "Duty") return [__("Overdue now"), "red", `due_on,<,Today|state,=,Running`];
		if (doc.was_late) return [__(doc.state), "red", `was_late,=,1`];
		const colours = { Running: "blue", Paused: "gray", Met: "green", Lapsed: "gray", Stopped: "gray" };
		return [__(doc.state), colours[doc.state] || "gray", `state,=,${doc.state}`];
	},
};
