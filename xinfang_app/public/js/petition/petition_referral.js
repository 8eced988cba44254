// The referral's form: a button for each open step at its two ends.

frappe.ui.form.on("Petition Referral", {
	refresh(frm) {
		if (frm.is_new()) return;
		const name = frm.doc.name;
		xinfang.petition.call("referral_steps", { referral: name }).then((steps) => {
			if (frm.doc.name === name) xinfang.petition.buttons(frm, steps);
		});
	},
});
