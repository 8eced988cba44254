// 工作移交: what somebody has open in groups, to whom each group goes, the list to print, both confirmations.

frappe.pages["hand-over-work"].on_page_load = (wrapper) => {
	wrapper.handover = new WorkHandover(wrapper);
};
frappe.pages["hand-over-work"].on_page_show = (wrapper) => wrapper.handover && wrapper.handover.board();

class WorkHandover {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Work Handover"), single_column: true });
		this.body = $('<div class="xf-office"></div>').appendTo(this.page.main);
	}

	call(method, args) {
		return frappe.xcall(`xinfang_app.office.api.${method}`, args);
	}

	back(action) {
		this.page.clear_primary_action();
		this.page.set_secondary_action(action ? __("Back") : __("Today's work"), action || (() => frappe.set_route("today-work")));
	}

	async board() {
		this.back();
		const { posts, handovers } = await this.call("handovers");
		this.body.empty().append($("<h3></h3>").text(__("Hand over the work of")));
		if (!posts.length) this.body.append($('<p class="text-muted"></p>').text(__("You hold no post today.")));
		const rows = posts.map((post) =>
			this.line([`${post.person}${post.own ? `（${__("myself")}）` : ""}`, post.organ, post.post, post.to_date ? __("until {0}", [post.to_date]) : ""], __("Show open work"), () => this.draw(post.posting))
		);
		if (rows.length) this.body.append(this.table([__("Hands over"), __("Organ"), __("Post"), __("Last day in the post"), ""], rows));
		this.body.append($("<h3></h3>").text(__("Hand-overs")));
		const known = handovers.map((one) => this.line([one.person, one.organ, one.prepared_on, one.stage_title], __("Open list"), () => this.show(one.name)));
		this.body.append(known.length ? this.table([__("Hands over"), __("Organ"), __("Drawn up on"), __("Stage"), ""], known) : $('<p class="text-muted"></p>').text(__("Nothing yet.")));
	}

	table(heads, rows) {
		const table = $(`<table class="table table-bordered"><thead><tr>${heads.map((text) => `<th>${text}</th>`).join("")}</tr></thead><tbody></tbody></table>`);
		table.find("tbody").append(rows);
		return $('<div class="xf-office-scroll"></div>').append(table);
	}

	line(cells, label, run) {
		const row = $("<tr></tr>").append(cells.map((text) => $("<td></td>").text(text || "")));
		if (label) row.append($("<td></td>").append($('<button type="button" class="btn btn-xs btn-default"></button>').text(label).on("click", run)));
		return row;
	}

	async draw(posting) {
		const work = await this.call("open_work", { posting });
		this.back(() => this.board());
		this.body.empty().append($("<h3></h3>").text(`${work.person}　${work.organ}　${__("open work")}`));
		if (!work.groups.length) return this.body.append($("<p></p>").text(__("There is no open work to hand over.")));
		if (!work.receivers.length) this.body.append($('<p class="text-danger"></p>').text(__("Nobody else is posted at this organ")));
		work.groups.forEach((group) => this.body.append(this.group(group, work.receivers)));
		if (work.otherwise) this.body.append($('<p class="text-muted"></p>').text(__("What is not handed over goes to {0} when the posting ends.", [work.otherwise])));
		this.page.set_primary_action(__("Draw up the list"), () => this.prepare(posting, work));
	}

	group(group, receivers) {
		const box = $('<section class="xf-office-part"></section>').attr("data-part", group.part);
		const head = $("<div></div>").appendTo(box);
		head.append($("<b></b>").text(`${group.title}　${__("{0} items", [group.count])}${group.due_on ? `　${__("first due on {0}", [group.due_on])}` : ""}`));
		const pick = $('<select class="form-control input-sm"></select>').attr("aria-label", __("Receiver"));
		pick.append($('<option value=""></option>').text(__("Choose the receiver")));
		receivers.forEach((one) => pick.append($("<option></option>").val(one.value).text(one.label)));
		head.append(pick);
		box.append($("<ul></ul>").append(group.items.map((item) => $("<li></li>").text([item.number, item.label, item.due_on].filter(Boolean).join("　")))));
		return box;
	}

	prepare(posting, work) {
		const receivers = {};
		this.body.find("[data-part]").each((_place, box) => (receivers[box.dataset.part] = $(box).find("select").val()));
		const missing = work.groups.find((group) => !receivers[group.part]);
		if (missing) return frappe.show_alert({ message: __("Name who receives: {0}", [missing.title]), indicator: "orange" });
		frappe.prompt(
			[
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the hand-over"), reqd: 1 },
				{ fieldname: "effective_on", fieldtype: "Date", label: __("Last day in the post"), default: work.to_date },
			],
			async (values) => this.show(await this.call("prepare_handover", { posting, receivers, ...values })),
			__("Draw up the list"),
			__("Draw up the list")
		);
	}

	async show(name) {
		const doc = await this.call("show_handover", { name });
		this.back(() => this.board());
		this.body.empty().append(
			$("<h3></h3>").text(`${doc.person}　${doc.organ}　${doc.stage_title}`),
			$("<p></p>").text(`${__("Reason of the hand-over")}：${doc.reason}　${__("Drawn up on")}：${doc.prepared_on}`),
			$("<p></p>").text(`${__("Confirmed by the one who hands over")}：${doc.given || "—"}`)
		);
		const rows = doc.items.map((item) => this.line([item.part, item.number, item.label, item.due_on, item.to, item.received_on]));
		const bar = $('<div class="xf-office-actions"></div>');
		const add = (label, run, kind = "btn-default") => $(`<button type="button" class="btn btn-sm ${kind}"></button>`).text(label).on("click", run).appendTo(bar);
		if (doc.steps.give) add(__("The list is complete: I hand over"), () => this.step("confirm_giving", { name }), "btn-primary");
		if (doc.steps.give_for) add(__("Confirm for the person"), () => this.ask(__("Why confirmed for the person"), (note) => this.step("confirm_giving", { name, note })));
		if (doc.steps.receive) add(__("Checked: I receive my part"), () => this.step("confirm_receiving", { name }), "btn-primary");
		add(__("Print the list"), () => window.open(`/api/method/xinfang_app.office.api.print_handover?name=${encodeURIComponent(name)}`));
		if (doc.steps.take_back) add(__("Take back"), () => this.ask(__("Why it was taken back"), (reason) => this.step("take_back_handover", { name, reason })));
		this.body.append(bar, this.table([__("Kind of work"), __("Number"), __("What it is about"), __("Due on"), __("Receiver"), __("Confirmed by the receiver on")], rows));
	}

	ask(label, run) {
		frappe.prompt([{ fieldname: "text", fieldtype: "Small Text", label, reqd: 1 }], ({ text }) => run(text), label);
	}

	async step(method, args) {
		await this.call(method, args);
		frappe.show_alert({ message: __("Done and recorded."), indicator: "green" });
		this.show(args.name);
	}
}
