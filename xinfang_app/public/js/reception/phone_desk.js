// The phone desk: one key takes a call, what is said is typed and saved by itself, read back, registered; the number and the
// code are read out, one key takes the next call. The rules are on the server.

import { TELEPHONE, call, escape, key, minute, phone_call, say, spelt } from "./calls";
import { CallList } from "./call_list";
import { call_fields, call_more_fields, call_talk_fields } from "./fields";
import { Form } from "./form";
import { hand_dialog } from "./letter_actions";
import { People } from "./people";
import { keys_of_calls, listen } from "./phone_keys";
import { CallProposals } from "./proposals";
import { ReadBack } from "./read_back";
import { Recordings } from "./recordings";
import { Repeats } from "./repeats";
import { seal_dialog } from "./seal";
import { TalkDesk } from "./talk_desk";

const NOTES = ["answer", "call_back"];

export class PhoneDesk extends TalkDesk {
	constructor(page) {
		super(page);
		this.SAVE = `${TELEPHONE}save`;
		this.EARLIER = __("Earlier pieces of the caller");
		this.body.innerHTML = `<div class="xf-visits xf-phone"><aside class="xf-call-list"></aside>
			<section class="xf-visit-talk"><div class="xf-banner" hidden></div><div class="xf-done" hidden></div>
			<div class="xf-nobody text-muted">${__("{0} takes a call: the moment it came in is kept at once, and what you type is saved by itself.", [key("Alt+C")])}</div>
			<div class="xf-back"></div>
			<div class="xf-entry" hidden><div class="xf-call-head"><b class="xf-state"></b> <span class="xf-elapsed"></span>
				<button class="btn btn-xs btn-default xf-over-key" tabindex="-1">${__("The call is over")} ${key("Alt+H")}</button></div>
			<div class="xf-accusation" hidden></div><div class="xf-persons"></div>
			<div class="xf-visit-columns"><div><div class="xf-talk-fields"></div></div><div><div class="xf-main-fields"></div>
			<div class="xf-more" hidden></div><div class="xf-same"></div></div></div></div><div class="xf-recordings"></div>
			</section><footer class="xf-keys"></footer></div>`;
	}

	async start() {
		[this.about, this.choices] = await Promise.all([call("start"), call("choices")]);
		const on_change = (name) => this.changed(name);
		const proposed = __("Suggested:");
		this.list = new CallList(this.find(".xf-call-list"), { on_begin: () => this.begin(), on_open: (name) => this.open(name) });
		this.people = new People(this.find(".xf-persons"), { on_change: () => on_change("people"), on_last: () => this.talk.focus() });
		this.talk = new Form(this.find(".xf-talk-fields"), call_talk_fields(), { on_change, proposed, on_last: () => this.form.focus() });
		this.form = new Form(this.find(".xf-main-fields"), call_fields(this.choices), { on_change, proposed, on_last: () => this.say_keys() });
		this.more = new Form(this.find(".xf-more"), call_more_fields(this.choices), { on_change, proposed, on_last: () => this.form.focus() });
		this.same = new Repeats(this.find(".xf-same"), {
			fetch: () => (this.draft ? call("repeats_of", { draft: this.draft }) : []),
			on_leave: () => this.form.focus("purpose"),
		});
		this.proposals = new CallProposals(this);
		this.recordings = new Recordings(this.find(".xf-recordings"), {
			limit: this.about.limit,
			piece: () => this.draft || (this.last?.petition ? this.last.name : null),
			is_draft: () => Boolean(this.draft),
		});
		this.reading_back = new ReadBack(this.find(".xf-back"));
		this.find(".xf-keys").innerHTML = keys_of_calls();
		listen(this);
		this.body.addEventListener("click", (event) => this.clicked(event));
		this.page.set_primary_action(__("Read back, register"), () => this.register());
		[
			[__("Earlier pieces"), () => this.earlier()],
			[__("Recording of the call"), () => this.recordings.choose()],
			[__("Signed consent"), () => this.consent()],
			[__("Hand to a colleague"), () => this.hand_on()],
			[__("Nothing was brought"), () => this.put_down()],
			[__("Seal"), () => this.seal()],
		].forEach(([label, work]) => this.page.add_menu_item(label, work));
		this.clock = setInterval(() => this.tick(), 1000);
		window.addEventListener("pagehide", () => this.leave());
		await this.list.refresh();
	}

