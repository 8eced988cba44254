// The page of the lists of the upper systems: taking in, comparing, putting out. What each part shows is in
// public/js/exchange; the rules are on the server. Keys without a field: 1-4 the parts, / the search, arrows the rows.

frappe.pages["upper-exchange"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Exchange with upper systems"), single_column: true });
	frappe.xf.exchange.desk = new frappe.xf.exchange.Desk(page);
};

frappe.pages["upper-exchange"].on_page_show = function () {
	frappe.xf.exchange.desk.show();
};

frappe.provide("frappe.xf.exchange");

frappe.xf.exchange.Desk = class {
	constructor(page) {
		this.page = page;
		this.parts = {
			import: { label: __("Take a list in"), part: frappe.xf.exchange.Import },
			reconcile: { label: __("Compare with above"), part: frappe.xf.exchange.Reconcile },
			report: { label: __("Put results out"), part: frappe.xf.exchange.Report },
			batches: { label: __("Batches"), part: frappe.xf.exchange.Batches },
		};
		this.$root = $(`<div class="xf-exchange">
			<div class="xf-ex-bar">
				<div class="xf-ex-tabs" role="tablist"></div>
				<form class="xf-ex-find"><input type="search" class="form-control input-sm" placeholder="${__("Upper number, whole or its end")}"
					aria-label="${__("Upper number, whole or its end")}"></form>
			</div>
			<div class="xf-ex-found"></div>
			<div class="xf-ex-body"></div>
		</div>`).appendTo(page.main);
		Object.entries(this.parts).forEach(([key, entry], place) => {
			$(`<button type="button" role="tab" class="btn btn-default btn-sm" data-part="${key}"><kbd>${place + 1}</kbd> ${entry.label}</button>`)
				.appendTo(this.$root.find(".xf-ex-tabs"))
				.on("click", () => frappe.set_route("upper-exchange", key));
		});
		this.$root.find(".xf-ex-find").on("submit", (event) => {
			event.preventDefault();
			this.find(this.$root.find(".xf-ex-find input").val());
		});
		$(document).on("keydown.xf_exchange", (event) => this.key(event));
		frappe.realtime.on("xf_exchange", (told) => this.current?.progress?.(told));
		this.ready = frappe.xf.exchange.call("start").then((start) => (this.start = start));
	}

	async show() {
		await this.ready;
		const [, part, name, row] = frappe.get_route();
		const key = this.parts[part] ? part : "import";
		this.$root.find("[role=tab]").each((_i, tab) => {
			const own = tab.dataset.part === key;
			$(tab).toggleClass("btn-primary", own).toggleClass("btn-default", !own).attr("aria-selected", own);
		});
		const $body = this.$root.find(".xf-ex-body").empty().off();
		this.page.clear_primary_action();
		this.page.clear_inner_toolbar();
		this.current?.leave?.();
		this.current = new this.parts[key].part(this, $body, name, row);
		this.current.show();
	}

	key(event) {
		if (frappe.get_route()[0] !== "upper-exchange" || $(".modal.show").length) return;
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			this.page.btn_primary?.filter(":visible").trigger("click");
			return;
		}
		if (event.altKey || event.ctrlKey || event.metaKey || $(event.target).is("input, textarea, select, [contenteditable]")) return;
		const part = Object.keys(this.parts)[Number(event.key) - 1];
		if (part) frappe.set_route("upper-exchange", part);
		else if (event.key === "/") this.$root.find(".xf-ex-find input").trigger("focus").trigger("select");
		else if (["ArrowDown", "ArrowUp"].includes(event.key)) frappe.xf.exchange.move(this.$root, event.key === "ArrowDown");
		else return;
		event.preventDefault();
	}

	async find(number) {
		const $found = this.$root.find(".xf-ex-found").empty();
		if (!(number || "").trim()) return;
		const rows = await frappe.xf.exchange.call("find", { number });
		const escape = frappe.utils.escape_html;
		$found.html(
			rows.length
				? rows
						.map(
							(row) => `<a class="xf-ex-hit" href="/app/petition/${encodeURIComponent(row.petition)}">
								<b>${escape(row.upper_number)}</b> ${escape(row.number || "")} ${escape(row.title || "")}
								<span class="text-muted">${__(row.stage)} ${escape(row.holder || "")}</span></a>`
						)
						.join("")
				: `<div class="text-muted">${__("No matter with this number that you may see.")}</div>`
		);
		$found.find("a").first().trigger("focus");
	}
};
