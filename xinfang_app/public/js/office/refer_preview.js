// Sending many on: each matter with the organs that suggest themselves and why, to be confirmed or changed before
// anything is sent. Keys on a line: 1-5 a suggested organ, o another one, t transfer or assign, x leave out; a one organ
// for all, d the demand, Enter sends. What an office above assigned with a day stands as an assignment with that day.

const escape = (text) => frappe.utils.escape_html(text == null ? "" : String(text));
const short = (number) => String(number || "").replace(/^XF-\d+-/, "");

export class ReferPreview {
	// `look(names, args)` → rows as looked at; `send(rows, args)` begins the run.
	constructor(dialog, rows, { look, send }) {
		Object.assign(this, { dialog, look, send, at: 0 });
		this.rows = rows.map((row) => ({ ...row, out: false }));
		// What needs an organ stands first, where the officer begins.
		this.open = [...this.rows.filter((row) => !row.may && row.asks), ...this.rows.filter((row) => row.may)];
		this.shut = this.rows.filter((row) => !row.may && !row.asks);
		this.box = dialog.body_of.empty();
		this.sum = $('<div class="xf-refer-sum" role="status"></div>').appendTo(this.box);
		this.demand = $('<input type="text" class="form-control input-sm">').attr("placeholder", __("What is asked of all organs (may stay empty)")).attr("aria-label", __("What is asked of the organ"));
		$('<div class="xf-refer-all"></div>')
			.append(this.demand, $('<button type="button" class="btn btn-default btn-sm"></button>').html(`${__("One organ for all")} <kbd>a</kbd>`).on("click", () => this.for_all()))
			.appendTo(this.box);
		this.list = $('<ul class="xf-refer-rows" role="list"></ul>').appendTo(this.box);
		this.draw();
		this.listen();
		dialog.set_primary_action(this.label(), () => this.go());
		this.state();
		// The dialog takes the focus for itself while it opens.
		setTimeout(() => this.focus(), 300);
	}

	get ready() {
		return this.open.filter((row) => row.may && !row.out);
	}

	label() {
		return __("Send {0} on", [this.ready.length]);
	}

	draw() {
		this.list.empty().append(this.open.map((row, place) => this.line(row, place)), this.shut.map((row) => this.refused(row)));
	}

	line(row, place) {
		const line = $('<li tabindex="-1"></li>').attr("data-name", row.name).toggleClass("xf-refer-out", row.out).toggleClass("xf-refer-asks", !row.may && !row.out);
		const organs = $('<div class="xf-refer-organs"></div>');
		row.choices.forEach((one, number) => organs.append(this.chip(one.title, number + 1, one.organ === row.target && row.may, () => this.choose(row, one.organ))));
		const other = row.may && !row.choices.some((one) => one.organ === row.target);
		organs.append(this.chip(other ? row.target_title || row.target : __("Another organ"), "o", other, () => this.other(row)));
		const why = row.may ? row.reason : row.text;
		const kind = this.chip(row.kind === "Assign" ? `${__("Assign")} ${row.due_on || ""}` : __("Transfer"), "t", false, () => this.turn(row)).addClass("xf-refer-kind");
		line.append(
			$('<div class="xf-refer-what"></div>').html(`<b>${escape(short(row.number))}</b> ${escape(row.title)}`).append(row.above ? $("<small></small>").text(this.said_above(row.above)) : ""),
			$("<div></div>").append(organs, $('<small class="xf-refer-why"></small>').text(why || "")),
			kind,
			$('<button type="button" class="btn btn-xs btn-default xf-refer-x"></button>').html(`<kbd>x</kbd>${row.out ? __("Send it after all") : __("Not now")}`).on("click", () => this.leave(row))
		);
		return line.on("focusin click", () => (this.at = place));
	}

	chip(text, key, on, run) {
		return $('<button type="button" class="xf-refer-chip" tabindex="-1"></button>')
			.attr("aria-pressed", on)
			.append($("<kbd></kbd>").text(key), document.createTextNode(text))
			.on("click", run);
	}

	said_above(above) {
		const by = above.due_on ? __("result due there by {0}", [above.due_on]) : "";
		return [above.number, __(above.kind), by].filter(Boolean).join(" · ");
	}

	refused(row) {
		return $('<li class="xf-refer-no"></li>').append($('<div class="xf-refer-what"></div>').html(`<b>${escape(short(row.number))}</b> ${escape(row.title)}`), $('<div class="xf-refer-why"></div>').text(row.text));
	}

	state() {
		const asks = this.open.filter((row) => !row.may && !row.out).length;
		const out = this.open.filter((row) => row.out).length;
		const parts = [__("{0} can be sent on", [this.ready.length]), asks && __("{0} need an organ", [asks]), out && __("{0} left out", [out]), this.shut.length && __("{0} cannot be sent on", [this.shut.length])];
		const organs = {};
		this.ready.forEach((row) => {
			const title = row.choices.find((one) => one.organ === row.target)?.title || row.target_title;
			organs[title] = (organs[title] || 0) + 1;
		});
		const spread = Object.entries(organs).sort((one, other) => other[1] - one[1]).map(([title, number]) => `${escape(title)} ${number}`);
		this.sum.html(`<b>${parts.filter(Boolean).join("，")}</b> <span class="text-muted">${spread.join(" · ")}</span>`);
		this.dialog.get_primary_btn().html(`${this.label()} <kbd>Enter</kbd>`).prop("disabled", !this.ready.length);
	}

