frappe.ui.form.on("Resolution Check", {
	refresh(frm) {
		xinfang.handling.show_only(frm);
		xinfang.handling.head(frm, null);
	},
});
