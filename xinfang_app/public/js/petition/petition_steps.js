// The petition's form: a button for each open step of the middle part, and the story below.

frappe.ui.form.on("Petition", {
	onload(frm) {
		xinfang.petition.moves_within_stage(frm);
	},
	refresh(frm) {
		// Frappe calls the scripts of a form one after the other, with waiting in between: only the first may clear.
		frm.$wrapper.find(".xf-next").remove();
		if (frm.is_new()) return;
		const asked = xinfang.petition.call("steps", { petition: frm.doc.name });
		xinfang.petition.latest(frm, "steps", asked, (steps) => xinfang.petition.buttons(frm, steps));
		xinfang.petition.timeline(frm);
	},
});
