// 系统运行状况: what runs, what does not, and what to do about it. No case data.

frappe.pages["xf-health"].on_page_load = (wrapper) => {
	wrapper.xf_health = new HealthPage(wrapper);
};
frappe.pages["xf-health"].on_page_show = (wrapper) => wrapper.xf_health.load();

class HealthPage {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Health of the system"), single_column: true });
		this.page.set_primary_action(__("Look again"), () => this.load());
		this.body = $('<div class="xf-health" aria-live="polite"></div>').appendTo($(this.page.main).addClass("frappe-card"));
		// Only while somebody looks at it.
		setInterval(() => !document.hidden && frappe.get_route()[0] === "xf-health" && this.load(), 60000);
	}

	async load() {
		try {
			this.draw(await frappe.xcall("xinfang_app.operations.api.page"));
		} catch (error) {
			this.body.find(".xf-health-sum").remove();
			this.body.prepend($('<p class="xf-health-sum xf-fault"></p>').text(__("The server does not answer; what is shown below is old.")));
		}
	}

	draw(told) {
		const count = (state) => told.lines.filter((line) => line.state === state).length;
		const said = {
			Fine: __("Everything runs."),
			Attention: __("It runs; {0} lines want attention.", [count("Attention")]),
			Fault: __("{0} faults, {1} lines want attention.", [count("Fault"), count("Attention")]),
		};
		this.body.empty();
		$('<p class="xf-health-sum"></p>')
			.addClass(`xf-${told.state.toLowerCase()}`)
			.append(this.pill(told.state), $("<b></b>").text(said[told.state]), $('<span class="text-muted"></span>').text(`${told.site} · ${frappe.datetime.str_to_user(told.now)}`))
			.appendTo(this.body);
		// What is wrong stands first; the rest by its group.
		const wrong = told.lines.filter((line) => line.state !== "Fine").sort((a, b) => (a.state === "Fault" ? 0 : 1) - (b.state === "Fault" ? 0 : 1));
		if (wrong.length) this.group(__("To be looked at"), wrong, true);
		const groups = [...new Set(told.lines.map((line) => line.group))];
		groups.forEach((group) => {
			const fine = told.lines.filter((line) => line.group === group && line.state === "Fine");
			if (fine.length) this.group(group, fine, false);
		});
	}

	group(title, lines, with_group) {
		const list = $("<ul></ul>");
		lines.forEach((line) => {
			const text = $('<div class="xf-health-text"></div>').append($("<div></div>").text(line.said));
			if (line.todo) text.append($('<div class="xf-health-todo"></div>').text(line.todo));
			const name = $("<b></b>").text(line.title);
			if (with_group) name.append($("<small></small>").text(line.group));
			list.append($("<li></li>").attr("data-key", line.key).append(this.pill(line.state), name, text));
		});
		this.body.append($("<section></section>").append($("<h3></h3>").text(title), list));
	}

	pill(state) {
		const colour = { Fine: "green", Attention: "orange", Fault: "red" }[state];
		return $('<span class="indicator-pill no-indicator-dot"></span>').addClass(colour).text(__(state, null, "Health"));
	}
}
