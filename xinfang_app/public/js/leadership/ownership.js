// 包案: the record is written by services; every step has its button, and a line says what comes next.

(() => {
	const leadership = xinfang.leadership;
	const COLOURS = { "Pending Approval": "orange", Owned: "blue", "Closing Asked": "purple", Closed: "green", Declined: "gray", Withdrawn: "gray" };
	const WAYS = ["At the reception room", "At the petitioner's place", "On site", "By video"];
	const { text, options } = leadership;
	const send = (frm, method) => (values) => leadership.owning(method, { ...leadership.seen(frm), ...values });

	frappe.ui.form.on("Leader Ownership", {
		refresh(frm) {
			const { handling } = xinfang;
			handling.head(frm, `${__("Leader Ownership")} · ${frm.doc.leader_name || ""}`, frm.doc.workflow_state || frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.show_only(frm);
			frm.toggle_display(["meetings", "reports"], false);
			told(frm);
			["team", "owners", "extensions"].forEach((name) => frm.toggle_display(name, (frm.doc[name] || []).length > 0));
			frm.toggle_display(["stage", "leader"], false);
			frm.toggle_display("resolved", frm.doc.stage === "Closed");
			intro(frm);
			const { name } = frm.doc;
			leadership.owning("view", { name }).then((view) => frm.doc.name === name && draw(frm, view));
			xinfang.signing.call("view", { doctype: frm.doctype, name }).then((view) => {
				if (frm.doc.name !== name) return;
				if (frm.doc.stage === "Pending Approval") {
					handling.signing_buttons(frm, view, () => null, null);
					// What is sent back here is not approved: the proposal ends, the matter may be proposed anew.
					frm.custom_buttons[__("Send back for changes")]?.text(__("Do not approve"));
				}
				handling.course(frm, view);
			});
		},
	});

	function intro(frm) {
		const { doc } = frm;
		if (doc.vacant_on) return frm.set_intro(__("Nobody owns this matter since {0}: name a new leader.", [frappe.datetime.str_to_user(doc.vacant_on)]), "red");
		if (doc.stage === "Pending Approval") return frm.set_intro(__("Waits for the approval of the person in charge; then duties and terms begin."), "orange");
		if (doc.stage === "Owned" && doc.returned_reason) return frm.set_intro(__("Not closed: {0}", [doc.returned_reason]), "red");
		if (doc.stage === "Closing Asked") return frm.set_intro(__("Closing is asked for. Somebody else of the office checks, and asks the petitioner."), "blue");
		return null;
	}

	// What was said at the meetings and in the reports, in full.
	function told(frm) {
		const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
		leadership.table(
			frm,
			"meetings_html",
			[__("Met on"), __("Person who met"), __("What the petitioner said"), __("Answer given")],
			(frm.doc.meetings || []).map((row) => [`${day(row.met_on)} ${__(row.way || "")}${row.place ? `（${row.place}）` : ""}`, row.met_by, row.said || __("Not met: {0}", [row.not_met_reason || ""]), row.answered])
		);
		leadership.table(
			frm,
			"reports_html",
			[__("Monthly report"), __("Progress"), __("Obstacles"), __("Next steps")],
			(frm.doc.reports || []).map((row) => [`${row.period}（${day(row.reported_on)}）`, row.progress, row.obstacles, row.next_steps])
		);
	}

	const STEPS = {
		meet: (frm) => [__("Record a meeting"), () => meet(frm)],
		plan: (frm) => [frm.doc.planned_on ? __("Renew the plan") : __("Write the plan"), () => plan(frm)],
		report: (frm) => [__("Monthly report"), () => report(frm)],
		help: (frm) => [__("Ask for help"), () => help(frm), __("More")],
		duty: (frm) => [__("Add a duty"), () => duty(frm), __("More")],
		extend: (frm) => [__("Ask for a longer term"), () => extend(frm), __("More")],
		ask_closing: (frm) => [__("Ask to close"), () => ask_closing(frm)],
		check: (frm) => [__("Check and close"), () => check(frm)],
		decide_term: (frm) => [__("Decide on the longer term"), () => decide_term(frm)],
		hand_over: (frm) => [__("Hand it over"), () => hand_over(frm), __("More")],
		withdraw: (frm) => [__("Withdraw"), () => xinfang.supervision.withdraw(frm, (reason) => send(frm, "withdraw")({ reason }))],
	};

	function draw(frm, view) {
		frm.xf_view = view;
		const [next] = view.owed;
		if (next && !frm.doc.vacant_on && !frm.doc.returned_reason) frm.set_intro(__("{0}: by {1}", [next.step, frappe.datetime.str_to_user(next.due_on)]), next.due_on < frappe.datetime.get_today() ? "red" : "blue");
		leadership.buttons(frm, order(frm, view.steps), STEPS, ["withdraw", "hand_over", "duty"]);
		if (view.behalf) frm.set_intro(__("You stand in for {0}; what you enter is signed for him.", [view.behalf]), "blue");
		if (view.asked_term) frm.set_intro(__("A longer term is asked for: until {0}. {1}", [frappe.datetime.str_to_user(view.asked_term.to), view.asked_term.reason]), "orange");
		const COLOUR = { "To be done": "orange", Done: "green", Dropped: "gray", Asked: "orange", Answered: "green", Withdrawn: "gray" };
		const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
		leadership.table(
			frm,
			"duties_html",
			[__("Duty of the leader"), __("Due on"), __("Status"), __("What was done")],
			view.duties.map((row) => [leadership.link("Ownership Duty", row.name, row.title), day(row.due_on), leadership.pill(__(row.status), COLOUR[row.status]), row.note || row.dropped_reason || row.meaning]),
			frm.doc.stage === "Pending Approval" ? __("The duties begin with the approval.") : ""
		);
		leadership.table(
			frm,
			"helps_html",
			[__("Asked of"), __("What is asked"), __("Needed by"), __("Status"), __("Answer")],
			view.helps.map((row) => [row.asked_of_title, leadership.link("Ownership Help", row.name, `${row.obstacle}：${row.needed}`), day(row.need_by), leadership.pill(__(row.status), COLOUR[row.status]), row.answer])
		);
		leadership.table(
			frm,
			"checks_html",
			[__("Verdict of the check"), __("Resolved"), __("What was found"), __("The petitioner's view")],
			view.checks.map((row) => [__(row.verdict), row.resolved ? __("Yes") : __("No"), row.finding, row.petitioner_asked ? row.petitioner_view : row.not_asked_reason])
		);
	}

	// The next step first: the meeting while it is owed, then the plan, the report, the closing.
	function order(frm, steps) {
		const first = [];
		if (frm.xf_view.owed.some((row) => row.rule === "B01")) first.push("meet");
		if (!frm.doc.planned_on) first.push("plan");
		if (frm.doc.next_report_on && frm.doc.next_report_on <= frappe.datetime.add_days(frappe.datetime.get_today(), 7)) first.push("report");
		// Closing is the next step only where no duty is open.
		const open = frm.xf_view.duties.some((row) => row.status === "To be done");
		const then = open ? ["report", "meet", "ask_closing"] : ["ask_closing", "report", "meet"];
		return [...first, "decide_term", "check", ...then, ...steps].filter((step, index, all) => steps.includes(step) && all.indexOf(step) === index);
	}

	function meet(frm) {
		const himself = frappe.session.user === frm.doc.leader || !!frm.xf_view.behalf;
		leadership.ask(
			frm,
			__("Record a meeting"),
			[
				{ fieldtype: "Date", fieldname: "met_on", label: __("Met on"), default: frappe.datetime.get_today(), reqd: 1 },
				{ fieldtype: "Select", fieldname: "way", label: __("Way"), options: options(WAYS), default: WAYS[0], reqd: 1 },
				{ fieldtype: "Data", fieldname: "place", label: __("Place") },
				{ fieldtype: "Check", fieldname: "not_met", label: __("The meeting did not come about"), description: __("Nobody is obliged to be met: record that it was offered, and why it did not come about.") },
				text("not_met_reason", __("Why no meeting took place"), { reqd: 0, depends_on: "not_met", mandatory_depends_on: "not_met" }),
				text("said", __("What the petitioner said"), { reqd: 0, depends_on: "eval:!doc.not_met", mandatory_depends_on: "eval:!doc.not_met" }),
				text("answered", __("Answer given"), { reqd: 0, depends_on: "eval:!doc.not_met", mandatory_depends_on: "eval:!doc.not_met" }),
				{ fieldtype: "Attach", fieldname: "proof", label: __("Proof of the meeting"), reqd: himself ? 0 : 1, description: himself ? "" : __("You write it down for the leader: attach the record of the meeting.") },
				leadership.late_reason("met_on"),
			],
			({ not_met, ...values }) => send(frm, "meet")(not_met ? { ...values, said: null, answered: null } : { ...values, not_met_reason: null }),
			{ primary: __("Save"), intro: __("The leader meets the petitioner himself, or who stands in for him.") }
		);
	}

	function plan(frm) {
		leadership.ask(
			frm,
			__("Plan for the solution"),
			[
				{ fieldtype: "Text", fieldname: "plan", label: __("Plan for the solution"), reqd: 1, default: frm.doc.plan },
				text("measures", __("Measures"), { reqd: 0, default: frm.doc.measures }),
				{ fieldtype: "Section Break", label: __("Task team") },
				{
					fieldtype: "Table",
					fieldname: "team",
					cannot_add_rows: false,
					in_place_edit: true,
					data: (frm.doc.team || []).map((row) => ({ user: row.user, member_name: row.member_name, role: row.role })),
					fields: [
						{ fieldtype: "Link", fieldname: "user", label: __("User"), options: "User", in_list_view: 1, get_query: () => ({ filters: { enabled: 1, user_type: "System User" } }) },
						{ fieldtype: "Data", fieldname: "member_name", label: __("Name, without a login"), in_list_view: 1 },
						{ fieldtype: "Select", fieldname: "role", label: __("Part in the team"), options: ["Contact", "Handling officer", "Legal adviser", "Mediator", "Other"].map((value) => ({ value, label: __(value) })), in_list_view: 1 },
					],
				},
			],
			({ plan, measures, team }) => send(frm, "plan")({ plan, measures, team: (team || []).filter((row) => row.user || row.member_name).map(({ user, member_name, role }) => ({ user, member_name, role })) }),
			{ primary: __("Save"), size: "extra-large" }
		);
	}

	function report(frm) {
		leadership.ask(frm, __("Monthly report"), [text("progress", __("Progress")), text("obstacles", __("Obstacles"), { reqd: 0 }), text("next_steps", __("Next steps"), { reqd: 0 })], send(frm, "report"), {
			primary: __("Submit the report"),
			intro: __("Owed on {0}. Report also when nothing has moved.", [frappe.datetime.str_to_user(frm.doc.next_report_on)]),
		});
	}

	function help(frm) {
		const asked = frm.xf_view.may_ask;
		leadership.ask(
			frm,
			__("Ask for help"),
			[
				{ fieldtype: "Link", fieldname: "asked_of", label: __("Asked of"), options: "Organ", reqd: 1, default: asked[0]?.organ, description: asked.map((row) => row.title).join("、") },
				{ fieldtype: "Date", fieldname: "need_by", label: __("Needed by"), reqd: 1, default: frappe.datetime.add_days(frappe.datetime.get_today(), 10) },
				{ fieldtype: "Check", fieldname: "conference", label: __("Goes to the joint conference") },
				{ fieldtype: "Column Break" },
				text("obstacle", __("Obstacle")),
				text("needed", __("Help needed")),
			],
			send(frm, "ask_help"),
			{ primary: __("Send the request"), intro: __("The organ asked sees the matter and answers by the day; what several organs have to decide goes to the joint conference.") }
		);
	}

	function duty(frm) {
		leadership.ask(frm, __("Add a duty"), [{ fieldtype: "Data", fieldname: "title", label: __("Duty of the leader"), reqd: 1 }, { fieldtype: "Date", fieldname: "due_on", label: __("Due on"), reqd: 1, default: frm.doc.due_on }, text("meaning", __("What the official does"), { reqd: 0 })], send(frm, "add_duty"), { primary: __("Save") });
	}

	function extend(frm) {
		leadership.ask(frm, __("Ask for a longer term"), [{ fieldtype: "Date", fieldname: "due_on", label: __("Extended to"), reqd: 1, default: frappe.datetime.add_months(frm.doc.due_on, 1) }, text("reason", __("Reason"))], send(frm, "ask_term"), {
			primary: __("Send the request"),
			intro: __("The present term ends on {0}. The person in charge decides; statutory terms of the matter do not change.", [frappe.datetime.str_to_user(frm.doc.due_on)]),
		});
	}

	function decide_term(frm) {
		const asked = frm.xf_view.asked_term;
		leadership.ask(
			frm,
			__("Decide on the longer term"),
			[{ fieldtype: "Select", fieldname: "decision", label: __("Decision"), options: options(["", "Approved", "Refused"]), reqd: 1 }, text("note", __("Note"), { reqd: 0, mandatory_depends_on: "eval:doc.decision==='Refused'" })],
			({ decision, note }) => send(frm, "decide_term")({ granted: decision === "Approved" ? 1 : 0, note }),
			{ primary: __("Save"), intro: __("Asked for: until {0}. {1}", [frappe.datetime.str_to_user(asked.to), asked.reason]) }
		);
	}

	function ask_closing(frm) {
		const open = frm.xf_view.duties.filter((row) => row.status === "To be done").map((row) => row.title);
		leadership.ask(frm, __("Ask to close"), [{ fieldtype: "Text", fieldname: "result", label: __("What was achieved"), reqd: 1 }], send(frm, "ask_closing"), {
			primary: __("Ask to close"),
			intro: open.length ? __("Still open: {0}", [open.join("、")]) : __("Somebody else checks with the file, the organ and the petitioner."),
		});
	}

	function check(frm) {
		leadership.ask(
			frm,
			__("Check and close"),
			[
				text("finding", __("What was found")),
				{ fieldtype: "Check", fieldname: "petitioner_asked", label: __("The petitioner was asked"), default: 1 },
				text("petitioner_view", __("The petitioner's view"), { reqd: 0, depends_on: "petitioner_asked", mandatory_depends_on: "petitioner_asked" }),
				text("not_asked_reason", __("Why the petitioner was not asked"), { reqd: 0, depends_on: "eval:!doc.petitioner_asked", mandatory_depends_on: "eval:!doc.petitioner_asked" }),
				{ fieldtype: "Column Break" },
				{ fieldtype: "Select", fieldname: "verdict", label: __("Verdict of the check"), options: options(["", "Close it", "Back to work"]), reqd: 1 },
				{ fieldtype: "Check", fieldname: "resolved", label: __("The problem is in fact solved"), depends_on: "eval:doc.verdict==='Close it'" },
				text("unresolved_reason", __("Why it is closed unsolved"), { reqd: 0, depends_on: "eval:doc.verdict==='Close it' && !doc.resolved", mandatory_depends_on: "eval:doc.verdict==='Close it' && !doc.resolved" }),
				{ fieldtype: "Date", fieldname: "due_on", label: __("Work goes on until"), default: frm.doc.due_on, depends_on: "eval:doc.verdict==='Back to work'", mandatory_depends_on: "eval:doc.verdict==='Back to work'" },
			],
			send(frm, "check_closing"),
			{ primary: __("Record the verdict"), intro: __("Solved is apart from concluded. What the petitioner says is not shown to the organ that has the matter.") }
		);
	}

	function hand_over(frm) {
		leadership.owning("leaders").then((leaders) =>
			leadership.ask(
				frm,
				__("Hand it over"),
				[
					{ fieldtype: "Select", fieldname: "leader", label: __("New leader"), options: leadership.leader_options(leaders.filter((row) => row.user !== frm.doc.leader)), reqd: 1 },
					text("reason", __("Reason")),
					{ fieldtype: "Attach", fieldname: "scan", label: __("The approval on paper"), reqd: frm.xf_view.signs ? 0 : 1 },
				],
				send(frm, "hand_over"),
				{ primary: __("Hand it over"), intro: __("The new leader meets the petitioner himself. What was done stays on record, with who did it.") }
			)
		);
	}
})();
