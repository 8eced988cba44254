// 卷宗: the index is put in order and its pages filled in; binding closes the petition for good.

frappe.ui.form.on("Case File", {
	setup(frm) {
		frm.get_field("items").grid.cannot_add_rows = true;
	},

	refresh(frm) {
		const handling = xinfang.handling;
		const bound = frm.doc.status === "Bound";
		handling.head(frm, frm.doc.title, frm.doc.status, bound ? "green" : "orange");
		handling.open_petition(frm);
		if (frm.doc.letter) frm.add_custom_button(__("Index as a paper"), () => frappe.set_route("Form", "Official Letter", frm.doc.letter));
		if (bound) {
			frm.disable_form();
			return;
		}
		const name = frm.doc.name;
		handling.call("file_faults", { case_file: name }).then((faults) => {
			if (frm.doc.name !== name) return;
			frm.set_intro("");
			if (faults.length) frm.set_intro(`<strong>${__("Still missing")}</strong>${handling.list(faults)}`, "orange");
		});
		frm.add_custom_button(__("Read the papers again"), () => handling.call("compile_file", { petition: frm.doc.petition }).then(() => frm.reload_doc()));
		handling.primary(frm, __("Bind and archive"), async () => {
			if (frm.is_dirty()) await frm.save();
			frappe.confirm(__("Bind the file? From then on no record of this petition can be changed."), () =>
				handling.call("bind_file", { petition: frm.doc.petition }).then(() => {
					handling.recorded();
					frm.reload_doc();
				}).catch(() => {
					// The server's message is on the screen.
				})
			);
		});
	},
});
