// The steps of signing on a form: one's own next step, sending back, what was signed on paper, and the course so far.

(() => {
	const handling = xinfang.handling;

	const record = (frm) => ({ doctype: frm.doctype, name: frm.doc.name, seen: frm.doc.modified });

	// `paper_method(step)` names the method that records a last step on paper; reviews have one of their own.
	handling.signing_buttons = function (frm, view, paper_method, key) {
		if (!view.acts || view.recused) return;
		const done = () => frm.reload_doc();
		view.steps.forEach((step, index) => {
			const run = () => sign(frm, step, done);
			if (index) frm.add_custom_button(step.action, run);
			else handling.primary(frm, step.action, run);
		});
		if (view.steps.length) {
			const refuses = frm.doctype === "Extension Request";
			frm.add_custom_button(refuses ? __("Refuse the extension") : __("Send back for changes"), () => xinfang.signing.send_back(record(frm), done));
		}
		const papers = view.papers.filter((step) => step.signers.length);
		if (papers.length) frm.add_custom_button(__("Record signed paper"), () => handling.signed_paper(frm, papers, paper_method, key));
	};

	function sign(frm, step, done) {
		if (frm.doctype !== "Handling Opinion") return xinfang.signing.confirm(record(frm), step, [], done);
		return handling.call("presign_check", { handling_opinion: frm.doc.name }).then((problems) => {
			const soft = problems.filter((problem) => !problem.hard).map((problem) => problem.text);
			xinfang.signing.confirm(record(frm), step, soft, done);
		});
	}

	// A signature, review or approval on paper: which step, who signed, when, the scan.
	handling.signed_paper = function (frm, papers, paper_method, key) {
		const of = (state) => papers.find((step) => step.state === state) || papers[0];
		const people = (step) => step.signers.map((who) => ({ value: who.user, label: who.on_behalf_of ? `${who.name}（${__("Stand-in (AB post)")}）` : who.name }));
		const dialog = new frappe.ui.Dialog({
			title: __("Record signed paper"),
			size: "small",
			fields: [
				{ fieldtype: "HTML", fieldname: "intro", options: handling.note(__("The signer, the date and you who record it stay on record.")) },
				{
					fieldtype: "Select",
					fieldname: "state",
					label: __("Step"),
					options: papers.map((step) => ({ value: step.state, label: step.action })),
					default: papers[0].state,
					hidden: papers.length < 2,
					reqd: 1,
					onchange: () => {
						dialog.set_df_property("signer", "options", people(of(dialog.get_value("state"))));
						dialog.set_value("signer", of(dialog.get_value("state")).signers[0].user);
					},
				},
				{ fieldtype: "Select", fieldname: "signer", label: __("Name of the signer"), options: people(papers[0]), default: papers[0].signers[0].user, reqd: 1 },
				handling.day(__("Signed on")),
				handling.file("scan", __("Scan of the paper original"), { reqd: 1 }),
				handling.late_reason(),
			],
			primary_action_label: __("Save"),
			primary_action({ state, signer, occurred_on, scan, backdate_reason }) {
				const given = { signer, occurred_on, scan, backdate_reason, seen: frm.doc.modified };
				const method = paper_method(of(state));
				const call = method
					? handling.call(method, { [key]: frm.doc.name, ...given })
					: xinfang.signing.call("review_on_paper", { doctype: frm.doctype, name: frm.doc.name, state, ...given });
				dialog.disable_primary_action();
				call.then(() => {
					dialog.hide();
					handling.recorded();
					frm.reload_doc();
				})
					.catch(() => {
						// The server's message is on the screen; what was typed stays.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	};

	// A drafter may choose a longer way; a shorter one than the default is for whoever signs.
	handling.choose_procedure = function (frm, procedures) {
		const label = (row) => `${row.name}（${__("{0} signatures", [row.length])}${row.default ? `，${__("default")}` : ""}）`;
		const dialog = new frappe.ui.Dialog({
			title: __("Choose the procedure"),
			size: "small",
			fields: [
				{
					fieldtype: "Select",
					fieldname: "procedure",
					label: __("Procedure"),
					options: procedures.map((row) => ({ value: row.name, label: label(row) })),
					default: (procedures.find((row) => row.current) || procedures[0]).name,
					reqd: 1,
				},
			],
			primary_action_label: __("Save"),
			async primary_action({ procedure }) {
				if (frm.is_dirty()) await frm.save();
				await xinfang.signing.call("choose_procedure", { ...record(frm), procedure });
				dialog.hide();
				handling.recorded();
				frm.reload_doc();
			},
		});
		dialog.show();
	};

	handling.course = function (frm, view) {
		const field = frm.get_field("signing_html");
		field.$wrapper.empty().append(xinfang.signing.trail(view.trail));
	};
})();
