// 答复: serving the opinion, carrying out what was granted, the concluding report.

(() => {
	frappe.provide("xinfang.handling.steps");
	const handling = xinfang.handling;
	const ANSWER = () => __("Answer and carry out");
	const WAYS = ["Handed to the recipient", "By post", "Electronic", "Left with witness", "Public announcement", "Other way"];
	// What is no question in these ways.
	const RESULT = { "By post": null, "Left with witness": "Refused by recipient", "Public announcement": "Signed for" };

	// What a service asks for; a paper of another room is served with the same fields.
	handling.service_fields = (people) => [
		people.length && { fieldtype: "Select", fieldname: "recipient", label: __("Served person"), options: people, default: people[0].value, reqd: 1 },
		{
			fieldtype: "Select",
			fieldname: "way",
			label: __("Way of service"),
			options: handling.options(people.length ? WAYS : ["Public announcement"]),
			default: people.length ? WAYS[0] : "Public announcement",
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		handling.day(__("Served or posted on")),
		{
			fieldtype: "Select",
			fieldname: "result",
			label: __("Result of service"),
			options: handling.options(["Signed for", "Refused by recipient"]),
			default: "Signed for",
			// Left with witnesses it is refused, announced it is neither.
			depends_on: "eval:!['By post', 'Left with witness', 'Public announcement'].includes(doc.way)",
		},
		{ fieldtype: "Section Break" },
		{
			fieldtype: "Data",
			fieldname: "mail_number",
			label: __("Mail number"),
			depends_on: "eval:doc.way=='By post'",
			mandatory_depends_on: "eval:doc.way=='By post'",
			description: __("EMS or registered letter, 13 characters, for example EA123456785CN"),
		},
		{ fieldtype: "Data", fieldname: "signer", label: __("Who signed for it"), depends_on: "eval:!['By post', 'Left with witness', 'Public announcement'].includes(doc.way) && doc.result!='Refused by recipient'" },
		{
			fieldtype: "Data",
			fieldname: "witnesses",
			label: __("Witnesses"),
			depends_on: "eval:doc.way=='Left with witness'",
			mandatory_depends_on: "eval:doc.way=='Left with witness'",
			description: __("Two people of the village, neighbourhood or workplace, by name"),
		},
		{
			fieldtype: "Small Text",
			fieldname: "refusal_reason",
			label: __("Reason of the refusal"),
			depends_on: "eval:doc.way=='Left with witness' || (!['By post', 'Public announcement'].includes(doc.way) && doc.result=='Refused by recipient')",
		},
		{ fieldtype: "Check", fieldname: "consent", label: __("Petitioner agreed to electronic service"), depends_on: "eval:doc.way=='Electronic'" },
		{ fieldtype: "Column Break" },
		handling.file("proof", __("Proof of service"), {
			description: __("The signed certificate, the posting slip or a photograph; can be handed in later, unless it was left with witnesses or announced."),
			mandatory_depends_on: "eval:['Left with witness', 'Public announcement'].includes(doc.way)",
		}),
		{ fieldtype: "Section Break" },
		{ fieldtype: "Small Text", fieldname: "note", label: __("Note"), mandatory_depends_on: "eval:['Public announcement','Other way'].includes(doc.way)" },
		handling.late_reason(),
	];
	handling.service_result = (values) => (RESULT[values.way] === undefined ? values.result : RESULT[values.way]);

	handling.steps.serve = {
		group: ANSWER,
		label: () => __("Serve the opinion"),
		run(frm, view) {
			const open = view.recipients.filter((who) => !who.review_until);
			const people = (open.length ? open : view.recipients).map((who) => ({
				value: who.petitioner,
				label: [who.masked_name, who.is_main ? __("Main petitioner") : "", who.is_representative ? __("Representative") : ""].filter(Boolean).join(" · "),
			}));
			const bound = view.bound ? ` ${__("{0} more are bound by written authority.", [view.bound])}` : "";
			const dialog = handling.dialog({
				frm,
				title: __("Serve the opinion"),
				primary: __("Record the service"),
				method: "serve",
				intro: people.length
					? __("The sixty days stop when the last of {0} has been served; each has thirty days of his own from receipt.", [view.recipients.length]) + bound
					: __("In an anonymous matter the opinion is announced in public."),
				fields: handling.service_fields(people),
				args: (values) => ({ petition: frm.doc.name, ...values, result: handling.service_result(values), seen: frm.doc.modified }),
			});
			if (people.length) {
				dialog.set_secondary_action_label(__("Blank certificate"));
				dialog.set_secondary_action(() =>
					handling
						.call("prepare_service", { petition: frm.doc.name, recipient: dialog.get_value("recipient") })
						.then((letter) => letter && window.open(`/app/official-letter/${letter}`))
				);
			}
		},
	};

	handling.steps.receive = {
		group: ANSWER,
		label: () => __("Enter the mail receipt"),
		run(frm, view) {
			const out = view.records.filter((row) => row.doctype === "Service Record" && row.waits);
			handling.receive(frm, out);
		},
	};

	handling.receive = function (frm, rows) {
		handling.dialog({
			frm,
			title: __("Enter the mail receipt"),
			primary: __("Save"),
			method: "receive_service",
			size: "small",
			fields: [
				rows.length > 1 && {
					fieldtype: "Select",
					fieldname: "service_record",
					label: __("Service Record"),
					options: rows.map((row) => ({ value: row.name, label: row.title })),
					default: rows[0].name,
					reqd: 1,
				},
				{
					fieldtype: "Select",
					fieldname: "result",
					label: __("Result of service"),
					options: handling.options(["Signed for", "Refused by recipient", "Sent back"]),
					default: "Signed for",
					reqd: 1,
				},
				{
					fieldtype: "Select",
					fieldname: "return_reason",
					label: __("Why the letter came back"),
					options: handling.options(["Address unclear", "Nobody of this name there", "Moved away", "Not fetched in time", "Other reason"]),
					depends_on: "eval:doc.result=='Sent back'",
					mandatory_depends_on: "eval:doc.result=='Sent back'",
				},
				{ fieldtype: "Small Text", fieldname: "refusal_reason", label: __("Reason of the refusal"), depends_on: "eval:doc.result=='Refused by recipient'" },
				handling.day(__("Received by the petitioner on"), { description: __("The day on the receipt; the thirty days for review begin with it.") }),
				{ fieldtype: "Data", fieldname: "signer", label: __("Who signed for it"), depends_on: "eval:doc.result=='Signed for'" },
				handling.file("proof", __("Mail receipt")),
			],
			args: (values) => ({ service_record: rows[0].name, ...values }),
		});
	};

	handling.steps.execute = {
		group: ANSWER,
		label: () => __("Report what was carried out"),
		run(frm) {
			handling.call("tasks", { petition: frm.doc.name }).then((tasks) => handling.execute(frm, tasks));
		},
	};

	handling.execute = function (frm, tasks) {
		handling.dialog({
			frm,
			title: __("Report what was carried out"),
			primary: __("Save"),
			method: "executed",
			fields: [
				{
					fieldtype: "Select",
					fieldname: "execution_task",
					label: __("What is granted"),
					options: tasks.map((task) => ({
						value: task.name,
						label: `${task.claim_no}. ${task.content || ""}（${__("To be carried out by")} ${frappe.datetime.str_to_user(task.due_on) || ""}）`,
					})),
					default: tasks[0].name,
					reqd: 1,
				},
				{ fieldtype: "Section Break" },
				handling.day(__("Carried out on")),
				handling.file("proof", __("Proof of execution"), { reqd: 1 }),
				{ fieldtype: "Column Break" },
				{ fieldtype: "Text", fieldname: "outcome", label: __("What was done"), reqd: 1 },
				handling.late_reason(),
			],
			args: (values) => values,
		});
	};

	handling.explain = function (frm) {
		handling.dialog({
			frm,
			title: __("State why it is not carried out"),
			primary: __("Save"),
			method: "not_executed",
			size: "small",
			intro: __("The task stays visible as not carried out (arts. 40, 42)."),
			fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it was not carried out"), reqd: 1 }],
			args: (values) => ({ execution_task: frm.doc.name, ...values, seen: frm.doc.modified }),
		});
	};

	handling.steps.report = {
		group: ANSWER,
		label: () => __("Submit the concluding report"),
		run(frm) {
			owed(frm, (row) => !row.report_submitted_on || row.report_verdict === "Returned", handling.submit_report);
		},
	};

	handling.submit_report = function (frm, referral) {
		handling.dialog({
			frm,
			title: __("Submit the concluding report"),
			primary: __("Submit the report"),
			method: "submit_report",
			intro: referral.report_verdict_note ? `${__("Returned")}：${referral.report_verdict_note}` : null,
			fields: [
				{ fieldtype: "Text", fieldname: "text", label: __("Concluding report text"), reqd: 1, default: referral.report || "" },
				{ fieldtype: "Small Text", fieldname: "execution_note", label: __("Execution and what the petitioner says") },
				{ fieldtype: "Section Break" },
				handling.day(__("Report submitted on")),
				{ fieldtype: "Column Break" },
				handling.file("file", __("Report file")),
				handling.late_reason(),
			],
			args: (values) => ({ referral: referral.name, ...values }),
		});
	};

	handling.steps.verdict = {
		group: ANSWER,
		label: () => __("Judge the concluding report"),
		run(frm) {
			owed(frm, (row) => row.report_submitted_on && !row.report_verdict, handling.judge_report);
		},
	};

	handling.judge_report = function (frm, referral) {
		handling.dialog({
			frm,
			title: __("Judge the concluding report"),
			primary: __("Save"),
			method: "judge_report",
			intro: __("A return gives no new term and stops no clock."),
			fields: [
				{ fieldtype: "Text", fieldname: "shown", label: __("Concluding report text"), default: referral.report || "", read_only: 1 },
				{ fieldtype: "Select", fieldname: "passed", label: __("Verdict on the report"), options: [{ value: "1", label: __("Passed") }, { value: "0", label: __("Returned") }], reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "note", label: __("Verdict note"), mandatory_depends_on: "eval:doc.passed=='0'" },
			],
			args: ({ passed, note }) => ({ referral: referral.name, passed, note }),
		});
	};

	function owed(frm, wanted, run) {
		handling.call("reports", { petition: frm.doc.name }).then((rows) => {
			const row = rows.find(wanted);
			if (row) run(frm, row);
		});
	}
})();
