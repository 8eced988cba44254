// 人民建议征集: what the form and the list of drives and the form of a petition share. The rules are on the server
// (reception/api_drives.py); a refused step leaves the dialog open with everything typed.

(() => {
	frappe.provide("xinfang.drives");
	const drives = xinfang.drives;
	const handling = xinfang.handling;

	drives.call = (method, args) => frappe.xcall(`xinfang_app.reception.api_drives.${method}`, args);

	// One dialog, one step; `done` replaces the reload of the form.
	drives.dialog = function ({ frm, title, method, fields, args, intro, done, size }) {
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "small",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: handling.note(intro) }, ...fields] : fields,
			primary_action_label: title,
			primary_action(values) {
				dialog.disable_primary_action();
				drives
					.call(method, args ? args(values) : values)
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
		return dialog;
	};

	drives.step = (frm, method, title, fields, more = {}) =>
		drives.dialog({ frm, title, method, fields, args: (values) => ({ name: frm.doc.name, ...values, seen: frm.doc.modified }), ...more });

	drives.fields = (known = {}) => [
		{ fieldtype: "Data", fieldname: "title", label: __("Title"), default: known.title, reqd: 1 },
		{ fieldtype: "Section Break", hide_border: 1 },
		{ fieldtype: "Date", fieldname: "opens_on", label: __("First day of the drive"), default: known.opens_on || frappe.datetime.get_today(), reqd: 1 },
		{ fieldtype: "Column Break" },
		{ fieldtype: "Date", fieldname: "closes_on", label: __("Last day of the drive"), default: known.closes_on || frappe.datetime.add_days(frappe.datetime.get_today(), 30), reqd: 1 },
		{ fieldtype: "Section Break", hide_border: 1 },
		{ fieldtype: "Small Text", fieldname: "question", label: __("What the public is asked"), default: known.question, description: __("As the public will read it."), reqd: 1 },
		{ fieldtype: "Small Text", fieldname: "background", label: __("Why the public is asked"), default: known.background },
		{ fieldtype: "Small Text", fieldname: "how_to", label: __("Where suggestions go"), default: known.how_to, description: __("Address, telephone of the office, reception room, e-mail.") },
	];

	drives.COLOURS = { "Drive draft": "orange", "Drive open": "blue", "Drive closed": "orange", "Outcome published": "green", "Drive called off": "gray" };
})();
