// 矛盾纠纷: settled on the spot, or sent up; sorted; settled; checked by somebody else and closed.

(() => {
	const screening = xinfang.screening;
	const COLOURS = { "Dispute found": "orange", "Sent Up": "orange", Sorted: "blue", "Dispute settled": "green", "Dispute closed": "gray", "Became Petition": "purple" };

	frappe.ui.form.on("Dispute", {
		refresh(frm) {
			const { doc } = frm;
			xinfang.handling.head(frm, doc.title, doc.workflow_state || doc.stage, COLOURS[doc.stage]);
			frm.disable_form();
			frm.page.clear_inner_toolbar();
			frm.toggle_display(["title", "stage"], false);
			screening.call("dispute_view", { name: doc.name }).then((view) => {
				if (frm.doc.name !== doc.name) return;
				const open = ["Dispute found", "Sent Up", "Sorted"].includes(doc.stage);
				const settled = doc.stage === "Dispute settled";
				[
					view.acts && open && doc.stage !== "Sent Up" && [__("Record the settlement"), () => settle(frm)],
					view.sorts && open && [doc.stage === "Sorted" ? __("Sort it anew") : __("Say who settles it"), () => sort(frm)],
					view.acts && doc.stage === "Sent Up" && [__("Record the settlement"), () => settle(frm)],
					view.acts && open && doc.level !== "County" && [__("Send it up"), () => up(frm)],
					view.acts && open && [__("Became a petition"), () => petition(frm)],
					view.sorts && settled && !view.mine && [__("Checked, close it"), () => close(frm)],
					view.sorts && settled && !view.mine && [__("It is not settled"), () => back(frm)],
				]
					.filter(Boolean)
					.forEach(([label, run], at) => (at ? frm.add_custom_button(label, run) : xinfang.handling.primary(frm, label, run)));
				if (settled && view.mine) frm.set_intro(__("Somebody else of the township or the office checks it and closes."), "blue");
			});
			if (doc.petition) frm.add_custom_button(__("Open the petition"), () => frappe.set_route("Form", "Petition", doc.petition));
			if (doc.round) frm.add_custom_button(__("Open the round"), () => frappe.set_route("Form", "Screening Round", doc.round));
		},
	});

	function settle(frm) {
		screening.step(frm, "settle", __("Record the settlement"), [
			{ fieldtype: "Small Text", fieldname: "result", label: __("Result"), reqd: 1 },
			{ fieldtype: "Select", fieldname: "way", label: __("Way of mediation"), options: xinfang.handling.options(screening.WAYS), default: frm.doc.mediation_kind || "Talk on the spot" },
			{ fieldtype: "Date", fieldname: "settled_on", label: __("Settled on"), default: frappe.datetime.get_today(), reqd: 1 },
			xinfang.handling.file("proof", __("Agreement or proof")),
		], { intro: __("Somebody else of the township or the office looks at it and closes it.") });
	}

	function sort(frm) {
		screening.step(frm, "sort", __("Say who settles it"), [
			{ fieldtype: "Link", fieldname: "duty_unit", label: __("Organ that settles it"), options: "Organ", default: frm.doc.duty_unit || frm.doc.holder, reqd: 1 },
			{ fieldtype: "Date", fieldname: "due_on", label: __("To be settled by"), default: frappe.datetime.add_days(frappe.datetime.get_today(), 15), reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "plan", label: __("Plan of settlement"), default: frm.doc.plan },
			{ fieldtype: "Select", fieldname: "mediation_kind", label: __("Way of mediation"), options: xinfang.handling.options(["", ...screening.WAYS]), default: frm.doc.mediation_kind },
			{ fieldtype: "Select", fieldname: "urgency", label: __("Urgency of the dispute"), options: xinfang.handling.options(screening.URGENCY), default: frm.doc.urgency },
		], { intro: __("The organ is told; its day runs as a target that only reminds.") });
	}

	function up(frm) {
		const to = frm.doc.level === "Village" ? __("It goes to the township.") : __("It goes to the petition office of the county.");
		screening.step(frm, "send_up", __("Send it up"), [{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it is sent up"), reqd: 1 }], { intro: to });
	}

	function petition(frm) {
		screening.step(frm, "become_petition", __("Became a petition"), [{ fieldtype: "Link", fieldname: "submission", label: __("Registered piece"), options: "Petition Submission", get_query: () => ({ filters: { status: "Registered" } }), reqd: 1 }], {
			intro: __("Only when somebody asks for it: it is registered like any other, and its number is entered here."),
		});
	}

	function close(frm) {
		screening.step(frm, "close", __("Checked, close it"), [{ fieldtype: "Small Text", fieldname: "lessons", label: __("What is to be learnt") }]);
	}

	function back(frm) {
		screening.step(frm, "send_back", __("It is not settled"), [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }]);
	}
})();
