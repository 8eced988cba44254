// 落实任务: reported done with its proof, or with the reason why not.

frappe.ui.form.on("Execution Task", {
	refresh(frm) {
		const handling = xinfang.handling;
		handling.show_only(frm);
		const late = frm.doc.overdue || (frm.doc.status === "To be executed" && frm.doc.due_on < frappe.datetime.get_today());
		const colour = frm.doc.status === "Executed" ? "green" : late ? "red" : "orange";
		handling.head(frm, frm.doc.content, late && frm.doc.status === "To be executed" ? "Past its date" : frm.doc.status, colour);
		if (frm.doc.status !== "Executed") {
			const task = { name: frm.doc.name, claim_no: frm.doc.claim_no, content: frm.doc.content, due_on: frm.doc.due_on };
			handling.primary(frm, __("Report what was carried out"), () => handling.execute(frm, [task]));
			frm.add_custom_button(__("State why it is not carried out"), () => handling.explain(frm));
		}
	},
});
