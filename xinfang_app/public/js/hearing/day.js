// Steps on the day of the hearing, the deliberation and the conclusion.

(() => {
	const hearing = xinfang.hearing;
	const { dialog, step, options } = hearing;
	const on_day = (frm, method, args) => step(frm, method, args, "api_day");
	const SIDES = ["", "Petitioner", "Handling organ", "Respondent", "Third party", "Witness"];
	const HOW = ["Present", "Absent with cause", "Absent without cause"];

	// The record goes on where it stopped; what was written before can be written anew.
	const next_phase = (frm, phases) => {
		const written = (frm.doc.phases || []).map((row) => row.phase);
		return phases.find((phase) => !written.includes(phase)) || phases[phases.length - 1];
	};
	const text_of = (frm, phase) => ((frm.doc.phases || []).find((row) => row.phase === phase) || {}).text || "";

	hearing.day = {
		begin: (frm) => [
			__("Open the hearing"),
			() => {
				const seats = (frm.doc.panel || []).filter((row) => !row.stands_aside);
				dialog({
					frm,
					title: __("Open the hearing"),
					intro: __("Check who is present. Those who decide have to be odd in number and as many as is set."),
					fields: [
						{
							fieldtype: "MultiCheck",
							fieldname: "present",
							label: __("Panel: who has come"),
							columns: 2,
							options: seats.map((row) => ({ value: row.name, label: `${row.member_name}（${__(row.role)}）`, checked: 1 })),
						},
						{ fieldtype: "Section Break", label: __("Those who take part") },
						...(frm.doc.parties || []).map((row) => ({
							fieldtype: "Select",
							fieldname: `party_${row.name}`,
							label: `${__(row.side)}：${hearing.shown(row)}`,
							options: options(HOW),
							default: "Present",
							reqd: 1,
						})),
					],
					send: (values) =>
						on_day(frm, "begin", {
							present: values.present || [],
							attendance: Object.fromEntries((frm.doc.parties || []).map((row) => [row.name, values[`party_${row.name}`]])),
						}),
				});
			},
		],
		absent: (frm) => [
			__("The petitioner stayed away"),
			() =>
				dialog({
					frm,
					title: __("The petitioner stayed away"),
					intro: frm.doc.absences
						? __("This is the second absence without cause: the hearing counts as given up.")
						: __("Without cause: one new day is set and told. With a cause, move the date instead."),
					fields: [
						{ fieldtype: "Small Text", fieldname: "note", label: __("What was done to reach him"), reqd: 1 },
						{ fieldtype: "Attach", fieldname: "proof", label: __("Proof of the absence"), reqd: 1 },
						!frm.doc.absences && { fieldtype: "Datetime", fieldname: "new_date", label: __("The new day"), reqd: 1 },
					],
					send: (values) => on_day(frm, "absent", values),
				}),
		],
		record: (frm, view) => [
			__("Write the record"),
			() => {
				const first = next_phase(frm, view.phases);
				dialog({
					frm,
					title: __("Write the record"),
					size: "extra-large",
					fields: [
						{ fieldtype: "Select", fieldname: "phase", label: __("Phase"), options: options(view.phases), default: first, reqd: 1 },
						{ fieldtype: "Text", fieldname: "text", label: __("Record"), default: text_of(frm, first), reqd: 1 },
					],
					send: (values) => on_day(frm, "record", values),
					// The recorder writes phase after phase; whoever stops closes the dialog.
					done: () =>
						Promise.resolve(frm.reload_doc()).then(() => {
							const written = (frm.doc.phases || []).map((row) => row.phase);
							if (view.phases.some((phase) => !written.includes(phase))) hearing.day.record(frm, view)[1]();
						}),
					ready: (shown) => {
						shown.fields_dict.phase.df.onchange = () => shown.set_value("text", text_of(frm, shown.get_value("phase")));
					},
				});
			},
		],
		add_evidence: (frm) => [
			__("Enter evidence"),
			() =>
				dialog({
					frm,
					title: __("Enter evidence"),
					fields: [
						{ fieldtype: "Select", fieldname: "side", label: __("Brought by"), options: options(SIDES), reqd: 1 },
						{ fieldtype: "Data", fieldname: "title", label: __("Name of the evidence"), reqd: 1 },
						{ fieldtype: "Column Break" },
						{ fieldtype: "Attach", fieldname: "file", label: __("File") },
						{ fieldtype: "Section Break" },
						{ fieldtype: "Small Text", fieldname: "shows", label: __("What it is to prove"), reqd: 1 },
						{ fieldtype: "Small Text", fieldname: "other_view", label: __("View of the other side") },
					],
					send: (values) => on_day(frm, "add_evidence", values),
				}),
		],
		judge_evidence: (frm) => [
			__("Adopt evidence or not"),
			() =>
				dialog({
					frm,
					title: __("Adopt evidence or not"),
					fields: [
						{ fieldtype: "Select", fieldname: "row", label: __("Name of the evidence"), options: frm.doc.evidence.map((row) => ({ value: row.name, label: `${__(row.side)}：${row.title}` })), reqd: 1 },
						{ fieldtype: "Select", fieldname: "accepted", label: __("Taken as evidence"), options: options(["", "Adopted", "Not adopted"]), reqd: 1 },
						{ fieldtype: "Small Text", fieldname: "other_view", label: __("View of the other side") },
					],
					send: (values) => on_day(frm, "judge_evidence", values),
				}),
		],
		close: (frm) => [
			__("Close the sitting"),
			() =>
				dialog({
					frm,
					title: __("Close the sitting"),
					intro: __("The record has all its phases; its paper is made for the signatures."),
					fields: [{ fieldtype: "Attach", fieldname: "record_scan", label: __("Signed hearing record"), description: __("May follow with the returned paper.") }],
					send: (values) => on_day(frm, "close", values),
				}),
		],
		deliberate: (frm, view) => [
			__("Write the deliberation"),
			() =>
				dialog({
					frm,
					title: __("Write the deliberation"),
					size: "extra-large",
					intro: __("Only the panel reads this until the conclusion is signed. A changed proposal is voted on anew."),
					fields: [
						{ fieldtype: "Text", fieldname: "text", label: __("Course of the deliberation"), default: view.deliberation?.text, reqd: 1 },
						{ fieldtype: "Text", fieldname: "proposal", label: __("Proposed conclusion"), default: view.deliberation?.proposal, reqd: 1 },
					],
					send: (values) => hearing.call("deliberate", { ...values, hearing: frm.doc.name }, "api_day"),
				}),
		],
		vote: (frm, view) => [
			__("Take down a vote"),
			() =>
				dialog({
					frm,
					title: __("Take down a vote"),
					intro: view.deliberation?.proposal ? `${__("Proposed conclusion")}：${view.deliberation.proposal}` : "",
					fields: [
						{
							fieldtype: "Select",
							fieldname: "member",
							label: __("Who votes"),
							options: [...(view.deliberation?.waiting || []), ...(view.deliberation?.votes || [])].map((row) => ({ value: row.member, label: row.name })),
							default: view.deliberation?.waiting[0]?.member,
							reqd: 1,
						},
						{ fieldtype: "Select", fieldname: "given", label: __("Vote"), options: options(["", "In favour", "Opposed"]), reqd: 1 },
						{ fieldtype: "Small Text", fieldname: "grounds", label: __("Grounds of the vote"), mandatory_depends_on: "eval:doc.given==='Opposed'" },
					],
					send: (values) => hearing.call("vote", { ...values, hearing: frm.doc.name }, "api_day"),
				}),
		],
		// With the signature the panel's task ends, and with it, for whoever comes from outside, the sight of the matter.
		conclude: (frm, view) => [
			__("Sign the conclusion"),
			() =>
				frappe.confirm(frappe.utils.escape_html(__("Sign the conclusion that the majority carried, in your own name?")), () =>
					on_day(frm, "conclude")
						.then(() => {
							frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
							return view.in_organ ? frm.reload_doc() : frappe.set_route("today-work");
						})
						.catch(() => {
							// The server's message is on the screen.
						})
				),
		],
		conclude_paper: (frm) => [
			__("Record the signed paper"),
			() =>
				dialog({
					frm,
					title: __("Record the signed paper"),
					intro: __("Where the chair signed the conclusion on paper."),
					fields: [
						{ fieldtype: "Attach", fieldname: "scan", label: __("Signed conclusion"), reqd: 1 },
						{ fieldtype: "Date", fieldname: "occurred_on", label: __("Signed on"), default: frappe.datetime.get_today(), reqd: 1 },
						{
							fieldtype: "Small Text",
							fieldname: "backdate_reason",
							label: __("Reason for entering it afterwards"),
							depends_on: "eval:doc.occurred_on && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.occurred_on) > 2",
						},
					],
					send: (values) => on_day(frm, "conclude", values),
				}),
		],
	};
})();
