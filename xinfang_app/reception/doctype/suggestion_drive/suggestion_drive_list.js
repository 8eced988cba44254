frappe.listview_settings["Suggestion Drive"] = {
	hide_name_column: true,
	add_fields: ["stage", "workflow_state"],
	get_indicator: (doc) => [__(doc.workflow_state || doc.stage), xinfang.drives.COLOURS[doc.stage], `stage,=,${doc.stage}`],
	onload(listview) {
		const { drives } = xinfang;
		drives.call("organs").then((organs) => {
			if (!organs.length) return;
			listview.page
				.add_inner_button(__("Draft a drive"), () =>
					drives.dialog({
						title: __("Draft a drive"),
						method: "begin",
						size: "large",
						fields: [
							{ fieldtype: "Select", fieldname: "organ", label: __("Organ that asks"), options: organs, default: organs[0].value, reqd: 1, hidden: organs.length === 1 },
							...drives.fields(),
						],
						done: (name) => frappe.set_route("Form", "Suggestion Drive", name),
					})
				)
				.removeClass("btn-default")
				.addClass("btn-primary");
		});
	},
};
