// What the forms of flags, urgent reports, calls to the spot and routine duties share. The rules are on the server
// (supervision/api_accountability.py, api_duties.py); a refused step leaves the dialog open with everything typed.

(() => {
	frappe.provide("xinfang.duty");
	const duty = xinfang.duty;
	const handling = xinfang.handling;

	duty.call = (api, method, args) => frappe.xcall(`xinfang_app.supervision.${api}.${method}`, args);

	// One dialog, one step; `frm` is reloaded unless `done` says where to go.
	duty.dialog = function ({ frm, title, primary, api, method, fields, args, intro, done, size, ready }) {
		const shown = fields.filter(Boolean);
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "small",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: handling.note(intro) }, ...shown] : shown,
			primary_action_label: primary || title,
			primary_action(values) {
				dialog.disable_primary_action();
				duty
					.call(api, method, args ? args(values) : values)
					.then((answer) => {
						dialog.hide();
						handling.recorded();
						return done ? done(answer) : frm.reload_doc();
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

	// A record that only its buttons change: its title, its status in colour, the names of officials.
	duty.head = function (frm, colours) {
		handling.head(frm, frm.doc.title, frm.doc.status, colours[frm.doc.status]);
		frm.disable_form();
		frm.page.clear_inner_toolbar();
		// Both stand in the headline.
		frm.toggle_display(["title", "status"], false);
		if (frm.doc.petition) frm.add_custom_button(__("Open the petition"), () => frappe.set_route("Form", "Petition", frm.doc.petition));
	};

	// `steps`: [label, run] in their order; the first is the next one.
	duty.steps = function (frm, steps) {
		steps.filter(Boolean).forEach(([label, run], at) => {
			if (at) frm.add_custom_button(label, run);
			else handling.primary(frm, label, run);
		});
	};

	duty.now = () => frappe.datetime.now_datetime();

	duty.list_button = function (listview, label, run) {
		// Not the list's own primary action: Frappe takes that away from whoever may not create by hand.
		listview.page.add_inner_button(label, run).removeClass("btn-default").addClass("btn-primary");
	};
})();
