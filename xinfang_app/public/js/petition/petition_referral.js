// The referral's form: who sent it to whom, and a button for each open step at its two ends.

frappe.ui.form.on("Petition Referral", {
	refresh(frm) {
		if (frm.is_new()) return;
		const name = frm.doc.name;
		frm.disable_form();
		// What was handed over is a text of lines.
		$(frm.get_field("snapshot_text").disp_area).css("white-space", "pre-wrap");
		xinfang.petition.call("referral_steps", { referral: name }).then((steps) => {
			if (frm.doc.name !== name) return;
			xinfang.handling.head(frm, steps.title, frm.doc.stage, frm.doc.objection_late ? "red" : "blue");
			// After a return the organ keeps its referral, not the petition.
			if (steps.readable) xinfang.handling.open_petition(frm);
			xinfang.petition.buttons(frm, steps);
		});
	},
});
