// 数据质量规则: the stages and fields that can be chosen, and that a locked rule only becomes stricter.

frappe.ui.form.on("Quality Rule", {
	setup(frm) {
		frm.set_query("document_type", () => ({ filters: { name: ["in", frappe.boot.xf_quality_doctypes || []] } }));
		const translated = (field) => {
			const values = frm.get_field(field).df.options.split("\n");
			frm.set_df_property(field, "options", values.map((value) => ({ value, label: __(value, null, "Quality Rule") })));
		};
		["kind", "severity"].forEach(translated);
	},

	refresh(frm) {
		if (frm.doc.locked) {
			frm.set_intro(__("This rule follows from {0}: it can be made stricter, never milder or switched off.", [frappe.utils.escape_html(frm.doc.article)]), "blue");
		}
	},
});
