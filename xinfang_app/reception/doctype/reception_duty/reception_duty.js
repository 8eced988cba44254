// 领导接待日: who comes, who stands in, who has booked, whether it was held.

(() => {
	const leaders = xinfang.leaders;

	frappe.ui.form.on("Reception Duty", {
		refresh(frm) {
			const { doc } = frm;
			const title = `${doc.day}　${doc.stand_in_name || doc.leader_name || ""}`;
			leaders.head(frm, title, { "Rota draft": "orange", Announced: "blue", "Reception held": "green", "Leader absent": "red", "Called off": "gray" });
			leaders.call("duty_view", { name: doc.name }).then((view) => {
				if (frm.doc.name !== doc.name) return;
				bookings(frm, view);
				leaders.steps(frm, [
					view.records && [__("Record the reception"), () => record(frm)],
					view.books && [__("Book a place"), () => book(frm)],
					view.stands_in && [__("Name a stand-in"), () => stand_in(frm, view)],
					view.explains && [__("Explain the absence"), () => explain(frm)],
					view.records && [__("Held, nobody came"), () => held(frm)],
					view.records && [__("Nobody received"), () => absent(frm, view)],
					view.corrects && [__("It was held after all"), () => held(frm, true)],
					view.changes && [__("Change the day"), () => change(frm, view)],
					view.changes && doc.status === "Announced" && [__("Call it off"), () => off(frm)],
				]);
			});
			frm.add_custom_button(__("Open the rota"), () => frappe.set_route("Form", "Reception Rota", doc.rota));
			if (doc.visit) frm.add_custom_button(__("Open the record"), () => frappe.set_route("Form", "Reception Visit", doc.visit));
		},
	});

	function bookings(frm, view) {
		const rows = view.bookings.map((row) => [
			`${row.seq}　${row.masked_name}`,
			row.subject,
			row.people_count,
			row.petition_number || "",
			__(row.status),
			row.status === "Booked" && view.office ? menu(frm, row) : row.told_on ? __("Told") : "",
		]);
		leaders.table(frm, "bookings_html", [__("Who comes"), __("What it is about"), __("People coming"), __("Petition number"), __("Status"), ""], rows, { empty: __("Nobody has booked; who comes without is received too.") });
	}

	function menu(frm, row) {
		const box = $("<span></span>");
		const off = frm.doc.status === "Called off";
		$('<button type="button" class="btn btn-xs btn-default" style="margin-right: 6px"></button>')
			.text(__("Telephone"))
			.appendTo(box)
			.on("click", () =>
				leaders.call("booking_person", { name: row.name }).then((person) =>
					frappe.msgprint({ title: __("Telephone"), message: frappe.utils.escape_html(`${person.name}　${person.phone || "–"}`) })
				)
			);
		[
			[off ? "told" : "", __("Was told")],
			["cancel", __("Cancel")],
			[frm.doc.day < frappe.datetime.get_today() ? "not_come" : "", __("Did not come")],
		].forEach(([step, label]) => {
			if (step) $('<button type="button" class="btn btn-xs btn-default" style="margin-right: 6px"></button>').text(label).appendTo(box).on("click", () => leaders.call("booking_step", { name: row.name, step }).then(() => frm.reload_doc()));
		});
		return box;
	}

	function record(frm) {
		const { doc } = frm;
		leaders.record({ office: doc.holder, leader: doc.stand_in || doc.leader, held_on: `${doc.day} ${doc.begins_at}`, place: doc.place, accompanying: doc.accompanying, duty: doc.name });
	}

	function book(frm) {
		leaders.dialog({
			frm,
			title: __("Book a place"),
			method: "book",
			intro: __("Who comes without booking is received too. The name lies with the identities and is shown masked."),
			fields: [
				{ fieldtype: "Data", fieldname: "name", label: __("Name"), reqd: 1 },
				{ fieldtype: "Data", fieldname: "phone", label: __("Telephone") },
				{ fieldtype: "Small Text", fieldname: "subject", label: __("What it is about"), reqd: 1 },
				{ fieldtype: "Int", fieldname: "people_count", label: __("People coming"), default: 1 },
				{ fieldtype: "Link", fieldname: "petition", label: __("Petition"), options: "Petition", description: __("If it is about a registered matter.") },
				{ fieldtype: "Small Text", fieldname: "note", label: __("Note") },
			],
			args: (values) => ({ duty_name: frm.doc.name, phone: "", ...values }),
		});
	}

	function stand_in(frm, view) {
		leaders.step(frm, "stand_in", __("Name a stand-in"), [
			{ fieldtype: "Select", fieldname: "user", label: __("Stand-in"), options: view.leaders, reqd: 1 },
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Why another receives"), reqd: 1 },
		], { intro: __("The public page shows at once who comes; the stand-in is told.") });
	}

	function held(frm, late) {
		leaders.step(frm, "hold", late ? __("It was held after all") : __("Held, nobody came"), [
			{ fieldtype: "Small Text", fieldname: "note", label: __("Note") },
			xinfang.handling.file("proof", __("Proof"), { reqd: late ? 1 : 0 }),
			{ fieldtype: "Small Text", fieldname: "backdate_reason", label: __("Reason of the late entry"), depends_on: late ? "" : "proof", reqd: late ? 1 : 0 },
		]);
	}

	function absent(frm, view) {
		leaders.step(frm, "absent", __("Nobody received"), [{ fieldtype: "Small Text", fieldname: "note", label: __("What is known of it"), reqd: 1 }], {
			intro: __("That the leader was absent without a stand-in goes on record; told are: {0}.", [view.noticed_by.join("、") || "–"]),
		});
	}

	function explain(frm) {
		leaders.step(frm, "explain", __("Explain the absence"), [{ fieldtype: "Small Text", fieldname: "text", label: __("The explanation"), reqd: 1 }]);
	}

	function change(frm, view) {
		const { doc } = frm;
		leaders.step(frm, "change_day", __("Change the day"), [
			{ fieldtype: "Date", fieldname: "day", label: __("Reception date"), default: doc.day, reqd: 1 },
			{ fieldtype: "Select", fieldname: "leader", label: __("Leader"), options: [{ value: doc.leader || "", label: doc.leader_name || "–" }, ...view.leaders], default: doc.leader || "" },
			{ fieldtype: "Time", fieldname: "begins_at", label: __("Begins at"), default: doc.begins_at },
			{ fieldtype: "Time", fieldname: "ends_at", label: __("Ends at"), default: doc.ends_at },
			{ fieldtype: "Data", fieldname: "place", label: __("Place"), default: doc.place },
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Why it is changed"), reqd: doc.status === "Announced" ? 1 : 0 },
		]);
	}

	function off(frm) {
		leaders.step(frm, "call_off", __("Call it off"), [{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 }], {
			intro: __("Whoever has booked is to be told; the public page shows it."),
		});
	}
})();
