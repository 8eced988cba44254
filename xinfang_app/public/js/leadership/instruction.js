// 批示: seen and answered by the organ, closed by the leader or the office that follows.

(() => {
	const leadership = xinfang.leadership;
	const { text } = leadership;
	const COLOURS = { "Handed On": "orange", Seen: "blue", Answered: "purple", Closed: "green", Withdrawn: "gray" };
	const send = (frm, method) => (values) => leadership.meeting(method, { ...leadership.seen(frm), ...values });

	const STEPS = {
		see: (frm) => [__("Sign that it was seen"), () => xinfang.supervision.confirmed(frm, __("Sign, for your organ, that this instruction was seen?"), () => send(frm, "see")())],
		answer: (frm) => [
			__("Give the answer"),
			() =>
				leadership.ask(frm, __("Give the answer"), [{ fieldtype: "Text", fieldname: "answer", label: __("Answer"), reqd: 1 }, ...xinfang.supervision.file_fields(true)], (values) => send(frm, "answer")({ answer: values.answer, files: xinfang.supervision.files(values) }), {
					primary: __("Submit the answer"),
					intro: __("Say what was done. The leader or the office that follows reads it and closes, or sends it back."),
				}),
		],
		close: (frm) => [__("Close the instruction"), () => leadership.ask(frm, __("Close the instruction"), [text("note", __("Note"), { reqd: 0 })], send(frm, "close"), { primary: __("Close the instruction"), size: "small" })],
		send_back: (frm) => [
			__("Send back"),
			() => leadership.ask(frm, __("Send back"), [text("reason", __("Reason")), { fieldtype: "Date", fieldname: "due_on", label: __("Answer due on"), reqd: 1, default: frappe.datetime.add_days(frappe.datetime.get_today(), 7) }], send(frm, "return_answer"), { primary: __("Send back") }),
		],
		withdraw: (frm) => [__("Withdraw"), () => xinfang.supervision.withdraw(frm, (reason) => send(frm, "withdraw_instruction")({ reason }))],
	};

	frappe.ui.form.on("Leader Instruction", {
		refresh(frm) {
			const { handling } = xinfang;
			handling.head(frm, `${__(frm.doc.kind)} · ${frm.doc.leader_name || ""}`, frm.doc.workflow_state || frm.doc.stage, COLOURS[frm.doc.stage]);
			handling.show_only(frm);
			frm.toggle_display(["stage", "leader"], false);
			frm.toggle_display("evidence", (frm.doc.evidence || []).length > 0);
			if (frm.doc.returned_reason && frm.doc.stage === "Seen") frm.set_intro(__("Sent back: {0}", [frm.doc.returned_reason]), "red");
			const { name } = frm.doc;
			leadership.meeting("instruction_view", { name }).then((view) => {
				if (frm.doc.name !== name) return;
				leadership.buttons(frm, view.steps, STEPS, ["withdraw"]);
			});
		},
	});
})();
