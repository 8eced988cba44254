// On a petition: 调解, proposed by the organ that has it, and those on record.

(() => {
	const mediation = xinfang.mediation;
	const open = (name) => frappe.set_route("Form", "Mediation", name);
	const KINDS = ["", "People's mediation", "Administrative mediation", "Judicial mediation", "Linked mediation"];

	const propose = (frm) =>
		mediation.dialog({
			frm,
			title: __("Propose mediation"),
			intro: __("Mediation begins when both sides have agreed. It stops no term; whoever does not want it loses nothing."),
			fields: [
				{ fieldtype: "Select", fieldname: "kind", label: __("Kind of mediation"), options: mediation.options(KINDS), reqd: 1 },
				{ fieldtype: "Data", fieldname: "other_party", label: __("Other party"), reqd: 1 },
				{ fieldtype: "Data", fieldname: "mediating_body", label: __("Who mediates (committee, office, court)") },
				{ fieldtype: "Small Text", fieldname: "dispute", label: __("What is disputed"), reqd: 1 },
			],
			send: (values) => mediation.call("propose", { ...values, petition: frm.doc.name }),
			done: open,
		});

	frappe.ui.form.on("Petition", {
		refresh(frm) {
			if (frm.is_new()) return;
			const { name } = frm.doc;
			mediation.call("of_petition", { petition: name }).then((view) => {
				if (frm.doc.name !== name) return;
				const rows = view.rows.map((row) => ({ label: `${__(row.kind)}：${row.workflow_state}`, run: () => open(row.name) }));
				xinfang.petition.beside(frm, 3, view.may ? [...rows, { label: __("Propose mediation"), run: () => propose(frm) }] : rows);
			});
		},
	});
})();
