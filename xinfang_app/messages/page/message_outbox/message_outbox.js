// 待发消息: what waits, what failed, trying it again, and giving it up for good. No case data.

frappe.pages["message-outbox"].on_page_load = (wrapper) => {
	wrapper.xf_outbox = new OutboxPage(wrapper);
};
frappe.pages["message-outbox"].on_page_show = (wrapper) => wrapper.xf_outbox.load();

class OutboxPage {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Messages to be sent"), single_column: true });
		this.page.set_primary_action(__("Look again"), () => this.load());
		this.page.set_secondary_action(__("Try all again"), () => this.again(this.rows.map((row) => row.name)));
		this.body = $('<div class="xf-outbox" aria-live="polite"></div>').appendTo($(this.page.main).addClass("frappe-card"));
		this.rows = [];
	}

	async load() {
		this.draw(await frappe.xcall("xinfang_app.messages.api.outbox_state"));
	}

	draw(told) {
		this.rows = told.rows;
		this.page.btn_secondary.toggleClass("hide", !told.rows.length);
		this.body.empty();
		const figures = [
			[__("waiting"), told.numbers.waiting],
			[__("past their moment"), told.numbers.due],
			[__("tried again"), told.numbers.failing],
			[__("given up"), told.numbers.given_up],
			[__("sent today"), told.numbers.sent_today],
		];
		const sum = $('<dl class="xf-outbox-sum"></dl>').appendTo(this.body);
		figures.forEach(([label, number]) => sum.append($("<div></div>").append($("<dd></dd>").text(number), $("<dt></dt>").text(label))));
		if (told.oldest) this.body.append($('<p class="text-muted"></p>').text(__("The oldest should have gone out at {0}.", [frappe.datetime.str_to_user(told.oldest)])));
		if (!told.rows.length) {
			this.body.append($('<p class="xf-outbox-none"></p>').text(__("Nothing failed.")));
			return;
		}
		const list = $("<ul></ul>").appendTo(this.body);
		told.rows.forEach((row) => list.append(this.line(row)));
		if (told.rows.length >= told.shown) this.body.append($('<p class="text-muted"></p>').text(__("The first {0} are shown.", [told.shown])));
	}

	line(row) {
		const given_up = row.status === "Given Up";
		const what = [__(row.kind), row.channel && __(row.channel, null, "Channel"), row.what].filter(Boolean).join(" · ");
		const next = given_up ? __("{0} tries", [row.attempts]) : __("{0} tries, next {1}", [row.attempts, frappe.datetime.str_to_user(row.not_before)]);
		return $("<li></li>")
			.attr("data-name", row.name)
			.append(
				$('<span class="indicator-pill no-indicator-dot"></span>').addClass(given_up ? "red" : "orange").text(__(row.status)),
				$("<div></div>").append($("<b></b>").text(row.organ || __("No organ")), $("<small></small>").text(what)),
				$("<div></div>").append($("<code></code>").text(row.error || ""), $("<small></small>").text(`${next} · ${frappe.datetime.str_to_user(row.since)}`)),
				$('<div class="xf-outbox-acts"></div>').append(
					this.button(__("Try again"), row, what, () => this.again([row.name])),
					this.button(__("Drop"), row, what, () => this.dismiss(row.name))
				)
			);
	}

	button(label, row, what, act) {
		return $('<button class="btn btn-default btn-sm"></button>').text(label).attr("aria-label", `${label} ${row.organ || ""} ${what}`).on("click", act);
	}

	dismiss(name) {
		frappe.confirm(__("Drop this for good? Nobody will be told, and nothing will be done of what it stands for."), async () => {
			const number = await frappe.xcall("xinfang_app.messages.api.dismiss", { names: [name] });
			frappe.show_alert({ message: __("{0} dropped.", [number]), indicator: "green" });
			await this.load();
		});
	}

	async again(names) {
		const number = await frappe.xcall("xinfang_app.messages.api.try_again", { names });
		frappe.show_alert({ message: __("{0} go out again with the next round.", [number]), indicator: "green" });
		await this.load();
	}
}
