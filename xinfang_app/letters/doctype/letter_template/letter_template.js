// The form of a Letter Template: the fields it may print, and a preview that never leaves its frame.

frappe.ui.form.on("Letter Template", {
	setup(frm) {
		frappe.xcall("xinfang_app.letters.api.document_types").then((names) => {
			frm.set_query("document_type", () => ({ filters: { name: ["in", names] } }));
		});
	},

	refresh(frm) {
		show_fields(frm);
		frm.get_field("preview").$wrapper.empty();
		if (!frm.perm[0]?.read) return;
		frm.add_custom_button(__("Preview on sample data"), () => preview(frm));
		frm.add_custom_button(__("Preview on a case"), () => ask_case(frm));
	},

	document_type: show_fields,
});

function show_fields(frm) {
	const place = frm.get_field("fields_help").$wrapper.empty();
	if (!frm.doc.document_type) return;
	frappe
		.xcall("xinfang_app.letters.api.available_fields", { document_type: frm.doc.document_type })
		.then((fields) => {
			const rows = fields.map(
				(field) => `<tr>
					<td><code>${frappe.utils.escape_html(field.path)}</code></td>
					<td>${frappe.utils.escape_html(field.meaning)}</td>
					<td class="text-muted">${frappe.utils.escape_html(field.sample)}</td>
				</tr>`
			);
			place.html(`
				<p>${__("Write a field in double braces; a path with [] is a list for a loop.")}</p>
				<div style="max-height: 320px; overflow: auto">
					<table class="table table-bordered table-sm">
						<thead><tr><th>${__("Field")}</th><th>${__("Meaning")}</th><th>${__("Sample")}</th></tr></thead>
						<tbody>${rows.join("")}</tbody>
					</table>
				</div>`);
		});
}

// Typed words of number or title find cases in one's own scope; names show on one's own task only.
function ask_case(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Preview on a case"),
		fields: [
			{
				fieldname: "ref_name",
				fieldtype: "Autocomplete",
				label: __("Number or title of the petition"),
				get_query: () => ({
					query: "xinfang_app.letters.api.cases",
					params: { document_type: frm.doc.document_type, code: frm.doc.code },
				}),
				reqd: 1,
				description: __("Names are masked, unless the matter is your own task; then they are opened, on record."),
			},
			{ fieldname: "organ", fieldtype: "Link", label: __("Organ that issued it"), options: "Organ" },
		],
		primary_action_label: __("Preview"),
		primary_action(values) {
			dialog.hide();
			preview(frm, values);
		},
	});
	dialog.show();
}

function preview(frm, values = {}) {
	frappe
		.xcall("xinfang_app.letters.api.preview", { template: frm.perm[0]?.write ? frm.doc : frm.doc.name, ...values })
		.then(({ html, problems }) => {
			const place = frm.get_field("preview").$wrapper.empty();
			if (problems.length) {
				place.append(
					$('<div class="alert alert-warning">').html(problems.join("<br>"))
				);
			} else {
				place.append(xinfang_paper(html));
			}
			frm.scroll_to_field("preview");
		});
}

// The sandbox attribute without values lets the frame run no script and reach nothing of the desk.
function xinfang_paper(html) {
	return $("<iframe sandbox>")
		.attr({ srcdoc: html, title: __("Preview") })
		.css({ width: "100%", height: "900px", border: "1px solid var(--border-color)" });
}
