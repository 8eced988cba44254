// Referrals in the list: the stage in colour, no hash.

frappe.listview_settings["Petition Referral"] = {
	hide_name_column: true,
	add_fields: ["stage", "objection_late", "returned_on"],
	get_indicator(doc) {
		const colour = { Sent: "gray", Received: "blue", Objected: "orange", Accepted: "green", Answered: "green", Returned: "gray" };
		return [__(doc.stage), colour[doc.stage] || "gray", `stage,=,${doc.stage}`];
	},
};
