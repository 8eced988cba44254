// An accusation is sealed on the spot (art. 30): the whole letter with its scans, or the letter while the ordinary claims
// go on as the extract the officer types.

import { escape, spelt } from "./calls";

export function seal_dialog({ organs, extract, done, cancelled }) {
	let sealed = false;
	const dialog = new frappe.ui.Dialog({
		title: __("Seal an accusation"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__(
					"The accusation is sealed with its scans and with what was read from them: only named custodians can read it. Others see a number and a date."
				)}</p>`,
			},
			{ fieldtype: "Link", fieldname: "target_organ", options: "Organ", label: __("Discipline organ it goes to") },
			{
				fieldtype: "MultiSelectPills",
				fieldname: "accused_users",
				label: __("Users of this system who are accused"),
				description: __("They are kept away from it whatever their post."),
				get_data: (text) => frappe.db.get_link_options("User", text),
			},
			...(extract
				? [
						{ fieldtype: "Section Break" },
						{ fieldtype: "Check", fieldname: "mixed", label: __("The letter also holds ordinary claims: let these go on as an extract") },
						{ fieldtype: "Data", fieldname: "title", label: __("Title of the extract"), depends_on: "mixed" },
						{
							fieldtype: "Text",
							fieldname: "content",
							label: __("Extract"),
							depends_on: "mixed",
							mandatory_depends_on: "mixed",
							description: __("The claims alone, without what belongs to the accusation."),
						},
						{ fieldtype: "Small Text", fieldname: "claims_text", label: __("Claims (one on each line)"), depends_on: "mixed" },
				  ]
				: []),
		],
		primary_action_label: __("Seal and register"),
		async primary_action(values) {
			dialog.disable_primary_action();
			try {
				const rest = values.mixed
					? {
							title: values.title,
							content: values.content,
							claims: (values.claims_text || "").split("\n").map((line) => line.trim()).filter(Boolean),
					  }
					: null;
				const told = await done({ target_organ: values.target_organ, accused_users: values.accused_users || [], extract: rest });
				sealed = true;
				dialog.hide();
				sealed_told(told);
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.onhide = () => !sealed && cancelled?.();
	dialog.show();
	return dialog;
}

export function sealed_told(told) {
	frappe.msgprint({
		title: __("The accusation is sealed and registered."),
		indicator: "green",
		message: `<div class="text-muted">${__("Number")}</div><div class="xf-told">${escape(told.number)}</div>${
			told.query_code
				? `<div class="text-muted">${__("Query code")}</div><div class="xf-told">${spelt(told.query_code)}</div>
				<p class="text-muted">${__("Hand number and code to the informant now; the code is not shown again.")}</p>`
				: ""
		}`,
	});
}
