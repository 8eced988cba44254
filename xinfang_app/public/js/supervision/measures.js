// 提请联席会议, 督查, 整改, 三项建议: the open steps as buttons, each with its dialog.

(() => {
	const supervision = xinfang.supervision;
	const call = (frm, method, args = {}) => supervision.call("measures", method, { name: frm.doc.name, seen: frm.doc.modified, ...args });
	const text = (fieldname, label, extra = {}) => ({ fieldtype: "Small Text", fieldname, label, reqd: 1, ...extra });
	const STATUS = { Draft: "orange", Planned: "orange", "Put forward": "blue", "Under way": "blue", "Findings told": "blue", Ordered: "blue", Rectified: "purple", Verified: "green", "Taken up": "green", Closed: "green", Refused: "red", "Not Met": "red", Withdrawn: "gray", Delivered: "blue", Answered: "green", "Pending Signature": "blue" };

	const withdraw = (frm) => supervision.withdraw(frm, (reason) => call(frm, "withdraw", { doctype: frm.doctype, reason }));

	const ask = (frm, title, fields, method, extra = {}) =>
		supervision.dialog({ frm, title, fields, send: (values) => call(frm, method, extra.args ? extra.args(values) : values), ...extra });

	const STEPS = {
		"Conference Proposal": {
			submit: (frm) => [__("Put before the conference"), () => supervision.saved(frm).then(() => supervision.confirmed(frm, __("Put this proposal before the joint conference?"), () => call(frm, "submit_proposal")))],
			decide: (frm) => [
				__("Record the decision"),
				() =>
					ask(
						frm,
						__("Record the decision"),
						[
							{ fieldtype: "Select", fieldname: "taken", label: __("The decision"), options: supervision.options(["", "Taken up", "Refused"]), reqd: 1 },
							{ fieldtype: "Date", fieldname: "decided_on", label: __("The day of the decision"), default: frappe.datetime.get_today(), reqd: 1 },
							{ fieldtype: "Data", fieldname: "decided_by", label: __("Who decided"), reqd: 1 },
							{ fieldtype: "Data", fieldname: "number", label: __("The number of the decision"), depends_on: "eval:doc.taken==='Taken up'", mandatory_depends_on: "eval:doc.taken==='Taken up'" },
							{ fieldtype: "Attach", fieldname: "scan", label: __("The scan of the decision"), depends_on: "eval:doc.taken==='Taken up'", mandatory_depends_on: "eval:doc.taken==='Taken up'" },
							{ fieldtype: "Small Text", fieldname: "note", label: __("What was decided"), mandatory_depends_on: "eval:doc.taken==='Refused'" },
						],
						"decide_proposal",
						{ args: ({ taken, ...values }) => ({ ...values, taken_up: taken === "Taken up" ? 1 : 0 }) }
					),
			],
			withdraw: (frm) => [__("Withdraw"), () => withdraw(frm)],
		},
		Inspection: {
			begin: (frm) => [__("Begin the inspection"), () => supervision.saved(frm).then(() => supervision.confirmed(frm, __("Begin this inspection?"), () => call(frm, "begin_inspection")))],
			find: (frm) => [
				__("Record a finding"),
				() =>
					ask(
						frm,
						__("Record a finding"),
						[
							{ fieldtype: "Select", fieldname: "organ", label: __("Organ inspected"), options: frm.doc.organs.map((row) => ({ value: row.organ, label: frappe.utils.get_link_title("Organ", row.organ) || row.organ })), reqd: 1 },
							text("finding", __("Finding")),
							{ fieldtype: "Data", fieldname: "article", label: __("Breached article") },
							text("demand", __("Demand")),
							{ fieldtype: "Date", fieldname: "due_on", label: __("Rectified by"), reqd: 1 },
						],
						"find",
						{ primary: __("Write the draft"), done: (name) => frappe.set_route("Form", "Rectification", name) }
					),
			],
			report: (frm) => [
				__("Record the report above"),
				() =>
					ask(
						frm,
						__("Record the report above"),
						[
							{ fieldtype: "Link", fieldname: "organ", label: __("Reported to"), options: "Organ", get_query: () => ({ filters: { kind: ["in", ["Government", "Party Committee"]] } }), reqd: 1 },
							{ fieldtype: "Data", fieldname: "number", label: __("Number of the report"), reqd: 1 },
							{ fieldtype: "Attach", fieldname: "scan", label: __("Text of the report"), reqd: 1 },
						],
						"report_inspection"
					),
			],
			close: (frm) => [__("Close the inspection"), () => ask(frm, __("Close the inspection"), [text("summary", __("Summary of the inspection"), { default: frm.doc.summary })], "close_inspection")],
		},
		Rectification: {
			order: (frm) => [__("Sign and order"), () => supervision.saved(frm).then(() => supervision.confirmed(frm, __("Order the organ to mend this, in your own name?"), () => call(frm, "order")))],
			rectify: (frm) => [
				__("Give the reply"),
				() =>
					ask(frm, __("Give the reply"), [text("reply", __("Reply of the organ")), ...supervision.file_fields(true)], "rectify", {
						primary: __("Submit the reply"),
						args: (values) => ({ reply: values.reply, files: supervision.files(values) }),
					}),
			],
			verify: (frm) => [
				__("Verify the reply"),
				() =>
					ask(
						frm,
						__("Verify the reply"),
						[
							{ fieldtype: "Select", fieldname: "verdict", label: __("Verdict on the reply"), options: supervision.options(["", "Demand met", "Demand not met"]), reqd: 1 },
							text("reason", __("Reason of the verdict")),
							{ fieldtype: "Date", fieldname: "due_on", label: __("Rectified by"), depends_on: "eval:doc.verdict==='Demand not met'", mandatory_depends_on: "eval:doc.verdict==='Demand not met'" },
						],
						"verify_rectification"
					),
			],
			withdraw: (frm) => [__("Withdraw"), () => withdraw(frm)],
		},
		Recommendation: {
			submit: (frm) => [__("Send up for review and signature"), () => supervision.saved(frm).then(() => supervision.confirmed(frm, __("Send this recommendation up for review and signature?"), () => call(frm, "submit_recommendation")))],
			answer: (frm) => [
				__("Give feedback"),
				() =>
					ask(
						frm,
						__("Give feedback"),
						[
							{ fieldtype: "Select", fieldname: "adopted", label: __("Adoption"), options: supervision.options(["", "Adopted", "Partly Adopted", "Not Adopted"]), reqd: 1 },
							text("feedback", __("What was done")),
							{ fieldtype: "Small Text", fieldname: "reasons", label: __("Why not, or not all"), depends_on: "eval:doc.adopted && doc.adopted!=='Adopted'", mandatory_depends_on: "eval:doc.adopted && doc.adopted!=='Adopted'" },
							...supervision.file_fields(false),
						],
						"answer_recommendation",
						{ args: ({ adopted, feedback, reasons, ...values }) => ({ adopted, feedback, reasons, files: supervision.files(values) }) }
					),
			],
			withdraw: (frm) => [__("Withdraw"), () => withdraw(frm)],
		},
	};

	Object.entries(STEPS).forEach(([doctype, steps]) => {
		frappe.ui.form.on(doctype, {
			setup(frm) {
				if (frm.fields_dict.matters) supervision.matter_query(frm);
			},
			refresh(frm) {
				const { handling } = xinfang;
				const where = frm.doc.stage || frm.doc.status;
				const waits = frm.doc.stage === "Pending Signature";
				handling.head(frm, supervision.short(frm), frm.doc.workflow_state || where, STATUS[where]);
				if (frm.doc.stage) frm.toggle_display("stage", false);
				// Its title stands beside it; the number of the record tells nobody anything.
				if (frm.fields_dict.inspection) frm.toggle_display("inspection", false);
				if (!["Draft", "Planned"].includes(where) && !(doctype === "Inspection" && where === "Under way")) frm.disable_form();
				const open = ["Draft", "Planned", "Under way"].includes(where);
				["copies", "evidence", "feedback_files", "organs", "team"]
					.filter((name) => frm.fields_dict[name])
					.forEach((name) => frm.toggle_display(name, (open && !frm.fields_dict[name].df.read_only) || (frm.doc[name] || []).length > 0));
				if (frm.fields_dict.matters_html) supervision.matters(frm, open);
				supervision.latest(frm, supervision.call("measures", "view", { doctype, name: frm.doc.name }), (view) => {
					if (doctype === "Recommendation") ["signing_html", "submitted_by", "submitted_on", "returned_reason"].forEach((name) => frm.toggle_display(name, view.side === "office"));
					if (frm.doc.inspection && view.side === "office") frm.add_custom_button(__("Open the inspection"), () => frappe.set_route("Form", "Inspection", frm.doc.inspection));
					view.steps.forEach((step, index) => {
						const [label, run] = steps[step](frm);
						if (!index && step !== "withdraw") handling.primary(frm, label, run);
						else frm.add_custom_button(label, run);
					});
				});
				if (doctype !== "Recommendation") return;
				const { name } = frm.doc;
				xinfang.signing.call("view", { doctype, name }).then((view) => {
					if (frm.doc.name !== name) return;
					if (waits) handling.signing_buttons(frm, view, () => null, null);
					handling.course(frm, view);
				});
			},
		});
	});
})();
