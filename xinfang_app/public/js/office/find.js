// F9 anywhere on the desk: a matter by its number, ours or the upper system's, whole or by its last four signs.
// Only what the user may see is found (xinfang_app/exchange/view.py).

frappe.provide("frappe.xf.office");

const escape = (text) => frappe.utils.escape_html(text == null ? "" : String(text));

frappe.xf.office.find = () => {
	const dialog = new frappe.ui.Dialog({
		title: __("Find a matter by its number"),
		fields: [
			{ fieldtype: "Data", fieldname: "number", label: __("Number, ours or the upper system's"), description: __("The whole number; of an upper number its last four signs are enough.") },
			{ fieldtype: "HTML", fieldname: "found" },
		],
		primary_action_label: __("Search"),
		primary_action: ({ number }) => number && search(dialog, number),
	});
	dialog.show();
};

// One hit opens at once; several are listed, the first under the focus.
async function search(dialog, number) {
	const rows = await frappe.xcall("xinfang_app.exchange.api.find", { number });
	const open = (row) => {
		dialog.hide();
		frappe.set_route("Form", "Petition", row.petition);
	};
	if (rows.length === 1) return open(rows[0]);
	const list = $('<ul class="xf-runs"></ul>');
	rows.forEach((row) =>
		$('<li><a href="#"></a> <span class="text-muted"></span></li>')
			.find("a")
			.html(`<b>${escape(row.number)}</b> ${escape(row.title)}`)
			.on("click", (event) => {
				event.preventDefault();
				open(row);
			})
			.end()
			.find("span")
			.text([row.upper_number, __(row.stage), row.holder].filter(Boolean).join(" · "))
			.end()
			.appendTo(list)
	);
	dialog.fields_dict.found.$wrapper.empty().append(rows.length ? list : $('<p class="text-muted"></p>').text(__("No matter with this number that you may see.")));
	list.find("a").first().trigger("focus");
}

document.addEventListener("keydown", (event) => {
	if (event.key !== "F9" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
	if ($(".modal.show").length || !frappe.user_roles.includes("Petition Staff")) return;
	event.preventDefault();
	frappe.xf.office.find();
});
