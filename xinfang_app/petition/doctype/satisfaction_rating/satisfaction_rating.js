frappe.ui.form.on("Satisfaction Rating", {
	refresh(frm) {
		xinfang.handling.show_only(frm);
		xinfang.handling.head(frm, __(frm.doc.target));
	},
});
