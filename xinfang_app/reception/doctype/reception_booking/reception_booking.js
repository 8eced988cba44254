// 约访登记: opened from the reception day, where it is worked.

frappe.ui.form.on("Reception Booking", {
	refresh(frm) {
		xinfang.leaders.head(frm, `${frm.doc.day}　${frm.doc.masked_name}`, { Booked: "blue", Received: "green", "Did not come": "gray", "Booking cancelled": "gray" });
		xinfang.handling.primary(frm, __("Open the reception day"), () => frappe.set_route("Form", "Reception Duty", frm.doc.duty));
	},
});
