// What the forms of help share. The rules are on the server (settling/api_assistance.py).

(() => {
	frappe.provide("xinfang.assistance");
	const { assistance } = xinfang;

	assistance.call = (method, args) => frappe.xcall(`xinfang_app.settling.api_assistance.${method}`, args);

	// One dialog, one step: `send(values)` answers a promise, `done(answer)` follows.
	assistance.dialog = function ({ title, intro, fields, send, done, size }) {
		const box = new frappe.ui.Dialog({
			title,
			size: size || "large",
			fields: [...(intro ? [{ fieldtype: "HTML", fieldname: "intro", options: xinfang.handling.note(intro) }] : []), ...fields],
			primary_action_label: title,
			primary_action(values) {
				box.disable_primary_action();
				send(values)
					.then((answer) => {
						box.hide();
						xinfang.handling.recorded();
						done(answer);
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => box.enable_primary_action());
			},
		});
		box.show();
	};
})();
