// 听证: what comes next at the top, what is still missing under it, the deliberation for those who may read it.

(() => {
	const hearing = xinfang.hearing;
	const COLOURS = { Considered: "orange", Requested: "orange", Preparing: "blue", Notified: "blue", "Under Way": "purple", Deliberation: "purple", "Conclusion Signed": "green", "Not Held": "red", Waived: "gray", Cancelled: "gray" };
	const EDITABLE = ["Considered", "Requested", "Preparing"];

	frappe.ui.form.on("Hearing", {
		setup(frm) {
			frm.set_query("place", () => ({ filters: { out_of_use: 0 } }));
			frm.set_query("user", "panel", () => ({ filters: { enabled: 1 } }));
		},
		refresh(frm) {
			const { handling } = xinfang;
			handling.head(frm, `${frm.doc.level_shown || ""}${__("Hearing")} ${handling.tail(frm.doc.number)}`, frm.doc.workflow_state || frm.doc.stage, COLOURS[frm.doc.stage]);
			frm.toggle_display("stage", false);
			frm.clear_custom_buttons();
			const editing = EDITABLE.includes(frm.doc.stage);
			if (!editing) frm.disable_form();
			handling.open_petition(frm);
			hearing.read(frm, editing);
			const { name } = frm.doc;
			hearing.call("view", { hearing: name }).then((view) => {
				if (frm.doc.name !== name) return;
				if (!view.in_organ) frm.disable_form();
				say(frm, view);
				show_deliberation(frm, view);
				const steps = { ...hearing.prepare, ...hearing.day };
				// Before its day a hearing cannot be opened, and nobody has stayed away.
				const early = frm.doc.stage === "Notified" && String(frm.doc.held_on || "").slice(0, 10) > frappe.datetime.get_today();
				const open = early ? view.steps.filter((step) => !["begin", "absent"].includes(step)) : view.steps;
				open.forEach((step, index) => {
					const [label, run] = steps[step](frm, view);
					const rare = ["waive", "call_off", "absent", "move", "replace", "claim", "add_evidence", "judge_evidence", "conclude_paper"].includes(step);
					const waits = early || (step === "notify" && view.faults.length) || step === "conclude_paper";
					if (!index && !waits) handling.primary(frm, label, run);
					else if (rare && index > 1) frm.add_custom_button(label, run, __("More", null, "Hearing"));
					else frm.add_custom_button(label, run);
				});
			});
		},
	});

	function say(frm, view) {
		frm.set_intro("");
		const lines = [view.hint, ...view.faults.map((text) => `${__("Still missing")}：${text}`)].filter(Boolean);
		if (frm.doc.stage === "Preparing")
			lines.push(__("At least {0} members, odd in number; the notice goes out {1} working days before.", [view.least, view.notice_days]));
		if (view.sealed) lines.push(__("The deliberation is sealed: until the conclusion is signed only the panel reads it."));
		if (lines.length) frm.set_intro(lines.map((line) => frappe.utils.escape_html(line)).join("<br>"), view.faults.length ? "orange" : "blue");
	}

	function show_deliberation(frm, view) {
		const box = frm.get_field("deliberation_html").$wrapper.empty();
		const kept = view.deliberation;
		if (!kept) return;
		const part = (label, text) => text && box.append($("<p></p>").append($("<strong></strong>").text(`${label}：`), document.createTextNode(text)));
		part(__("Course of the deliberation"), kept.text);
		part(__("Proposed conclusion"), kept.proposal);
		kept.votes.forEach((row) => part(row.name, [__(row.vote), row.opinion].filter(Boolean).join("，")));
		if (kept.waiting.length) part(__("Still to vote"), kept.waiting.map((row) => row.name).join("、"));
	}
})();
