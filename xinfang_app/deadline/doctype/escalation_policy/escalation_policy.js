// 升级策略: who is pressed, when and how. A change counts for terms that begin after it.

frappe.ui.form.on("Escalation Policy", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.set_intro(
			__("A change counts for terms that begin after it. Use “{0}” to let it count for those that run.", [
				__("Apply to terms that run"),
			]),
			"blue"
		);
		frappe.xf.clocks.applying(frm);
	},
});
