// What the forms of reviews share. The rules are on the server (review/api.py); a refused step leaves the dialog open
// with everything that was typed.

(() => {
	frappe.provide("xinfang.review.steps");
	const review = xinfang.review;

	review.call = (method, args) => frappe.xcall(`xinfang_app.review.api.${method}`, args);

	// One dialog, one step on the review of `frm`; `args(values)` makes what is sent beside name and state.
	review.dialog = function ({ frm, title, method, fields, intro, primary, args, done, size, send }) {
		const note = intro ? [{ fieldtype: "HTML", fieldname: "intro", options: xinfang.handling.note(intro) }] : [];
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "large",
			fields: [...note, ...fields.filter(Boolean)],
			primary_action_label: primary || title,
			primary_action(values) {
				dialog.disable_primary_action();
				const given = args ? args(values) : values;
				const asked = send ? send(given) : review.call(method, { review: frm.doc.name, seen: frm.doc.modified, ...given });
				asked
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
		return dialog;
	};

	// A question, a step, the form anew.
	review.confirmed = (frm, question, method) =>
		frappe.confirm(frappe.utils.escape_html(question), () =>
			review
				.call(method, { review: frm.doc.name, seen: frm.doc.modified })
				.then(() => {
					xinfang.handling.recorded();
					frm.reload_doc();
				})
				.catch(() => {
					// The server's message is on the screen.
				})
		);

	// Up to three files with what they show; a row without a file is left out.
	review.file_fields = () =>
		[1, 2, 3].flatMap((no) => [
			{ fieldtype: "Section Break", label: no === 1 ? __("Papers of the organ") : "" },
			{ fieldtype: "Attach", fieldname: `file_${no}`, label: __("File {0}", [no]) },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Data", fieldname: `note_${no}`, label: __("What it shows") },
		]);
	review.files = (values) => [1, 2, 3].map((no) => ({ file: values[`file_${no}`], note: values[`note_${no}`] })).filter((row) => row.file);

	review.RESULTS = ["Upheld", "Changed", "Revoked and to be redone", "Revoked"];
	review.CLAIM_RESULTS = ["", "Support", "Explain", "Not Support"];
})();
