// 矛盾纠纷 in the list: register one on the spot, look at the month.

frappe.listview_settings.Dispute = {
	hide_name_column: true,
	add_fields: ["stage", "due_on"],
	get_indicator(doc) {
		const colours = { "Dispute found": "orange", "Sent Up": "orange", Sorted: "blue", "Dispute settled": "green", "Dispute closed": "gray" };
		const late = doc.stage === "Sorted" && doc.due_on && doc.due_on < frappe.datetime.get_today();
		return [late ? __("Past its day") : __(doc.stage), late ? "red" : colours[doc.stage] || "gray", `stage,=,${doc.stage}`];
	},
	onload(listview) {
		listview.page.add_inner_button(__("Rounds of screening"), () => frappe.set_route("List", "Screening Round"));
		listview.page.add_inner_button(__("Monthly analysis"), () => xinfang.screening.month());
		listview.page.add_inner_button(__("Register a dispute"), () => xinfang.screening.find()).removeClass("btn-default").addClass("btn-primary");
		// In the village it is done on a phone, where Frappe puts buttons into a menu.
		const bar = $('<div class="d-md-none" style="padding: 10px 15px"></div>');
		bar.append($('<button type="button" class="btn btn-primary btn-block"></button>').text(__("Register a dispute")).on("click", () => xinfang.screening.find()));
		listview.page.main.before(bar);
	},
};