	clicked(event) {
		if (event.target.closest(".xf-over-key")) return this.over();
		const what = event.target.closest(".xf-back [data-do]")?.dataset.do;
		if (what === "register") this.register();
		else if (what === "back") this.back_to_form();
	}

	say_keys() {
		say(__("Ctrl+Enter: read it back, then register."), "blue", 3);
	}

	// Taking a call, going on with one

	async begin() {
		if (this.beginning) return;
		this.beginning = true;
		try {
			if (!(await this.save())) return;
			const began = await phone_call("begin");
			this.shows(began);
			await this.list.refresh();
			this.list.mark(this.draft);
		} finally {
			this.beginning = false;
		}
	}

	async open(name) {
		const turn = (this.turn = (this.turn || 0) + 1);
		if (this.draft !== name && !(await this.save())) return;
		const talk = await phone_call("take_up", { draft: name });
		// Another call was chosen meanwhile: the later choice stands.
		if (turn !== this.turn) return;
		this.shows(talk);
		this.list.mark(name);
	}

	shows(talk) {
		this.draft = talk.name;
		this.seen = talk.seen;
		this.dirty = false;
		this.banner("");
		this.tell(null);
		this.back_to_form(false);
		this.find(".xf-nobody").hidden = true;
		this.find(".xf-entry").hidden = false;
		this.find(".xf-more").hidden = true;
		this.people.draft = talk.name;
		this.people.set(talk.people);
		this.forms().forEach((form) => {
			form.unpropose_all();
			form.set({ ...talk.values, answer: talk.record.answer });
		});
		this.call_back_kept("", talk.record.has_call_back);
		this.proposals.clear();
		this.same.clear();
		this.same.look();
		this.proposals.wait();
		this.recordings.show(talk.recordings);
		this.timed(talk.record);
		this.people.focus();
	}

	close() {
		this.draft = null;
		this.dirty = false;
		this.back_to_form(false);
		this.find(".xf-entry").hidden = true;
		this.find(".xf-nobody").hidden = false;
		this.recordings.show([]);
		this.list.mark(null);
	}

	// How long the call has lasted, counted on from what the server says.
	timed(record) {
		this.record = { ...record, since: performance.now() };
		this.find(".xf-state").textContent = __("Came in {0}", [minute(record.began_on)]);
		this.find(".xf-over-key").hidden = Boolean(record.ended_on);
		this.tick();
	}

