// 后续帮扶: shown, never edited.

frappe.ui.form.on("Aftercare Record", {
	refresh(frm) {
		xinfang.handling.show_only(frm);
		xinfang.handling.head(frm, [__(frm.doc.kind), frm.doc.petition_number].filter(Boolean).join(" "), frm.doc.agreed, "blue");
	},
});
