frappe.listview_settings["Posting"] = {
	add_fields: ["active", "from_date", "to_date", "deputy_of", "confirmed_by", "post"],
	get_indicator(doc) {
		if (doc.active) return [__("In force today"), "green", "active,=,1"];
		if (doc.post === "Discipline Custodian" && !doc.confirmed_by) {
			return [__("Waits for confirmation"), "orange", "confirmed_by,is,not set"];
		}
		if (doc.to_date && doc.to_date < frappe.datetime.get_today()) {
			return [__("Ended"), "gray", "active,=,0"];
		}
		return [__("Not in force"), "gray", "active,=,0"];
	},
};
