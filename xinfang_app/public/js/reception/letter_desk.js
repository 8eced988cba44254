// The letter desk: the scan at the left, the form at the right, everything by keyboard. The rules are on the server.

import { DESK, THIS_WINDOW, call, escape, key, last_word, minute, print_receipt, say } from "./calls";
import { LetterActions } from "./letter_actions";
import { letter_fields, more_fields } from "./fields";
import { Form } from "./form";
import { keys_of_desk, listen } from "./letter_keys";
import { LetterProposals } from "./proposals";
import { Matters } from "./matters";
import { People } from "./people";
import { Repeats } from "./repeats";
import { Tray } from "./tray";
import { Viewer } from "./viewer";

const SAVE_AFTER = 2500;
const STILL_OPEN = 30000;
const ASKS_REPEATS = ["title", "content", "place", "category", "respondent_organ", "upper_number"];

export class LetterDesk extends LetterActions {
	constructor(page) {
		super();
		this.page = page;
		this.body = page.main[0] || page.main;
		this.body.innerHTML = `<div class="xf-desk"><aside class="xf-desk-tray"></aside><section class="xf-desk-scan"></section>
			<section class="xf-desk-form"><div class="xf-banner" hidden></div><div class="xf-done" hidden></div><div class="xf-accusation" hidden></div>
			<div class="xf-entry"><div class="xf-state small text-muted"></div><div class="xf-persons"></div><div class="xf-main-fields"></div>
			<div class="xf-more" hidden></div><div class="xf-parts"></div><div class="xf-same"></div></div></section>
			<footer class="xf-keys"></footer></div>`;
		this.saving = Promise.resolve();
	}

	find(name) {
		return this.body.querySelector(name);
	}

	async start() {
		[this.about, this.choices] = await Promise.all([call("start"), call("choices")]);
		const changed = (name) => this.changed(name);
		this.viewer = new Viewer(this.find(".xf-desk-scan"), { on_turned: () => this.proposals.wait() });
		this.people = new People(this.find(".xf-persons"), { on_change: () => changed("people"), on_last: () => this.form.focus() });
		this.form = new Form(this.find(".xf-main-fields"), letter_fields(this.choices), { on_change: changed, on_last: () => this.registered_next() });
		this.more = new Form(this.find(".xf-more"), more_fields(this.choices), { on_change: changed, on_last: () => this.form.focus() });
		this.matters = new Matters(this.find(".xf-parts"), this.choices);
		this.same = new Repeats(this.find(".xf-same"), {
			fetch: () => (this.draft ? call("repeats_of", { draft: this.draft }) : []),
			on_leave: () => this.form.focus("purpose"),
		});
		this.proposals = new LetterProposals(this);
		this.tray = new Tray(this.find(".xf-desk-tray"), { about: this.about, on_open: (name) => this.open(name) });
		this.tray.on_taken = (name, into) => (into || !this.draft ? this.open(name, { again: true }) : null);
		this.tray.takes_drops(this.find(".xf-desk-scan"), () => this.draft);
		this.find(".xf-keys").innerHTML = keys_of_desk();
		listen(this);
		this.page.set_primary_action(__("Register piece"), () => this.register());
		[
			[__("Further matter"), () => this.further()],
			[__("Pages are another letter"), () => this.cut_off()],
			[__("More pages"), () => this.tray.choose(this.draft)],
			[__("Hand to a colleague"), () => this.hand_on()],
			[__("Seal"), () => this.seal()],
		].forEach(([label, work]) => this.page.add_menu_item(label, work));
		this.heart = setInterval(() => this.beat(), STILL_OPEN);
		window.addEventListener("pagehide", () => this.leave());
		await this.tray.refresh();
		this.lock(true);
		if (this.tray.rows.length) await this.open(this.tray.rows[0].name);
	}

	// Opening and leaving

	// Asked for twice, a letter is opened once; asked for another meanwhile, the last one counts.
	open(name, options = {}) {
		if (this.opening === name && !options.take_over && !options.again) return this.opened;
		this.opening = name;
		this.opened = this.open_now(name, options).finally(() => {
			if (this.opening === name) this.opening = null;
		});
		return this.opened;
	}

	async open_now(name, { take_over = false, again = false }) {
		const turn = (this.turn = (this.turn || 0) + 1);
		if (name === this.draft && !take_over && !again) return this.people.focus();
		await this.save();
		if (this.draft && this.draft !== name) call("close_letter", { draft: this.draft, window: THIS_WINDOW });
		const opened = (over) => call("open_letter", { draft: name, window: THIS_WINDOW, take_over: over ? 1 : 0 });
		let letter = await opened(take_over);
		// After a crash the officer's own old window is nobody to ask; if it still stands, it is told.
		if (letter.other?.same) letter = await opened(true);
		if (turn !== this.turn) {
			// Another one was chosen meanwhile: this answer came late, and nobody works on its letter.
			if (name !== this.draft && name !== this.opening) call("close_letter", { draft: name, window: THIS_WINDOW });
			return;
		}
		this.shows(letter);
		this.tray.mark(name);
	}

	shows(letter) {
		this.draft = letter.name;
		this.seen = letter.seen;
		this.clean();
		this.find(".xf-state").textContent = __("Received {0}", [minute(letter.received_on)]);
		this.people.draft = letter.name;
		this.people.set(letter.people);
		this.form.set(letter.values);
		this.more.set(letter.values);
		this.viewer.show(letter.scans);
		this.told_open(letter.other);
		if (!letter.other) {
			this.people.focus();
			this.proposals.wait();
			this.same.look();
		}
	}

	clean() {
		this.dirty = false;
		this.people.unpropose_all();
		this.form.unpropose_all();
		this.more.unpropose_all();
		this.matters.clear();
		this.same.clear();
		this.proposals.clear();
		this.banner("");
	}

