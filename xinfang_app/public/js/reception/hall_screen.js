// The screen in the hall: large numbers, the windows they are called to, who is next. Numbers only.

import { escape, visit_call } from "./calls";
import { numbered } from "./visit_queue";

const AGAIN = 3000;

export class HallScreen {
	constructor(page) {
		this.body = page.main[0] || page.main;
		this.body.innerHTML = `<div class="xf-hall"><h1>${__("Reception of visitors")}</h1><div class="xf-hall-called"></div>
			<div class="xf-hall-next"><span>${__("Waiting")}</span><div class="xf-hall-waiting"></div></div></div>`;
	}

	start() {
		this.refresh();
		this.timer = setInterval(() => this.refresh(), AGAIN);
	}

	stop() {
		clearInterval(this.timer);
	}

	async refresh() {
		const { called, waiting } = await visit_call("board");
		this.body.querySelector(".xf-hall-called").innerHTML = called.length
			? called
					.slice(0, 4)
					.map((row) => `<div class="xf-hall-one"><b>${numbered(row.number)}</b><span>${escape(row.window || "")}</span></div>`)
					.join("")
			: `<div class="xf-hall-one text-muted">${__("Please wait to be called")}</div>`;
		this.body.querySelector(".xf-hall-waiting").textContent = waiting.slice(0, 12).map(numbered).join("　") || "—";
	}
}
