frappe.listview_settings["Quality Rule"] = {
	add_fields: ["enabled", "locked"],
	get_indicator(doc) {
		if (!doc.enabled) return [__("Disabled"), "gray", "enabled,=,0"];
		return doc.locked ? [__("Locked to its article"), "blue", "locked,=,1"] : [__("Own target"), "green", "locked,=,0"];
	},
};
