// A field one types into: a code, the initials of the pinyin, or Chinese; arrows choose, Enter or Tab takes.

import { escape } from "./calls";

const SHOWN = 9;

// How well an option [value, label, keys, extra] answers what was typed; 0 is not at all.
export function rank([value, label, keys], typed) {
	const text = typed.trim().toLowerCase();
	if (!text) return 1;
	const code = value.toLowerCase();
	const initials = keys.split(" ");
	if (code === text || label === typed.trim()) return 100;
	if (initials.includes(text)) return 95;
	if (code.startsWith(text)) return 90;
	if (initials.some((one) => one.startsWith(text))) return 80;
	if (label.startsWith(typed.trim())) return 70;
	if (label.includes(typed.trim())) return 60;
	if (text.length > 1 && initials.some((one) => one.includes(text))) return 40;
	return 0;
}

export function found(options, typed) {
	return options
		.map((option, order) => ({ option, order, points: rank(option, typed) }))
		.filter((one) => one.points)
		.sort((one, other) => other.points - one.points || one.option[1].length - other.option[1].length || one.order - other.order)
		.slice(0, SHOWN)
		.map((one) => one.option);
}

export class Picker {
	constructor(input, options, on_change) {
		this.input = input;
		this.options = options;
		this.on_change = on_change || (() => {});
		this.value = "";
		this.at = 0;
		this.list = document.createElement("div");
		this.list.className = "xf-pick-list";
		this.list.setAttribute("role", "listbox");
		this.list.hidden = true;
		input.insertAdjacentElement("afterend", this.list);
		input.setAttribute("role", "combobox");
		input.setAttribute("autocomplete", "off");
		input.addEventListener("input", () => this.show());
		input.addEventListener("focus", () => input.select());
		input.addEventListener("blur", () => this.settle());
		input.addEventListener("keydown", (event) => this.pressed(event));
		this.list.addEventListener("mousedown", (event) => {
			const row = event.target.closest("[data-at]");
			if (!row) return;
			event.preventDefault();
			this.at = Number(row.dataset.at);
			this.take();
		});
	}

	set(value) {
		const option = this.options.find((one) => one[0] === value);
		this.value = value && (option || value) ? value : "";
		this.input.value = option ? option[1] : value || "";
		this.hide();
	}

	show() {
		this.at = 0;
		this.shown = this.input.value.trim() ? found(this.options, this.input.value) : [];
		this.draw();
	}

	draw() {
		this.list.hidden = !this.shown?.length;
		this.list.innerHTML = (this.shown || [])
			.map(
				([value, label], at) =>
					`<div data-at="${at}" role="option" class="${at === this.at ? "xf-at" : ""}"><span>${escape(label)}</span><code>${escape(value)}</code></div>`
			)
			.join("");
	}

	hide() {
		this.shown = null;
		this.list.hidden = true;
	}

	pressed(event) {
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			if (event.altKey) return;
			event.preventDefault();
			if (!this.shown) this.shown = found(this.options, "");
			const count = this.shown.length || 1;
			this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
			this.draw();
		} else if ((event.key === "Enter" || event.key === "Tab") && this.shown?.length && !event.isComposing) {
			// The key itself goes on, to the next field.
			this.take();
		} else if (event.key === "Escape" && this.shown) {
			event.stopPropagation();
			this.set(this.value);
		}
	}

	take() {
		const option = this.shown[this.at];
		this.hide();
		const changed = option[0] !== this.value;
		this.value = option[0];
		this.input.value = option[1];
		if (changed) this.on_change(this.value);
	}

	// Left without choosing: nothing typed is nothing chosen; a text that is no choice goes back to what stood.
	settle() {
		if (this.input.value.trim()) {
			if (this.shown?.length === 1 || (this.shown?.length && rank(this.shown[0], this.input.value) >= 95)) {
				this.at = 0;
				this.take();
			} else this.set(this.value);
			return;
		}
		this.hide();
		if (this.value) {
			this.value = "";
			this.on_change("");
		}
	}
}
