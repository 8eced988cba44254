// 到场答复 in the list, and the button with which a leader is called.

frappe.listview_settings["On-site Duty"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator(doc) {
		const colours = { "Leader called": "orange", Arrived: "blue", Answered: "blue", Closed: "green", "Nobody came": "red" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
	onload(listview) {
		const API = "api_duties";
		xinfang.duty.call(API, "my_organs").then((all) => {
			const organs = all.filter((one) => one.calls);
			if (organs.length) xinfang.duty.list_button(listview, __("Call a leader to the spot"), () => begin(organs));
		});

		function begin(organs) {
			const dialog = xinfang.duty.dialog({
				title: __("Call a leader to the spot"),
				api: API,
				method: "call_leader",
				fields: [
					{ fieldtype: "Link", fieldname: "organ", label: __("Organ called"), options: "Organ", reqd: 1, onchange: people },
					{ fieldtype: "Select", fieldname: "leader", label: __("Responsible leader"), options: [], reqd: 1 },
					{ fieldtype: "Data", fieldname: "title", label: __("Occasion"), reqd: 1 },
					{ fieldtype: "Data", fieldname: "place_text", label: __("Where to come"), reqd: 1 },
					{ fieldtype: "Datetime", fieldname: "called_on", label: __("Leader called on"), default: xinfang.duty.now(), reqd: 1 },
					{ fieldtype: "Check", fieldname: "outside_town", label: __("Outside the town") },
					{ fieldtype: "Int", fieldname: "travel_minutes", label: __("Minutes of travel"), depends_on: "outside_town", mandatory_depends_on: "outside_town" },
					{ fieldtype: "Select", fieldname: "office", label: __("Calling organ"), options: organs, default: organs[0].value, reqd: 1, hidden: organs.length === 1 },
				],
				done: (name) => frappe.set_route("Form", "On-site Duty", name),
			});

			function people() {
				const organ = dialog.get_value("organ");
				// Asked again on every blur; filling in anew would take what is being typed elsewhere.
				if (!organ || organ === dialog.asked_for) return;
				dialog.asked_for = organ;
				xinfang.duty.call(API, "leaders", { organ }).then((rows) => {
					dialog.set_df_property("leader", "options", rows);
					dialog.set_value("leader", rows.length ? rows[0].value : "");
				});
			}
		}
	},
};
