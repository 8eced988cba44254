// The half-year table: every figure opens the list of the records behind it.
(() => {
	const today = frappe.datetime.str_to_obj(frappe.datetime.get_today());
	// The last half-year that is over.
	const first_half = today.getMonth() >= 6;
	const year = first_half ? today.getFullYear() : today.getFullYear() - 1;
	const [from_date, to_date] = first_half
		? [`${year}-01-01`, `${year}-06-30`]
		: [`${year}-07-01`, `${year}-12-31`];

	frappe.query_reports["Half Year Petition Work"] = {
		filters: [
			{ fieldname: "from_date", label: __("From"), fieldtype: "Date", default: from_date, reqd: 1 },
			{ fieldname: "to_date", label: __("To"), fieldtype: "Date", default: to_date, reqd: 1 },
		],
		tree: true,
		name_field: "key",
		initial_depth: 3,
		formatter(value, row, column, data, default_formatter) {
			const shown = default_formatter(value, row, column, data);
			if (column.fieldname !== "shown" || !data) return shown;
			const query = new URLSearchParams({
				from_date: frappe.query_report.get_filter_value("from_date"),
				to_date: frappe.query_report.get_filter_value("to_date"),
				figure: data.key,
			});
			return `<a href="/app/query-report/Half Year Petition List?${query}">${shown}</a>`;
		},
	};
})();
