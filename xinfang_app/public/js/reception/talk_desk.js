// What the visit desk and the phone desk share: somebody speaks, what he says is typed, saved by itself, compared with what
// is there, sealed if it accuses. A desk says with what it saves: `everything()`, `send_save()`, `SAVE`.

import { call, escape, last_word, print_receipt, say, send_file, DESK } from "./calls";
import { earlier_dialog } from "./earlier";

const SAVE_AFTER = 2500;
const ASKS_REPEATS = ["people", "title", "content", "place", "category", "respondent_organ", "statement"];

export class TalkDesk {
	constructor(page) {
		this.page = page;
		this.body = page.main[0] || page.main;
		this.saving = Promise.resolve();
	}

	find(name) {
		return this.body.querySelector(name);
	}

	banner(html) {
		const box = this.find(".xf-banner");
		box.hidden = !html;
		box.innerHTML = html;
	}

	changed(name) {
		if (!this.draft) return;
		this.dirty = true;
		this.asks = this.asks || ASKS_REPEATS.includes(name);
		clearTimeout(this.timer);
		if (this.is_sealed()) return this.seal();
		this.timer = setTimeout(() => this.save(), SAVE_AFTER);
	}

	// By what was chosen it is an accusation: it is not kept as typed, it is sealed.
	is_sealed() {
		const extra = (name, options) => options.find((row) => row[0] === this.form.get(name))?.[3];
		return extra("purpose", this.choices.purposes) === "Accusation" || Boolean(extra("category", this.choices.categories));
	}

	leave() {
		if (!this.draft || !this.dirty || this.is_sealed()) return;
		last_word(this.SAVE, this.everything());
		this.dirty = false;
	}

	save() {
		this.saving = this.saving.then(() => this.save_now());
		return this.saving;
	}

	async save_now() {
		clearTimeout(this.timer);
		if (!this.draft || !this.dirty || this.is_sealed()) return true;
		const { draft } = this;
		this.dirty = false;
		let saved;
		try {
			saved = await this.send_save();
		} catch (error) {
			// The server said why; what was typed stays on the screen.
			this.dirty = true;
			this.banner(this.not_saved());
			return false;
		}
		if (draft !== this.draft) return true;
		this.seen = saved.seen;
		this.people.saved(saved.people);
		this.banner("");
		if (saved.notes?.length) say(saved.notes.map(escape).join("<br>"), "orange", 10);
		this.saved(saved);
		if (this.asks) {
			this.asks = false;
			this.same.look();
		}
		return true;
	}

	not_saved() {
		return __("Not saved; what you typed is still here.");
	}

	saved() {}

	print_last() {
		if (this.last?.petition) print_receipt(this.last.name);
	}

	open_last() {
		if (this.last?.petition) window.open(`/app/petition/${encodeURIComponent(this.last.petition)}`, "_blank");
	}

	earlier() {
		earlier_dialog(this.draft ? this.people.rows[0].typed : {}, this.EARLIER);
	}

	consent() {
		if (!this.draft) return;
		const input = document.createElement("input");
		input.type = "file";
		input.accept = ".pdf,.jpg,.jpeg,.png";
		input.addEventListener("change", async () => {
			if (!(await this.save())) return;
			try {
				const saved = await send_file(`${DESK}take_consent`, input.files[0], { draft: this.draft, seen: this.seen });
				this.seen = saved.seen;
				this.form.set(saved.values);
				say(__("The signed consent is on record."));
			} catch (words) {
				frappe.msgprint({ indicator: "red", message: escape(words) });
			}
		});
		input.click();
	}

	// What was typed last is sealed with the rest.
	async seal_all(draft, given) {
		await this.saving;
		const saved = await this.send_save();
		this.seen = saved.seen;
		return call("seal", { draft, seen: saved.seen, ...given });
	}
}
