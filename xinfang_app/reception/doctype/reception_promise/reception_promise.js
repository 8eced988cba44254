// 接访承诺: kept with its proof, or not.

frappe.ui.form.on("Reception Promise", {
	refresh(frm) {
		const leaders = xinfang.leaders;
		leaders.head(frm, __("Promise of {0}", [frm.doc.leader_name]), { "Promise open": "orange", "Promise kept": "green", "Promise not kept": "red" });
		leaders.call("promise_view", { name: frm.doc.name }).then((view) =>
			leaders.steps(frm, [
				view.keeps && [__("The promise is kept"), () => kept(frm)],
				view.not_kept && [__("It was not kept"), () => not_kept(frm)],
			])
		);
		if (frm.doc.petition) frm.add_custom_button(__("Open the petition"), () => frappe.set_route("Form", "Petition", frm.doc.petition));
	},
});

function kept(frm) {
	xinfang.leaders.step(frm, "promise_kept", __("The promise is kept"), [
		{ fieldtype: "Small Text", fieldname: "note", label: __("How it was kept"), reqd: 1 },
		xinfang.handling.file("proof", __("Proof that it was kept"), { reqd: 1 }),
		{ fieldtype: "Datetime", fieldname: "kept_on", label: __("Promise kept on"), default: frappe.datetime.now_datetime(), reqd: 1 },
	]);
}

function not_kept(frm) {
	xinfang.leaders.step(frm, "promise_not_kept", __("It was not kept"), [{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it was not kept"), reqd: 1 }]);
}
