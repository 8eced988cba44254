// 延期办理审批: approved by the head in the system or on paper; then the petitioner is told the reason.

(() => {
	const COLOURS = { Draft: "orange", "Pending Approval": "blue", Approved: "green", Refused: "red" };

	frappe.ui.form.on("Extension Request", {
		refresh(frm) {
			const handling = xinfang.handling;
			handling.head(frm, null, frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.show_only(frm);
			if (frm.doc.notice_owed) frm.set_intro(__("The petitioner has not yet been told of the extension and its reason; due by {0}.", [frappe.datetime.str_to_user(frm.doc.notice_due_on) || ""]), "red");
			const name = frm.doc.name;
			handling.call("signers", { doctype: frm.doctype, name }).then((who) => {
				if (frm.doc.name === name) steps(frm, who);
			});
		},
	});

	function steps(frm, who) {
		const handling = xinfang.handling;
		const primary = (label, run) => handling.primary(frm, label, run);
		if (frm.doc.stage === "Pending Approval") {
			if (who.may_sign && !who.recused) {
				primary(__("Approve the extension"), () =>
					frappe.confirm(__("Extend the term by {0} days, until {1}?", [frm.doc.days, frappe.datetime.str_to_user(frm.doc.due_after)]), () =>
						handling.call("approve_extension", { extension_request: frm.doc.name, seen: frm.doc.modified }).then(() => {
							handling.recorded();
							frm.reload_doc();
						}).catch(() => {
							// The server's message is on the screen.
						})
					)
				);
				frm.add_custom_button(__("Refuse the extension"), () =>
					handling.dialog({
						frm,
						title: __("Refuse the extension"),
						method: "refuse_extension",
						size: "small",
						fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }],
						args: ({ reason }) => ({ extension_request: frm.doc.name, reason, seen: frm.doc.modified }),
					})
				);
			}
			if (who.acts && !who.recused && who.signers.length) {
				frm.add_custom_button(__("Record signed paper"), () => handling.signed_paper(frm, who.signers, "approve_extension_on_paper", "extension_request"));
			}
		}
		if (frm.doc.stage === "Approved" && frm.doc.notice_owed && who.acts) {
			primary(__("Tell the petitioner of the extension"), () => handling.tell_extension(frm, frm.doc.petition));
		}
	}
})();
