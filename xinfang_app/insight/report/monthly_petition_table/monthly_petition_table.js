// 信访情况月报: every figure opens its list; the office closes and reopens the month here and takes the Excel file.
(() => {
	const API = "xinfang_app.insight.api_monthly.";
	const LIST = "/app/query-report/Monthly Petition List";
	const MONTHS = 60;
	const MINE = frappe.boot.xf_month || {};

	function months() {
		const day = frappe.datetime.str_to_obj(frappe.datetime.get_today());
		return Array.from({ length: MONTHS }, (_unused, back) => {
			const first = new Date(day.getFullYear(), day.getMonth() - back, 1);
			const value = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}`;
			return { value, label: __("month {1} of {0}", [first.getFullYear(), first.getMonth() + 1]) };
		});
	}

	const DIMENSIONS = () => [
		{ value: "form", label: __("Form") },
		{ value: "source_level", label: __("Source level") },
		{ value: "group", label: __("Category group") },
		{ value: "category", label: __("Category") },
		{ value: "place", label: __("Place of the matter") },
		{ value: "organ", label: __("Registering organ") },
		{ value: "is_repeat", label: __("First or repeat") },
	];
	const MEASURES = () => [
		{ value: "all", label: __("Pieces and visits") },
		{ value: "pieces", label: __("Pieces", null, "Count") },
		{ value: "batches", label: __("Visits", null, "Count") },
		{ value: "heads", label: __("People", null, "Count") },
		{ value: "first", label: __("First pieces") },
		{ value: "repeat", label: __("Repeat pieces") },
		{ value: "group", label: __("Group pieces") },
	];

	function filled(report) {
		const values = report.get_filter_values();
		return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
	}

	async function offer_steps(report) {
		const { month, office } = filled(report);
		if (!month || !office) return;
		const state = await frappe.xcall(`${API}state`, { month, office });
		report.page.clear_inner_toolbar();
		report.page.add_inner_button(__("Excel"), () => download(report));
		if (state.may_close)
			report.page.add_inner_button(__("Close the month"), () => close(report, state, month, office));
		if (state.may_reopen)
			report.page.add_inner_button(__("Reopen the month"), () => reopen(report, state));
		if (state.close)
			report.page.add_inner_button(__("Closing record"), () =>
				frappe.set_route("Form", "Month Close", state.close)
			);
		report.page.add_inner_button(__("What is counted"), () => rules());
	}

	function close(report, state, month, office) {
		frappe.confirm(
			__(
				"Close {0}? Its figures will no longer change; what is registered or changed afterwards appears as a correction in the next month.",
				[state.label]
			),
			async () => {
				await frappe.xcall(`${API}close`, { month, office });
				frappe.show_alert({ message: __("{0} is closed.", [state.label]), indicator: "green" });
				report.refresh();
			}
		);
	}

	function reopen(report, state) {
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Why it is reopened"), reqd: 1 },
			async ({ reason }) => {
				await frappe.xcall(`${API}reopen`, { close: state.close, reason });
				frappe.show_alert({ message: __("{0} is open again.", [state.label]), indicator: "orange" });
				report.refresh();
			},
			__("Reopen {0}", [state.label]),
			__("Reopen the month")
		);
	}

	function download(report) {
		open_url_post(`/api/method/${API}download`, filled(report));
	}

	async function rules() {
		const found = await frappe.xcall(`${API}rules`);
		const esc = frappe.utils.escape_html;
		const items = found.map(({ label, rule }) => `<li>${label ? `<b>${esc(label)}</b>:` : ""}${esc(rule)}</li>`);
		frappe.msgprint({ title: __("What is counted"), message: `<ul>${items.join("")}</ul>`, wide: true });
	}

	// On a telephone one reads the standard sheet; there is no room for more choices.
	const is_narrow = () => window.innerWidth < 768;

	// Left alone, the table gets a fifth of a telephone's screen.
	frappe.dom.set_style(
		`@media (max-width: 767px) {
			body[data-route^="query-report/Monthly Petition"] .dt-scrollable { min-height: 60vh; }
		}`,
		"xf-monthly-table"
	);

	const ORGANS = (kind) => () => ({ filters: kind ? { kind } : {} });

	frappe.query_reports["Monthly Petition Table"] = {
		filters: [
			{ fieldname: "month", label: __("Month"), fieldtype: "Select", options: months(), reqd: 1, default: months()[1].value },
			{
				fieldname: "office",
				label: __("Petition office"),
				fieldtype: "Link",
				options: "Organ",
				default: MINE.office,
				get_query: ORGANS("Petition Office"),
			},
			{
				fieldname: "place",
				label: __("Township"),
				fieldtype: "Link",
				options: "Jurisdiction",
				default: MINE.place,
				get_query: () => ({ filters: { tier: "Township" } }),
			},
			{ fieldname: "organ", label: __("Registering organ"), fieldtype: "Link", options: "Organ", get_query: ORGANS(), hidden: is_narrow() },
			{
				fieldname: "rows",
				label: __("Rows"),
				fieldtype: "Select",
				options: [{ value: "standard", label: __("Standard sheet") }, ...DIMENSIONS()],
				default: "standard",
				hidden: is_narrow(),
			},
			{ fieldname: "columns", label: __("Columns"), fieldtype: "Select", options: DIMENSIONS(), default: "form", hidden: is_narrow() },
			{
				fieldname: "measure",
				label: __("Counted"),
				fieldtype: "Select",
				options: MEASURES(),
				default: "all",
				depends_on: "eval: doc.columns !== 'form'",
			},
		],
		after_datatable_render() {
			offer_steps(frappe.query_report);
		},
		get_datatable_options(options) {
			// On a telephone the labels leave room for the figures.
			const narrow = is_narrow();
			for (const column of options.columns || [])
				if (column.fieldname === "label" && narrow) column.width = 130;
			return { ...options, inlineFilters: false, serialNoColumn: !narrow };
		},
		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "label") {
				const text = frappe.utils.escape_html(data.label);
				return data.heading ? `<b>${text}</b>` : text;
			}
			const shown = frappe.utils.escape_html(value == null ? "" : String(value));
			const figure = data.figures && data.figures[column.fieldname];
			if (!figure || !shown) return shown;
			const { office, place, organ } = filled(frappe.query_report);
			const query = new URLSearchParams({ figure, office });
			if (place) query.set("place", place);
			if (organ) query.set("organ", organ);
			// Nothing is still a number, but should not catch the eye.
			const look = shown === "0" ? "text-muted" : "underline";
			return `<a class="${look}" href="${LIST}?${query}">${shown}</a>`;
		},
	};
})();
