// 延期办理审批: reviewed where its procedure says so, approved by the head in the system or on paper; then the petitioner
// is told the reason.

(() => {
	const COLOURS = { Draft: "orange", "Pending Approval": "blue", Approved: "green", Refused: "red" };

	frappe.ui.form.on("Extension Request", {
		refresh(frm) {
			const handling = xinfang.handling;
			const waits = frm.doc.stage === "Pending Approval";
			handling.head(frm, null, waits ? frm.doc.workflow_state : frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.show_only(frm);
			if (frm.doc.notice_owed) frm.set_intro(__("The petitioner has not yet been told of the extension and its reason; due by {0}.", [frappe.datetime.str_to_user(frm.doc.notice_due_on) || ""]), "red");
			const name = frm.doc.name;
			xinfang.signing.call("view", { doctype: frm.doctype, name }).then((view) => {
				if (frm.doc.name !== name) return;
				steps(frm, view);
				handling.course(frm, view);
			});
		},
	});

	function steps(frm, view) {
		const handling = xinfang.handling;
		if (frm.doc.stage === "Pending Approval") {
			handling.signing_buttons(frm, view, (step) => (step.last ? "approve_extension_on_paper" : null), "extension_request");
		}
		if (frm.doc.stage === "Approved" && frm.doc.notice_owed && view.acts) {
			handling.primary(frm, __("Tell the petitioner of the extension"), () => handling.tell_extension(frm, frm.doc.petition));
		}
	}
})();
