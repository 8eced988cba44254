// 送达记录: shown; the mail receipt and a missing proof are added here.

frappe.ui.form.on("Service Record", {
	refresh(frm) {
		const handling = xinfang.handling;
		handling.show_only(frm);
		const state = frm.doc.failed ? ["Service failed", "red"] : frm.doc.result ? [frm.doc.result, "green"] : frm.doc.sent_on ? ["Receipt still out", "orange"] : ["Not yet served", "gray"];
		handling.head(frm, `${__("Service Record")} ${frm.doc.recipient_name || ""}`, ...state);
		if (frm.doc.letter) frm.add_custom_button(__("Certificate of service"), () => frappe.set_route("Form", "Official Letter", frm.doc.letter));
		if (!frm.perm[0]?.read) return;
		if (frm.doc.way === "By post" && frm.doc.sent_on && !frm.doc.result) {
			handling.primary(frm, __("Enter the mail receipt"), () => handling.receive(frm, [{ name: frm.doc.name }]));
		}
		if (frm.doc.proof_owed && frm.doc.sent_on) {
			frm.add_custom_button(__("Hand in the proof"), () =>
				handling.dialog({
					frm,
					title: __("Hand in the proof"),
					method: "attach_service_proof",
					size: "small",
					fields: [handling.file("proof", __("Proof of service"), { reqd: 1 })],
					args: ({ proof }) => ({ service_record: frm.doc.name, proof, seen: frm.doc.modified }),
				})
			);
		}
	},
});
