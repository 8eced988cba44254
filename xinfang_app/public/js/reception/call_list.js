// At the left of the phone desk: taking a call with one key, and the calls this officer has not finished.

import { escape, key, minute, phone_call } from "./calls";

export class CallList {
	constructor(wrapper, { on_begin, on_open }) {
		this.wrapper = wrapper;
		this.rows = [];
		wrapper.classList.add("xf-calls");
		wrapper.innerHTML = `<button class="btn btn-primary xf-take-call">${__("Take a call")} ${key("Alt+C")}</button>
			<div class="xf-calls-head"><b>${__("Unfinished calls")}</b> <span class="text-muted xf-calls-count"></span></div><div class="xf-calls-list"></div>`;
		wrapper.addEventListener("click", (event) => {
			if (event.target.closest(".xf-take-call")) return on_begin();
			const row = event.target.closest("[data-name]");
			if (row) on_open(row.dataset.name);
		});
	}

	async refresh() {
		this.rows = await phone_call("unfinished");
		this.draw();
		return this.rows;
	}

	draw() {
		this.wrapper.querySelector(".xf-calls-count").textContent = this.rows.length ? __("{0} calls", [this.rows.length]) : "";
		this.wrapper.querySelector(".xf-calls-list").innerHTML = this.rows.length
			? this.rows.map((row) => this.html(row)).join("")
			: `<div class="text-muted small p-2">${__("No call waits.")}</div>`;
	}

	html(row) {
		return `<div class="xf-tray-row ${row.name === this.open ? "xf-at" : ""} ${row.late ? "xf-late" : ""}" data-name="${escape(row.name)}">
			<div class="xf-tray-title">${escape(row.title || __("(no title yet)"))}</div>
			<div class="small text-muted">${__("Came in {0}", [escape(minute(row.received_on))])}</div>
			${row.due.N01 ? `<div class="small xf-due">${__("register by {0}", [escape(row.due.N01)])}</div>` : ""}</div>`;
	}

	mark(name) {
		this.open = name;
		this.draw();
	}

	titled(name, title) {
		const row = this.rows.find((one) => one.name === name);
		if (row) row.title = title;
		this.draw();
	}

	// The call after this one, or before it; after the last comes the first.
	beside(name, by) {
		const count = this.rows.length;
		if (!count) return null;
		const at = this.rows.findIndex((row) => row.name === name);
		return this.rows[at < 0 ? 0 : (at + by + count) % count].name;
	}
}
