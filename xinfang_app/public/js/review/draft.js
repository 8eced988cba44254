// The draft of the opinion of a review: edited here, checked, then sent up from the review's own form.

frappe.ui.form.on("Review Draft", {
	refresh(frm) {
		const { handling, review } = xinfang;
		handling.head(frm, [__("Draft of the opinion"), frm.doc.title].filter(Boolean).join(" "), null);
		frm.toggle_display(["review", "organ", "title"], false);
		frm.add_custom_button(__("Back to the review"), () => (frm.is_dirty() ? frm.save() : Promise.resolve()).then(() => frappe.set_route("Form", "Petition Review", frm.doc.review)));
		frm.set_df_property("items", "cannot_add_rows", true);
		frm.set_df_property("items", "cannot_delete_rows", true);
		const name = frm.doc.name;
		review.call("problems", { review: frm.doc.review }).then((problems) => {
			if (frm.doc.name !== name) return;
			const box = frm.get_field("check_html").$wrapper.empty();
			if (!problems.length) return box.append($('<p class="text-muted"></p>').text(__("Nothing stands against the signature.")));
			box.append(handling.list(problems.map((problem) => problem.text)));
		});
	},
});
