// 接访排班表: its days, put right one by one, then published.

frappe.ui.form.on("Reception Rota", {
	refresh(frm) {
		const leaders = xinfang.leaders;
		leaders.head(frm, frm.doc.title, { "Rota draft": "orange", "Rota published": "green" });
		const name = frm.doc.name;
		leaders.call("rota_view", { name }).then((view) => {
			if (frm.doc.name !== name) return;
			const rows = view.days.map((day) => [
				day.day,
				leaders.weekday(day.weekday) + (day.moved ? `（${__("moved from {0}", [day.nominal_day])}）` : ""),
				day.stand_in_name ? `${day.stand_in_name}（${__("for {0}", [day.leader_name])}）` : day.leader_name || __("Nobody yet"),
				day.post,
				day.hours,
				day.place,
				__(day.status),
			]);
			const heads = [__("Reception date"), __("Weekday"), __("Leader"), __("Post"), __("Time of day"), __("Place"), __("Status")];
			leaders.table(frm, "duties_html", heads, rows, { open: (at) => frappe.set_route("Form", "Reception Duty", view.days[at].name) });
			const notes = [];
			if (frm.doc.provisional) notes.push(__("The holidays of that year are not published yet; look at the days again when they are."));
			if (view.on_rest_days.length) notes.push(__("These days have become rest days: {0}. Move them.", [view.on_rest_days.join("、")]));
			frm.set_intro(notes.join(" "), "orange");
			if (!view.acts) return;
			leaders.steps(frm, [
				frm.doc.stage === "Rota draft" && [__("Publish"), () => publish(frm)],
				[__("Add a day"), () => add(frm)],
			]);
		});
		if (frm.doc.letter) frm.add_custom_button(__("Open the announcement"), () => frappe.set_route("Form", "Official Letter", frm.doc.letter));
		if (frm.doc.stage === "Rota published") frm.add_custom_button(__("Public page"), () => window.open("/reception", "_blank"));
	},
});

function publish(frm) {
	xinfang.leaders.step(frm, "publish", __("Publish"), [], {
		intro: __("Every day is put on the public page with leader, post, hours and place; the leaders are told, and the announcement (W36) is made. Later changes carry their reason."),
	});
}

function add(frm) {
	xinfang.leaders.call("leaders", { organ: frm.doc.organ }).then((people) =>
		xinfang.leaders.step(frm, "add_day", __("Add a day"), [
			{ fieldtype: "Date", fieldname: "day", label: __("Reception date"), reqd: 1 },
			{ fieldtype: "Select", fieldname: "leader", label: __("Leader"), options: people, reqd: 1 },
		])
	);
}
