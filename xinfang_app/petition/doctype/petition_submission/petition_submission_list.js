frappe.listview_settings["Petition Submission"] = {
	hide_name_column: true,
	add_fields: ["status", "relation", "need_supplement", "is_part", "urgency", "is_group"],

	get_indicator(doc) {
		if (doc.status === "Draft") return [__("Draft"), "orange", "status,=,Draft"];
		if (doc.need_supplement) return [__("Needs supplement"), "yellow", "need_supplement,=,1"];
		if (doc.relation === "Repeat") return [__("Repeat"), "purple", "relation,=,Repeat"];
		if (doc.relation === "Joined") return [__("Joined"), "cyan", "relation,=,Joined"];
		if (doc.is_part) return [__("Split Part"), "gray", "is_part,=,1"];
		return [__("Registered"), "green", "status,=,Registered"];
	},

	formatters: {
		// To the minute: seconds would push the hour out of the column.
		received_on: (value) => (value || "").slice(0, 16),
		// The county and the prefix are the same in every row; the title tells the whole number.
		number(value) {
			const number = frappe.utils.escape_html(value || "");
			return `<span title="${number}">${number.split("-").slice(-2).join("-")}</span>`;
		},
	},

	// A draft may have no title yet; its random name says nothing.
	refresh(listview) {
		listview.data
			.filter((doc) => !doc.title)
			.forEach((doc) => listview.$result.find(`a[data-name="${doc.name}"]`).text(__("(no title yet)")));
	},

	onload(listview) {
		listview.page.add_inner_button(__("My drafts"), () => {
			listview.filter_area.clear().then(() =>
				listview.filter_area.add([
					["Petition Submission", "status", "=", "Draft"],
					["Petition Submission", "owner", "=", frappe.session.user],
				])
			);
		});
	},
};
