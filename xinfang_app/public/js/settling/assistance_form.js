// 帮扶救助: sent up, approved, given or declined with its own buttons.

(() => {
	const { call, dialog } = xinfang.assistance;
	const COLOURS = { Draft: "orange", "Pending Approval": "purple", Approved: "blue", "Help given": "green", Refused: "red", "Help declined": "gray" };
	const NEXT = {
		Draft: () => __("Send it up for approval; the head or a leader of your organ approves."),
		"Pending Approval": () => __("Waits for the approval of the head or a leader."),
		Approved: () => __("Give the help against a receipt, and record its day."),
		"Help given": () => __("Given. A withdrawal within sixty days is checked by the office above: nobody shall have bought it."),
	};

	frappe.ui.form.on("Assistance Record", {
		refresh(frm) {
			const { handling, signing } = xinfang;
			const name = frm.doc.name;
			handling.show_only(frm);
			handling.head(frm, [__(frm.doc.kind), handling.tail(frm.doc.petition_number)].filter(Boolean).join(" "), frm.doc.workflow_state, COLOURS[frm.doc.stage]);
			frm.toggle_display("stage", false);
			if (NEXT[frm.doc.stage]) frm.set_intro(NEXT[frm.doc.stage](), "blue");
			call("view", { record: name }).then(({ steps, fund_title, funds }) => {
				if (frm.doc.name !== name) return;
				if (fund_title) $(frm.get_field("fund").disp_area).text(fund_title);
				if (steps.includes("submit")) handling.primary(frm, __("Send up for approval"), () => frappe.confirm(frappe.utils.escape_html(__("Send this help up for approval?")), () => run(frm, "submit", {})));
				if (steps.includes("change")) frm.add_custom_button(__("Change the draft"), () => change(frm, funds));
				if (steps.includes("give")) handling.primary(frm, __("Record the giving"), () => give(frm));
				if (steps.includes("decline")) frm.add_custom_button(__("The person declines"), () => decline(frm));
			});
			signing.call("view", { doctype: frm.doctype, name }).then((view) => {
				if (frm.doc.name !== name) return;
				if (frm.doc.stage === "Pending Approval") {
					handling.signing_buttons(frm, view, () => null, null);
					if (view.acts && view.steps.length) frm.add_custom_button(__("Refuse the help"), () => refuse(frm));
				}
				frm.toggle_display("signing_html", view.trail.length > 0);
				handling.course(frm, view);
			});
		},
	});

	const run = (frm, method, args) =>
		call(method, { record: frm.doc.name, seen: frm.doc.modified, ...args }).then(() => {
			xinfang.handling.recorded();
			frm.reload_doc();
		});

	const step = (frm, method) => (values) => call(method, { record: frm.doc.name, seen: frm.doc.modified, ...values });

	function change(frm, funds) {
		const { doc } = frm;
		dialog({
			title: __("Change the draft"),
			intro: doc.returned_reason ? __("Sent back: {0}", [doc.returned_reason]) : "",
			fields: [
				{ fieldtype: "Small Text", fieldname: "hardship", label: __("What hardship there is"), default: doc.hardship, reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "plan", label: __("What help is proposed"), default: doc.plan, reqd: 1 },
				{ fieldtype: "Currency", fieldname: "amount", label: __("Amount (yuan)"), default: doc.amount },
				{ fieldtype: "Select", fieldname: "fund", label: __("Fund"), options: ["", ...funds], default: doc.fund, depends_on: "eval:doc.amount > 0", mandatory_depends_on: "eval:doc.amount > 0" },
			],
			send: step(frm, "change"),
			done: () => frm.reload_doc(),
		});
	}

	function give(frm) {
		dialog({
			title: __("Record the giving"),
			size: "small",
			fields: [
				{ fieldtype: "Date", fieldname: "given_on", label: __("Given on"), default: frappe.datetime.get_today(), reqd: 1 },
				{ fieldtype: "Attach", fieldname: "receipt", label: __("Signed receipt"), reqd: 1 },
			],
			send: step(frm, "give"),
			done: () => frm.reload_doc(),
		});
	}

	function decline(frm) {
		dialog({
			title: __("The person declines"),
			size: "small",
			intro: __("Nothing follows from it for the matter."),
			fields: [{ fieldtype: "Small Text", fieldname: "note", label: __("Word of the person who declined"), reqd: 1 }],
			send: step(frm, "decline"),
			done: () => frm.reload_doc(),
		});
	}

	function refuse(frm) {
		dialog({
			title: __("Refuse the help"),
			size: "small",
			fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Why the help is refused"), reqd: 1 }],
			send: step(frm, "refuse"),
			done: () => frm.reload_doc(),
		});
	}
})();
