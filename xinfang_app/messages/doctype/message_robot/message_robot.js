// 消息机器人: a test message, told at once, whatever the quiet hours.

frappe.ui.form.on("Message Robot", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Send a test message"), async () => {
			if (frm.is_dirty()) {
				frappe.show_alert({ message: __("Save first."), indicator: "orange" });
				return;
			}
			const fault = await frappe.xcall("xinfang_app.messages.api.try_robot", { robot: frm.doc.name });
			frappe.show_alert({ message: fault ? __("Not taken: {0}", [fault]) : __("The robot took it."), indicator: fault ? "red" : "green" });
			frm.reload_doc();
		});
	},
});
