// 例行职责: the times it was done in this period, and the button to enter one.

frappe.ui.form.on("Routine Duty", {
	refresh(frm) {
		xinfang.duty.head(frm, { "To be done": "orange", "Done for the period": "green" });
		const name = frm.doc.name;
		xinfang.duty.call("api_duties", "routine_view", { name }).then((view) => {
			if (frm.doc.name !== name || !view.acts) return;
			xinfang.duty.steps(frm, [[__("Enter that it was done"), () => enter(frm)]]);
		});

		function enter() {
			xinfang.duty.call("api_duties", "staff", { organ: frm.doc.organ }).then((people) =>
				xinfang.duty.dialog({
					frm,
					title: __("Enter that it was done"),
					api: "api_duties",
					method: "enter_routine",
					intro: __("Done {0} of {1} times.", [frm.doc.done_count || 0, frm.doc.needed]),
					fields: [
						{ fieldtype: "Date", fieldname: "done_on", label: __("Day it was done"), default: frappe.datetime.get_today(), reqd: 1 },
						{ fieldtype: "Select", fieldname: "leader", label: __("Who did it"), options: ["", ...people] },
						{ fieldtype: "Small Text", fieldname: "note", label: __("Note"), mandatory_depends_on: "eval:!doc.leader" },
						xinfang.handling.file("proof", __("Proof")),
					],
					args: (values) => ({ name: frm.doc.name, ...values, seen: frm.doc.modified }),
				})
			);
		}
	},
});
