// 时限: nothing is edited here; the words are put right.

frappe.ui.form.on("Deadline", {
	setup(frm) {
		frm.set_df_property(
			"kind",
			"options",
			["Duty", "Window"].map((value) => ({ value, label: frappe.xf.clocks.kind(value) }))
		);
	},
});