	told_open(other) {
		this.other = other;
		this.lock(Boolean(other));
		if (!other) return;
		const words = other.same
			? __("You have this letter open in another window since {0}.", [minute(other.since)])
			: __("{0} has had this letter open since {1}.", [escape(other.by), minute(other.since)]);
		this.banner(`${words} ${key("Alt+T")} ${__("Take it over")}`);
	}

	banner(html) {
		const box = this.find(".xf-banner");
		box.hidden = !html;
		box.innerHTML = html;
	}

	lock(locked) {
		[this.people, this.form, this.more].forEach((part) => part.lock(locked));
		this.find(".xf-entry").classList.toggle("xf-locked", locked);
	}

	async beat() {
		if (!this.draft || this.other) return;
		const other = await call("still_open", { draft: this.draft, window: THIS_WINDOW });
		if (other) this.told_open(other);
	}

	leave() {
		if (!this.draft) return;
		if (this.dirty && !this.other && !this.is_sealed()) {
			last_word(`${DESK}save`, { draft: this.draft, values: this.values(), people: this.people.values(), seen: this.seen });
			this.dirty = false;
		}
		if (!this.other) last_word(`${DESK}close_letter`, { draft: this.draft, window: THIS_WINDOW });
		this.viewer.forget();
	}

	// Typing and saving

	forms() {
		return [this.form, this.more, ...this.matters.parts.map((part) => part.form)];
	}

	values() {
		return { ...this.more.values(), ...this.form.values() };
	}

	changed(name) {
		if (!this.draft || this.other) return;
		this.dirty = true;
		this.asks = this.asks || name === "people" || ASKS_REPEATS.includes(name);
		clearTimeout(this.timer);
		if (name === "purpose" || name === "category") this.proposals.show_accusation();
		if (this.is_sealed()) {
			this.seal();
			return;
		}
		this.timer = setTimeout(() => this.save(), SAVE_AFTER);
	}

	// By what was chosen, the letter is an accusation: it is not kept as typed, it is sealed.
	is_sealed() {
		const extra = (name, options) => options.find((row) => row[0] === this.form.get(name))?.[3];
		return extra("purpose", this.choices.purposes) === "Accusation" || Boolean(extra("category", this.choices.categories));
	}

	save() {
		this.saving = this.saving.then(() => this.save_now());
		return this.saving;
	}

	async save_now() {
		clearTimeout(this.timer);
		if (!this.draft || !this.dirty || this.other || this.is_sealed()) return true;
		const { draft } = this;
		this.dirty = false;
		let saved;
		try {
			saved = await call("save", { draft, values: this.values(), people: this.people.values(), seen: this.seen });
		} catch (error) {
			// The server said why; what was typed stays on the screen.
			this.dirty = true;
			this.banner(`${__("Not saved; what you typed is still here.")} ${key("Alt+L")} ${__("Load the letter anew")}`);
			return false;
		}
		if (draft !== this.draft) return true;
		this.seen = saved.seen;
		this.people.saved(saved.people);
		this.banner("");
		if (saved.notes?.length) say(saved.notes.map(escape).join("<br>"), "orange", 10);
		const row = this.tray.rows.find((one) => one.name === draft);
		if (row) row.title = saved.values.title;
		this.tray.draw();
		if (this.asks) {
			this.asks = false;
			this.same.look();
		}
		return true;
	}

	// Registering

	registered_next() {
		say(__("Ctrl+Enter registers the letter."), "blue", 3);
	}

	async register() {
		if (!this.draft || this.other || this.busy) return;
		if (this.is_sealed()) return this.seal();
		this.busy = true;
		try {
			if (!(await this.save())) return;
			await this.same.look();
			const { parts, missing: lacks } = this.matters.values();
			const { decision, missing } = lacks ? { missing: lacks } : this.same.answer();
			if (missing) {
				say(missing, "orange", 8);
				return;
			}
			const told = await call("register", { draft: this.draft, seen: this.seen, decision, parts });
			await this.next(told);
		} finally {
			this.busy = false;
		}
	}

	async next(told) {
		const done = this.draft;
		const following = this.tray.beside(done);
		this.draft = null;
		this.tell(told);
		await this.tray.refresh();
		const name = following !== done && this.tray.rows.some((row) => row.name === following) ? following : this.tray.rows[0]?.name;
		if (name) await this.open(name);
		else this.empty();
	}

	empty() {
		this.draft = null;
		this.clean();
		this.people.set([]);
		this.form.set({});
		this.more.set({});
		this.viewer.show([]);
		this.find(".xf-state").textContent = __("The tray is empty.");
		this.lock(true);
		this.tray.mark(null);
	}

	tell(told) {
		this.last = told[0];
		const box = this.find(".xf-done");
		box.hidden = !told.length;
		const rows = told.map(
			(one) =>
				`<div>${__("Registered")} <b class="xf-number">${escape(one.number)}</b>${
					one.query_code ? ` ${__("Query code")} <b class="xf-code">${escape(one.query_code)}</b>` : ""
				}${one.need_supplement ? ` <span class="xf-lacks">${escape(one.need_supplement)}</span>` : ""}</div>`
		);
		box.innerHTML = rows.join("") + (this.last?.petition ? `<div class="small">${key("Alt+P")} ${__("Print receipt")}　${key("Alt+O")} ${__("Open the matter")}</div>` : "");
	}

	print_last() {
		if (this.last?.petition) print_receipt(this.last.name);
	}

	open_last() {
		if (this.last?.petition) window.open(`/app/petition/${encodeURIComponent(this.last.petition)}`, "_blank");
	}
}
