// What the forms of hearings share. The rules are on the server (hearing/api*.py); a refused step leaves the dialog open
// with everything that was typed.

(() => {
	frappe.provide("xinfang.hearing");
	const hearing = xinfang.hearing;

	hearing.call = (method, args, module = "api") => frappe.xcall(`xinfang_app.hearing.${module}.${method}`, args);

	// A step on the record that is open; the server compares `modified` with what was read.
	hearing.step = (frm, method, args = {}, module = "api") =>
		hearing.call(method, { hearing: frm.doc.name, seen: frm.doc.modified, ...args }, module);

	// One dialog, one step: `send(values)` answers a promise, `done(answer)` replaces the reload of the form.
	hearing.dialog = function ({ frm, title, fields, send, primary, intro, done, size, ready }) {
		const shown = fields.filter(Boolean);
		const note = intro ? `<p class="text-muted" style="margin-bottom: var(--margin-md)">${frappe.utils.escape_html(intro)}</p>` : "";
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "large",
			fields: note ? [{ fieldtype: "HTML", fieldname: "intro", options: note }, ...shown] : shown,
			primary_action_label: primary || title,
			primary_action(values) {
				dialog.disable_primary_action();
				Promise.resolve(send(values))
					.then((answer) => {
						dialog.hide();
						frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
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

	hearing.confirmed = (frm, question, send) =>
		frappe.confirm(frappe.utils.escape_html(question), () =>
			send()
				.then(() => {
					frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
					frm.reload_doc();
				})
				.catch(() => {
					// The server's message is on the screen.
				})
		);

	hearing.options = (values) => values.map((value) => (value ? { value, label: __(value) } : ""));
	hearing.reason = (label, extra = {}) => ({ fieldtype: "Small Text", fieldname: "reason", label: label || __("Reason"), reqd: 1, ...extra });
	hearing.saved = (frm) => (frm.is_dirty() ? frm.save() : Promise.resolve());

	// The panel as choices: who still sits on it.
	hearing.seats = (frm) =>
		(frm.doc.panel || []).filter((row) => !row.stands_aside).map((row) => ({ value: row.name, label: `${row.member_name || row.user}（${__(row.role)}）` }));

	hearing.shown = (row) => [row.shown_name, row.organ && (frappe.utils.get_link_title("Organ", row.organ) || row.organ)].filter(Boolean).join(" ");
})();
