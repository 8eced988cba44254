// On a petition: 督办 for whoever supervises the place, and the letters about it.

frappe.ui.form.on("Petition", {
	refresh(frm) {
		if (frm.is_new()) return;
		const name = frm.doc.name;
		xinfang.supervision.call("letters", "of_petition", { petition: name }).then((view) => {
			if (frm.doc.name !== name) return;
			view.letters.forEach((row) => {
				const label = `${row.document_number || __(row.kind)}（${__(row.stage)}）`;
				frm.add_custom_button(label, () => frappe.set_route("Form", "Supervision Letter", row.name), __("Press", null, "Supervision"));
			});
			if (!view.may) return;
			const group = __("Press", null, "Supervision");
			frm.add_custom_button(__("Draft a supervision letter"), () => xinfang.supervision.draft([name], view.holder_title), group);
			frm.add_custom_button(__("Propose to the conference"), () => xinfang.supervision.propose({ petitions: [name], organ: frm.doc.holder }), group);
			frm.add_custom_button(__("Draft a recommendation"), () => xinfang.supervision.recommend([name], frm.doc.holder, view.policy_organ), group);
		});
	},
});
