// 权益反映: taking one down from a matter or from the list, and the steps of those named for it (rights/api.py).
// Who takes it down gets the number and sees it no more.

(() => {
	frappe.provide("xinfang.rights");
	const rights = xinfang.rights;
	const handling = xinfang.handling;

	rights.call = (method, args) => frappe.xcall(`xinfang_app.rights.api.${method}`, args);
	rights.KINDS = ["Retaliation", "Obstruction", "Recusal asked for"];
	rights.ACTS = ["Registration refused", "Pressed to withdraw", "Pressed for a rating", "Kept from petitioning", "Other way"];

	rights.take_down = function (petition) {
		const dialog = new frappe.ui.Dialog({
			title: __("Take down a report about rights"),
			size: "large",
			fields: [
				{ fieldtype: "HTML", fieldname: "intro", options: handling.note(__("It is sealed at once: neither the organ meant nor the organ that handles the matter sees it, and you will not see it again. Tell the reporter the number.")) },
				{ fieldtype: "Select", fieldname: "kind", label: __("What is reported"), options: handling.options(rights.KINDS), reqd: 1 },
				{ fieldtype: "Select", fieldname: "act", label: __("In what way"), options: handling.options(["", ...rights.ACTS]), depends_on: "eval:doc.kind === 'Obstruction'", mandatory_depends_on: "eval:doc.kind === 'Obstruction'" },
				{ fieldtype: "Small Text", fieldname: "text", label: __("Account of what happened"), reqd: 1, description: __("In the words of who tells it: when, where, who, what.") },
				{ fieldtype: "Column Break", fieldname: "col" },
				{ fieldtype: "Link", fieldname: "organ", label: __("Organ meant"), options: "Organ" },
				{ fieldtype: "Link", fieldname: "user", label: __("Official meant"), options: "User" },
				{ fieldtype: "Data", fieldname: "who", label: __("Who is meant, in his words") },
				{ fieldtype: "Select", fieldname: "way", label: __("How it was told"), options: handling.options(["Orally", "In writing", "On the telephone", "Found by supervision"]), default: "Orally", reqd: 1 },
				{ fieldtype: "Section Break", fieldname: "who_section", label: __("Who reports it; may be left open") },
				{ fieldtype: "Data", fieldname: "name", label: __("Name") },
				{ fieldtype: "Data", fieldname: "phone", label: __("Telephone") },
				{ fieldtype: "Column Break", fieldname: "col2" },
				{ fieldtype: "Data", fieldname: "address", label: __("Address") },
				handling.file("file", __("Paper handed in")),
			],
			primary_action_label: __("Take it down"),
			primary_action({ file, ...values }) {
				dialog.disable_primary_action();
				rights
					.call("report", { ...values, petition, files: file ? [file] : [] })
					.then((told) => {
						dialog.hide();
						frappe.msgprint({
							title: __("Taken down and sealed"),
							message: frappe.utils.escape_html(
								told.above
									? __("Number {0}. Nobody in this county may look into it; show the reporter the way to the petition office above.", [told.number])
									: __("Number {0}. {1} looks into it until {2} and tells the reporter.", [told.number, told.handler, told.due_on])
							),
						});
					})
					.catch(() => {
						// The server's message is on the screen.
					})
					.finally(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	};

	["Petition", "Petition Submission"].forEach((doctype) =>
		frappe.ui.form.on(doctype, {
			refresh(frm) {
				const petition = doctype === "Petition" ? frm.doc.name : frm.doc.petition;
				if (!frm.is_new() && petition) frm.page.add_menu_item(__("Take down a report about rights"), () => rights.take_down(petition));
			},
		})
	);
})();
