// 处理意见书: a draft is written here, checked before signing, sent to the head, signed by him or recorded from paper.

(() => {
	const COLOURS = { Draft: "orange", Returned: "red", "Pending Signature": "blue", Signed: "green", Superseded: "gray" };

	frappe.ui.form.on("Handling Opinion", {
		setup(frm) {
			frm.get_field("items").grid.cannot_add_rows = true;
			frm.set_query("executing_organ", "items", () => ({ filters: { is_external: 0 } }));
		},

		refresh(frm) {
			const handling = xinfang.handling;
			handling.head(frm, frm.doc.document_number || __("Handling Opinion"), frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.open_petition(frm);
			frm.get_field("items").grid.only_sortable();
			if (frm.doc.letter) frm.add_custom_button(__("Official letter"), () => frappe.set_route("Form", "Official Letter", frm.doc.letter));
			if (frm.doc.returned_reason && frm.doc.stage === "Returned") frm.set_intro(`${__("Sent back")}：${frappe.utils.escape_html(frm.doc.returned_reason)}`, "orange");
			const name = frm.doc.name;
			handling.call("signers", { doctype: frm.doctype, name }).then((who) => {
				if (frm.doc.name !== name) return;
				const editable = who.acts && ["Draft", "Returned"].includes(frm.doc.stage);
				if (!editable) frm.disable_form();
				reading(frm, editable);
				steps(frm, who, editable);
			});
			show_check(frm);
		},

		after_save: show_check,
	});

	// Who reads or signs sees every answer in full, not a table whose rows have to be opened.
	function reading(frm, editable) {
		frm.toggle_display("items", editable);
		const field = frm.get_field("reading_html");
		field.$wrapper.empty();
		if (editable) return;
		(frm.doc.items || []).forEach((item) => {
			const box = $('<article style="margin-bottom: var(--margin-lg)"></article>');
			box.append($("<h5></h5>").text(`${item.claim_no}. ${item.claim || ""}`));
			const line = (label, text) => text && box.append($("<p style=\"white-space: pre-line; margin-bottom: 6px\"></p>").append($('<span class="text-muted"></span>').text(`${label}：`), document.createTextNode(text)));
			line(__("Result"), __(item.result));
			line(__("Facts found"), item.facts);
			line(__("Time of the facts"), item.fact_on);
			line(__("Place of the facts"), item.fact_place);
			line(__("Law and policy"), item.law);
			line(__("Opinion and its reasons"), item.opinion);
			if (item.granted) line(__("What is granted"), [item.granted, item.due_on && `${__("To be carried out by")} ${frappe.datetime.str_to_user(item.due_on)}`].filter(Boolean).join("，"));
			field.$wrapper.append(box);
		});
	}

	function steps(frm, who, editable) {
		const handling = xinfang.handling;
		const primary = (label, run) => handling.primary(frm, label, run);
		if (editable) {
			primary(__("Send for signature"), async () => {
				if (frm.is_dirty()) await frm.save();
				handling.call("submit_opinion", { handling_opinion: frm.doc.name, seen: frm.doc.modified }).then(() => {
					handling.recorded();
					frm.reload_doc();
				}).catch(() => {
					// The server's message is on the screen.
				});
			});
		}
		if (frm.doc.stage !== "Pending Signature") return;
		if (who.may_sign && !who.recused) {
			primary(__("Sign and issue"), () => sign(frm));
			frm.add_custom_button(__("Send back for changes"), () => send_back(frm));
		}
		if (who.acts && !who.recused && who.signers.length) frm.add_custom_button(__("Record signed paper"), () => paper(frm, who.signers));
		if (who.acts && frm.doc.submitted_by === frappe.session.user) {
			frm.add_custom_button(__("Take it back to mend"), () =>
				handling.call("recall_opinion", { handling_opinion: frm.doc.name, seen: frm.doc.modified }).then(() => frm.reload_doc()).catch(() => {
					// The server's message is on the screen.
				})
			);
		}
	}

	function sign(frm) {
		const handling = xinfang.handling;
		handling.call("presign_check", { handling_opinion: frm.doc.name }).then((problems) => {
			const soft = problems.filter((problem) => !problem.hard).map((problem) => problem.text);
			const said = soft.length ? `<p><strong>${__("Please note")}</strong></p>${handling.list(soft)}` : "";
			frappe.confirm(`${said}<p>${__("Sign this opinion in your own name and issue it?")}</p>`, () =>
				handling.call("sign_opinion", { handling_opinion: frm.doc.name, seen: frm.doc.modified }).then((number) => {
					frappe.show_alert({ message: __("Issued under the number {0}", [number || ""]), indicator: "green" });
					frm.reload_doc();
				}).catch(() => {
					// The server's message is on the screen.
				})
			);
		});
	}

	function send_back(frm) {
		xinfang.handling.dialog({
			frm,
			title: __("Send back for changes"),
			method: "send_back_opinion",
			size: "small",
			fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }],
			args: ({ reason }) => ({ handling_opinion: frm.doc.name, reason, seen: frm.doc.modified }),
		});
	}

	function paper(frm, signers) {
		xinfang.handling.signed_paper(frm, signers, "sign_opinion_on_paper", "handling_opinion");
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
			const list = (hard) => problems.filter((problem) => problem.hard === hard).map((problem) => problem.text);
			const [stops, warns] = [list(true), list(false)];
			const part = (title, lines, kind) => (lines.length ? `<div class="alert alert-${kind}"><strong>${title}</strong>${xinfang.handling.list(lines)}</div>` : "");
			field.$wrapper.html(
				part(__("Must be mended before signing"), stops, "danger") +
					part(__("Please note"), warns, "warning") +
					(problems.length ? "" : `<p class="text-success">${__("Nothing is missing.")}</p>`)
			);
		});
	}
})();
