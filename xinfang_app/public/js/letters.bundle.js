// Papers on every form about which papers are written: those made so far, and those an officer may make by hand.

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
					`<details><summary class="section-head">${__("Official letters")} (${letters.length})</summary>
					<ul class="list-unstyled section-body">${rows.join("")}</ul></details>`
				)
				.insertAfter(frm.layout.wrapper.find(".form-dashboard").first());
		});
}

function offer_papers(frm) {
	if (!frm.perm[0]?.write && frm.doctype !== "Sealed Register") return;
	frappe.xcall("xinfang_app.letters.api.made_by_hand", { doctype: frm.doctype }).then((templates) => {
		for (const template of templates) {
			frm.add_custom_button(template.title, () => make(frm, template), __("Make a paper"));
		}
	});
}

function make(frm, template) {
	frappe.confirm(__("Make the paper {0} now? It cannot be changed afterwards.", [template.title]), () => {
		frappe
			.xcall("xinfang_app.letters.api.issue_by_hand", {
				template: template.code,
				doctype: frm.doctype,
				name: frm.docname,
			})
			.then((letter) => frappe.set_route("Form", "Official Letter", letter));
	});
}
