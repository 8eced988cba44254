// 消息偏好: everybody's own.

frappe.ui.form.on("Message Preference", {
	onload(frm) {
		if (frm.is_new() && !frm.doc.user) frm.set_value("user", frappe.session.user);
	},
	refresh(frm) {
		frm.set_df_property("user", "read_only", 1);
	},
});