	tick() {
		if (!this.draft || !this.record) return;
		const { seconds, ended_on, since } = this.record;
		const total = Math.max(0, seconds + (ended_on ? 0 : Math.floor((performance.now() - since) / 1000)));
		const lasted = `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
		this.find(".xf-elapsed").textContent = ended_on ? __("over, {0}", [lasted]) : lasted;
	}

	async over() {
		if (!this.draft || !(await this.save())) return;
		this.timed((await phone_call("over", { draft: this.draft })).record);
	}

	async put_down() {
		if (!this.draft || !(await this.save())) return;
		await phone_call("put_down", { draft: this.draft });
		this.close();
		say(__("Nothing was brought in this call; it leaves no piece."), "blue");
		await this.list.refresh();
	}

	beside(by) {
		const name = this.list.beside(this.draft, by);
		if (name && name !== this.draft) this.open(name);
	}

	hand_on() {
		if (!this.draft || !this.about.colleagues.length) return;
		hand_dialog(this.about.colleagues, __("Hand the call to a colleague"), async (user) => {
			if (!(await this.save())) return;
			await phone_call("hand_to", { draft: this.draft, user, seen: this.seen });
			this.close();
			await this.list.refresh();
		});
	}

	// Typing and saving

	forms() {
		return [this.talk, this.form, this.more];
	}

	values() {
		const all = { ...this.more.values(), ...this.talk.values(), ...this.form.values() };
		return Object.fromEntries(Object.entries(all).filter(([name]) => !NOTES.includes(name)));
	}

	everything() {
		const number = this.form.get("call_back");
		this.sending = number;
		const notes = { answer: this.form.get("answer"), ...(number === this.call_back_sent ? {} : { call_back: number }) };
		return { draft: this.draft, values: this.values(), people: this.people.values(), notes, seen: this.seen };
	}

	send_save() {
		return phone_call("save", this.everything());
	}

	saved({ values }) {
		this.call_back_sent = this.sending;
		this.list.titled(this.draft, values.title || (values.content || "").slice(0, 30));
		if (this.asks) this.proposals.wait();
	}

	not_saved() {
		return `${super.not_saved()} ${key("Alt+L")} ${__("Load the call anew")}`;
	}

	call_back_kept(number, kept) {
		this.call_back_sent = number;
		const input = this.form.input("call_back");
		input.value = number;
		input.placeholder = kept && !number ? __("kept") : "";
	}

	anonymous() {
		if (!this.draft) return;
		const box = this.form.input("is_anonymous");
		box.checked = !box.checked;
		say(box.checked ? __("The caller stays anonymous.") : __("The caller says who he is."), "blue", 3);
		this.changed("is_anonymous");
	}

	async identity() {
		if (!this.draft) return;
		await this.people.show(0);
		if (this.form.input("call_back").placeholder) {
			this.call_back_kept(await phone_call("number_to_call", { submission: this.draft }), true);
		}
	}

	// Read back, registered, the next one

	async register() {
		if (!this.draft || this.busy) return;
		if (this.is_sealed()) return this.seal();
		this.busy = true;
		try {
			if (this.reading_back.shows) return await this.finish();
			if (!(await this.save())) return;
			await this.same.look();
			const { decision, missing } = this.same.answer();
			if (missing) return void say(missing, "orange", 8);
			this.decision = decision;
			const found = await phone_call("read_back", { draft: this.draft });
			const more = decision ? [[__("The same matter as"), this.same.found[this.same.chosen].number]] : [];
			const number = this.form.get("call_back");
			if (number) more.unshift([__("Number to call back"), number]);
			this.find(".xf-entry").hidden = true;
			this.reading_back.show(found, this.people.rows.map((row) => row.typed), more);
		} finally {
			this.busy = false;
		}
	}

	back_to_form(focus = true) {
		this.reading_back.hide();
		this.find(".xf-entry").hidden = !this.draft;
		if (focus) this.talk.focus();
	}

	async finish() {
		const told = await phone_call("finish", { draft: this.draft, seen: this.seen, decision: this.decision });
		this.close();
		this.tell(told);
		await this.list.refresh();
	}

	tell(told) {
		this.last = told;
		const box = this.find(".xf-done");
		box.hidden = !told;
		this.find(".xf-nobody").hidden = Boolean(told) || Boolean(this.draft);
		if (!told) return;
		const big = (label, html) => `<div class="xf-loud-one"><div class="text-muted">${label}</div><div class="xf-loud">${html}</div></div>`;
		const terms = Object.entries(told.terms || {}).map(([title, day]) => `<div>${escape(title)}：${__("by {0}", [escape(day)])}</div>`);
		box.innerHTML = `<div class="xf-loud-row">${big(__("Number"), `<span class="xf-told">${escape(told.number)}</span>`)}
			${told.query_code ? big(__("Query code"), `<span class="xf-told">${spelt(told.query_code)}</span>`) : ""}</div>
			${terms.join("")}${told.need_supplement ? `<div class="xf-lacks">${escape(told.need_supplement)}</div>` : ""}
			<div class="small xf-done-keys">${[["Alt+C", __("Take the next call")], ["Alt+P", __("Print receipt")], ["Alt+U", __("Recording of the call")], ["Alt+O", __("Open the matter")]]
				.map(([keys, what]) => `${key(keys)} ${what}`)
				.join("　")}</div>`;
		box.scrollIntoView({ block: "start" });
	}

	seal() {
		if (!this.draft || this.sealing) return;
		const { draft } = this;
		this.sealing = true;
		clearTimeout(this.timer);
		seal_dialog({
			extract: true,
			cancelled: () => (this.sealing = false),
			done: async (given) => {
				this.sealing = false;
				const told = await this.seal_all(draft, given);
				this.close();
				await this.list.refresh();
				if (given.extract) await this.open(draft);
				return told;
			},
		});
	}
}
