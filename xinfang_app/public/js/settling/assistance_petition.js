// On a petition: 帮扶救助 proposed for one of its petitioners. Never tied to anything.

(() => {
	const { call, dialog } = xinfang.assistance;
	const KINDS = ["Temporary help in money", "Food and lodging", "Medical help", "Social assistance", "Judicial aid", "Legal aid", "One-to-one help", "Fare home at own wish", "Other help"];
	const OWN_WISH = "eval:['Fare home at own wish', 'One-to-one help'].includes(doc.kind)";
	const MONEY = "eval:['Temporary help in money', 'Food and lodging', 'Medical help', 'Fare home at own wish', 'Other help'].includes(doc.kind)";

	frappe.ui.form.on("Petition", {
		refresh(frm) {
			if (frm.is_new()) return;
			const name = frm.doc.name;
			call("of_petition", { petition: name }).then((view) => {
				if (frm.doc.name !== name) return;
				const rows = view.records.map((row) => ({ label: `${__(row.kind)}（${__(row.stage)}）`, run: () => frappe.set_route("Form", "Assistance Record", row.name) }));
				const may = view.may && view.people.length;
				xinfang.petition.beside(frm, 4, may ? [...rows, { label: __("Propose a help"), run: () => propose(frm, view) }] : rows);
			});
		},
	});

	function propose(frm, view) {
		dialog({
			title: __("Propose a help"),
			intro: __("Help is not tied to anything: not to a withdrawal, not to a promise. The person may decline."),
			fields: [
				{ fieldtype: "Select", fieldname: "recipient", label: __("Petitioner helped"), options: view.people, default: view.people[0].value, reqd: 1 },
				{ fieldtype: "Select", fieldname: "kind", label: __("Kind of help"), options: xinfang.handling.options(KINDS), default: KINDS[0], reqd: 1 },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Float", fieldname: "amount", label: __("Amount (yuan)"), precision: 2, depends_on: MONEY },
				{ fieldtype: "Select", fieldname: "fund", label: __("Fund"), options: ["", ...view.funds], depends_on: "eval:doc.amount > 0", mandatory_depends_on: "eval:doc.amount > 0" },
				{ fieldtype: "Link", fieldname: "passed_to", label: __("Passed on to the organ"), options: "Organ", depends_on: "eval:['Judicial aid', 'Social assistance', 'Legal aid'].includes(doc.kind)" },
				{ fieldtype: "Section Break" },
				{ fieldtype: "Small Text", fieldname: "hardship", label: __("What hardship there is"), reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "plan", label: __("What help is proposed"), reqd: 1 },
				{ fieldtype: "Attach", fieldname: "wish_file", label: __("Application or word of the person helped"), mandatory_depends_on: OWN_WISH },
			],
			send: (values) => call("propose", { petition: frm.doc.name, ...values }),
			done: (made) => frappe.set_route("Form", "Assistance Record", made),
		});
	}
})();
