const METHODS = "xinfang_app.organization.api.";

frappe.ui.form.on("Posting", {
	setup(frm) {
		// People without a role yet are no desk users; the standard search would hide them.
		frm.set_query("user", () => ({ filters: { ignore_user_type: 1 } }));
		frm.set_query("organ", () => ({ filters: { is_external: 0 } }));
		frm.set_query("deputy_of", () => ({
			filters: { deputy_of: ["is", "not set"], user: ["!=", frm.doc.user || ""], active: 1 },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const today = frappe.datetime.get_today();
		if (!frm.doc.to_date || frm.doc.to_date >= today) {
			frm.add_custom_button(__("End posting"), () => end_posting(frm));
		}
		if (frm.doc.post === "Discipline Custodian" && !frm.doc.confirmed_by) {
			frm.set_intro(__("This posting gives nothing until a second person confirms it"), "orange");
			if (frm.doc.owner !== frappe.session.user && frm.doc.user !== frappe.session.user) {
				frm.add_custom_button(__("Confirm"), () => confirm_posting(frm));
			}
		}
	},
});

async function end_posting(frm) {
	const { message: preview } = await frappe.call(METHODS + "preview_end", { posting_name: frm.doc.name });
	const dialog = new frappe.ui.Dialog({
		title: __("End posting"),
		fields: [
			{ fieldtype: "HTML", fieldname: "work" },
			{
				fieldtype: "Date",
				fieldname: "to_date",
				label: __("Last day in the post"),
				reqd: 1,
				default: frappe.datetime.get_today(),
			},
			{
				fieldtype: "Select",
				fieldname: "successor",
				label: __("Successor"),
				options: [
					{ value: "", label: __("Nobody: to the inbox") },
					...preview.successors.map((one) => ({ value: one.user, label: one.name || one.user })),
				],
				description: __("Takes over the open work; without one it goes to the organ's inbox"),
			},
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason for the end"), reqd: 1 },
		],
		primary_action_label: __("End posting"),
		async primary_action(values) {
			const { message: done } = await frappe.call(METHODS + "end_posting", {
				posting_name: frm.doc.name,
				...values,
				successor: values.successor || null,
			});
			dialog.hide();
			frappe.show_alert({
				message: done.done
					? __("Ended; {0} open items handed over", [done.count])
					: __("Will end; {0} open items will be handed over then", [done.count]),
				indicator: "green",
			});
			frm.reload_doc();
		},
	});
	dialog.fields_dict.work.$wrapper.html(work_table(preview));
	dialog.show();
}

function work_table(preview) {
	if (!preview.count) return `<p class="text-muted">${__("No open work")}</p>`;
	const cell = (text) => `<td>${frappe.utils.escape_html(String(text))}</td>`;
	const rows = preview.kinds.map(
		(kind) =>
			`<tr>${cell(__(kind.doctype))}${cell(kind.count)}${cell(
				kind.due_on ? frappe.datetime.str_to_user(kind.due_on) : "—"
			)}</tr>`
	);
	const head = [__("Open work"), __("Number of items"), __("First due on")].map((text) => `<th>${text}</th>`);
	const otherwise = preview.otherwise
		? __("Without a successor it goes to {0}", [preview.otherwise])
		: __("Nobody else is posted at this organ");
	return `<table class="table table-bordered table-sm"><thead><tr>${head.join("")}</tr></thead>
		<tbody>${rows.join("")}</tbody></table><p>${frappe.utils.escape_html(otherwise)}</p>`;
}

async function confirm_posting(frm) {
	await frappe.call(METHODS + "confirm_posting", { posting_name: frm.doc.name });
	frm.reload_doc();
}
