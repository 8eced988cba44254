// The people of a letter or a visit. What is typed goes encrypted to the server with each save; what stands there already
// is shown masked until the officer asks for it, and asking is logged.

import { escape, key } from "./calls";

const PARTS = ["name", "phone", "address", "id_no"];

export class People {
	constructor(wrapper, { representatives = false, on_change, on_last } = {}) {
		this.wrapper = wrapper;
		this.representatives = representatives;
		this.on_change = on_change || (() => {});
		this.on_last = on_last || (() => {});
		this.rows = [];
		this.locked = false;
		wrapper.classList.add("xf-people");
		wrapper.addEventListener("input", (event) => this.typed(event));
		wrapper.addEventListener("change", (event) => this.typed(event));
		wrapper.addEventListener("keydown", (event) => this.pressed(event));
		wrapper.addEventListener("click", (event) => this.clicked(event));
		this.set([]);
	}

	set(people) {
		this.rows = people.map((person) => ({ ...person, typed: {}, sent: {}, open: false }));
		if (!this.rows.length) this.rows.push(this.nobody());
		this.draw();
	}

	nobody() {
		return { petitioner: null, masked_name: "", is_representative: 0, typed: {}, sent: {}, open: false };
	}

	add() {
		this.rows.push(this.nobody());
		this.draw();
		this.focus("name", this.rows.length - 1);
		this.on_change();
	}

	label(part) {
		return { name: __("Full name"), phone: __("Phone"), address: __("Address"), id_no: __("ID number") }[part];
	}

	draw() {
		this.wrapper.innerHTML = this.rows.map((row, at) => this.html(row, at)).join("") + this.foot();
		this.proposals = {};
	}

	html(row, at) {
		const inputs = PARTS.map((part) => {
			const stands = row.petitioner && !row.typed[part];
			const masked = { name: row.masked_name, address: row.has_address ? __("kept") : "" }[part] || "";
			return `<div class="xf-field xf-part-${part}"><label>${at ? "" : escape(this.label(part))}</label>
				<div class="xf-input"><input type="text" class="form-control" autocomplete="off" data-at="${at}" data-part="${part}"
				aria-label="${escape(this.label(part))}" value="${escape(row.typed[part] || "")}"
				placeholder="${stands && !row.open ? escape(masked) : ""}" ${this.locked ? "disabled" : ""}></div>
				<div class="xf-proposal" data-at="${at}" data-part="${part}" hidden></div></div>`;
		});
		const speaks = this.representatives
			? `<label class="xf-speaks"><input type="checkbox" data-at="${at}" data-part="is_representative" ${
					row.is_representative ? "checked" : ""
			  } ${this.locked ? "disabled" : ""}> ${__("Representative")}</label>`
			: "";
		const open = row.petitioner && !row.open ? `<button class="btn btn-xs btn-default" tabindex="-1" data-open="${at}">${__("Show identity")}</button>` : "";
		const off = at ? `<button class="btn btn-xs btn-default" tabindex="-1" data-off="${at}" title="${__("Remove the person")}">✕</button>` : "";
		return `<div class="xf-person">${inputs.join("")}<div class="xf-person-more">${speaks}${open}${off}</div></div>`;
	}

	foot() {
		return `<div class="xf-people-foot"><button class="btn btn-xs btn-default" tabindex="-1" data-add>${__("Add a person")} ${key("Alt+N")}</button></div>`;
	}

	input(part, at = 0) {
		return this.wrapper.querySelector(`input[data-at="${at}"][data-part="${part}"]`);
	}

	focus(part = "name", at = 0) {
		this.input(part, at)?.focus();
	}

	lock(locked) {
		this.locked = locked;
		this.wrapper.querySelectorAll("input").forEach((input) => (input.disabled = locked));
	}

	typed(event) {
		const { at, part } = event.target.dataset;
		if (!part) return;
		const row = this.rows[at];
		if (part === "is_representative") row.is_representative = event.target.checked ? 1 : 0;
		else row.typed[part] = event.target.value.trim();
		if (part !== "is_representative" && row.typed[part]) this.unpropose(part, at);
		this.on_change();
	}

	pressed(event) {
		if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey) return;
		const { at, part } = event.target.dataset;
		if (!part) return;
		event.preventDefault();
		this.next(part, Number(at));
	}

	next(part, at) {
		const following = PARTS[PARTS.indexOf(part) + 1];
		if (following) this.focus(following, at);
		else if (this.rows[at + 1]) this.focus("name", at + 1);
		else this.on_last();
	}

	clicked(event) {
		const button = event.target.closest("[data-add], [data-off], [data-open], .xf-proposal");
		if (!button || this.locked) return;
		if ("add" in button.dataset) this.add();
		else if (button.dataset.off) {
			this.rows.splice(Number(button.dataset.off), 1);
			this.draw();
			this.on_change();
		} else if (button.dataset.open) this.show(Number(button.dataset.open));
		else this.accept(button.dataset.part, Number(button.dataset.at));
	}

	async show(at) {
		const row = this.rows[at];
		if (!row?.petitioner) return;
		const known = await frappe.xcall("xinfang_app.petition.api_register.open_identity", {
			ref_doctype: "Petition Submission",
			ref_name: this.draft,
			petitioner: row.petitioner,
		});
		row.open = true;
		PARTS.forEach((part) => (row.typed[part] = row.typed[part] || known[part] || ""));
		row.sent = { ...row.typed };
		this.draw();
	}

	// What is sent with a save: of a person that stands, only what changed since the last one.
	values() {
		this.outgoing = this.rows.filter((row) => row.petitioner || PARTS.some((part) => row.typed[part]));
		return this.outgoing.map((row, at) => {
			const changed = PARTS.some((part) => (row.typed[part] || "") !== (row.sent[part] || ""));
			return {
				petitioner: row.petitioner,
				is_main: at ? 0 : 1,
				is_representative: row.is_representative || 0,
				...(changed ? row.typed : {}),
			};
		});
	}

	// The server answers with the same people in the same order, now with names of their own.
	saved(people) {
		(this.outgoing || []).forEach((row, at) => {
			if (!people[at]) return;
			Object.assign(row, people[at]);
			row.sent = { ...row.typed };
			row.open = true;
		});
	}

	propose(part, value) {
		if (!value || this.rows[0].petitioner || this.rows[0].typed[part]) return;
		this.proposals[part] = value;
		const hint = this.wrapper.querySelector(`.xf-proposal[data-at="0"][data-part="${part}"]`);
		hint.hidden = false;
		hint.innerHTML = `<span>${__("Read:")}</span> <b>${escape(value)}</b> ${key("Alt+A")}`;
	}

	unpropose(part, at = 0) {
		if (Number(at)) return;
		delete this.proposals[part];
		this.wrapper.querySelector(`.xf-proposal[data-at="0"][data-part="${part}"]`).hidden = true;
	}

	unpropose_all() {
		Object.keys(this.proposals).forEach((part) => this.unpropose(part));
	}

	focused() {
		const at = document.activeElement;
		return this.wrapper.contains(at) && at.dataset.part ? at.dataset : null;
	}

	accept(part, at) {
		const value = at ? null : this.proposals[part];
		if (value) {
			this.unpropose(part);
			this.input(part).value = value;
			this.rows[0].typed[part] = value;
			this.on_change();
		}
		this.next(part, at);
	}
}
