// 排查轮次: townships report, the office circulates and closes.

frappe.ui.form.on("Screening Round", {
	refresh(frm) {
		const screening = xinfang.screening;
		const { doc } = frm;
		xinfang.handling.head(frm, doc.title, doc.workflow_state || doc.stage, doc.stage === "Round closed" ? "gray" : "blue");
		frm.disable_form();
		frm.page.clear_inner_toolbar();
		frm.toggle_display(["title", "stage"], false);
		screening.call("round_view", { name: doc.name }).then((view) => {
			if (frm.doc.name !== doc.name) return;
			const waiting = doc.areas.filter((row) => !row.reported_on).length;
			frm.set_intro(doc.stage === "Round under way" ? __("{0} of {1} townships have reported.", [doc.areas.length - waiting, doc.areas.length]) : "", "blue");
			const own = view.reports.filter((one) => doc.areas.some((row) => row.organ === one.value));
			[
				own.length && [__("Report our part"), () => report(frm, view, own)],
				view.acts && [__("Circulate"), () => screening.step(frm, "circulate_round", __("Circulate"), [{ fieldtype: "Small Text", fieldname: "text", label: __("Circulars"), reqd: 1 }])],
				view.acts && doc.period_to <= frappe.datetime.get_today() && [__("Sum up and close"), () => screening.step(frm, "close_round", __("Sum up and close"), [{ fieldtype: "Small Text", fieldname: "summary", label: __("Summary"), reqd: 1 }])],
				view.ledgers.length && [__("Print the ledger"), () => ledger(frm, view)],
			]
				.filter(Boolean)
				.forEach(([label, run], at) => (at ? frm.add_custom_button(label, run) : xinfang.handling.primary(frm, label, run)));
		});
		frm.add_custom_button(__("Disputes"), () => frappe.set_route("List", "Dispute", { round: doc.name }));
		frm.add_custom_button(__("Register a dispute"), () => screening.find());
	},
});

function report(frm, view, own) {
	const told = own.map((one) => {
		const now = view.now[one.value];
		return __("{0}: found {1}, settled {2}, still open {3}.", [one.label, now.found, now.settled, now.still_open]);
	});
	xinfang.screening.step(frm, "report_round", __("Report our part"), [
		{ fieldtype: "Select", fieldname: "organ", label: __("Township"), options: own, default: own[0].value, reqd: 1, hidden: own.length === 1 },
		{ fieldtype: "Small Text", fieldname: "note", label: __("Note") },
	], { intro: told.join(" ") + " " + __("The numbers are counted from the disputes; that nothing was found is reported too.") });
}

function ledger(frm, view) {
	xinfang.screening.dialog({
		frm,
		title: __("Print the ledger"),
		method: "ledger",
		fields: [{ fieldtype: "Select", fieldname: "organ", label: __("Organ"), options: view.ledgers, default: view.ledgers[0].value, reqd: 1 }],
		args: (values) => ({ name: frm.doc.name, ...values }),
		done: (name) => name && frappe.set_route("Form", "Official Letter", name),
	});
}
