// 督办工作台: terms by organ and place, what is stuck, bounced or nobody's. Every number opens its list, which has an
// address of its own (supervision-board/<list>/<organ|place>/<code>), so that Back leads back. Keys: 1–6 open a sum,
// arrows walk the tables and lists, Enter opens, x exports, Esc goes back, r asks anew.

frappe.pages["supervision-board"].on_page_load = (wrapper) => {
	wrapper.board = new SupervisionBoard(wrapper);
};
frappe.pages["supervision-board"].on_page_show = (wrapper) => wrapper.board && wrapper.board.show();

const BOARD_API = "xinfang_app.supervision.api_board.";

class SupervisionBoard {
	TERMS = [
		["overdue", () => __("Past the term")],
		["due_3", () => __("In 3 days")],
		["due_7", () => __("In 7 days")],
		["due_15", () => __("In 15 days")],
	];

	constructor(wrapper) {
		this.wrapper = $(wrapper);
		this.days = 15;
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Supervision board"), single_column: true });
		this.page.set_secondary_action(__("Refresh"), () => this.show(), "refresh");
		this.page.add_menu_item(__("Keys on this page"), () => this.help());
		this.body = $('<div class="xf-board"></div>').appendTo($(this.page.main).addClass("frappe-card"));
		this.listen();
	}

	show() {
		const [, kind, by, code] = frappe.get_route();
		// A late answer to an earlier question is thrown away.
		this.turn = (this.turn || 0) + 1;
		return kind ? this.list(kind, by, code) : this.figures();
	}

	async figures() {
		const turn = this.turn;
		this.page.clear_primary_action();
		const told = await frappe.xcall(`${BOARD_API}page`);
		if (turn !== this.turn) return;
		this.body.empty();
		this.sums = $('<div class="xf-board-sums" role="group"></div>').attr("aria-label", __("Sums")).appendTo(this.body);
		this.TERMS.forEach(([key, title]) => this.sum(key, title(), told.sums[key]));
		this.slow = ["stuck", "bounced"].map((key) => this.sum(key, "", "…"));
		this.body.append(
			$('<p class="xf-board-note"></p>').text(
				`${told.by_range ? __("Terms that run in your area, as of {0}.", [told.today]) : __("Terms that bind your organ, as of {0}.", [told.today])} ${__("Sealed pieces are not counted here.")}`
			)
		);
		this.nobody = $('<div class="xf-board-nobody"></div>').appendTo(this.body);
		const tables = $('<div class="xf-board-tables"></div>').appendTo(this.body);
		tables.append(this.table(__("By organ"), told.organs, "organ"), this.table(__("By place"), told.places, "place"));
		this.slower(turn, told.stuck_days);
	}

	sum(key, title, number) {
		const tile = $('<button type="button" class="xf-board-sum" data-nav></button>')
			.addClass(`xf-sum-${key}`)
			.append($("<b></b>").text(number), $("<span></span>").text(title))
			.on("click", () => this.go(key));
		tile.toggleClass("xf-zero", number === 0).appendTo(this.sums);
		return tile;
	}

	async slower(turn, choices) {
		const told = await frappe.xcall(`${BOARD_API}slower`, { days: this.days });
		if (turn !== this.turn) return;
		const number = (count) => (count === null ? "?" : count > told.cap ? `${told.cap}+` : count);
		const [stuck, bounced] = this.slow;
		stuck.toggleClass("xf-zero", told.stuck === 0).find("b").text(number(told.stuck));
		stuck.find("span").text(__("Nothing happened for {0} days", [this.days]));
		bounced.toggleClass("xf-zero", !told.bounced).find("b").text(number(told.bounced));
		bounced.find("span").text(__("Came back twice or more"));
		this.nobody.empty();
		const choose = $('<label class="xf-board-days"></label>').text(`${__("Stuck for")} `).appendTo(this.nobody);
		const select = $('<select class="form-control input-xs"></select>').appendTo(choose);
		choices.forEach((days) => select.append($("<option></option>").val(days).text(__("{0} days", [days]))));
		select.val(this.days).on("change", () => {
			this.days = Number(select.val());
			this.slower(this.turn, choices);
		});
		if (!told.ownerless.length) return;
		const box = $('<section class="xf-board-ownerless"></section>').append($("<h3></h3>").text(__("Nobody to do it"))).appendTo(this.nobody);
		const list = $("<ul></ul>").appendTo(box);
		told.ownerless.forEach((organ) =>
			$("<li></li>")
				.append(
					$('<button type="button" class="btn btn-link" data-nav></button>').text(`${organ.title}（${organ.number}）`).on("click", () => this.go("ownerless", "organ", organ.code)),
					$("<small></small>").text(organ.why)
				)
				.appendTo(list)
		);
	}

	table(title, lines, by) {
		const box = $("<section></section>").append($("<h3></h3>").text(title));
		if (!lines.length) return box.append($('<p class="text-muted"></p>').text(__("No term ends in the next 15 days, and none is overdue.")));
		const head = $("<tr></tr>").append($('<th scope="col"></th>').text(by === "organ" ? __("Organ") : __("Place")));
		this.TERMS.forEach(([, name]) => head.append($('<th scope="col"></th>').text(name())));
		const rows = lines.map((line) => {
			const row = $("<tr></tr>").append($('<th scope="row"></th>').text(line.title));
			this.TERMS.forEach(([key, name]) => {
				const cell = $("<td></td>").addClass(`xf-n-${key}`).appendTo(row);
				if (!line[key]) return cell.text("–");
				$('<button type="button" data-nav></button>')
					.text(line[key])
					.attr("aria-label", `${line.title} ${name()} ${line[key]}`)
					.on("click", () => this.go(key, by, line.code))
					.appendTo(cell);
			});
			return row;
		});
		return box.append($('<table class="xf-board-table"></table>').append($("<thead></thead>").append(head), $("<tbody></tbody>").append(rows)));
	}

