// 值班: the roster, taking over after reading what the last shift left, and the note for the next.

frappe.pages["duty-roster"].on_page_load = (wrapper) => {
	wrapper.duty = new DutyRoster(wrapper);
};
frappe.pages["duty-roster"].on_page_show = (wrapper) => wrapper.duty && wrapper.duty.load();

class DutyRoster {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Duty roster"), single_column: true });
		this.body = $('<div class="xf-office"></div>').appendTo(this.page.main);
		this.page.set_secondary_action(__("Today's work"), () => frappe.set_route("today-work"));
	}

	call(method, args) {
		return frappe.xcall(`xinfang_app.office.api.${method}`, args);
	}

	async load() {
		this.data = await this.call("duty_board");
		this.page.clear_primary_action();
		if (this.data.may_plan.length) this.page.set_primary_action(__("Put on duty"), () => this.plan());
		this.body.empty();
		this.data.mine.forEach((shift) => this.body.append(this.mine(shift)));
		this.body.append($("<h3></h3>").text(__("Who is on duty")), this.table());
	}

	mine(shift) {
		const box = $('<section class="xf-office-part"></section>');
		box.append($("<h3></h3>").text(`${__("My shift")}：${shift.organ_title}　${shift.kind}　${shift.starts_on} — ${shift.ends_on}`));
		const notes = this.data.notes[shift.organ] || [];
		notes.filter((note) => note.name !== shift.name).forEach((note) => box.append(this.note(note, shift)));
		if (!shift.taken_over_on) {
			box.append($("<p></p>").text(__("After taking over you see the urgent matters of this organ until the shift ends.")));
			if (shift.open) this.button(box, notes.length ? __("I have read the notes; take over") : __("Take over"), () => this.step("take_over_duty", { name: shift.name, read: notes.map((note) => note.name) }));
		} else if (!shift.handed_over_on) {
			box.append($("<p></p>").text(__("Taken over at {0}.", [shift.taken_over_on.slice(11)])));
			this.button(box, __("Write the note for the next shift"), () => this.leave(shift));
			if (shift.open) this.button(box, __("Urgent matters"), () => frappe.set_route("today-work"), "btn-default");
		} else {
			box.append($("<p></p>").text(__("The note for the next shift is written.")));
		}
		return box;
	}

	note(note, shift) {
		const box = $('<div class="xf-office-note"></div>').append(
			$("<small></small>").text(`${note.person}　${note.starts_on} — ${note.ends_on}`),
			document.createTextNode(note.note)
		);
		if (shift.taken_over_on && shift.open) this.button(box, __("Read, noted"), () => this.step("read_duty_note", { name: note.name }), "btn-default");
		return box;
	}

	button(box, label, run, kind = "btn-primary") {
		$(`<button type="button" class="btn btn-sm ${kind}" style="margin: 4px 8px 4px 0"></button>`).text(label).on("click", run).appendTo(box);
	}

	async step(method, args) {
		await this.call(method, args);
		frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
		this.load();
	}

	table() {
		const { shifts } = this.data;
		if (!shifts.length) return $('<p class="text-muted"></p>').text(__("Nobody is on the roster in the days ahead."));
		const planner = new Set(this.data.may_plan.map((row) => row.organ));
		const head = [__("Time"), __("Organ"), __("Kind of duty"), __("On duty"), __("Course of the shift"), ""];
		const table = $(`<table class="table table-bordered"><thead><tr>${head.map((text) => `<th>${text}</th>`).join("")}</tr></thead><tbody></tbody></table>`);
		shifts.forEach((shift) => {
			const row = $("<tr></tr>").toggleClass("xf-duty-off", Boolean(shift.cancelled));
			[`${shift.starts_on} — ${shift.ends_on.slice(5)}`, shift.organ_title, shift.kind, shift.person].forEach((text) => row.append($("<td></td>").text(text)));
			const course = $("<td></td>").text(this.course(shift)).appendTo(row);
			if (shift.note) course.append($('<div class="xf-office-note"></div>').text(shift.note));
			const last = $("<td></td>").appendTo(row);
			if (planner.has(shift.organ) && !shift.over && !shift.cancelled) {
				this.button(last, __("Take off"), () => this.cancel(shift), "btn-default");
			}
			table.find("tbody").append(row);
		});
		return $('<div class="xf-office-scroll"></div>').append(table);
	}

	course(shift) {
		if (shift.cancelled) return `${__("Taken off the roster")}：${shift.cancel_reason}`;
		const said = [];
		if (shift.taken_over_on) said.push(`${__("Taken over on")} ${shift.taken_over_on.slice(5)}`);
		if (shift.handed_over_on) said.push(`${__("Note written on")} ${shift.handed_over_on.slice(5)}`);
		if (shift.read_by) said.push(`${__("Read by")} ${shift.read_by}`);
		if (!said.length && shift.over) said.push(__("not taken over"));
		return said.join("；");
	}

	leave(shift) {
		frappe.prompt(
			[{ fieldname: "note", fieldtype: "Text", label: __("Note for the next shift"), reqd: 1, description: __("What came in, what was reported to whom and when, what is still to be done. If nothing happened, say so.") }],
			({ note }) => this.step("hand_over_duty", { name: shift.name, note }),
			__("Write the note for the next shift"),
			__("Hand over the shift")
		);
	}

	cancel(shift) {
		frappe.prompt([{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason for taking it off"), reqd: 1 }], ({ reason }) => this.step("cancel_duty", { name: shift.name, reason }), __("Take off"));
	}

	async plan() {
		const organs = this.data.may_plan;
		const people = await this.call("duty_people", { organ: organs[0].organ });
		const day = frappe.datetime.get_today();
		const dialog = new frappe.ui.Dialog({
			title: __("Put on duty"),
			fields: [
				{ fieldname: "organ", fieldtype: "Select", label: __("Organ on duty"), reqd: 1, options: organs.map((row) => ({ value: row.organ, label: row.title })), default: organs[0].organ },
				{ fieldname: "user", fieldtype: "Autocomplete", label: __("On duty"), reqd: 1, options: people },
				{ fieldname: "kind", fieldtype: "Select", label: __("Kind of duty"), reqd: 1, default: "Night duty", options: [{ value: "Night duty", label: __("Night duty") }, { value: "Holiday duty", label: __("Holiday duty") }] },
				{ fieldtype: "Section Break" },
				{ fieldname: "starts_day", fieldtype: "Date", label: __("Shift begins on"), reqd: 1, default: day },
				{ fieldname: "ends_day", fieldtype: "Date", label: __("Shift ends on"), reqd: 1, default: frappe.datetime.add_days(day, 1) },
				{ fieldtype: "Column Break" },
				{ fieldname: "starts_at", fieldtype: "Data", label: __("Hour, as 17:30"), reqd: 1, default: "17:30" },
				{ fieldname: "ends_at", fieldtype: "Data", label: __("Hour, as 08:30"), reqd: 1, default: "08:30", description: __("At most 24 hours.") },
			],
			primary_action_label: __("Put on duty"),
			primary_action: async (values) => {
				const { organ, user, kind } = values;
				await this.call("plan_duty", {
					organ,
					user,
					kind,
					starts_on: `${values.starts_day} ${values.starts_at}`,
					ends_on: `${values.ends_day} ${values.ends_at}`,
				});
				dialog.hide();
				this.load();
			},
		});
		dialog.show();
	}
}
