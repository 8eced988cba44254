// 督办函: a draft is edited on the form; every step after that has its own button.

(() => {
	const supervision = xinfang.supervision;
	const COLOURS = { Draft: "orange", "Pending Signature": "blue", Sent: "blue", Received: "blue", Answered: "purple", Closed: "green", Escalated: "red", Withdrawn: "gray" };

	frappe.ui.form.on("Supervision Letter", {
		setup(frm) {
			supervision.matter_query(frm);
			frm.set_query("conference_proposal", () => ({ filters: { organ: frm.doc.organ, status: "Taken up", measure: "Listed Supervision" } }));
		},
		refresh(frm) {
			const { handling } = xinfang;
			const waits = frm.doc.stage === "Pending Signature";
			handling.head(frm, supervision.short(frm), frm.doc.workflow_state, COLOURS[frm.doc.stage]);
			frm.toggle_display("stage", false);
			if (frm.doc.stage !== "Draft") frm.disable_form();
			frm.toggle_display("conference_proposal", frm.doc.kind === "Listed Supervision" || frm.doc.conference_proposal);
			["evidence", "copies"].forEach((name) => frm.toggle_display(name, frm.doc.stage === "Draft" ? name !== "evidence" : (frm.doc[name] || []).length > 0));
			supervision.matters(frm, frm.doc.stage === "Draft");
			if (frm.doc.returned_reason && frm.doc.stage === "Draft") frm.set_intro(__("Sent back: {0}", [frm.doc.returned_reason]), "red");
			else if (frm.doc.by_engine && frm.doc.stage === "Draft") frm.set_intro(__("Drafted by the system from the record; read it, complete it and send it up."), "blue");
			supervision.latest(frm, supervision.call("letters", "view", { letter: frm.doc.name }), (view) => draw(frm, view));
			const name = frm.doc.name;
			xinfang.signing.call("view", { doctype: frm.doctype, name }).then((view) => {
				if (frm.doc.name !== name) return;
				if (waits) handling.signing_buttons(frm, view, () => null, null);
				handling.course(frm, view);
			});
		},
		kind: (frm) => frm.toggle_display("conference_proposal", frm.doc.kind === "Listed Supervision"),
		term_days(frm) {
			if (frm.doc.term_days > 0) frm.set_value("due_on", frappe.datetime.add_days(frappe.datetime.get_today(), frm.doc.term_days));
		},
	});

	const STEPS = {
		submit: (frm) => ({ label: __("Send up for review and signature"), primary: true, run: () => submit(frm) }),
		receive: (frm) => ({ label: __("Sign for it"), primary: true, run: () => receive(frm) }),
		answer: (frm) => ({ label: __("Give the reply"), primary: frm.doc.stage === "Received", run: () => answer(frm) }),
		verify: (frm) => ({ label: __("Verify the reply"), primary: true, run: () => verify(frm) }),
		unanswered: (frm) => ({ label: __("No reply: raise it a level"), primary: true, run: () => unanswered(frm) }),
		withdraw: (frm) => ({ label: __("Withdraw"), run: () => supervision.withdraw(frm, (reason) => call(frm, "withdraw", { reason })) }),
	};

	const call = (frm, method, args = {}) => supervision.call("letters", method, { letter: frm.doc.name, seen: frm.doc.modified, ...args });

	function draw(frm, view) {
		frm.xf_outside = view.outside;
		// How the office came to its letter is the office's own.
		["signing_html", "submitted_by", "submitted_on", "returned_reason"].forEach((name) => frm.toggle_display(name, view.side === "office"));
		view.steps.forEach((step) => {
			const { label, primary, run } = STEPS[step](frm);
			if (primary) xinfang.handling.primary(frm, label, run);
			else frm.add_custom_button(label, run);
		});
		if (view.must_not_verify) frm.set_intro(__("You signed this letter or serve at the organ; somebody else of your office verifies the reply."), "blue");
		checks(frm, view.checks);
		if (view.side === "office" && !["Draft", "Withdrawn"].includes(frm.doc.stage)) {
			frm.add_custom_button(__("Propose to the conference"), () => propose(frm));
		}
	}

	function submit(frm) {
		supervision.saved(frm).then(() => supervision.confirmed(frm, __("Send this letter up for review and signature?"), () => call(frm, "submit")));
	}

	function receive(frm) {
		if (!frm.xf_outside) return supervision.confirmed(frm, __("Sign for this letter on behalf of your organ, now?"), () => call(frm, "receive"));
		supervision.dialog({
			frm,
			title: __("Record the receipt"),
			intro: __("The organ is outside the system: record when it signed for the letter, with the proof."),
			fields: [xinfang.handling.day(__("Signed for on")), xinfang.handling.file("proof", __("Proof of receipt"), { reqd: 1 }), xinfang.handling.late_reason()],
			send: (values) => call(frm, "receive", values),
		});
	}

	function answer(frm) {
		supervision.dialog({
			frm,
			title: __("Give the reply"),
			primary: __("Submit the reply"),
			intro: __("Say what was done, what was the cause and who answers for it. The reply is given once; the office verifies it."),
			fields: [{ fieldtype: "Text", fieldname: "reply", label: __("Reply of the organ"), reqd: 1 }, ...supervision.file_fields(true)],
			send: (values) => call(frm, "answer", { reply: values.reply, files: supervision.files(values) }),
		});
	}

	function verify(frm) {
		supervision.dialog({
			frm,
			title: __("Verify the reply"),
			primary: __("Record the verdict"),
			intro: __("Look into the file, ask the organ and ask the petitioner. What the petitioner says is not shown to the organ."),
			fields: [
				{ fieldtype: "Small Text", fieldname: "file_finding", label: __("What the file shows"), reqd: 1 },
				{ fieldtype: "Small Text", fieldname: "organ_finding", label: __("What the organ said when asked"), reqd: 1 },
				{ fieldtype: "Check", fieldname: "petitioner_asked", label: __("The petitioner was asked"), default: 1 },
				{ fieldtype: "Small Text", fieldname: "petitioner_view", label: __("The petitioner's view"), depends_on: "petitioner_asked", mandatory_depends_on: "petitioner_asked" },
				{ fieldtype: "Small Text", fieldname: "not_asked_reason", label: __("Why the petitioner was not asked"), depends_on: "eval:!doc.petitioner_asked", mandatory_depends_on: "eval:!doc.petitioner_asked" },
				{ fieldtype: "Section Break" },
				{ fieldtype: "Select", fieldname: "verdict", label: __("Verdict on the reply"), options: supervision.options(["", "Demand met", "Demand not met"]), reqd: 1, description: __("Met closes the letter; not met drafts the next one, or a proposal to the conference.") },
				{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason of the verdict"), reqd: 1 },
			],
			send: (values) => call(frm, "verify", values),
			done: (made) => next(frm, made),
		});
	}

	// Nobody answered by the day: found, and raised a level.
	function unanswered(frm) {
		supervision.dialog({
			frm,
			title: __("No reply: raise it a level"),
			intro: __("The day of the reply is over. This is recorded as no reply; the next letter is drafted, or a proposal to the conference."),
			fields: [{ fieldtype: "Small Text", fieldname: "reason", label: __("What else is known") }],
			send: (values) => call(frm, "unanswered", values),
			done: (made) => next(frm, made),
		});
	}

	function next(frm, { next_letter, next_proposal }) {
		if (next_letter) return frappe.set_route("Form", "Supervision Letter", next_letter);
		if (next_proposal) return frappe.set_route("Form", "Conference Proposal", next_proposal);
		return frm.reload_doc();
	}

	function propose(frm) {
		supervision.propose({ petitions: frm.doc.matters.map((row) => row.petition), organ: frm.doc.organ, letter: frm.doc.name });
	}

	// The three questions of the check, for those who may read them.
	function checks(frm, rows) {
		const field = frm.get_field("verdict_reason");
		field.$wrapper.parent().find(".xf-checks").remove();
		if (!rows.length) return;
		const box = $('<div class="xf-checks" style="margin-top: var(--margin-md)"></div>');
		rows.forEach((row) => {
			const line = (label, text) => text && box.append($("<p></p>").append($('<span class="text-muted"></span>').text(`${label}：`), document.createTextNode(text)));
			line(__("What the file shows"), row.file_finding);
			line(__("What the organ said when asked"), row.organ_finding);
			line(__("The petitioner's view"), row.petitioner_view);
			line(__("Why the petitioner was not asked"), row.not_asked_reason);
		});
		field.$wrapper.after(box);
	}
})();