	go(kind, by, code) {
		frappe.set_route(...["supervision-board", kind, by, code].filter(Boolean));
	}

	question(kind, by, code) {
		return { kind, days: this.days, ...(code ? { [by === "place" ? "place" : "organ"]: code } : {}) };
	}

	async list(kind, by, code, offset = 0) {
		const turn = this.turn;
		const told = await frappe.xcall(`${BOARD_API}rows`, { ...this.question(kind, by, code), offset });
		if (turn !== this.turn) return;
		if (!offset) {
			this.body.empty();
			this.page.set_primary_action(__("Export"), () => this.export(kind, by, code));
			$('<header class="xf-board-head"></header>')
				.append(
					$('<button type="button" class="btn btn-default btn-sm" data-nav></button>').text(__("Back to the board")).on("click", () => frappe.set_route("supervision-board")),
					$("<h3></h3>").text(told.title)
				)
				.appendTo(this.body);
			this.lines = $('<ul class="xf-board-list"></ul>').appendTo(this.body);
			if (!told.rows.length) this.body.append($('<p class="text-muted"></p>').text(__("Nothing stands here any more.")));
		}
		this.body.find(".xf-board-more").remove();
		told.rows.forEach((row) => this.lines.append(this.line(row)));
		if (told.more) {
			$('<button type="button" class="btn btn-default btn-sm xf-board-more" data-nav></button>')
				.text(__("Show more"))
				.on("click", () => this.list(kind, by, code, offset + told.rows.length))
				.appendTo(this.body);
		}
		if (!offset) this.body.find(".xf-board-list button").first().trigger("focus");
	}

	line(row) {
		const left = row.days_left;
		const words = left === null ? "" : left < 0 ? __("{0} days over", [-left]) : left === 0 ? __("today", null, "due") : __("{0} days left", [left]);
		const tone = left === null ? "" : left < 0 ? "over" : left <= 3 ? "near" : "far";
		return $("<li></li>").append(
			$('<button type="button" data-nav></button>')
				.append(
					$('<span class="xf-b-number"></span>').text(row.number || row.record),
					$('<span class="xf-b-title"></span>').text(row.title),
					$('<span class="xf-b-organ"></span>').text(row.organ_title),
					$('<span class="xf-b-rule"></span>').text(row.bounces ? __("{0}; came back {1} times", [row.rule_title || "–", row.bounces]) : row.rule_title),
					$('<span class="xf-b-days"></span>').addClass(`xf-b-${tone}`).text(words).attr("title", row.due_on || "")
				)
				.on("click", () => frappe.set_route("Form", row.doctype, row.name))
		);
	}

	export(kind, by, code) {
		open_url_post("/api/method/xinfang_app.supervision.api_board.export", this.question(kind, by, code));
	}

	listen() {
		$(document).on("keydown.xf_board", (event) => {
			if (!this.wrapper.is(":visible") || $(".modal.show").length || event.ctrlKey || event.altKey || event.metaKey) return;
			if ($(document.activeElement).is("input, textarea, select, [contenteditable=true]")) return;
			const keys = {
				ArrowDown: () => this.move(event, "down"),
				ArrowUp: () => this.move(event, "up"),
				ArrowRight: () => this.step(1),
				ArrowLeft: () => this.step(-1),
				Escape: () => frappe.get_route()[1] && frappe.set_route("supervision-board"),
				r: () => this.show(),
				x: () => this.page.btn_primary.is(":visible") && frappe.get_route()[1] && this.page.btn_primary.trigger("click"),
				"?": () => this.help(),
			};
			const digit = /^[1-6]$/.test(event.key) && !frappe.get_route()[1] && (() => this.body.find(".xf-board-sum").eq(Number(event.key) - 1).trigger("click"));
			const run = keys[event.key] || digit;
			if (!run) return;
			event.preventDefault();
			run();
		});
	}

	// Up and down keep to the column in a table, and go on to the next place to stand elsewhere.
	move(event, way) {
		const here = $(document.activeElement);
		const cell = here.closest("td");
		const column = cell.index();
		const rows = way === "down" ? cell.parent().nextAll() : cell.parent().prevAll();
		const next = rows.map((_place, row) => $(row).children().eq(column).find("button")[0]).get()[0];
		if (cell.length && next) return next.focus();
		this.step(way === "down" ? 1 : -1);
	}

	step(by) {
		const stops = this.body.find("[data-nav]:visible").get();
		const at = stops.indexOf(document.activeElement);
		const next = stops[Math.min(Math.max(at + by, 0), stops.length - 1)];
		if (next) {
			next.focus({ preventScroll: true });
			next.scrollIntoView({ block: "nearest" });
		}
	}

	help() {
		const keys = [
			["↓ ↑ ← →", __("walk the numbers and lines")],
			["Enter", __("open the line")],
			["1 … 6", __("open a sum")],
			["x", __("export the list")],
			["Esc", __("Back to the board")],
			["r", __("ask anew")],
		];
		const rows = keys.map(([key, text]) => `<tr><td><kbd>${key}</kbd></td><td>${frappe.utils.escape_html(text)}</td></tr>`);
		frappe.msgprint({ title: __("Keys on this page"), message: `<table class="table table-sm">${rows.join("")}</table>` });
	}
}
