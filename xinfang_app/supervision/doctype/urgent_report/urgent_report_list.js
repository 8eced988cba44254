// 紧急信息 in the list, and the button that begins one.

frappe.listview_settings["Urgent Report"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [__(doc.status), doc.status === "Being reported" ? "orange" : "green", `status,=,${doc.status}`],
	onload(listview) {
		const API = "api_duties";
		xinfang.duty.call(API, "my_organs").then((organs) => {
			if (!organs.length) return;
			xinfang.duty.list_button(listview, __("Report urgent information"), () => begin(organs));
		});

		function begin(organs) {
			xinfang.duty.dialog({
				title: __("Report urgent information"),
				api: API,
				method: "report_urgent",
				size: "large",
				intro: __("What happened and what is being done. Nothing that describes people."),
				fields: [
					{ fieldtype: "Data", fieldname: "title", label: __("What happened"), reqd: 1 },
					{ fieldtype: "Datetime", fieldname: "known_on", label: __("Known since"), default: xinfang.duty.now(), reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Select", fieldname: "organ", label: __("Reporting organ"), options: organs, default: organs[0].value, reqd: 1 },
					{ fieldtype: "Link", fieldname: "place", label: __("Place"), options: "Jurisdiction" },
					{ fieldtype: "Data", fieldname: "place_text", label: __("Where exactly") },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Small Text", fieldname: "content", label: __("Facts so far"), reqd: 1 },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Small Text", fieldname: "measures", label: __("Measures taken") },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Link", fieldname: "category", label: __("Category"), options: "Petition Category" },
					{ fieldtype: "Small Text", fieldname: "help_needed", label: __("Help that is needed") },
					{ fieldtype: "Int", fieldname: "people_to_help", label: __("People who need help"), depends_on: "help_needed", description: __("A plain number, only where help has to be arranged.") },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Link", fieldname: "petition", label: __("Petition"), options: "Petition" },
					{ fieldtype: "Check", fieldname: "needs_above", label: __("Goes to the office above"), default: organs[0].is_office ? 1 : 0 },
				],
				done: (name) => frappe.set_route("Form", "Urgent Report", name),
			});
		}
	},
};
