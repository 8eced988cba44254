// Papers on every form about which papers are written: those made so far, and those an officer may make by hand.

import "./letters/files";
import "./letters/phrases";

const escape = (text) => frappe.utils.escape_html(text == null ? "" : String(text));

$(document).on("form-refresh", (_event, frm) => {
	if (!(frappe.boot.xf_letter_doctypes || []).includes(frm.doctype) || frm.is_new()) return;
	show_papers(frm);
	offer_papers(frm);
});

function show_papers(frm) {
	const name = frm.docname;
	frappe
		.xcall("xinfang_app.letters.api.letters_about", { doctype: frm.doctype, name })
		.then((letters) => {
			frm.$wrapper.find(".xf-papers").remove();
			if (frm.docname !== name || !letters.length) return;
			const rows = letters.map(
				(letter) => `<li>
					<a href="/app/official-letter/${encodeURIComponent(letter.name)}">${escape(letter.title)}</a>
					<span class="text-muted">${escape(
						[letter.document_number, letter.organ_title, frappe.datetime.str_to_user(letter.issued_on.slice(0, 10))]
							.filter(Boolean)
							.join(" · ")
					)}</span>
				</li>`
			);
			$('<section class="xf-papers form-dashboard-section"></section>')
				.html(
					`<details><summary class="section-head">${__("Official letters")}（${letters.length}）</summary>
					<ul class="list-unstyled section-body">${rows.join("")}</ul></details>`
				)
				.insertAfter(frm.layout.wrapper.find(".form-dashboard").first());
		});
}

function offer_papers(frm) {
	// Rights are asked on the server, for this record and this user.
	const about = { doctype: frm.doctype, name: frm.docname };
	frappe.xcall("xinfang_app.letters.api.made_by_hand", about).then((templates) => {
		if (frm.docname !== about.name) return;
		for (const template of templates) {
			frm.add_custom_button(template.title, () => make(frm, template), __("Make a paper"));
		}
	});
	frappe.xcall("xinfang_app.letters.api.drafts", about).then((templates) => {
		if (frm.docname !== about.name || !templates.length) return;
		frm.add_custom_button(__("Draft in Word"), () => draft(frm, templates), __("Make a paper"));
	});
}

// What no record holds is asked; a paper without questions is only confirmed.
function make(frm, template) {
	const warning = __("Make the paper {0} now? It cannot be changed afterwards.", [template.title]);
	const issue = (extra) =>
		frappe
			.xcall("xinfang_app.letters.api.issue_by_hand", {
				template: template.code,
				doctype: frm.doctype,
				name: frm.docname,
				extra,
			})
			.then((letter) => frappe.set_route("Form", "Official Letter", letter));
	if (!template.asks.length) return frappe.confirm(warning, () => issue(null));
	const dialog = new frappe.ui.Dialog({
		title: template.title,
		fields: [
			{ fieldtype: "HTML", fieldname: "intro", options: `<p class="text-muted">${escape(__("It cannot be changed afterwards; what is left empty can be filled in by hand on the print."))}</p>` },
			...template.asks.map((ask) => ({ fieldname: ask.fieldname, label: ask.label, fieldtype: ask.long ? "Text" : "Data" })),
		],
		primary_action_label: __("Make the paper"),
		primary_action: (values) => issue(values).then(() => dialog.hide()).catch(() => {
			// The server's message is on the screen, what was typed stays.
		}),
	});
	dialog.show();
}

function draft(frm, templates) {
	const fetched = ({ template }) => xinfang.letters.fetch("draft_word", { template, doctype: frm.doctype, name: frm.docname });
	if (templates.length === 1) return fetched({ template: templates[0].code });
	frappe.prompt(
		{
			fieldname: "template",
			fieldtype: "Select",
			label: __("Paper"),
			options: templates.map((template) => ({ value: template.code, label: template.title })),
			default: templates[0].code,
			reqd: 1,
		},
		fetched,
		__("Draft in Word"),
		__("Download")
	);
}
