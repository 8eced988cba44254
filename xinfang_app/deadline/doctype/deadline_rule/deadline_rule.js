// 时限规则: a longer local term counts only when a second person has confirmed it.

frappe.ui.form.on("Deadline Rule", {
	setup(frm) {
		frm.set_df_property(
			"kind",
			"options",
			["Duty", "Window", "Extension"].map((value) => ({ value, label: frappe.xf.clocks.kind(value) }))
		);
	},

	refresh(frm) {
		if (frm.doc.locked) {
			frm.set_intro(
				__("This term follows from {0}: it can be shortened, never lengthened, paused or switched off.", [
					frappe.utils.escape_html(frm.doc.article),
				]),
				"blue"
			);
		}
		frappe.xf.clocks.applying(frm);
		const open = frm.doc.override_length && !frm.doc.override_confirmed_by;
		if (open && frm.doc.override_proposed_by !== frappe.session.user && !frm.is_dirty()) {
			frm.add_custom_button(__("Confirm the longer term"), () =>
				frappe.confirm(
					__("Confirm {0} days by {1}? It is printed on notices.", [
						frm.doc.override_length,
						frappe.utils.escape_html(frm.doc.override_document),
					]),
					() =>
						frappe
							.xcall("xinfang_app.deadline.api.confirm_override", { rule: frm.doc.name })
							.then(() => frm.reload_doc())
				)
			).addClass("btn-primary");
		}
	},
});
