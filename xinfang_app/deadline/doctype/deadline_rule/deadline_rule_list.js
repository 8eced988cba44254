frappe.listview_settings["Deadline Rule"] = {
	add_fields: ["kind", "enabled", "locked"],
	formatters: {
		kind: (value) => frappe.xf.clocks.kind(value),
	},
	get_indicator(doc) {
		if (!doc.enabled) return [__("Disabled"), "gray", "enabled,=,0"];
		return doc.locked
			? [__("Locked to its article"), "blue", "locked,=,1"]
			: [__("Own target"), "green", "locked,=,0"];
	},
};
