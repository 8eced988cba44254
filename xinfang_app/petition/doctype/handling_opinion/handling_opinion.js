// 处理意见书: a draft is written here, checked, sent up, reviewed where its procedure says so, and signed by the head, in
// the system or on paper.

(() => {
	const COLOURS = { Draft: "orange", Returned: "red", "Pending Signature": "blue", Signed: "green", Superseded: "gray" };

	frappe.ui.form.on("Handling Opinion", {
		setup(frm) {
			frm.get_field("items").grid.cannot_add_rows = true;
			frm.set_query("executing_organ", "items", () => ({ filters: { is_external: 0 } }));
		},

		refresh(frm) {
			const handling = xinfang.handling;
			const waits = frm.doc.stage === "Pending Signature";
			handling.head(frm, frm.doc.document_number || __("Handling Opinion"), waits ? frm.doc.workflow_state : frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.open_petition(frm);
			frm.get_field("items").grid.only_sortable();
			if (frm.doc.letter) frm.add_custom_button(__("Official letter"), () => frappe.set_route("Form", "Official Letter", frm.doc.letter));
			if (frm.doc.returned_reason && frm.doc.stage === "Returned") frm.set_intro(`${__("Sent back")}：${frappe.utils.escape_html(frm.doc.returned_reason)}`, "orange");
			const name = frm.doc.name;
			xinfang.signing.call("view", { doctype: frm.doctype, name }).then((view) => {
				if (frm.doc.name !== name) return;
				const editable = view.acts && ["Draft", "Returned"].includes(frm.doc.stage);
				if (!editable) frm.disable_form();
				reading(frm, editable);
				steps(frm, view, editable);
				handling.course(frm, view);
			});
			show_check(frm);
		},

		after_save: show_check,
	});

	function reading(frm, editable) {
		frm.toggle_display("items", editable);
		const wrapper = frm.get_field("reading_html").$wrapper.empty();
		if (!editable) wrapper.append(xinfang.signing.answers(frm.doc.items));
	}

	function steps(frm, view, editable) {
		const handling = xinfang.handling;
		if (editable) {
			handling.primary(frm, __("Send for signature"), async () => {
				if (frm.is_dirty()) await frm.save();
				handling.call("submit_opinion", { handling_opinion: frm.doc.name, seen: frm.doc.modified }).then(() => {
					handling.recorded();
					frm.reload_doc();
				}).catch(() => {
					// The server's message is on the screen.
				});
			});
			if (view.procedures.length > 1) frm.add_custom_button(__("Choose the procedure"), () => handling.choose_procedure(frm, view.procedures));
		}
		if (frm.doc.stage !== "Pending Signature") return;
		handling.signing_buttons(frm, view, (step) => (step.last ? "sign_opinion_on_paper" : null), "handling_opinion");
		if (view.acts && frm.doc.submitted_by === frappe.session.user) {
			frm.add_custom_button(__("Take it back to mend"), () =>
				handling.call("recall_opinion", { handling_opinion: frm.doc.name, seen: frm.doc.modified }).then(() => frm.reload_doc()).catch(() => {
					// The server's message is on the screen.
				})
			);
		}
	}

	function show_check(frm) {
		const field = frm.get_field("check_html");
		if (frm.is_new() || !["Draft", "Returned", "Pending Signature"].includes(frm.doc.stage)) {
			field.$wrapper.empty();
			frm.toggle_display("check_section", false);
			return;
		}
		const name = frm.doc.name;
		xinfang.handling.call("presign_check", { handling_opinion: name }).then((problems) => {
			if (frm.doc.name !== name) return;
			frm.toggle_display("check_section", true);
			field.$wrapper.empty().append(xinfang.signing.check(problems));
		});
	}
})();
