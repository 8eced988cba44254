// An inspection begins with its subject, its organs and its team; the rest is written on the form.
frappe.listview_settings.Inspection = {
	hide_name_column: true,
	onload(listview) {
		if (!frappe.user.has_role(["County Petition Officer", "County Section Head", "County Leader", "Supervision Officer"])) return;
		listview.page.add_inner_button(__("Plan an inspection"), plan);
	},
};

function plan() {
	const dialog = new frappe.ui.Dialog({
		title: __("Plan an inspection"),
		fields: [
			{ fieldtype: "Data", fieldname: "title", label: __("Subject of the inspection"), reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "checked", label: __("What is checked"), description: __("How organs keep their duties; never people who petition."), reqd: 1 },
			{ fieldtype: "MultiSelectList", fieldname: "organs", label: __("Organs inspected"), get_data: (text) => frappe.db.get_link_options("Organ", text), reqd: 1 },
			{ fieldtype: "Section Break" },
			{ fieldtype: "Date", fieldname: "period_from", label: __("Period looked at, from") },
			{ fieldtype: "Date", fieldname: "begins_on", label: __("Inspection begins on") },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Date", fieldname: "period_to", label: __("Period looked at, to") },
			{ fieldtype: "Date", fieldname: "ends_on", label: __("Inspection ends on") },
		],
		primary_action_label: __("Plan an inspection"),
		primary_action(values) {
			frappe
				.xcall("xinfang_app.supervision.api_measures.plan_inspection", { ...values, team: [frappe.session.user] })
				.then((name) => {
					dialog.hide();
					frappe.set_route("Form", "Inspection", name);
				})
				.catch(() => {
					// The server's message is on the screen.
				});
		},
	});
	dialog.show();
}
