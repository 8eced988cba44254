// 联席会议: agenda, notice, attendance, decisions, minutes; every step has its button.

(() => {
	const leadership = xinfang.leadership;
	const { text, options } = leadership;
	const COLOURS = { Draft: "orange", "Notice Given": "blue", Held: "blue", "Pending Signature": "purple", Signed: "green", "Decisions Issued": "green", "No Quorum": "red", Cancelled: "gray" };
	const send = (frm, method) => (values) => leadership.meeting(method, { ...leadership.seen(frm), ...values });
	const reason = (frm, title, method) => leadership.ask(frm, title, [text("reason", __("Reason"))], send(frm, method), { primary: title, size: "small" });

	frappe.ui.form.on("Joint Conference", {
		refresh(frm) {
			const { handling } = xinfang;
			handling.head(frm, frm.doc.title, frm.doc.workflow_state || frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.show_only(frm);
			frm.toggle_display(["stage", "title"], false);
			frm.toggle_display("topics", false);
			topics(frm);
			intro(frm);
			const { name } = frm.doc;
			leadership.meeting("view", { name }).then((view) => frm.doc.name === name && draw(frm, view));
		},
	});

	function intro(frm) {
		const { doc } = frm;
		const said = {
			Draft: [__("Collect the topics, then give the notice. Only your office sees the draft."), "blue"],
			"Notice Given": [__("When the meeting is over, record who came."), "blue"],
			Held: [doc.returned_reason ? __("Sent back: {0}", [doc.returned_reason]) : __("Record the decision on each topic and its tasks, then send the minutes to the convener."), doc.returned_reason ? "red" : "blue"],
			"Pending Signature": [__("The minutes wait for the signature of {0}.", [doc.convener_name]), "orange"],
			Signed: [__("Issue the decisions: proposals and disputes are decided, tasks go to their organs."), "blue"],
			"No Quorum": [__("{0} of {1} members came, {2} were needed: nothing could be decided. Plan a new meeting.", [doc.present_count, (doc.members || []).length, doc.quorum_needed]), "red"],
		}[doc.stage];
		if (said) frm.set_intro(...said);
	}

	// Topics in full: what they are, what was decided.
	function topics(frm) {
		const COLOUR = { Decided: "green", Refused: "red", Deferred: "orange", "Fallen away": "gray" };
		leadership.table(
			frm,
			"topics_html",
			[__("No."), __("Kind"), __("Topic"), __("Outcome"), __("Decision")],
			(frm.doc.topics || []).map((row) => [
				row.idx,
				__(row.kind),
				row.ref_name && row.ref_doctype ? leadership.link(row.ref_doctype, row.ref_name, row.title) : row.title,
				row.outcome ? leadership.pill(__(row.outcome), COLOUR[row.outcome]) : "",
				[row.decision, row.applied_note].filter(Boolean).join("\n"),
			]),
			__("No topic yet.")
		);
	}

	const STEPS = {
		collect: (frm) => [frm.xf_view.waiting.length ? __("Collect topics ({0})", [frm.xf_view.waiting.length]) : __("Collect topics"), () => collect(frm)],
		add: (frm) => [__("Add a topic"), () => add(frm)],
		change: (frm) => [__("Change day or place"), () => change(frm), __("More")],
		notify: (frm) => [__("Give the notice"), () => notify(frm)],
		call_off: (frm) => [__("Call the meeting off"), () => reason(frm, __("Call the meeting off"), "call_off"), __("More")],
		hold: (frm) => [__("Record the meeting"), () => hold(frm)],
		decide: (frm) => [__("Record a decision"), () => decide(frm)],
		task: (frm) => [__("Draft a task"), () => task(frm)],
		submit: (frm) => [__("Send the minutes up"), () => leadership.ask(frm, __("Send the minutes up"), [{ fieldtype: "Text", fieldname: "discussion", label: __("What was said"), default: frm.doc.discussion }], send(frm, "submit"), { primary: __("Send up"), intro: __("Decisions and tasks are put into the minutes by themselves.") })],
		sign: (frm) => [__("Sign the minutes"), () => xinfang.supervision.confirmed(frm, __("Sign these minutes in your own name? They cannot be changed afterwards."), () => send(frm, "sign")())],
		send_back: (frm) => [__("Send back for changes"), () => reason(frm, __("Send back for changes"), "send_back")],
		paper: (frm) => [__("Record signed paper"), () => paper(frm)],
		issue: (frm) => [__("Issue the decisions"), () => issue(frm)],
		again: (frm) => [__("Plan a new meeting"), () => again(frm)],
	};

	function draw(frm, view) {
		frm.xf_view = view;
		const open = (frm.doc.topics || []).some((row) => !row.outcome && row.kind !== "Task report");
		const empty = !(frm.doc.topics || []).length;
		let steps = view.steps;
		if (frm.doc.stage === "Held" && open) steps = ["decide", ...steps.filter((step) => step !== "decide")];
		if (frm.doc.stage === "Draft" && empty) steps = [view.waiting.length ? "collect" : "add", ...steps];
		steps = steps.filter((step, index) => steps.indexOf(step) === index);
		if (frm.doc.stage === "Notice Given" && frm.doc.planned_on > frappe.datetime.now_datetime()) steps = steps.filter((step) => step !== "hold");
		// Between notice and meeting a topic may still come, but nothing is owed.
		const rare = frm.doc.stage === "Notice Given" ? ["collect", "add"] : [];
		leadership.buttons(frm, steps, STEPS, ["call_off", "change", "paper", ...rare]);
		const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
		leadership.table(
			frm,
			"tasks_html",
			[__("Task"), __("Organ that carries it out"), __("Responsible leader"), __("Due on"), __("Status")],
			view.tasks.map((row) => [leadership.link("Conference Task", row.name, row.decision), row.organ_title, row.leader_name, day(row.due_on), leadership.pill(__(row.stage), row.stage === "Checked" ? "green" : "blue")])
		);
	}

	function collect(frm) {
		const { waiting } = frm.xf_view;
		if (!waiting.length) return frappe.msgprint(__("Nothing waits for the conference: no proposal, no dispute, no request of a leader, no task to report."));
		leadership.ask(
			frm,
			__("Collect topics"),
			waiting.map((row, index) => ({ fieldtype: "Check", fieldname: `w_${index}`, label: `${__(row.kind)}：${row.title}`, default: 1 })),
			(values) => send(frm, "collect")({ chosen: waiting.filter((_row, index) => values[`w_${index}`]).map((row) => row.ref_name) }),
			{ primary: __("Put on the agenda") }
		);
	}

	function add(frm) {
		leadership.ask(frm, __("Add a topic"), [{ fieldtype: "Data", fieldname: "title", label: __("Topic"), reqd: 1 }, { fieldtype: "Link", fieldname: "petition", label: __("Petition"), options: "Petition" }, { fieldtype: "Link", fieldname: "brought_by", label: __("Brought by"), options: "Organ" }], send(frm, "add_topic"), { primary: __("Put on the agenda") });
	}

	function change(frm) {
		leadership.ask(
			frm,
			__("Change day or place"),
			[
				{ fieldtype: "Data", fieldname: "title", label: __("Title"), default: frm.doc.title, reqd: 1 },
				{ fieldtype: "Datetime", fieldname: "planned_on", label: __("Planned for"), default: frm.doc.planned_on, reqd: 1 },
				{ fieldtype: "Data", fieldname: "place", label: __("Place"), default: frm.doc.place, reqd: 1 },
			],
			send(frm, "change"),
			{ primary: __("Save") }
		);
	}

	function notify(frm) {
		const days = frappe.datetime.get_day_diff(frm.doc.planned_on, frappe.datetime.get_today());
		const short = days < frm.xf_view.notice_days && frm.doc.kind === "Emergency meeting";
		leadership.ask(
			frm,
			__("Give the notice"),
			[short && text("short_notice_reason", __("Why the notice was short"))],
			send(frm, "notify"),
			{ primary: __("Give the notice"), intro: __("{0} members are told of {1} topics; notice is given {2} days ahead.", [frm.doc.members.length, frm.doc.topics.length, frm.xf_view.notice_days]) }
		);
	}

	function hold(frm) {
		leadership.ask(
			frm,
			__("Record the meeting"),
			[
				{ fieldtype: "Datetime", fieldname: "held_on", label: __("Held on"), default: frm.doc.planned_on, reqd: 1 },
				{ fieldtype: "Attach", fieldname: "scan", label: __("Attendance list, for an entry made afterwards") },
				{ fieldtype: "Section Break", label: __("Who came") },
				...frm.doc.members.flatMap((row, index) => [
					{ fieldtype: "Check", fieldname: `m_${index}`, label: `${frm.xf_view.organs[row.organ] || row.organ}${row.member_name ? ` ${row.member_name}` : ""}`, default: 1 },
					{ fieldtype: "Data", fieldname: `s_${index}`, label: __("Came in his place"), depends_on: `m_${index}` },
				]),
			],
			(values) =>
				send(frm, "hold")({
					held_on: values.held_on,
					scan: values.scan,
					present: frm.doc.members.map((row, index) => ({ organ: row.organ, stand_in: values[`s_${index}`], here: values[`m_${index}`] })).filter((row) => row.here),
				}),
			{ primary: __("Record the meeting"), intro: __("{0} of {1} members have to be present.", [frm.doc.quorum_needed, frm.doc.members.length]) }
		);
	}

	const topic_options = (frm, wanted) => frm.doc.topics.filter(wanted).map((row) => ({ value: String(row.idx), label: `${row.idx}. ${row.title}` }));

	function decide(frm) {
		const choices = topic_options(frm, (row) => row.kind !== "Task report");
		const first = frm.doc.topics.find((row) => !row.outcome && row.kind !== "Task report");
		const dispute = JSON.stringify(frm.doc.topics.filter((row) => row.kind === "Acceptance dispute").map((row) => String(row.idx)));
		leadership.ask(
			frm,
			__("Record a decision"),
			[
				{ fieldtype: "Select", fieldname: "idx", label: __("Topic"), options: choices, default: String(first ? first.idx : choices[0]?.value), reqd: 1 },
				{ fieldtype: "Select", fieldname: "outcome", label: __("Outcome"), options: options(["", "Decided", "Refused", "Deferred"]), reqd: 1 },
				text("decision", __("Decision"), { reqd: 0, mandatory_depends_on: "eval:doc.outcome && doc.outcome!=='Deferred'" }),
				{ fieldtype: "Link", fieldname: "named_organ", label: __("Organ that accepts"), options: "Organ", depends_on: `eval:doc.outcome==='Decided' && ${dispute}.includes(doc.idx)`, mandatory_depends_on: `eval:doc.outcome==='Decided' && ${dispute}.includes(doc.idx)` },
			],
			send(frm, "decide"),
			{ primary: __("Save") }
		);
	}

	function task(frm) {
		const choices = topic_options(frm, (row) => row.outcome === "Decided" || row.kind === "Task report");
		if (!choices.length) return frappe.msgprint(__("Record the decision first; tasks hang on what was decided."));
		leadership.ask(
			frm,
			__("Draft a task"),
			[
				{ fieldtype: "Select", fieldname: "idx", label: __("Topic"), options: choices, default: choices[0].value, reqd: 1 },
				text("decision", __("What was decided"), { default: frm.doc.topics.find((row) => String(row.idx) === choices[0].value)?.decision }),
				{ fieldtype: "Column Break" },
				{ fieldtype: "Link", fieldname: "organ", label: __("Organ that carries it out"), options: "Organ", reqd: 1 },
				{ fieldtype: "Data", fieldname: "leader_name", label: __("Responsible leader") },
				{ fieldtype: "Date", fieldname: "due_on", label: __("Due on"), reqd: 1, default: frappe.datetime.add_days(frappe.datetime.get_today(), 30) },
			],
			send(frm, "draft_task"),
			{ primary: __("Write the draft") }
		);
	}

	function paper(frm) {
		leadership.ask(
			frm,
			__("Record signed paper"),
			[
				{ fieldtype: "Link", fieldname: "signer", label: __("Name of the signer"), options: "User", default: frm.doc.convener, reqd: 1 },
				{ fieldtype: "Date", fieldname: "occurred_on", label: __("Signed on"), default: frappe.datetime.get_today(), reqd: 1 },
				{ fieldtype: "Attach", fieldname: "scan", label: __("Scan of the signed minutes"), reqd: 1 },
				leadership.late_reason("occurred_on"),
			],
			send(frm, "sign_on_paper"),
			{ primary: __("Save"), size: "small" }
		);
	}

	function issue(frm) {
		frappe.confirm(frappe.utils.escape_html(__("Issue the decisions of these minutes now?")), () =>
			send(frm, "issue")()
				.then(({ fallen }) => {
					frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
					if (fallen.length) frappe.msgprint({ title: __("Fell away"), message: xinfang.handling.list(fallen.map((row) => `${row.title}：${row.note}`)) });
					frm.reload_doc();
				})
				.catch(() => {
					// The server's message is on the screen.
				})
		);
	}

	function again(frm) {
		leadership.ask(frm, __("Plan a new meeting"), [{ fieldtype: "Datetime", fieldname: "planned_on", label: __("Planned for"), reqd: 1 }], send(frm, "again"), { primary: __("Write the draft"), size: "small", done: (name) => frappe.set_route("Form", "Joint Conference", name) });
	}
})();
