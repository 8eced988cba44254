frappe.ui.form.on("Jurisdiction", {
	setup(frm) {
		frm.set_query("parent_jurisdiction", () => ({ filters: { tier: ["!=", "Village"] } }));
	},
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Organs here"), () =>
			frappe.set_route("List", "Organ", { jurisdiction: frm.doc.name })
		);
	},
});
