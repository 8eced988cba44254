frappe.listview_settings["Screening Round"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state"],
	get_indicator: (doc) => [__(doc.workflow_state || doc.stage), doc.stage === "Round closed" ? "gray" : "blue", `stage,=,${doc.stage}`],
	onload(listview) {
		const screening = xinfang.screening;
		listview.page.add_inner_button(__("Disputes"), () => frappe.set_route("List", "Dispute"));
		screening.call("finders").then((all) => {
			const offices = all.filter((one) => one.begins);
			if (!offices.length) return;
			listview.page
				.add_inner_button(__("Begin a round"), () =>
					screening.dialog({
						title: __("Begin a round"),
						method: "begin_round",
						fields: [
							{ fieldtype: "Select", fieldname: "office", label: __("Office that ordered it"), options: offices, default: offices[0].value, reqd: 1, hidden: offices.length === 1 },
							{ fieldtype: "Select", fieldname: "kind", label: __("Kind of round"), options: xinfang.handling.options(["Monthly screening", "Screening campaign"]), default: "Monthly screening", reqd: 1 },
							{ fieldtype: "Date", fieldname: "period_from", label: __("From"), default: frappe.datetime.month_start(), reqd: 1 },
							{ fieldtype: "Date", fieldname: "period_to", label: __("To"), default: frappe.datetime.month_end(), reqd: 1 },
							{ fieldtype: "Data", fieldname: "title", label: __("Title") },
							{ fieldtype: "Small Text", fieldname: "task", label: __("What to look for"), description: __("Disputes and causes: land, water, wages, houses. Never people.") },
						],
						done: (name) => frappe.set_route("Form", "Screening Round", name),
					})
				)
				.removeClass("btn-default")
				.addClass("btn-primary");
		});
	},
};
