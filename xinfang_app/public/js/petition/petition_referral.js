// The referral's form: who sent it to whom, and a button for each open step at its two ends.

frappe.ui.form.on("Petition Referral", {
	refresh(frm) {
		if (frm.is_new()) return;
		const name = frm.doc.name;
		xinfang.handling.show_only(frm);
		xinfang.petition.call("referral_steps", { referral: name }).then((steps) => {
			if (frm.doc.name !== name) return;
			xinfang.handling.head(frm, steps.title, frm.doc.stage, frm.doc.objection_late ? "red" : "blue");
			xinfang.petition.buttons(frm, steps);
		});
	},
});
