// On a suggestion: the drives it answers, and one to count it in with.

frappe.ui.form.on("Petition", {
	refresh(frm) {
		if (frm.is_new()) return;
		const drives = xinfang.drives;
		const { name } = frm.doc;
		drives.call("for_petition", { petition: name }).then((view) => {
			if (frm.doc.name !== name) return;
			const entries = view.joined.map((one) => ({ label: __("Drive: {0}", [frappe.utils.escape_html(one.label)]), run: () => joined(frm, one) }));
			if (view.open.length) entries.push({ label: __("Count in with a drive"), run: () => join(frm, view.open) });
			xinfang.petition.beside(frm, 6, entries);
		});
	},
});

function join(frm, open) {
	xinfang.drives.dialog({
		frm,
		title: __("Count in with a drive"),
		method: "join",
		intro: __("The suggestion keeps its own number, study and reply; the drive counts it in."),
		fields: [{ fieldtype: "Select", fieldname: "drive", label: __("Suggestion Drive"), options: open.map((one) => ({ ...one, label: frappe.utils.escape_html(one.label) })), default: open[0].value, reqd: 1 }],
		args: (values) => ({ petition: frm.doc.name, ...values }),
	});
}

function joined(frm, one) {
	if (!one.leaves) return one.reads ? frappe.set_route("Form", "Suggestion Drive", one.value) : window.open("/suggestions", "_blank");
	return frappe.warn(
		frappe.utils.escape_html(one.label),
		__("This suggestion is counted in with the drive. Does it not belong there?"),
		() => xinfang.drives.call("leave", { petition: frm.doc.name, drive: one.value }).then(() => frm.reload_doc()),
		__("Take it out")
	);
}
