// The rows behind one figure of 信访情况月报; opened from there.
frappe.query_reports["Monthly Petition List"] = {
	filters: [
		{ fieldname: "office", label: __("Petition office"), fieldtype: "Link", options: "Organ", read_only: 1 },
		{ fieldname: "place", label: __("Township"), fieldtype: "Link", options: "Jurisdiction", read_only: 1 },
		{ fieldname: "organ", label: __("Registering organ"), fieldtype: "Link", options: "Organ", read_only: 1 },
		{ fieldname: "figure", label: __("Figure"), fieldtype: "Data", hidden: 1 },
	],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname !== "number" || !data || !data.petition) return shown;
		return `<a href="/app/petition/${encodeURIComponent(data.petition)}">${shown}</a>`;
	},
};
