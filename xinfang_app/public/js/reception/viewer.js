// The scan at the left: page through, zoom, turn, pick pages. A page is fetched as a picture and forgotten with the letter;
// nothing of it is kept in the browser's cache.

import { DESK, call, escape, key } from "./calls";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

export class Viewer {
	constructor(wrapper, { on_pick, on_turned } = {}) {
		this.wrapper = wrapper;
		this.on_pick = on_pick || (() => {});
		this.on_turned = on_turned || (() => {});
		wrapper.classList.add("xf-viewer");
		wrapper.innerHTML = `<div class="xf-viewer-bar">
				<span class="xf-page-no"></span><span class="xf-picked"></span>
				<span class="xf-viewer-keys">
					<button class="btn btn-xs btn-default" tabindex="-1" data-do="back" title="PageUp">‹</button>
					<button class="btn btn-xs btn-default" tabindex="-1" data-do="on" title="PageDown">›</button>
					<button class="btn btn-xs btn-default" tabindex="-1" data-do="smaller" title="Alt+-">－</button>
					<button class="btn btn-xs btn-default" tabindex="-1" data-do="larger" title="Alt+=">＋</button>
					<button class="btn btn-xs btn-default" tabindex="-1" data-do="turn" title="Alt+R">${__("Turn page")}</button>
					<button class="btn btn-xs btn-default" tabindex="-1" data-do="pick" title="Alt+K">${__("Pick page")}</button>
				</span></div>
			<div class="xf-sheet" tabindex="-1"><div class="xf-no-scan"></div><img alt="" hidden></div>`;
		this.sheet = wrapper.querySelector(".xf-sheet");
		this.image = wrapper.querySelector("img");
		wrapper.addEventListener("click", (event) => {
			const what = event.target.closest("[data-do]")?.dataset.do;
			if (what) this[what]();
		});
		this.image.addEventListener("dblclick", () => this.larger());
		this.show([]);
	}

	show(scans) {
		this.forget();
		this.pages = scans.flatMap((scan) =>
			Array.from({ length: scan.pages }, (_, at) => ({ scan: scan.name, page: at + 1, turn: scan.turns[at + 1] || 0 }))
		);
		this.picked = new Set();
		this.at = 0;
		this.zoom = 1;
		this.draw();
	}

	forget() {
		(this.pages || []).forEach((page) => page.url && URL.revokeObjectURL(page.url));
		this.image.hidden = true;
		this.image.removeAttribute("src");
	}

	async draw() {
		const page = this.pages[this.at];
		const none = this.wrapper.querySelector(".xf-no-scan");
		none.hidden = Boolean(page);
		none.innerHTML = page ? "" : `${__("No scan. Drop the files of the letter here, or choose them.")} ${key("Alt+U")}`;
		this.wrapper.querySelector(".xf-page-no").textContent = page
			? __("Page {0} of {1}", [this.at + 1, this.pages.length])
			: "";
		this.wrapper.querySelector(".xf-picked").textContent = this.picked.size
			? __("Picked: {0}", [[...this.picked].sort((a, b) => a - b).map((at) => at + 1).join("、")])
			: "";
		this.sheet.classList.toggle("xf-is-picked", this.picked.has(this.at));
		if (!page) return;
		if (!page.url) {
			const wanted = page;
			this.sheet.classList.add("xf-loading");
			const answer = await this.fetched(page);
			this.sheet.classList.remove("xf-loading");
			if (wanted !== this.pages[this.at]) return;
			if (!answer) {
				none.hidden = false;
				none.textContent = __("This page cannot be shown.");
				return;
			}
		}
		this.image.src = page.url;
		this.image.hidden = false;
		this.image.style.width = `${this.zoom * 100}%`;
		this.ahead();
	}

	async fetched(page) {
		const query = new URLSearchParams({ scan: page.scan, number: page.page, longest: 2000 });
		const answer = await fetch(`/api/method/${DESK}page?${query}`, { cache: "no-store" });
		if (!answer.ok) return false;
		page.url = URL.createObjectURL(await answer.blob());
		return true;
	}

	// The next page is there before it is asked for.
	ahead() {
		const next = this.pages[this.at + 1];
		if (next && !next.url && !next.asked) {
			next.asked = true;
			this.fetched(next);
		}
	}

	go(at) {
		if (!this.pages.length) return;
		this.at = Math.max(0, Math.min(at, this.pages.length - 1));
		this.sheet.scrollTop = 0;
		this.draw();
	}

	on() {
		this.go(this.at + 1);
	}

	back() {
		this.go(this.at - 1);
	}

	// Read a long page without leaving the form.
	scroll(by) {
		this.sheet.scrollTop += by * this.sheet.clientHeight * 0.6;
	}

	zoom_to(zoom) {
		this.zoom = zoom;
		this.image.style.width = `${zoom * 100}%`;
	}

	larger() {
		this.zoom_to(ZOOMS.find((zoom) => zoom > this.zoom) || this.zoom);
	}

	smaller() {
		this.zoom_to([...ZOOMS].reverse().find((zoom) => zoom < this.zoom) || this.zoom);
	}

	async turn() {
		const page = this.pages[this.at];
		if (!page) return;
		await call("turn_page", { scan: page.scan, number: page.page, by: 90 });
		if (page.url) URL.revokeObjectURL(page.url);
		page.url = null;
		await this.draw();
		this.on_turned();
	}

	pick() {
		if (!this.pages.length) return;
		if (this.picked.has(this.at)) this.picked.delete(this.at);
		else this.picked.add(this.at);
		this.draw();
		this.on_pick(this.chosen());
	}

	unpick() {
		this.picked.clear();
		this.draw();
	}

	chosen() {
		return [...this.picked].sort((a, b) => a - b).map((at) => ({ scan: this.pages[at].scan, page: this.pages[at].page }));
	}

	numbers() {
		return [...this.picked].sort((a, b) => a - b).map((at) => at + 1);
	}
}

export const keys_of_viewer = () =>
	[
		["PageDown / PageUp", __("Leaf through")],
		["Alt+= / Alt+-", __("Zoom")],
		["Alt+R", __("Turn page")],
		["Alt+K", __("Pick page")],
	].map(([keys, what]) => `<span>${key(keys)} ${escape(what)}</span>`);
