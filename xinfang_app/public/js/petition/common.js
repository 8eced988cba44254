// What the dialogs of the petition's middle part share. The rules are on the server; a refused step leaves the dialog
// open with everything that was typed.

frappe.provide("xinfang.petition");

xinfang.petition.steps = xinfang.petition.steps || {};

xinfang.petition.call = (method, args) => frappe.xcall(`xinfang_app.petition.api_referral.${method}`, args);

// One dialog, one step. `args(values)` makes the arguments of `method`; `seen` is the state the user has before him.
xinfang.petition.dialog = function ({ frm, title, method, fields, args, primary, seen, intro, ready }) {
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: intro }, ...fields] : fields,
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

// Draw the buttons of the open steps. Each step file registers {label, group, show(steps) → list of calls}.
xinfang.petition.buttons = function (frm, steps) {
	Object.values(xinfang.petition.steps).forEach((step) => {
		(step.on(frm, steps) || []).forEach(({ label, run }) => frm.add_custom_button(label, run, step.group()));
	});
};
