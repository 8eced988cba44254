// On a petition and on a review: 听证, begun by the organ that has it, and those on record.

(() => {
	const hearing = xinfang.hearing;
	const open = (name) => frappe.set_route("Form", "Hearing", name);

	const begin = (frm, target, method, title, intro) =>
		hearing.dialog({
			frm,
			title,
			intro,
			fields: [hearing.reason(__("Why the matter is major, complex or hard"))],
			send: (values) => hearing.call(method, { ...values, ...target }),
			done: open,
		});

	// What is on record, then what whoever may begin one can begin: [{label, run}].
	function entries(frm, view, target) {
		const rows = view.rows.map((row) => ({ label: `${row.level_shown}${__("Hearing")}：${row.workflow_state}`, run: () => open(row.name) }));
		if (!view.may) return rows;
		const right = __("The petitioner gets a notice (听证告知书) and may ask for the hearing within the working days of the setting.");
		return [
			...rows,
			{ label: __("Tell the right to a hearing"), run: () => begin(frm, target, "tell_right", __("Tell the right to a hearing"), right) },
			{ label: __("Record the petitioner's request"), run: () => hearing.ask({ frm, ...target, done: open }) },
			{ label: __("Propose a hearing"), run: () => begin(frm, target, "propose", __("Propose a hearing"), __("Of the organ's own motion; its head or a leader decides.")) },
		];
	}

	frappe.ui.form.on("Petition", {
		refresh(frm) {
			if (frm.is_new()) return;
			const { name } = frm.doc;
			hearing.call("of_petition", { petition: name }).then((view) => frm.doc.name === name && xinfang.petition.beside(frm, 2, entries(frm, view, { petition: name })));
		},
	});
	frappe.ui.form.on("Petition Review", {
		refresh(frm) {
			if (frm.is_new()) return;
			const { name, petition } = frm.doc;
			hearing.call("of_review", { review: name }).then((view) => {
				if (frm.doc.name !== name) return;
				entries(frm, view, { petition, review: name }).forEach(({ label, run }) => frm.add_custom_button(label, run, __("Hearing")));
			});
		},
	});
})();
