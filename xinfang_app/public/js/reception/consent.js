// On a registered piece that somebody filed on behalf: the consent put on record afterwards, in writing or spoken.

frappe.provide("frappe.xf.petition");

frappe.xf.petition.submission_actions = frappe.xf.petition.submission_actions || [];
frappe.xf.petition.submission_actions.push((frm) => {
	const { doc } = frm;
	const proved = doc.agent_consent_way === "Spoken before a witness" ? doc.agent_witness : doc.agent_consent_file;
	if (doc.status !== "Registered" || !doc.agent_kind || (doc.agent_consent && proved)) return;
	// The matter may have gone on since; then it is for whoever has it in hand.
	frappe.xcall("xinfang_app.reception.api.may_prove", { submission: frm.docname }).then((may) => {
		if (may && frm.docname === doc.name) frm.add_custom_button(__("Put the consent on record"), () => consent_dialog(frm), __("Handle"));
	});
});

function consent_dialog(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Put the consent on record"),
		fields: [
			{
				fieldtype: "Select",
				fieldname: "way",
				label: __("How the petitioner consented"),
				reqd: 1,
				default: "In writing",
				options: ["In writing", "Spoken before a witness"].map((value) => ({ value, label: __(value) })),
			},
			{
				fieldtype: "HTML",
				fieldname: "file",
				depends_on: "eval:doc.way==='In writing'",
				options: `<label>${__("Scan of the signed consent")}<input type="file" class="d-block" accept=".pdf,.jpg,.jpeg,.png"></label>`,
			},
			{
				fieldtype: "Data",
				fieldname: "witness",
				label: __("Witness of the spoken consent"),
				description: __("Who was present; not the agent."),
				depends_on: "eval:doc.way!=='In writing'",
				mandatory_depends_on: "eval:doc.way!=='In writing'",
			},
			{ fieldtype: "Datetime", fieldname: "given_on", label: __("Consent given on"), description: __("Empty: now.") },
		],
		primary_action_label: __("Record"),
		async primary_action({ way, witness, given_on }) {
			const form = new FormData();
			const file = dialog.$wrapper.find("input[type=file]")[0].files[0];
			if (file) form.append("file", file, "consent");
			Object.entries({ submission: frm.docname, way, witness: witness || "", given_on: given_on || "" }).forEach(([name, value]) =>
				form.append(name, value)
			);
			const answer = await fetch("/api/method/xinfang_app.reception.api.prove_consent", {
				method: "POST",
				headers: { Accept: "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
				body: form,
			});
			if (answer.ok) {
				dialog.hide();
				await frm.reload_doc();
				return;
			}
			const told = JSON.parse((await answer.json())._server_messages || "[]").map((one) => JSON.parse(one).message);
			frappe.msgprint({ indicator: "red", message: told.join("<br>") || __("The file was not taken.") });
		},
	});
	dialog.show();
}
