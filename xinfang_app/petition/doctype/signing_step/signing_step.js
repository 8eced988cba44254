// 审签记录: shown only; it is made by the step it records.

frappe.ui.form.on("Signing Step", {
	refresh(frm) {
		const handling = xinfang.handling;
		handling.show_only(frm);
		handling.head(frm, __("Signing Step"), frm.doc.outcome, ["Sent back", "Refused"].includes(frm.doc.outcome) ? "red" : "gray");
	},
});
