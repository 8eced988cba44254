// 问责规则: what it counts, from when, and who decides on the measure it proposes.

frappe.ui.form.on("Accountability Rule", {
	refresh(frm) {
		frm.set_query("deadline_rule", () => ({ filters: { kind: "Duty" } }));
		frm.set_intro(__("It counts what organs failed to do. A flag is a claim: the organ answers, somebody else verifies."), "blue");
	},
});
