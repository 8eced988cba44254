// The queue of the day at the left of the visit desk: numbers and what became of them. No names.

import { escape, key, say, visit_call } from "./calls";

const AGAIN = 6000;
const WINDOW_KEY = "xf_reception_window";

export class VisitQueue {
	constructor(wrapper, { on_begin, on_changed } = {}) {
		this.wrapper = wrapper;
		this.on_begin = on_begin;
		this.on_changed = on_changed || (() => {});
		this.rows = [];
		wrapper.classList.add("xf-queue");
		wrapper.innerHTML = `<div class="xf-queue-now"><div class="text-muted">${__("Now called")}</div><div class="xf-big">—</div></div>
			<div class="xf-queue-keys">
				<button class="btn btn-default btn-sm" data-do="take">${__("Give a number")} ${key("Alt+Q")}</button>
				<button class="btn btn-primary btn-sm" data-do="next">${__("Call the next")} ${key("Alt+C")}</button>
				<button class="btn btn-default btn-sm" data-do="absent">${__("Did not appear")} ${key("Alt+U")}</button>
				<button class="btn btn-default btn-sm" data-do="begin">${__("Begin the talk")} ${key("Alt+S")}</button>
				<button class="btn btn-default btn-sm" data-do="done">${__("Done without a piece")} ${key("Alt+D")}</button>
				<button class="btn btn-default btn-sm" data-do="screen">${__("Screen in the hall")} ${key("Alt+W")}</button>
			</div>
			<label class="xf-window">${__("Reception window")} <input class="form-control input-xs" value=""></label>
			<div class="xf-queue-list"></div>`;
		this.window = wrapper.querySelector(".xf-window input");
		// Which window this machine stands at; nothing about who comes.
		this.window.value = localStorage.getItem(WINDOW_KEY) || __("Window 1");
		this.window.addEventListener("change", () => localStorage.setItem(WINDOW_KEY, this.window.value));
		wrapper.addEventListener("click", (event) => {
			const what = event.target.closest("[data-do]")?.dataset.do;
			if (what) return this[what]();
			const row = event.target.closest("[data-number]");
			if (row) this.chosen(Number(row.dataset.number));
		});
		this.timer = setInterval(() => !document.hidden && this.refresh(), AGAIN);
	}

	async refresh() {
		this.rows = await visit_call("queue");
		this.draw();
		return this.rows;
	}

	draw() {
		const mine = this.mine();
		this.wrapper.querySelector(".xf-big").textContent = mine ? numbered(mine.number) : "—";
		const list = this.wrapper.querySelector(".xf-queue-list");
		list.innerHTML = this.rows.length
			? this.rows
					.map(
						(row) => `<div class="xf-queue-row ${["Done", "Went away"].includes(row.state) ? "xf-past" : ""} ${mine && row.name === mine.name ? "xf-at" : ""}"
							data-number="${row.number}"><b>${numbered(row.number)}</b> <span>${escape(__(row.state))}</span>
							<span class="text-muted small">${[row.people_count > 1 ? __("{0} people", [row.people_count]) : "", escape(row.window || ""), escape(row.served_by || "")]
								.filter(Boolean)
								.join(" · ")}</span></div>`
					)
					.join("")
			: `<div class="text-muted small p-2">${__("Nobody has taken a number today.")}</div>`;
	}

	// The visit at this window: the one called here last and not over.
	mine() {
		const here = this.rows.filter((row) => row.window === this.window.value && ["Called to the window", "Received at the window"].includes(row.state));
		return here.find((row) => row.name === this.current) || here[here.length - 1] || null;
	}

	take() {
		frappe.prompt(
			{ fieldtype: "Int", fieldname: "people_count", label: __("Number of people"), default: 1, reqd: 1 },
			async ({ people_count }) => {
				const visit = await visit_call("take_number", { people_count });
				say(__("Number {0}", [numbered(visit.number)]), "blue", 8);
				this.refresh();
			},
			__("Give a number"),
			__("Give")
		);
	}

	async next() {
		const visit = await visit_call("call", { window: this.window.value });
		if (!visit) say(__("Nobody waits."), "orange");
		else this.current = visit.name;
		await this.refresh();
	}

	// A number of the list: called out of order, or gone on with.
	async chosen(number) {
		const row = this.rows.find((one) => one.number === number);
		if (["Waiting", "Not appeared"].includes(row.state)) {
			const visit = await visit_call("call", { window: this.window.value, number });
			this.current = visit.name;
			await this.refresh();
		} else if (row.state === "Received at the window" || row.state === "Called to the window") {
			this.current = row.name;
			this.draw();
			if (row.state === "Received at the window") this.on_begin(row);
		}
	}

	async absent() {
		const mine = this.mine();
		if (mine?.state !== "Called to the window") return;
		await visit_call("not_appeared", { visit: mine.name });
		await this.refresh();
	}

	begin() {
		const mine = this.mine();
		if (mine) this.on_begin(mine);
		else say(__("Call a number first."), "orange");
	}

	async done() {
		const mine = this.mine();
		if (!mine) return;
		frappe.confirm(__("Close number {0} without registering a piece?", [numbered(mine.number)]), async () => {
			await visit_call("done", { visit: mine.name });
			await this.refresh();
			this.on_changed();
		});
	}

	screen() {
		window.open("/app/visit-desk/screen", "_blank");
	}
}

export const numbered = (number) => String(number).padStart(3, "0");
