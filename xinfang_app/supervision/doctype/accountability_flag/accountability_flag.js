// 问责线索: a claim with its evidence. The organ answers, somebody else verifies, the organ with the power decides.

(() => {
	const API = "api_accountability";
	const COLOURS = { "Flag raised": "orange", Answered: "blue", Verified: "purple", Decided: "blue", "Carried Out": "green", Closed: "green", Dismissed: "gray", Withdrawn: "gray" };

	frappe.ui.form.on("Accountability Flag", {
		refresh(frm) {
			xinfang.duty.head(frm, COLOURS);
			const name = frm.doc.name;
			xinfang.duty.call(API, "view", { flag: name }).then((view) => {
				if (frm.doc.name !== name) return;
				look_back(frm, view.lookback);
				steps(frm, view);
				said(frm, view);
			});
		},
	});

	// What comes next, in a line above the form.
	function said(frm, view) {
		const due = frm.doc.answer_due ? frappe.datetime.str_to_user(frm.doc.answer_due) : "–";
		const lines = {
			"Flag raised": __("A flag is a claim, no verdict. The organ answers until {0}.", [due]),
			Answered: __("The organ has answered; somebody else verifies."),
			Verified: __("The claim was verified. The organ with the power decides on a measure."),
		};
		frm.set_intro("");
		if (lines[frm.doc.status]) frm.set_intro(lines[frm.doc.status], view.steps.answer ? "orange" : "blue");
	}

	function steps(frm, view) {
		const may = view.steps;
		xinfang.duty.steps(frm, [
			may.answer && [__("Answer the flag"), () => answer(frm)],
			may.verify && [__("Verify"), () => verify(frm, view)],
			may.decide && [__("Record the measure decided"), () => decide(frm, view)],
			may.carry_out && [__("Record how it was carried out"), () => carry_out(frm)],
			may.close && [__("Close the flag"), () => close(frm)],
			may.dismiss && [__("Dismiss with a reason"), () => dismiss(frm, view)],
			may.free && people(view).length && [__("Recorded dissent"), () => free(frm, view)],
		]);
	}

	const step = (frm, method, title, fields, more = {}) =>
		xinfang.duty.dialog({ frm, title, api: API, method, fields, args: (values) => ({ flag: frm.doc.name, ...values, seen: frm.doc.modified }), ...more });
	const file = (name, label, extra) => xinfang.handling.file(name, label, extra);

	function answer(frm) {
		step(frm, "answer", __("Answer the flag"), [{ fieldtype: "Text", fieldname: "text", label: __("Answer"), reqd: 1 }, file("file", __("File of the answer"))], {
			intro: __("Say how it came about and what was done. Evidence that a step was in time goes with it."),
		});
	}

	// An office outside verifies on paper; here stands whose finding it is.
	function outside(view) {
		if (!view.outside) return [];
		return [
			{ fieldtype: "Section Break", label: __("Recorded for an office outside the system") },
			{ fieldtype: "Data", fieldname: "outside_name", label: __("Office that found it"), default: view.verifier, reqd: 1 },
			{ fieldtype: "Data", fieldname: "outside_number", label: __("Number of its finding"), reqd: 1 },
			{ fieldtype: "Date", fieldname: "outside_on", label: __("Day of its finding"), default: frappe.datetime.get_today(), reqd: 1 },
			file("outside_scan", __("Scan of its finding"), { reqd: 1 }),
			{ fieldtype: "Section Break" },
		];
	}

	function verify(frm, view) {
		step(frm, "verify", __("Verify"), [
			...outside(view),
			{ fieldtype: "Text", fieldname: "finding", label: __("What the verification found"), reqd: 1 },
			file("file", __("File of the verification")),
			{ fieldtype: "Check", fieldname: "grave", label: __("Grave result on record") },
			{ fieldtype: "Small Text", fieldname: "grave_facts", label: __("Grave result"), depends_on: "grave", mandatory_depends_on: "grave" },
			file("grave_file", __("Proof of the grave result"), { depends_on: "grave", mandatory_depends_on: "grave" }),
		]);
	}

	function dismiss(frm, view) {
		step(frm, "dismiss", __("Dismiss with a reason"), [...outside(view), { fieldtype: "Text", fieldname: "reason", label: __("Reason"), reqd: 1 }, file("file", __("File of the verification"))]);
	}

	function free(frm, view) {
		step(frm, "free", __("Recorded dissent"), [
			{ fieldtype: "Select", fieldname: "user", label: __("Official"), options: people(view), reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "note", label: __("What the document shows"), reqd: 1 },
			file("document", __("The document of the dissent"), { reqd: 1 }),
		], { intro: __("Whose dissent is on record is taken out of the look-back; the document stays.") });
	}

	// A measure shows who has the power for it, and asks for just that.
	function decide(frm, view) {
		const of = (dialog) => view.measures.find((one) => one.value === dialog.get_value("measure"));
		const dialog = step(frm, "decide", __("Record the measure decided"), [
			{
				fieldtype: "Select",
				fieldname: "measure",
				label: __("Measure"),
				options: view.measures.filter((one) => !one.grave || frm.doc.grave).map(({ value, label }) => ({ value, label })),
				default: frm.doc.proposed_measure || "Circular",
				reqd: 1,
				onchange: () => show(dialog),
			},
			{ fieldtype: "HTML", fieldname: "power" },
			{ fieldtype: "Select", fieldname: "deciding_organ", label: __("Decided by (organ)"), options: ["", ...view.superiors] },
			{ fieldtype: "Data", fieldname: "deciding_name", label: __("Deciding body") },
			{ fieldtype: "Data", fieldname: "decision_number", label: __("Decision number"), reqd: 1 },
			{ fieldtype: "Date", fieldname: "decided_on", label: __("Decided on"), default: frappe.datetime.get_today(), reqd: 1 },
			file("scan", __("Scan of the decision"), { reqd: 1 }),
			{ fieldtype: "Small Text", fieldname: "note", label: __("Decision in short") },
		], { ready: (made) => setTimeout(() => show(made)) });

		function show(made) {
			const measure = of(made || dialog);
			if (!measure) return;
			const conference = measure.kind === "Joint conference on petition work";
			const above = measure.kind === "Organ above";
			const shown = made || dialog;
			shown.get_field("power").$wrapper.html(xinfang.handling.note(__("{0} decides ({1}).", [measure.power, measure.article])));
			// Power over the cadre: an organ of the system, or the name of a body outside it.
			shown.set_df_property("deciding_organ", "options", ["", ...(above ? view.superiors : view.cadre)]);
			shown.set_df_property("deciding_organ", "hidden", conference);
			shown.set_df_property("deciding_organ", "reqd", above);
			shown.set_df_property("deciding_name", "hidden", above);
			shown.set_df_property("deciding_name", "read_only", conference);
			shown.set_value("deciding_name", conference ? view.conference : shown.get_value("deciding_name") === view.conference ? "" : shown.get_value("deciding_name"));
			if (shown.powered_by !== measure.kind) shown.set_value("deciding_organ", "");
			shown.powered_by = measure.kind;
		}
	}

	function carry_out(frm) {
		step(frm, "carry_out", __("Record how it was carried out"), [{ fieldtype: "Text", fieldname: "note", label: __("How it was carried out"), reqd: 1 }, file("file", __("Proof of carrying out"), { reqd: 1 })]);
	}

	function close(frm) {
		step(frm, "close", __("Close the flag"), [{ fieldtype: "Small Text", fieldname: "note", label: __("Note on closing") }]);
	}

	function people(view) {
		const found = new Map();
		view.lookback.steps.forEach((one) => one.people.forEach((person) => found.set(person.user, { value: person.user, label: `${person.name}（${person.part}）` })));
		return [...found.values()];
	}

	// 责任倒查: step by step, who held the matter and who answered for it on the day.
	function look_back(frm, value) {
		const text = (words) => frappe.utils.escape_html(words || "");
		const day = (on) => (on ? frappe.datetime.str_to_user(on.slice(0, 10)) : "–");
		const rows = value.steps.map((one) => {
			const head = [one.title || one.rule, one.number].filter(Boolean).map(text).join(" · ");
			const dates = one.due_on ? `<div class="text-muted small">${__("Begun {0}, due {1}, done {2}", [day(one.started_on), day(one.due_on), one.ended_on ? day(one.ended_on) : __("not yet")])}</div>` : "";
			const holders = one.holders.map((row) => `${text(row.title)}（${day(row.from_on)}–${row.to_on ? day(row.to_on) : __("until now")}）`).join("；");
			const named = one.people.map((person) => `<span class="indicator-pill gray no-indicator-dot" style="margin: 2px 4px 2px 0">${text(person.part)}：${text(person.name)}</span>`).join("");
			return `<div style="border-left: 3px solid var(--gray-400); padding: 0 0 12px 12px; margin-left: 4px">
				<div><b>${head || "–"}</b> <span class="text-muted">${text(one.organ_title)}</span></div>${dates}
				${holders ? `<div class="small">${__("In the hands of")}：${holders}</div>` : ""}
				<div>${named}</div></div>`;
		});
		const freed = value.freed.map((row) => `<li>${text(row.name)}：${text(row.note)} <a href="${encodeURI(row.document)}" target="_blank" rel="noopener">${__("Document")}</a></li>`);
		const note = `<p class="text-muted small">${__("Put together from what was recorded at the time; it names parts and judges nobody.")}</p>`;
		frm.get_field("lookback_html").$wrapper.html(note + rows.join("") + (freed.length ? `<div class="small"><b>${__("Freed by recorded dissent")}</b><ul style="padding-left: 1.2em">${freed.join("")}</ul></div>` : ""));
	}
})();
