// 撤回申请: takes effect only by the petitioner's own word. The petition office enters what he says when it calls him.

frappe.ui.form.on("Withdrawal Request", {
	refresh(frm) {
		const handling = xinfang.handling;
		handling.show_only(frm);
		const colour = { "To be confirmed": "orange", "Withdrawal confirmed": "green", "Not confirmed": "red" }[frm.doc.status];
		handling.head(frm, `${__("Withdrawal Request")} ${frm.doc.requester_name || ""}`, frm.doc.status, colour);
		if (frm.doc.status !== "To be confirmed") return;
		const name = frm.doc.name;
		handling.call("view", { petition: frm.doc.petition }).then((view) => {
			if (frm.doc.name !== name) return;
			if (!view.steps.includes("confirm_withdrawal")) {
				frm.set_intro(__("The petitioner confirms it himself: on his own page, or when the petition office calls him. The handling organ cannot."), "blue");
				return;
			}
			if (!frm.doc.confirmed_on) {
				handling.primary(frm, __("He confirmed it on the phone"), () => call(1));
				frm.add_custom_button(__("He did not confirm it"), () => call(0));
			} else if (frm.doc.needs_upper_check) {
				handling.primary(frm, __("Enter the upper office's check"), check);
			}
		});

		function call(confirmed) {
			handling.dialog({
				frm,
				title: confirmed ? __("He confirmed it on the phone") : __("He did not confirm it"),
				primary: __("Save"),
				method: "confirm_withdrawal",
				size: "small",
				fields: [{ fieldtype: "Small Text", fieldname: "call_note", label: __("Note of the call"), reqd: 1, description: __("When, which number of the petition, what he said.") }],
				args: ({ call_note }) => ({ withdrawal_request: frm.doc.name, confirmed, call_note }),
			});
		}

		function check() {
			handling.dialog({
				frm,
				title: __("Enter the upper office's check"),
				primary: __("Save"),
				method: "check_withdrawal",
				size: "small",
				fields: [
					{ fieldtype: "Link", fieldname: "upper_organ", label: __("Upper office"), options: "Organ" },
					{ fieldtype: "Data", fieldname: "checked_by", label: __("Checked by"), reqd: 1 },
					{ fieldtype: "Date", fieldname: "checked_on", label: __("Checked on"), default: frappe.datetime.get_today(), reqd: 1 },
					{ fieldtype: "Small Text", fieldname: "note", label: __("Result of the check"), reqd: 1 },
					handling.file("proof", __("Paper of the check"), { reqd: 1 }),
				],
				args: (values) => ({ withdrawal_request: frm.doc.name, ...values }),
			});
		}
	},
});
