frappe.listview_settings["Service Record"] = {
	hide_name_column: true,
	add_fields: ["failed", "result", "sent_on"],
	get_indicator(doc) {
		if (doc.failed) return [__("Service failed"), "red", "failed,=,1"];
		if (doc.result) return [__(doc.result), "green", `result,=,${doc.result}`];
		return doc.sent_on ? [__("Receipt still out"), "orange", "result,=,"] : [__("Not yet served"), "gray", "sent_on,is,not set"];
	},
};
