// What the person at the window, or the caller, brought before: asked for by exact phone, ID number or name, with a reason that is logged.
// The answer is a list of pieces and nothing else.

import { call, escape } from "./calls";

export function earlier_dialog(typed, title = __("Earlier pieces of the person at the window")) {
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: [
			{ fieldtype: "Data", fieldname: "phone", label: __("Phone"), default: typed.phone },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Data", fieldname: "id_no", label: __("ID number"), default: typed.phone ? "" : typed.id_no },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Data", fieldname: "name", label: __("Full name"), default: typed.phone || typed.id_no ? "" : typed.name },
			{ fieldtype: "Section Break" },
			{
				fieldtype: "Data",
				fieldname: "reason",
				label: __("Why you need to know"),
				reqd: 1,
				description: __("Kept in the log with this search. Give exactly one of phone, ID number and name."),
			},
			{ fieldtype: "HTML", fieldname: "found" },
		],
		primary_action_label: __("Search"),
		async primary_action(values) {
			const found = await call("earlier", {
				reason: values.reason,
				phone: values.phone || null,
				id_no: values.id_no || null,
				name: values.name || null,
			});
			dialog.fields_dict.found.$wrapper.html(listed(found));
		},
	});
	dialog.show();
	// The key is there already: only the reason is still to be typed.
	if (typed.phone || typed.id_no || typed.name) setTimeout(() => dialog.get_field("reason").set_focus(), 400);
}

function listed(found) {
	if (!found.length) return `<p class="text-muted">${__("No piece of this person within what you may see.")}</p>`;
	const rows = found.map(
		(row) => `<tr><td>${escape(frappe.datetime.str_to_user(row.received_on))}</td>
			<td><a href="/app/petition-submission/${encodeURIComponent(row.name)}" target="_blank">${escape(row.number)}</a></td>
			<td>${escape(row.title)}</td><td>${escape(__(row.form || ""))}</td><td>${escape(row.masked_name)}</td>
			<td>${escape(row.holder || row.organ || "")}</td><td>${escape(__(row.stage || ""))}</td></tr>`
	);
	return `<table class="table table-sm xf-earlier"><thead><tr><th>${__("Received on")}</th><th>${__("Number")}</th><th>${__("Title")}</th>
		<th>${__("Form")}</th><th>${__("Petitioner")}</th><th>${__("Present holder")}</th><th>${__("Stage")}</th></tr></thead>
		<tbody>${rows.join("")}</tbody></table>`;
}
