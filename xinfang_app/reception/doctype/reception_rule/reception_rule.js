// 接访排班规则: an ordinary form, and the button that makes the rota of a month.

frappe.ui.form.on("Reception Rule", {
	setup(frm) {
		frm.set_query("user", "leaders", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},
	refresh(frm) {
		if (frm.is_new() || !frm.doc.enabled) return;
		xinfang.handling.primary(frm, __("Make the rota of a month"), () => {
			const next = frappe.datetime.add_months(frappe.datetime.month_start(), 1).slice(0, 7);
			xinfang.leaders.dialog({
				frm,
				title: __("Make the rota of a month"),
				method: "generate",
				intro: __("Days are set by the working calendar with its make-up days; leaders go on in turn from the last month. A draft is made; nothing is announced yet."),
				fields: [{ fieldtype: "Data", fieldname: "month", label: __("Month"), default: next, reqd: 1 }],
				args: (values) => ({ rule: frm.doc.name, ...values }),
				done: (name) => frappe.set_route("Form", "Reception Rota", name),
			});
		});
	},
});
