frappe.listview_settings["Quality Finding"] = {
	hide_name_column: true,
	add_fields: ["severity", "gone_on"],
	get_indicator(doc) {
		if (doc.gone_on) return [__("Mended"), "green", "gone_on,is,set"];
		const tone = { Must: "red", Should: "orange", Note: "gray" }[doc.severity];
		return [__(doc.severity, null, "Quality Rule"), tone, `severity,=,${doc.severity}`];
	},
};
