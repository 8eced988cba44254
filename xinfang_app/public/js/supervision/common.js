// What the forms of supervision share. The rules are on the server (supervision/api_*.py); a refused step leaves the dialog
// open with everything that was typed.

(() => {
	frappe.provide("xinfang.supervision");
	const supervision = xinfang.supervision;

	supervision.call = (module, method, args) => frappe.xcall(`xinfang_app.supervision.api_${module}.${method}`, args);

	// One dialog, one step: `send(values)` answers a promise, `done(answer)` replaces the reload of the form.
	supervision.dialog = function ({ frm, title, fields, send, primary, intro, done, ready, size }) {
		const shown = fields.filter(Boolean);
		const dialog = new frappe.ui.Dialog({
			title,
			size: size || "large",
			fields: intro ? [{ fieldtype: "HTML", fieldname: "intro", options: note(intro) }, ...shown] : shown,
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

	const note = (text) => `<p class="text-muted" style="margin-bottom: var(--margin-md)">${frappe.utils.escape_html(text)}</p>`;

	supervision.options = (values) => values.map((value) => (value ? { value, label: __(value) } : ""));

	// Up to three files with what they show; a row without a file is left out.
	supervision.file_fields = function (required) {
		return [1, 2, 3].flatMap((no) => [
			{ fieldtype: "Section Break", label: no === 1 ? __("Evidence") : "" },
			{ fieldtype: "Attach", fieldname: `file_${no}`, label: __("File {0}", [no]), reqd: required && no === 1 ? 1 : 0 },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Data", fieldname: `note_${no}`, label: __("What it shows") },
		]);
	};

	supervision.files = (values) => [1, 2, 3].map((no) => ({ file: values[`file_${no}`], note: values[`note_${no}`] })).filter((row) => row.file);

	supervision.withdraw = function (frm, send) {
		supervision.dialog({
			frm,
			title: __("Withdraw"),
			size: "small",
			fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of the withdrawal"), reqd: 1 }],
			send: ({ reason }) => send(reason),
		});
	};

	// A question, a step, the form anew.
	supervision.confirmed = function (frm, question, send) {
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
	};

	// A draft is saved before it goes on: what is sent is what is on the screen.
	supervision.saved = (frm) => (frm.is_dirty() ? frm.save() : Promise.resolve());

	// Only what was asked last is drawn, in whatever order the answers arrive.
	supervision.latest = function (frm, asked, draw) {
		const mine = (frm.xf_supervision_asks = (frm.xf_supervision_asks || 0) + 1);
		const name = frm.doc.name;
		asked.then((answer) => frm.doc.name === name && frm.xf_supervision_asks === mine && draw(answer));
	};

	// The petitions of a draft are chosen from those that their office may press.
	supervision.matter_query = (frm) => frm.set_query("petition", "matters", () => ({ filters: { terminated_on: ["is", "not set"] } }));

	// What a paper is called at the head of its form: kind and number; organ and matters stand below.
	supervision.short = (frm) => [__(frm.doc.kind || frm.doctype), frm.doc.document_number].filter(Boolean).join(" ");

	// Whoever only reads sees every matter in full, not a table whose rows have to be opened.
	supervision.matters = function (frm, editing) {
		const rows = frm.doc.matters || [];
		const editable = editing && frm.perm[0]?.write;
		frm.toggle_display("matters", editable);
		frm.toggle_display("matters_html", !editable && rows.length > 0);
		const box = frm.get_field("matters_html").$wrapper.empty();
		rows.forEach((row) => {
			box.append($("<h5></h5>").text([row.title, row.petition_number].filter(Boolean).join(" · ")));
			String(row.facts || "")
				.split("\n")
				.filter(Boolean)
				.forEach((line) => box.append($("<p></p>").text(line)));
		});
	};
})();
