// On the form of a petition: its number in the upper system, and the day the result is owed there.

frappe.ui.form.on("Petition", {
	async refresh(frm) {
		if (frm.is_new() || !frm.doc.upper_number) return;
		const rows = await frappe.xcall("xinfang_app.exchange.api.about", { petition: frm.docname });
		if (!rows.length || frm.docname !== cur_frm?.docname) return;
		const escape = frappe.utils.escape_html;
		const line = (row) =>
			[
				`<a href="/app/upper-matter/${encodeURIComponent(row.name)}">${escape(row.upper_system)} ${escape(row.upper_number)}</a>`,
				row.kind && __(row.kind),
				row.due_on && `<b>${__("Term set from above")} ${escape(row.due_on)}</b>`,
				row.upper_state && `${__("Status above")} ${__(row.upper_state)}`,
				row.reported_on && __("Result reported upwards on") + " " + escape(row.reported_on.slice(0, 10)),
			]
				.filter(Boolean)
				.join(" · ");
		frm.dashboard.add_section(rows.map((row) => `<div class="xf-upper">${line(row)}</div>`).join(""), __("Upper system"));
		frm.dashboard.show();
	},
});
