// 办结: closing, agreement, joining, filing, withdrawal, rating, the solution in fact, the archive.

(() => {
	frappe.provide("xinfang.handling.steps");
	const handling = xinfang.handling;
	const END = () => __("Conclude");
	const OWN_WORD = () => __("Petitioner's word");

	handling.steps.close = {
		group: END,
		label: () => __("Close the petition"),
		run(frm) {
			handling.call("closing_codes", { petition: frm.doc.name }).then((codes) => {
				const show = (dialog) => {
					const code = codes.find((row) => row.code === dialog.get_value("code"));
					const faults = (code && code.faults) || [];
					dialog.get_field("faults").$wrapper.html(
						faults.length
							? `<div class="alert alert-warning" style="margin-bottom: 0"><strong>${__("Still missing")}</strong>${handling.list(faults)}</div>`
							: `<p class="text-success">${__("Everything this code demands is on record.")}</p>`
					);
				};
				handling.dialog({
					frm,
					title: __("Close the petition"),
					method: "close",
					intro: __("Closing says that the procedure is done. It asks the petitioner for no promise, and says nothing about whether the problem is solved."),
					fields: [
						{
							fieldtype: "Select",
							fieldname: "code",
							label: __("Closing code"),
							options: codes.map((row) => ({ value: row.code, label: `${row.code} ${row.title}` })),
							// The one against which nothing stands, where there is one.
							default: (codes.find((row) => !row.faults.length) || codes[0]).code,
							reqd: 1,
							onchange() {
								if (cur_dialog) show(cur_dialog);
							},
						},
						{ fieldtype: "HTML", fieldname: "faults" },
						{ fieldtype: "Section Break" },
						handling.day(__("Closed on")),
						handling.file("proof", __("Proof"), { depends_on: "eval:doc.code=='T5'" }),
						{ fieldtype: "Column Break" },
						{ fieldtype: "Small Text", fieldname: "reason", label: __("Closing reason"), mandatory_depends_on: "eval:doc.code=='T5'" },
						handling.late_reason(),
					],
					args: (values) => ({ petition: frm.doc.name, ...values, seen: frm.doc.modified }),
					ready: show,
				});
			});
		},
	};

	handling.steps.settle = {
		group: END,
		label: () => __("Record an agreement"),
		run(frm) {
			handling.dialog({
				frm,
				title: __("Record an agreement"),
				primary: __("Record and close"),
				method: "settle",
				intro: __("Only with the consent of both sides and a signed agreement (art. 33)."),
				fields: [
					{ fieldtype: "Select", fieldname: "kind", label: __("Kind"), options: handling.options(["Mediated", "Settled by the parties"]), default: "Mediated", reqd: 1 },
					{ fieldtype: "Data", fieldname: "mediator", label: __("Mediator"), depends_on: "eval:doc.kind=='Mediated'", mandatory_depends_on: "eval:doc.kind=='Mediated'" },
					{ fieldtype: "Column Break" },
					{ fieldtype: "Data", fieldname: "other_party", label: __("Other party"), reqd: 1 },
					{ fieldtype: "Date", fieldname: "agreed_on", label: __("Agreed on"), default: frappe.datetime.get_today(), reqd: 1 },
					{ fieldtype: "Section Break" },
					{ fieldtype: "Text", fieldname: "terms", label: __("Terms agreed"), reqd: 1 },
					handling.file("agreement_file", __("Signed agreement"), { reqd: 1 }),
					{ fieldtype: "Section Break" },
					{ fieldtype: "Check", fieldname: "petitioner_consents", label: __("Petitioner agrees") },
					handling.file("petitioner_consent_file", __("Petitioner's consent"), { depends_on: "petitioner_consents" }),
					{ fieldtype: "Column Break" },
					{ fieldtype: "Check", fieldname: "other_consents", label: __("Other party agrees") },
					handling.file("other_consent_file", __("Other party's consent"), { depends_on: "other_consents" }),
					{ fieldtype: "Section Break" },
					{ ...handling.late_reason(), depends_on: handling.late_reason().depends_on.replaceAll("occurred_on", "agreed_on") },
				],
				args: (values) => ({ petition: frm.doc.name, values, seen: frm.doc.modified }),
			});
		},
	};

	handling.steps.join = {
		group: END,
		label: () => __("Join to another petition"),
		run(frm) {
			handling.call("joinable", { petition: frm.doc.name }).then((others) =>
				handling.dialog({
					frm,
					title: __("Join to another petition"),
					primary: __("Join them"),
					method: "join",
					intro: __("The pieces and claims go over; each is still owed its notice and answer. Joining buys no time."),
					fields: [
						{ fieldtype: "Select", fieldname: "into", label: __("Petition that stays"), options: ["", ...others], reqd: 1 },
						{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
					],
					args: (values) => ({ petition: frm.doc.name, ...values, seen: frm.doc.modified }),
				})
			);
		},
	};

	handling.steps.file = {
		group: END,
		label: () => __("File without answer"),
		run(frm) {
			handling.dialog({
				frm,
				title: __("File without answer"),
				primary: __("File it"),
				method: "file_away",
				size: "small",
				intro: __("Only what carries no request, an advertisement, or an exact duplicate; the reason stays on record (arts. 43, 44)."),
				fields: [
					{ fieldtype: "Select", fieldname: "ground", label: __("Ground"), options: handling.options(["No request", "Advertisement", "Exact duplicate"]), reqd: 1 },
					{ fieldtype: "Data", fieldname: "duplicate_number", label: __("Number of the petition it duplicates"), depends_on: "eval:doc.ground=='Exact duplicate'", mandatory_depends_on: "eval:doc.ground=='Exact duplicate'" },
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
				],
				args: (values) => ({ petition: frm.doc.name, ...values, seen: frm.doc.modified }),
			});
		},
	};

	handling.steps.check_resolution = {
		group: END,
		label: () => __("Check the solution with the petitioner"),
		run(frm) {
			handling.dialog({
				frm,
				title: __("Check the solution with the petitioner"),
				primary: __("Save"),
				method: "check_resolution",
				size: "small",
				fields: [
					{ fieldtype: "Select", fieldname: "way", label: __("How it was checked with the petitioner"), options: handling.options(["Visited", "Called", "Met at the office"]), reqd: 1 },
					{ fieldtype: "Select", fieldname: "resolved", label: __("Resolved in fact"), options: [{ value: "1", label: __("Yes") }, { value: "0", label: __("No") }], reqd: 1 },
					{ fieldtype: "Text", fieldname: "note", label: __("What the petitioner said"), reqd: 1 },
					handling.file("proof", __("Proof of the check")),
				],
				args: (values) => ({ petition: frm.doc.name, ...values, seen: frm.doc.modified }),
			});
		},
	};

	handling.steps.archive = {
		group: END,
		label: () => __("Bind the case file"),
		run(frm) {
			frappe.dom.freeze(__("Counting the pages…"));
			handling
				.call("compile_file", { petition: frm.doc.name })
				.then((name) => frappe.set_route("Form", "Case File", name))
				.catch(() => {
					// The server's message is on the screen.
				})
				.finally(() => frappe.dom.unfreeze());
		},
	};

	handling.steps.withdraw = {
		group: OWN_WORD,
		label: () => __("Enter a wish to withdraw"),
		run(frm, view) {
			const people = view.recipients.map((who) => ({ value: who.petitioner, label: who.masked_name }));
			handling.dialog({
				frm,
				title: __("Enter a wish to withdraw"),
				primary: __("Save"),
				method: "request_withdrawal",
				intro: __("Nothing is withdrawn by this entry. It takes effect when the petitioner confirms it himself: on his own page, or when the petition office calls him."),
				fields: [
					{ fieldtype: "Select", fieldname: "way", label: __("How it was asked for"), options: handling.options(["In writing", "In person", "By phone"]), reqd: 1 },
					people.length > 1 && { fieldtype: "Select", fieldname: "requester", label: __("Petitioner"), options: people, default: people[0].value, reqd: 1 },
					handling.file("statement", __("Petitioner's statement"), { mandatory_depends_on: "eval:doc.way=='In writing'" }),
					{ fieldtype: "Column Break" },
					{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason given by the petitioner") },
					{ fieldtype: "Date", fieldname: "aid_on", label: __("Last aid given on"), description: __("A withdrawal within sixty days of aid is checked by the upper office.") },
				],
				args: (values) => ({ petition: frm.doc.name, ...values }),
			});
		},
	};

	handling.steps.confirm_withdrawal = {
		group: OWN_WORD,
		label: () => __("Confirm the withdrawal by call"),
		run(frm, view) {
			const open = view.records.filter((row) => row.doctype === "Withdrawal Request" && row.waits);
			frappe.set_route("Form", "Withdrawal Request", open[0].name);
		},
	};

	handling.steps.rate_by_call = {
		group: OWN_WORD,
		label: () => __("Enter the rating given by call"),
		run(frm) {
			handling.call("rating_targets", { petition: frm.doc.name }).then((targets) =>
				handling.dialog({
					frm,
					title: __("Enter the rating given by call"),
					primary: __("Save"),
					method: "rate_by_call",
					size: "small",
					intro: __("In the petitioner's words, as he gave them on the phone. The organ that answered never enters a rating."),
					fields: [
						{ fieldtype: "Select", fieldname: "target", label: __("Rating of"), options: handling.options(targets), default: targets[0], reqd: 1 },
						{ fieldtype: "Select", fieldname: "value", label: __("Rating given"), options: handling.options(["Satisfied", "Basically satisfied", "Not satisfied"]), reqd: 1 },
						{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason or remark") },
						{ fieldtype: "Small Text", fieldname: "call_note", label: __("Note of the call"), reqd: 1 },
					],
					args: (values) => ({ petition: frm.doc.name, ...values }),
				})
			);
		},
	};
})();
