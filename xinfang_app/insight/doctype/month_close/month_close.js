// A closing: nothing on it is typed; its rows can be checked and its table opened.
frappe.ui.form.on("Month Close", {
	refresh(frm) {
		if (frm.is_new()) return;
		const people = (frm.doc.__onload && frm.doc.__onload.people) || {};
		for (const field of ["closed_by", "reopened_by"])
			if (people[frm.doc[field]]) frm.set_df_property(field, "description", people[frm.doc[field]]);
		frm.add_custom_button(__("Monthly table"), () =>
			frappe.set_route("query-report", "Monthly Petition Table", {
				month: frm.doc.month.slice(0, 7),
				office: frm.doc.office,
			})
		);
		frm.add_custom_button(__("Check the rows"), async () => {
			const intact = await frappe.xcall("xinfang_app.insight.api_monthly.check", { close: frm.doc.name });
			frappe.msgprint({
				title: __("Check the rows"),
				indicator: intact ? "green" : "red",
				message: intact
					? __("The rows are those that were written when the month was closed.")
					: __("The rows are no longer those that were written when the month was closed. Tell the operator."),
			});
		});
	},
});
