// A petition's form: who owns it, what leaders instructed, and the ways to propose, enter and instruct.

(() => {
	const leadership = xinfang.leadership;
	const { text, options } = leadership;

	frappe.ui.form.on("Petition", {
		refresh(frm) {
			if (frm.is_new()) return;
			const { name } = frm.doc;
			leadership.owning("of_petition", { petition: name }).then((view) => frm.doc.name === name && draw(frm, view));
		},
	});

	function draw(frm, view) {
		xinfang.petition.beside(
			frm,
			5,
			[
				view.may_propose && { label: __("Propose a leader to own it"), run: () => leadership.propose([frm.doc.name], { listed_for: "By hand", done: () => frm.reload_doc() }) },
				view.may_enter_above && { label: __("Owned by a leader above"), run: () => enter(frm) },
				view.may_instruct && { label: view.leads ? __("Give an instruction") : __("Enter an instruction"), run: () => instruct(frm, view) },
			].filter(Boolean)
		);
		frm.$wrapper.find(".xf-leaders").remove();
		if (!view.owners.length && !view.instructions.length) return;
		const box = $('<div class="xf-leaders form-message blue" style="margin: 0; border-radius: 0"></div>');
		const day = (value) => (value ? ` · ${__("Due on {0}", [frappe.datetime.str_to_user(value)])}` : "");
		view.owners.forEach((row) => box.append($("<div></div>").append(leadership.link("Leader Ownership", row.name, `${__("Owned by {0}", [row.leader_name])}（${__(row.stage)}）${row.stage === "Owned" ? day(row.due_on) : ""}`))));
		view.instructions.forEach((row) => box.append($("<div></div>").append(leadership.link("Leader Instruction", row.name, `${__("Instruction of {0}", [row.leader_name])} → ${row.organ_title}（${__(row.stage)}）${day(row.due_on)}`))));
		frm.layout.wrapper.before(box);
	}

	function enter(frm) {
		leadership.ask(
			frm,
			__("Owned by a leader above"),
			[
				{ fieldtype: "Select", fieldname: "leader_tier", label: __("Tier of the leader"), options: options(["", "Provincial", "Prefecture"]), reqd: 1 },
				{ fieldtype: "Data", fieldname: "leader_name", label: __("Name of the leader"), reqd: 1 },
				{ fieldtype: "Data", fieldname: "leader_post", label: __("Post of the leader"), reqd: 1 },
				{ fieldtype: "Link", fieldname: "organ", label: __("Organ of the leader"), options: "Organ", reqd: 1 },
				text("reason", __("Reason"), { reqd: 0 }),
				{ fieldtype: "Column Break" },
				{ fieldtype: "Date", fieldname: "started_on", label: __("Owned since"), reqd: 1 },
				{ fieldtype: "Date", fieldname: "due_on", label: __("To be concluded by"), reqd: 1 },
				{ fieldtype: "Data", fieldname: "order_number", label: __("Number of the order"), reqd: 1 },
				{ fieldtype: "Attach", fieldname: "order_scan", label: __("Scan of the order"), reqd: 1 },
			],
			(values) => leadership.owning("enter_above", { petition: frm.doc.name, ...values }),
			{ primary: __("Save"), intro: __("Named above; your office follows it and enters progress every month."), done: (name) => frappe.set_route("Form", "Leader Ownership", name) }
		);
	}

	function instruct(frm, view) {
		const own = view.leads;
		leadership.ask(
			frm,
			own ? __("Give an instruction") : __("Enter an instruction"),
			[
				!own && { fieldtype: "Select", fieldname: "kind", label: __("Kind"), options: options(["Leader's instruction", "Urging of the people's congress"]), default: "Leader's instruction", reqd: 1 },
				!own && { fieldtype: "Data", fieldname: "leader_name", label: __("Name of the leader"), reqd: 1 },
				!own && { fieldtype: "Data", fieldname: "leader_post", label: __("Post of the leader"), reqd: 1 },
				!own && { fieldtype: "Link", fieldname: "organ", label: __("Organ of the leader"), options: "Organ", reqd: 1 },
				!own && { fieldtype: "Date", fieldname: "instructed_on", label: __("Date of the instruction"), default: frappe.datetime.get_today(), reqd: 1 },
				!own && { fieldtype: "Attach", fieldname: "scan", label: __("Scan of the instruction"), reqd: 1 },
				!own && { fieldtype: "Column Break" },
				{ fieldtype: "Text", fieldname: "text", label: __("Words of the instruction"), reqd: own ? 1 : 0 },
				{ fieldtype: "Link", fieldname: "to_organ", label: __("Organ that acts"), options: "Organ", default: view.holder, reqd: 1 },
				{ fieldtype: "Date", fieldname: "due_on", label: __("Answer due on"), default: frappe.datetime.add_days(frappe.datetime.get_today(), 15), reqd: 1 },
			],
			({ to_organ, ...values }) => leadership.meeting("instruct", { petition: frm.doc.name, to_organs: [to_organ], ...values }),
			{ primary: __("Pass the instruction on"), intro: __("The organ signs that it has seen it and answers with evidence. Statutory terms do not change."), done: ([name]) => frappe.set_route("Form", "Leader Instruction", name) }
		);
	}
})();
