// What the dialogs of the petition's middle part share. The rules are on the server; a refused step leaves the dialog
// open with everything that was typed.

frappe.provide("xinfang.petition");

xinfang.petition.steps = xinfang.petition.steps || {};

xinfang.petition.call = (method, args) => frappe.xcall(`xinfang_app.petition.api_referral.${method}`, args);

// A form is refreshed several times in a row; only what was asked last is drawn, in whatever order the answers arrive.
xinfang.petition.latest = function (frm, what, asked, draw) {
	const asks = (frm.xf_asks ??= {});
	const mine = (asks[what] = (asks[what] || 0) + 1);
	const name = frm.doc.name;
	asked.then((answer) => frm.doc.name === name && asks[what] === mine && draw(answer));
};

// One dialog, one step. `args(values)` makes the arguments of `method`; `seen` is the state the user has before him.
xinfang.petition.dialog = function ({ frm, title, method, fields, args, primary, seen, intro, ready }) {
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: intro }, { fieldtype: "Section Break" }, ...fields] : fields,
		primary_action_label: primary || title,
		primary_action(values) {
			dialog.disable_primary_action();
			xinfang.petition
				.call(method, { ...args(values), seen: seen || frm.doc.modified })
				.then((done) => {
					dialog.hide();
					xinfang.petition.after(frm, done);
				})
				.catch(() => {
					// The server's message is on the screen.
				})
				.finally(() => dialog.enable_primary_action());
		},
	});
	dialog.show();
	if (ready) ready(dialog);
	return dialog;
};

// After a step the petition may lie with another organ, and this user may no longer see it.
xinfang.petition.after = function (frm, done) {
	frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
	if (frm.doctype === "Petition" && done.readable === false) {
		frappe.set_route("List", "Petition Referral");
		frappe.show_alert({ message: __("The petition has left your organ; your referral stays with you."), indicator: "blue" }, 10);
		return;
	}
	frm.reload_doc();
};

// Open at once what is recorded on the day it happens; paper that was late comes with its scan and a reason.
xinfang.petition.moment_fields = () => [
	{ fieldtype: "Section Break", label: __("Entered afterwards"), collapsible: 1 },
	{ fieldtype: "Datetime", fieldname: "occurred_on", label: __("Happened on"), description: __("Empty: now. More than two working days back needs scan and reason.") },
	{ fieldtype: "Column Break" },
	{ fieldtype: "Attach", fieldname: "scan", label: __("Scan of the paper") },
	{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason for entering it afterwards") },
];

xinfang.petition.moment = (values) => ({
	occurred_on: values.occurred_on,
	scan: values.scan,
	backdate_reason: values.backdate_reason,
});

// Rows of organs, for co-organs and for the parties of a dispute.
xinfang.petition.organ_rows = (fieldname, label, extra, reqd) => ({
	fieldtype: "Table",
	fieldname,
	label,
	reqd: reqd ? 1 : 0,
	cannot_add_rows: false,
	in_place_edit: true,
	data: [],
	fields: [
		{ fieldtype: "Link", fieldname: "organ", label: __("Organ"), options: "Organ", in_list_view: 1, reqd: 1, columns: 4 },
		...extra,
	],
});

xinfang.petition.note = (text) => `<p class="text-muted" style="margin-bottom: var(--margin-md)">${text}</p>`;

// Draw the buttons of the open steps. Each step file registers {group, on(frm, steps) → [{label, run, first}]}; the one
// with the lowest `first` is what waits for this user and stands out.
xinfang.petition.buttons = function (frm, steps) {
	const found = Object.values(xinfang.petition.steps).flatMap((step) =>
		(step.on(frm, steps) || []).map((entry) => ({ ...entry, group: step.group() }))
	);
	const waiting = found.filter((entry) => entry.first).sort((one, other) => one.first - other.first)[0];
	found.forEach((entry) => {
		if (entry === waiting) xinfang.handling.primary(frm, entry.label, entry.run);
		else frm.add_custom_button(entry.label, entry.run, entry.group);
	});
};

// What stands beside the road (review, hearing, mediation, help, leaders) shares one group, seen by whoever has any of it.
// The rooms answer in any order: `order` keeps each one's lines together, and their place.
xinfang.petition.beside = function (frm, order, entries) {
	const group = __("Other procedures");
	entries.forEach(({ label, run }, index) => {
		const line = frm.add_custom_button(label, run, group);
		if (line) $(line).attr("data-order", order * 1000 + index);
	});
	const menu = frm.page.inner_toolbar.find(`.inner-group-button[data-label="${encodeURIComponent(group)}"] .dropdown-menu`);
	menu.append(menu.children("[data-order]").get().sort((one, other) => one.dataset.order - other.dataset.order));
};

// The workflow's own menu keeps the moves inside a stage, which an admin may have added; a move to another stage needs a
// record and is taken by our buttons.
xinfang.petition.moves_within_stage = function (frm) {
	if (frm.page.xf_moves_filtered) return;
	frm.page.xf_moves_filtered = true;
	const workflow = frappe.workflow.workflows[frm.doctype];
	if (!workflow) return;
	const stage = Object.fromEntries(workflow.states.map((row) => [row.state, row.update_value]));
	const stays = (row) => row.state !== row.next_state && stage[row.state] === stage[row.next_state];
	const within = new Set(workflow.transitions.filter(stays).map((row) => __(row.action)));
	const services = new Set(workflow.transitions.filter((row) => stage[row.state] !== stage[row.next_state]).map((row) => __(row.action)));
	const add = frm.page.add_action_item.bind(frm.page);
	frm.page.add_action_item = (label, ...rest) => (within.has(label) && !services.has(label) ? add(label, ...rest) : null);
};
