// 我的包案: what I own, what is due next, when I last met the petitioner. Made for a phone: one card for each matter.

frappe.pages["my-owned-cases"].on_page_load = (wrapper) => {
	wrapper.owned = new MyOwnedCases(wrapper);
};
frappe.pages["my-owned-cases"].on_page_show = (wrapper) => wrapper.owned && wrapper.owned.show();

class MyOwnedCases {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("My owned matters"), single_column: true });
		this.page.set_secondary_action(__("Refresh"), () => this.show(), "refresh");
		this.body = $('<div class="xf-owned"></div>').appendTo($(this.page.main).addClass("frappe-card"));
	}

	async show() {
		const turn = (this.turn = (this.turn || 0) + 1);
		const told = await frappe.xcall("xinfang_app.leadership.api_owning.mine");
		if (turn !== this.turn) return;
		this.body.empty();
		this.sums(told.sums);
		const cards = $('<div class="xf-owned-cards"></div>').appendTo(this.body);
		if (!told.rows.length) cards.replaceWith($('<p class="xf-owned-empty"></p>').text(__("You own no matter at present.")));
		told.rows.forEach((row) => cards.append(this.card(row)));
	}

	sums(sums) {
		const box = $('<div class="xf-owned-sums"></div>').appendTo(this.body);
		const one = (number, label, late) => $("<div></div>").toggleClass("xf-late", !!late && number > 0).append($("<b></b>").text(number), $("<span></span>").text(label)).appendTo(box);
		one(sums.owned, __("Owned now"));
		one(sums.overdue, __("Past the term"), true);
		one(sums.week, __("Due within seven days"));
		one(sums.not_met, __("Not met yet"), true);
		one(sums.closed, __("Closed"));
		one(sums.resolved, __("Of these solved"));
	}

	card(row) {
		const card = $('<article class="xf-owned-card"></article>').toggleClass("xf-late", row.days_left !== null && row.days_left < 0).toggleClass("xf-soon", row.days_left !== null && row.days_left >= 0 && row.days_left <= 7);
		const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
		card.append($("<h4></h4>").text(row.title), $("<small></small>").text([row.petition_number, row.holder_title, row.behalf && __("for {0}", [row.behalf])].filter(Boolean).join(" · ")));
		card.append($('<div class="xf-owned-next"></div>').append($("<span></span>").text(row.next_step), $("<span></span>").text(this.left(row.days_left))));
		const list = $("<dl></dl>").appendTo(card);
		const line = (label, value) => value && list.append($("<dt></dt>").text(label), $("<dd></dd>").text(value));
		line(__("To be concluded by"), day(row.due_on));
		line(__("Last met"), row.last_met_on ? `${day(row.last_met_on)}（${__("{0} days ago", [row.days_since_met])}）` : __("Not met yet"));
		line(__("Monthly report"), row.next_report_on ? __("owed by {0}", [day(row.next_report_on)]) : "");
		line(__("Duties open"), row.duties.map((duty) => `${duty.title}（${day(duty.due_on)}）`).join("、"));
		line(__("Sent back"), row.stage === "Owned" ? row.returned_reason : "");
		$('<button type="button" class="btn btn-primary btn-sm"></button>')
			.text(__("Open"))
			.on("click", () => frappe.set_route("Form", "Leader Ownership", row.name))
			.appendTo(card);
		$('<button type="button" class="btn btn-default btn-sm"></button>')
			.text(__("Open the petition"))
			.on("click", () => frappe.set_route("Form", "Petition", row.petition))
			.appendTo(card);
		return card;
	}

	left(days) {
		if (days === null) return "";
		if (days < 0) return __("{0} days over", [-days]);
		return days ? __("{0} days left", [days]) : __("today");
	}
}
