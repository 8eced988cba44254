// The paper desk: three lists side by side in tabs, each worked from the keyboard.
// 1 2 3: tabs; j k: up and down; Enter: the row's own step; the other keys stand on the buttons.

import { PrintQueue } from "./paper_desk/print_queue";
import { Scans } from "./paper_desk/scans";
import { Posted } from "./paper_desk/posted";

frappe.provide("xinfang");

xinfang.PaperDesk = class PaperDesk {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Paper desk"), single_column: true });
		this.wrapper = $(wrapper);
		this.body = $('<div class="xf-papers-desk"></div>').appendTo(this.page.main);
		this.nav = $('<nav class="xf-desk-tabs" role="tablist"></nav>').appendTo(this.body);
		this.parts = [new PrintQueue(this), new Scans(this), new Posted(this)];
		this.parts.forEach((part) => part.box.appendTo(this.body));
		this.page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
		this.page.add_menu_item(__("What was printed"), () => this.parts[0].history());
		this.page.add_menu_item(__("Phrases and policy texts"), () => frappe.set_route("List", "Letter Phrase"));
		this.open(0);
		$(document).on("keydown.paper_desk", (event) => this.key(event));
		this.load();
	}

	get shown() {
		return this.wrapper.is(":visible") && frappe.get_route()[0] === "paper-desk";
	}

	async load() {
		this.state = await frappe.xcall("xinfang_app.letters.api_desk.state");
		this.parts.forEach((part) => part.draw(this.state));
		this.tabs();
	}

	open(place) {
		this.at = place;
		this.parts.forEach((part, index) => part.box.toggle(index === place));
		this.tabs();
	}

	tabs() {
		this.nav.empty();
		this.parts.forEach((part, place) =>
			$('<button type="button" role="tab"></button>')
				.attr("aria-selected", place === this.at)
				.append($("<kbd></kbd>").text(place + 1), document.createTextNode(part.title), $("<b></b>").text(part.count || ""))
				.on("click", () => this.open(place))
				.appendTo(this.nav)
		);
	}

	key(event) {
		const typing = $(event.target).is("input, textarea, select, [contenteditable]") && event.target.type !== "checkbox";
		if (!this.shown || typing || $(".modal.show").length || event.ctrlKey || event.metaKey || event.altKey) return;
		if (["1", "2", "3"].includes(event.key)) this.open(Number(event.key) - 1);
		else if (!this.parts[this.at].key(event.key)) return;
		event.preventDefault();
	}
};
