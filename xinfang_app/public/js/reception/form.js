// The form beside a scan, a visitor or a caller: plain fields in one order, left by Enter, with what is proposed beneath.

import { escape, key } from "./calls";
import { Picker } from "./picker";

// Field: {name, label, kind: text|area|pick|select|check|date|number, options, rows, wide, value}
export class Form {
	constructor(wrapper, fields, { on_change, on_last, proposed } = {}) {
		this.proposed = proposed || __("Read:");
		this.fields = fields;
		this.wrapper = wrapper;
		this.on_change = on_change || (() => {});
		this.on_last = on_last || (() => {});
		this.pickers = {};
		this.proposals = {};
		this.id = frappe.utils.get_random(6);
		wrapper.classList.add("xf-form");
		wrapper.innerHTML = fields.map((field) => this.html(field)).join("");
		for (const field of fields) {
			const input = this.input(field.name);
			if (field.kind === "pick") {
				this.pickers[field.name] = new Picker(input, field.options || [], () => this.changed(field.name));
			} else {
				input.addEventListener(["select", "check", "date"].includes(field.kind) ? "change" : "input", () =>
					this.changed(field.name)
				);
			}
			input.addEventListener("keydown", (event) => this.pressed(event, field));
		}
		wrapper.addEventListener("click", (event) => {
			const hint = event.target.closest(".xf-proposal");
			if (hint) this.accept(hint.dataset.field);
		});
		this.set({});
	}

	html(field) {
		const id = `${this.id}-${field.name}`;
		const attributes = `id="${id}" data-field="${field.name}"`;
		const options = (field.options || []).map(([value, label]) => `<option value="${escape(value)}">${escape(label)}</option>`);
		const input = {
			area: `<textarea ${attributes} class="form-control" rows="${field.rows || 3}"></textarea>`,
			select: `<select ${attributes} class="form-control">${options.join("")}</select>`,
			check: `<input ${attributes} type="checkbox">`,
			date: `<input ${attributes} type="date" class="form-control">`,
			number: `<input ${attributes} type="number" min="1" class="form-control">`,
		}[field.kind] || `<input ${attributes} type="text" class="form-control" autocomplete="off">`;
		return `<div class="xf-field ${field.wide ? "xf-wide" : ""} xf-kind-${field.kind || "text"}" data-of="${field.name}">
			<label for="${id}">${escape(field.label)}</label><div class="xf-input">${input}</div>
			<div class="xf-proposal" data-field="${field.name}" hidden></div></div>`;
	}

	input(name) {
		return this.wrapper.querySelector(`[data-field="${name}"]:not(.xf-proposal)`);
	}

	get(name) {
		const field = this.fields.find((one) => one.name === name);
		const input = this.input(name);
		if (field.kind === "pick") return this.pickers[name].value;
		if (field.kind === "check") return input.checked ? 1 : 0;
		return input.value.trim();
	}

	values() {
		return Object.fromEntries(this.fields.map((field) => [field.name, this.get(field.name)]));
	}

	set(values) {
		for (const field of this.fields) {
			const value = values[field.name] ?? field.value ?? "";
			const input = this.input(field.name);
			if (field.kind === "pick") this.pickers[field.name].set(value);
			else if (field.kind === "check") input.checked = Boolean(Number(value));
			else if (field.kind === "date") input.value = String(value).slice(0, 10);
			else input.value = value;
		}
	}

	put(name, value) {
		const field = this.fields.find((one) => one.name === name);
		if (field.kind === "pick") this.pickers[name].set(value);
		else this.input(name).value = value;
		this.changed(name);
	}

	options(name, options) {
		this.pickers[name].options = options;
	}

	lock(locked) {
		this.wrapper.querySelectorAll("input, textarea, select").forEach((input) => (input.disabled = locked));
	}

	focus(name) {
		this.input(name || this.fields[0].name)?.focus();
	}

	focused() {
		const at = document.activeElement;
		return this.wrapper.contains(at) ? at.dataset.field : null;
	}

	next(name) {
		const at = this.fields.findIndex((one) => one.name === name);
		const following = this.fields[at + 1];
		if (following) this.focus(following.name);
		else this.on_last();
	}

	changed(name) {
		this.on_change(name);
		if (this.proposals[name] && this.get(name)) this.unpropose(name);
	}

	pressed(event, field) {
		if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
		if (field.kind === "area" && !event.shiftKey) return;
		event.preventDefault();
		this.next(field.name);
	}

	// What the reader thinks stands in the letter: shown, never taken by itself.
	propose(name, value, shown) {
		if (!this.input(name) || !value || this.get(name)) return;
		this.proposals[name] = value;
		const hint = this.wrapper.querySelector(`.xf-proposal[data-field="${name}"]`);
		hint.hidden = false;
		hint.innerHTML = `<span>${this.proposed}</span> <b>${escape(shown || value)}</b> ${key("Alt+A")}`;
	}

	unpropose(name) {
		delete this.proposals[name];
		const hint = this.wrapper.querySelector(`.xf-proposal[data-field="${name}"]`);
		hint.hidden = true;
		hint.innerHTML = "";
	}

	unpropose_all() {
		Object.keys(this.proposals).forEach((name) => this.unpropose(name));
	}

	// Take the proposal of one field and go on to the next; without one the key only goes on.
	accept(name) {
		if (!name) return;
		const value = this.proposals[name];
		if (value) {
			this.unpropose(name);
			this.put(name, value);
		}
		this.next(name);
	}
}
