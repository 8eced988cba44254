// 待打印: take papers, print them as one PDF, say that they came out.

import { Rows, call, words } from "./rows";

export class PrintQueue extends Rows {
	constructor(desk) {
		super(desk);
		this.title = __("To print");
		this.chosen = new Set();
		this.button(__("Print"), "p", () => this.print(), true);
		this.button(__("They came out"), "d", () => this.done());
		this.button(__("Put back"), "b", () => this.back());
		this.button(__("Needs no print"), "o", () => this.off());
		this.duplex = $('<label class="xf-desk-check"><input type="checkbox"></label>').append(document.createTextNode(__("Each on a new sheet (both sides)"))).appendTo(this.bar).find("input");
		this.said = $('<p class="text-muted"></p>').text(__("x chooses a paper; nothing chosen means all that wait.")).insertAfter(this.bar);
	}

	draw({ waiting }) {
		this.chosen.forEach((name) => waiting.some((row) => row.name === name) || this.chosen.delete(name));
		this.show(waiting, (row) => this.line(row), __("Nothing waits to be printed."));
	}

	line(row) {
		const mine = row.taken_by === frappe.session.user;
		const state = row.status === "Printing" ? (mine ? __("You are printing it") : __("{0} is printing it", [row.taken_by_name])) : "";
		return [
			$('<input type="checkbox">').prop("checked", this.chosen.has(row.name)).attr("aria-label", row.title).on("change", () => this.choose(row)),
			words(
				row.title,
				row.document_number,
				row.addressee && __("to {0}", [row.addressee]),
				frappe.datetime.str_to_user(String(row.issued_on).slice(0, 10)),
				row.pages ? __("{0} pages", [row.pages]) : "",
				this.desk.state.organs.length > 1 ? row.organ_title : ""
			),
			state && $('<span class="indicator-pill orange"></span>').text(state),
			row.is_reprint ? $('<span class="indicator-pill blue"></span>').text(`${__("Reprint")}：${row.reason}`) : "",
			row.problem && $('<span class="indicator-pill red"></span>').text(row.problem),
			$('<a class="xf-desk-open"></a>').attr("href", `/app/official-letter/${row.letter}`).text(__("Open")),
		];
	}

	choose(row = this.row) {
		if (!row) return;
		this.chosen.has(row.name) ? this.chosen.delete(row.name) : this.chosen.add(row.name);
		this.draw(this.desk.state);
	}

	names(status) {
		const rows = this.chosen.size ? this.rows.filter((row) => this.chosen.has(row.name)) : this.rows;
		const mine = (row) => row.taken_by === frappe.session.user;
		return rows.filter((row) => (status === "Waiting" ? row.status === "Waiting" || (this.chosen.size && mine(row)) : row.status === status && (mine(row) || this.chosen.size))).map((row) => row.name);
	}

	async print() {
		const names = this.names("Waiting");
		if (!names.length) return frappe.show_alert({ message: __("Nothing waits to be printed."), indicator: "orange" });
		const duplex = Number(this.duplex.prop("checked"));
		const tab = window.open("", "_blank");
		const taken = await call("take", { names, duplex });
		taken.left.forEach((row) => frappe.show_alert({ message: `${row.title}：${row.why}`, indicator: "orange" }, 10));
		if (taken.names.length) await this.send(taken.names, duplex, tab);
		else tab?.close();
		this.desk.load();
	}

	// The PDF opens in a tab of its own, to be printed from there; nothing is kept. The tab is opened with the key, before
	// the papers are made: a browser lets a page open no window later.
	async send(names, duplex, tab) {
		const answer = await fetch("/api/method/xinfang_app.letters.api_desk.taken_pdf", {
			method: "POST",
			headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, "Content-Type": "application/json" },
			body: JSON.stringify({ names, duplex }),
		});
		if (!answer.ok) {
			tab?.close();
			return frappe.msgprint(__("The PDF cannot be opened."));
		}
		const url = URL.createObjectURL(await answer.blob());
		if (tab) tab.location = url;
		else window.location = url;
		setTimeout(() => URL.revokeObjectURL(url), 600000);
	}

	async done() {
		const names = this.names("Printing");
		if (names.length && (await call("printed", { names }))) frappe.show_alert({ message: __("{0} papers marked as printed", [names.length]), indicator: "green" });
		this.desk.load();
	}

	async back() {
		const names = this.names("Printing");
		if (names.length) await call("put_back", { names });
		this.desk.load();
	}

	off() {
		const names = this.chosen.size ? this.names("Waiting") : this.row && this.row.status === "Waiting" ? [this.row.name] : [];
		if (!names.length) return;
		frappe.confirm(__("Take {0} papers off the queue without printing?", [names.length]), async () => {
			await call("take_off", { names });
			this.desk.load();
		});
	}

	async history() {
		const rows = await call("printed_lately");
		const dialog = new frappe.ui.Dialog({ title: __("What was printed"), size: "large" });
		dialog.$body.append(
			rows.map((row) =>
				$('<div class="xf-desk-row"></div>').append(
					words(row.title, row.document_number, __(row.status), row.printed_by_name, frappe.datetime.str_to_user(row.printed_on), row.reason),
					$('<a class="xf-desk-open"></a>').attr("href", `/app/official-letter/${row.letter}`).text(__("Open"))
				)
			)
		);
		dialog.show();
	}

	key(key) {
		const runs = { p: () => this.print(), d: () => this.done(), b: () => this.back(), o: () => this.off(), x: () => this.choose(), Enter: () => this.row && frappe.set_route("Form", "Official Letter", this.row.letter) };
		if (!runs[key]) return super.key(key);
		runs[key]();
		return true;
	}
}
