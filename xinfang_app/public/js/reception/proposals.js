// What was read from the scan, offered field by field. Nothing is taken before the officer takes it.

import { call, escape, key, phone_call } from "./calls";

const AGAIN = 3000;
const PEOPLE = ["name", "phone", "address", "id_no"];

export class LetterProposals {
	constructor(desk) {
		this.desk = desk;
		this.words = [];
	}

	clear() {
		clearTimeout(this.timer);
		this.words = [];
		this.state("");
		this.show_accusation();
	}

	// The reader works in the background: ask until it is done, as long as this letter is open.
	async wait() {
		clearTimeout(this.timer);
		const { draft } = this.desk;
		if (!draft || !this.desk.about.reads) {
			this.state(this.desk.about.reads ? "" : __("Scans are not read here: the reader is not installed."));
			return;
		}
		const found = await call("proposal", { draft });
		if (draft !== this.desk.draft) return;
		if (found.state === "waiting") {
			this.state(__("The scan is being read …"));
			this.timer = setTimeout(() => this.wait(), AGAIN);
		} else if (found.state === "read") {
			this.state(__("Read from the scan: take each value with Alt+A, or type over it."));
			this.show(found);
		} else {
			this.state(found.state === "nothing" ? __("Nothing could be read from the scan.") : "");
		}
	}

	show({ fields, categories, accusation }) {
		const { people, form, more, choices } = this.desk;
		PEOPLE.forEach((part) => people.propose(part, fields[part]));
		["title", "content", "claims_text"].forEach((name) => this.form_of(name).propose(name, fields[name], short(fields[name])));
		const label = (options, value) => options.find((row) => row[0] === value)?.[1];
		if (fields.place) form.propose("place", fields.place, label(choices.places, fields.place));
		if (categories?.length) {
			const first = categories[0];
			const name = label(choices.categories, first.code);
			if (name) form.propose("category", first.code, `${name}（${first.words.join("、")}）`);
		}
		if (fields.letter_date) more.propose("written_on", fields.letter_date);
		this.words = accusation || [];
		this.show_accusation();
	}

	form_of() {
		return this.desk.form;
	}

	accusation_words(words) {
		return __("The letter speaks of: {0}. If it accuses somebody, seal it before anything else (art. 30).", [words]);
	}

	show_accusation() {
		const box = this.desk.find(".xf-accusation");
		box.hidden = !this.words.length;
		box.innerHTML = this.words.length
			? `${this.accusation_words(escape(this.words.join("、")))} ${key("Alt+J")}`
			: "";
	}

	state(words) {
		let line = this.desk.find(".xf-reading");
		if (!line) {
			line = document.createElement("div");
			line.className = "xf-reading small text-muted";
			this.desk.find(".xf-state").insertAdjacentElement("afterend", line);
		}
		line.textContent = words;
	}
}

// During a call there is no scan: what was typed so far is read, and what it seems to say is offered.
export class CallProposals extends LetterProposals {
	clear() {
		this.words = [];
		this.show_accusation();
	}

	async wait() {
		const { draft } = this.desk;
		if (!draft || !this.desk.talk.get("content")) return;
		const found = await phone_call("proposal", { draft });
		if (draft === this.desk.draft) this.show(found);
	}

	form_of(name) {
		return name === "title" ? this.desk.form : this.desk.talk;
	}

	accusation_words(words) {
		return __("The caller speaks of: {0}. If he accuses somebody, seal the call before anything else (art. 30).", [words]);
	}
}

const short = (text) => (text && text.length > 60 ? `${text.slice(0, 60)}……` : text);
