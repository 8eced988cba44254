// 数据质量问题: shown only; it is mended on the form it names.

frappe.ui.form.on("Quality Finding", {
	refresh(frm) {
		frm.disable_form();
		frm.page.set_title(frm.doc.message || __("Quality Finding"));
		if (frm.doc.ref_name) frm.add_custom_button(__("Open"), () => frappe.set_route("Form", frm.doc.ref_doctype, frm.doc.ref_name)).addClass("btn-primary");
	},
});
