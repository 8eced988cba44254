// 调解: consent, sessions, agreement, performance; each step with its dialog.

(() => {
	const mediation = xinfang.mediation;
	const COLOURS = { "Consent Asked": "orange", "Under Way": "blue", "Agreement Reached": "green", Performed: "green", "Not Agreed": "red", "No Consent": "gray" };
	const step = (frm, method, args = {}) => mediation.call(method, { mediation: frm.doc.name, seen: frm.doc.modified, ...args });
	const ask = (frm, title, fields, method, intro) => mediation.dialog({ frm, title, fields, intro, send: (values) => step(frm, method, values) });
	const saved = (frm) => (frm.is_dirty() ? frm.save() : Promise.resolve());
	const text = (fieldname, label, extra = {}) => ({ fieldtype: "Text", fieldname, label, reqd: 1, ...extra });
	const side = { fieldtype: "Select", fieldname: "side", label: __("Who ended it"), options: mediation.options(["", "The petitioner", "The other party", "The mediators"]), reqd: 1 };

	const STEPS = {
		begin: (frm) => [
			__("Begin with both sides' consent"),
			() =>
				saved(frm).then(() =>
					ask(
						frm,
						__("Begin with both sides' consent"),
						[
							{ fieldtype: "Check", fieldname: "petitioner_consents", label: __("Petitioner agrees") },
							{ fieldtype: "Attach", fieldname: "petitioner_consent_file", label: __("Petitioner's consent") },
							{ fieldtype: "Column Break" },
							{ fieldtype: "Check", fieldname: "other_consents", label: __("Other party agrees") },
							{ fieldtype: "Attach", fieldname: "other_consent_file", label: __("Other party's consent") },
						],
						"begin",
						__("Each side agrees of its own free will and may leave at any time.")
					)
				),
		],
		decline: (frm) => [
			__("A side does not agree"),
			() => ask(frm, __("A side does not agree"), [side, { fieldtype: "Small Text", fieldname: "reason", label: __("Reason (none is owed)") }], "decline"),
		],
		plan: (frm) => [
			__("Plan a session"),
			() =>
				ask(
					frm,
					__("Plan a session"),
					[
						{ fieldtype: "Datetime", fieldname: "held_on", label: __("Held on"), reqd: 1 },
						{ fieldtype: "Link", fieldname: "place", label: __("Venue"), options: "Meeting Venue", get_query: () => ({ filters: { out_of_use: 0 } }), reqd: 1 },
						{ fieldtype: "Float", fieldname: "hours", label: __("Hours it takes"), default: 2, reqd: 1 },
					],
					"plan"
				),
		],
		held: (frm) => [__("Record the session"), () => ask(frm, __("Record the session"), [text("text", __("Record"))], "held")],
		fell_through: (frm) => [__("The session fell through"), () => ask(frm, __("The session fell through"), [{ ...text("text", __("Reason")), fieldtype: "Small Text" }], "fell_through")],
		agreement: (frm) => [
			__("Make the agreement"),
			() =>
				ask(
					frm,
					__("Make the agreement"),
					[text("terms", __("Terms agreed"), { default: frm.doc.terms }), { fieldtype: "Small Text", fieldname: "performance", label: __("How and until when it is performed"), reqd: 1 }],
					"agreement",
					__("The paper is made for both sides to sign; then record the signed agreement.")
				),
		],
		agree: (frm) => [
			__("Record the signed agreement"),
			() =>
				ask(
					frm,
					__("Record the signed agreement"),
					[
						text("terms", __("Terms agreed"), { default: frm.doc.terms }),
						{ fieldtype: "Attach", fieldname: "agreement_file", label: __("Signed agreement"), reqd: 1 },
						{ fieldtype: "Column Break" },
						{ fieldtype: "Date", fieldname: "agreed_on", label: __("Agreed on"), default: frappe.datetime.get_today(), reqd: 1 },
						{ fieldtype: "Date", fieldname: "perform_by", label: __("Performed by"), reqd: 1 },
						{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason for entering it afterwards"), depends_on: "eval:doc.agreed_on && frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.agreed_on) > 2" },
					],
					"agree",
					__("The matter ends with the agreement; whether it is performed is followed here.")
				),
		],
		fail: (frm) => [
			__("No agreement: handle on"),
			() => ask(frm, __("No agreement: handle on"), [side, { fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }], "fail", __("The matter goes back to handling; its terms have run on.")),
		],
		performed: (frm) => [
			__("Record the performance"),
			() =>
				ask(
					frm,
					__("Record the performance"),
					[
						{ fieldtype: "Date", fieldname: "occurred_on", label: __("Performed on"), default: frappe.datetime.get_today(), reqd: 1 },
						{ fieldtype: "Attach", fieldname: "proof", label: __("Proof of performance"), reqd: 1 },
					],
					"performed"
				),
		],
	};
	const HINTS = {
		"Consent Asked": __("Ask both sides. Name the mediators and confirm that the dispute may be mediated; then begin."),
		"Under Way": __("Hold sessions; an agreement ends the matter, without one it is handled on. The terms run all the while."),
		"Agreement Reached": __("The matter has ended with the agreement. Follow whether it is performed."),
	};

	// Sessions as they are read: nothing cut off.
	function read_sessions(frm) {
		const text = (value) => frappe.utils.escape_html(value || "").replace(/\n/g, "<br>");
		frm.toggle_display("sessions", false);
		frm.get_field("sessions_html").$wrapper.html(
			(frm.doc.sessions || [])
				.map((row) => `<h5>${text(`${frappe.datetime.str_to_user(row.held_on)} ${row.place || ""}（${__(row.state)}）`)}</h5><p>${text(row.text)}</p>`)
				.join("")
		);
	}

	frappe.ui.form.on("Mediation", {
		refresh(frm) {
			const { handling } = xinfang;
			handling.head(frm, [__(frm.doc.kind), handling.tail(frm.doc.petition_number)].filter(Boolean).join(" "), frm.doc.workflow_state || frm.doc.stage, COLOURS[frm.doc.stage]);
			frm.toggle_display("stage", false);
			if (frm.doc.stage !== "Consent Asked") frm.disable_form();
			handling.open_petition(frm);
			read_sessions(frm);
			frm.set_intro("");
			if (HINTS[frm.doc.stage]) frm.set_intro(HINTS[frm.doc.stage], "blue");
			const { name } = frm.doc;
			mediation.call("view", { mediation: name }).then((view) => {
				if (frm.doc.name !== name) return;
				view.steps.forEach((one, index) => {
					const [label, run] = STEPS[one](frm);
					if (index) frm.add_custom_button(label, run);
					else handling.primary(frm, label, run);
				});
			});
		},
	});
})();