	redraw(row) {
		const place = this.open.indexOf(row);
		this.list.children().eq(place).replaceWith(this.line(row, place));
		this.at = place;
		this.state();
		this.focus();
	}

	focus() {
		const line = this.list.children()[this.at];
		if (!line || !this.dialog.display) return;
		line.focus({ preventScroll: true });
		line.scrollIntoView({ block: "nearest" });
	}

	move(by) {
		this.at = Math.min(Math.max(this.at + by, 0), this.open.length - 1);
		this.focus();
	}

	// Changing a line. Where the organ is another one, the server looks at it anew.

	choose(row, organ) {
		const known = row.choices.find((one) => one.organ === organ);
		if (known) Object.assign(row, { target: organ, reason: known.reason, may: true, out: false });
		this.redraw(row);
	}

	other(row) {
		this.ask(__("To organ"), async (organ) => this.set_other(row, await this.look([row.name], this.args(row, organ))));
	}

	args(row, organ) {
		return { to_organ: organ, kind: row.kind, due_on: row.kind === "Assign" ? row.due_on : null };
	}

	set_other(row, [found]) {
		Object.assign(row, found, { choices: row.choices, above: row.above, out: false });
		this.redraw(row);
	}

	for_all() {
		this.ask(__("One organ for all"), async (organ) => {
			const rows = this.open.filter((row) => !row.out);
			const found = await this.look(rows.map((row) => row.name), { to_organ: organ });
			const by_name = new Map(found.map((one) => [one.name, one]));
			rows.forEach((row) => {
				const { may, text, target, target_title, seen, reason } = by_name.get(row.name);
				Object.assign(row, { may, text, target, target_title, seen, reason });
			});
			this.draw();
			this.state();
			this.focus();
		});
	}

	ask(title, done) {
		const dialog = new frappe.ui.Dialog({
			title,
			fields: [
				{
					fieldtype: "Link",
					fieldname: "organ",
					label: __("Organ"),
					options: "Organ",
					reqd: 1,
					// Neither answers a petition (art. 22); the server refuses them.
					get_query: () => ({ filters: { kind: ["not in", ["Village Committee", "Petition Office"]] } }),
				},
			],
			primary_action_label: __("Choose"),
			primary_action: ({ organ }) => {
				dialog.hide();
				done(organ);
			},
		});
		this.beside(dialog);
	}

	turn(row) {
		if (row.kind === "Assign") {
			Object.assign(row, { kind: "Transfer", due_on: null });
			return this.redraw(row);
		}
		const dialog = new frappe.ui.Dialog({
			title: __("Assign"),
			fields: [{ fieldtype: "Date", fieldname: "due_on", label: __("Result due on"), reqd: 1, default: row.above?.assigns ? row.above.due_on : null }],
			primary_action_label: __("Assign"),
			primary_action: ({ due_on }) => {
				Object.assign(row, { kind: "Assign", due_on });
				dialog.hide();
				this.redraw(row);
			},
		});
		this.beside(dialog);
	}

	// A question beside the list has the keyboard from the moment it is asked, before it is on the screen.
	beside(dialog) {
		this.asking = true;
		dialog.onhide = () => {
			this.asking = false;
			setTimeout(() => this.focus(), 50);
		};
		dialog.show();
	}

	leave(row) {
		row.out = !row.out;
		this.redraw(row);
	}

	// Keyboard.

	listen() {
		const pressed = (event) => {
			if (this.asking || window.cur_dialog !== this.dialog || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
			if (event.target === this.demand[0]) {
				if (event.key === "Escape" || event.key === "Enter") {
					event.preventDefault();
					event.stopPropagation();
					this.focus();
				}
				return;
			}
			const row = this.open[this.at];
			const keys = {
				ArrowDown: () => this.move(1),
				j: () => this.move(1),
				ArrowUp: () => this.move(-1),
				k: () => this.move(-1),
				o: () => row && this.other(row),
				t: () => row && this.turn(row),
				x: () => row && this.leave(row),
				a: () => this.for_all(),
				d: () => this.demand.trigger("focus"),
			};
			const digit = /^[1-9]$/.test(event.key) && row?.choices[Number(event.key) - 1];
			const run = digit ? () => this.choose(row, digit.organ) : keys[event.key];
			if (!run) return;
			event.preventDefault();
			event.stopPropagation();
			run();
		};
		document.addEventListener("keydown", pressed, true);
		this.stop = () => document.removeEventListener("keydown", pressed, true);
		this.dialog.$wrapper.on("hidden.bs.modal", this.stop);
	}

	go() {
		if (!this.ready.length) return;
		this.stop();
		const demand = this.demand.val().trim();
		this.send(
			this.ready.map(({ name, seen, target, kind, due_on, reason }) => ({ name, seen, target, own: { kind, due_on: kind === "Assign" ? due_on : null, reason } })),
			{ to_organ: "suggested", demand }
		);
	}
}
