// 时限: nothing is edited here; the words are put right.

frappe.ui.form.on("Deadline", {
	setup(frm) {
		frm.set_df_property(
			"kind",
			"options",
			["Duty", "Window"].map((value) => ({ value, label: frappe.xf.clocks.kind(value) }))
		);
	},
	refresh(frm) {
		if (!frm.doc.late_by_record || frm.doc.lifted_on || frm.is_new()) return;
		const call = (method, args = {}) => frappe.xcall(`xinfang_app.deadline.api_lifting.${method}`, { deadline: frm.doc.name, ...args });
		call("may_lift").then((may) => {
			if (may.propose) frm.add_custom_button(__("Propose not to reckon the late record"), () => propose(frm, call));
			if (!may.confirm) return;
			frm.set_intro(__("Another person has proposed not to reckon this late record: {0}", [frappe.utils.escape_html(frm.doc.lift_reason)]), "orange");
			frm.add_custom_button(__("Confirm that it is not reckoned"), () => call("confirm_lifting").then(() => frm.reload_doc())).addClass("btn-primary");
		});
	},
});

function propose(frm, call) {
	const dialog = new frappe.ui.Dialog({
		title: __("Propose not to reckon the late record"),
		fields: [
			{ fieldtype: "HTML", options: `<p class="text-muted">${__("The late record stays; it is only not reckoned as a breach once a second person has confirmed.")}</p>` },
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Why the late record is not reckoned"), reqd: 1 },
			{ fieldtype: "Attach", fieldname: "file", label: __("Proof that it was done in time"), reqd: 1 },
		],
		primary_action: (values) =>
			call("propose_lifting", values).then(() => {
				dialog.hide();
				frm.reload_doc();
			}),
	});
	dialog.show();
}
