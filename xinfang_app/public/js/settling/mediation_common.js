// What the forms of mediations share. The rules are on the server (settling/api_mediation.py).

(() => {
	frappe.provide("xinfang.mediation");
	const mediation = xinfang.mediation;

	mediation.call = (method, args) => frappe.xcall(`xinfang_app.settling.api_mediation.${method}`, args);
	mediation.options = (values) => values.map((value) => (value ? { value, label: __(value) } : ""));

	// One dialog, one step; a refused one stays open with everything typed.
	mediation.dialog = function ({ frm, title, fields, send, intro, done }) {
		const dialog = new frappe.ui.Dialog({
			title,
			size: "large",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: xinfang.handling.note(intro) }, ...fields] : fields,
			primary_action_label: title,
			primary_action(values) {
				dialog.disable_primary_action();
				Promise.resolve(send(values))
					.then((answer) => {
						dialog.hide();
						xinfang.handling.recorded();
						return done ? done(answer) : frm.reload_doc();
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	};
})();
