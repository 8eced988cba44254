frappe.ui.form.on("Inquiry Record", {
	refresh(frm) {
		xinfang.handling.show_only(frm);
		xinfang.handling.head(frm, __(frm.doc.kind));
	},
});
