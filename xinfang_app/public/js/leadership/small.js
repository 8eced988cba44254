// 责任项, 协调请求, 核查, 议定事项: small records that services write, each with its next step.

(() => {
	const leadership = xinfang.leadership;
	const { text, options } = leadership;
	const COLOURS = { "To be done": "orange", Done: "purple", Dropped: "gray", Asked: "orange", Answered: "green", Withdrawn: "gray", Draft: "orange", Issued: "blue", Checked: "green" };
	const owning = (frm, method) => (values) => leadership.duties(method, { ...leadership.seen(frm), ...values });
	const meeting = (frm, method) => (values) => leadership.meeting(method, { ...leadership.seen(frm), ...values });
	const files = (values) => xinfang.supervision.files(values);

	const VIEWS = {
		"Ownership Duty": (name) => leadership.duties("duty_view", { name }),
		"Ownership Help": (name) => leadership.duties("help_view", { name }),
		"Ownership Check": () => Promise.resolve({ steps: [] }),
		"Conference Task": (name) => leadership.meeting("task_view", { name }),
	};

	const STEPS = {
		"Ownership Duty": {
			done: (frm) => [
				__("Record it done"),
				() =>
					leadership.ask(
						frm,
						__("Record it done"),
						[
							{ fieldtype: "Date", fieldname: "done_on", label: __("Done on"), default: frappe.datetime.get_today(), reqd: 1 },
							text("note", __("What was done")),
							{ fieldtype: "Attach", fieldname: "proof", label: __("Proof"), reqd: 1 },
							leadership.late_reason("done_on"),
						],
						owning(frm, "duty_done"),
						{ primary: __("Save"), intro: frm.doc.meaning }
					),
			],
			drop: (frm) => [__("Not owed"), () => leadership.ask(frm, __("Not owed"), [text("reason", __("Reason"))], owning(frm, "drop_duty"), { primary: __("Save"), size: "small" })],
		},
		"Ownership Help": {
			answer: (frm) => [
				__("Give the answer"),
				() => leadership.ask(frm, __("Give the answer"), [{ fieldtype: "Text", fieldname: "answer", label: __("Answer"), reqd: 1 }, { fieldtype: "Attach", fieldname: "proof", label: __("Proof") }], owning(frm, "answer_help"), { primary: __("Submit the answer"), intro: `${frm.doc.obstacle}：${frm.doc.needed}` }),
			],
			withdraw: (frm) => [__("Withdraw"), () => xinfang.supervision.withdraw(frm, (reason) => owning(frm, "withdraw_help")({ reason }))],
		},
		"Conference Task": {
			done: (frm) => [
				__("Report it done"),
				() =>
					leadership.ask(frm, __("Report it done"), [{ fieldtype: "Text", fieldname: "result", label: __("What was done"), reqd: 1 }, ...xinfang.supervision.file_fields(true)], (values) => meeting(frm, "task_done")({ result: values.result, files: files(values) }), {
						primary: __("Submit the report"),
						intro: frm.doc.decision,
					}),
			],
			check: (frm) => [
				__("Check what was done"),
				() =>
					leadership.ask(
						frm,
						__("Check what was done"),
						[
							{ fieldtype: "Select", fieldname: "verdict", label: __("Verdict of the check"), options: options(["", "Demand met", "Demand not met"]), reqd: 1 },
							text("note", __("What was found")),
							{ fieldtype: "Date", fieldname: "due_on", label: __("Due on"), depends_on: "eval:doc.verdict==='Demand not met'", mandatory_depends_on: "eval:doc.verdict==='Demand not met'" },
						],
						({ verdict, note, due_on }) => meeting(frm, "check_task")({ met: verdict === "Demand met" ? 1 : 0, note, due_on }),
						{ primary: __("Record the verdict") }
					),
			],
			drop: (frm) => [__("Withdraw"), () => xinfang.supervision.withdraw(frm, (reason) => meeting(frm, "drop_task")({ reason }))],
		},
		"Ownership Check": {},
	};

	Object.keys(STEPS).forEach((doctype) =>
		frappe.ui.form.on(doctype, {
			refresh(frm) {
				const { handling } = xinfang;
				const stands = frm.doc.stage || frm.doc.status;
				handling.head(frm, [__(doctype), frm.doc.document_number].filter(Boolean).join(" "), frm.doc.workflow_state || stands || frm.doc.verdict, COLOURS[stands]);
				handling.show_only(frm);
				frm.toggle_display(["stage", "status"], false);
				if (frm.fields_dict.evidence) frm.toggle_display("evidence", (frm.doc.evidence || []).length > 0);
				if (frm.doc.ownership) frm.add_custom_button(__("Open the ownership"), () => frappe.set_route("Form", "Leader Ownership", frm.doc.ownership));
				if (frm.doc.conference) frm.add_custom_button(__("Open the meeting"), () => frappe.set_route("Form", "Joint Conference", frm.doc.conference));
				const { name } = frm.doc;
				VIEWS[doctype](name).then((view) => {
					if (frm.doc.name !== name) return;
					leadership.buttons(frm, view.steps, STEPS[doctype], ["withdraw", "drop"]);
				});
			},
		})
	);
})();
