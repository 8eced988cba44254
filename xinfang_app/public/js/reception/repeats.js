// What may be the same matter, shown beside the form while it is typed. Matters are ranked by likeness; people are not.
// A human decides, with a reason; without a decision the piece is new.

import { escape, key } from "./calls";

export class Repeats {
	constructor(wrapper, { fetch, on_leave } = {}) {
		this.wrapper = wrapper;
		this.fetch = fetch;
		this.on_leave = on_leave || (() => {});
		wrapper.classList.add("xf-repeats");
		wrapper.addEventListener("click", (event) => {
			const row = event.target.closest("[data-at]");
			if (row && !event.target.closest("a")) this.choose(Number(row.dataset.at));
		});
		wrapper.addEventListener("keydown", (event) => this.pressed(event));
		this.clear();
	}

	clear() {
		this.found = [];
		this.chosen = null;
		this.told = false;
		this.draw();
	}

	async look() {
		const asked = (this.asked = (this.asked || 0) + 1);
		const found = await this.fetch();
		// An answer that was overtaken by a later question is not shown.
		if (asked !== this.asked) return;
		const same = (one, other) => one.map((row) => row.petition).join() === other.map((row) => row.petition).join();
		if (this.chosen !== null && !same(found, this.found)) return;
		if (!same(found, this.found)) this.told = false;
		this.found = found;
		if (this.chosen === null) this.draw();
	}

	draw() {
		this.wrapper.hidden = !this.found.length;
		const rows = this.found.map((row, at) => {
			const chosen = at === this.chosen;
			const hints = row.hints.map((hint) => `<div class="xf-hint-law">${escape(hint)}</div>`).join("");
			return `<div class="xf-candidate ${chosen ? "xf-at" : ""}" data-at="${at}">
				<div>${key(`Alt+${at + 1}`)} <b>${escape(row.title)}</b>
				<span class="text-muted">${escape(row.number)} · ${escape(row.masked_name || __("no name"))} · ${escape(row.registered_on || "")}
				· ${escape(row.holder || "")} · ${escape(__(row.stage))}</span>
				<a href="/app/petition/${encodeURIComponent(row.petition)}" target="_blank" tabindex="-1">${__("Look")}</a></div>
				<div class="small">${row.reasons.map(escape).join(__("; "))}</div>${hints}
				${chosen ? this.decision() : ""}</div>`;
		});
		this.wrapper.innerHTML = `<div class="xf-repeats-head">${__("May be the same matter; you decide")}</div>${rows.join("")}`;
	}

	decision() {
		return `<div class="xf-decision">
			<select class="form-control" data-of="relation">
				<option value="Repeat">${__("A repeat: the same people, the same matter")}</option>
				<option value="Joined">${__("Joined: other people, the same matter")}</option></select>
			<input class="form-control" data-of="reason" placeholder="${__("Reason")}">
			<label><input type="checkbox" data-of="open_own"> ${__("Open a matter of its own (to refuse it under art. 19 or 36, or for new facts)")}</label>
			<div class="text-muted small">${key("Enter")} ${__("Decided, go on")}　${key("Esc")} ${__("Not the same")}</div></div>`;
	}

	part(name) {
		return this.wrapper.querySelector(`[data-of="${name}"]`);
	}

	choose(at) {
		if (!this.found[at] || at === this.chosen) return;
		this.chosen = at;
		this.draw();
		this.part("relation").focus();
	}

	pressed(event) {
		if (this.chosen === null) return;
		if (event.key === "Escape") {
			event.stopPropagation();
			this.chosen = null;
			this.draw();
			this.on_leave();
		} else if (event.key === "Enter" && !event.isComposing && !event.ctrlKey) {
			event.preventDefault();
			if (event.target.dataset.of === "relation") this.part("reason").focus();
			else if (this.part("reason").value.trim()) this.on_leave();
			else this.part("reason").focus();
		}
	}

	// {decision} to register with; or {missing} where a reason is still to be given or nobody looked yet.
	answer() {
		if (this.chosen !== null) {
			const reason = this.part("reason").value.trim();
			if (!reason) {
				this.part("reason").focus();
				return { missing: __("Say why it is the same matter.") };
			}
			return {
				decision: {
					relation: this.part("relation").value,
					petition: this.found[this.chosen].petition,
					reason,
					open_own: this.part("open_own").checked ? 1 : 0,
				},
			};
		}
		if (this.found.length && !this.told) {
			this.told = true;
			this.wrapper.scrollIntoView({ block: "nearest" });
			return {
				missing: __("It may repeat a matter: choose it with Alt and its number, or press Ctrl+Enter once more to register it as new."),
			};
		}
		return { decision: null };
	}
}
