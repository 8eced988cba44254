// How opinions stood up to review, and the inspection that a high share proposes.
frappe.query_reports["Review Outcomes"] = {
	filters: [
		{ fieldname: "since", label: __("Signed from"), fieldtype: "Date" },
		{ fieldname: "until", label: __("Signed to"), fieldtype: "Date" },
	],
	after_datatable_render() {
		const report = frappe.query_report;
		report.page.clear_inner_toolbar();
		report.data
			.filter((row) => row.striking)
			.forEach((row) =>
				report.page.add_inner_button(__("Propose an inspection of {0}", [row.title]), () =>
					frappe
						.xcall("xinfang_app.review.api.propose_inspection", { organ: row.organ })
						.then((name) => frappe.set_route("Form", "Inspection", name))
				)
			);
	},
};
