// Opening an identity from a form: who it is stays masked until somebody asks, and every asking is logged.
// One's own task opens it at once; anybody else says why (the server decides which it is).

frappe.provide("frappe.xf.petition");

const PEOPLE_API = "xinfang_app.petition.api_register.";

frappe.xf.petition.show_people = async function (frm) {
	const people = await frappe.xcall(`${PEOPLE_API}people`, { ref_doctype: frm.doctype, ref_name: frm.docname });
	if (!people.length) {
		frappe.msgprint(__("No petitioner is known."));
		return;
	}
	const escape = frappe.utils.escape_html;
	const dialog = new frappe.ui.Dialog({
		title: __("Petitioners"),
		fields: [
			{ fieldtype: "HTML", fieldname: "list" },
			{
				fieldtype: "Small Text",
				fieldname: "reason",
				label: __("Why you need to know"),
				description: __("Needed where it is not your own task. Every opening is logged."),
				max_height: "4rem",
			},
		],
	});
	const rows = people.map(
		(person) => `<div class="xf-person border rounded p-2 mb-2" data-petitioner="${escape(person.petitioner)}">
			<div class="d-flex justify-content-between align-items-center">
				<span>${escape(person.masked_name || "")}${person.is_main ? ` · ${__("Main petitioner")}` : ""}${
			person.is_representative ? ` · ${__("Representative")}` : ""
		}</span>
				<button class="btn btn-xs btn-default">${__("Open identity")}</button>
			</div><div class="xf-identity"></div></div>`
	);
	dialog.fields_dict.list.$wrapper.html(rows.join(""));
	dialog.$wrapper.on("click", ".xf-person button", async (event) => {
		// Kept here: once the answer is there, the event points elsewhere.
		const $button = $(event.currentTarget);
		const $person = $button.closest(".xf-person");
		const known = await frappe.xcall(`${PEOPLE_API}open_identity`, {
			ref_doctype: frm.doctype,
			ref_name: frm.docname,
			petitioner: $person.data("petitioner"),
			reason: dialog.get_value("reason"),
		});
		const line = (label, value) => (value ? `<div><span class="text-muted">${label}:</span>${escape(value)}</div>` : "");
		$person.find(".xf-identity").html(
			line(__("Name or organization"), known.name) +
				line(__("Phone"), known.phone) +
				line(known.id_type ? __(known.id_type) : __("ID number"), known.id_no) +
				line(__("Address"), known.address)
		);
		$button.remove();
	});
	dialog.show();
};

const add_button = (frm) => {
	if (frm.is_new()) return;
	frm.add_custom_button(__("Petitioners"), () => frappe.xf.petition.show_people(frm));
};

frappe.ui.form.on("Petition", { refresh: add_button });
frappe.ui.form.on("Petition Submission", { refresh: add_button });
