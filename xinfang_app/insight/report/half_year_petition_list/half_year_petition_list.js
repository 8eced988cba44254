// The records behind one figure; opened from the half-year table.
frappe.query_reports["Half Year Petition List"] = {
	filters: [
		{ fieldname: "from_date", label: __("From"), fieldtype: "Date", reqd: 1 },
		{ fieldname: "to_date", label: __("To"), fieldtype: "Date", reqd: 1 },
		{ fieldname: "figure", label: __("Figure"), fieldtype: "Data", default: "H1", reqd: 1 },
	],
};
