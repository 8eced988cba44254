// The petition's form: a button for each open step of the middle part, and the story below.

frappe.ui.form.on("Petition", {
	onload(frm) {
		xinfang.petition.moves_within_stage(frm);
	},
	refresh(frm) {
		// Frappe calls the scripts of a form one after the other, with waiting in between: only the first may clear.
		frm.$wrapper.find(".xf-next").remove();
		if (frm.is_new()) return;
		const name = frm.doc.name;
		xinfang.petition.call("steps", { petition: name }).then((steps) => {
			if (frm.doc.name === name) xinfang.petition.buttons(frm, steps);
		});
		xinfang.petition.timeline(frm);
	},
});
