// 今日工作: what waits for this user, by section. Keyboard first: j/k or arrows move, Enter opens, digits jump to a
// section, x and a choose for doing many at once, r asks anew, letters go to the desks. F8 goes to the next item from
// within any form (queue.js), F9 finds a matter by its number (find.js).

// The desks one key away, for whoever may open them.
const DESKS = [
	["l", "letter-desk", () => __("Letter desk")],
	["v", "visit-desk", () => __("Visit desk")],
	["t", "phone-desk", () => __("Phone desk")],
	["u", "upper-exchange", () => __("Exchange with upper systems")],
	["p", "paper-desk", () => __("Paper desk")],
	["d", "supervision-board", () => __("Supervision board")],
	["s", "signing-desk", () => __("Waiting for my signature")],
].filter(([, page]) => frappe.boot.page_info[page]);

frappe.pages["today-work"].on_page_load = (wrapper) => {
	wrapper.today = new TodayWork(wrapper);
};
frappe.pages["today-work"].on_page_show = (wrapper) => wrapper.today && wrapper.today.load();

class TodayWork {
	EVERY = 60000;

	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Today's work"), single_column: true });
		this.wrapper = $(wrapper);
		this.chosen = new Map();
		this.at = null;
		this.body = $('<div class="xf-today"></div>').appendTo(this.page.main);
		this.nav = $('<nav class="xf-today-nav"></nav>').attr("aria-label", __("Sections")).appendTo(this.body);
		this.list = $('<div class="xf-today-list"></div>').appendTo(this.body);
		this.bar = $('<div class="xf-today-bar" hidden></div>').appendTo(this.body);
		DESKS.forEach(([, page, title]) => this.page.add_menu_item(title(), () => frappe.set_route(page)));
		this.page.add_menu_item(__("Find a matter by its number"), () => frappe.xf.office.find());
		this.page.add_menu_item(__("Hand over work"), () => frappe.set_route("hand-over-work"));
		this.page.add_menu_item(__("Duty roster"), () => frappe.set_route("duty-roster"));
		this.page.add_menu_item(__("What I did in bulk"), () => this.runs());
		this.page.add_menu_item(__("Petition workspace"), () => frappe.set_route("Workspaces", "信访工作"));
		this.page.add_menu_item(__("How I am told"), () => this.preference());
		this.page.add_menu_item(__("Keys on this page"), () => this.help());
		this.page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
		this.listen();
		setInterval(() => this.quietly(), this.EVERY);
	}

	get shown() {
		// Not by the route: as the home of the desk it has none.
		return this.wrapper.is(":visible");
	}

	quietly() {
		// Asked again by itself, but not under somebody's hands.
		if (document.hidden || !this.shown || $(".modal.show").length) return;
		this.load();
	}

	async load() {
		if (this.loading) return;
		this.loading = true;
		try {
			this.data = await frappe.xcall("xinfang_app.office.api.today");
			this.draw();
		} finally {
			this.loading = false;
		}
	}

	draw() {
		const { sections, posts } = this.data;
		this.head();
		this.items = sections.flatMap((section) => section.items);
		const known = new Set(this.items.map((item) => this.key(item)));
		[...this.chosen.keys()].forEach((key) => known.has(key) || this.chosen.delete(key));
		this.nav.empty().append(sections.map((section, place) => this.tab(section, place)));
		this.list.empty();
		if (!posts.length) this.list.append(this.empty(__("You hold no post today, so nothing waits for you here."), __("Ask the petition admin if this is wrong.")));
		else if (!sections.length) this.list.append(this.empty(__("Nothing waits for you."), __("This page asks anew by itself every minute.")));
		sections.forEach((section) => this.list.append(this.section(section)));
		this.body.toggleClass("xf-today-empty", !sections.length);
		if (this.at && !known.has(this.at)) this.at = null;
		this.mark();
		this.choose();
	}

	head() {
		const { posts, today, now } = this.data;
		const who = posts.map((row) => `${row.organ_title} ${row.post}${row.acting_for ? `（${__("for {0}", [row.acting_for])}）` : ""}`).join("；");
		const day = new Intl.DateTimeFormat("zh-CN", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${today}T00:00:00Z`));
		this.list.parent().find(".xf-today-who").remove();
		$('<p class="xf-today-who"></p>')
			.append($("<span></span>").text(day), $("<span></span>").text(who), $("<span></span>").text(__("as of {0}", [now.slice(11)])))
			.prependTo(this.body);
	}

	tab(section, place) {
		const digit = place < 10 ? `<kbd>${(place + 1) % 10}</kbd>` : "";
		return $(`<button type="button" class="xf-today-tab xf-tab-${section.key}">${digit}<span></span><b></b></button>`)
			.find("span").text(section.title).end()
			.find("b").text(this.total(section)).end()
			.on("click", () => this.jump(place));
	}

	total(section) {
		return section.more ? `${section.total}+` : String(section.total);
	}

	section(section) {
		const box = $(`<section class="xf-today-section xf-section-${section.key}"></section>`).attr("data-key", section.key);
		const head = $('<header><h3></h3><span class="xf-today-count"></span></header>').appendTo(box);
		head.find("h3").text(section.title);
		head.find("span").text(this.total(section));
		const bulk = section.items.filter((item) => item.bulk.length);
		if (bulk.length > 1) {
			$('<button type="button" class="btn btn-xs btn-default"></button>')
				.text(__("Choose all"))
				.on("click", () => this.choose_all(bulk))
				.appendTo(head);
		}
		box.append($('<ul role="list"></ul>').append(section.items.map((item) => this.row(item))));
		if (section.total > section.items.length) {
			box.append($('<p class="xf-today-more"></p>').text(__("The first {0} of {1} are shown.", [section.items.length, this.total(section)])));
		}
		return box;
	}

	row(item) {
		const key = this.key(item);
		const line = $('<li class="xf-today-row" tabindex="-1"></li>').attr("data-row", key);
		const cell = (name, text) => $(`<span class="xf-c-${name}"></span>`).text(text || "");
		const check = item.bulk.length
			? $('<input type="checkbox">').attr("aria-label", __("Choose")).on("click", (event) => {
					event.stopPropagation();
					this.toggle(item);
			  })
			: "";
		line.append(
			$('<span class="xf-c-check"></span>').append(check),
			cell("what", item.what),
			cell("number", (item.number || "").replace(/^XF-\d+-/, "")).attr("title", item.number || ""),
			cell("title", item.title).append(item.mark ? $("<em></em>").text(item.mark) : ""),
			cell("organ", item.organ),
			cell("clock", item.clock ? `${item.rule} ${item.clock}` : "").attr("title", item.article || "").append(item.article ? $("<small></small>").text(item.article.replace("《信访工作条例》", "")) : ""),
			this.days(item),
			cell("next", item.next_step)
		);
		return line.on("click", () => this.open(item));
	}

	days(item) {
		const cell = $('<span class="xf-c-days"></span>');
		if (item.days_left === null) return cell;
		const left = item.days_left;
		const words = left < 0 ? __("{0} days over", [-left]) : left === 0 ? __("today", null, "due") : __("{0} days left", [left]);
		return cell.append($(`<b class="xf-days-${left < 0 ? "over" : left <= 3 ? "near" : "far"}"></b>`).text(words).attr("title", item.due_on));
	}

	empty(head, text) {
		return $('<div class="xf-today-none"></div>').append($("<h3></h3>").text(head), $("<p></p>").text(text));
	}

	// Keyboard.

	listen() {
		$(document).on("keydown.xf_today", (event) => {
			if (!this.shown || $(".modal.show").length || event.ctrlKey || event.altKey || event.metaKey) return;
			if ($(document.activeElement).is("input:not([type=checkbox]), textarea, select, [contenteditable=true]")) return;
			const keys = {
				ArrowDown: () => this.move(1),
				j: () => this.move(1),
				ArrowUp: () => this.move(-1),
				k: () => this.move(-1),
				Enter: () => this.current() && this.open(this.current()),
				a: () => this.all(),
				x: () => this.current() && this.current().bulk.length && this.toggle(this.current()),
				" ": () => this.current() && this.current().bulk.length && this.toggle(this.current()),
				b: () => this.bar.find("button").first().trigger("click"),
				r: () => this.load(),
				"?": () => this.help(),
				...Object.fromEntries(DESKS.map(([key, page]) => [key, () => frappe.set_route(page)])),
			};
			const run = keys[event.key] || (/^\d$/.test(event.key) ? () => this.jump((Number(event.key) + 9) % 10) : null);
			if (!run || ($(document.activeElement).is("button, a") && [" ", "Enter"].includes(event.key))) return;
			event.preventDefault();
			run();
		});
	}

	key(item) {
		return `${item.section}|${item.doctype}|${item.name}|${item.rule}|${item.route.join("/")}`;
	}

	current() {
		return this.items && this.items.find((item) => this.key(item) === this.at);
	}

	move(by) {
		if (!this.items || !this.items.length) return;
		const place = this.items.findIndex((item) => this.key(item) === this.at);
		const next = place < 0 ? (by > 0 ? 0 : this.items.length - 1) : Math.min(Math.max(place + by, 0), this.items.length - 1);
		this.at = this.key(this.items[next]);
		this.mark(true);
	}

	jump(place) {
		const section = this.data && this.data.sections[place];
		if (!section) return;
		if (section.items.length) this.at = this.key(section.items[0]);
		this.mark(true);
		const box = this.list.find(`[data-key="${section.key}"]`)[0];
		if (box) box.scrollIntoView({ block: "start" });
	}

	mark(scroll) {
		this.list.find(".xf-at").removeClass("xf-at");
		if (!this.at) return;
		const line = this.list.find(".xf-today-row").filter((_place, row) => row.dataset.row === this.at).addClass("xf-at");
		if (!scroll || !line.length) return;
		line[0].focus({ preventScroll: true });
		line[0].scrollIntoView({ block: "nearest" });
	}

	open(item) {
		this.at = this.key(item);
		frappe.xf.office.keep(this.items);
		frappe.xf.office.open(item);
	}

	// Many at once.

	toggle(item) {
		const key = this.key(item);
		this.chosen.has(key) ? this.chosen.delete(key) : this.chosen.set(key, item);
		this.choose();
	}

	// All lines of the section one stands in, or of the first that has any.
	all() {
		const here = this.current();
		const { sections } = this.data;
		const section = here ? sections.find((one) => one.key === here.section) : sections.find((one) => one.items.some((item) => item.bulk.length));
		if (section) this.choose_all(section.items.filter((item) => item.bulk.length));
	}

	choose_all(items) {
		const all = items.every((item) => this.chosen.has(this.key(item)));
		items.forEach((item) => (all ? this.chosen.delete(this.key(item)) : this.chosen.set(this.key(item), item)));
		this.choose();
	}

	choose() {
		this.list.find(".xf-today-row").each((_place, row) => {
			const on = this.chosen.has(row.dataset.row);
			$(row).toggleClass("xf-chosen", on).find("input").prop("checked", on);
		});
		const items = [...this.chosen.values()];
		this.bar.prop("hidden", !items.length).empty();
		if (!items.length) return;
		const shared = items.map((item) => item.bulk).reduce((all, some) => all.filter((action) => some.includes(action)));
		this.bar.append($("<span></span>").text(__("{0} chosen", [items.length])));
		shared.forEach((action) =>
			$('<button type="button" class="btn btn-sm btn-primary"></button>')
				.text(frappe.xf.office.bulk_title(action))
				.on("click", () => this.bulk(action, items))
				.appendTo(this.bar)
		);
		if (!shared.length) this.bar.append($("<span></span>").text(__("Nothing can be done to all of these together.")));
		$('<button type="button" class="btn btn-sm btn-default"></button>')
			.text(__("Choose none"))
			.on("click", () => {
				this.chosen.clear();
				this.choose();
			})
			.appendTo(this.bar);
	}

	bulk(action, items) {
		const doctype = { register: "Petition Submission", receive: "Petition Referral" }[action] || "Petition";
		frappe.xf.office.bulk(action, doctype, items.map((item) => item.bulk_name), () => {
			this.chosen.clear();
			this.load();
		});
	}

	async runs() {
		const rows = await frappe.xcall("xinfang_app.office.api_bulk.recent");
		const dialog = new frappe.ui.Dialog({ title: __("What I did in bulk"), fields: [{ fieldtype: "HTML", fieldname: "body" }] });
		const list = $('<ul class="xf-runs"></ul>').appendTo(dialog.fields_dict.body.$wrapper);
		if (!rows.length) list.append($("<li></li>").text(__("Nothing yet.")));
		rows.forEach((run) =>
			$('<li><a href="#"></a></li>')
				.find("a")
				.text(`${run.started_on}　${run.title}　${__("{0} items", [run.total])}`)
				.on("click", (event) => {
					event.preventDefault();
					dialog.hide();
					frappe.xf.office.show_run(run.name);
				})
				.end()
				.appendTo(list)
		);
		dialog.show();
	}

	// Everybody's own, by his name; made when first asked for.
	async preference() {
		const { message } = await frappe.db.get_value("Message Preference", { user: frappe.session.user }, "name");
		if (message && message.name) frappe.set_route("Form", "Message Preference", message.name);
		else frappe.new_doc("Message Preference", { user: frappe.session.user });
	}

	help() {
		const keys = [
			["↓ ↑ / j k", __("next and previous line")],
			["Enter", __("open the line")],
			["1 … 9, 0", __("go to a section")],
			["a", __("choose all of the section")],
			["x / " + __("space bar"), __("choose for doing many at once")],
			["b", __("do it to what is chosen")],
			["F8", __("from within a form: on to the next item")],
			["F9", __("Find a matter by its number")],
			...DESKS.map(([key, , title]) => [key, title()]),
			["r", __("ask anew")],
		];
		const rows = keys.map(([key, text]) => `<tr><td><kbd>${key}</kbd></td><td>${frappe.utils.escape_html(text)}</td></tr>`);
		frappe.msgprint({ title: __("Keys on this page"), message: `<table class="table table-sm">${rows.join("")}</table>` });
	}
}
