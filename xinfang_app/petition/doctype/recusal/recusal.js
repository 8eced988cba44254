// 回避: shown; another leader of the organ may lift it.

frappe.ui.form.on("Recusal", {
	refresh(frm) {
		const handling = xinfang.handling;
		handling.show_only(frm);
		handling.head(frm, __("Recusal"), frm.doc.status, frm.doc.status === "Recused" ? "orange" : "gray");
		if (frm.doc.status !== "Recused" || frm.doc.user === frappe.session.user) return;
		frm.add_custom_button(__("Lift the recusal"), () =>
			handling.dialog({
				frm,
				title: __("Lift the recusal"),
				method: "lift_recusal",
				size: "small",
				fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it was lifted"), reqd: 1 }],
				args: ({ reason }) => ({ recusal_name: frm.doc.name, reason }),
			})
		);
	},
});
