frappe.ui.form.on("Organ", {
	setup(frm) {
		for (const field of ["parent_organ", "review_organ", "successor"]) {
			frm.set_query(field, () => ({ filters: { name: ["!=", frm.doc.name || ""] } }));
		}
		frm.set_query("category", "competences", () => ({ filters: { sealed_route: "" } }));
	},
	refresh(frm) {
		if (frm.is_new() || !frappe.model.can_read("Posting")) return;
		frm.add_custom_button(__("Postings here"), () =>
			frappe.set_route("List", "Posting", { organ: frm.doc.name, active: 1 })
		);
	},
});
